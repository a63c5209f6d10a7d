package register

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWhatIsNoIdentifier(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct{ given, says string }{
		"nothing":                    {"", "starts with no list that is known here"},
		"only space":                 {" \n", "starts with no list"},
		"a number alone":             {"1173575", "Use one of: GB-CHC, GB-SC, GB-NIC, GB-COH,"},
		"words":                      {"charity", "as in GB-CHC-1173575"},
		"a list alone":               {"GB-CHC", "starts with no list"},
		"a list without its hyphen":  {"GB-CHC1173575", "starts with no list"},
		"a list nobody knows":        {"GB-ABC-1", "Leave out identifiers of other lists."},
		"another country's list":     {"US-EIN-530196605", "Leave out identifiers of other lists."},
		"a list and no number":       {"GB-CHC-", "After GB-CHC- it needs 6 or 7 digits, the first not 0, as in GB-CHC-1173575."},
		"a linked charity":           {"GB-CHC-1173575-1", "does not fit the list GB-CHC, charities in England and Wales."},
		"an alias with a bad number": {"GB-OSCR-12", "After GB-SC- it needs SC and 6 digits"},
		"a space inside":             {"GB-CHC- 1173575", "holds a space or a sign that none has"},
		"a line break inside":        {"GB-CHC-1173575\nGB-SC-SC042386", "holds a space or a sign"},
		"a null":                     {"GB-CHC-1173575\x00", "holds a space or a sign"},
		"a dash from a text program": {"GB–CHC–1173575", "Use plain letters, digits and hyphens"},
		"a letter with capital S":    {"GB-\u017fC-SC042386", "holds a space or a sign"},
		"digits of another script":   {"GB-NIC-١٠٠٠١٩", "holds a space or a sign"},
		"not UTF-8":                  {"GB-NIC-10001\xff", "holds a space or a sign"},
		"too long":                   {"360G-" + strings.Repeat("a", MaxIdentifier), "too long. Use at most 100 characters."},
		"too long with space":        {strings.Repeat(" ", MaxIdentifier) + "GB-CHC-1173575", "too long"},
		"a company without zeros":    {"GB-COH-294860", "Put zeros in front: GB-COH-00294860."},
		"a company without one zero": {"GB-COH-9506232", "Put zeros in front: GB-COH-09506232."},
		"a company under an alias":   {"uk-coh-294860", "Put zeros in front: GB-COH-00294860."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := ParseIdentifier(tc.given)
			if diff := cmp.Diff(Identifier{}, got); diff != "" {
				t.Errorf("something came back with the fault (-want +got):\n%s", diff)
			}
			wantFault(t, err, tc.says)
		})
	}
}

func wantFault(t *testing.T, err error, says string) {
	t.Helper()
	var fault *Fault
	if !errors.As(err, &fault) || !strings.Contains(fault.Detail, says) {
		t.Errorf("the error is %v, want a fault that says %q", err, says)
	}
}

// What the numbers of each list look like. The good ones are examples of
// org-id.guide, or shapes that the source of the list holds.
var numbersOf = map[string]struct{ good, bad []string }{
	"GB-CHC": {
		good: []string{"279417", "1090095", "1173575", "200051"},
		bad:  []string{"27941", "11735750", "0279417", "01133342", "SC042386", "117357X"},
	},
	"GB-SC": {
		good: []string{"SC042386", "SC025693", "SC000587"},
		bad:  []string{"042386", "SC42386", "SC0423860", "CS042386"},
	},
	"GB-NIC": {
		good: []string{"100019", "100048", "109999"},
		bad:  []string{"10001", "1000190", "NIC100019", "XR12345"},
	},
	"GB-COH": {
		good: []string{
			"09506232", "07444723", "00000006", "R0000123", "IP00525R", "IP030808", "RS007018",
			// Every pair of letters that Companies House is known to use.
			"AC000001", "CE000001", "CS000001", "EN000001", "ES000001", "FC000001", "FE000001",
			"GE000001", "GN000001", "GS000001", "IC000001", "LP000001", "NA000001", "NC000001",
			"NF000001", "NI000001", "NL000001", "NO000001", "NP000001", "NR000001", "NV000001",
			"NZ000001", "OC000001", "OE000001", "PC000001", "RC000001", "SA000001", "SC000001",
			"SE000001", "SF000001", "SG000001", "SI000001", "SL000001", "SO000001", "SP000001",
			"SR000001", "SZ000001", "ZC000001",
		},
		bad: []string{"9506232", "009506232", "O9506232", "SC0000012", "SC00001", "ABC00001", "1234567A"},
	},
	"GB-CASC": {
		good: []string{"DF679063", "2A36D1EE", "18E597EE", "12345678"},
		bad:  []string{"DF67906", "DF6790633", "GF679063"},
	},
	"GB-MPR": {
		good: []string{"235C", "IP031455", "17815R", "4453", "30057R", "1AOFS"},
		bad:  []string{"C", "1234567", "ABC1", "12-R", "1R2"},
	},
	"GB-LAE":  {good: []string{"WOT", "BAS", "GED"}, bad: []string{"WO", "WOTT", "W0T", "E06000001"}},
	"GB-LAS":  {good: []string{"ZET", "WLN", "ORK"}, bad: []string{"ZE", "ORKN", "OR1"}},
	"GB-PLA":  {good: []string{"AGY", "TOF", "NTL"}, bad: []string{"AG", "AGYY", "AG1"}},
	"GB-LANI": {good: []string{"ANN", "AND", "BFS"}, bad: []string{"AN", "ANNN", "AN1"}},
	"GB-NHS": {
		good: []string{"01F", "7A1A5", "Z1070", "RAX", "G7H8J", "EE100001"},
		bad:  []string{"RA", "A1234567890", "RA-X"},
	},
	"GB-EDU":   {good: []string{"125554", "125756", "134533"}, bad: []string{"12555", "1255540", "025554", "URN12"}},
	"GB-UKPRN": {good: []string{"10000346", "10010014"}, bad: []string{"1000034", "100003460", "00000346"}},
	"GB-SHPE": {
		good: []string{"LH4401", "H4244", "4793", "SL4293", "A0230", "00CY", "17UK"},
		bad:  []string{"LH44", "LHX4401", "44015", "0CY", "LH440A"},
	},
	"GB-GOR": {
		good: []string{"OT1211", "PB1204", "EA1113", "D1198", "D9", "DA1020"},
		bad:  []string{"D", "OT12110", "OTX1", "1211"},
	},
	"360G": {
		good: []string{"XYZTRUST-123_ABC", "XYZFUNDER-ABC-RECIPIENT", "ARCADIAFUND"},
		bad:  []string{"-1", "_1", "XYZ/1", "XYZ.1", "XYZ:1"},
	},
}

