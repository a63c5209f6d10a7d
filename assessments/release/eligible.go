package release

import (
	"maps"
	"slices"
)

// eligibility is rule 1: who may count at all, and with which assessment.
type eligibility struct {
	policy *Policy
	period *Period
}

// mayCount tells whether an organisation is known well enough. Sham
// organisations are the cheapest attack there is; being verified and not quite
// new is what makes them dear.
func (e *eligibility) mayCount(o *Organisation) bool {
	return o.Verified && o.Controller != "" && e.period.Freeze-o.Created >= Instant(e.policy.AgeDays)*day
}

// inForce tells whether a consent holds at the freeze.
func (e *eligibility) inForce(s *Share) bool {
	return s.From <= e.period.Freeze && (s.Until == 0 || s.Until > e.period.Freeze)
}

// assessment returns the latest assessment of the period that can be compared
// by a measure. If that one has counted in another period already there is none:
// an older one would be no news, and a second look at the same answers would be
// too much of it.
func (e *eligibility) assessment(o *Organisation, by Measure) (id string, ok bool) {
	var latest *Assessment
	for i := range o.Assessments {
		a := &o.Assessments[i]
		if !e.comparable(a, by) {
			continue
		}
		if latest == nil || a.Closed > latest.Closed || a.Closed == latest.Closed && a.ID > latest.ID {
			latest = a
		}
	}
	if latest == nil || latest.CountedIn != "" && latest.CountedIn != e.period.Name {
		return "", false
	}
	return latest.ID, true
}

func (e *eligibility) comparable(a *Assessment, by Measure) bool {
	return a.Published && a.Complete && !a.Provisional &&
		a.Closed >= e.period.Opens && a.Closed < e.period.Closes && by.Covers(a.Measure)
}

// programmes returns which of the programmes, given by id with their place in
// the order of declaration, count an organisation: the first few that it agreed
// to and has an assessment for, each of another funder. One funder who looks at
// an organisation through several programmes takes the noise away from it.
func (e *eligibility) programmes(o *Organisation, positions map[string]int, declared []Programme) map[int]string {
	agreed := map[int]string{}
	for i := range o.Shares {
		share := &o.Shares[i]
		position, known := positions[share.Programme]
		if share.Purpose != InProgramme || !known || !e.inForce(share) {
			continue
		}
		if id, ok := e.assessment(o, declared[position].Measure); ok {
			agreed[position] = id
		}
	}
	counts, funders := map[int]string{}, map[string]bool{}
	for _, position := range slices.Sorted(maps.Keys(agreed)) {
		if funder := declared[position].Funder; !funders[funder] && len(counts) < e.policy.Programmes {
			funders[funder], counts[position] = true, agreed[position]
		}
	}
	return counts
}

// benchmark returns the assessment that an organisation adds to its sector.
func (e *eligibility) benchmark(o *Organisation, by Measure) (id string, ok bool) {
	for i := range o.Shares {
		if share := &o.Shares[i]; share.Purpose == InBenchmark && e.inForce(share) {
			return e.assessment(o, by)
		}
	}
	return "", false
}
