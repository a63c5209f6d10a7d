package assessments

import (
	"context"

	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// Look is what an invitation tells before anything is used up: who asks, and
// whether it still works.
type Look struct {
	State        LookState
	Assessment   Assessment
	Organisation Organisation
	Voice        *scoring.Voice // nil for the person to choose
}

// LookState says whether an invitation still works.
type LookState string

// The states of an invitation, as who holds it sees them.
const (
	LookOpen      LookState = "open" // also of a single-use key that was used
	LookUsedUp    LookState = "used_up"
	LookExpired   LookState = "expired"
	LookRevoked   LookState = "revoked"
	LookClosed    LookState = "closed"
	LookCancelled LookState = "cancelled"
)

// Look says who invites with this key, and to what. It changes nothing.
func (s *Service) Look(ctx context.Context, secret Secret) (Look, error) {
	var faults fault.List
	checkInvited(secret, &faults)
	if err := faults.Err(); err != nil {
		return Look{}, err
	}
	invitation, _, err := lookUp(ctx, s.Store, secret.Hash())
	if err != nil {
		return Look{}, err
	}
	a, err := s.Store.Assessment(ctx, invitation.Assessment)
	if err != nil {
		return Look{}, err
	}
	organisation, err := s.Store.Organisation(ctx, a.Organisation)
	return Look{s.stateOf(&invitation, &a), a, organisation, invitation.Voice}, err
}

// stateOf tells what most keeps an invitation from working. Whether a single-use
// key was used it does not tell: who kept copies would learn who has begun.
func (s *Service) stateOf(i *Invitation, a *Assessment) LookState {
	now := s.Now()
	switch {
	case a.State == Cancelled:
		return LookCancelled
	case a.mustBeOpen(now) != nil:
		return LookClosed
	case i.State(now) == Ended:
		return LookRevoked
	case i.State(now) == Expired:
		return LookExpired
	case !i.SingleUse && i.Started() >= i.Uses:
		return LookUsedUp
	}
	return LookOpen
}
