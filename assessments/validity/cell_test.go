package validity

import (
	"slices"
	"testing"

	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

func TestACellCountsEachOrganisationOnce(t *testing.T) {
	t.Parallel()
	in := ladder(t)
	var c Cell
	c.compare(in, &scoring.Result{}, 4)                                                                              // no rung
	c.compare(in, &scoring.Result{Rung: 3, LimitedBy: []scoring.Limit{scoring.AnswersLimit}}, 0)                     // no true one
	c.compare(in, &scoring.Result{Rung: 5, LimitedBy: []scoring.Limit{scoring.GatesLimit}}, 6)                       // one too low: for, not with
	c.compare(in, &scoring.Result{Rung: 4, LimitedBy: []scoring.Limit{scoring.GatesLimit}}, 4)                       // right
	c.compare(in, &scoring.Result{Rung: 7}, 4)                                                                       // three too high
	c.compare(in, &scoring.Result{Rung: 3, LimitedBy: []scoring.Limit{scoring.GatesLimit, scoring.AnswersLimit}}, 4) // one too low, same stance
	want := Cell{
		Organisations: 6, NoRung: 1, Compared: 4, Same: 1, WithinOne: 3, SameStance: 2, Error: 1,
		Alone: [len(limits)]int{1, 0, 2, 0}, Shared: 1, Top: 1,
	}
	for _, seen := range [][2]int{{4, 0}, {0, 3}, {6, 5}, {4, 4}, {4, 7}, {4, 3}} {
		want.Seen[seen[0]][seen[1]]++
	}
	if c != want {
		t.Errorf("got  %+v\nwant %+v", c, want)
	}
	twice := c
	twice.add(&c)
	if twice.Organisations != 12 || twice.Error != 2 || twice.Seen[4][3] != 2 || twice.Alone[2] != 4 {
		t.Errorf("twice the same is %+v", twice)
	}
}

func TestACellNotesGapsOfPrinciples(t *testing.T) {
	t.Parallel()
	gap := func(flag scoring.GapFlag) scoring.Profile { return scoring.Profile{Gap: &scoring.Gap{Flag: flag}} }
	for _, test := range []struct {
		principles        []scoring.Profile
		flagged, priority int
	}{
		{nil, 0, 0},
		{[]scoring.Profile{{}, gap(scoring.NoGapFlag)}, 0, 0},
		{[]scoring.Profile{gap(scoring.Discuss), gap(scoring.Discuss)}, 1, 0},
		{[]scoring.Profile{gap(scoring.Priority), gap(scoring.Discuss)}, 1, 1},
	} {
		var c Cell
		c.noteGaps(&scoring.Result{Principles: test.principles})
		if c.Flagged != test.flagged || c.Priority != test.priority {
			t.Errorf("got %d flagged and %d priority, want %d and %d", c.Flagged, c.Priority, test.flagged, test.priority)
		}
	}
}

// Three organisations of two people each, worked out by hand: 1 and 3, 3 and 5, 5
// and 7 give squares of 8 between, per person, and 2 within. So the correlation
// is (8 − 2) / (8 + 2) = 0.6, and for three people 3·0.6 / (1 + 2·0.6) = 0.82.
func TestReliabilityIsTheIntraclassCorrelation(t *testing.T) {
	t.Parallel()
	person := func(v scoring.Voice, rungs ...scoring.Answer) scoring.Response {
		return scoring.Response{Voice: v, People: 1, Answers: append(rungs, scoring.DontKnow)}
	}
	var a alone
	for _, rung := range []scoring.Answer{1, 3, 5} {
		a.look([]scoring.Response{
			person(scoring.Lived, rung, rung), person(scoring.Lived, rung+1, rung+3),
			person(scoring.Learnt, 7, 7), person(scoring.Lived), // neither is looked at
		})
	}
	if a.organisations != 3 || a.people != 6 {
		t.Fatalf("looked at %d organisations and %d people, want 3 and 6", a.organisations, a.people)
	}
	if got := a.reliability(1); got != 60 {
		t.Errorf("one person: %d, want 60", got)
	}
	if got := a.reliability(3); got != 82 {
		t.Errorf("three people: %d, want 82", got)
	}
	if got := (&alone{}).reliability(1); got != 0 {
		t.Errorf("nobody: %d, want 0", got)
	}
}

func TestNumbersAreShownAsPeopleReadThem(t *testing.T) {
	t.Parallel()
	got := []string{
		share(2, 3), share(1, 8), share(0, 5), share(5, 5), share(0, 0), share(1, 300), share(299, 300), percent(665), percent(1000),
		hundredths(-17, 100), hundredths(1, 3), hundredths(-1, 1000), hundredths(0, 0), hundredths(250, 100),
		grouped(0), grouped(999), grouped(1500), grouped(1_000_000), rungsOf(900), rungsOf(1250),
	}
	want := []string{
		"67%", "13%", "0%", "100%", "–", "<1%", ">99%", "67%", "100%",
		"−0.17", "0.33", "0.00", "–", "2.50",
		"0", "999", "1,500", "1,000,000", "0.9", "1.25",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}
