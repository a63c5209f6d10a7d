package picture_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/picture"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
	"github.com/sevenrungs/sevenrungs/assessments/sentences"
)

var update = flag.Bool("update", false, "write the pictures in testdata anew")

// team is one response for a voice: the same answer to every question, but for
// those whose id begins as named.
type team struct {
	voice  scoring.Voice
	people int
	answer scoring.Answer
	but    map[string]scoring.Answer
}

func score(in *instrument.Instrument, teams ...team) *scoring.Result {
	tallies := scoring.NewTallies(in)
	for _, team := range teams {
		answers := make([]scoring.Answer, len(in.Questions))
		for q := range answers {
			answers[q] = team.answer
			for part, other := range team.but {
				if strings.HasPrefix(in.Questions[q].ID, part) {
					answers[q] = other
				}
			}
		}
		tallies.Add(&scoring.Response{Voice: team.voice, People: team.people, Answers: answers})
	}
	return scoring.Score(in, tallies, scoring.DefaultMinimums())
}

func ladder(t *testing.T) *instrument.Instrument {
	t.Helper()
	catalogue, err := instrument.Published()
	if err != nil {
		t.Fatal(err)
	}
	return catalogue.Find("coproduction-ladder", "0.9.0")
}

func lived(people int, answer scoring.Answer, but map[string]scoring.Answer) team {
	return team{scoring.Lived, people, answer, but}
}

func staff(people int, answer scoring.Answer, but map[string]scoring.Answer) team {
	return team{scoring.Learnt, people, answer, but}
}

var (
	apart = []team{
		lived(6, 4, map[string]scoring.Answer{"equality": 5, "reciprocity": 3}),
		staff(9, 5, map[string]scoring.Answer{"equality": 6, "accessibility": 4}),
	}
	many = append(
		slices.Repeat([]team{lived(1, 5, map[string]scoring.Answer{"equality": 6, "reciprocity": 4})}, 16),
		slices.Repeat([]team{staff(1, 5, map[string]scoring.Answer{"equality": 6, "accessibility": 4, "reciprocity": 6})}, 22)...,
	)
	closed = time.Date(2026, 5, 3, 16, 0, 0, 0, time.UTC)
)

func TestThePicturesAreAsTheyWere(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name    string
		teams   []team
		options picture.Options
		variant instrument.Variant
	}{
		{name: "both-voices", teams: apart, options: picture.Options{Title: "Short breaks for families in Anytown", Closed: closed, Target: 6}},
		{name: "last-year-too", teams: many, options: picture.Options{
			Title: "Short breaks for families in Anytown", Closed: closed,
			Before: &picture.Before{Result: score(ladder(t), apart...), Closed: closed.AddDate(-1, 0, 0)},
		}},
		{name: "easy-read", teams: apart, variant: instrument.EasyRead},
		{name: "nobody-heard", teams: []team{lived(2, 4, nil)}},
		{name: "staff-view", teams: []team{staff(9, 6, nil), lived(4, 2, nil)}, options: picture.Options{Target: 5, Minimums: scoring.DefaultMinimums()}},
		{name: "lived-experience-only", teams: []team{lived(6, 2, map[string]scoring.Answer{"diversity": 1})}, options: picture.Options{Minimums: scoring.DefaultMinimums()}},
		{name: "too-few-answers", teams: []team{lived(6, 4, map[string]scoring.Answer{"diversity": scoring.DontKnow}), staff(9, 5, nil)}},
		{name: "top-rung", teams: []team{lived(12, 7, nil), staff(40, 7, nil)}, options: picture.Options{Closed: closed, Target: 7}},
		{name: "staff-see-less", teams: []team{lived(6, 7, map[string]scoring.Answer{"equality": 2}), staff(9, 1, map[string]scoring.Answer{"equality": 2})}},
		{name: "long-title", teams: apart, options: picture.Options{Title: strings.Repeat("Wellbeing & <care> ", 8) + strings.Repeat("共", 48), Closed: closed}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			in := ladder(t)
			variant := instrument.Standard
			if tc.variant != "" {
				variant = tc.variant
			}
			view := picture.Of(in, in.WordsIn("en", variant), score(in, tc.teams...), tc.options, said(in.WordsIn("en", variant)))
			asItWas(t, tc.name, view.SVG(picture.Phone))
			asItWas(t, "wide-"+tc.name, view.SVG(picture.Wide))
			if tc.name == "last-year-too" {
				asItWas(t, "../../../docs/picture", view.SVG(picture.Wide)) // which the README shows
			}
		})
	}
}

