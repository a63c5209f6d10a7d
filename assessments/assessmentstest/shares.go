package assessmentstest

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/release"
)

var ofShares = tests{
	"shares read back, withdrawn or not, and by what they are for": sharesReadBack,
	"a funder is bound by shares and by what is published":         funderIsBound,
	"the census has each organisation's assessments and shares":    membersReadBack,
}

// addShares adds three shares of the first organisation, the last withdrawn.
func addShares(t *testing.T, store assessments.Store) []assessments.Share {
	t.Helper()
	p := Programme(50, ID(51), "2026")
	Add(t, store, Funder(51), Period("2026", 1), p)
	shares := []assessments.Share{
		{ID: ID(60), Organisation: ID(1), Purpose: release.InProgramme, Programme: p.ID, Funder: p.Funder, TextVersion: "1", GrantedAt: Noon, ExpiresAt: Noon.Add(time.Hour)},
		{ID: ID(61), Organisation: ID(1), Purpose: release.ByName, Programme: p.ID, Funder: p.Funder, TextVersion: "1", GrantedAt: Noon},
		{ID: ID(62), Organisation: ID(1), Purpose: release.InBenchmark, TextVersion: "1", GrantedAt: Noon, WithdrawnAt: Noon.Add(time.Minute)},
	}
	write(t, store, func(tx assessments.Tx) error {
		for _, s := range shares {
			if err := tx.AddShare(t.Context(), s); err != nil {
				return err
			}
		}
		return tx.WithdrawShare(t.Context(), ID(62), Noon.Add(time.Minute))
	})
	return shares
}

func sharesReadBack(t *testing.T, store assessments.Store) {
	Add(t, store, Organisation(1), Organisation(2))
	want := addShares(t, store)
	check := func(name string, want, got []assessments.Share, err error) {
		t.Helper()
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("%s: %v (-want +got):\n%s", name, err, diff)
		}
	}
	got, err := store.Shares(t.Context(), ID(1), access.Page{Limit: 10})
	check("all", want, got, err)
	got, err = store.SharesInForce(t.Context(), ID(1), Noon)
	check("in force", want[:2], got, err)
	got, err = store.SharesInForce(t.Context(), ID(1), Noon.Add(time.Hour))
	check("once one expired", want[1:2], got, err)
	got, err = store.NamedShares(t.Context(), ID(50), Noon, access.Page{Limit: 10})
	check("by name", want[1:2], got, err)
	if _, err := store.Share(t.Context(), ID(2), ID(60)); fault.KindOf(err) != fault.NotFound {
		t.Errorf("another organisation reads it: %v", err)
	}
}

func membersReadBack(t *testing.T, store assessments.Store) {
	a := FullAssessment(10, ID(1))
	Add(t, store, Organisation(1), Organisation(2), a, StoredResult(a))
	shares := addShares(t, store)
	var got []assessments.Member
	err := store.EachMember(t.Context(), func(m *assessments.Member) error {
		got = append(got, *m)
		return nil
	})
	if err != nil || len(got) != 2 || got[0].ID != ID(1) || got[1].ID != ID(2) || len(got[1].Shares)+len(got[1].Assessments) > 0 {
		t.Fatalf("%v %+v", err, got)
	}
	if diff := cmp.Diff(shares, got[0].Shares); diff != "" {
		t.Errorf("shares (-want +got):\n%s", diff)
	}
	want := []assessments.MemberAssessment{{ID: a.ID, Instrument: a.Instrument, Version: a.Version, Scope: a.Scope, ClosedAt: a.ClosedAt, Provisional: true}}
	if diff := cmp.Diff(want, got[0].Assessments); diff != "" {
		t.Errorf("assessments (-want +got):\n%s", diff)
	}
}

func funderIsBound(t *testing.T, store assessments.Store) {
	Add(t, store, Organisation(1))
	check := func(when string, want bool) {
		t.Helper()
		if got, err := store.IsBound(t.Context(), ID(51)); err != nil || got != want {
			t.Errorf("%s: %t %v", when, got, err)
		}
	}
	remove := func(tx assessments.Tx) error { return tx.DeleteAccount(t.Context(), ID(51)) }
	addShares(t, store)
	check("with shares", true)
	if err := store.Write(t.Context(), remove); err == nil {
		t.Error("what was agreed went with the funder")
	}
	write(t, store, func(tx assessments.Tx) error { return tx.DeleteOrganisation(t.Context(), ID(1)) })
	check("with a programme alone", false)
	write(t, store, func(tx assessments.Tx) error {
		return tx.AddPublication(t.Context(), assessments.Publication{
			Period: "2026", Cohort: release.Cohort{Kind: release.ProgrammeCohort, ID: ID(50)}, Body: []byte("{}"), PublishedAt: Noon,
		})
	})
	check("with a release", true)
	write(t, store, remove)
	check("once it is gone", false)
}
