package scoring_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/instrument/instrumenttest"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
	"github.com/sevenrungs/sevenrungs/assessments/tries"
)

// draw draws an instrument, responses to it, and minimums.
func draw(t *rapid.T) (*instrument.Instrument, []scoring.Response, scoring.Minimums) {
	in := instrumenttest.Drawn(t)
	return in, drawResponses(t, in), drawMinimums(t)
}

func drawResponses(t *rapid.T, in *instrument.Instrument) []scoring.Response {
	some := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) scoring.Response { return drawResponse(t, in) }), 0, 9).Draw(t, "responses")
	return slices.Repeat(some, rapid.SampledFrom([]int{1, 1, 1, 2, 3, 8}).Draw(t, "times"))
}

func drawMinimums(t *rapid.T) scoring.Minimums {
	var minimums scoring.Minimums
	for _, v := range scoring.Voices {
		least, most := scoring.Bounds(v)
		minimums[v] = rapid.IntRange(least, most).Draw(t, "minimum "+v.String())
	}
	return minimums
}

// drawResponse draws mostly rungs, so that most voices have something to say.
func drawResponse(t *rapid.T, in *instrument.Instrument) scoring.Response {
	r := scoring.Response{
		Voice:   rapid.SampledFrom(scoring.Voices[:]).Draw(t, "voice"),
		People:  rapid.SampledFrom([]int{1, 1, 2, 5, 10}).Draw(t, "people"),
		Answers: make([]scoring.Answer, len(in.Questions)),
	}
	silent := []scoring.Answer{scoring.Blank, scoring.DontKnow, scoring.NotApplicable, scoring.PreferNotToSay}
	for q := range r.Answers {
		if rapid.IntRange(0, 6).Draw(t, "scored") > 0 {
			r.Answers[q] = scoring.Answer(rapid.IntRange(1, in.Top()).Draw(t, "level"))
		} else {
			r.Answers[q] = rapid.SampledFrom(silent).Draw(t, "silent")
		}
	}
	return r
}

func tally(in *instrument.Instrument, responses []scoring.Response) *scoring.Tallies {
	tallies := scoring.NewTallies(in)
	for i := range responses {
		tallies.Add(&responses[i])
	}
	return tallies
}

func score(in *instrument.Instrument, responses []scoring.Response, minimums scoring.Minimums) *scoring.Result {
	return scoring.Score(in, tally(in, responses), minimums)
}

func clone(responses []scoring.Response) []scoring.Response {
	out := slices.Clone(responses)
	for i := range out {
		out[i].Answers = slices.Clone(out[i].Answers)
	}
	return out
}

// numbers compares results by what they show, indexes as exact fractions.
var numbers = cmp.AllowUnexported(scoring.Index{})

func TestAHigherAnswerNeverLowersAnything(t *testing.T) {
	t.Parallel()
	tries.Check(t, func(t *rapid.T) {
		in, responses, minimums := draw(t)
		before := score(in, responses, minimums)
		higher := clone(responses)
		for i := range higher {
			for q, answer := range higher[i].Answers {
				if answer > 0 && rapid.Bool().Draw(t, "raise") {
					higher[i].Answers[q] = scoring.Answer(rapid.IntRange(int(answer), in.Top()).Draw(t, "to"))
				}
			}
		}
		after := score(in, higher, minimums)
		notLower(t, before, after)
	})
}

func notLower(t *rapid.T, before, after *scoring.Result) {
	b, a := append(before.Principles, before.Areas...), append(after.Principles, after.Areas...)
	for i := range b {
		if a[i].Rung < b[i].Rung || below(a[i].Index, b[i].Index) {
			t.Fatalf("%s fell: %+v to %+v", b[i].ID, b[i], a[i])
		}
		for v := range b[i].Voices {
			if a[i].Voices[v].Rung < b[i].Voices[v].Rung || below(a[i].Voices[v].Index, b[i].Voices[v].Index) {
				t.Fatalf("%s fell for %v: %+v to %+v", b[i].ID, scoring.Voice(v), b[i], a[i])
			}
		}
	}
	if after.Rung < before.Rung || below(after.Index, before.Index) {
		t.Fatalf("overall it fell from %d, %+v to %d, %+v", before.Rung, before.Index, after.Rung, after.Index)
	}
	if l, m := before.Limits, after.Limits; l != nil && (m.Answers < l.Answers || m.WeakestPrinciple < l.WeakestPrinciple || m.Gates < l.Gates || m.LivedVoice < l.LivedVoice) {
		t.Fatalf("a limit fell: %+v to %+v", *l, *m)
	}
}

