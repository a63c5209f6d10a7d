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

// Each names the thing that is wrong: none of them can be seen, or it looks
// like something else.
func TestWhatNobodySeesIsNamed(t *testing.T) {
	t.Parallel()
	const help = "help: Think of the last year."
	for name, tc := range map[string]struct {
		old, new string
		line     int
		says     string
	}{
		"a space without width":        {help, "help: Think\u200b of it.", 53, "a zero-width space (U+200B), which nobody can see. Take it out."},
		"in a name":                    {"minutes: 5", "minu\u200btes: 5", 4, "a zero-width space (U+200B)"},
		"a mark of the start, inside":  {help, "help: \ufeffThink of it.", 53, "a byte order mark (U+FEFF)"},
		"a mark of the start, a line":  {"minutes: 5", "\ufeffminutes: 5", 4, "a byte order mark (U+FEFF)"},
		"a word joiner":                {help, "help: \u2060Think of it.", 53, "a word joiner (U+2060)"},
		"a soft hyphen":                {help, "help: Th\u00adink of it.", 53, "a soft hyphen (U+00AD)"},
		"a mark of direction":          {help, "help: Think\u200e of it.", 53, "a mark of direction (U+200E)"},
		"a joiner after a plain word":  {help, "help: Think\u200d of it.", 53, "a zero-width joiner (U+200D)"},
		"a joiner that joins nothing":  {"    title", "\u200c    title", 27, "a zero-width non-joiner (U+200C)"},
		"what turns the direction":     {help, "help: Think\u202e of it.", 53, "a control character (U+202E)"},
		"a no-break space at a start":  {"    variant: standard", "\u00a0\u00a0\u00a0\u00a0variant: standard", 26, "This line starts with a no-break space (U+00A0), which looks like a space and is none. Use plain spaces."},
		"one among plain spaces":       {"    variant: standard", "   \u00a0variant: standard", 26, "a no-break space (U+00A0)"},
		"one before the first name":    {"minutes: 5", "\u00a0minutes: 5", 4, "a no-break space (U+00A0)"},
		"a wide space":                 {"    variant: standard", "\u3000variant: standard", 26, "a space of another kind (U+3000)"},
		"a no-break space for a space": {help, "help:\u00a0Think of it.", 53, "After the colon stands a no-break space (U+00A0)"},
		"one after a dash":             {"  - lang: en", "  -\u00a0lang: en", 25, "After the dash stands a no-break space (U+00A0)"},
	} {
		faults := faultsOf(t, edited(t, tc.old, tc.new))
		if len(faults.Faults) != 1 || faults.Faults[0].Line != tc.line || !strings.Contains(faults.Faults[0].Detail, tc.says) {
			t.Errorf("%s: line %d does not say %q:\n%v", name, tc.line, tc.says, faults)
		}
	}
}

// Persian words and joined pictures need what others must not have, and French
// puts a no-break space in a text.
func TestWhatWordsNeedIsLetBe(t *testing.T) {
	t.Parallel()
	for _, help := range []string{"می\u200cخواهیم", "👩\u200d🦽 rolls in.", "Qui\u00a0: vous.", "All of it:\u00a0you."} {
		parsed(t, edited(t, "help: Think of the last year.", "help: >-\n          "+help))
	}
}

func TestLinesThatAreNotNeededAreNamed(t *testing.T) {
	t.Parallel()
	for _, start := range []string{"%YAML 1.2\n", "%YAML 1.2\n---\n", "%YAML 1.1\n---\n", "# hello\n%TAG ! tag:example.org,2000:\n---\n"} {
		faults := faultsOf(t, start+contents(t, small))
		if line := 1 + strings.Count(start[:strings.Index(start, "%")], "\n"); len(faults.Faults) != 1 || faults.Faults[0].Line != line ||
			!strings.Contains(faults.Error(), "Leave out this line. What starts with % is for programs, and is not read here.") {
			t.Errorf("%q: %v", start, faults)
		}
	}
	for _, text := range []string{"---\n" + contents(t, small), edited(t, "help: Think of the last year.", "help: >-\n          50\n          % of it.")} {
		parsed(t, text)
	}
}

func TestTextsThatYAMLTakesForNothingAreNamed(t *testing.T) {
	t.Parallel()
	for _, word := range []string{"Null", "null", "NULL", "~"} {
		for line, place := range map[int]string{27: "title: A small ladder", 53: "help: Think of the last year.", 2: "id: small-ladder", 39: "title: Plans,"} {
			name, _, _ := strings.Cut(place, ":")
			after := ""
			if strings.HasSuffix(place, ",") {
				after = ","
			}
			faults := faultsOf(t, edited(t, place, name+": "+word+after))
			says := word + " without quotes stands for nothing. If it is what you want to say, put quotes around it."
			if len(faults.Faults) != 1 || faults.Faults[0].Line != line || !strings.Contains(faults.Error(), says) {
				t.Errorf("%s: %s: line %d does not say %q:\n%v", place, word, line, says, faults)
			}
		}
	}
	faults := faultsOf(t, edited(t, "title: A small ladder", "title:"))
	if !strings.Contains(faults.Error(), `The text "title" is missing.`) {
		t.Error(faults)
	}
}

func TestTextsThatStartLikeAListAreNamed(t *testing.T) {
	t.Parallel()
	const brackets = "A text that starts with [ or { needs quotes around all of it."
	for _, tc := range []struct {
		old, new string
		line     int
	}{
		{"help: Think of the last year.", "help: [sic] It is so.", 53},
		{"help: Think of the last year.", "help: [sic]", 53},
		{"help: Think of the last year.", "help: [sic", 53},
		{"help: Think of the last year.", "help: {sic} It is so.", 53},
		{"help: Think of the last year.", "help: {sic}", 53},
		{"1: You made them alone.", "1: [sic] You made them alone.", 55},
		{"title: A small ladder", "title: [sic] x", 27},
		{"plans: {title: Plans,", "plans: {title: [sic] x,", 39},
	} {
		faults := faultsOf(t, edited(t, tc.old, tc.new))
		if len(faults.Faults) != 1 || faults.Faults[0].Line != tc.line || !strings.Contains(faults.Error(), brackets) {
			t.Errorf("%q: line %d does not say so:\n%v", tc.new, tc.line, faults)
		}
	}
}
