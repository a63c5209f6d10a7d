package fault_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/tries"
)

func TestNames(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct{ given, want, fault string }{
		"nothing":                      {"", "", "Give a text of 1 to 200 characters."},
		"only space":                   {" \t\n\u00a0", "", "Give a text of 1 to 200 characters."},
		"only zero-width space":        {"\u200b\ufeff", "\u200b\ufeff", "Give a text of 1 to 200 characters."},
		"zero-width space and space":   {"\u200b \u200b", "\u200b \u200b", "Give a text of 1 to 200 characters."},
		"a Hangul filler":              {"\u3164", "\u3164", "Give a text of 1 to 200 characters."},
		"a narrow Hangul filler":       {" \uffa0\u3164 ", "\uffa0\u3164", "Give a text of 1 to 200 characters."},
		"Hangul that fills":            {"\u115f\u1160", "\u115f\u1160", "Give a text of 1 to 200 characters."},
		"Braille without dots":         {"\u2800\u2800", "\u2800\u2800", "Give a text of 1 to 200 characters."},
		"variations of nothing":        {"\ufe0f\U000e0101", "\ufe0f\U000e0101", "Give a text of 1 to 200 characters."},
		"a joiner of nothing":          {"\u034f", "\u034f", "Give a text of 1 to 200 characters."},
		"Khmer that is not spoken":     {"\u17b4", "\u17b4", "Give a text of 1 to 200 characters."},
		"tags":                         {"\U000e0041", "\U000e0041", "Give a text of 1 to 200 characters."},
		"a note without a head":        {"\U0001d159", "\U0001d159", "Give a text of 1 to 200 characters."},
		"one sign among them":          {"\u3164\u2800!", "\u3164\u2800!", ""},
		"a picture in colour":          {"\u2764\ufe0f", "\u2764\ufe0f", ""},
		"Korean":                       {"한국", "한국", ""},
		"Braille":                      {"\u2813\u2800\u280a", "\u2813\u2800\u280a", ""},
		"a line break inside":          {"One\nTwo", "One\nTwo", "nobody can see"},
		"a tab inside":                 {"One\tTwo", "One\tTwo", "nobody can see"},
		"a null":                       {"One\x00", "One\x00", "nobody can see"},
		"an escape":                    {"\x1b[31mred", "\x1b[31mred", "nobody can see"},
		"text turned round":            {"abc\u202edcba", "abc\u202edcba", "nobody can see"},
		"a line separator":             {"One\u2028Two", "One\u2028Two", "nobody can see"},
		"not UTF-8":                    {"Caf\xe9", "Caf\xe9", "nobody can see"},
		"not UTF-8, as space":          {"Caf\xc2", "Caf\xc2", "nobody can see"},
		"one too many":                 {strings.Repeat("é", 201), strings.Repeat("é", 201), "The text has 201 characters. Use at most 200."},
		"the longest":                  {strings.Repeat("é", 200), strings.Repeat("é", 200), ""},
		"the longest with space round": {"  " + strings.Repeat("a", 200) + "\n", strings.Repeat("a", 200), ""},
		"one character":                {"X", "X", ""},
		"space inside":                 {" The  Hub ", "The  Hub", ""},
		"Welsh":                        {"Cyngor Sir Ynys Môn", "Cyngor Sir Ynys Môn", ""},
		"a joined emoji":               {"Family \U0001f468\u200d\U0001f469\u200d\U0001f466", "Family \U0001f468\u200d\U0001f469\u200d\U0001f466", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var faults fault.List
			checkText(t, faults.Name(fault.At("name"), tc.given), tc.want, faults.Faults, "/name", tc.fault)
		})
	}
}

func TestNotes(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct{ given, want, fault string }{
		"a null":                 {"a\x00b", "a\x00b", "Line breaks are fine."},
		"a lone carriage return": {"a\rb", "a\rb", "Line breaks are fine."},
		"text turned round":      {"a\u2067b", "a\u2067b", "Line breaks are fine."},
		"not UTF-8":              {"a\xff", "a\xff", "Line breaks are fine."},
		"a Hangul filler":        {" \u3164\n\u2800", "\u3164\n\u2800", "Nobody can see anything"},
		"a zero-width space":     {"\u200b", "\u200b", "Nobody can see anything"},
		"one too many":           {strings.Repeat("é", 1001), strings.Repeat("é", 1001), "The text has 1001 characters. Use at most 1000."},
		"the longest":            {strings.Repeat("é", 1000), strings.Repeat("é", 1000), ""},
		"lines as Windows ends":  {strings.Repeat("a\r\n", 500), strings.TrimSpace(strings.Repeat("a\n", 500)), ""},
		"nothing":                {"", "", ""},
		"only space":             {" \n ", "", ""},
		"lines and a tab":        {"\none\n\n\ttwo\n", "one\n\n\ttwo", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var faults fault.List
			checkText(t, faults.FreeText(fault.At("notes", "q"), tc.given), tc.want, faults.Faults, "/notes/q", tc.fault)
		})
	}
}

func checkText(t *testing.T, got, want string, faults []fault.Fault, pointer, says string) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the text is not what was meant (-want +got):\n%s", diff)
	}
	switch {
	case says == "" && len(faults) == 0:
	case says == "" || len(faults) != 1 || faults[0].Pointer != pointer || !strings.Contains(faults[0].Detail, says):
		t.Errorf("the faults are %+v, want one at %s that says %q", faults, pointer, says)
	}
}

// What was taken once is taken again and stays as it is: a text that is read,
// kept and sent back is no change.
func TestTextsTakenStayAsTheyAre(t *testing.T) {
	t.Parallel()
	tries.Check(t, func(t *rapid.T) {
		given := rapid.String().Draw(t, "given")
		for what, read := range map[string]func(*fault.List, []any, string) string{"name": (*fault.List).Name, "note": (*fault.List).FreeText} {
			var faults fault.List
			once := read(&faults, fault.At(what), given)
			if faults.Count > 0 {
				continue
			}
			if twice := read(&faults, fault.At(what), once); twice != once || faults.Count > 0 || !utf8.ValidString(once) {
				t.Fatalf("%s %q became %q, then %q with %+v", what, given, once, twice, faults.Faults)
			}
		}
	})
}
