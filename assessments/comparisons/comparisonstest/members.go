package comparisonstest

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/assessmentstest"
	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/release"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

var ofMembers = tests{
	"an organisation is found by its id, and who it is":               nameReadsBack,
	"the census has each organisation's assessments and shares":       membersReadBack,
	"what one organisation closed comes in the order of closing":      closedInOrder,
	"what goes into releases is read together, as it was kept":        contributionsTogether,
	"what goes into releases is kept once, and goes with its result":  contributionRefused,
	"what a result shows is read, unless it is not complete":          figuresReadBack,
	"of a result with a name there are rungs and next steps, no more": namedReadsBack,
	"a partner acts for whom it was let, while it was":                mayActFor,
	"funders are found with their contact, and partners are not":      fundersReadBack,
}

func nameReadsBack(t *testing.T, store Stores) {
	Add(t, store, assessmentstest.FullOrganisation(1), assessmentstest.Organisation(2))
	full := assessmentstest.FullOrganisation(1)
	for n, want := range map[int]comparisons.Identity{
		1: {Name: full.Name, Identifiers: []string{full.Identifiers[0].Canonical, full.Identifiers[1].Canonical}, Verified: true},
		2: {Name: assessmentstest.Organisation(2).Name},
	} {
		got, err := store.Identity(t.Context(), nth(n))
		assessmentstest.Check(t, got, err, want)
	}
	_, err := store.Identity(t.Context(), nth(3))
	assessmentstest.CheckKind(t, err, fault.NotFound)
}

func membersReadBack(t *testing.T, store Stores) {
	a := assessmentstest.FullAssessment(10, nth(1))
	Add(t, store, assessmentstest.Organisation(1), assessmentstest.Organisation(2), a, assessmentstest.StoredResult(a))
	shares := addShares(t, store)
	var got []comparisons.Member
	err := store.EachMember(t.Context(), func(m *comparisons.Member) error {
		got = append(got, *m)
		return nil
	})
	if err != nil || len(got) != 2 || got[0].ID != nth(1) || got[1].ID != nth(2) || len(got[1].Shares)+len(got[1].Closed) > 0 {
		t.Fatalf("%v %+v", err, got)
	}
	if diff := cmp.Diff(shares, got[0].Shares); diff != "" {
		t.Errorf("shares (-want +got):\n%s", diff)
	}
	want := []comparisons.ClosedAssessment{{ID: a.ID, Instrument: a.Instrument, Version: a.Version, Scope: a.Scope, ClosedAt: a.ClosedAt, Scoring: "1", Provisional: true}}
	if diff := cmp.Diff(want, got[0].Closed); diff != "" {
		t.Errorf("assessments (-want +got):\n%s", diff)
	}
}

func closedInOrder(t *testing.T, store Stores) {
	Add(t, store, assessmentstest.Organisation(1), assessmentstest.Organisation(2))
	var want []comparisons.ClosedAssessment
	for i, n := range []int{12, 10, 11} {
		a := assessmentstest.FullAssessment(n, nth(1))
		a.ClosedAt = noon.Add(time.Duration(i) * time.Hour)
		Add(t, store, a, assessmentstest.StoredResult(a))
		want = append(want, comparisons.ClosedAssessment{
			ID: a.ID, Instrument: a.Instrument, Version: a.Version, Scope: a.Scope, ClosedAt: a.ClosedAt, Scoring: "1", Provisional: true,
		})
	}
	other := assessmentstest.FullAssessment(20, nth(2))
	Add(t, store, assessmentstest.Assessment(13, nth(1)), other, assessmentstest.StoredResult(other))
	for organisation, want := range map[string][]comparisons.ClosedAssessment{nth(1): want, nth(3): nil, "\x00\xff": nil} {
		got, err := store.ClosedBy(t.Context(), organisation)
		assessmentstest.Check(t, got, err, want)
	}
}

// addScored adds the nth assessment of organisation 1, with a result that has
// every rung of the ladder somewhere.
func addScored(t *testing.T, store Stores, n int) (comparisons.ClosedAssessment, *scoring.Result) {
	t.Helper()
	catalogue, err := instrument.Published()
	if err != nil {
		t.Fatal(err)
	}
	in := catalogue.Find(instrumentID, "")
	a := assessmentstest.FullAssessment(n, nth(1))
	a.Version = in.Version
	stored := assessmentstest.StoredResult(a)
	stored.Result, _ = assessmentstest.ScoredByTwelve(in, func(voice scoring.Voice, q int) scoring.Answer {
		return scoring.Answer(1 + (n+q/5+int(voice))%in.Top()) //nolint:gosec // G115: a rung, from 1 to 7
	})
	Add(t, store, a, stored)
	return comparisons.ClosedAssessment{ID: a.ID, Instrument: a.Instrument, Version: a.Version, Scope: a.Scope, ClosedAt: a.ClosedAt, Scoring: "1", Complete: true}, stored.Result
}

