package assessments

import (
	"context"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

// Grant lets a partner act for an organisation, until it expires or the
// organisation revokes it.
type Grant struct {
	ID           string
	Organisation string
	Partner      string
	MadeBy       access.Role // PartnerRole when it came with an organisation that the partner made
	CreatedAt    time.Time
	Term
}

// Grants reads who may act for whom.
type Grants interface {
	access.Grants
	// Grant returns a grant of this organisation, ended or not.
	Grant(ctx context.Context, organisation, id string) (Grant, error)
	// Grants returns all grants of an organisation, ended or not.
	Grants(ctx context.Context, organisation string, page access.Page) ([]Grant, error)
	// GrantFor returns the grant that lets a partner act for an organisation at
	// this time: of several the one that holds longest.
	GrantFor(ctx context.Context, partner, organisation string, at time.Time) (Grant, error)
	// GrantsTo returns all grants that a partner has or had, in the order of ids.
	GrantsTo(ctx context.Context, partner string) ([]Grant, error)
	// ExpiredGrants returns the grants that expired after one time, and by another,
	// of which no event says that they ended. They come in the order of ids.
	ExpiredGrants(ctx context.Context, after, until time.Time) ([]Grant, error)
}

// GrantWriter keeps grants.
type GrantWriter interface {
	// AddGrant is an error when the partner or the organisation is not there.
	AddGrant(ctx context.Context, g Grant) error
	// SaveGrant replaces everything but the id.
	SaveGrant(ctx context.Context, g Grant) error
	// RevokeMadeUnder revokes the invitations and links that were made under a
	// grant and are not revoked.
	RevokeMadeUnder(ctx context.Context, grant string, at time.Time) error
	// RevokeMadeBy does so for all grants that a partner ever had.
	RevokeMadeBy(ctx context.Context, partner string, at time.Time) error
}

// GrantInput asks for a grant.
type GrantInput struct {
	Partner   string
	ExpiresAt time.Time // zero for never
}

// CreateGrant lets a partner act for the organisation.
func (s *Service) CreateGrant(ctx context.Context, caller access.Caller, organisation string, in GrantInput, once *access.IdempotencyKey[Grant]) (Grant, error) {
	now, id := s.Now(), s.NewID()
	return create(ctx, s, once, organisation, func(tx Tx) (Grant, error) {
		if _, err := s.reach(ctx, tx, caller, organisation); err != nil {
			return Grant{}, err
		}
		var faults fault.List
		expires := faults.End(fault.At("expires_at"), in.ExpiresAt, now)
		if in.Partner == "" {
			faults.Say(fault.At("partner_id"), "refusal.which_partner")
		} else if _, err := tx.Account(ctx, access.PartnerRole, in.Partner); fault.KindOf(err) == fault.NotFound {
			faults.Say(fault.At("partner_id"), "refusal.no_partner", "given", fault.Quoted(in.Partner))
		} else if err != nil {
			return Grant{}, err
		}
		if err := faults.Err(); err != nil {
			return Grant{}, err
		}
		created := Grant{ID: id, Organisation: organisation, Partner: in.Partner, MadeBy: caller.Role, CreatedAt: now, Term: Term{ExpiresAt: expires}}
		return created, s.addGrant(ctx, tx, created)
	})
}

// Grants lists who may act for the organisation, and who might before.
func (s *Service) Grants(ctx context.Context, caller access.Caller, organisation string, page access.Page) (access.List[Grant], error) {
	if _, err := s.reach(ctx, s.Store, caller, organisation); err != nil {
		return access.List[Grant]{}, err
	}
	found, err := s.Store.Grants(ctx, organisation, page.More())
	return access.Cut(found, page), err
}

// Grant returns one grant of the organisation.
func (s *Service) Grant(ctx context.Context, caller access.Caller, organisation, id string) (Grant, error) {
	if _, err := s.reach(ctx, s.Store, caller, organisation); err != nil {
		return Grant{}, err
	}
	return s.Store.Grant(ctx, organisation, id)
}

// PartnerName returns what a partner is called, to who knows its id: an
// organisation is to see whom it lets act for it.
func (s *Service) PartnerName(ctx context.Context, id string) (string, error) {
	account, err := s.Store.Account(ctx, access.PartnerRole, id)
	return account.Name, err
}

// RevokeGrant ends a grant at once, and with it the invitations and links that the
// partner made under it. Those of a grant that expires end with it by themselves.
// Revoking it again does nothing.
func (s *Service) RevokeGrant(ctx context.Context, caller access.Caller, organisation, id string) error {
	return s.Store.Write(ctx, func(tx Tx) error {
		if _, err := s.reach(ctx, tx, caller, organisation); err != nil {
			return err
		}
		grant, err := tx.Grant(ctx, organisation, id)
		if err != nil {
			return err
		}
		return s.revokeGrant(ctx, tx, grant)
	})
}

func (s *Service) revokeGrant(ctx context.Context, tx Tx, grant Grant) error {
	ended := grant.State(s.Now()) == Ended
	grant.revoke(s.Now())
	if err := tx.SaveGrant(ctx, grant); err != nil {
		return err
	}
	if err := tx.RevokeMadeUnder(ctx, grant.ID, s.Now()); err != nil || ended {
		return err
	}
	return s.events().GrantRevoked(ctx, tx, grant.told(), s.Now())
}
