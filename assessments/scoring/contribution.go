package scoring

// contributedStep is what figures that enter a comparison are rounded to.
const contributedStep = 5

// Contribution is what a result puts into comparisons of many. It is finer than
// what a guarded result shows, so that only those who work out a comparison may
// see it.
type Contribution struct {
	Rung       int
	Principles []int // the index of each, to the nearest 5, in the instrument's order
	Gap        int   // the mean of the principles' gaps in points, to the nearest 5; 0 where only one voice is heard
}

// Contribution works out, from exact figures, what a result contributes. It is
// nil when there is no overall rung. A result as shown no longer has those
// figures.
func (r *Result) Contribution() *Contribution {
	if r.Rung == 0 {
		return nil
	}
	c := &Contribution{Rung: r.Rung, Principles: make([]int, len(r.Principles))}
	var gaps mean
	for i := range r.Principles {
		p := &r.Principles[i]
		c.Principles[i] = p.Index.Rounded(contributedStep)
		if p.Gap != nil {
			gaps.add(p.Gap.Points)
		}
	}
	if gap := gaps.index(); gap.Valid() {
		c.Gap = gap.Rounded(contributedStep)
	}
	return c
}
