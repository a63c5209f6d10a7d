package assessments

import (
	"strings"
	"testing"
)

// keysAround are ways in which a key comes out of mails, chats and letters; KEY
// stands for it.
var keysAround = []string{
	"KEY", " KEY\r\n", "KEY.", "KEY,", "KEY)", "(KEY)", "<KEY>", "KEY>", "[KEY]", `"KEY"`, "'KEY'", "“KEY”", "„KEY“", "`KEY`", "KEY%20", "KEY%0A", "KEY%",
	"\u200bKEY", "KEY\u200b", "\ufeffKEY\u2060", "\u00a0KEY", "KEY\u00ad", "KEY\u3164", "KEY?utm_source=mail", "KEY&utm_source=mail", "KEY#top", "KEY/",
	"https://rungs.example/answer#KEY", "https://rungs.example/answer#KEY.", "<https://rungs.example/answer#KEY>", "https://rungs.example/answer?utm_source=mail#KEY",
	"https://rungs.example/answer%23KEY", "https://rungs.example/answer#KEY?fbclid=abc", "[open](https://rungs.example/answer#KEY)", "Bearer KEY", "Your key: KEY",
	"https://rungs.example/result#0198f1d2-6f7e-7c3a-9b1e-0f6f3f1c2a11.KEY", "KEY KEY",
}

func TestKeysAreReadAsPeoplePassThemOn(t *testing.T) {
	t.Parallel()
	key := newTestSecret(t).Reveal()
	given := []string{strings.Replace(key, "_", `\_`, 1), strings.Replace(key, "_", "%5F", 1), strings.Replace(key, "_", "_\u200b", 1), "R" + key[1:], key[:20] + "\u200b" + key[20:]}
	for _, around := range keysAround {
		given = append(given, strings.ReplaceAll(around, "KEY", key))
	}
	for _, text := range given {
		if got := ParseSecret(text); got.Reveal() != key || got.kind() != accessKey {
			t.Errorf("%q is read as %q, want %q", text, got.Reveal(), key)
		}
	}
}

func TestWhatHoldsNoKeyOrTwoOpensNothing(t *testing.T) {
	t.Parallel()
	source := chance()
	one, _ := newSecret(invitationKey, source)
	two, _ := newSecret(invitationKey, source)
	for name, text := range map[string]string{
		"two keys":            one.Reveal() + " " + two.Reveal(),
		"two keys in a link":  "https://rungs.example/answer#" + one.Reveal() + "." + two.Reveal(),
		"a letter too many":   one.Reveal() + "x",
		"a letter in between": one.Reveal()[:20] + "é" + one.Reveal()[20:],
		"in capitals":         strings.ToUpper(one.Reveal()),
		"too far to the end":  strings.Repeat(" ", 5000) + one.Reveal(),
	} {
		if got := ParseSecret(text); got.kind() != accessKey || got.Hash() == one.Hash() || got.Hash() == two.Hash() {
			t.Errorf("%s: %q is read as %q", name, text, got.Reveal())
		}
	}
}

// No sign around a key changes it. Only letters and digits could belong to it, and
// only a few signs could stand for those.
func FuzzParseSecret(f *testing.F) {
	key := Secret{"rung_k" + strings.Repeat("A", secretLength) + checksum("k"+strings.Repeat("A", secretLength))}
	for _, around := range keysAround {
		before, after, _ := strings.Cut(around, "KEY")
		f.Add(before, after)
	}
	f.Fuzz(func(t *testing.T, before, after string) {
		given := before + key.Reveal() + after
		read := ParseSecret(given)
		if len(read.Reveal()) > maxSecret {
			t.Fatalf("%q is read as %d bytes", given, len(read.Reveal()))
		}
		if len(given) < 2000 && !strings.ContainsFunc(before+after, mayBeOfAKey) && read != key {
			t.Fatalf("%q is read as %q", given, read.Reveal())
		}
	})
}

func mayBeOfAKey(r rune) bool { return strings.ContainsRune(base62+`%_\`, r) }
