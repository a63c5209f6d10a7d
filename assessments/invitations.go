package assessments

import (
	"context"
	"sync"
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
	Voice      *scoring.Voice           // nil for the person to choose
	Uses       int                      // how many responses it may start
	Used       [len(scoring.Voices)]int // how many it has, by voice
	SingleUse  bool                     // whether each of its keys starts one response
	CreatedAt  time.Time
	Maker
	Term
}

// Started returns how many responses it has started.
func (i *Invitation) Started() int { return i.Used[scoring.Lived] + i.Used[scoring.Learnt] }

// InvitationKey is what is known of a key of an invitation.
type InvitationKey struct {
	Hash Hash
	// Spent says that it started a response and starts no more. Nobody is told,
	// and it is forgotten when the assessment ends.
	Spent bool
}

// How many responses one invitation may start.
const (
	MaxUses  = 10_000 // with one key that people share
	MaxLinks = 500    // with a key for each
)

// Invitations reads invitations.
type Invitations interface {
	// Invitation returns an invitation to this assessment, ended or not.
	Invitation(ctx context.Context, assessment, id string) (Invitation, error)
	// Invitations returns all to an assessment, ended or not.
	Invitations(ctx context.Context, assessment string, page access.Page) ([]Invitation, error)
	// InvitationByLabel returns the key whose hash has this label, and the
	// invitation it belongs to.
	InvitationByLabel(ctx context.Context, label string) (Invitation, InvitationKey, error)
	// StartedShared returns how many responses to an assessment were started,
	// by voice, with keys that people shared.
	StartedShared(ctx context.Context, assessment string) ([len(scoring.Voices)]int, error)
}

// InvitationWriter keeps invitations. They go with their assessment.
type InvitationWriter interface {
	// AddInvitation is an error when another has one of its keys, or there is no
	// such assessment.
	AddInvitation(ctx context.Context, i Invitation, keys []Hash) error
	// SaveInvitation is an error when it was used more often than it may be.
	SaveInvitation(ctx context.Context, i Invitation) error
	// UseInvitation counts one more response that an invitation started in a voice. It
	// is an error when it is used more often than it may be, or is not there.
	UseInvitation(ctx context.Context, id string, voice scoring.Voice) error
	// SpendInvitationKey is an error when the key is spent.
	SpendInvitationKey(ctx context.Context, key Hash) error
}

// NewInvitation is an invitation and, this one time, its keys.
type NewInvitation struct {
	Invitation
	Secrets []Secret
	Apart   bool // whether it was asked for as links, one for each person
}

// InvitationInput asks for an invitation.
type InvitationInput struct {
	Voice     string // "" for the person to choose
	Uses      *int   // of one key; nil for 1
	Links     *int   // how many keys for one use each, in place of Uses; nil for none
	ExpiresAt time.Time
}

// newInvitation makes an invitation with its keys, and stores nothing.
func (s *Service) newInvitation(assessment string, in *InvitationInput) (NewInvitation, error) {
	created := NewInvitation{Invitation: Invitation{ID: s.NewID(), Assessment: assessment, CreatedAt: s.Now()}}
	var faults fault.List
	created.Voice = checkVoice(in.Voice, &faults)
	keys := 1
	switch {
	case in.Links != nil && in.Uses != nil:
		faults.Add(fault.At("uses"), "Give links for a link to each person, or uses for one link that people share. Not both.")
	case in.Links != nil:
		keys, created.Uses, created.Apart = *in.Links, *in.Links, true
		if keys < 1 || keys > MaxLinks {
			faults.Add(fault.At("links"), "links is %d. It must be from 1 to %d.", keys, MaxLinks)
		}
	case in.Uses != nil:
		created.Uses = *in.Uses
		if created.Uses < 1 || created.Uses > MaxUses {
			faults.Add(fault.At("uses"), "uses is %d. It must be from 1 to %d.", created.Uses, MaxUses)
		}
	default:
		created.Uses = 1
	}
	created.SingleUse = created.Uses == keys
	created.ExpiresAt = faults.End(fault.At("expires_at"), in.ExpiresAt, created.CreatedAt)
	if err := faults.Err(); err != nil {
		return NewInvitation{}, err
	}
	created.Secrets = make([]Secret, keys)
	for i := range created.Secrets {
		var err error
		if created.Secrets[i], err = newSecret(invitationKey, s.Random); err != nil {
			return NewInvitation{}, err
		}
	}
	return created, nil
}