// below tells whether an index is gone, or less by however little.
func below(after, before scoring.Index) bool {
	return before.Valid() && (!after.Valid() || after.Less(before))
}

func TestOrderChangesNothing(t *testing.T) {
	t.Parallel()
	tries.Check(t, func(t *rapid.T) {
		in, responses, minimums := draw(t)
		shuffled := rapid.Permutation(responses).Draw(t, "shuffled")
		if diff := cmp.Diff(score(in, responses, minimums), score(in, shuffled, minimums), numbers); diff != "" {
			t.Fatal(diff)
		}
	})
}

// TestNumbersDoNotOutweighTheOtherVoice leaves out what follows from size alone:
// head-counts, which gaps are flagged, and how sure it is.
func TestNumbersDoNotOutweighTheOtherVoice(t *testing.T) {
	t.Parallel()
	tries.Check(t, func(t *rapid.T) {
		in, responses, minimums := draw(t)
		voice := rapid.SampledFrom(scoring.Voices[:]).Draw(t, "copied")
		for i := range responses {
			responses[i].People = max(responses[i].People, scoring.MaxMinimum) // every question has enough people
		}
		copied := slices.Clone(responses)
		for range rapid.IntRange(1, 3).Draw(t, "times") {
			for _, r := range responses {
				if r.Voice == voice {
					copied = append(copied, r)
				}
			}
		}
		before, after := score(in, responses, minimums), score(in, copied, minimums)
		for _, r := range []*scoring.Result{before, after} {
			r.Voices[voice].Count, r.Sure = scoring.Count{}, nil
			for _, p := range slices.Concat(r.Principles, r.Areas) {
				if p.Gap != nil {
					p.Gap.Flag = ""
				}
			}
		}
		if diff := cmp.Diff(before, after, numbers); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestAnUnheardVoiceChangesNothingButItsHeadCount(t *testing.T) {
	t.Parallel()
	tries.Check(t, func(t *rapid.T) {
		in, responses, minimums := draw(t)
		voice := rapid.SampledFrom(scoring.Voices[:]).Draw(t, "unheard")
		others := slices.DeleteFunc(slices.Clone(responses), func(r scoring.Response) bool { return r.Voice == voice })
		unheard := slices.Clone(others)
		for people := 0; people < minimums[voice]-1; people++ {
			r := drawResponse(t, in)
			r.Voice, r.People = voice, 1
			unheard = append(unheard, r)
		}
		before, after := score(in, others, minimums), score(in, unheard, minimums)
		if after.Voices[voice].Heard {
			t.Fatalf("%v is heard with %d people of %d", voice, after.Voices[voice].People, minimums[voice])
		}
		after.Voices[voice].Count = before.Voices[voice].Count
		if diff := cmp.Diff(before, after, numbers); diff != "" {
			t.Fatal(diff)
		}
	})
}

// TestNextStepsAreExactlyEnough raises answers, not values: every response of
// a voice that is below is brought up, and the principle's rung must follow.
func TestNextStepsAreExactlyEnough(t *testing.T) {
	t.Parallel()
	tries.Check(t, func(t *rapid.T) {
		in, responses, minimums := draw(t)
		before := score(in, responses, minimums)
		for p, profile := range before.Principles {
			if profile.NextStep == nil {
				continue
			}
			raised := raise(responses, profile.NextStep, -1)
			if after := score(in, raised, minimums).Principles[p].Rung; after != profile.Rung+1 {
				t.Fatalf("%s: after its next step the rung is %d, want %d", profile.ID, after, profile.Rung+1)
			}
			for left := range profile.NextStep.Raises {
				raised := raise(responses, profile.NextStep, left)
				if after := score(in, raised, minimums).Principles[p].Rung; after != profile.Rung {
					t.Fatalf("%s: without one question of its next step the rung is %d, want %d", profile.ID, after, profile.Rung)
				}
			}
		}
	})
}

func TestTheNextStepsOfTheWeakestPrinciplesRaiseTheirLimit(t *testing.T) {
	t.Parallel()
	tries.Check(t, func(t *rapid.T) {
		in, responses, minimums := draw(t)
		before := score(in, responses, minimums)
		if before.Limits == nil || before.Limits.WeakestPrinciple == in.Top() {
			return
		}
		raised := responses
		for _, p := range before.Principles {
			if p.Rung == before.Limits.WeakestPrinciple-1 {
				raised = raise(raised, p.NextStep, -1)
			}
		}
		if after := score(in, raised, minimums).Limits.WeakestPrinciple; after <= before.Limits.WeakestPrinciple {
			t.Fatalf("the limit went from %d to %d", before.Limits.WeakestPrinciple, after)
		}
	})
}

// TestTheNextGatesRaiseTheirLimit brings the gates that are named up to the
// ceiling. Where people cannot say, their limit stays.
func TestTheNextGatesRaiseTheirLimit(t *testing.T) {
	t.Parallel()
	tries.Check(t, func(t *rapid.T) {
		in, responses, minimums := draw(t)
		before := score(in, responses, minimums)
		gates := before.NextGates()
		if held := slices.Contains(before.LimitedBy, scoring.GatesLimit); held != (len(gates) > 0) {
			t.Fatalf("limited by %v, and the gates named are %+v", before.LimitedBy, gates)
		}
		if len(gates) == 0 {
			return
		}
		known := true
		step := &scoring.NextStep{Rung: in.Ceiling}
		for _, gate := range gates {
			known = known && gate.Answered
			step.Raises = append(step.Raises, scoring.Raise{Question: gate.Question})
		}
		after := score(in, raise(responses, step, -1), minimums).Limits.Gates
		if want := map[bool]int{true: in.Top(), false: in.Ceiling}[known]; after != want {
			t.Fatalf("with %+v at the ceiling the limit is %d, want %d", gates, after, want)
		}
	})
}

// raise brings the questions of a step up to its rung, but for the one at left.
func raise(responses []scoring.Response, step *scoring.NextStep, left int) []scoring.Response {
	out := clone(responses)
	for i, raise := range step.Raises {
		if i == left {
			continue
		}
		for _, r := range out {
			if answer := r.Answers[raise.Question]; answer > 0 {
				r.Answers[raise.Question] = max(answer, scoring.Answer(step.Rung))
			}
		}
	}
	return out
}

func TestTheHeadCountLeavesOutResponsesWithoutAScoredAnswer(t *testing.T) {
	t.Parallel()
	tries.Check(t, func(t *rapid.T) {
		in, responses, minimums := draw(t)
		silent := scoring.Response{Voice: scoring.Lived, People: 10, Answers: make([]scoring.Answer, len(in.Questions))}
		for q := range silent.Answers {
			silent.Answers[q] = rapid.SampledFrom([]scoring.Answer{scoring.Blank, scoring.DontKnow, scoring.NotApplicable, scoring.PreferNotToSay}).Draw(t, "silent")
		}
		if diff := cmp.Diff(score(in, responses, minimums), score(in, append(slices.Clone(responses), silent), minimums), numbers); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestCodesReadBack(t *testing.T) {
	t.Parallel()
	tries.Check(t, func(t *rapid.T) {
		in := instrumenttest.Drawn(t)
		answer := scoring.Answer(rapid.IntRange(-4, in.Top()+1).Draw(t, "answer"))
		want := answer != scoring.Blank && answer >= scoring.PreferNotToSay && int(answer) <= in.Top()
		got, known := scoring.ParseAnswer(in, answer.Code())
		if known != want || known && got != answer {
			t.Errorf("%d is %q, which reads back as %d (%t)", answer, answer.Code(), got, known)
		}
	})
}
