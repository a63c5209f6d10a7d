package scoring_test

import (
	"math/big"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/sevenrungs/sevenrungs/assessments/scoring"
	"github.com/sevenrungs/sevenrungs/assessments/tries"
)

// whole rounds an exact figure; none of none.
func whole(x *big.Rat, step int64) scoring.Index {
	if x == nil {
		return scoring.Index{}
	}
	return scoring.Whole(round(x, step))
}

// TestAGuardedResultHasNoMoreThanIsSaid builds what may be left from the second
// scoring: whatever else stays in a guarded result is a difference.
func TestAGuardedResultHasNoMoreThanIsSaid(t *testing.T) {
	t.Parallel()
	tries.Check(t, func(t *rapid.T) {
		in, responses, minimums := draw(t)
		s, exact := slowly(in, responses, minimums), score(in, responses, minimums)
		before := score(in, responses, minimums)
		slow := s.score()
		want := slow.result(s)
		want.Sure, want.Guarded, want.Index, want.NotKnown = exact.Sure, true, whole(slow.index, 5), nil
		for i := range want.Gates {
			want.Gates[i].Agreed = 0
		}
		for i := range want.Principles {
			p := &want.Principles[i]
			p.Index = whole(slow.principles[i].index, 10)
			for v := range p.Voices {
				p.Voices[v].Index = scoring.Index{}
			}
			if p.Gap != nil {
				p.Gap = &scoring.Gap{Rungs: p.Gap.Rungs, Flag: p.Gap.Flag}
			}
			if p.NextStep != nil {
				for j := range p.NextStep.Raises {
					p.NextStep.Raises[j].From = 0
				}
			}
		}
		for i, a := range want.Areas {
			want.Areas[i] = scoring.Profile{ID: a.ID, Rung: a.Rung, Reason: a.Reason}
		}
		if diff := cmp.Diff(want, exact.Shown(true), exactly); diff != "" {
			t.Fatalf("(-want +guarded):\n%s", diff)
		}
		if diff := cmp.Diff(before, exact, numbers); diff != "" {
			t.Fatalf("showing a result changed it (-before +after):\n%s", diff)
		}
	})
}

func TestAnOpenResultHasEveryFigureRoundedOnce(t *testing.T) {
	t.Parallel()
	tries.Check(t, func(t *rapid.T) {
		in, responses, minimums := draw(t)
		s := slowly(in, responses, minimums)
		slow := s.score()
		want := slow.result(s)
		want.Index = whole(slow.index, 1)
		for i := range slow.principles {
			slow.principles[i].show(&want.Principles[i])
		}
		for i := range slow.areas {
			slow.areas[i].show(&want.Areas[i])
		}
		got := score(in, responses, minimums).Shown(false)
		got.Sure = nil
		if diff := cmp.Diff(want, got, exactly); diff != "" {
			t.Fatalf("(-want +shown):\n%s", diff)
		}
	})
}

// show rounds every figure of a profile.
func (p *seen) show(profile *scoring.Profile) {
	profile.Index = whole(p.index, 1)
	for voice, at := range p.voices {
		profile.Voices[voice].Index = whole(at.index, 1)
	}
	if profile.Gap != nil {
		profile.Gap.Points = whole(p.apart, 1)
	}
}

func TestWhatAResultContributesIsFromItsExactFigures(t *testing.T) {
	t.Parallel()
	tries.Check(t, func(t *rapid.T) {
		in, responses, minimums := draw(t)
		slow, got := slowly(in, responses, minimums).score(), score(in, responses, minimums).Contribution()
		if slow.rung == 0 {
			if got != nil {
				t.Fatalf("without a rung it contributes %+v", got)
			}
			return
		}
		want := &scoring.Contribution{Rung: slow.rung}
		gaps, sum := 0, new(big.Rat)
		for _, p := range slow.principles {
			want.Principles = append(want.Principles, round(p.index, 5))
			if p.apart != nil {
				gaps++
				sum.Add(sum, p.apart)
			}
		}
		if gaps > 0 {
			want.Gap = round(sum.Quo(sum, share(gaps, 1)), 5)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
	})
}
