package scoring_test

import (
	"math/big"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/sevenrungs/sevenrungs/assessments/instrument/instrumenttest"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
	"github.com/sevenrungs/sevenrungs/assessments/tries"
)

// exactly compares indexes as fractions, whatever their terms.
var exactly = cmp.Options{
	cmpopts.EquateEmpty(),
	cmp.Comparer(func(x, y scoring.Index) bool {
		return x.Valid() == y.Valid() && (!x.Valid() || !x.Less(y) && !y.Less(x))
	}),
}

func TestScoreAgreesWithTheSlowObviousWay(t *testing.T) {
	t.Parallel()
	tries.Check(t, func(t *rapid.T) {
		in := instrumenttest.Random(t) // here another one each time
		responses, minimums := drawResponses(t, in), drawMinimums(t)
		s, got := slowly(in, responses, minimums), score(in, responses, minimums)
		want := s.score()
		if diff := cmp.Diff(want.size, sizeOf(got)); diff != "" {
			t.Fatalf("how sure (-slow +score):\n%s", diff)
		}
		if diff := cmp.Diff(gates(want.nextGates), got.NextGates(), cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("next gates (-slow +score):\n%s", diff)
		}
		if diff := cmp.Diff(want.result(s), got, exactly, cmpopts.IgnoreFields(scoring.Result{}, "Sure")); diff != "" {
			t.Fatalf("(-slow +score):\n%s", diff)
		}
	})
}

func sizeOf(r *scoring.Result) string {
	if r.Sure == nil {
		return ""
	}
	return r.Sure.Responses
}

// result writes down what the second scoring says as the package would.
func (out *said) result(s *slow) *scoring.Result {
	r := &scoring.Result{
		Rung: out.rung, Index: fraction(out.index), LimitedBy: out.limitedBy, Provisional: out.provisional, Flags: out.flags,
		Gates: gates(out.gates), NotKnown: new(scoring.NotKnown),
	}
	if out.limits != nil {
		r.Limits = &scoring.Limits{
			Answers: out.limits["answers"], WeakestPrinciple: out.limits["weakest_principle"],
			Gates: out.limits["gates"], LivedVoice: out.limits["lived_voice"],
		}
	}
	for _, one := range s.sides {
		r.Voices[one.voice] = scoring.HeadCount{Count: scoring.Count{Responses: len(one.responses), People: one.people}, Heard: s.hears(one.voice)}
		r.NotKnown[one.voice] = out.notKnown[one.voice]
	}
	for i, p := range out.principles {
		r.Principles = append(r.Principles, p.profile(s, s.in.Principles[i]))
		if p.step != nil {
			r.Principles[i].NextStep = p.nextStep()
		}
	}
	for i, a := range out.areas {
		r.Areas = append(r.Areas, a.profile(s, s.in.Areas[i]))
	}
	return r
}

func gates(held []saidGate) []scoring.Gate {
	var gates []scoring.Gate
	for _, gate := range held {
		gates = append(gates, scoring.Gate{Question: gate.question, Answered: gate.from > 0, Agreed: gate.from})
	}
	return gates
}

func (p *seen) profile(s *slow, id string) scoring.Profile {
	out := scoring.Profile{ID: id, Rung: p.rung, Index: fraction(p.index)}
	switch {
	case len(s.heard()) == 0:
		out.Reason = "no_voice_heard"
	case p.rung == 0:
		out.Reason = "insufficient_answers"
	}
	for voice, at := range p.voices {
		out.Voices[voice] = scoring.Standing{Rung: at.rung, Index: fraction(at.index), Answered: at.answered}
	}
	if p.apart != nil {
		out.Gap = &scoring.Gap{Rungs: p.rungs, Points: fraction(p.apart), Flag: p.flag}
	}
	return out
}

func (p *seen) nextStep() *scoring.NextStep {
	step := &scoring.NextStep{Rung: p.rung + 1}
	for i, question := range p.step {
		step.Raises = append(step.Raises, scoring.Raise{Question: question, From: p.stepFrom[i]})
	}
	return step
}

// fraction is the same number; none of none.
func fraction(x *big.Rat) scoring.Index {
	if x == nil {
		return scoring.Index{}
	}
	return scoring.Ratio(int(x.Num().Int64()), int(x.Denom().Int64()))
}
