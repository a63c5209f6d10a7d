package release_test

import (
	"cmp"
	"fmt"

	"github.com/sevenrungs/sevenrungs/assessments/release"
)

const exampleDay = 24 * 60 * 60 // in seconds

// exampleCensus is of a period with programmes of one funder. Each group of
// organisations is so large, and takes part in the programmes it names.
func exampleCensus(programmes []string, groups map[string][]string, sizes map[string]int) *release.Census {
	const opens, closes = 1000 * exampleDay, 1365 * exampleDay
	measure := release.Measure{Instrument: "coproduction-ladder", Series: "coproduction-ladder-1", Scoring: "2", Scope: "strategic"}
	census := &release.Census{
		Period:    release.Period{Name: "2026", Opens: opens, Closes: closes, Freeze: closes + 30*exampleDay},
		Benchmark: measure, Sectors: []string{"health"},
		Digest: func(c release.Contribution) string { return c.Organisation + "/" + c.Assessment },
	}
	for i, id := range programmes {
		census.Programmes = append(census.Programmes, release.Programme{
			ID: id, Funder: "funder", Declared: opens + release.Instant(i), Measure: measure,
		})
	}
	for group, takesPart := range groups {
		for i := range sizes[group] {
			id := fmt.Sprint(group, i)
			organisation := release.Organisation{
				ID: id, Controller: id, Sector: "health", Verified: true, Created: opens,
				Assessments: []release.Assessment{{ID: "a-" + id, Closed: opens, Published: true, Measure: measure, Complete: true}},
			}
			for _, programme := range takesPart {
				organisation.Shares = append(organisation.Shares, release.Share{
					Purpose: release.InProgramme, Programme: programme, From: opens,
				})
			}
			census.Organisations = append(census.Organisations, organisation)
		}
	}
	return census
}

// Each of three programmes is large enough, and none of their funders reads the
// others. But an organisation in north and one in south have the same controller,
// who reads all three. It could take north and south away from both, and would be
// left with the sum of the three organisations that are in both alone. So the last
// declared of them is refused, before any score is seen.
func ExampleDecide() {
	census := exampleCensus(
		[]string{"north", "south", "both"},
		map[string][]string{"n": {"north", "both"}, "s": {"south", "both"}, "b": {"both"}},
		map[string]int{"n": 15, "s": 15, "b": 3},
	)
	census.Programmes[2].Funder = "another funder"
	for i, organisation := range census.Organisations {
		if organisation.ID == "n0" || organisation.ID == "s0" {
			census.Organisations[i].Controller = "both of them"
		}
	}
	plan, err := release.Decide(release.Default(), census)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, decision := range plan.Decisions() {
		if decision.Cohort.Kind == release.ProgrammeCohort {
			fmt.Println(decision.Cohort.ID+":", cmp.Or(string(decision.Reason), string(decision.Verdict)))
		}
	}
	// Output:
	// north: publish
	// south: publish
	// both: the published sums would single out a few
}

// A policy may be stricter than the default one, and never weaker.
func ExamplePolicy_Validate() {
	policy := release.Default()
	policy.Programme.Controllers += 10
	fmt.Println(policy.Validate())
	policy.Programme.Controllers = 3
	fmt.Println(policy.Validate())
	// Output:
	// <nil>
	// the controllers of a programme may be 10 to 1000000, not 3
}
