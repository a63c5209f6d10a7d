package plainwords

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCheckFindsEachKindOfFault(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		rule Rule
		text string
		want []Kind
		says string
	}{
		"a sentence one word too long": {Rule{MaxWords: 5}, "We ask you all first. We ask you all first today.", []Kind{LongSentence}, "6 words"},
		"officialese":                  {Rule{}, "We utilise it.", []Kind{Officialese}, "Instead: use."},
		"officialese with an ending":   {Rule{}, "Two stakeholders facilitated it.", []Kind{Officialese, Officialese}, `"stakeholders"`},
		"officialese in -ize":          {Rule{}, "Utilizing it is hard.", []Kind{Officialese}, `"Utilizing"`}, //nolint:misspell // the other spelling is the case
		"officialese in a phrase":      {Rule{}, "We meet in order to talk.", []Kind{Officialese}, `"in order to"`},
		"the longest phrase only":      {Rule{}, "We met prior to that in the event of rain.", []Kind{Officialese, Officialese}, "before"},
		"a semicolon":                  {Rule{OneIdea: true}, "We asked; they came.", []Kind{ManyIdeas}, `";"`},
		"brackets":                     {Rule{OneIdea: true}, "We asked (they came).", []Kind{ManyIdeas}, `"("`},
		"two joining words":            {Rule{OneIdea: true}, "We asked and they came because it was free.", []Kind{ManyIdeas}, "and, because"},
		"a tag":                        {Rule{}, "This is <b>bold</b>.", []Kind{HTML}, `"<b>"`},
		"a closing tag":                {Rule{}, "This is bold</p>.", []Kind{HTML}, "</p>"},
		"an open tag":                  {Rule{}, "Look <img src=x onerror=go", []Kind{HTML}, "<img"},
		"a comment":                    {Rule{}, "Hello <!-- you", []Kind{HTML}, "<!--"},
		"a named reference":            {Rule{}, "Tea &amp; cake", []Kind{HTML}, "&amp;"},
		"a numbered reference":         {Rule{}, "Tea &#38; cake", []Kind{HTML}, "&#38;"},
		"too hard": {
			Rule{MaxGrade: 6},
			"Organisational accountability necessarily complicates everything.",
			[]Kind{HardToRead},
			"accountability",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			faults := Check(tc.rule, tc.text)
			if diff := cmp.Diff(tc.want, kinds(faults)); diff != "" {
				t.Fatalf("kinds (-want +got):\n%s", diff)
			}
			if !strings.Contains(fmt.Sprint(faults), tc.says) {
				t.Errorf("%v does not say %q", faults, tc.says)
			}
			for _, f := range faults {
				if !strings.Contains(tc.text, f.Sentence) || f.Sentence == "" {
					t.Errorf("%q is no sentence of the text", f.Sentence)
				}
			}
		})
	}
}

func TestCheckLeavesPlainTextAlone(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"", "   \n", "?!",
		"People who use services sit on the board.",
		"You and your helper can answer.",
		"We pay for travel.\nWe pay for lunch",
		"Is a < b? R&D is fun.",
		"A method and a mission.", // not "methodology", not "submission"
		"The priority is clear.",  // not "prioritise"
	} {
		if faults := Check(Rule{MaxWords: 15, OneIdea: true}, text); faults != nil {
			t.Errorf("Check(%q) = %v", text, faults)
		}
	}
}

func TestCheckOfQuestionWithChoices(t *testing.T) {
	t.Parallel()
	// The second choice alone is far too hard; among easy words it is not.
	texts := []string{"Who said what we should do?", "We did not ask.", "A representative committee did.", "We all did, from the start to the end."}
	if faults := Check(Standard, texts...); faults != nil {
		t.Errorf("together: %v", faults)
	}
	faults := Check(Standard, texts[2])
	if diff := cmp.Diff([]Kind{HardToRead}, kinds(faults)); diff != "" {
		t.Errorf("alone (-want +got):\n%s", diff)
	}
	faults = Check(Rule{MaxGrade: -1, MaxWords: 3}, texts...)
	if len(faults) == 0 || faults[1].Text != 1 || faults[1].Sentence != texts[1] {
		t.Errorf("faults do not name their text: %v", faults)
	}
}

