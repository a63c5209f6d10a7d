package scoring

import "slices"

// guardedStep is what figures are rounded to where groups are small.
const guardedStep = 5

// Shown returns the result as it is shown, and kept: every index a whole
// number, rounded once from its exact value.
//
// A guarded result blurs small groups. Figures are rounded to the nearest 5,
// areas have neither voices nor gap, and no single question's value is in it.
// That does not stop somebody who planted most of the answers.
func (r *Result) Shown(guarded bool) *Result {
	step := int64(1)
	if guarded {
		step = guardedStep
	}
	shown := *r
	shown.Guarded = guarded
	shown.Index = r.Index.whole(step)
	shown.Gates = slices.Clone(r.Gates)
	shown.Principles = shownProfiles(r.Principles, step)
	shown.Areas = shownProfiles(r.Areas, step)
	if guarded {
		shown.withhold()
	}
	return &shown
}

// withhold takes out what could be traced to few people.
func (r *Result) withhold() {
	for i := range r.Areas {
		r.Areas[i].Voices = [len(Voices)]Standing{}
		r.Areas[i].Gap = nil
	}
	for i := range r.Gates {
		r.Gates[i].Agreed = 0
	}
	for i := range r.Principles {
		if step := r.Principles[i].NextStep; step != nil {
			for j := range step.Raises {
				step.Raises[j].From = 0
			}
		}
	}
}

func shownProfiles(profiles []Profile, step int64) []Profile {
	shown := slices.Clone(profiles)
	for i := range shown {
		p := &shown[i]
		p.Index = p.Index.whole(step)
		for v := range p.Voices {
			p.Voices[v].Index = p.Voices[v].Index.whole(step)
		}
		if p.Gap != nil {
			gap := *p.Gap
			gap.Points = gap.Points.whole(step)
			p.Gap = &gap
		}
		if p.NextStep != nil {
			p.NextStep = &NextStep{p.NextStep.Rung, slices.Clone(p.NextStep.Raises)}
		}
	}
	return shown
}

// StopAt leaves out the next steps that lead past a target.
func (r *Result) StopAt(target int) {
	for i := range r.Principles {
		if step := r.Principles[i].NextStep; step != nil && step.Rung > target {
			r.Principles[i].NextStep = nil
		}
	}
}

// Whole returns an index that is a whole number.
func Whole(points int) Index { return Index{int64(points), 1} }

// whole returns the nearest multiple of step, or none of none.
func (x Index) whole(step int64) Index {
	if !x.Valid() {
		return x
	}
	return Whole(x.Rounded(step))
}

// Ratio returns the exact ratio of two whole numbers. The second must be above
// 0.
func Ratio(num, den int) Index { return Index{int64(num), int64(den)} }
