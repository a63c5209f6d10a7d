package scoring_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

func ladder(t testing.TB) *instrument.Instrument {
	t.Helper()
	catalogue, err := instrument.Published()
	if err != nil {
		t.Fatal(err)
	}
	return catalogue.Find("coproduction-ladder", "0.9.0")
}

// persons answer everything alike: one person for each answer.
func persons(in *instrument.Instrument, voice scoring.Voice, answers ...scoring.Answer) []scoring.Response {
	var responses []scoring.Response
	for _, answer := range answers {
		responses = append(responses, scoring.Response{Voice: voice, People: 1, Answers: slices.Repeat([]scoring.Answer{answer}, len(in.Questions))})
	}
	return responses
}

// TestWhatVersion1HadOtherwise scores the same answers by both versions.
func TestWhatVersion1HadOtherwise(t *testing.T) {
	t.Parallel()
	in := ladder(t)
	on := func(responses []scoring.Response, answer scoring.Answer, questions ...string) []scoring.Response {
		for _, question := range questions {
			at, known := in.Position(question)
			if !known {
				t.Fatalf("there is no question %s", question)
			}
			for _, r := range responses {
				r.Answers[at] = answer
			}
		}
		return responses
	}
	staff := persons(in, scoring.Learnt, 5)
	someDoNotKnow := persons(in, scoring.Lived, 6, 6, 6, 6, 6, 6, 6)
	on(someDoNotKnow[:4], scoring.DontKnow, "equality-structure")
	for name, tc := range map[string]struct {
		responses []scoring.Response
		figure    func(r *scoring.Result) any
		want      [2]any // by version 1 and 2
	}{
		"two middles":                      {append(persons(in, scoring.Lived, 3, 3, 3, 6, 6, 6), staff...), func(r *scoring.Result) any { return r.Principles[0].Voices[scoring.Lived].Rung }, [...]any{3, 6}},
		"four of seven do not know":        {someDoNotKnow, func(r *scoring.Result) any { return r.Principles[0].Voices[scoring.Lived].Answered }, [...]any{3, 4}},
		"two questions of four":            {on(persons(in, scoring.Lived, 5, 5, 5, 5, 5), scoring.NotApplicable, "diversity-culture", "diversity-review"), func(r *scoring.Result) any { return r.Rung }, [...]any{0, 5}},
		"that is thin":                     {on(persons(in, scoring.Lived, 5, 5, 5, 5, 5), scoring.NotApplicable, "diversity-culture", "diversity-review"), func(r *scoring.Result) any { return slices.Contains(r.Flags, scoring.Thin) }, [...]any{false, true}},
		"one rung apart on one question":   {append(on(persons(in, scoring.Lived, 5, 5, 5, 5, 5), 4, "equality-culture", "equality-review"), staff...), func(r *scoring.Result) any { return r.Principles[0].Gap.Flag }, [...]any{scoring.Discuss, scoring.NoGapFlag}},
		"two rungs apart on two questions": {append(on(persons(in, scoring.Lived, 5, 5, 5, 5, 5), 3, "equality-culture", "equality-review"), staff...), func(r *scoring.Result) any { return r.Principles[0].Gap.Flag }, [...]any{scoring.Priority, scoring.NoGapFlag}},
	} {
		one, two := scoring.Version1(), scoring.Version2()
		tallies := tally(in, tc.responses)
		got := [2]any{tc.figure(one.Score(in, tallies, scoring.DefaultMinimums())), tc.figure(two.Score(in, tallies, scoring.DefaultMinimums()))}
		if diff := cmp.Diff(tc.want, got); diff != "" {
			t.Errorf("%s, by versions 1 and 2 (-want +got):\n%s", name, diff)
		}
	}
}

