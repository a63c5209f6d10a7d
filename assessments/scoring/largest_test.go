package scoring_test

import (
	"math/big"
	"testing"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/instrument/instrumenttest"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// The fractions of the largest instrument must not outgrow 64 bits, in which
// they would go wrong without a word. Big fractions know no limit.
func TestTheLargestInstrumentIsScoredExactly(t *testing.T) {
	t.Parallel()
	in := instrumenttest.Largest(t)
	for spread := range 5 {
		responses := make([]scoring.Response, len(scoring.Voices))
		for v, who := range scoring.Voices {
			responses[v] = scoring.Response{Voice: who, People: 6, Answers: make([]scoring.Answer, len(in.Questions))}
			for q := range in.Questions {
				responses[v].Answers[q] = scoring.Answer(1 + (q*(7+spread)+v*5+q*q%(3+spread))%in.Top())
				if (q+v+spread)%17 == 0 {
					responses[v].Answers[q] = scoring.Blank // so that the voices have different counts
				}
			}
		}
		got := score(in, responses, scoring.DefaultMinimums()).Index
		want := overallIndex(in, responses)
		if !got.Valid() || !want.Num().IsInt64() || !want.Denom().IsInt64() {
			t.Fatalf("there is no overall index to be exact about: %v, want %v", got, want)
		}
		exact := scoring.Ratio(int(want.Num().Int64()), int(want.Denom().Int64()))
		if got.Less(exact) || exact.Less(got) {
			t.Errorf("spread %d: the index is %v, want %v", spread, got, want)
		}
	}
}

// overallIndex is rule 7 in big fractions, for one response on each side.
func overallIndex(in *instrument.Instrument, responses []scoring.Response) *big.Rat {
	overall := new(big.Rat)
	for p := range in.Principles {
		for _, response := range responses {
			sum, n := 0, 0
			for _, q := range in.InPrinciple(p) {
				if answer := int(response.Answers[q]); answer > 0 {
					sum, n = sum+answer, n+1
				}
			}
			overall.Add(overall, share(100*(sum-n), (in.Top()-1)*n*len(responses)*len(in.Principles)))
		}
	}
	return overall
}
