package instrument

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// This is the program that holds our own words. It passes over every text of
// every published version in every variant.
func TestPublishedWordsAreForPeople(t *testing.T) {
	t.Parallel()
	for _, in := range publishedOnes(t).All() {
		data, err := fs.ReadFile(published, in.file)
		if err != nil {
			t.Fatal(err)
		}
		for _, warning := range in.Warnings(data) {
			t.Errorf("%s: %s\n\tIn: %q", location(in.file, warning.Line), warning.Detail, warning.Sentence)
		}
	}
}

func TestExampleOfAnOwnLadderIsForPeople(t *testing.T) {
	t.Parallel()
	text := contents(t, "../../docs/examples/arnstein-0.1.0.yaml")
	in := parsed(t, text)
	for _, warning := range in.Warnings([]byte(text)) {
		t.Errorf("line %d: %s\n\tIn: %q", warning.Line, warning.Detail, warning.Sentence)
	}
	if in.Top() != 8 {
		t.Errorf("Arnstein's ladder has 8 rungs, not %d", in.Top())
	}
}

const easy = "variant: easy_read"

// withEasyWords gives the small instrument a second block, the same but for
// what keeps it from saying things twice: nothing, because each block stands
// alone.
func withEasyWords(t testing.TB, lang string) string {
	t.Helper()
	text := contents(t, small)
	_, block, _ := strings.Cut(text, "words:\n")
	block = strings.Replace(block, "variant: standard", easy, 1)
	return text + strings.Replace(block, "lang: en", "lang: "+lang, 1)
}

func TestWordsThatPeopleStumbleOverAreNamed(t *testing.T) {
	t.Parallel()
	base := withEasyWords(t, "en")
	const standardHelp, easyHelp = 53, 95
	if warnings := parsed(t, base).Warnings([]byte(base)); warnings != nil {
		t.Fatalf("the plain instrument is warned of: %v", warnings)
	}
	const help = "help: Think of the last year."
	long := "This one goes on and on until each and all of us has lost what it was that it set out to say."
	for name, tc := range map[string]struct {
		block    string // after which text of the file
		old, new string
		line     int
		sentence string
		says     string
	}{
		"a long sentence": {"", help, "help: " + long, standardHelp, long, "has 23 words. The most is 20."},
		"a long easy one": {easy, help, "help: Think of the last year and of all that you did in it with others here now.", easyHelp, "Think of the last year and of all that you did in it with others here now.", "The most is 15."},
		"officialese":     {"", help, "help: We utilise it.", standardHelp, "We utilise it.", `"utilise" is a word that offices use. Instead: use.`},
		"two ideas":       {easy, help, "help: We came because you asked if we could.", easyHelp, "We came because you asked if we could.", "more than one idea"},
		"a hard question": {
			"", "You made them and asked us.", "Organisational representatives deliberated, necessarily considering everybody's recommendations.", 56,
			"Organisational representatives deliberated, necessarily considering everybody's recommendations.", "These words read at grade",
		},
		"the name of a rung":    {"", "3: We all made them.", "3: The middle rung made them.", 57, "The middle rung made them.", `Your rung is called "middle rung"`},
		"the title of a rung":   {"", help, "help: This is a HIGH RUNG here.", standardHelp, "This is a HIGH RUNG here.", `Your rung is called "HIGH RUNG"`},
		"a choice said twice":   {"", "3: We all made them.", "3: You made them alone", 57, "You made them alone", "This is already said on line 55."},
		"a question said twice": {"", "learnt: Who said what their money is spent on?", "learnt: Who made the plans for your group?", 60, "Who made the plans for your group?", "already said on line 51"},
		"curly quotes":          {"", "1: You made them alone.", "1: “You made them alone.”", 55, "“You made them alone.”", "curly quotes are shown"},
		"a sentence said twice": {"", help, "help: Think of it. Think of it!", standardHelp, "Think of it!", "twice in one text"},
		"deep in a folded text": {"", "      Take five minutes.", "      Take five minutes. We\n      utilise the\n      time.", 30, "We utilise the time.", `"utilise"`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			before, after, _ := strings.Cut(base, tc.block)
			text := before + tc.block + strings.Replace(after, tc.old, tc.new, 1)
			warnings := parsed(t, text).Warnings([]byte(text))
			found := false
			for _, w := range warnings {
				found = found || w.Line == tc.line && w.Sentence == tc.sentence && strings.Contains(w.Detail, tc.says)
			}
			if !found {
				t.Errorf("no warning on line %d of %q that says %q: %+v", tc.line, tc.sentence, tc.says, warnings)
			}
		})
	}
}

