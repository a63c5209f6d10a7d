package release

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// The moments of every census here: a period of a year, frozen a month later.
const (
	opens  = 1000 * day
	closes = opens + 365*day
	freeze = closes + 30*day
)

var strategic = Measure{Instrument: "coproduction-ladder", Series: "coproduction-ladder-1", Scoring: "2", Scope: "strategic"}

// organisation returns an organisation that counts, in the programmes named.
func organisation(id string, programmes ...string) Organisation {
	o := Organisation{
		ID: id, Controller: id, Sector: "health", Verified: true, Created: freeze - 90*day,
		Assessments: []Assessment{{ID: "a-" + id, Closed: opens, Published: true, Measure: strategic, Complete: true}},
	}
	for _, programme := range programmes {
		o.Shares = append(o.Shares, Share{Purpose: InProgramme, Programme: programme, From: freeze})
	}
	return o
}

// crowd is some organisations that count, each its own controller.
func crowd(prefix string, n int, programmes ...string) []Organisation {
	organisations := make([]Organisation, n)
	for i := range organisations {
		organisations[i] = organisation(fmt.Sprintf("%s%03d", prefix, i), programmes...)
	}
	return organisations
}

// public lets organisations into the benchmark.
func public(sector string, organisations []Organisation) []Organisation {
	for i := range organisations {
		organisations[i].Sector = sector
		organisations[i].Shares = append(organisations[i].Shares, Share{Purpose: InBenchmark, From: freeze})
	}
	return organisations
}

// census is of programmes that are declared in the order they are named, each by
// another funder. The first is of "funder".
func census(organisations []Organisation, programmes ...string) *Census {
	c := &Census{
		Period:        Period{Name: "2026", Opens: opens, Closes: closes, Freeze: freeze},
		Organisations: organisations, Benchmark: strategic, Sectors: []string{"arts", "health", "housing"},
		Digest: func(c Contribution) string { return c.Organisation + "/" + c.Assessment },
	}
	for i, id := range programmes {
		funder := "funder"
		if i > 0 {
			funder += " of " + id
		}
		c.Programmes = append(c.Programmes, Programme{
			ID: id, Funder: funder, Declared: freeze - 30*day - Instant(len(programmes)-i), Measure: strategic,
		})
	}
	return c
}

// decide makes a plan by the default policy.
func decide(t testing.TB, c *Census) *Plan {
	t.Helper()
	plan, err := Decide(Default(), c)
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

// of finds a programme's decision.
func of(t testing.TB, plan *Plan, id string) Decision {
	t.Helper()
	decisions := plan.Decisions()
	i := slices.IndexFunc(decisions, func(d Decision) bool { return d.Cohort.ID == id })
	if i < 0 {
		t.Fatalf("there is no decision for %s", id)
	}
	return decisions[i]
}

// verdict is the reason when a cohort is refused, and the outcome otherwise.
func verdict(t testing.TB, c *Census, id string) string {
	t.Helper()
	d := of(t, decide(t, c), id)
	if d.Verdict == Refuse {
		return string(d.Reason)
	}
	return string(d.Verdict)
}

// seeded is a source of random bytes that is the same every time.
func seeded(n byte) *rand.ChaCha8 { return rand.NewChaCha8([32]byte{n}) }

// flat gives every contribution the same scores.
func flat(s Scores) func(Contribution) (Scores, error) {
	return func(Contribution) (Scores, error) { return s, nil }
}

var middling = Scores{Principles: [...]int{40, 50, 60, 70}, Gap: 12, Rung: 4}

// purse is a ledger in memory.
type purse map[string]int

func (l purse) Spent(sector string) (int, error) { return l[sector], nil }

func (l purse) Charge(_, sector string, thousandths int) error {
	l[sector] += thousandths
	return nil
}
