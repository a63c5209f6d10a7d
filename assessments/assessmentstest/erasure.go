package assessmentstest

import (
	"testing"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

var ofErasure = tests{
	"an organisation goes with all that hangs on it": deleteOrganisation,
	"a partner goes with its keys and grants":        deletePartner,
	"a funder goes with its keys":                    deleteFunder,
	"deleting what is not there does nothing":        deleteMissing,
	"wiping leaves what was not deleted":             wipe,
	"an id is free again once it is deleted":         idIsFree,
}

// addTwoOfAll adds two organisations, partners and funders, 1 and 2, 3 and 4, 5
// and 6, with a key each, 11 to 16. Each partner acts for each organisation,
// with grants 21 to 24, and each organisation has an answer, 31 and 32. The
// operator has key 17, and answer 33 goes with nobody.
func addTwoOfAll(t *testing.T, store assessments.Store) {
	t.Helper()
	Add(t, store, FullOrganisation(1), FullOrganisation(2), Partner(3), Partner(4), Funder(5), Funder(6),
		Key(11, access.OrganisationRole, ID(1)), Key(12, access.OrganisationRole, ID(2)),
		Key(13, access.PartnerRole, ID(3)), Key(14, access.PartnerRole, ID(4)),
		Key(15, access.FunderRole, ID(5)), Key(16, access.FunderRole, ID(6)), Key(17, access.OperatorRole, ""),
		Grant(21, ID(1), ID(3)), Grant(22, ID(1), ID(4)), Grant(23, ID(2), ID(3)), Grant(24, ID(2), ID(4)),
		Replay(31, ID(1)), Replay(32, ID(2)), Replay(33, ""))
}

// checkGone checks that of what [addTwoOfAll] added just these numbers are gone.
func checkGone(t *testing.T, store assessments.Store, gone ...int) {
	t.Helper()
	ctx := t.Context()
	found := map[int]error{}
	for n := 1; n <= 2; n++ {
		_, found[n] = store.Organisation(ctx, ID(n))
		_, found[n+2] = store.Account(ctx, access.PartnerRole, ID(n+2))
		_, found[n+4] = store.Account(ctx, access.FunderRole, ID(n+4))
		_, found[n+20] = store.Grant(ctx, ID(1), ID(n+20))
		_, found[n+22] = store.Grant(ctx, ID(2), ID(n+22))
	}
	for n := 11; n <= 17; n++ {
		_, found[n] = store.KeyByLabel(ctx, Hash(n).Label())
	}
	for n := 31; n <= 33; n++ {
		_, found[n] = store.Replay(ctx, Replay(n, "").ID)
	}
	for _, n := range gone {
		if kind := fault.KindOf(found[n]); kind != fault.NotFound {
			t.Errorf("number %d is still there (%v)", n, found[n])
		}
		delete(found, n)
	}
	for n, err := range found {
		if err != nil {
			t.Errorf("number %d: %v", n, err)
		}
	}
}

func deleteOrganisation(t *testing.T, store assessments.Store) {
	addTwoOfAll(t, store)
	checkGone(t, store)
	write(t, store, func(tx assessments.Tx) error { return tx.DeleteOrganisation(t.Context(), ID(1)) })
	checkGone(t, store, 1, 11, 21, 22, 31)
	// Its identifiers are gone too: another may be verified for them.
	heir := FullOrganisation(1)
	heir.ID = ID(7)
	Add(t, store, heir)
}

func deletePartner(t *testing.T, store assessments.Store) {
	addTwoOfAll(t, store)
	write(t, store, func(tx assessments.Tx) error { return tx.DeleteAccount(t.Context(), ID(3)) })
	checkGone(t, store, 3, 13, 21, 23)
}

func deleteFunder(t *testing.T, store assessments.Store) {
	addTwoOfAll(t, store)
	write(t, store, func(tx assessments.Tx) error { return tx.DeleteAccount(t.Context(), ID(6)) })
	checkGone(t, store, 6, 16)
}

func deleteMissing(t *testing.T, store assessments.Store) {
	addTwoOfAll(t, store)
	write(t, store, func(tx assessments.Tx) error {
		if err := tx.DeleteOrganisation(t.Context(), ID(3)); err != nil { // the id of a partner
			return err
		}
		return tx.DeleteAccount(t.Context(), ID(1))
	})
	checkGone(t, store)
}

func wipe(t *testing.T, store assessments.Store) {
	if err := store.Wipe(t.Context(), NoteNothing); err != nil { // with nothing to wipe
		t.Fatal(err)
	}
	addTwoOfAll(t, store)
	write(t, store, func(tx assessments.Tx) error { return tx.DeleteOrganisation(t.Context(), ID(2)) })
	for range 2 {
		if err := store.Wipe(t.Context(), NoteNothing); err != nil {
			t.Fatal(err)
		}
		checkGone(t, store, 2, 12, 23, 24, 32)
	}
	Add(t, store, Organisation(8))
}

func idIsFree(t *testing.T, store assessments.Store) {
	addTwoOfAll(t, store)
	write(t, store, func(tx assessments.Tx) error {
		if err := tx.DeleteOrganisation(t.Context(), ID(1)); err != nil {
			return err
		}
		return tx.AddOrganisation(t.Context(), Organisation(1))
	})
	got, err := store.Organisation(t.Context(), ID(1))
	Check(t, got, err, Organisation(1))
	checkGone(t, store, 11, 21, 22, 31)
}

// NoteNothing is for whoever has a store wipe, and does not care whose answers they were.
func NoteNothing(assessments.Tx, []string) error { return nil }
