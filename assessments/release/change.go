package release

import "cmp"

// Change is whether a mean of one release differs from that of another by more
// than noise and rounding explain.
type Change string

// The changes. NoClearChange is none that could not come by chance.
const (
	NoClearChange Change = "no clear change"
	Higher        Change = "higher"
	Lower         Change = "lower"
)

// Changes are those of all that may be compared. Shares may not: they are too rough.
type Changes struct {
	Principles [len(Principles)]Change
	Overall    Change
	Gap        Change // "" unless both releases have one
}

// Since says how a release differs from another one, such as that of the period
// before.
func (r *Release) Since(before *Release) Changes {
	clearly := r.ClearlyApart(before)
	of := func(now, then int) Change {
		switch {
		case now-then >= clearly:
			return Higher
		case then-now >= clearly:
			return Lower
		}
		return NoClearChange
	}
	changes := Changes{Overall: of(r.Overall, before.Overall)}
	for i := range Principles {
		changes.Principles[i] = of(r.Principles[i], before.Principles[i])
	}
	if r.Gap != nil && before.Gap != nil {
		changes.Gap = of(*r.Gap, *before.Gap)
	}
	return changes
}

// ClearlyApart is how far the means of two releases must differ before it is a
// change: the larger of what the two say.
func (r *Release) ClearlyApart(other *Release) int {
	return max(r.clearChange(), other.clearChange())
}

// clearChange is what a release says, or stands for one of the oldest, which do not.
func (r *Release) clearChange() int {
	const ofTheOldest = 10
	return cmp.Or(r.ClearChange, ofTheOldest)
}
