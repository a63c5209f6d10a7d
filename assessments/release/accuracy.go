package release

import (
	"math"
	"sync"
)

// accuracy is how far the means of a count band can be relied on. It is worked
// out from noise, rounding and band alone, so it tells nothing more.
type accuracy struct {
	margin int // in points: the true mean is no farther away, 19 times out of 20
	change int // in points: means of two periods that differ by less show no clear change
}

// wrong is how often a margin, or a change that is called clear, may be wrong.
const wrong = 0.05

// banded are all groups that are as accurate as each other.
type banded struct {
	policy Policy
	public bool
	band   string
}

// accuracies are those of each [banded] that was asked for. A service has one
// policy and five bands, and what follows from them never changes.
var accuracies sync.Map

func (b banded) accuracy() accuracy {
	if known, ok := accuracies.Load(b); ok {
		return known.(accuracy) //nolint:forcetypeassert // nothing else is kept there
	}
	a := b.policy.ofProgramme(bandFrom(b.band))
	if b.public {
		a = b.policy.ofPublic(bandFrom(b.band))
	}
	accuracies.Store(b, a)
	return a
}

// ofProgramme is the accuracy of a programme's means: that of the smallest group
// of the band that begins there.
func (p Policy) ofProgramme(from int) accuracy {
	a := accuracy{change: p.MeanStep}
	a.widen(&trial{int64(from), p.MeanStep, 20, newScatter(1, float64(p.SumScale)).below(), newScatter(0, 1)})
	return a
}

// ofPublic is that of the benchmark's, whose number of members has noise too. A
// large group may be made of several sectors, each with noise of its own.
func (p Policy) ofPublic(from int) accuracy {
	a := accuracy{change: p.MeanStep}
	for sectors := 1; (sectors-1)*p.Public.Controllers < from; sectors++ {
		a.widen(&trial{
			int64(max(from, sectors*p.Public.Controllers)), p.MeanStep, 4,
			newScatter(sectors, 50*1000/float64(p.SumEpsilon)).below(), newScatter(sectors*Rungs, 1000/float64(p.HistogramEpsilon)),
		})
	}
	return a
}

// trial is one group whose means are published again and again.
type trial struct {
	members int64
	step    int     // to which means are rounded
	grain   int64   // how many true means are tried in each point: the less noise, the more
	sum     below   // the noise on the sum of a principle
	number  scatter // the noise on the number of members
}

// widen makes the figures hold for a group at every true mean.
func (a *accuracy) widen(t *trial) {
	for sum := -50 * t.members; sum <= 50*t.members; sum += max(1, t.members/t.grain) {
		published := t.published(sum)
		for t.within(published, sum, a.margin) < 1-wrong {
			a.margin++
		}
		for t.apart(published, a.change) > wrong {
			a.change += t.step
		}
	}
}

// published is how likely each mean is to be published of a true sum, the lowest
// first.
func (t *trial) published(sum int64) []float64 {
	means := make([]float64, 100/t.step-1)
	for off, likely := range t.number {
		if likely < 1e-9 {
			continue
		}
		members := max(1, t.members+int64(off-len(t.number)/2))
		below := 0.0
		for i := range means {
			upTo := 1.0
			if i < len(means)-1 { // the highest mean stands for all above it
				upTo = t.sum.at(t.firstAbove(i, members) - 50*members - sum)
			}
			means[i] += likely * (upTo - below)
			below = upTo
		}
	}
	return means
}

// firstAbove is the first total of points that is rounded to more than a mean.
func (t *trial) firstAbove(mean int, members int64) int64 {
	twice := members * int64(2*(mean+1)*t.step+t.step)
	return (twice + 1) / 2
}

// within is how likely a published mean is within a margin of the true one.
func (t *trial) within(published []float64, sum int64, margin int) float64 {
	total := 0.0
	for i, likely := range published {
		if off := int64((i+1)*t.step-50)*t.members - sum; max(off, -off) <= int64(margin)*t.members {
			total += likely
		}
	}
	return total
}

// apart is how likely two published means of one true mean differ by so much.
func (t *trial) apart(published []float64, change int) float64 {
	total := 0.0
	for i, likely := range published {
		for _, other := range published[:max(0, i+1-change/t.step)] {
			total += 2 * likely * other
		}
	}
	return total
}

// scatter is how likely each whole number is as noise. The middle one is of 0.
type scatter []float64

// reach is how many scales wide noise is looked at: e⁻³⁰ is left.
const reach = 30

// newScatter is that of some draws together, each of a scale.
func newScatter(draws int, scale float64) scatter {
	s := make(scatter, 2*int(reach*scale)*min(draws, 1)+1)
	s[len(s)/2] = 1
	for range draws {
		s = s.and(scale)
	}
	return s
}

// and adds a draw: discrete Laplace noise falls by the same factor with each step
// to either side.
func (s scatter) and(scale float64) scatter {
	q := math.Exp(-1 / scale)
	sum, left, right := make(scatter, len(s)), 0.0, 0.0
	for i := range s {
		left = q*left + s[i]
		sum[i] += left
	}
	for i := len(s) - 1; i >= 0; i-- {
		sum[i] += q * right
		right = q*right + s[i]
	}
	for i := range sum {
		sum[i] *= (1 - q) / (1 + q)
	}
	return sum
}

// below is how likely noise is less than a number, for all numbers at once.
type below []float64

func (s scatter) below() below {
	b := make(below, len(s)+1)
	for i, likely := range s {
		b[i+1] = b[i] + likely
	}
	return b
}

func (b below) at(number int64) float64 {
	return b[clamp(int(number)+len(b)/2-1, 0, len(b)-1)]
}