// CreateInvitation makes an invitation to an open assessment. One that a partner
// makes ends with the grant that lets it.
func (s *Service) CreateInvitation(ctx context.Context, caller access.Caller, assessment string, in InvitationInput, once *access.IdempotencyKey[NewInvitation]) (NewInvitation, error) {
	made, err := s.newInvitation(assessment, &in)
	if err != nil {
		return NewInvitation{}, err
	}
	keys := make([]Hash, len(made.Secrets))
	for i, secret := range made.Secrets {
		keys[i] = secret.Hash()
	}
	return createFor(ctx, s, once, assessment, func(tx Tx) (NewInvitation, error) {
		a, err := s.reachAssessment(ctx, tx, caller, assessment)
		if err != nil {
			return NewInvitation{}, err
		}
		if err := a.mustBeOpen(s.Now()); err != nil {
			return NewInvitation{}, err
		}
		if err := roomForInvitation(ctx, tx, assessment, s.Now()); err != nil {
			return NewInvitation{}, err
		}
		by, until, err := s.makerFor(ctx, tx, caller, a.Organisation)
		if err != nil {
			return NewInvitation{}, err
		}
		created := made
		created.Maker = by
		created.endBy(until)
		return created, tx.AddInvitation(ctx, created.Invitation, keys)
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

// Invitation returns one invitation to an assessment, ended or not.
func (s *Service) Invitation(ctx context.Context, caller access.Caller, assessment, id string) (Invitation, error) {
	if _, err := s.reachAssessment(ctx, s.Store, caller, assessment); err != nil {
		return Invitation{}, err
	}
	return s.Store.Invitation(ctx, assessment, id)
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
var errNoInvitation = sync.OnceValue(func() *fault.Error { return fault.Refuse(fault.NotFound, "refusal.no_invitation") })

// Redeem starts a response with an invitation's key. The voice is asked for
// only when the invitation leaves it to the person.
func (s *Service) Redeem(ctx context.Context, secret Secret, voice string, once *access.IdempotencyKey[Redeemed]) (Redeemed, error) {
	var faults fault.List
	checkInvited(secret, &faults)
	chosen := checkVoice(voice, &faults)
	if err := faults.Err(); err != nil {
		return Redeemed{}, err
	}
	invitation, _, err := s.findInvitation(ctx, s.Store, secret)
	if err != nil {
		return Redeemed{}, err
	}
	started, err := s.newResponse(invitation.Assessment, Invited)
	if err != nil {
		return Redeemed{}, err
	}
	return createFor(ctx, s, once, invitation.Assessment, func(tx Tx) (Redeemed, error) {
		// Read again: it may have been used meanwhile.
		invitation, key, err := s.findInvitation(ctx, tx, secret)
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
		if created.Voice, err = invitation.use(&key, chosen); err != nil {
			return Redeemed{}, err
		}
		if invitation.SingleUse {
			if err := tx.SpendInvitationKey(ctx, key.Hash); err != nil {
				return Redeemed{}, err
			}
		}
		if err := tx.UseInvitation(ctx, invitation.ID, created.Voice); err != nil {
			return Redeemed{}, err
		}
		return created, tx.AddResponse(ctx, created.Response)
	})
}

// checkInvited asks for the key of an invitation where none came.
func checkInvited(secret Secret, faults *fault.List) {
	if secret.IsZero() {
		faults.Add(fault.At("key"), "Give the key of the invitation. It stands in the link after the #.")
	}
}

func (s *Service) findInvitation(ctx context.Context, r Reader, secret Secret) (Invitation, InvitationKey, error) {
	found, key, err := lookUp(ctx, r, secret.Hash())
	if err == nil && found.State(s.Now()) != Active {
		err = errNoInvitation()
	}
	return found, key, err
}

// lookUp returns the invitation that a key belongs to, ended or not.
func lookUp(ctx context.Context, r Reader, hash Hash) (Invitation, InvitationKey, error) {
	found, key, err := r.InvitationByLabel(ctx, hash.Label())
	if fault.KindOf(err) == fault.NotFound || err == nil && !key.Hash.Equal(hash) {
		return Invitation{}, InvitationKey{}, errNoInvitation()
	}
	return found, key, err
}

// use says in whose voice one more response is, if there may be one. Faults in what was asked
// come first, whatever became of the key: asking in a way that starts nothing must
// not tell whether somebody has begun.
func (i *Invitation) use(key *InvitationKey, chosen *scoring.Voice) (scoring.Voice, error) {
	voice := i.Voice
	var faults fault.List
	switch {
	case voice == nil && chosen == nil:
		faults.Say(fault.At("voice"), "refusal.which_side")
	case voice == nil:
		voice = chosen
	case chosen != nil && *chosen != *voice:
		faults.Say(fault.At("voice"), map[scoring.Voice]string{scoring.Lived: "refusal.invites_lived", scoring.Learnt: "refusal.invites_learnt"}[*voice])
	}
	if err := faults.Err(); err != nil {
		return 0, err
	}
	if key.Spent || i.Started() >= i.Uses {
		return 0, fault.Refuse(fault.Conflict, "refusal.used_up")
	}
	return *voice, nil
}
