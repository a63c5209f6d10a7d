package release

import "slices"

// Kind is which kind of cohort is published.
type Kind string

// The kinds of cohort.
const (
	ProgrammeCohort Kind = "programme"
	SectorCohort    Kind = "sector"
	NationalCohort  Kind = "national"
)

// Cohort names what a release is about. Its ID is the programme's, the codes of
// the sectors with "+" between them, or "national".
type Cohort struct {
	Kind Kind
	ID   string
}

// Reason says why a cohort is not published. It is for the operator's log and
// for nobody else: it tells what the constant body must not.
type Reason string

// The reasons, in the order in which they are looked for.
const (
	Late      Reason = "declared too late"
	TooFew    Reason = "too few independent contributors"
	Dominated Reason = "one or two controllers weigh too much"
	TooClose  Reason = "too close to another cohort"
	Singled   Reason = "the published sums would single out a few"
	Spent     Reason = "its ε is spent"
	InPart    Reason = "the ε of a part of it is spent"
)

// cohort is a set of contributions that may be published.
type cohort struct {
	name        Cohort
	funder      string
	sectors     []string // the codes that were merged, for a sector
	members     []int    // ascending positions of organisations
	assessments []string // of the members
	independent int      // controllers that the viewer does not know
	refused     Reason   // "" while nothing speaks against it
}

// add appends a member. Organisations come in ascending order.
func (c *cohort) add(organisation int, assessment string) {
	c.members = append(c.members, organisation)
	c.assessments = append(c.assessments, assessment)
}

// join returns the union of cohorts that have no members in common.
func join(name Cohort, parts ...*cohort) *cohort {
	whole := &cohort{name: name}
	assessments := map[int]string{}
	for _, part := range parts {
		for i, member := range part.members {
			assessments[member] = part.assessments[i]
		}
		whole.members = append(whole.members, part.members...)
	}
	slices.Sort(whole.members)
	for _, member := range whole.members {
		whole.assessments = append(whole.assessments, assessments[member])
	}
	return whole
}

// hidden returns the members that a viewer does not know.
func hidden(members []int, known map[int]bool) []int {
	if len(known) == 0 {
		return members
	}
	return slices.DeleteFunc(slices.Clone(members), func(member int) bool { return known[member] })
}

// independent counts the distinct controllers of organisations.
func (r *indexedCensus) independent(members []int) int {
	controllers := map[int]bool{}
	for _, member := range members {
		controllers[r.controllers[member]] = true
	}
	return len(controllers)
}

// dominated tells whether one controller, or two, make up too much of the
// organisations. A mean of ten that is mostly one is that one's score.
func (r *indexedCensus) dominated(members []int, t *Threshold) bool {
	of := map[int]int{}
	for _, member := range members {
		of[r.controllers[member]]++
	}
	first, second := 0, 0
	for _, n := range of {
		if n > first {
			first, second = n, first
		} else {
			second = max(second, n)
		}
	}
	return 100*first > t.One*len(members) || 100*(first+second) > t.Two*len(members)
}

// weigh says what speaks against a cohort by itself. Both the whole and what is
// hidden from the viewer must be even: it can take away what it knows.
func (r *indexedCensus) weigh(c *cohort, known map[int]bool, t *Threshold) Reason {
	unknown := hidden(c.members, known)
	c.independent = r.independent(unknown)
	switch {
	case c.independent < t.Controllers:
		return TooFew
	case r.dominated(c.members, t) || r.dominated(unknown, t):
		return Dominated
	}
	return ""
}
