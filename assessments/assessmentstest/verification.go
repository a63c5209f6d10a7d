package assessmentstest

import (
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/register"
)

var ofVerification = tests{
	"others that may be the same are found by identifiers and by name": verifiedLike,
	"the one found is whoever is verified for an identifier":           verifiedFor,
	"a second one verified for an identifier is a conflict":            verifiedTwice,
	"of two verified for an identifier at once one is":                 verifiedAtOnce,
	"an identifier is free again once who has it is not verified":      identifierFreed,
	"identifiers are linked by whoever lists two, unless rejected":     linkedIdentifiers,
	"those are found that are verified, or not":                        filterVerified,
	"who controls others is known, and nobody controls itself":         controlsOthers,
	"two who would control each other at once, and only one may":       controlAtOnce,
}

// claims returns the nth organisation, claiming an identifier.
func claims(n int, state assessments.VerificationState) assessments.Organisation {
	o := Organisation(n)
	o.Identifiers = []register.Identifier{Identifier("GB-CCEW-202918"), Identifier("GB-NIC-10" + ID(n)[32:])}
	o.Verification.State = state
	return o
}

const canonical = "GB-CHC-202918"

func verifiedFor(t *testing.T, store assessments.Store) {
	Add(t, store, claims(1, assessments.Unverified), claims(2, assessments.Verified), claims(3, assessments.Rejected))
	for identifier, want := range map[string]string{
		canonical: ID(2), "GB-NIC-100002": ID(2), "GB-NIC-100001": "", "GB-CHC-202919": "", "": "", "GB-CCEW-202918": "", "\x00\xff": "",
	} {
		got, err := store.VerifiedFor(t.Context(), identifier)
		Check(t, got, err, want)
	}
}

// linkedIdentifiers goes from list to list, in a circle too.
func linkedIdentifiers(t *testing.T, store assessments.Store) {
	list := func(n int, state assessments.VerificationState, numbers ...string) {
		o := Organisation(n)
		for _, number := range numbers {
			o.Identifiers = append(o.Identifiers, Identifier(number))
		}
		o.Verification.State = state
		Add(t, store, o)
	}
	list(1, assessments.Unverified, "GB-CHC-202918")
	list(2, assessments.Verified, "GB-CHC-202918", "GB-COH-00612172")
	list(3, assessments.Unverified, "uk-coh-00612172", "GB-NIC-100019", "GB-CCEW-202918")
	list(4, assessments.Rejected, "GB-NIC-100019", "GB-SC-SC009481")
	list(5, assessments.Verified, "GB-SC-SC009481")
	list(6, assessments.Unverified)
	for n, want := range map[int][]string{
		1: {"GB-CHC-202918", "GB-COH-00612172", "GB-NIC-100019"},
		5: {"GB-SC-SC009481"}, 6: nil, 9: nil,
	} {
		got, err := store.LinkedIdentifiers(t.Context(), ID(n))
		Check(t, got, err, want)
	}
}

// Alike are verified ones: by an identifier, or by their name however it is written.
func verifiedLike(t *testing.T, store assessments.Store) {
	named := func(n int, name string, state assessments.VerificationState) assessments.Organisation {
		o := FullOrganisation(n)
		o.Name, o.Verification.State = name, state
		return o
	}
	o := named(1, "The Riverside Carers Ltd", assessments.Verified)
	Add(t, store, o, named(2, "riverside CARERS", assessments.Verified), named(3, "Riverside Carers", assessments.Unverified),
		named(4, "Riverside-Carers C.I.C.", assessments.Verified), named(5, "Riverside", assessments.Verified), named(6, "Other", assessments.Revoked))
	canonicals := []string{FullOrganisation(5).Identifiers[0].Canonical, FullOrganisation(6).Identifiers[0].Canonical, o.Identifiers[0].Canonical, "GB-CHC-9", "\x00\xff"}
	for most, want := range map[int][]string{9: {ID(2), ID(4), ID(5)}, 1: {ID(2), ID(5)}} {
		got, err := store.VerifiedLike(t.Context(), o, canonicals, most)
		Check(t, idsOf(got, func(o assessments.Organisation) string { return o.ID }), err, want)
		if found, err := store.Organisation(t.Context(), ID(2)); err != nil || !cmp.Equal(got[0], found) {
			t.Errorf("one that is alike is %+v, want %+v (%v)", got[0], found, err)
		}
	}
	o.Name = "Another"
	got, err := store.VerifiedLike(t.Context(), o, nil, 9)
	Check(t, len(got), err, 0)
}

func filterVerified(t *testing.T, store assessments.Store) {
	Add(t, store, claims(1, assessments.Unverified), claims(2, assessments.Verified), claims(3, assessments.Rejected))
	for state, want := range map[assessments.VerificationState][]assessments.Organisation{
		assessments.Verified: {claims(2, assessments.Verified)}, assessments.Rejected: {claims(3, assessments.Rejected)}, assessments.Revoked: nil,
	} {
		got, err := store.Organisations(t.Context(), all, assessments.OrganisationFilter{Verification: state}, page)
		Check(t, got, err, want)
	}
}