func TestNumbersOfEachList(t *testing.T) {
	t.Parallel()
	if len(numbersOf) != len(Lists) {
		t.Errorf("%d lists are tested, want all %d", len(numbersOf), len(Lists))
	}
	for _, list := range Lists {
		t.Run(list.Code, func(t *testing.T) {
			t.Parallel()
			numbers := numbersOf[list.Code]
			for _, number := range numbers.bad {
				_, err := ParseIdentifier(list.Code + "-" + number)
				wantFault(t, err, "After "+list.Code+"- it needs "+list.Form+", as in "+list.Example+".")
			}
			for _, number := range numbers.good {
				id := list.Code + "-" + number
				got, err := ParseIdentifier(id)
				if diff := cmp.Diff(Identifier{Given: id, Canonical: id, List: list.Code}, got); diff != "" || err != nil {
					t.Errorf("%s gives %v (-want +got):\n%s", id, err, diff)
				}
			}
			if _, err := ParseIdentifier(list.Example); err != nil || len(numbers.good) == 0 || len(numbers.bad) == 0 {
				t.Errorf("the example of %s gives %v", list.Code, err)
			}
		})
	}
}

// The lists of the United Kingdom that the API promises.
func TestWhichListsThereAre(t *testing.T) {
	t.Parallel()
	want := []string{
		"GB-CHC", "GB-SC", "GB-NIC", "GB-COH", "GB-CASC", "GB-MPR", "GB-LAE", "GB-LAS", "GB-PLA",
		"GB-LANI", "GB-NHS", "GB-EDU", "GB-UKPRN", "GB-SHPE", "GB-GOR", "360G",
	}
	if diff := cmp.Diff(want, codesOfLists()); diff != "" {
		t.Errorf("the lists changed (-want +got):\n%s", diff)
	}
	for i, list := range Lists {
		for j, other := range Lists {
			if i != j && strings.HasPrefix(list.Code+"-", other.Code+"-") {
				t.Errorf("an identifier of %s would be taken for one of %s", list.Code, other.Code)
			}
		}
	}
}

func TestIdentifiersAreComparedAndKept(t *testing.T) {
	t.Parallel()
	for given, canonical := range map[string]string{
		"GB-CHC-1173575":          "GB-CHC-1173575",
		" gb-chc-1173575\r\n":     "GB-CHC-1173575",
		"\u00a0GB-CHC-1173575":    "GB-CHC-1173575",
		"GB-CCEW-1173575":         "GB-CHC-1173575",
		"GB-OSCR-sc032327":        "GB-SC-SC032327",
		"GB-CCNI-100019":          "GB-NIC-100019",
		"GB-URN-125554":           "GB-EDU-125554",
		"UK-COH-09506232":         "GB-COH-09506232",
		"uk-ccew-1173575":         "GB-CHC-1173575",
		"GB-COH-00000006":         "GB-COH-00000006",
		"GB-CASC-df679063":        "GB-CASC-DF679063",
		"360g-XYZFunder-ABC-Corp": "360G-XYZFunder-ABC-Corp", // its list tells capitals apart
		"360G-xyzfunder-abc-corp": "360G-xyzfunder-abc-corp",
	} {
		got, err := ParseIdentifier(given)
		if err != nil || got.Canonical != canonical || got.Given != given {
			t.Errorf("%q gives %+v and %v, want it kept and compared as %s", given, got, err, canonical)
		}
	}
}

