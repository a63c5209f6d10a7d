package assessmentstest

import (
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

var ofKeys = tests{
	"one of each role reads back as it was added":                     keysReadBack,
	"one is found by its label, ended or not":                         keyByLabel,
	"one is there for its principal only":                             keysApart,
	"two with one label are refused":                                  labelOnce,
	"saving replaces everything":                                      saveReplacesKey,
	"saving one that is not there is an error":                        saveMissingKey,
	"the day one was used never goes back":                            recordKeyUse,
	"the operator has one once there was one, revoked or not":         hasOperatorKey,
	"revoking the operator's leaves those revoked before, and others": revokeOperatorKeys,
}

var (
	anOrganisation = assessments.Principal{Role: access.OrganisationRole, ID: ID(1)}
	aPartner       = assessments.Principal{Role: access.PartnerRole, ID: ID(2)}
	aFunder        = assessments.Principal{Role: access.FunderRole, ID: ID(3)}
)

// addPrincipals adds the three principals above.
func addPrincipals(t *testing.T, store assessments.Store) {
	t.Helper()
	Add(t, store, Organisation(1), Partner(2), Funder(3))
}

func keysReadBack(t *testing.T, store assessments.Store) {
	addPrincipals(t, store)
	for i, principal := range []assessments.Principal{anOrganisation, aPartner, aFunder} {
		plain, full := Key(10+i, principal.Role, principal.ID), Key(20+i, principal.Role, principal.ID)
		full.MadeBy, full.MadeWith, full.Origin, full.ReadOnly = access.OperatorRole, plain.ID, access.ByClaim, true
		full.SharesFrom, full.ClaimLink = Noon.Add(assessments.ConsentWait), assessments.Maker{By: access.PartnerRole, Partner: aPartner.ID, PartnerName: "Apps"}
		full.Term = assessments.Term{ExpiresAt: Noon.Add(time.Hour), RevokedAt: Noon.Add(time.Minute)}
		full.LastUsed = assessments.DayOf(Noon)
		for _, key := range []assessments.Key{plain, full} {
			Add(t, store, key)
			got, err := store.Key(t.Context(), principal, key.ID)
			Check(t, got, err, key)
		}
	}
}

func keyByLabel(t *testing.T, store assessments.Store) {
	addPrincipals(t, store)
	revoked := Key(11, aFunder.Role, aFunder.ID)
	revoked.RevokedAt = Noon
	for _, key := range []assessments.Key{Key(10, access.OperatorRole, ""), revoked} {
		Add(t, store, key)
		got, err := store.KeyByLabel(t.Context(), key.Hash.Label())
		Check(t, got, err, key)
	}
	for _, label := range []string{"", "0123456789abcdef", string(revoked.Hash), revoked.Hash.Label()[:15], "%", "\x00\xff"} {
		_, err := store.KeyByLabel(t.Context(), label)
		CheckKind(t, err, fault.NotFound)
	}
}

func keysApart(t *testing.T, store assessments.Store) {
	addPrincipals(t, store)
	Add(t, store, Organisation(4), Key(10, anOrganisation.Role, anOrganisation.ID), Key(11, aPartner.Role, aPartner.ID), Key(12, access.OperatorRole, ""))
	principal := func(role access.Role, n int) assessments.Principal {
		return assessments.Principal{Role: role, ID: ID(n)}
	}
	for _, stranger := range []assessments.Principal{
		principal(access.OrganisationRole, 4), principal(access.OrganisationRole, 2), principal(access.FunderRole, 2),
		principal(access.FunderRole, 3), principal(access.PartnerRole, 1),
		{},
		{Role: access.OrganisationRole},
	} {
		for n := range 3 {
			_, err := store.Key(t.Context(), stranger, ID(10+n))
			CheckKind(t, err, fault.NotFound)
		}
		got, err := store.Keys(t.Context(), stranger, access.Page{Limit: 10})
		Check(t, got, err, nil)
	}
}

func labelOnce(t *testing.T, store assessments.Store) {
	addPrincipals(t, store)
	first, second := Key(10, anOrganisation.Role, anOrganisation.ID), Key(11, aPartner.Role, aPartner.ID)
	second.Hash = first.Hash[:16] + second.Hash[16:]
	Add(t, store, first)
	if err := store.Write(t.Context(), func(tx assessments.Tx) error { return tx.AddKey(t.Context(), second) }); err == nil {
		t.Error("two keys have one label")
	}
	got, err := store.KeyByLabel(t.Context(), second.Hash.Label())
	Check(t, got, err, first)
}

func saveReplacesKey(t *testing.T, store assessments.Store) {
	addPrincipals(t, store)
	first, other := Key(10, anOrganisation.Role, anOrganisation.ID), Key(11, anOrganisation.Role, anOrganisation.ID)
	Add(t, store, first, other)
	changed := assessments.Key{
		ID: first.ID, Role: aPartner.Role, PrincipalID: aPartner.ID, Name: "Changed", Hash: Hash(99), MadeBy: access.OperatorRole,
		CreatedAt: Noon.Add(-time.Hour), Term: assessments.Term{ExpiresAt: Noon, RevokedAt: Noon}, LastUsed: "2026-03-04",
	}
	for _, want := range []assessments.Key{changed, first} {
		write(t, store, func(tx assessments.Tx) error { return tx.SaveKey(t.Context(), want) })
		got, err := store.Key(t.Context(), assessments.Principal{Role: want.Role, ID: want.PrincipalID}, want.ID)
		Check(t, got, err, want)
		got, err = store.KeyByLabel(t.Context(), want.Hash.Label())
		Check(t, got, err, want)
	}
	_, err := store.KeyByLabel(t.Context(), changed.Hash.Label())
	CheckKind(t, err, fault.NotFound)
	got, err := store.Key(t.Context(), anOrganisation, other.ID)
	Check(t, got, err, other)
}

func saveMissingKey(t *testing.T, store assessments.Store) {
	addPrincipals(t, store)
	missing := Key(10, aFunder.Role, aFunder.ID)
	if err := store.Write(t.Context(), func(tx assessments.Tx) error { return tx.SaveKey(t.Context(), missing) }); err == nil {
		t.Error("saved what is not there")
	}
	_, err := store.KeyByLabel(t.Context(), missing.Hash.Label())
	CheckKind(t, err, fault.NotFound)
}

func recordKeyUse(t *testing.T, store assessments.Store) {
	addPrincipals(t, store)
	key, other := Key(10, aFunder.Role, aFunder.ID), Key(11, aFunder.Role, aFunder.ID)
	Add(t, store, key, other)
	for _, step := range []struct{ note, want assessments.Day }{
		{"2026-03-04", "2026-03-04"}, {"2026-03-03", "2026-03-04"}, {"2025-12-31", "2026-03-04"}, {"2026-03-04", "2026-03-04"}, {"2026-10-01", "2026-10-01"},
	} {
		write(t, store, func(tx assessments.Tx) error { return tx.RecordKeyUse(t.Context(), key.ID, step.note) })
		key.LastUsed = step.want
		got, err := store.Key(t.Context(), aFunder, key.ID)
		Check(t, got, err, key)
	}
	write(t, store, func(tx assessments.Tx) error { return tx.RecordKeyUse(t.Context(), ID(99), "2026-10-01") })
	got, err := store.Key(t.Context(), aFunder, other.ID)
	Check(t, got, err, other)
}

func hasOperatorKey(t *testing.T, store assessments.Store) {
	addPrincipals(t, store)
	Add(t, store, Key(10, aPartner.Role, aPartner.ID), Key(11, anOrganisation.Role, anOrganisation.ID))
	has, err := store.HasOperatorKey(t.Context())
	Check(t, has, err, false)
	Add(t, store, Key(12, access.OperatorRole, ""))
	write(t, store, func(tx assessments.Tx) error { return tx.RevokeOperatorKeys(t.Context(), Noon) })
	has, err = store.HasOperatorKey(t.Context())
	Check(t, has, err, true)
}

func revokeOperatorKeys(t *testing.T, store assessments.Store) {
	addPrincipals(t, store)
	before, open, ending := Key(10, access.OperatorRole, ""), Key(11, access.OperatorRole, ""), Key(12, access.OperatorRole, "")
	other := Key(13, anOrganisation.Role, anOrganisation.ID)
	before.RevokedAt, ending.ExpiresAt = Noon.Add(-time.Hour), Noon.Add(-time.Minute)
	Add(t, store, before, open, ending, other)
	write(t, store, func(tx assessments.Tx) error { return tx.RevokeOperatorKeys(t.Context(), Noon) })
	open.RevokedAt, ending.RevokedAt = Noon, Noon
	for _, want := range []assessments.Key{before, open, ending, other} {
		got, err := store.KeyByLabel(t.Context(), want.Hash.Label())
		Check(t, got, err, want)
	}
}
