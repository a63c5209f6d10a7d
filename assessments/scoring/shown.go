package scoring

import "slices"

// Figures are rounded to so many points where groups are small. A principle
// rests on few questions, and so on few answers.
const (
	guardedOverall   = 5
	guardedPrinciple = 10
)

// Shown returns the result as it is shown, and kept: every index a whole
// number, rounded once from its exact value.
//
// A guarded result blurs small groups. The overall index is rounded to the
// nearest 5 and a principle's to the nearest 10, voices and areas have no index,
// and no single question's value is in it. Rungs, flags, limits and how sure they
// are stay as they were. That does not stop somebody who planted most of the
// answers.
func (r *Result) Shown(guarded bool) *Result {
	overall, principle := int64(1), int64(1)
	if guarded {
		overall, principle = guardedOverall, guardedPrinciple
	}
	shown := *r
	shown.Guarded = guarded
	shown.Index = r.Index.whole(overall)
	shown.Gates = slices.Clone(r.Gates)
	shown.Principles = shownProfiles(r.Principles, principle)
	shown.Areas = shownProfiles(r.Areas, 1)
	if guarded {
		shown.withhold()
	}
	return &shown
}

// withhold takes out what could be traced to few people.
func (r *Result) withhold() {
	r.NotKnown = nil
	for i := range r.Gates {
		r.Gates[i].Agreed = 0
	}
	for i := range r.Principles {
		p := &r.Principles[i]
		for v := range p.Voices {
			p.Voices[v].Index = Index{}
		}
		if p.Gap != nil {
			p.Gap.Points = Index{}
		}
		if p.NextStep != nil {
			for j := range p.NextStep.Raises {
				p.NextStep.Raises[j].From = 0
			}
		}
	}
	for i := range r.Areas {
		a := &r.Areas[i]
		*a = Profile{ID: a.ID, Rung: a.Rung, Reason: a.Reason}
	}
}

func shownProfiles(profiles []Profile, step int64) []Profile {
	shown := slices.Clone(profiles)
	for i := range shown {
		p := &shown[i]
		p.Index = p.Index.whole(step)
		for v := range p.Voices {
			p.Voices[v].Index = p.Voices[v].Index.whole(1)
		}
		if p.Gap != nil {
			gap := *p.Gap
			gap.Points = gap.Points.whole(1)
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
