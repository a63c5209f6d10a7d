package release

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/sevenrungs/sevenrungs/assessments/tries"
)

func drawScores(t *rapid.T, name string) Scores {
	var s Scores
	for i := range s.Principles {
		s.Principles[i] = rapid.IntRange(0, 100).Draw(t, name)
	}
	s.Gap = rapid.IntRange(-100, 100).Draw(t, name+" gap")
	s.Rung = rapid.IntRange(1, Rungs).Draw(t, name+" rung")
	return s
}

func added(t *rapid.T, all ...Scores) *sums {
	s := &sums{}
	for i := range all {
		if err := s.add(&all[i]); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// logOdds is the most that any outcome of a public draw tells a from b. The
// figures are drawn independently, so it is the sum over them. For each it is
// found by going through outcomes far beyond both, from the exact distribution.
func logOdds(a, b *sums) float64 {
	p := Default()
	most := func(shift int64, scale [2]uint64) float64 {
		found := 0.0
		for y := -300 * int64(1+scale[0]/scale[1]/100); y <= 300*int64(1+scale[0]/scale[1]/100); y++ {
			q := -float64(scale[1]) / float64(scale[0])
			found = max(found, math.Abs(q*math.Abs(float64(y))-q*math.Abs(float64(y-shift))))
		}
		return found
	}
	total := 0.0
	for i := range a.rungs {
		total += most(a.rungs[i]-b.rungs[i], [2]uint64{1000, uint64(p.HistogramEpsilon)})
	}
	for i := range a.principles {
		total += most(a.principles[i]-b.principles[i], [2]uint64{50_000, uint64(p.SumEpsilon)})
	}
	return total
}

// Property 7, third part: 2 for whether an organisation took part, 4 for what
// its scores were. What is published is formed of the noised figures alone, and
// so tells no more than they do.
func TestProperty7LogOddsOfAnyPublicRelease(t *testing.T) {
	t.Parallel()
	const hair = 1e-9
	tries.Check(t, func(t *rapid.T) {
		others := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Scores { return drawScores(t, "other") }), 0, 5).Draw(t, "others")
		mine, instead := drawScores(t, "mine"), drawScores(t, "instead")
		without := added(t, others...)
		with, changed := added(t, append(others, mine)...), added(t, append(others, instead)...)
		if got := logOdds(with, without); got > 2+hair {
			t.Errorf("leaving out %+v moves the log-odds by %f", mine, got)
		}
		if got := logOdds(with, changed); got > 4+hair {
			t.Errorf("changing %+v to %+v moves the log-odds by %f", mine, instead, got)
		}
	})
}

func TestProperty7TheBoundsAreReached(t *testing.T) {
	t.Parallel()
	tries.Check(t, func(t *rapid.T) {
		low, high := Scores{Rung: 1}, Scores{Principles: [...]int{100, 100, 100, 100}, Rung: 7}
		if got := logOdds(added(t, high), added(t)); math.Abs(got-2) > 1e-9 {
			t.Errorf("leaving out the highest: %f", got)
		}
		if got := logOdds(added(t, high), added(t, low)); math.Abs(got-4) > 1e-9 {
			t.Errorf("from the highest to the lowest: %f", got)
		}
	})
}

// The distributions of the test above are those of the sampler: what is drawn
// around two neighbouring sums differs in frequency as they say.
func TestTheSamplerKeepsNeighboursClose(t *testing.T) {
	t.Parallel()
	const draws = 200_000
	n := noise{random: seeded(5)}
	at, beside := map[int64]float64{}, map[int64]float64{}
	for range draws {
		at[n.laplace(1000, 800)]++
		beside[1+n.laplace(1000, 800)]++
	}
	if n.err != nil {
		t.Fatal(n.err)
	}
	for y := int64(-3); y <= 3; y++ {
		got, noisy := math.Log(at[y]/beside[y]), 4*math.Sqrt(1/at[y]+1/beside[y])
		if math.Abs(got) > 0.8+noisy {
			t.Errorf("%d tells neighbours apart by %.3f", y, got)
		}
	}
}