// TestGapsAreFlaggedFromSoManyPoints has so many questions of a principle be one
// rung higher for one side, each worth 100/24 points.
func TestGapsAreFlaggedFromSoManyPoints(t *testing.T) {
	t.Parallel()
	in := ladder(t)
	none, discuss, priority := scoring.NoGapFlag, scoring.Discuss, scoring.Priority
	for _, tc := range []struct {
		lived, learnt int
		want          [9]scoring.GapFlag // by rungs: 0, 4, 8, 13, 17, 21, 25, 29 and 33 points
	}{
		{9, 9, [...]scoring.GapFlag{none, none, none, none, none, discuss, discuss, discuss, priority}},
		{9, 30, [...]scoring.GapFlag{none, none, none, none, none, discuss, discuss, discuss, priority}},
		{10, 9, [...]scoring.GapFlag{none, none, none, none, none, discuss, discuss, discuss, priority}},
		{10, 10, [...]scoring.GapFlag{none, none, none, none, discuss, discuss, priority, priority, priority}},
	} {
		for rungs, want := range tc.want {
			for _, higher := range scoring.Voices {
				both := [...][]scoring.Response{
					scoring.Lived:  persons(in, scoring.Lived, slices.Repeat([]scoring.Answer{3}, tc.lived)...),
					scoring.Learnt: persons(in, scoring.Learnt, slices.Repeat([]scoring.Answer{3}, tc.learnt)...),
				}
				for _, r := range both[higher] {
					for i := range rungs {
						r.Answers[i%4]++
					}
				}
				gap := score(in, slices.Concat(both[:]...), scoring.DefaultMinimums()).Principles[0].Gap
				if gap.Flag != want {
					t.Errorf("%d and %d people, %v is %d rungs higher, %d points: %q, want %q", tc.lived, tc.learnt, higher, rungs, gap.Points.Rounded(1), gap.Flag, want)
				}
			}
		}
	}
}

// TestRulesCanVary changes one point at a time, as the report on how far scores
// can be trusted does.
func TestRulesCanVary(t *testing.T) {
	t.Parallel()
	in := ladder(t)
	six := persons(in, scoring.Lived, 6, 6, 6, 6, 6)
	for _, q := range []int{0, 4, 8, 12} { // one question of each principle and half of another
		for _, r := range six {
			r.Answers[q], r.Answers[q+2] = 3, 3
		}
	}
	gate := persons(in, scoring.Lived, 6, 6, 6, 6, 6)
	at, _ := in.Position("equality-structure")
	for _, r := range gate {
		r.Answers[at] = 2
	}
	half := scoring.Version2()
	half.Stands = scoring.Half
	open := scoring.Version2()
	open.NoGates = true
	inForce := scoring.Version2()
	for name, tc := range map[string]struct {
		rules     *scoring.Rules
		responses []scoring.Response
		want      int
	}{
		"three quarters": {&inForce, six, 3}, "half": {&half, six, 5},
		"with gates": {&inForce, gate, 5}, "without": {&open, gate, 6},
	} {
		if got := tc.rules.Score(in, tally(in, tc.responses), scoring.DefaultMinimums()).Rung; got != tc.want {
			t.Errorf("%s: rung %d, want %d", name, got, tc.want)
		}
	}
}

// TestHowSureIsLookedUpBySizeAlone goes through the sizes at their ends.
func TestHowSureIsLookedUpBySizeAlone(t *testing.T) {
	t.Parallel()
	in := ladder(t)
	least := scoring.Minimums{3, 1}
	people := func(voice scoring.Voice, n int, answer scoring.Answer) []scoring.Response {
		return persons(in, voice, slices.Repeat([]scoring.Answer{answer}, n)...)
	}
	found := map[string]scoring.Sure{}
	for n, want := range map[int]string{1: "", 2: "", 3: "3_to_4", 4: "3_to_4", 5: "5_to_9", 9: "5_to_9", 10: "10_to_14", 14: "10_to_14", 15: "15_to_29", 29: "15_to_29", 30: "30_or_more", 200: "30_or_more"} {
		for _, answer := range []scoring.Answer{1, 6} {
			got := score(in, append(people(scoring.Lived, 30, answer), people(scoring.Learnt, n, answer)...), least)
			if sizeOf(got) != want {
				t.Errorf("%d of the staff and 30 others: %q, want %q", n, sizeOf(got), want)
				continue
			}
			if got.Sure == nil {
				continue
			}
			if before, known := found[want]; known && before != *got.Sure {
				t.Errorf("%s is %+v and %+v", want, before, *got.Sure)
			}
			found[want] = *got.Sure
			if s := got.Sure; s.SameRung < 1 || s.SameRung > s.WithinOne || s.SameRung > s.SameStance || s.WithinOne > 10 || s.SameStance > 10 {
				t.Errorf("%s: %+v makes no sense", want, s)
			}
		}
	}
	if staff := score(in, people(scoring.Learnt, 30, 6), least); staff.Sure != nil {
		t.Errorf("of a staff view it says %+v", staff.Sure)
	}
	silent := append(people(scoring.Lived, 30, 6), people(scoring.Learnt, 30, 6)...)
	for _, r := range silent {
		copy(r.Answers, []scoring.Answer{scoring.DontKnow, scoring.DontKnow, scoring.DontKnow, scoring.Blank})
	}
	if none := score(in, silent, least); none.Sure != nil || none.Rung != 0 {
		t.Errorf("without a rung, %d, it says %+v", none.Rung, none.Sure)
	}
}