// asItWas holds a picture to the one that is kept under a name.
func asItWas(t *testing.T, name string, got []byte) {
	t.Helper()
	golden := filepath.Join("testdata", name+".svg")
	if *update {
		if err := os.WriteFile(golden, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("the picture has changed. Look at it in a browser, then run this with -update (-want +got):\n%s", diff)
	}
}

func TestATitleCannotBreakThePicture(t *testing.T) {
	t.Parallel()
	in := ladder(t)
	for name, tc := range map[string]struct{ title, shown string }{
		"a script":              {"<script>alert(1)</script>", "<script>alert(1)</script>"},
		"an end of the element": {`</text></svg>"'&amp;]]><!--`, `</text></svg>"'&amp;]]><!--`},
		"an entity":             {"&lol; <!ENTITY lol SYSTEM 'file:///'>", "&lol; <!ENTITY lol SYSTEM 'file:///'>"},
		"control characters":    {"a\x00b\x1b[31m\u0085\uFFFEc", "ab[31m c"},
		"text turned round":     {"abc\u202edef\u2066", "abcdef"},
		"not UTF-8":             {"caf\xe9", "caf\uFFFD"},
		"lines and tabs":        {"one\r\n\ttwo\u2028three", "one two three"},
		"nothing to see":        {" \t\u200b\n", in.Words[0].Title},
		"200 wide characters":   {strings.Repeat("漢", 200), strings.Repeat("漢", 200)},
		"200 wide letters":      {strings.Repeat("W", 200), strings.Repeat("W", 200)},
		"letters of many parts": {strings.Repeat("👩‍👩‍👧‍👦", 28), strings.Repeat("👩‍👩‍👧‍👦", 28)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			svg := parse(t, picture.Of(in, &in.Words[0], score(in, apart...), picture.Options{Title: tc.title}, said(&in.Words[0])).SVG(picture.Phone))
			svg.check(t)
			if got := svg.first("title").Text; !strings.HasPrefix(got, tc.shown) {
				t.Errorf("the title is %q, want %q", got, tc.shown)
			}
			all := strings.Join(svg.texts(), "")
			if !strings.HasPrefix(squeeze(all), squeeze(tc.shown)) {
				t.Errorf("the picture begins with %.300q, want %q", all, tc.shown)
			}
			for _, line := range svg.texts() {
				if strings.HasPrefix(line, "\u200d") {
					t.Errorf("a letter of many parts is torn: %q", line)
				}
			}
		})
	}
}

// squeeze leaves blanks out, which a new line takes the place of.
func squeeze(text string) string { return strings.ReplaceAll(text, " ", "") }

func TestAStaffViewIsCalledOne(t *testing.T) {
	t.Parallel()
	in := ladder(t)
	view := picture.Of(in, &in.Words[0], score(in, staff(9, 6, nil), lived(4, 2, nil)), picture.Options{Minimums: scoring.DefaultMinimums()}, said(&in.Words[0]))
	svg, wide := parse(t, view.SVG(picture.Phone)), parse(t, view.SVG(picture.Wide))
	for place, text := range map[string]string{
		"the terminal": view.Headline(), "the picture": strings.Join(svg.texts(), " "), "the description": svg.first("desc").Text,
		"the wide picture": strings.Join(wide.texts(), " "), "its description": wide.first("desc").Text,
	} {
		if !strings.HasPrefix(strings.Replace(text, "only. ", "only ", 1), "A staff view only People with lived experience still missing: 1.") {
			t.Errorf("%s does not say first that this is a staff view:\n%s", place, text)
		}
		if all := text + view.Tables(); strings.Contains(all, "Agreed") || strings.Contains(all, "You stand") || strings.Contains(all, "Overall") {
			t.Errorf("%s calls something agreed:\n%s", place, all)
		}
	}
	if title := svg.first("title").Text; !strings.HasPrefix(title, "A staff view only. ") {
		t.Errorf("its title is %q", title)
	}
	if got := strings.Join(svg.texts(), " "); !strings.Contains(got, "People with lived experience: 4 (too few to be heard)") {
		t.Errorf("the picture does not say that people with lived experience are not heard:\n%s", got)
	}
}

