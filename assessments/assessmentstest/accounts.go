package assessmentstest

import (
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

var ofAccounts = tests{
	"one reads back as it was added, in its own role only": accountReadsBack,
	"saving replaces everything":                           saveReplacesAccount,
	"saving one that is not there is an error":             saveMissingAccount,
	"adding one twice is an error":                         addAccountTwice,
}

func accountReadsBack(t *testing.T, store assessments.Store) {
	partner, funder := Partner(1), Funder(2)
	partner.UpdatedAt, partner.Revision = Noon.Add(time.Hour), 3
	Add(t, store, partner, funder)
	got, err := store.Account(t.Context(), access.PartnerRole, partner.ID)
	Check(t, got, err, partner)
	got, err = store.Account(t.Context(), access.FunderRole, funder.ID)
	Check(t, got, err, funder)
	_, err = store.Account(t.Context(), access.FunderRole, partner.ID)
	CheckKind(t, err, fault.NotFound)
	_, err = store.Account(t.Context(), access.PartnerRole, funder.ID)
	CheckKind(t, err, fault.NotFound)
}

func saveReplacesAccount(t *testing.T, store assessments.Store) {
	other := Partner(2)
	Add(t, store, Partner(1), other)
	changed := assessments.Account{
		ID: ID(1), Role: access.FunderRole, Name: "Now a funder", CreatedAt: Noon.Add(-time.Hour), UpdatedAt: Noon.Add(time.Hour), Revision: 2,
	}
	write(t, store, func(tx assessments.Tx) error { return tx.SaveAccount(t.Context(), changed) })
	got, err := store.Account(t.Context(), access.FunderRole, changed.ID)
	Check(t, got, err, changed)
	got, err = store.Account(t.Context(), access.PartnerRole, other.ID)
	Check(t, got, err, other)
}

func saveMissingAccount(t *testing.T, store assessments.Store) {
	Add(t, store, Partner(1))
	if err := store.Write(t.Context(), func(tx assessments.Tx) error { return tx.SaveAccount(t.Context(), Partner(2)) }); err == nil {
		t.Error("saved what is not there")
	}
	_, err := store.Account(t.Context(), access.PartnerRole, ID(2))
	CheckKind(t, err, fault.NotFound)
}

func addAccountTwice(t *testing.T, store assessments.Store) {
	Add(t, store, Partner(1))
	if err := store.Write(t.Context(), func(tx assessments.Tx) error { return tx.AddAccount(t.Context(), Funder(1)) }); err == nil {
		t.Error("added it twice")
	}
	got, err := store.Account(t.Context(), access.PartnerRole, ID(1))
	Check(t, got, err, Partner(1))
}
