package assessments

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

// Claim is what is known of a claim link. With it an organisation that somebody
// made for it takes its first own key, once. The secret in it is known only to
// who has the link.
type Claim struct {
	ID           string
	Organisation string
	Hash         Hash
	Link         Maker // whose link it is
	CreatedAt    time.Time
	ExpiresAt    time.Time
	UsedAt       time.Time // zero for not used
}

// ClaimFor is how long a claim link works.
const ClaimFor = 14 * 24 * time.Hour

// Claims reads claims.
type Claims interface {
	// ClaimByLabel returns the claim whose hash has this label.
	ClaimByLabel(ctx context.Context, label string) (Claim, error)
}

// ClaimWriter keeps claims.
type ClaimWriter interface {
	// AddClaim keeps a claim in place of those of its organisation that are not
	// used. It is an error when another claim has its label.
	AddClaim(ctx context.Context, c Claim) error
	// SaveClaim replaces everything but the id.
	SaveClaim(ctx context.Context, c Claim) error
}

// NewClaim is a claim and, this one time, the secret.
type NewClaim struct {
	Claim
	Secret Secret
}

// CreateClaim makes a link with which an organisation takes its first own key. The
// newest link is the only one that works. While the organisation has a live key the
// error is of kind Conflict, and for a partner so it is once there ever was one:
// what has lapsed is for the operator to open again.
func (s *Service) CreateClaim(ctx context.Context, caller access.Caller, organisation string, once *access.IdempotencyKey[NewClaim]) (NewClaim, error) {
	secret, err := newSecret(claimKey, s.Random)
	if err != nil {
		return NewClaim{}, err
	}
	now := s.Now()
	made := NewClaim{Claim{ID: s.NewID(), Organisation: organisation, Hash: secret.Hash(), CreatedAt: now, ExpiresAt: now.Add(ClaimFor)}, secret}
	return create(ctx, s, once, organisation, func(tx Tx) (NewClaim, error) {
		if _, err := s.reach(ctx, tx, caller, organisation); err != nil {
			return NewClaim{}, err
		}
		maker, _, err := s.makerFor(ctx, tx, caller, organisation)
		if err != nil {
			return NewClaim{}, err
		}
		if err := s.mayBeClaimed(ctx, tx, organisation, maker); err != nil {
			return NewClaim{}, err
		}
		created := made
		created.Link = maker
		return created, tx.AddClaim(ctx, created.Claim)
	})
}

var (
	errHasKey = sync.OnceValue(func() *fault.Error { return fault.Refuse(fault.Conflict, "refusal.has_key") })
	errHadKey = sync.OnceValue(func() *fault.Error { return fault.Refuse(fault.Conflict, "refusal.had_key") })
	errNoLink = sync.OnceValue(func() *fault.Error { return fault.Refuse(fault.NotFound, "refusal.no_claim") })
	errIsUsed = sync.OnceValue(func() *fault.Error { return fault.Refuse(fault.Conflict, "refusal.claim_used") })
)

// mayBeClaimed returns an error of kind Conflict unless an organisation can take
// its first key by a link of this maker.
func (s *Service) mayBeClaimed(ctx context.Context, r Reader, organisation string, link Maker) error {
	keys, err := everyKey(ctx, r, Principal{access.OrganisationRole, organisation})
	if err != nil {
		return err
	}
	now := s.Now()
	switch {
	case slices.ContainsFunc(keys, func(k Key) bool { return k.State(now) == Active }):
		return errHasKey()
	case link.By == access.PartnerRole && len(keys) > 0:
		return errHadKey()
	}
	return nil
}

// ClaimedKey is the first key of an organisation, which is named with it.
type ClaimedKey struct {
	NewKey
	Organisation Organisation
}

// TakeClaim makes the first own key of an organisation with the secret of a claim
// link.
func (s *Service) TakeClaim(ctx context.Context, secret Secret, once *access.IdempotencyKey[ClaimedKey]) (ClaimedKey, error) {
	if secret.IsZero() {
		var faults fault.List
		faults.Add(fault.At("claim"), "Give what stands in the link after the #.")
		return ClaimedKey{}, faults.Err()
	}
	claim, err := findClaim(ctx, s.Store, secret)
	if err != nil {
		return ClaimedKey{}, err
	}
	made, err := s.makeKey(access.OrganisationRole, claim.Organisation, "First key", access.ByClaim)
	if err != nil {
		return ClaimedKey{}, err
	}
	made.SharesFrom, made.ClaimLink = made.CreatedAt.Add(ConsentWait), claim.Link
	return create(ctx, s, once, claim.Organisation, func(tx Tx) (ClaimedKey, error) {
		// Read again: it may have been used meanwhile.
		claim, err := findClaim(ctx, tx, secret)
		if err != nil {
			return ClaimedKey{}, err
		}
		if err := s.mayBeUsed(ctx, tx, &claim); err != nil {
			return ClaimedKey{}, err
		}
		organisation, err := tx.Organisation(ctx, claim.Organisation)
		if err != nil {
			return ClaimedKey{}, err
		}
		claim.UsedAt = made.CreatedAt
		if err := tx.SaveClaim(ctx, claim); err != nil {
			return ClaimedKey{}, err
		}
		return ClaimedKey{made, organisation}, tx.AddKey(ctx, made.Key)
	})
}

// findClaim returns the claim of a secret, used or too old as it may be: whoever
// sends a request again must get the same reply.
func findClaim(ctx context.Context, r Reader, secret Secret) (Claim, error) {
	hash := secret.Hash()
	found, err := r.ClaimByLabel(ctx, hash.Label())
	if fault.KindOf(err) == fault.NotFound || err == nil && !found.Hash.Equal(hash) {
		return Claim{}, errNoLink()
	}
	return found, err
}

// mayBeUsed returns an error unless a claim still makes a key. That of a partner does
// so only while the partner may act for the organisation.
func (s *Service) mayBeUsed(ctx context.Context, r Reader, c *Claim) error {
	now := s.Now()
	if !c.UsedAt.IsZero() {
		return errIsUsed()
	}
	if !now.Before(c.ExpiresAt) {
		return errNoLink()
	}
	if c.Link.By == access.PartnerRole {
		if may, err := r.MayActFor(ctx, c.Link.Partner, c.Organisation, now); err != nil {
			return err
		} else if !may {
			return errNoLink()
		}
	}
	return s.mayBeClaimed(ctx, r, c.Organisation, c.Link)
}

// LookAtClaim returns a claim that still makes a key, with the organisation it is
// for, so that who holds the link is told before taking anything.
func (s *Service) LookAtClaim(ctx context.Context, secret Secret) (Claim, Organisation, error) {
	claim, err := findClaim(ctx, s.Store, secret)
	if err != nil {
		return Claim{}, Organisation{}, err
	}
	if err := s.mayBeUsed(ctx, s.Store, &claim); err != nil {
		return Claim{}, Organisation{}, err
	}
	organisation, err := s.Store.Organisation(ctx, claim.Organisation)
	return claim, organisation, err
}