func TestTheTargetIsMetOrNot(t *testing.T) {
	t.Parallel()
	in := ladder(t)
	for name, tc := range map[string]struct {
		teams  []team
		target int
		says   string
	}{
		"above":          {apart, 6, "6 Co-design, doing with. Target, not reached yet."},
		"here":           {apart, 4, "4 Consultation, doing for. You are about here. Target reached."},
		"below":          {apart, 2, "2 Educating, doing to. Target reached."},
		"without a rung": {nil, 2, "2 Educating, doing to. Target, not reached yet."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			svg := parse(t, picture.Of(in, &in.Words[0], score(in, tc.teams...), picture.Options{Target: tc.target}, said(&in.Words[0])).SVG(picture.Phone))
			if got := svg.first("desc").Text; !strings.Contains(got, tc.says) {
				t.Errorf("the description does not say %q: %s", tc.says, got)
			}
		})
	}
}

func TestGuardedFiguresHideSmallGroups(t *testing.T) {
	t.Parallel()
	in := ladder(t)
	result := score(in, apart...)
	open := picture.Of(in, &in.Words[0], result, picture.Options{}, said(&in.Words[0])).Tables()
	guarded := picture.Of(in, &in.Words[0], result.Shown(true), picture.Options{}, said(&in.Words[0])).Tables()
	for row, want := range map[string][2]string{
		"Equality":    {"Equality 5 Engagement 75 5 6 1", "Equality 5 Engagement 80 5 6 1"},
		"Reciprocity": {"Reciprocity 3 Informing 50 3 5 2, talk first", "Reciprocity 3 Informing 50 3 5 2, talk first"},
		"Diversity":   {"Diversity 4 Consultation 58 4 5 1", "Diversity 4 Consultation 60 4 5 1"},
		"Culture":     {"Culture 4 Consultation 58 4 5 1", "Culture 4 Consultation not shown not shown not shown -"},
	} {
		for i, text := range []string{open, guarded} {
			if got := lineOf(text, row); got != want[i] {
				t.Errorf("guarded %t: got %q, want %q", i == 1, got, want[i])
			}
		}
	}
}

// lineOf returns the line of a table that begins with a title, with single blanks.
func lineOf(table, title string) string {
	for line := range strings.Lines(table) {
		if strings.HasPrefix(line, title+" ") {
			return strings.Join(strings.Fields(line), " ")
		}
	}
	return ""
}

func TestTwoPicturesFitInOnePage(t *testing.T) {
	t.Parallel()
	in := ladder(t)
	ids := map[string]bool{}
	for _, result := range []*scoring.Result{score(in), score(in, apart...)} {
		svg := parse(t, picture.Of(in, &in.Words[0], result, picture.Options{}, said(&in.Words[0])).SVG(picture.Phone))
		for _, e := range append(svg.all("title"), svg.all("desc")...) {
			if id := e.attribute("id"); id == "" || ids[id] {
				t.Errorf("the id %q is empty or used twice", id)
			} else {
				ids[id] = true
			}
		}
	}
}

func TestTheSameResultGivesTheSameBytes(t *testing.T) {
	t.Parallel()
	in := ladder(t)
	draw := func() []byte {
		return picture.Of(in, &in.Words[0], score(in, apart...), picture.Options{}, said(&in.Words[0])).SVG(picture.Phone)
	}
	if !bytes.Equal(draw(), draw()) {
		t.Error("two pictures of one result differ")
	}
}

// said returns the sentences that stand beside words.
func said(words *instrument.Words) *sentences.Sentences {
	written, err := sentences.Written()
	if err != nil {
		panic(err)
	}
	return written.Beside(words)
}
