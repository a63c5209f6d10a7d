package sentences

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/language"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/plainwords"
)

func TestBadFilesAreRefused(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct{ text, says string }{
		"a variant is missing":    {"title: {standard: Hello}", "title needs standard and easy_read"},
		"an unknown variant":      {"title: {standard: A, easy_read: B, shouted: C}", "title needs standard and easy_read"},
		"nothing is said":         {"title: {standard: A, easy_read: \" \"}", "title says nothing in easy_read"},
		"nothing is said in both": {"title: \"\"", "title says nothing"},
		"a list":                  {"title: [A, B]", "home.yaml"},
		"no YAML":                 {"title: {", "home.yaml"},
		"a key twice":             {"title: A\ntitle: B", "home.yaml"},
	} {
		_, err := Read(fstest.MapFS{"en/home.yaml": {Data: []byte(tc.text)}})
		if err == nil || !strings.Contains(err.Error(), tc.says) {
			t.Errorf("%s: the error is %v, want one that says %q", name, err, tc.says)
		}
	}
	if _, err := Read(fstest.MapFS{"cy/home.yaml": {Data: []byte("title: Helo")}}); err == nil {
		t.Error("sentences that are not there in the own language are taken")
	}
}

func TestASentenceIsSaidInTheWordsAsked(t *testing.T) {
	t.Parallel()
	said, err := Read(fstest.MapFS{
		"en/home.yaml": {Data: []byte("title: {standard: 'Hello {name}, {name}', easy_read: Hi}\ngo: Go on")},
		"cy/home.yaml": {Data: []byte("title: {standard: Helo, easy_read: Hai}\ngo: Ymlaen")},
	})
	if err != nil {
		t.Fatal(err)
	}
	welsh := []language.Tag{language.Make("fr"), language.Make("cy-GB")}
	for _, tc := range []struct {
		wanted  []language.Tag
		variant instrument.Variant
		key     string
		filled  []any
		want    string
	}{
		{nil, instrument.Standard, "home.title", []any{"name", "{name} & Co"}, "Hello {name} & Co, {name} & Co"},
		{nil, instrument.EasyRead, "home.title", []any{"name", 7}, "Hi"},
		{nil, instrument.EasyRead, "home.go", nil, "Go on"},
		{welsh, instrument.EasyRead, "home.title", nil, "Hai"},
		{welsh, "no such", "home.title", nil, "Helo"},
	} {
		got, err := said.For(tc.wanted, tc.variant).Say(tc.key, tc.filled...)
		if err != nil || got != tc.want {
			t.Errorf("%s in %v, %s: %q, %v, want %q", tc.key, tc.wanted, tc.variant, got, err, tc.want)
		}
	}
	if _, err := said.In("en", instrument.Standard).Say("home.nothing"); err == nil {
		t.Error("a sentence that is not there is said")
	}
	if _, err := said.In("en", instrument.Standard).Say("home.title", "name"); err == nil {
		t.Error("a name is filled in with nothing")
	}
	if diff := cmp.Diff([]string{"en", "cy"}, said.Languages()); diff != "" {
		t.Error(diff)
	}
}

var inBraces = regexp.MustCompile(`{\w+}`)

// rooms returns the sentences of a language and variant by their room.
func rooms(s *Sentences) map[string][]string {
	found := map[string][]string{}
	for _, key := range s.Keys() {
		room, _, _ := strings.Cut(key, ".")
		found[room] = append(found[room], inBraces.ReplaceAllString(s.texts[key], "12"))
	}
	return found
}

// Each sentence is held to the rule for sentences, and those of a room, read
// together, to the grade.
func TestSentencesAreInPlainWords(t *testing.T) {
	t.Parallel()
	said, err := Written()
	if err != nil {
		t.Fatal(err)
	}
	for variant, rule := range map[instrument.Variant]plainwords.Rule{instrument.Standard: plainwords.Standard, instrument.EasyRead: plainwords.EasyRead} {
		found := rooms(said.In(Own, variant))
		delete(found, "calendar") // names are no sentences
		for _, room := range slices.Sorted(maps.Keys(found)) {
			for _, fault := range plainwords.Check(rule, found[room]...) {
				t.Errorf("%s, %s: %v", variant, room, fault)
			}
		}
	}
}

// refused are words that people never read here, because they mean something to
// those who build programs and nothing, or something unkind, to others.
var refused = regexp.MustCompile(`(?i)\b(submit\w*|users?|invalid|sessions?|tokens?|stakeholders?|please enter|click)\b`)

func TestSentencesLeaveOutTheWordsOfTheTrade(t *testing.T) {
	t.Parallel()
	said, err := Written()
	if err != nil {
		t.Fatal(err)
	}
	for _, variant := range instrument.Variants {
		s := said.In(Own, variant)
		for _, key := range s.Keys() {
			if found := refused.FindString(s.texts[key]); found != "" {
				t.Errorf("%s, %s says %q", variant, key, found)
			}
		}
	}
}

// Every language and every variant fills in the same gaps. Easy Read may leave some
// out, and a language may leave whole sentences out.
func TestEveryLanguageFillsInTheSame(t *testing.T) {
	t.Parallel()
	said := catalogue(t)
	for _, lang := range said.Languages() {
		for _, variant := range instrument.Variants {
			s := said.In(lang, variant)
			for _, key := range s.Keys() {
				may := gapsIn(said.In(Own, instrument.Standard).texts[key])
				for _, gap := range gapsIn(s.texts[key]) {
					if !slices.Contains(may, gap) {
						t.Errorf("%s, %s: %s has %s, which is not in the standard words of %s", lang, variant, key, gap, Own)
					}
				}
			}
		}
	}
}