func TestWordsOfAnotherLanguageAreNotReadAsEnglish(t *testing.T) {
	t.Parallel()
	text := withEasyWords(t, "cy")
	hard := strings.Repeat("Pwyllgor cynhyrchu gwasanaethau cyhoeddus ", 6) + "sy'n facilitate."
	before, after, _ := strings.Cut(text, easy)
	after = strings.Replace(after, "Think of the last year.", hard, 1)
	after = strings.Replace(after, "3: We all made them.", "3: You made them alone.", 1)
	text = before + easy + after
	warnings := parsed(t, text).Warnings([]byte(text))
	if len(warnings) != 1 || !strings.Contains(warnings[0].Detail, "already said") {
		t.Errorf("only what is said twice can be told: %+v", warnings)
	}
}

// loose is the small instrument with what its own makers may leave as it is
// and we may not: everyday names of rungs, one stem for both voices, one help.
func loose(t testing.TB) string {
	t.Helper()
	return edited(t,
		"{title: Low rung,", "{title: Made,", "{title: Middle rung,", "{title: Écoute,",
		"learnt: Who made the plans for the people you work with?", "learnt: Who made the plans for your group?",
		"help: Money can be a grant or a fee.", "help: Think of the last year.",
		"1: One side said it.", "1: One side said “écoute”.",
	)
}

func TestOwnWordsGetSomeRoom(t *testing.T) {
	t.Parallel()
	text := loose(t)
	var got []string
	for _, w := range parsed(t, text).Warnings([]byte(text)) {
		got = append(got, fmt.Sprintf("%d %s", w.Line, strings.Split(w.Detail, ",")[0]))
	}
	want := []string{`51 Your rung is called "made"`, `64 Your rung is called "écoute"`}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestPublishedWordsGetNone(t *testing.T) {
	t.Parallel()
	text := loose(t)
	in := parsed(t, text)
	in.published = true
	names, repeats := 0, 0
	for _, w := range in.Warnings([]byte(text)) {
		if strings.Contains(w.Detail, "is the name of a rung.") {
			names++
		}
		if strings.Contains(w.Detail, "already said") {
			repeats++
		}
	}
	if names != 6 || repeats != 2 {
		t.Errorf("%d names of rungs and %d repeats are warned of, want 6 and 2", names, repeats)
	}
}

func TestOneHardChoiceIsNamedOnceForAQuestionAskedAlike(t *testing.T) {
	t.Parallel()
	text := strings.Replace(loose(t), "2: You made them and asked us.", "2: Organisational representatives deliberated, necessarily considering recommendations.", 1)
	warnings := parsed(t, text).Warnings([]byte(text))
	hard := 0
	for _, w := range warnings {
		if strings.Contains(w.Detail, "read at grade") {
			hard++
		}
	}
	if hard != 1 {
		t.Errorf("it is named %d times: %+v", hard, warnings)
	}
}

func TestQuotesWithinATextAreLetBe(t *testing.T) {
	t.Parallel()
	text := edited(t, "1: You made them alone.", "1: “We decide”, you said, “all of it.”")
	if warnings := parsed(t, text).Warnings([]byte(text)); warnings != nil {
		t.Errorf("%+v", warnings)
	}
}
