package instrument_test

import (
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/plainwords"
)

// These hold the words of 0.10.0 and of each version after it. What came
// before was published without them.

const casesFile = "testdata/cases-0.10.0.yaml"

// places are the three kinds of organisation for which each rung must be
// within reach.
var places = []string{"club", "council", "user-led"}

// newestWords is the one published instrument in its newest version.
func newestWords(t *testing.T) (*instrument.Instrument, map[instrument.Variant]*instrument.Words) {
	t.Helper()
	catalogue, err := instrument.Published()
	if err != nil {
		t.Fatal(err)
	}
	in := catalogue.Latest()[0]
	words := map[instrument.Variant]*instrument.Words{}
	for _, variant := range instrument.Variants {
		words[variant] = in.WordsIn("en", variant)
		if words[variant].Variant != variant {
			t.Fatalf("%s has no English words in %s", in.Version, variant)
		}
	}
	return in, words
}

// choices are those of one question, from the lowest rung.
func choices(in *instrument.Instrument, words *instrument.Words, id string) []string {
	var all []string
	for _, rung := range in.Rungs {
		all = append(all, words.Choice(id, rung.Level))
	}
	return all
}

func TestEasyReadIsTheShorterOneInEveryQuestion(t *testing.T) {
	t.Parallel()
	in, words := newestWords(t)
	for _, q := range in.Questions {
		standard, easy := words[instrument.Standard].Questions[q.ID], words[instrument.EasyRead].Questions[q.ID]
		for part, texts := range map[string][2]string{
			"lived":   {standard.Lived, easy.Lived},
			"learnt":  {standard.Learnt, easy.Learnt},
			"help":    {standard.Help, easy.Help},
			"choices": {strings.Join(choices(in, words[instrument.Standard], q.ID), " "), strings.Join(choices(in, words[instrument.EasyRead], q.ID), " ")},
		} {
			if long, short := wordCount(texts[0]), wordCount(texts[1]); short >= long {
				t.Errorf("%s, %s: %d words in Easy Read and %d in standard", q.ID, part, short, long)
			}
		}
	}
}

func wordCount(text string) int { return len(strings.Fields(text)) }

func TestAChoiceIsShort(t *testing.T) {
	t.Parallel()
	in, words := newestWords(t)
	for variant, most := range map[instrument.Variant]int{instrument.Standard: 16, instrument.EasyRead: 11} {
		for _, q := range in.Questions {
			for _, choice := range choices(in, words[variant], q.ID) {
				if n := wordCount(choice); n > most {
					t.Errorf("%s, %s: %d words, the most is %d: %q", variant, q.ID, n, most, choice)
				}
			}
		}
	}
}

func TestNoChoiceStandsInTwoQuestions(t *testing.T) {
	t.Parallel()
	in, words := newestWords(t)
	for variant, block := range words {
		seen := map[string]string{}
		for _, q := range in.Questions {
			for _, choice := range choices(in, block, q.ID) {
				key := strings.ToLower(choice)
				if first := seen[key]; first != "" {
					t.Errorf("%s: %q stands in %s and in %s", variant, choice, first, q.ID)
				}
				seen[key] = q.ID
			}
		}
	}
}

// Choices that say that something was explained in general could stand in any
// question, and readers cannot tell them from the one below or above.
func TestNoChoiceIsATemplate(t *testing.T) {
	t.Parallel()
	in, words := newestWords(t)
	for variant, block := range words {
		for _, q := range in.Questions {
			for _, choice := range choices(in, block, q.ID) {
				for _, worn := range []string{"in general", "together", "explained how"} {
					if strings.Contains(choice, worn) {
						t.Errorf("%s, %s: %q says %q", variant, q.ID, choice, worn)
					}
				}
			}
		}
	}
}

func TestTheFirstPageOfEasyReadHasFiveSentences(t *testing.T) {
	t.Parallel()
	_, words := newestWords(t)
	if got := plainwords.Sentences(words[instrument.EasyRead].Summary); len(got) != 5 {
		t.Errorf("there are %d: %q", len(got), got)
	}
}

func TestBothVariantsSayHowAUserLedGroupAnswers(t *testing.T) {
	t.Parallel()
	_, words := newestWords(t)
	for variant, block := range words {
		lines := slices.DeleteFunc(plainwords.Sentences(block.Summary), func(s string) bool { return !strings.Contains(s, "user-led group") })
		if len(lines) != 1 || !strings.Contains(lines[0], "eaders") || !strings.Contains(lines[0], "people") {
			t.Errorf("%s: %q", variant, lines)
		}
	}
}

// casesOf reads the stories: for each question and level, one for each place.
func casesOf(t *testing.T) map[string]map[int]map[string]string {
	t.Helper()
	data, err := os.ReadFile(casesFile)
	if err != nil {
		t.Fatal(err)
	}
	var cases map[string]map[int]map[string]string
	if err := yaml.Load(data, &cases); err != nil {
		t.Fatal(err)
	}
	return cases
}

func TestEveryRungIsToldInThreePlaces(t *testing.T) {
	t.Parallel()
	in, words := newestWords(t)
	cases := casesOf(t)
	if len(cases) != len(in.Questions) {
		t.Errorf("there are stories for %d questions, want %d", len(cases), len(in.Questions))
	}
	told := map[string]string{}
	for _, q := range in.Questions {
		if len(cases[q.ID]) != len(in.Rungs) {
			t.Errorf("%s: stories for %d levels, want %d", q.ID, len(cases[q.ID]), len(in.Rungs))
		}
		for level, stories := range cases[q.ID] {
			if got := slices.Sorted(maps.Keys(stories)); !slices.Equal(got, places) {
				t.Errorf("%s %d is told in %q, want %q", q.ID, level, got, places)
			}
			for place, story := range stories {
				where := q.ID + " " + place
				if first := told[story]; first != "" || strings.TrimSpace(story) == "" {
					t.Errorf("%s %d: told already in %q, or not at all: %q", where, level, first, story)
				}
				told[story] = where
				givesAway(t, words, q.ID, story)
			}
		}
	}
}

// givesAway finds a story that copies a choice, for then readers match words
// and not what happened.
func givesAway(t *testing.T, words map[instrument.Variant]*instrument.Words, id, story string) {
	t.Helper()
	for variant, block := range words {
		for level, choice := range block.Questions[id].Choices {
			if strings.Contains(strings.ToLower(story), strings.ToLower(strings.TrimSuffix(choice, "."))) {
				t.Errorf("%s: a story copies choice %d of %s: %q", id, level, variant, story)
			}
		}
	}
}

func TestStoriesAreShortAndPlain(t *testing.T) {
	t.Parallel()
	for id, levels := range casesOf(t) {
		for level, stories := range levels {
			for place, story := range stories {
				if n := len(plainwords.Sentences(story)); n > 3 {
					t.Errorf("%s %d, %s: %d sentences, the most is 3", id, level, place, n)
				}
				for _, fault := range plainwords.Check(plainwords.Rule{MaxWords: 26}, story) {
					t.Errorf("%s %d, %s: %v", id, level, place, fault)
				}
			}
		}
	}
}
