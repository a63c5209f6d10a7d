package assessmentstest

import (
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

var ofClaims = tests{
	"one of each maker reads back as it was added, and as it was used": claimsReadBack,
	"a newer one is in the place of those that are not used":           claimReplaced,
	"two with one label are refused":                                   claimLabelOnce,
	"they go with their organisation, and not with a partner":          claimsGo,
}

// Claim returns the nth claim of an organisation, by a link of the operator's.
func Claim(n int, organisation string) assessments.Claim {
	return assessments.Claim{
		ID: ID(n), Organisation: organisation, Hash: Hash(n), Link: assessments.Maker{By: access.OperatorRole},
		CreatedAt: Noon, ExpiresAt: Noon.Add(assessments.ClaimFor),
	}
}

// byPartner is a link of a partner's.
var byPartner = assessments.Maker{By: access.PartnerRole, Partner: aPartner.ID, PartnerName: "Apps"}

func claimsReadBack(t *testing.T, store assessments.Store) {
	addPrincipals(t, store)
	Add(t, store, Organisation(4))
	plain, full := Claim(10, ID(1)), Claim(11, ID(4))
	full.Link = byPartner
	for _, claim := range []assessments.Claim{plain, full} {
		Add(t, store, claim)
		got, err := store.ClaimByLabel(t.Context(), claim.Hash.Label())
		Check(t, got, err, claim)
	}
	full.UsedAt = Noon.Add(time.Hour)
	write(t, store, func(tx assessments.Tx) error { return tx.SaveClaim(t.Context(), full) })
	for _, claim := range []assessments.Claim{plain, full} {
		got, err := store.ClaimByLabel(t.Context(), claim.Hash.Label())
		Check(t, got, err, claim)
	}
}

func claimReplaced(t *testing.T, store assessments.Store) {
	addPrincipals(t, store)
	Add(t, store, Organisation(4))
	used, idle, other, newer := Claim(10, ID(1)), Claim(11, ID(1)), Claim(12, ID(4)), Claim(13, ID(1))
	used.UsedAt = Noon
	Add(t, store, used, idle, other, newer)
	for _, claim := range []assessments.Claim{used, other, newer} {
		got, err := store.ClaimByLabel(t.Context(), claim.Hash.Label())
		Check(t, got, err, claim)
	}
	_, err := store.ClaimByLabel(t.Context(), idle.Hash.Label())
	CheckKind(t, err, fault.NotFound)
}

func claimLabelOnce(t *testing.T, store assessments.Store) {
	addPrincipals(t, store)
	Add(t, store, Organisation(4))
	first, second := Claim(10, ID(1)), Claim(11, ID(4))
	second.Hash = first.Hash[:16] + second.Hash[16:]
	Add(t, store, first)
	if err := store.Write(t.Context(), func(tx assessments.Tx) error { return tx.AddClaim(t.Context(), second) }); err == nil {
		t.Error("two claims have one label")
	}
}

func claimsGo(t *testing.T, store assessments.Store) {
	addPrincipals(t, store)
	claim := Claim(10, ID(1))
	claim.Link = byPartner
	Add(t, store, claim)
	write(t, store, func(tx assessments.Tx) error { return tx.DeleteAccount(t.Context(), aPartner.ID) })
	got, err := store.ClaimByLabel(t.Context(), claim.Hash.Label())
	Check(t, got, err, claim)
	write(t, store, func(tx assessments.Tx) error { return tx.DeleteOrganisation(t.Context(), ID(1)) })
	_, err = store.ClaimByLabel(t.Context(), claim.Hash.Label())
	CheckKind(t, err, fault.NotFound)
}
