package release

// The count bands. What a release holds depends on them alone.
const (
	withGap     = 20  // from here on the mean gap
	withStances = 60  // from here on the shares by stance
	withRungs   = 200 // from here on the shares by rung
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

// byStance adds up what is counted by rung.
func byStance[number int | int64](rungs []number) (counts [stances]number) {
	for i, count := range rungs {
		counts[stanceOf(i+1)] += count
	}
	return counts
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
	Stances      *[stances]int      // per cent doing to, for and with
	MedianStance string             // of the noised counts
	Rungs        *[Rungs]int        // per cent on each rung
	Quartiles    *[quartersLess]int // rungs, of the noised counts
	Rounding     int
	Margin95     int // how far a mean may be off, 19 times out of 20
	ClearChange  int // how far two periods' means must differ before it is a change; 0 in the oldest releases, which do not say
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
	if size >= withGap {
		gap := clamp(roundTo(s.gap, s.members, int64(p.MeanStep)), -maxGap, maxGap)
		r.Gap = &gap
	}
	switch {
	case size >= withRungs:
		r.rungs(s.rungs, p.RungStep)
	case size >= withStances && s.members >= withRungs: // many organisations of few controllers
		rungs := noNegatives(s.rungs[:])
		r.stances(byStance(rungs), p.StanceStep)
	case size >= withStances:
		r.stances(s.stances, p.StanceStep)
	}
	return r
}

// public forms a release of the benchmark. How many take part is itself only
// known with noise. There is no gap: it has no ε. Its rungs have one, and so are
// published of every group.
func (s *sums) public(p *Policy) Release {
	members := int64(0)
	for _, count := range s.rungs {
		members += count // those below 0 as well
	}
	members = max(1, members)
	r := p.means(s, members)
	r.CountBand = band(max(withStances, members))
	r.rungs(s.rungs, p.RungStep)
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

func (r *Release) stances(noised [stances]int64, step int) {
	counts := noNegatives(noised[:])
	r.Stances = (*[stances]int)(apportion(counts, step))
	r.MedianStance = StanceNames[quantile(counts, 1, 2)]
}

// rungs publishes the shares by rung. Those by stance are the sums of them.
func (r *Release) rungs(noised [Rungs]int64, step int) {
	counts := noNegatives(noised[:])
	r.Rungs = (*[Rungs]int)(apportion(counts, step))
	r.Quartiles = new([quartersLess]int)
	for i := range r.Quartiles {
		r.Quartiles[i] = 1 + quantile(counts, int64(i+1), quartersLess+1)
	}
	shares, together := byStance(r.Rungs[:]), byStance(counts)
	r.Stances = &shares
	r.MedianStance = StanceNames[quantile(together[:], 1, 2)]
}

// noNegatives are noised counts with 0 for those below it. If nothing is left
// then all are alike.
func noNegatives(noised []int64) []int64 {
	counts := make([]int64, len(noised))
	total := int64(0)
	for i, count := range noised {
		counts[i] = max(0, count)
		total += counts[i]
	}
	for i := range counts {
		if total == 0 {
			counts[i] = 1
		}
	}
	return counts
}

// apportion gives each count its share of their sum, in per cent and whole steps
// that add up to 100, by largest remainder. Of two that are as large, the first
// comes first.
func apportion(counts []int64, step int) []int {
	total := int64(0)
	for _, count := range counts {
		total += count
	}
	steps := int64(100 / step)
	shares, left := make([]int, len(counts)), int(steps)
	remainders := make([]int64, len(counts))
	for i, count := range counts {
		whole := int(steps * count / total)
		shares[i], remainders[i], left = whole*step, steps*count%total, left-whole
	}
	for range left {
		largest := 0
		for i, remainder := range remainders {
			if remainder > remainders[largest] {
				largest = i
			}
		}
		shares[largest] += step
		remainders[largest] = -1 // it has had its step
	}
	return shares
}

// within keeps a figure a step away from 0 and from 100, where it would say
// something about everybody.
func within(figure, step int) int { return clamp(figure, step, 100-step) }

// quantile returns the first position at which the counts up to it make up a part
// of all.
func quantile(counts []int64, part, of int64) int {
	total := int64(0)
	for _, count := range counts {
		total += count
	}
	below := int64(0)
	for i, count := range counts {
		below += count
		if of*below >= part*total {
			return i
		}
	}
	return len(counts) - 1
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

// bands are where each count band begins, the highest first.
var bands = [...]struct {
	from int
	name string
}{{200, "200+"}, {100, "100-199"}, {60, "60-99"}, {20, "20-59"}, {10, "10-19"}}

// band returns the count band of a cohort of at least ten.
func band(size int64) string {
	for _, b := range bands {
		if size >= int64(b.from) {
			return b.name
		}
	}
	return bands[len(bands)-1].name
}

// bandFrom returns where a count band begins.
func bandFrom(name string) int {
	for _, b := range bands {
		if b.name == name {
			return b.from
		}
	}
	return 0
}