func gapsIn(text string) []string {
	gaps := inBraces.FindAllString(text, -1)
	slices.Sort(gaps)
	return slices.Compact(gaps)
}

func catalogue(t *testing.T) *Catalogue {
	t.Helper()
	said, err := Written()
	if err != nil {
		t.Fatal(err)
	}
	return said
}

// What a language does not say yet is said in the own one, which tells what it is.
func TestALanguageMayBeThereInPart(t *testing.T) {
	t.Parallel()
	said, err := Read(Files, fstest.MapFS{"tlh/home.yaml": {Data: []byte("title: {standard: Qapla, easy_read: Qap}")}})
	if err != nil {
		t.Fatal(err)
	}
	klingon := said.For([]language.Tag{language.Make("tlh")}, instrument.EasyRead)
	if got := klingon.Must("home.title"); got != (Said{"Qap", "tlh"}) {
		t.Errorf("the title is %+v", got)
	}
	if got := klingon.Must("form.no_date"); got.Lang != Own || got.Text != said.In(Own, instrument.EasyRead).Text("form.no_date") {
		t.Errorf("a sentence that is not there yet is %+v", got)
	}
	if klingon.Whole("home").Lang != Own {
		t.Error("a room with one sentence of many passes for whole")
	}
	if _, err := klingon.Find("home.nothing"); err == nil {
		t.Error("a sentence that is nowhere is said")
	}
	if _, err := Read(Files, fstest.MapFS{"tlh/home.yaml": {Data: []byte("batleth: Qapla")}}); err == nil || !strings.Contains(err.Error(), "tlh says home.batleth") {
		t.Errorf("a sentence that nobody says is taken: %v", err)
	}
}

// A line is a sentence for somebody whose words are not known yet. What is filled in
// may be a line itself, or a day.
func TestALineIsSaidInTheWordsOfItsReader(t *testing.T) {
	t.Parallel()
	noon := time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)
	easy := catalogue(t).In(Own, instrument.EasyRead)
	for _, tc := range []struct {
		line           Line
		standard, easy string
	}{
		{Of("refusal.still_open"), "This assessment is still open. The result is there once it is closed.", "People can still answer. You will see the result when it ends."},
		{
			Of("refusal.not_over", "period", "2026", "from", noon),
			"The period 2026 is not over. It can be frozen from 2026-03-04T12:00:00Z on.", "The period 2026 is not over. You can freeze it from 4 March 2026 on.",
		},
		{
			Of("refusal.identifier_hint", "refused", Of("refusal.identifier_long", "most", 64), "hint", Of("refusal.meant_one", "meant", "GB-CHC-1")),
			"The identifier is too long. Use at most 64 characters. Write it as GB-CHC-1.", "This number is too long. You can use up to 64 letters and numbers. Write it like this: GB-CHC-1.",
		},
	} {
		if got := tc.line.Standard(); got != tc.standard {
			t.Errorf("%s is %q, want %q", tc.line.Key, got, tc.standard)
		}
		if got := tc.line.Say(easy); got != tc.easy {
			t.Errorf("%s is %q in easy read, want %q", tc.line.Key, got, tc.easy)
		}
	}
}

func TestADayIsWrittenInTheLanguageOfItsReader(t *testing.T) {
	t.Parallel()
	if _, err := Read(Files, fstest.MapFS{"tlh/calendar.yaml": {Data: []byte("months: a, b, c\n")}}); err == nil || !strings.Contains(err.Error(), "tlh needs 12 of calendar.months") {
		t.Errorf("a year of three months is taken: %v", err)
	}
	said, err := Read(Files, fstest.MapFS{
		"cy/calendar.yaml": {Data: []byte("months: Ionawr, Chwefror, Mawrth, Ebrill, Mai, Mehefin, Gorffennaf, Awst, Medi, Hydref, Tachwedd, Rhagfyr\n" +
			"weekdays: Sul, Llun, Mawrth, Mercher, Iau, Gwener, Sadwrn\nday: '{day} {month} {year}'\nweekday: '{weekday} {day} {month} {year}'\n")},
		"fr/calendar.yaml": {Data: []byte("day: '{day} {month}'\n")}, // which is not all of it
	})
	if err != nil {
		t.Fatal(err)
	}
	last := time.Date(2026, 12, 31, 23, 30, 0, 0, time.FixedZone("west", -3600))
	for month := time.January; month <= time.December; month++ {
		day := time.Date(2026, month, 9, 12, 0, 0, 0, time.UTC)
		s := said.In(Own, instrument.EasyRead)
		if s.Day(day) != day.Format("2 January 2006") || s.Weekday(day) != day.Format("Monday 2 January 2006") {
			t.Errorf("%s is %q and %q", day, s.Day(day), s.Weekday(day))
		}
	}
	if got := said.In("cy", instrument.Standard).Weekday(last); got != "Gwener 1 Ionawr 2027" {
		t.Errorf("in Welsh a day is %q", got)
	}
	if got := said.In("fr", instrument.Standard).Day(last); got != "1 January 2027" {
		t.Errorf("a day is half in another language: %q", got)
	}
	if got := said.In(Own, instrument.Standard).Weekday(last); got != "Friday 1 January 2027" {
		t.Errorf("a day is told by the clock of somewhere: %q", got)
	}
}
