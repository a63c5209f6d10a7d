package release

import (
	"math"
	"testing"
)

func near(figure int, sum int64, members, margin int) bool {
	return math.Abs(float64(figure)-float64(sum)/float64(members)) <= float64(margin)
}

// Through what forms a release, and at every true mean, near the ends too. One
// point less would not do for all of them.
func TestMeansAndGapsAreWithinTheirMargin19TimesOutOf20(t *testing.T) {
	t.Parallel()
	p := Default()
	noise := newScatter(1, float64(p.SumScale))
	const rare = 1e-6 // noise so wide comes to less than one draw in 10,000, all together
	for _, members := range []int{10, 20, 60} {
		a := p.ofProgramme(members)
		least, smaller := 1.0, 1.0
		for sum := int64(-50 * members); sum <= int64(50*members); sum += int64(members) / 4 {
			mean, narrower, gap := 0.0, 0.0, 0.0 // how likely each is near the true one
			for i, likely := range noise {
				if likely < rare {
					continue
				}
				noised := sum + int64(i-len(noise)/2)
				s := sums{members: int64(members), principles: [4]int64{noised}, gap: noised}
				r := s.programme(&p, members)
				if near(r.Principles[0]-50, sum, members, a.margin) {
					mean += likely
				}
				if near(r.Principles[0]-50, sum, members, a.margin-1) {
					narrower += likely
				}
				if r.Gap == nil || near(*r.Gap, sum, members, a.margin) {
					gap += likely
				}
			}
			least, smaller = min(least, mean), min(smaller, narrower)
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
		const draws, pairs = 5000, 5000 * len(Principles) // the noise of each principle is its own
		wrongly, sooner := 0, 0
		for draw := range draws {
			var exact sums
			exact.members = int64(members)
			for i := range exact.principles {
				at := draw*len(Principles) + i
				exact.principles[i] = int64(at%(20*members))*5 - int64(50*members)
			}
			var means [2][len(Principles)]int
			for i := range means {
				s := exact
				if err := s.blur(&p, random); err != nil {
					t.Fatal(err)
				}
				means[i] = s.programme(&p, members).Principles
			}
			for i, mean := range means[0] {
				apart := max(mean-means[1][i], means[1][i]-mean)
				if apart >= a.change {
					wrongly++
				}
				if apart >= a.change-p.MeanStep {
					sooner++
				}
			}
		}
		if float64(wrongly) > 0.05*float64(pairs) || sooner <= wrongly {
			t.Errorf("%d: %d of %d pairs differ by %d, and %d by less", members, wrongly, pairs, a.change, sooner)
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
		const draws, means = 1500, 1500 * len(Principles) // the number's noise is the same for all four, and each has its own
		random := seeded(9)
		hits, changes, before := 0, 0, [len(Principles)]int{}
		for draw := range draws {
			exact := int64((tc.mean-50)*tc.members + draw%(2*tc.members))
			var national sums
			for range tc.sectors {
				s := sums{rungs: [Rungs]int64{2: int64(tc.members / tc.sectors)}}
				for i := range s.principles {
					s.principles[i] = exact / int64(tc.sectors)
				}
				if err := s.blurPublic(&p, random); err != nil {
					t.Fatal(err)
				}
				national.plus(&s)
			}
			for i := range national.principles {
				national.principles[i] += exact % int64(tc.sectors)
			}
			r := national.public(&p)
			a := accuracies[r.CountBand]
			for i, mean := range r.Principles {
				if near(mean-50, exact, tc.members, a.margin) {
					hits++
				}
				if off := mean - before[i]; draw%2 == 1 && max(off, -off) >= a.change {
					changes++
				}
			}
			before = r.Principles
		}
		const by = 0.007 // two standard errors of a simulation
		if got := float64(hits) / float64(means); got < 0.95-by {
			t.Errorf("a mean of %d in %d is within its margin %.3f of the time", tc.mean, tc.members, got)
		}
		if got := 2 * float64(changes) / float64(means); got > 0.05+2*by {
			t.Errorf("a mean of %d in %d is called another %.3f of the time", tc.mean, tc.members, got)
		}
	}
}
