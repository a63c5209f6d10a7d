package release

// The count bands. What a release holds depends on them alone.
const (
	withShares = 20 // from here on the gap and the shares by stance
	withRungs  = 60 // from here on the shares by rung
)

// maxGap is how far apart in points the two voices are shown to be, at most.
const maxGap = 50

// stances is how many there are: to, for, with (New Economics Foundation).
const stances = 3

// StanceNames are the names of the stances, lowest first.
var StanceNames = [stances]string{"to", "for", "with"}

// stanceOf returns the position of a rung's stance.
func stanceOf(rung int) int {
	switch {
	case rung <= 2:
		return 0
	case rung <= 5:
		return 1
	}
	return 2
}

// Release is what is published of a cohort. Parts that a small cohort does not
// have are nil or "".
type Release struct {
	Cohort       string
	Period       string
	CountBand    string // "10-19" to "200+"
	Principles   [len(Principles)]int
	Overall      int
	Gap          *int               // how much higher learnt stands than lived, in points
	Stances      *[stances]int      // per cent doing to, for and with; they need not add up to 100
	MedianStance string             // read from Stances
	Rungs        *[Rungs]int        // per cent on each rung; they need not add up to 100
	Quartiles    *[quartersLess]int // rungs, read from Rungs
	Rounding     int
	Margin95     int // how far a mean may be off, 19 times out of 20
	Policy       string
	Demo         bool
}

// quartersLess is how many quartiles part four quarters.
const quartersLess = 3

// programme forms a programme's release. The size is how many independent
// contributors there are; nothing but its band shows.
func (s *sums) programme(p *Policy, size int) Release {
	r := p.means(s, s.members)
	r.CountBand = band(int64(size))
	r.Margin95 = p.Margins.Band10
	if size >= withShares {
		gap := clamp(roundTo(s.gap, s.members, int64(p.MeanStep)), -maxGap, maxGap)
		r.Gap, r.Margin95 = &gap, p.Margins.Band20
		r.stances(s.stances, s.members, p.StanceStep)
	}
	if size >= withRungs {
		r.Margin95 = p.Margins.Band60
		r.rungs(s.rungs, s.members, p.RungStep)
	}
	return r
}

// public forms a release of the benchmark. How many take part is itself only
// known with noise. There is no gap: it has no ε.
func (s *sums) public(p *Policy) Release {
	members := int64(0)
	rungs := s.rungs
	for i, count := range s.rungs {
		members += count
		rungs[i] = max(0, count) // in the shares, but not in the number
	}
	members = max(1, members)
	r := p.means(s, members)
	r.CountBand = band(max(withRungs, members))
	r.Margin95 = p.Margins.Public
	var counts [stances]int64
	for i, count := range rungs {
		counts[stanceOf(i+1)] += count
	}
	r.stances(counts, members, p.RungStep)
	r.rungs(rungs, members, p.RungStep)
	return r
}

// means begins a release with its means.
func (p Policy) means(s *sums, members int64) Release {
	r := Release{Rounding: p.MeanStep, Policy: p.Version, Demo: p.Demo}
	total := int64(0)
	for i, sum := range s.principles {
		r.Principles[i] = within(roundTo(50*members+sum, members, int64(p.MeanStep)), p.MeanStep)
		total += int64(r.Principles[i])
	}
	r.Overall = within(roundTo(total, int64(len(Principles)), int64(p.MeanStep)), p.MeanStep)
	return r
}

func (r *Release) stances(counts [stances]int64, members int64, step int) {
	r.Stances = new([stances]int)
	for i, count := range counts {
		r.Stances[i] = share(count, members, step)
	}
	r.MedianStance = StanceNames[quantile(r.Stances[:], 1, 2)]
}

func (r *Release) rungs(counts [Rungs]int64, members int64, step int) {
	r.Rungs = new([Rungs]int)
	for i, count := range counts {
		r.Rungs[i] = share(count, members, step)
	}
	r.Quartiles = new([quartersLess]int)
	for i := range r.Quartiles {
		r.Quartiles[i] = 1 + quantile(r.Rungs[:], i+1, quartersLess+1)
	}
}

// share is a count in per cent, neither none nor all.
func share(count, members int64, step int) int {
	return within(roundTo(100*count, members, int64(step)), step)
}

// within keeps a figure a step away from 0 and from 100, where it would say
// something about everybody.
func within(figure, step int) int { return clamp(figure, step, 100-step) }

// quantile returns the first position at which the shares up to it make up a
// part of all, so that it says no more than the shares do.
func quantile(shares []int, part, of int) int {
	total := 0
	for _, share := range shares {
		total += share
	}
	below := 0
	for i, share := range shares {
		below += share
		if of*below >= part*total {
			return i
		}
	}
	return len(shares) - 1
}

// roundTo returns the multiple of a step that is nearest to a fraction, halves
// away from zero. The denominator is positive.
func roundTo(num, den, step int64) int {
	sign := int64(1)
	if num < 0 {
		num, sign = -num, -1
	}
	den *= step
	return int(sign * step * ((2*num + den) / (2 * den)))
}

// band returns the count band of a cohort of at least ten.
func band(size int64) string {
	switch {
	case size < withShares:
		return "10-19"
	case size < withRungs:
		return "20-59"
	case size < 100:
		return "60-99"
	case size < 200:
		return "100-199"
	}
	return "200+"
}
