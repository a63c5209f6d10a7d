package assessments

import (
	"context"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// Invitation lets people start responses. What a person then writes hangs on a
// response key of its own: nothing ties the two together.
type Invitation struct {
	ID         string
	Assessment string
	Voice      *scoring.Voice // nil for the person to choose
	Uses       int            // how many responses it may start
	Used       int            // how many it has
	Hash       Hash
	CreatedAt  time.Time
	Term
}

// MaxUses is how many responses one invitation may start.
const MaxUses = 10_000

// Invitations reads invitations.
type Invitations interface {
	// Invitation returns an invitation to this assessment, ended or not.
	Invitation(ctx context.Context, assessment, id string) (Invitation, error)
	// Invitations returns all to an assessment, ended or not.
	Invitations(ctx context.Context, assessment string, page access.Page) ([]Invitation, error)
	// InvitationByLabel returns the invitation whose key's hash has this label.
	InvitationByLabel(ctx context.Context, label string) (Invitation, error)
}

// InvitationWriter keeps invitations. They are deleted with the responses to a
// cancelled assessment.
type InvitationWriter interface {
	// AddInvitation is an error when another has its key, or there is no such
	// assessment.
	AddInvitation(ctx context.Context, i Invitation) error
	// SaveInvitation is an error when it was used more often than it may be.
	SaveInvitation(ctx context.Context, i Invitation) error
}

// NewInvitation is an invitation and, this one time, its key.
type NewInvitation struct {
	Invitation
	Secret Secret
}

// InvitationInput asks for an invitation.
type InvitationInput struct {
	Voice     string // "" for the person to choose
	Uses      *int   // nil for 1
	ExpiresAt time.Time
}

// CreateInvitation makes an invitation to an open assessment.
func (s *Service) CreateInvitation(ctx context.Context, caller access.Caller, assessment string, in InvitationInput, once *access.IdempotencyKey[NewInvitation]) (NewInvitation, error) {
	now := s.Now()
	created := NewInvitation{Invitation: Invitation{ID: s.NewID(), Assessment: assessment, Uses: 1, CreatedAt: now}}
	var faults fault.List
	created.Voice = checkVoice(in.Voice, &faults)
	if in.Uses != nil {
		created.Uses = *in.Uses
	}
	if created.Uses < 1 || created.Uses > MaxUses {
		faults.Add(fault.At("uses"), "uses is %d. It must be from 1 to %d.", created.Uses, MaxUses)
	}
	created.ExpiresAt = faults.End(fault.At("expires_at"), in.ExpiresAt, now)
	if err := faults.Err(); err != nil {
		return NewInvitation{}, err
	}
	var err error
	if created.Secret, err = newSecret(invitationKey, s.Random); err != nil {
		return NewInvitation{}, err
	}
	created.Hash = created.Secret.Hash()
	return createFor(ctx, s, once, assessment, func(tx Tx) (NewInvitation, error) {
		a, err := s.reachAssessment(ctx, tx, caller, assessment)
		if err != nil {
			return NewInvitation{}, err
		}
		if err := a.mustBeOpen(now); err != nil {
			return NewInvitation{}, err
		}
		if err := roomForInvitation(ctx, tx, assessment, now); err != nil {
			return NewInvitation{}, err
		}
		return created, tx.AddInvitation(ctx, created.Invitation)
	})
}

// checkVoice reads a voice, which may be left out.
func checkVoice(given string, faults *fault.List) *scoring.Voice {
	if given == "" {
		return nil
	}
	voice, known := scoring.ParseVoice(given)
	if !known {
		faults.Add(fault.At("voice"), "There is no voice %.80q. Use lived or learnt.", given)
	}
	return &voice
}

// Invitations lists the invitations to an assessment, those that ended too.
func (s *Service) Invitations(ctx context.Context, caller access.Caller, assessment string, page access.Page) (access.List[Invitation], error) {
	if _, err := s.reachAssessment(ctx, s.Store, caller, assessment); err != nil {
		return access.List[Invitation]{}, err
	}
	found, err := s.Store.Invitations(ctx, assessment, page.More())
	return access.Cut(found, page), err
}

// RevokeInvitation ends an invitation at once. Responses it started go on.
// Revoking it again does nothing.
func (s *Service) RevokeInvitation(ctx context.Context, caller access.Caller, assessment, id string) error {
	return s.Store.Write(ctx, func(tx Tx) error {
		if _, err := s.reachAssessment(ctx, tx, caller, assessment); err != nil {
			return err
		}
		invitation, err := tx.Invitation(ctx, assessment, id)
		if err != nil {
			return err
		}
		invitation.revoke(s.Now())
		return tx.SaveInvitation(ctx, invitation)
	})
}

// Redeemed is a response that an invitation started.
type Redeemed struct {
	NewResponse
	Assessment Assessment
	Instrument *instrument.Instrument
}

// errNoInvitation answers every key that invites to nothing, so that it tells
// nothing about those that do.
var errNoInvitation = &fault.Error{
	Kind:   fault.NotFound,
	Detail: "This invitation does not work. It may be mistyped, expired or revoked. Ask who sent it for a new one.",
}

// Redeem starts a response with an invitation's key. The voice is asked for
// only when the invitation leaves it to the person.
func (s *Service) Redeem(ctx context.Context, secret Secret, voice string, once *access.IdempotencyKey[Redeemed]) (Redeemed, error) {
	var faults fault.List
	chosen := checkVoice(voice, &faults)
	if err := faults.Err(); err != nil {
		return Redeemed{}, err
	}
	invitation, err := s.findInvitation(ctx, s.Store, secret)
	if err != nil {
		return Redeemed{}, err
	}
	started, err := s.newResponse(invitation.Assessment)
	if err != nil {
		return Redeemed{}, err
	}
	return createFor(ctx, s, once, invitation.Assessment, func(tx Tx) (Redeemed, error) {
		// Read again: it may have been used meanwhile.
		invitation, err := s.findInvitation(ctx, tx, secret)
		if err != nil {
			return Redeemed{}, err
		}
		a, err := tx.Assessment(ctx, invitation.Assessment)
		if err != nil {
			return Redeemed{}, err
		}
		if err := a.mustBeOpen(s.Now()); err != nil {
			return Redeemed{}, err
		}
		created := Redeemed{started, a, s.instrumentOf(&a)}
		if created.Voice, err = invitation.use(chosen); err != nil {
			return Redeemed{}, err
		}
		if err := tx.SaveInvitation(ctx, invitation); err != nil {
			return Redeemed{}, err
		}
		return created, tx.AddResponse(ctx, created.Response)
	})
}

func (s *Service) findInvitation(ctx context.Context, r Reader, secret Secret) (Invitation, error) {
	hash := secret.Hash()
	found, err := r.InvitationByLabel(ctx, hash.Label())
	if fault.KindOf(err) == fault.NotFound || err == nil && (!found.Hash.Equal(hash) || found.State(s.Now()) != Active) {
		return Invitation{}, errNoInvitation
	}
	return found, err
}

// use counts one response, and says in whose voice it is.
func (i *Invitation) use(chosen *scoring.Voice) (scoring.Voice, error) {
	voice := i.Voice
	var faults fault.List
	switch {
	case i.Used >= i.Uses:
		return 0, &fault.Error{Kind: fault.Conflict, Detail: "This invitation has been used as often as it may be. Ask who sent it for a new one."}
	case voice == nil && chosen == nil:
		faults.Add(fault.At("voice"), "Say whether you answer from lived experience (lived) or as staff, volunteer or trustee (learnt).")
	case voice == nil:
		voice = chosen
	case chosen != nil && *chosen != *voice:
		faults.Add(fault.At("voice"), "This invitation is for %s. Leave voice out, or use that.", *voice)
	}
	if err := faults.Err(); err != nil {
		return 0, err
	}
	i.Used++
	return *voice, nil
}
