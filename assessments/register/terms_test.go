package register

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/language"
)

func TestWhatIsNoRegion(t *testing.T) {
	t.Parallel()
	for given, says := range map[string]string{
		"":             "Use one of: TLC (North East), TLD (North West),",
		"TLA":          "Use one of:",
		"TLO":          "TLN (Northern Ireland).",
		"Kent":         `There is no region "Kent".`,
		"tli":          "Use TLI for London.",
		" TLI":         "Use TLI for London.",
		"London":       "Use TLI for London.",
		"wales":        "Use TLL for Wales.",
		"UKI":          "Use TLI for London.",
		"TLI4":         "Use TLI for London.",
		"UKI43":        "Use TLI for London.",
		"E12000007":    "Use one of:",
		"UKInfo":       "Use one of:",
		"UKRAINE":      "Use one of:",
		"TLI\x00":      "Use TLI for London.",
		"\xff\xfe\xfd": "Use one of:",
	} {
		got, err := ParseRegion(given)
		if got != "" {
			t.Errorf("%q gives %q", given, got)
		}
		wantFault(t, err, says)
	}
}

func TestWhatIsNoSector(t *testing.T) {
	t.Parallel()
	for given, says := range map[string]string{
		"":                "Use a capital letter from A to L",
		"M":               "Use a capital letter from A to L",
		"0":               "Use a capital letter",
		"Charity":         "Use a capital letter",
		"d":               `Use D for "Social services".`,
		"D ":              "Use D",
		"D10":             "Use D",
		"social services": "Use D",
		"DD":              "Use a capital letter",
	} {
		got, err := ParseSector(given)
		if got != "" {
			t.Errorf("%q gives %q", given, got)
		}
		wantFault(t, err, says)
	}
}

func TestWhatIsNoCountry(t *testing.T) {
	t.Parallel()
	for given, says := range map[string]string{
		"":         "Use two capital letters from ISO 3166-1, such as GB.",
		"UK":       `There is no country "UK". Use GB.`,
		"gb":       "Use GB.",
		" GB ":     "Use GB.",
		"GBR":      "Use GB.",
		"826":      "Use GB.",
		"ZR":       "Use CD.",
		"EU":       "Use two capital letters",
		"XK":       "Use two capital letters",
		"ZZ":       "Use two capital letters",
		"AA":       "Use two capital letters",
		"001":      "Use two capital letters",
		"GB-ENG":   "Use two capital letters",
		"England":  "Use two capital letters",
		"G\u0411":  "Use two capital letters",
		"\xff\xff": "Use two capital letters",
	} {
		got, err := ParseCountry(given)
		if got != "" {
			t.Errorf("%q gives %q", given, got)
		}
		wantFault(t, err, says)
	}
}

func TestWhatIsNoIncome(t *testing.T) {
	t.Parallel()
	for _, pounds := range []int64{-1, math.MinInt64, MaxIncome + 1, math.MaxInt64} {
		wantFault(t, CheckIncome(pounds), "Give whole pounds for a year, from 0 to 1000000000000.")
	}
	for _, pounds := range []int64{0, 1, MaxIncome} {
		if err := CheckIncome(pounds); err != nil {
			t.Errorf("an income of %d is refused: %v", pounds, err)
		}
	}
}

func TestEachTermIsReadAndHasItsName(t *testing.T) {
	t.Parallel()
	for i, code := range strings.Fields("TLC TLD TLE TLF TLG TLH TLI TLJ TLK TLL TLM TLN") {
		got, err := ParseRegion(code)
		if err != nil || got != Region(code) || got != Regions[i] || got.Name() == "" || len(Regions) != 12 {
			t.Errorf("region %s is %q %q in %q, %v", code, got, got.Name(), Regions, err)
		}
	}
	for i, code := range strings.Split("ABCDEFGHIJKL", "") {
		got, err := ParseSector(code)
		if err != nil || got != Sector(code) || got != Sectors[i] || got.Name() == "" || len(Sectors) != 12 {
			t.Errorf("sector %s is %q %q in %q, %v", code, got, got.Name(), Sectors, err)
		}
	}
	for _, code := range Countries {
		if got, err := ParseCountry(string(code)); err != nil || got != code {
			t.Errorf("country %s is %q, %v", code, got, err)
		}
	}
	if len(Countries) != 249 {
		t.Errorf("there are %d countries, want the 249 of ISO 3166-1", len(Countries))
	}
	if Region("TLA").Name() != "" || Sector("M").Name() != "" || SizeBand("tiny").Name() != "" {
		t.Error("what is no term has a name")
	}
}

// Codes that golang.org/x/text takes for those of countries and that are not
// assigned: reserved in ISO 3166-1 for something else (AC to UK), in private use
// (XK), or of a country that is no more.
const notAssigned = `AC CP CQ DG EA EZ IC TA UK UN XK
	AN BU CS CT DD DY FQ FX HV JT MI NH NQ NT PC PU PZ RH SU TP VD WK YD YU ZR`

func TestCountriesAgreeWithTheTextLibrary(t *testing.T) {
	t.Parallel()
	var want []Country
	for first := 'A'; first <= 'Z'; first++ {
		for second := 'A'; second <= 'Z'; second++ {
			code := string(first) + string(second)
			region, err := language.ParseRegion(code)
			if err == nil && region.IsCountry() && !strings.Contains(notAssigned, code) {
				want = append(want, Country(code))
			}
		}
	}
	if diff := cmp.Diff(want, Countries); diff != "" {
		t.Errorf("the countries are not those of golang.org/x/text (-theirs +ours):\n%s", diff)
	}
}

func TestSizeBandsStartWithTheirLowestIncome(t *testing.T) {
	t.Parallel()
	for pounds, want := range map[int64]SizeBand{
		0: Micro, 9_999: Micro,
		10_000: Small, 99_999: Small,
		100_000: Medium, 999_999: Medium,
		1_000_000: Large, 9_999_999: Large,
		10_000_000: Major, 99_999_999: Major,
		100_000_000: SuperMajor, MaxIncome: SuperMajor,
	} {
		if got := SizeOf(pounds); got != want || got.Name() == "" {
			t.Errorf("an income of %d is %q (%s), want %q", pounds, got, got.Name(), want)
		}
	}
	if diff := cmp.Diff([]SizeBand{Micro, Small, Medium, Large, Major, SuperMajor}, SizeBands); diff != "" {
		t.Errorf("the bands are not in order (-want +got):\n%s", diff)
	}
}
