package comparisons

import (
	"strings"
	"testing"
)

func TestJoinCodesAreReadAsPeopleWriteThem(t *testing.T) {
	t.Parallel()
	const code = "7K3F-9QXD-2M50"
	for _, given := range []string{
		code, "7k3f-9qxd-2m50", "7K3F9QXD2M50", "7K3F 9QXD 2M50", " 7K3F-9QXD-2M5O\n", "7K3F–9QXD—2M50", "7K3F‐9QXD‑2M50", "7K3F−9QXD﹣2M50", "7K3F－9QXD-2M50",
		"7K3F-9QXD-2M50.", "(7K3F-9QXD-2M50)", "<7K3F-9QXD-2M50>", "“7K3F-9QXD-2M50”", "7K3F-9QXD-2M50%20", "7K3F\u200b-9QXD-\ufeff2M50", "7K3F\u00ad9QXD\u00ad2M50",
		"7K3F-9QXD-2M50?utm_source=mail", "https://funder.example/join/7K3F-9QXD-2M50", "https://funder.example/organisation?code=7K3F-9QXD-2M50&utm_source=mail",
		"https://funder.example/0198f1d2-6f7e-7c3a-9b1e-0f6f3f1c2a11/7K3F-9QXD-2M50", "https://funder.example/join#7K3F9QXD2M50", "Our code is 7K3F-9QXD-2M50.", "7K3F - 9QXD - 2M50",
	} {
		if got := readJoinCode(given); got != code {
			t.Errorf("%q is read as %q, want %q", given, got, code)
		}
	}
}

func TestWhatIsNoJoinCode(t *testing.T) {
	t.Parallel()
	for _, given := range []string{
		"", " ", "-", "7K3F-9QXD-2M5", "7K3F-9QXD-2M500", "7K3F-9QXD-2M50 8K3F-9QXD-2M50", "https://funder.example/", strings.Repeat("7K3F", 1000),
		"0198f1d2-6f7e-7c3a-9b1e-0f6f3f1c2a11", "7K3F-9QXD-２M50", "é",
	} {
		if got := readJoinCode(given); got != "" {
			t.Errorf("%q is read as %q", given, got)
		}
	}
}

// Whatever is read is a code, and reads as itself.
func FuzzReadJoinCode(f *testing.F) {
	f.Add("7K3F-9QXD-2M5T")
	f.Add("https://funder.example/join/7K3F-9QXD-2M5T?x=%20")
	f.Fuzz(func(t *testing.T, given string) {
		code := readJoinCode(given)
		if code != "" && (len(code) != 14 || strings.Count(code, "-") != 2 || readJoinCode(code) != code) {
			t.Fatalf("%q is read as %q, and that as %q", given, code, readJoinCode(code))
		}
	})
}
