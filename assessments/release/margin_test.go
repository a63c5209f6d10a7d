package release

import (
	"math"
	"testing"
)

// chance is how likely each whole number is as discrete Laplace noise, from
// −upTo to upTo.
func chance(scale float64, upTo int) []float64 {
	q := math.Exp(-1 / scale)
	p := make([]float64, 2*upTo+1)
	for i := range p {
		p[i] = (1 - q) / (1 + q) * math.Pow(q, math.Abs(float64(i-upTo)))
	}
	return p
}

// likely adds up the chances of the noise with which a figure comes out near
// the true one.
func likely(noise []float64, near func(y int64) bool) float64 {
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

// The margins are for the smallest group of each band. Where in the rounding
// the true mean lies makes a difference, so it is averaged over.
func TestMeansAndGapsAreWithinTheirMargin19TimesOutOf20(t *testing.T) {
	t.Parallel()
	p := Default()
	noise := chance(float64(p.SumScale), 250)
	for _, members := range []int{10, 12, 20, 60} {
		mean, gap, positions := 0.0, 0.0, 0
		for sum := int64(0); sum < int64(5*members); sum++ {
			positions++
			mean += likely(noise, func(y int64) bool {
				s := sums{members: int64(members), principles: [4]int64{sum + y}}
				r := s.programme(&p, members)
				return near(r.Principles[0]-50, sum, members, r.Margin95)
			})
			gap += likely(noise, func(y int64) bool {
				s := sums{members: int64(members), gap: sum + y}
				r := s.programme(&p, members)
				return r.Gap == nil || near(*r.Gap, sum, members, r.Margin95)
			})
		}
		if mean /= float64(positions); mean < 0.95 {
			t.Errorf("a mean of %d is within its margin with a chance of %.3f", members, mean)
		}
		if gap /= float64(positions); gap < 0.95 {
			t.Errorf("a gap of %d is within its margin with a chance of %.3f", members, gap)
		}
	}
}

// Shares have no margin. This is what docs/anonymity.md says of them.
func TestSharesOfAProgrammeAreOffByNoMoreThanTheDocumentsSay(t *testing.T) {
	t.Parallel()
	p := Default()
	noise := chance(float64(p.CountScale), 60)
	for members, margin := range map[int]int{20: 20, 30: 20, 60: 10, 100: 10} {
		for count := range int64(members + 1) {
			got := likely(noise, func(y int64) bool {
				s := sums{members: int64(members), stances: [stances]int64{count + y}, rungs: [Rungs]int64{count + y}}
				r := s.programme(&p, members)
				return near(r.Stances[0], 100*count, members, margin) && (r.Rungs == nil || near(r.Rungs[0], 100*count, members, margin))
			})
			if got < 0.95 {
				t.Errorf("%d of %d: the share is within %d points with a chance of %.3f", count, members, margin, got)
			}
		}
	}
}

// In the benchmark the number of members has noise too, which counts for more
// the farther a mean is from 50. In the smallest group of all, at a mean of 80,
// 93 times out of 100 are left.
func TestTheBenchmarkIsWithinItsMargin(t *testing.T) {
	t.Parallel()
	p := Default()
	for _, tc := range []struct {
		members, mean int
		want          float64
	}{{60, 50, 0.94}, {60, 80, 0.92}, {75, 80, 0.95}, {150, 80, 0.95}} {
		const draws = 3000
		random := seeded(9)
		hits, shares := 0, 0
		for draw := range draws {
			s := sums{rungs: [Rungs]int64{2: int64(tc.members / 2), 4: int64(tc.members - tc.members/2)}}
			exact := int64((tc.mean-50)*tc.members + draw%(5*tc.members))
			s.principles[0] = exact
			if err := s.blurPublic(&p, random); err != nil {
				t.Fatal(err)
			}
			r := s.public(&p)
			if near(r.Principles[0]-50, exact, tc.members, r.Margin95) {
				hits++
			}
			if near(r.Rungs[2], int64(100*(tc.members/2)), tc.members, 10) {
				shares++
			}
		}
		if got := float64(hits) / draws; got < tc.want {
			t.Errorf("a mean of %d near %d is within its margin %.3f of the time", tc.members, tc.mean, got)
		}
		if got := float64(shares) / draws; got < 0.95 {
			t.Errorf("half of %d: the share is within 10 points %.3f of the time", tc.members, got)
		}
	}
}
