package assessmentstest

import (
	"errors"
	"reflect"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/register"
)

var ofOrganisations = tests{
	"one that says little reads back as it was added":              func(t *testing.T, store assessments.Store) { addAndRead(t, store, Organisation(1)) },
	"one that says all reads back as it was added":                 func(t *testing.T, store assessments.Store) { addAndRead(t, store, FullOrganisation(1)) },
	"nothing earned and not led is not the same as not said":       addZeroes,
	"identifiers keep their order, and how they were given":        identifiersKeepOrder,
	"times are kept to the millisecond, in UTC":                    timesToTheMillisecond,
	"saving replaces everything":                                   saveReplacesOrganisation,
	"saving leaves the others as they are":                         saveLeavesOthers,
	"saving one that is not there is an error":                     saveMissingOrganisation,
	"adding one twice is an error, and the first one stays":        addOrganisationTwice,
	"reading sees all of a change or nothing of it":                readsAreWhole,
	"what two of them claim they both keep while none is verified": claimsAreFree,
}

func addAndRead(t *testing.T, store assessments.Store, o assessments.Organisation) {
	t.Helper()
	Add(t, store, o)
	got, err := store.Organisation(t.Context(), o.ID)
	Check(t, got, err, o)
	all, err := store.Organisations(t.Context(), assessments.Scope{All: true}, assessments.OrganisationFilter{}, access.Page{Limit: 10})
	Check(t, all, err, []assessments.Organisation{o})
}

func addZeroes(t *testing.T, store assessments.Store) {
	o := Organisation(1)
	o.AnnualIncome, o.LedByLivedExperience = new(int64(0)), new(false)
	addAndRead(t, store, o)
}

func identifiersKeepOrder(t *testing.T, store assessments.Store) {
	o := Organisation(1)
	for _, given := range []string{"uk-coh-12345678", "GB-SC-SC012345", " GB-CCEW-202918 "} {
		o.Identifiers = append(o.Identifiers, Identifier(given))
	}
	addAndRead(t, store, o)
}

func timesToTheMillisecond(t *testing.T, store assessments.Store) {
	o := Organisation(1)
	elsewhere := time.FixedZone("elsewhere", 3600)
	o.CreatedAt = Noon.Add(999_999).In(elsewhere)
	o.UpdatedAt = time.Date(9999, 12, 31, 23, 59, 59, 999_999_999, time.UTC)
	o.Verification.DecidedAt = time.Date(1969, 12, 31, 23, 59, 59, 999_999_999, time.UTC)
	Add(t, store, o)
	got, err := store.Organisation(t.Context(), o.ID)
	o.CreatedAt = Noon
	o.UpdatedAt = time.Date(9999, 12, 31, 23, 59, 59, 999e6, time.UTC)
	o.Verification.DecidedAt = time.Date(1969, 12, 31, 23, 59, 59, 999e6, time.UTC)
	Check(t, got, err, o)
	for _, at := range []time.Time{got.CreatedAt, got.UpdatedAt, got.Verification.DecidedAt} {
		if at.Location() != time.UTC {
			t.Errorf("%v is not in UTC", at)
		}
	}
}

func saveReplacesOrganisation(t *testing.T, store assessments.Store) {
	little, all := Organisation(1), FullOrganisation(1)
	all.CreatedAt = Noon.Add(-time.Minute)
	Add(t, store, little)
	for _, o := range []assessments.Organisation{all, little, all} {
		write(t, store, func(tx assessments.Tx) error { return tx.SaveOrganisation(t.Context(), o) })
		got, err := store.Organisation(t.Context(), o.ID)
		Check(t, got, err, o)
	}
}

func saveLeavesOthers(t *testing.T, store assessments.Store) {
	one, other := FullOrganisation(1), FullOrganisation(2)
	Add(t, store, one, other)
	write(t, store, func(tx assessments.Tx) error { return tx.SaveOrganisation(t.Context(), Organisation(1)) })
	got, err := store.Organisation(t.Context(), other.ID)
	Check(t, got, err, other)
}

func saveMissingOrganisation(t *testing.T, store assessments.Store) {
	Add(t, store, Organisation(1))
	missing := FullOrganisation(2)
	if err := store.Write(t.Context(), func(tx assessments.Tx) error { return tx.SaveOrganisation(t.Context(), missing) }); err == nil {
		t.Error("saved what is not there")
	}
	_, err := store.Organisation(t.Context(), missing.ID)
	CheckKind(t, err, fault.NotFound)
}

func addOrganisationTwice(t *testing.T, store assessments.Store) {
	Add(t, store, Organisation(1))
	if err := store.Write(t.Context(), func(tx assessments.Tx) error { return tx.AddOrganisation(t.Context(), FullOrganisation(1)) }); err == nil {
		t.Error("added it twice")
	}
	got, err := store.Organisation(t.Context(), ID(1))
	Check(t, got, err, Organisation(1))
}

// An organisation takes more than one row. It changes all the time between two
// states, and whoever reads it must see one or the other.
func readsAreWhole(t *testing.T, store assessments.Store) {
	little, all := Organisation(1), FullOrganisation(1)
	Add(t, store, little)
	save := func(o assessments.Organisation) error {
		return store.Write(t.Context(), func(tx assessments.Tx) error { return tx.SaveOrganisation(t.Context(), o) })
	}
	var kept []assessments.Organisation // as they are read while nobody writes
	for _, o := range []assessments.Organisation{all, little} {
		if err := save(o); err != nil {
			t.Fatal(err)
		}
		got, err := store.Organisation(t.Context(), o.ID)
		Check(t, got, err, o)
		kept = append(kept, got)
	}
	done := make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		defer close(done)
		for i := range 40 {
			if err := save([]assessments.Organisation{all, little}[i%2]); err != nil {
				t.Error(err)
				return
			}
		}
	})
	for range 2 {
		wg.Go(func() {
			for !t.Failed() {
				select {
				case <-done:
					return
				default:
					readWhole(t, store, kept)
				}
			}
		})
	}
	wg.Wait()
}

// readWhole reads an organisation in each way there is, and checks that it is in
// one of the states that were kept.
func readWhole(t *testing.T, store assessments.Store, kept []assessments.Organisation) {
	t.Helper()
	read, err := store.Organisation(t.Context(), kept[0].ID)
	listed, listErr := store.Organisations(t.Context(), all, assessments.OrganisationFilter{}, page)
	if err := errors.Join(err, listErr); err != nil {
		t.Error(err)
	}
	for _, got := range append(listed, read) {
		if !slices.ContainsFunc(kept, func(o assessments.Organisation) bool { return reflect.DeepEqual(o, got) }) {
			t.Errorf("this was never kept: %+v", got)
		}
	}
}

func claimsAreFree(t *testing.T, store assessments.Store) {
	claimed := []register.Identifier{Identifier("GB-CHC-202918")}
	one, other := Organisation(1), Organisation(2)
	one.Identifiers, other.Identifiers = claimed, claimed
	one.Verification.State, other.Verification.State = assessments.Rejected, assessments.Revoked
	Add(t, store, one, other)
	got, err := store.Organisation(t.Context(), other.ID)
	Check(t, got, err, other)
	verified, err := store.VerifiedFor(t.Context(), "GB-CHC-202918")
	Check(t, verified, err, "")
}