// People write numbers as their register, their letterhead or their memory has
// them. What they are told can be copied as it stands.
func TestIdentifiersAsPeopleWriteThem(t *testing.T) {
	t.Parallel()
	for given, says := range map[string]string{
		"GB-NIC-NIC100019":     "Write it as GB-NIC-100019.",
		"NIC 100019":           "Write it as GB-NIC-100019.",
		"GB-NIC-NI100019":      "Write it as GB-NIC-100019.",
		"GB-SC-035314":         "Write it as GB-SC-SC035314.",
		"GB-SC-35314":          "Write it as GB-SC-SC035314.",
		"GB-SC-SCO45223":       "Write it as GB-SC-SC045223.",
		"GB-SC-SC45223":        "Put zeros in front: GB-SC-SC045223.",
		"GB-OSCR-045223":       "Write it as GB-SC-SC045223.",
		"GB-COH-NI21482":       "Put zeros in front: GB-COH-NI021482.",
		"GB-COH-O9506232":      "Write it as GB-COH-09506232.",
		"GB-COH-NIC100019":     "Write it as GB-NIC-100019.",
		"GB-CHC-SC048255":      "Write it as GB-SC-SC048255.",
		"GB-CHC-NIC100019":     "Write it as GB-NIC-100019.",
		"GB-CHC-01133342":      "Write it as GB-CHC-1133342.",
		"GB-CHC1173575":        "Write it as GB-CHC-1173575.",
		"UK CHC 1173575":       "Write it as GB-CHC-1173575.",
		"GB–CHC–1173575":       "Write it as GB-CHC-1173575.",
		"GB-CHC-1173\u200b575": "Write it as GB-CHC-1173575.",
		"1173575":              "GB-CHC-1173575 (charities in England and Wales), GB-COH-01173575 (companies in the United Kingdom).",
		"no. 1 173 575 ":       "", // what the letters mean is not guessed
		"SC012345":             "GB-SC-SC012345 (charities in Scotland), GB-COH-SC012345 (companies in the United Kingdom).",
		"sco12345":             "GB-SC-SC012345 (charities in Scotland), GB-COH-SC012345",
		"09506232":             "Write it as GB-COH-09506232.",
		"100019":               "GB-CHC-100019 (charities in England and Wales), GB-NIC-100019 (charities in Northern Ireland), GB-SC-SC100019 (charities in Scotland).",
		"NI021482":             "GB-COH-NI021482 (companies in the United Kingdom), GB-NIC-021482 (charities in Northern Ireland).",
		"GB-CHC-27941":         "",
		"360G-XYZ:AB12":        "",
		"GB-EDU-SC12":          "",
		"12":                   "",
	} {
		_, err := ParseIdentifier(given)
		if err == nil {
			t.Errorf("%q is taken, want a hint", given)
			continue
		}
		wantFault(t, err, says)
		if hint(given).Key == "" != (says == "") {
			t.Errorf("%q: the hint is %q, want %q", given, hint(given), says)
		}
	}
}

var hinted = regexp.MustCompile(`[0-9A-Z]{2,4}(?:-[0-9A-Z]+)+`)

func TestNoAliasLeadsToAnother(t *testing.T) {
	t.Parallel()
	codes := codesOfLists()
	for alias, code := range aliases {
		if slices.Contains(codes, alias) || !slices.Contains(codes, code) {
			t.Errorf("the alias %s stands for %s: want it to be no list's code and to stand for one", alias, code)
		}
	}
}

var plainID = regexp.MustCompile(`^(360G-[0-9A-Za-z_-]+|[0-9A-Z][0-9A-Z_-]+)$`)

func FuzzParseIdentifier(f *testing.F) {
	for code, numbers := range numbersOf {
		for _, number := range slices.Concat(numbers.good, numbers.bad) {
			f.Add(code + "-" + number)
		}
	}
	f.Add(" uk-oscr-sc032327 ")
	f.Add("GB-\u017fC-SC042386")
	f.Fuzz(func(t *testing.T, given string) {
		id, err := ParseIdentifier(given)
		if err != nil {
			if says := err.Error(); id != (Identifier{}) || says == "" || len(says) > 900 {
				t.Fatalf("%q gives %+v and %q", given, id, says)
			}
			for _, named := range hinted.FindAllString(fmt.Sprint(hint(given).Filled...), -1) {
				if _, err := ParseIdentifier(named); err != nil {
					t.Fatalf("%q has the hint %q, and that is %v", given, hint(given), err)
				}
			}
			return
		}
		if id.Given != given || !plainID.MatchString(id.Canonical) || !strings.HasPrefix(id.Canonical, id.List+"-") {
			t.Fatalf("%q gives %+v", given, id)
		}
		sames := []string{id.Canonical, "\t" + id.Canonical + " "}
		if id.List != "360G" {
			sames = append(sames, strings.ToLower(id.Canonical))
		}
		for _, same := range sames {
			again, err := ParseIdentifier(same)
			if len(same) <= MaxIdentifier && (err != nil || again.Canonical != id.Canonical || again.List != id.List) {
				t.Fatalf("%q is compared as %q, and that as %+v, %v", given, id.Canonical, again, err)
			}
		}
	})
}