// A grade just above the most must not be told as the most.
func TestAGradeAboveTheMostIsSaidToBeAbove(t *testing.T) {
	t.Parallel()
	text := "The quick brown fox jumps over the lazy dog."
	grade := Grade(text)
	most := math.Floor(grade*10) / 10
	output := fmt.Sprintf("grade %.1f. The most is %g.", most+0.1, most)
	if faults := Check(Rule{MaxGrade: most}, text); grade-most > 0.05 || len(faults) != 1 || !strings.Contains(faults[0].Detail, output) {
		t.Errorf("the grade is %.3f; it does not say %q: %v", grade, output, faults)
	}
}

func kinds(faults []Fault) []Kind {
	var all []Kind
	for _, f := range faults {
		all = append(all, f.Kind)
	}
	return all
}

// Words, sentences and syllables counted by hand; the grade is then the
// formula of Kincaid et al. (1975).
func TestGradeOfTextsCountedByHand(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		texts                       []string
		words, sentences, syllables float64
	}{
		{[]string{"The cat sat on the mat."}, 6, 1, 6},
		{[]string{"The quick brown fox jumps over the lazy dog."}, 9, 1, 11},
		{[]string{"We asked people. They said no."}, 6, 2, 7},
		{[]string{"We asked people.", "They said no"}, 6, 2, 7},
		{[]string{"- We pay for travel\n- We pay for your time"}, 9, 2, 10},
		{[]string{"We meet you, e.g. at home."}, 6, 1, 7},
		{[]string{"Co-production needs disabled people and carers at every meeting."}, 9, 1, 18},
		{[]string{"Organisations listen."}, 2, 1, 7},
		// The opening of Lincoln's address at Gettysburg, its long first sentence.
		{[]string{"Four score and seven years ago our fathers brought forth on this continent, a new nation, conceived in Liberty, and dedicated to the proposition that all men are created equal."}, 30, 1, 48},
	} {
		want := 0.39*tc.words/tc.sentences + 11.8*tc.syllables/tc.words - 15.59
		if got := Grade(tc.texts...); math.Abs(got-want) > 1e-9 {
			t.Errorf("Grade(%q) = %.3f, by hand %.3f", tc.texts, got, want)
		}
	}
	if got := Grade("", "…"); got != 0 {
		t.Errorf("Grade of no words = %g, want 0", got)
	}
}

func TestSentences(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]string{
		"One. Two! Three?":                   {"One.", "Two!", "Three?"},
		"We offer food, e.g. Tea. It helps.": {"We offer food, e.g. Tea.", "It helps."},
		"Ask (i.e. Ring) Dr. Jones. Now.":    {"Ask (i.e. Ring) Dr. Jones.", "Now."},
		"Tea etc. is here. Eat.":             {"Tea etc. is here.", "Eat."},
		"You can:\n- ring us\r\n- write":     {"You can:", "- ring us", "- write"},
		"It costs £3.50. Pay it.":            {"It costs £3.50.", "Pay it."},
		"She said “Yes.” He left.":           {"She said “Yes.”", "He left."},
		"Wait… what?":                        {"Wait… what?"},
		"Food, e.g.\nTea":                    {"Food, e.g.", "Tea"},
		"No stop":                            {"No stop"},
		" \n— \n":                            nil,
	} {
		if diff := cmp.Diff(want, Sentences(text)); diff != "" {
			t.Errorf("Sentences(%q) (-want +got):\n%s", text, diff)
		}
	}
}