// contributionsTogether keeps contributions that no result shows: what is read back
// is what was kept, and nothing worked out from a result.
func contributionsTogether(t *testing.T, store Stores) {
	Add(t, store, assessmentstest.Organisation(1))
	without, _ := addScored(t, store, 9)
	ids, want := []string{nth(99), nth(98), without.ID}, map[string]release.Scores{}
	for n := 10; n < 14; n++ {
		a, _ := addScored(t, store, n)
		scores := release.Scores{Principles: [...]int{n, 0, 100, 5}, Gap: 10 - n, Rung: n - 6}
		writeBeneath(t, store, func(tx assessments.Tx) error { return tx.AddContribution(t.Context(), a.ID, scores) })
		if n < 13 { // which nobody asks for
			ids, want[a.ID] = append(ids, a.ID), scores
		}
	}
	got := map[string]release.Scores{}
	err := store.EachContribution(t.Context(), ids, func(id string, scores release.Scores) { got[id] = scores })
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	if err := store.EachContribution(t.Context(), nil, func(string, release.Scores) { t.Error("the scores of nothing") }); err != nil {
		t.Error(err)
	}
}

// contributionRefused also finds that nothing is left of one that went with its
// assessment.
func contributionRefused(t *testing.T, store Stores) {
	Add(t, store, assessmentstest.Organisation(1))
	a, _ := addScored(t, store, 10)
	writeBeneath(t, store, func(tx assessments.Tx) error {
		return tx.AddContribution(t.Context(), a.ID, release.Scores{Rung: 4})
	})
	for name, tc := range map[string]struct {
		id     string
		scores release.Scores
	}{
		"a second one": {a.ID, release.Scores{Rung: 4}}, "one of no result": {nth(99), release.Scores{Rung: 4}},
	} {
		err := store.Assessments.Write(t.Context(), func(tx assessments.Tx) error { return tx.AddContribution(t.Context(), tc.id, tc.scores) })
		if err == nil {
			t.Errorf("%s was kept", name)
		}
	}
	writeBeneath(t, store, func(tx assessments.Tx) error { return tx.DeleteOrganisation(t.Context(), nth(1)) })
	if err := store.EachContribution(t.Context(), []string{a.ID}, func(string, release.Scores) { t.Error("it is still there") }); err != nil {
		t.Error(err)
	}
}

func figuresReadBack(t *testing.T, store Stores) {
	incomplete := assessmentstest.FullAssessment(9, nth(1))
	Add(t, store, assessmentstest.Organisation(1), incomplete, assessmentstest.StoredResult(incomplete))
	a, result := addScored(t, store, 10)
	got, err := store.Figures(t.Context(), a.ID)
	assessmentstest.Check(t, got, err, assessments.Figures(result))
	_, err = store.Figures(t.Context(), incomplete.ID)
	assessmentstest.CheckKind(t, err, fault.NotFound)
}

func namedReadsBack(t *testing.T, store Stores) {
	Add(t, store, assessmentstest.Organisation(1))
	for n := 10; n < 17; n++ {
		a, result := addScored(t, store, n)
		want := comparisons.NamedResult{Title: assessmentstest.FullAssessment(n, "").Title, Rung: result.Rung}
		for _, p := range result.Principles {
			principle := comparisons.NamedPrinciple{ID: p.ID, Rung: p.Rung}
			if p.NextStep != nil {
				principle.Next = &comparisons.NamedStep{Rung: p.NextStep.Rung}
				for _, raise := range p.NextStep.Raises {
					principle.Next.Questions = append(principle.Next.Questions, raise.Question)
				}
			}
			want.Principles = append(want.Principles, principle)
		}
		got, err := store.NamedResult(t.Context(), a.ID)
		assessmentstest.Check(t, got, err, want)
	}
}

func mayActFor(t *testing.T, store Stores) {
	grant := assessmentstest.Grant(5, nth(1), nth(3))
	grant.ExpiresAt = noon.Add(time.Hour)
	Add(t, store, assessmentstest.Organisation(1), assessmentstest.Organisation(2), assessmentstest.Partner(3), assessmentstest.Partner(4), grant)
	for _, tc := range []struct {
		partner, organisation int
		at                    time.Time
		want                  bool
	}{
		{3, 1, noon, true}, {3, 1, noon.Add(time.Hour), false}, {3, 2, noon, false}, {4, 1, noon, false},
	} {
		got, err := store.MayActFor(t.Context(), nth(tc.partner), nth(tc.organisation), tc.at)
		assessmentstest.Check(t, got, err, tc.want)
	}
}

func fundersReadBack(t *testing.T, store Stores) {
	Add(t, store, assessmentstest.Funder(2), assessmentstest.Partner(3), assessmentstest.Funder(1))
	var want []comparisons.Funder
	for n := 1; n < 3; n++ {
		account := assessmentstest.Funder(n)
		want = append(want, comparisons.Funder{ID: account.ID, Name: account.Name, Contact: account.Contact})
		got, err := store.Funder(t.Context(), account.ID)
		assessmentstest.Check(t, got, err, want[n-1])
	}
	got, err := store.Funders(t.Context())
	assessmentstest.Check(t, got, err, want)
	_, err = store.Funder(t.Context(), nth(3))
	assessmentstest.CheckKind(t, err, fault.NotFound)
}
