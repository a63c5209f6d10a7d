package release

import (
	"math"
	"testing"
)

// likely adds up how likely the noise is with which a figure comes out near the
// true one.
func likely(noise scatter, near func(y int64) bool) float64 {
	total := 0.0
	for i, p := range noise {
		if near(int64(i - len(noise)/2)) {
			total += p
		}
	}
	return total
}

func near(figure int, sum int64, members, margin int) bool {
	return math.Abs(float64(figure)-float64(sum)/float64(members)) <= float64(margin)
}

// Through what forms a release, and at every true mean, near the ends too. One
// point less would not do for all of them.
func TestMeansAndGapsAreWithinTheirMargin19TimesOutOf20(t *testing.T) {
	t.Parallel()
	p := Default()
	noise := newScatter(1, float64(p.SumScale))
	for _, members := range []int{10, 20, 60} {
		a := p.ofProgramme(members)
		least, smaller := 1.0, 1.0
		for sum := int64(-50 * members); sum <= int64(50*members); sum += int64(members) / 4 {
			mean := func(margin int) float64 {
				return likely(noise, func(y int64) bool {
					s := sums{members: int64(members), principles: [4]int64{sum + y}}
					r := s.programme(&p, members)
					return near(r.Principles[0]-50, sum, members, margin)
				})
			}
			least, smaller = min(least, mean(a.margin)), min(smaller, mean(a.margin-1))
			gap := likely(noise, func(y int64) bool {
				s := sums{members: int64(members), gap: sum + y}
				r := s.programme(&p, members)
				return r.Gap == nil || near(*r.Gap, sum, members, a.margin)
			})
			if gap < 0.95 {
				t.Errorf("a gap of %d in %d is within its margin with a chance of %.3f", sum, members, gap)
			}
		}
		if least < 0.95 || smaller >= 0.95 {
			t.Errorf("the margin of %d is %d: at worst right %.3f of the time, and one point less %.3f", members, a.margin, least, smaller)
		}
	}
}

// The smallest group of a band is the least certain.
func TestWhatHoldsForTheSmallestGroupHoldsForTheBand(t *testing.T) {
	t.Parallel()
	p := Default()
	for _, b := range []struct{ from, to, by int }{{10, 19, 1}, {20, 59, 3}, {60, 99, 7}, {100, 199, 23}, {200, 400, 67}} {
		want := p.ofProgramme(b.from)
		for members := b.from; members <= b.to; members += b.by {
			got := want
			got.widen(&trial{int64(members), p.MeanStep, 20, newScatter(1, float64(p.SumScale)).below(), newScatter(0, 1)})
			if got != want {
				t.Errorf("%d: %+v, and the band says %+v", members, got, want)
			}
		}
	}
}

// Two periods of one true mean: simulated through what draws and forms.
func TestWhatIsCalledAChangeIsSeldomNone(t *testing.T) {
	t.Parallel()
	p := Default()
	random := seeded(8)
	for _, members := range []int{10, 20, 60, 200} {
		a := p.ofProgramme(members)
		const draws = 20_000
		wrongly, sooner := 0, 0
		for draw := range draws {
			exact := int64(draw%(20*members))*5 - int64(50*members)
			var means [2]int
			for i := range means {
				s := sums{members: int64(members), principles: [4]int64{exact}}
				if err := s.blur(&p, random); err != nil {
					t.Fatal(err)
				}
				r := s.programme(&p, members)
				means[i] = r.Principles[0]
			}
			apart := max(means[0]-means[1], means[1]-means[0])
			if apart >= a.change {
				wrongly++
			}
			if apart >= a.change-p.MeanStep {
				sooner++
			}
		}
		if float64(wrongly) > 0.05*draws || sooner <= wrongly {
			t.Errorf("%d: %d of %d pairs differ by %d, and %d by less", members, wrongly, draws, a.change, sooner)
		}
	}
}

// In the benchmark the number of members has noise too, which counts for more the
// farther a mean is from 50, and which may put a group into another band.
func TestTheBenchmarkIsWithinItsMargin(t *testing.T) {
	t.Parallel()
	p := Default()
	accuracies := map[string]accuracy{}
	for _, b := range bands {
		accuracies[b.name] = p.ofPublic(b.from)
	}
	for _, tc := range []struct{ members, sectors, mean int }{
		{60, 1, 50}, {60, 1, 80}, {60, 1, 3}, {75, 1, 80}, {95, 1, 80}, {100, 1, 20}, {120, 2, 80}, {180, 3, 80}, {195, 3, 80}, {200, 3, 95}, {240, 4, 80}, {720, 12, 80},
	} {
		const draws = 4000
		random := seeded(9)
		hits, changes, before := 0, 0, 0
		for draw := range draws {
			exact := int64((tc.mean-50)*tc.members + draw%(2*tc.members))
			var national sums
			for range tc.sectors {
				s := sums{rungs: [Rungs]int64{2: int64(tc.members / tc.sectors)}, principles: [4]int64{exact / int64(tc.sectors)}}
				if err := s.blurPublic(&p, random); err != nil {
					t.Fatal(err)
				}
				national.plus(&s)
			}
			national.principles[0] += exact % int64(tc.sectors)
			r := national.public(&p)
			a := accuracies[r.CountBand]
			if near(r.Principles[0]-50, exact, tc.members, a.margin) {
				hits++
			}
			if off := r.Principles[0] - before; draw%2 == 1 && max(off, -off) >= a.change {
				changes++
			}
			before = r.Principles[0]
		}
		const by = 0.007 // two standard errors of a simulation
		if got := float64(hits) / draws; got < 0.95-by {
			t.Errorf("a mean of %d in %d is within its margin %.3f of the time", tc.mean, tc.members, got)
		}
		if got := 2 * float64(changes) / draws; got > 0.05+2*by {
			t.Errorf("a mean of %d in %d is called another %.3f of the time", tc.mean, tc.members, got)
		}
	}
}
