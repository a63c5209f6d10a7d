package comparisonstest

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/assessmentstest"
	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/release"
)

var ofShares = tests{
	"shares read back, withdrawn or not, and by what they are for": sharesReadBack,
	"a funder is bound by shares and by what is published":         funderIsBound,
}

// addShares adds three shares of the first organisation, the last withdrawn.
func addShares(t *testing.T, store Stores) []comparisons.Share {
	t.Helper()
	p := Programme(50, nth(51), "2026")
	key := assessmentstest.Key(52, access.OrganisationRole, nth(1))
	key.Origin = access.ByClaim
	Add(t, store, assessmentstest.Funder(51), key, Period("2026", 1), p)
	by := comparisons.AgreedBy{ID: key.ID, Name: key.Name, Origin: key.Origin}
	shares := []comparisons.Share{
		{ID: nth(60), Organisation: nth(1), Purpose: release.InProgramme, Programme: p.ID, Funder: p.Funder, TextVersion: "1", Key: by, GrantedAt: noon, ExpiresAt: noon.Add(time.Hour)},
		{ID: nth(61), Organisation: nth(1), Purpose: release.ByName, Programme: p.ID, Funder: p.Funder, TextVersion: "1", GrantedAt: noon},
		{ID: nth(62), Organisation: nth(1), Purpose: release.InBenchmark, TextVersion: "1", GrantedAt: noon, WithdrawnAt: noon.Add(time.Minute)},
	}
	write(t, store, func(tx comparisons.Tx) error {
		for _, s := range shares {
			if err := tx.AddShare(t.Context(), s); err != nil {
				return err
			}
		}
		return tx.WithdrawShare(t.Context(), nth(62), noon.Add(time.Minute))
	})
	return shares
}

func sharesReadBack(t *testing.T, store Stores) {
	Add(t, store, assessmentstest.Organisation(1), assessmentstest.Organisation(2))
	want := addShares(t, store)
	check := func(name string, want, got []comparisons.Share, err error) {
		t.Helper()
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("%s: %v (-want +got):\n%s", name, err, diff)
		}
	}
	got, err := store.Shares(t.Context(), nth(1), access.Page{Limit: 10})
	check("all", want, got, err)
	got, err = store.SharesInForce(t.Context(), nth(1), noon)
	check("in force", want[:2], got, err)
	got, err = store.SharesInForce(t.Context(), nth(1), noon.Add(time.Hour))
	check("once one expired", want[1:2], got, err)
	got, err = store.NamedShares(t.Context(), nth(50), noon, access.Page{Limit: 10})
	check("by name", want[1:2], got, err)
	if _, err := store.Share(t.Context(), nth(2), nth(60)); fault.KindOf(err) != fault.NotFound {
		t.Errorf("another organisation reads it: %v", err)
	}
}

func funderIsBound(t *testing.T, store Stores) {
	Add(t, store, assessmentstest.Organisation(1))
	check := func(when string, want bool) {
		t.Helper()
		if got, err := store.Assessments.IsBound(t.Context(), nth(51)); err != nil || got != want {
			t.Errorf("%s: %t %v", when, got, err)
		}
	}
	remove := func(tx assessments.Tx) error { return tx.DeleteAccount(t.Context(), nth(51)) }
	addShares(t, store)
	check("with shares", true)
	if err := store.Assessments.Write(t.Context(), remove); err == nil {
		t.Error("what was agreed went with the funder")
	}
	writeBeneath(t, store, func(tx assessments.Tx) error { return tx.DeleteOrganisation(t.Context(), nth(1)) })
	check("with a programme alone", false)
	write(t, store, func(tx comparisons.Tx) error {
		return tx.AddPublication(t.Context(), comparisons.Publication{
			Period: "2026", Cohort: release.Cohort{Kind: release.ProgrammeCohort, ID: nth(50)}, Body: []byte("{}"), PublishedAt: noon,
		})
	})
	check("with a release", true)
	writeBeneath(t, store, remove)
	check("once it is gone", false)
}
