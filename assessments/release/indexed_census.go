package release

import (
	"cmp"
	"slices"
)

// indexedCensus is a census with numbers for names, and the cohorts that come of
// it. An organisation, a controller and a cohort are each known by their
// position.
type indexedCensus struct {
	policy *Policy
	census *Census

	organisations []*Organisation // by id
	controllers   []int           // by organisation
	declared      []Programme     // in order of declaration, those that came too late left out
	late          []Programme

	programmes []*cohort // one for each declared programme
	sectors    []*cohort // one for each sector of the census
	known      map[string]map[int]bool
}

func indexCensus(p *Policy, c *Census) *indexedCensus {
	r := &indexedCensus{policy: p, census: c}
	for i := range c.Organisations {
		r.organisations = append(r.organisations, &c.Organisations[i])
	}
	slices.SortFunc(r.organisations, func(a, b *Organisation) int { return cmp.Compare(a.ID, b.ID) })
	numbers := map[string]int{}
	r.controllers = make([]int, len(r.organisations))
	for i, o := range r.organisations {
		number, ok := numbers[o.Controller]
		if !ok {
			number = len(numbers)
			numbers[o.Controller] = number
		}
		r.controllers[i] = number
	}
	r.declare()
	r.fill()
	r.acquaint()
	return r
}

// declare puts the programmes in order. One that was declared too late takes
// up no place of an organisation's few.
func (r *indexedCensus) declare() {
	deadline := r.census.Period.Freeze - Instant(r.policy.NoticeDays)*day
	all := slices.Clone(r.census.Programmes)
	slices.SortFunc(all, func(a, b Programme) int {
		return cmp.Or(cmp.Compare(a.Declared, b.Declared), cmp.Compare(a.ID, b.ID))
	})
	for _, programme := range all {
		if programme.Declared <= deadline {
			r.declared = append(r.declared, programme)
		} else {
			r.late = append(r.late, programme)
		}
	}
}

// fill gives each cohort its contributions.
func (r *indexedCensus) fill() {
	programmeAt, sectorAt := map[string]int{}, map[string]int{}
	for i, programme := range r.declared {
		programmeAt[programme.ID] = i
		r.programmes = append(r.programmes, &cohort{name: Cohort{ProgrammeCohort, programme.ID}, funder: programme.Funder})
	}
	for i, sector := range r.census.Sectors {
		sectorAt[sector] = i
		r.sectors = append(r.sectors, &cohort{name: Cohort{SectorCohort, sector}, sectors: []string{sector}})
	}
	e := eligibility{r.policy, &r.census.Period}
	for i, o := range r.organisations {
		if !e.mayCount(o) {
			continue
		}
		for position, assessment := range e.programmes(o, programmeAt, r.declared) {
			r.programmes[position].add(i, assessment)
		}
		if sector, ok := sectorAt[o.Sector]; ok {
			if assessment, ok := e.benchmark(o, r.census.Benchmark); ok {
				r.sectors[sector].add(i, assessment)
			}
		}
	}
}

// acquaint finds, for each funder, the organisations that hide nothing from it:
// those that it is tied to, all others of their controllers, and those that ever
// showed it their results by name.
func (r *indexedCensus) acquaint() {
	byController, at := map[string][]int{}, map[string]int{}
	for i, o := range r.organisations {
		at[o.ID] = i
		if o.Controller != "" {
			byController[o.Controller] = append(byController[o.Controller], i)
		}
	}
	r.known = map[string]map[int]bool{}
	know := func(funder string, positions ...int) {
		if r.known[funder] == nil {
			r.known[funder] = map[int]bool{}
		}
		for _, i := range positions {
			r.known[funder][i] = true
		}
	}
	for funder, related := range r.census.Related {
		for _, id := range related {
			know(funder, byController[id]...)
			if i, ok := at[id]; ok {
				know(funder, i)
				know(funder, byController[r.organisations[i].Controller]...)
			}
		}
	}
	for i, o := range r.organisations {
		for j := range o.Shares {
			if share := &o.Shares[j]; share.Purpose == ByName && share.From <= r.census.Period.Freeze {
				know(share.Funder, i)
			}
		}
	}
}
