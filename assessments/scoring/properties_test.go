package scoring_test

import (
	"math/big"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/instrument/instrumenttest"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// draw draws an instrument, responses to it, and minimums.
func draw(t *rapid.T) (*instrument.Instrument, []scoring.Response, scoring.Minimums) {
	in := instrumenttest.Random(t)
	responses := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) scoring.Response { return drawResponse(t, in) }), 0, 9).Draw(t, "responses")
	return in, responses, drawMinimums(t)
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

func TestScoreAgreesWithTheSlowObviousWay(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		in, responses, minimums := draw(t)
		got, want := score(in, responses, minimums), newOracle(in, responses, minimums).score()
		if got.Rung != want.rung || !cmp.Equal(got.Limits, want.limits) || !sameIndex(got.Index, want.index) {
			t.Fatalf("overall: got rung %d, limits %+v; want rung %d, limits %+v", got.Rung, got.Limits, want.rung, want.limits)
		}
		if diff := cmp.Diff(want.limitedBy, got.LimitedBy, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("limited by (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff(want.flags, got.Flags, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("flags (-want +got):\n%s", diff)
		}
		for i := range want.principles {
			compareView(t, got.Principles[i], want.principles[i])
			if steps := questionsOf(got.Principles[i].NextStep); !slices.Equal(steps, want.principles[i].steps) {
				t.Fatalf("%s: next step %v, want %v", got.Principles[i].ID, steps, want.principles[i].steps)
			}
		}
		for i := range want.areas {
			compareView(t, got.Areas[i], want.areas[i])
		}
	})
}

func compareView(t *rapid.T, got scoring.Profile, want view) {
	if got.Rung != want.rung || !sameIndex(got.Index, want.index) {
		t.Fatalf("%s: got rung %d; want rung %d, index %v", got.ID, got.Rung, want.rung, want.index)
	}
	if (got.Reason == "") != (want.rung > 0) {
		t.Fatalf("%s: rung %d with the reason %q", got.ID, got.Rung, got.Reason)
	}
	if got.Gap != nil && (got.Gap.Rungs != got.Voices[scoring.Learnt].Rung-got.Voices[scoring.Lived].Rung || got.Gap.Flag != gapFlag(got.Gap.Rungs)) {
		t.Fatalf("%s: gap %+v between %+v", got.ID, got.Gap, got.Voices)
	}
	if want.rung > 0 && (got.Gap == nil) != (want.gap == nil) || got.Gap != nil && !sameIndex(got.Gap.Points, want.gap) {
		t.Fatalf("%s: gap %+v, want %v points", got.ID, got.Gap, want.gap)
	}
}

func gapFlag(rungs int) scoring.GapFlag {
	return map[bool]map[bool]scoring.GapFlag{
		true:  {true: scoring.NoGapFlag},
		false: {true: scoring.Discuss, false: scoring.Priority},
	}[rungs == 0][rungs >= -1 && rungs <= 1]
}

// sameIndex compares as shown, to whole points and to fives.
func sameIndex(got scoring.Index, want *big.Rat) bool {
	if want == nil || !got.Valid() {
		return want == nil && !got.Valid()
	}
	return got.Rounded(1) == round(want, 1) && got.Rounded(5) == round(want, 5)
}

// round rounds to a multiple of step, halves away from zero.
func round(x *big.Rat, step int64) int {
	steps := new(big.Rat).Quo(x, big.NewRat(step, 1))
	half := big.NewRat(int64(steps.Sign()), 2)
	steps.Add(steps, half)
	return int(new(big.Int).Quo(steps.Num(), steps.Denom()).Int64() * step)
}

func questionsOf(step *scoring.NextStep) []int {
	if step == nil {
		return nil
	}
	var questions []int
	for _, raise := range step.Raises {
		questions = append(questions, raise.Question)
	}
	return questions
}

func TestAHigherAnswerNeverLowersAnything(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
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
	rapid.Check(t, func(t *rapid.T) {
		in, responses, minimums := draw(t)
		shuffled := rapid.Permutation(responses).Draw(t, "shuffled")
		if diff := cmp.Diff(score(in, responses, minimums), score(in, shuffled, minimums), numbers); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestNumbersDoNotOutweighTheOtherVoice(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
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
		after.Voices[voice].Count = before.Voices[voice].Count
		if diff := cmp.Diff(before, after, numbers); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestAnUnheardVoiceChangesNothingButItsHeadCount(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
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
	rapid.Check(t, func(t *rapid.T) {
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
	rapid.Check(t, func(t *rapid.T) {
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
	rapid.Check(t, func(t *rapid.T) {
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
	rapid.Check(t, func(t *rapid.T) {
		in := instrumenttest.Random(t)
		answer := scoring.Answer(rapid.IntRange(-4, in.Top()+1).Draw(t, "answer"))
		want := answer != scoring.Blank && answer >= scoring.PreferNotToSay && int(answer) <= in.Top()
		got, known := scoring.ParseAnswer(in, answer.Code())
		if known != want || known && got != answer {
			t.Errorf("%d is %q, which reads back as %d (%t)", answer, answer.Code(), got, known)
		}
	})
}
