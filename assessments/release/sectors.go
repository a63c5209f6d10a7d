package release

import (
	"slices"
	"strings"
)

// benchmark merges the sectors until each is large enough, and adds them up.
//
// The rule is fixed, so that nobody can choose what is merged: sectors are
// gathered in their order until what is gathered may be published. What is left
// over at the end joins the group before it, and so on backwards, until that
// may be published too. If nothing may, nothing is: every sector is refused.
func (r *indexedCensus) benchmark() (sectors []*cohort, national *cohort) {
	threshold := &r.policy.Public
	var groups [][]*cohort
	var open []*cohort
	for _, sector := range r.sectors {
		open = append(open, sector)
		if r.weigh(merge(open), nil, threshold) == "" {
			groups, open = append(groups, open), nil
		}
	}
	for len(open) > 0 && len(groups) > 0 {
		last := len(groups) - 1
		open = append(groups[last], open...)
		groups = groups[:last]
		if r.weigh(merge(open), nil, threshold) == "" {
			groups, open = append(groups, open), nil
		}
	}
	for _, group := range groups {
		sectors = append(sectors, merge(group))
	}
	for _, sector := range open { // none is large enough, not even all together
		sector.refused = r.weigh(merge(open), nil, threshold)
		sectors = append(sectors, sector)
	}
	national = join(Cohort{NationalCohort, "national"}, sectors...)
	national.refused = r.weigh(national, nil, threshold)
	r.spend(sectors, national)
	for _, sector := range sectors {
		if sector.refused == "" {
			sector.independent = r.independent(sector.members)
		}
	}
	return sectors, national
}

// spend refuses what there is no ε for. The national figures are the sum of all
// sectors, so they go with any one of them.
func (r *indexedCensus) spend(sectors []*cohort, national *cohort) {
	left := r.policy.EpsilonCap - r.policy.cost()
	for _, sector := range sectors {
		spent := slices.ContainsFunc(sector.sectors, func(code string) bool { return r.census.Spent[code] > left })
		if sector.refused != "" || !spent {
			continue
		}
		sector.refused = Spent
		if national.refused == "" {
			national.refused = InPart
		}
	}
}

// merge makes one cohort of some sectors.
func merge(sectors []*cohort) *cohort {
	codes := make([]string, len(sectors))
	for i, sector := range sectors {
		codes[i] = sector.name.ID
	}
	merged := join(Cohort{SectorCohort, strings.Join(codes, "+")}, sectors...)
	merged.sectors = codes
	return merged
}
