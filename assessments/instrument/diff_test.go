package instrument

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDiffNamesEachKindOfChange(t *testing.T) {
	t.Parallel()
	const standard = "Words (en, standard)"
	for name, tc := range map[string]struct {
		changes []string
		want    []Change
	}{
		"nothing but the version": {[]string{"version: 1.2.0", "version: 1.3.0"}, nil},
		"a gate that is one no more": {
			[]string{"area: money, gate: true", "area: money"},
			[]Change{{ScoringPart, "gate who-pays", "yes", ""}},
		},
		"a gate that is new": {
			[]string{"principle: fairness, area: plans}", "principle: fairness, area: plans, gate: true}"},
			[]Change{{ScoringPart, "gate who-plans", "", "yes"}},
		},
		"the series":  {[]string{"ceiling: 2", "ceiling: 2\nseries: other"}, []Change{{ScoringPart, "series", "small-ladder-1", "other"}}},
		"the ceiling": {[]string{"ceiling: 2", "ceiling: 3"}, []Change{{ScoringPart, "ceiling", "2", "3"}}},
		"a source": {
			[]string{"credit: The idea of a ladder is theirs.", "credit: The idea is theirs."},
			[]Change{{
				SourcesPart, "A book about ladders",
				"https://example.org/ladders The idea of a ladder is theirs.", "https://example.org/ladders The idea is theirs.",
			}},
		},
		"a choice":                {[]string{"1: You made them alone.", "1: You did."}, []Change{{standard, "who-plans, choice 1", "You made them alone.", "You did."}}},
		"an example that is gone": {[]string{"        example: The fee for the hall.\n", ""}, []Change{{standard, "who-pays, example", "The fee for the hall.", ""}}},
		"the order": {
			[]string{"areas: [plans, money]", "areas: [money, plans]"},
			[]Change{{QuestionsPart, "order of the areas", "plans, money", "money, plans"}},
		},
	} {
		if diff := cmp.Diff(tc.want, Diff(parsed(t, contents(t, small)), parsed(t, edited(t, tc.changes...)))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// What a question that is gone has asked is not told word by word.
func TestDiffOfAQuestionThatIsNewOrGone(t *testing.T) {
	t.Parallel()
	both := parsed(t, contents(t, small))
	one := parsed(t, contents(t, small))
	one.Questions = one.Questions[:1]
	if diff := cmp.Diff([]Change{
		{ScoringPart, "gate who-pays", "yes", ""},
		{QuestionsPart, "question who-pays", "in fairness and money", ""},
	}, Diff(both, one)); diff != "" {
		t.Errorf("gone (-want +got):\n%s", diff)
	}
	told := 0
	for _, change := range Diff(one, both) {
		if change.Was != "" {
			t.Errorf("%+v", change)
		}
		told++
	}
	if told != 2+4+3 { // gate and question, stems with help and example, choices
		t.Errorf("%d changes", told)
	}
}

func TestDiffOfABlockOfWordsThatIsNewOrGone(t *testing.T) {
	t.Parallel()
	one, two := parsed(t, contents(t, small)), parsed(t, withEasyWords(t, "en"))
	const easyPart = "Words (en, easy_read)"
	if diff := cmp.Diff([]Change{{easyPart, AllWords, "", "new"}}, Diff(one, two)); diff != "" {
		t.Errorf("new (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]Change{{easyPart, AllWords, "taken out", ""}}, Diff(two, one)); diff != "" {
		t.Errorf("gone (-want +got):\n%s", diff)
	}
}
