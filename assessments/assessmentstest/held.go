package assessmentstest

import (
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

var ofHeld = tests{
	"keys count while they open something, for their principal": liveKeys,
	"assessments count while they are open":                     openAssessments,
	"invitations count while they hold":                         liveInvitations,
	"responses count from when they are started":                startedResponses,
}

// ended are terms that do not hold at noon, and two that do.
func ended() (over, live []assessments.Term) {
	over = []assessments.Term{{RevokedAt: Noon}, {ExpiresAt: Noon}, {ExpiresAt: Noon.Add(time.Hour), RevokedAt: Noon.Add(-time.Hour)}}
	return over, []assessments.Term{{}, {ExpiresAt: Noon.Add(time.Millisecond)}}
}

func checkCount(t *testing.T, want int, count func() (int, error)) {
	t.Helper()
	got, err := count()
	Check(t, got, err, want)
}

func liveKeys(t *testing.T, store assessments.Store) {
	addPrincipals(t, store)
	over, live := ended()
	for i, term := range append(over, live...) {
		for j, principal := range []assessments.Principal{anOrganisation, aPartner, aFunder} {
			key := Key(10*(i+1)+j, principal.Role, principal.ID)
			key.Term = term
			Add(t, store, key)
		}
	}
	Add(t, store, Organisation(4), Key(90, access.OrganisationRole, ID(4)), Key(91, access.OperatorRole, ""))
	for principal, want := range map[assessments.Principal]int{
		anOrganisation: 2, aPartner: 2, aFunder: 2,
		{Role: access.OrganisationRole, ID: ID(4)}: 1,
		{Role: access.PartnerRole, ID: ID(3)}:      0, // of a funder
		{Role: access.PartnerRole, ID: "\x00\xff"}: 0,
	} {
		checkCount(t, want, func() (int, error) { return store.LiveKeys(t.Context(), principal, Noon) })
	}
}

func openAssessments(t *testing.T, store assessments.Store) {
	Add(t, store, Organisation(1), Organisation(2))
	for i, state := range []assessments.AssessmentState{assessments.Open, assessments.Open, assessments.Closed, assessments.Cancelled} {
		a := Assessment(10+i, ID(1))
		a.State = state
		if state == assessments.Closed {
			a.ClosedAt = Noon
		}
		Add(t, store, a)
	}
	for organisation, want := range map[string]int{ID(1): 2, ID(2): 0, "\x00\xff": 0} {
		checkCount(t, want, func() (int, error) { return store.OpenAssessments(t.Context(), organisation) })
	}
}

func liveInvitations(t *testing.T, store assessments.Store) {
	Add(t, store, Organisation(1), Assessment(10, ID(1)), Assessment(11, ID(1)))
	over, live := ended()
	for i, term := range append(over, live...) {
		invitation := Invitation(20+i, ID(10))
		invitation.Term, invitation.Used[scoring.Lived] = term, invitation.Uses
		Add(t, store, invitation)
	}
	for assessment, want := range map[string]int{ID(10): 2, ID(11): 0, "\x00\xff": 0} {
		checkCount(t, want, func() (int, error) { return store.LiveInvitations(t.Context(), assessment, Noon) })
	}
}

func startedResponses(t *testing.T, store assessments.Store) {
	Add(t, store, Organisation(1), Assessment(10, ID(1)), Assessment(11, ID(1)), Response(20, ID(10), scoring.Lived))
	write(t, store, func(tx assessments.Tx) error {
		return tx.AddResponses(t.Context(), ID(10), []assessments.Response{Response(21, ID(10), scoring.Lived), FullResponse(22, ID(10), scoring.Learnt)})
	})
	for assessment, want := range map[string]int{ID(10): 3, ID(11): 0, ID(99): 0, "\x00\xff": 0} {
		checkCount(t, want, func() (int, error) { return store.Responses(t.Context(), assessment) })
	}
}