func verifiedTwice(t *testing.T, store assessments.Store) {
	first, second := claims(1, assessments.Verified), claims(2, assessments.Unverified)
	Add(t, store, first, second)
	again := claims(2, assessments.Verified)
	again.Name = "Changed"
	err := store.Write(t.Context(), func(tx assessments.Tx) error { return tx.SaveOrganisation(t.Context(), again) })
	CheckKind(t, err, fault.Conflict)
	for _, want := range []assessments.Organisation{first, second} {
		got, err := store.Organisation(t.Context(), want.ID)
		Check(t, got, err, want)
	}
	// The same organisation may be saved again, and others for other identifiers.
	first.Revision++
	again.Identifiers = again.Identifiers[1:]
	write(t, store, func(tx assessments.Tx) error {
		if err := tx.SaveOrganisation(t.Context(), first); err != nil {
			return err
		}
		return tx.SaveOrganisation(t.Context(), again)
	})
}

// Each of the transactions finds that nobody is verified yet, if they run at
// once, as the service does before it saves.
func verifiedAtOnce(t *testing.T, store assessments.Store) {
	const claimants = 4
	for n := range claimants {
		Add(t, store, claims(n, assessments.Unverified))
	}
	errs := make([]error, claimants)
	var wg sync.WaitGroup
	for n := range claimants {
		wg.Go(func() {
			errs[n] = store.Write(t.Context(), func(tx assessments.Tx) error {
				found, err := tx.VerifiedFor(t.Context(), canonical)
				if err == nil && found != "" {
					err = &fault.Error{Kind: fault.Conflict}
				}
				if err != nil {
					return err
				}
				return tx.SaveOrganisation(t.Context(), claims(n, assessments.Verified))
			})
		})
	}
	wg.Wait()
	verified := -1
	for n, err := range errs {
		switch {
		case err == nil && verified >= 0:
			t.Errorf("both %d and %d were verified", verified, n)
		case err == nil:
			verified = n
		default:
			CheckKind(t, err, fault.Conflict)
		}
	}
	found, err := store.VerifiedFor(t.Context(), canonical)
	Check(t, found, err, ID(verified))
}

func identifierFreed(t *testing.T, store assessments.Store) {
	Add(t, store, claims(1, assessments.Verified), claims(2, assessments.Unverified))
	write(t, store, func(tx assessments.Tx) error {
		if err := tx.SaveOrganisation(t.Context(), claims(1, assessments.Revoked)); err != nil {
			return err
		}
		return tx.SaveOrganisation(t.Context(), claims(2, assessments.Verified))
	})
	found, err := store.VerifiedFor(t.Context(), canonical)
	Check(t, found, err, ID(2))
	write(t, store, func(tx assessments.Tx) error { return tx.DeleteOrganisation(t.Context(), ID(2)) })
	found, err = store.VerifiedFor(t.Context(), canonical)
	Check(t, found, err, "")
}

// controlled returns the nth organisation, controlled by another.
func controlled(n, by int) assessments.Organisation {
	o := Organisation(n)
	o.Verification.Controller = ID(by)
	return o
}

func controlsOthers(t *testing.T, store assessments.Store) {
	Add(t, store, controlled(1, 1), controlled(2, 1), controlled(3, 9))
	for id, want := range map[string]bool{ID(1): true, ID(2): false, ID(3): false, ID(9): true, "": false, "\x00\xff": false} {
		got, err := store.ControlsOthers(t.Context(), id)
		Check(t, got, err, want)
	}
	// A controller that is gone still ties the others together.
	write(t, store, func(tx assessments.Tx) error { return tx.DeleteOrganisation(t.Context(), ID(1)) })
	got, err := store.ControlsOthers(t.Context(), ID(1))
	Check(t, got, err, true)
}

// Each of two transactions looks whether the other has been there, in what it
// does not write itself.
func controlAtOnce(t *testing.T, store assessments.Store) {
	Add(t, store, Organisation(1), Organisation(2))
	errs := make([]error, 2)
	var wg sync.WaitGroup
	for i := range errs {
		wg.Go(func() {
			errs[i] = store.Write(t.Context(), func(tx assessments.Tx) error {
				controls, err := tx.ControlsOthers(t.Context(), ID(1+i))
				if err == nil && controls {
					err = &fault.Error{Kind: fault.Conflict}
				}
				if err != nil {
					return err
				}
				return tx.SaveOrganisation(t.Context(), controlled(1+i, 2-i))
			})
		})
	}
	wg.Wait()
	if (errs[0] == nil) == (errs[1] == nil) {
		t.Errorf("want one to be refused, got %v and %v", errs[0], errs[1])
	}
}
