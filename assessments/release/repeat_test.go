package release

import (
	"bytes"
	"fmt"
	"slices"
	"testing"
)

func TestTheOldBodyStandsUntilFiveContributionsHaveChanged(t *testing.T) {
	t.Parallel()
	digests := func(from, to int) (list []string) {
		for i := from; i < to; i++ {
			list = append(list, fmt.Sprintf("x%03d/a-x%03d", i, i))
		}
		slices.Reverse(list)
		return list
	}
	for name, tc := range map[string]struct {
		before []string
		want   Verdict
	}{
		"the same":                 {digests(0, 12), Stand},
		"4 joined":                 {digests(4, 12), Stand},
		"5 joined":                 {digests(5, 12), Publish},
		"4 left":                   {digests(0, 16), Stand},
		"5 left":                   {digests(0, 17), Publish},
		"4 in the place of others": {append(digests(4, 12), "a", "b", "c", "d"), Stand},
		"5 in the place of others": {append(digests(5, 12), "a", "b", "c", "d", "e"), Publish},
	} {
		c := census(crowd("x", 12, "p"), "p")
		c.Last = map[Cohort]Last{{ProgrammeCohort, "p"}: {"2025", tc.before}}
		plan := decide(t, c)
		d := of(t, plan, "p")
		if d.Verdict != tc.want || (d.Last == "2025") != (tc.want == Stand) || len(d.Contributions) != 12 || (d.Digests == nil) != (tc.want == Stand) {
			t.Errorf("%s: %s of %q", name, d.Verdict, d.Last)
		}
		forms, err := plan.Draw(seeded(1), flat(middling), purse{})
		if err != nil || (forms[0].Body == nil) != (tc.want == Stand) || forms[0].Last != d.Last {
			t.Errorf("%s: got the form %+v and error %v", name, forms[0], err)
		}
	}
}

func TestASectorThatStandsLeavesNothingToAddUp(t *testing.T) {
	t.Parallel()
	c := census(slices.Concat(public("arts", crowd("a", 60)), public("health", crowd("b", 60)), public("housing", crowd("c", 60))))
	arts := of(t, decide(t, c), "arts").Digests
	c.Last = map[Cohort]Last{{SectorCohort, "arts"}: {"2025", arts}}
	plan := decide(t, c)
	if got := of(t, plan, "national"); got.Verdict != Refuse || got.Reason != InPart {
		t.Errorf("with no national body before: %s %s", got.Verdict, got.Reason)
	}
	if got := of(t, plan, "health"); got.Verdict != Publish {
		t.Errorf("another sector: %s", got.Verdict)
	}
	c.Last[Cohort{NationalCohort, "national"}] = Last{Period: "2025"}
	if got := of(t, decide(t, c), "national"); got.Verdict != Stand || got.Last != "2025" {
		t.Errorf("with one: %s of %s", got.Verdict, got.Last)
	}
}

func TestTheSameContributionsAreDrawnOnce(t *testing.T) {
	t.Parallel()
	c := census(crowd("x", 30, "p", "q"), "p", "q")
	c.Programmes[1].Funder = "another"
	random, once := seeded(1), seeded(1)
	forms, err := decide(t, c).Draw(random, flat(middling), purse{})
	if err != nil {
		t.Fatal(err)
	}
	policy, s := Default(), sums{}
	if err := s.blur(&policy, once); err != nil || random.Uint64() != once.Uint64() {
		t.Errorf("noise was drawn for both: %v", err)
	}
	p, q := forms[0].Body, forms[1].Body
	if !bytes.Equal(bytes.Replace(p, []byte(`"p"`), []byte(`"q"`), 1), q) {
		t.Errorf("two releases of the same contributions differ:\n%s\n%s", p, q)
	}
	// What one of the funders knows makes its release smaller, not other.
	for i := range 12 {
		c.Organisations[i].Shares = append(c.Organisations[i].Shares, Share{Purpose: ByName, Funder: "another", From: opens})
	}
	if forms, err = decide(t, c).Draw(seeded(1), flat(middling), purse{}); err != nil {
		t.Fatal(err)
	}
	small, err := Parse(forms[1].Body)
	if err != nil {
		t.Fatal(err)
	}
	large, err := Parse(p)
	if err != nil {
		t.Fatal(err)
	}
	if small.CountBand != "10-19" || small.Principles != large.Principles || small.Gap != nil || small.Stances != nil {
		t.Errorf("got %s beside %s", forms[1].Body, p)
	}
}
