package instrument

import (
	"strings"
	"testing"
)

func TestAllMistakesAreNamedAtOnce(t *testing.T) {
	t.Parallel()
	faults := faultsOf(t, edited(t,
		"minutes: 5", "minutes: five",
		"id: middle", "id: low",
		"gate: true", "gate: maybe, gates: all",
		"A small ladder", "A <b>small</b> ladder",
		"          3: We all made them.\n", "          2: We all made them.\n",
		"        example: The fee for the hall.", "        bsl: none",
	))
	lines := map[int]bool{}
	for i, fault := range faults.Faults {
		lines[fault.Line] = true
		if i > 0 && fault.Line < faults.Faults[i-1].Line {
			t.Errorf("line %d is named after line %d", fault.Line, faults.Faults[i-1].Line)
		}
	}
	for _, line := range []int{4, 9, 17, 27, 57, 62} {
		if !lines[line] {
			t.Errorf("line %d is not named:\n%v", line, faults)
		}
	}
	if faults.Cut || faults.File != "ladder.yaml" || !strings.Contains(faults.Error(), "\n  ladder.yaml:4: ") {
		t.Errorf("it reads %v, cut: %v", faults, faults.Cut)
	}
}

func TestAllMistakesOnOneLineAreNamed(t *testing.T) {
	t.Parallel()
	faults := faultsOf(t, edited(t, "principle: fairness, area: money, gate: true", "principle: wellcome, area: song, gaite: yes, gate: on"))
	for _, says := range []string{`no field called "gaite"`, `no principle "wellcome"`, `no area "song"`, `gate is "on"`} {
		if strings.Count(faults.Error(), "ladder.yaml:17: ") != 4 || !strings.Contains(faults.Error(), says) {
			t.Errorf("line 17 does not say %q:\n%v", says, faults)
		}
	}
}

func TestAWrongKindIsNamedWithoutWhatTheLibraryCutShort(t *testing.T) {
	t.Parallel()
	faults := faultsOf(t, edited(t, "      plans: {title: Plans, description: What is going to be done.}", "      plans: What is going to be done, and when, and by whom."))
	if got := faults.Error(); !strings.Contains(got, "39: Here is a text, but a block of named lines is needed. Check how far the line is indented.") {
		t.Error(got)
	}
}

func TestWrongIndentationIsNamedAsSuch(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		old, new string
		line     int // on which it is, or the one after
	}{
		{"    variant: standard", "   variant: standard", 26},
		{"    variant: standard", "     variant: standard", 26},
		{"  - lang: en", "   - lang: en", 26},
		{"  - lang: en", " - lang: en", 26},
		{"        help: Think", "         help: Think", 53},
		{"        help: Think", "       help: Think", 53},
		{"          1: You made", "           1: You made", 56},
		{"# A small valid instrument. The tests break it in one place after the other.\nid:", " id:", 2},
	} {
		faults := faultsOf(t, edited(t, tc.old, tc.new))
		if len(faults.Faults) != 1 || faults.Faults[0].Line != tc.line || !strings.Contains(faults.Error(), indented) {
			t.Errorf("%q: want line %d:\n%v", tc.new, tc.line, faults)
		}
	}
}

func TestFilesThatAreNoPlainTextAreNamedAsSuch(t *testing.T) {
	t.Parallel()
	for name, data := range map[string]string{
		"Word": "PK\x03\x04\x14\x00\x06", "large Word": "PK\x03\x04" + strings.Repeat("x", MaxBytes), "PDF": "%PDF-1.7\n", "RTF": `{\rtf1\ansi`,
		"UTF-16, little": "\xff\xfei\x00d\x00", "UTF-16, big": "\xfe\xff\x00i\x00d", "UTF-16 without a mark": "i\x00d\x00:\x00", "NUL": "id: a\x00b",
	} {
		faults := faultsOf(t, data)
		if len(faults.Faults) != 1 || faults.Faults[0].Detail != noText {
			t.Errorf("%s: %v", name, faults)
		}
	}
	if _, err := Parse("ladder.yaml", []byte("\ufeff"+contents(t, small))); err != nil {
		t.Errorf("the mark that Notepad puts before UTF-8 is refused: %v", err)
	}
}

func TestWhatHidesTheRestIsSaid(t *testing.T) {
	t.Parallel()
	for _, text := range []string{edited(t, "[fairness]", "[fairness"), edited(t, "[plans, money]", "7"), "", "# nothing", "[]", "just words"} {
		if faults := faultsOf(t, text); !faults.Cut || !strings.Contains(faults.Error(), "The rest is checked after that.") {
			t.Errorf("%.20q: it is not said that there may be more:\n%v", text, faults)
		}
	}
}
