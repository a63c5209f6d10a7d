package release

import (
	"fmt"
	"io"
)

// Principles are the ids of the four principles, in the order of every list of
// four here.
var Principles = [...]string{"equality", "diversity", "accessibility", "reciprocity"}

// Rungs is how many rungs the ladder has.
const Rungs = 7

// Scores are what one contribution adds to a release. They are finer than what a
// small group's result shows, so only the freeze may see them.
type Scores struct {
	Principles [len(Principles)]int // indexes, 0 to 100, to the nearest 5
	Gap        int                  // the mean of the principles' gaps in points, to the nearest 5; 0 where only lived is heard
	Rung       int                  // the overall rung, 1 to Rungs
}

// sums are what a release is formed of: first exact, then with noise in them.
// They are nowhere kept.
type sums struct {
	members    int64                  // how many there are; public cohorts count the noised rungs instead
	principles [len(Principles)]int64 // of points above 50
	gap        int64
	rungs      [Rungs]int64
	stances    [stances]int64 // only once there is noise in them, and none in the rungs
}

// add counts one contribution. Whatever its scores, it moves a principle's sum
// by at most 50 either way, and one count by one.
func (s *sums) add(of *Scores) error {
	if of.Rung < 1 || of.Rung > Rungs {
		return fmt.Errorf("a contribution has no rung")
	}
	s.members++
	for i, index := range of.Principles {
		s.principles[i] += int64(clamp(index, 0, 100) - 50)
	}
	s.gap += int64(clamp(of.Gap, -maxGap, maxGap))
	s.rungs[of.Rung-1]++
	return nil
}

// plus adds two noised sums, for the national figures.
func (s *sums) plus(other *sums) {
	for i, sum := range other.principles {
		s.principles[i] += sum
	}
	for i, count := range other.rungs {
		s.rungs[i] += count
	}
}

// blur puts a programme's noise into its sums. Where there are enough for rungs,
// these are drawn and stances are sums of them; otherwise stances are drawn and
// the rungs are forgotten. Two draws of the same thing would tell more than one.
func (s *sums) blur(p *Policy, random io.Reader) error {
	n := noise{random: random}
	draw := func(scale int) int64 { return n.laplace(uint64(scale), 1) } //nolint:gosec // Validate holds it above 0
	for i := range s.principles {
		s.principles[i] += draw(p.SumScale)
	}
	s.gap += draw(p.SumScale)
	if s.members >= withRungs {
		for i := range s.rungs {
			s.rungs[i] += draw(p.RungScale)
		}
		return n.err
	}
	s.stances = byStance(s.rungs[:])
	s.rungs = [Rungs]int64{}
	for i := range s.stances {
		s.stances[i] += draw(p.StanceScale)
	}
	return n.err
}

// blurPublic puts the benchmark's noise into the sums that have an ε of their
// own, and forgets the others. A principle moves its sum by up to 50, so its
// noise is 50 times as wide as a count's would be.
func (s *sums) blurPublic(p *Policy, random io.Reader) error {
	n := noise{random: random}
	histogram, sum := uint64(p.HistogramEpsilon), uint64(p.SumEpsilon) //nolint:gosec // Validate holds them above 0
	blurred := sums{principles: s.principles, rungs: s.rungs}
	for i := range blurred.rungs {
		blurred.rungs[i] += n.laplace(1000, histogram)
	}
	for i := range blurred.principles {
		blurred.principles[i] += n.laplace(50*1000, sum)
	}
	*s = blurred
	return n.err
}

func clamp[number int | int64](n, least, most number) number { return max(least, min(most, n)) }
