package release

// Standing is where an organisation stands beside a published mean.
type Standing string

// The standings. Near is within the rounding and the margin of error.
const (
	Below Standing = "below"
	Near  Standing = "near"
	Above Standing = "above"
)

// Figures are an organisation's own, as its result shows them.
type Figures struct {
	Principles [len(Principles)]int // indexes, 0 to 100
	Rung       int                  // the overall rung, 1 to Rungs
}

// Position is where an organisation stands in a release. It depends on what is
// published and on what the organisation's own result shows, and on nobody else's.
type Position struct {
	Principles [len(Principles)]Standing
	Quarter    int // 1, the lowest, to 4; 0 where no rungs are published
}

// Place finds an organisation's position.
func (r *Release) Place(own *Figures) Position {
	var p Position
	near := max(r.Rounding, r.Margin95)
	for i, mean := range r.Principles {
		switch index := own.Principles[i]; {
		case index > mean+near:
			p.Principles[i] = Above
		case index < mean-near:
			p.Principles[i] = Below
		default:
			p.Principles[i] = Near
		}
	}
	if r.Rungs != nil {
		p.Quarter = quarter(r.Rungs[:], own.Rung)
	}
	return p
}

// quarter returns the quarter in which the middle of a rung's share lies. Many
// stand on one rung, and the middle is the fairest place to say that it is.
func quarter(shares []int, rung int) int {
	twice, total := 0, 0 // twice the shares below, plus once the rung's own
	for i, share := range shares {
		total += share
		switch {
		case i+1 < rung:
			twice += 2 * share
		case i+1 == rung:
			twice += share
		}
	}
	return min(4, 1+2*twice/max(1, total))
}