func TestWordsAreCountedAsPeopleCountThem(t *testing.T) {
	t.Parallel()
	got := wordsOf("Don’t co-produce on 24/7 shifts — it's £12.50, and/or “Easy Read”!")
	want := []string{"Don’t", "co-produce", "on", "24", "7", "shifts", "it's", "12.50", "and", "or", "Easy", "Read"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// As spoken in Britain, from a dictionary's entries. Words of this field
// first, then those that a count of vowels gets wrong.
func TestSyllables(t *testing.T) {
	t.Parallel()
	const counted = `
		access 2, accessible 4, advice 2, agenda 3, agreed 2, answer 2, asked 1, barrier 3, benefits 3, board 1,
		budget 2, carers 2, changed 1, charity 3, choices 2, co-design 3, co-production 4, committee 3, community 4,
		council 2, decided 3, decision 3, delivery 4, disabled 3, disagreed 3, diversity 4, document 3, equal 2,
		equality 4, everyone 3, expenses 3, experience 4, feedback 2, formats 2, idea 3, involved 2, leaders 2,
		listened 2, lived 1, local 2, meeting 2, money 2, months 1, organisation 5, organised 3, people 2, planned 1,
		power 2, principle 3, question 2, reciprocity 5, resources 3, review 2, reward 2, service 2, services 3,
		someone 2, staff 1, themselves 2, together 3, training 2, travel 2, trustees 2, usually 4, volunteers 3,
		voted 2, website 2, worked 1, written 2, always 2, anything 3, area 3, beyond 2, business 2, carrying 3,
		created 3, didn't 2, don't 1, easier 3, every 2, friendly 2, helpful 2, home 1, homeless 2, isn't 2,
		language 2, little 2, needed 2, people's 2, played 1, possible 3, possibly 3, quiet 2, safety 2, something 2,
		stayed 1, table 2, tables 2, the 1, used 1, various 3, where 1, whole 1, NHS 3, BSL 3, UK 1, café 2, 7 1, 12 2`
	for entry := range strings.SplitSeq(counted, ",") {
		var word string
		var want int
		if _, err := fmt.Sscan(entry, &word, &want); err != nil {
			t.Fatalf("%q: %v", entry, err)
		}
		if got := syllables(word); got != want {
			t.Errorf("syllables(%q) = %d, want %d", word, got, want)
		}
	}
}

func TestListsAreWellFormed(t *testing.T) {
	t.Parallel()
	heads := map[string]bool{}
	for line := range strings.Lines(officialeseFile) {
		if strings.HasPrefix(line, "#") || strings.TrimSpace(line) == "" {
			continue
		}
		entry, instead, ok := strings.Cut(line, "=")
		if !ok || strings.TrimSpace(instead) == "" {
			t.Errorf("officialese.txt: %q has no alternative", line)
		}
		if found := findOfficialese(wordsOf(instead)); found != nil {
			t.Errorf("officialese.txt: the alternative of %q is officialese: %v", entry, found)
		}
		for head := range strings.SplitSeq(entry, ",") {
			head = strings.TrimSpace(head)
			if found := findOfficialese(wordsOf(head)); heads[head] || len(found) != 1 || found[0].as != head {
				t.Errorf("officialese.txt: %q is there twice or is not found as it stands: %v", head, found)
			}
			heads[head] = true
		}
	}
	if len(heads) < 80 {
		t.Errorf("officialese.txt has %d entries, want at least 80", len(heads))
	}
	if want := strings.Count(syllablesFile, "\n"); len(exceptions()) != want {
		t.Errorf("syllables.txt: %d lines give %d words", want, len(exceptions()))
	}
}

func FuzzCheck(f *testing.F) {
	f.Add("We utilise it; e.g. <b>this</b> &amp; that.\n- and so on", 3)
	f.Add("\u2028\xff e.g.\u0085İ ß ⅷ ٣", 0)
	f.Fuzz(func(t *testing.T, text string, maxWords int) {
		sentences := Sentences(text)
		for _, s := range sentences {
			if s == "" || !strings.Contains(text, s) {
				t.Errorf("sentence %q is not in %q", s, text)
			}
		}
		for _, fault := range Check(Rule{MaxWords: maxWords, MaxGrade: 4, OneIdea: true}, text) {
			if fault.Detail == "" || fault.Sentence == "" {
				t.Errorf("a fault of %q does not say where or what: %+v", text, fault)
			}
		}
		if g := Grade(text); math.IsNaN(g) || math.IsInf(g, 0) {
			t.Errorf("Grade(%q) = %g", text, g)
		}
	})
}

func ExampleCheck() {
	for _, fault := range Check(EasyRead, "We utilise feedback. It helps us.") {
		fmt.Println(fault)
	}
	// Output: "utilise" is a word that offices use. Instead: use. In: "We utilise feedback."
}
