package assessments

import (
	"context"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

// Link lets whoever has its key read one result, until it expires.
type Link struct {
	ID         string
	Assessment string
	Hash       Hash
	CreatedAt  time.Time
	Maker
	Term
}

// Links reads links to results.
type Links interface {
	// Link returns a link to the result of this assessment, ended or not.
	Link(ctx context.Context, assessment, id string) (Link, error)
	// Links returns all links to a result, ended or not.
	Links(ctx context.Context, assessment string, page access.Page) ([]Link, error)
	// LinkByLabel returns the link whose key's hash has this label.
	LinkByLabel(ctx context.Context, label string) (Link, error)
}

// LinkWriter keeps links to results.
type LinkWriter interface {
	// AddLink is an error when another link has its key, or there is no such
	// assessment.
	AddLink(ctx context.Context, l Link) error
	// SaveLink replaces everything but the id.
	SaveLink(ctx context.Context, l Link) error
}

// NewLink is a link and, this one time, its key.
type NewLink struct {
	Link
	Secret Secret
}

// How long a link lasts.
const (
	UsualLink   = 30 * 24 * time.Hour
	LongestLink = 366 * 24 * time.Hour
)

// CreateLink makes a link to the result of a closed assessment. It expires after
// 30 days unless said, after a year at the latest, and with the grant under which
// a partner makes it.
func (s *Service) CreateLink(ctx context.Context, caller access.Caller, assessment string, expires time.Time, once *access.IdempotencyKey[NewLink]) (NewLink, error) {
	now := s.Now()
	if expires.IsZero() {
		expires = now.Add(UsualLink)
	}
	var faults fault.List
	expires = faults.End(fault.At("expires_at"), expires, now)
	if expires.After(now.Add(LongestLink)) {
		faults.Say(fault.At("expires_at"), "refusal.link_year")
	}
	if err := faults.Err(); err != nil {
		return NewLink{}, err
	}
	secret, err := newSecret(linkKey, s.Random)
	if err != nil {
		return NewLink{}, err
	}
	created := NewLink{Link{ID: s.NewID(), Assessment: assessment, Hash: secret.Hash(), CreatedAt: now, Term: Term{ExpiresAt: expires}}, secret}
	return createFor(ctx, s, once, assessment, func(tx Tx) (NewLink, error) {
		a, err := s.reachAssessment(ctx, tx, caller, assessment)
		if err != nil {
			return NewLink{}, err
		}
		if err := a.mustBeClosed(); err != nil {
			return NewLink{}, err
		}
		by, until, err := s.makerFor(ctx, tx, caller, a.Organisation)
		if err != nil {
			return NewLink{}, err
		}
		created := created
		created.Maker = by
		created.endBy(until)
		return created, tx.AddLink(ctx, created.Link)
	})
}

// Links lists the links to a result, those that ended too.
func (s *Service) Links(ctx context.Context, caller access.Caller, assessment string, page access.Page) (access.List[Link], error) {
	if _, err := s.reachAssessment(ctx, s.Store, caller, assessment); err != nil {
		return access.List[Link]{}, err
	}
	found, err := s.Store.Links(ctx, assessment, page.More())
	return access.Cut(found, page), err
}

// Link returns one link to a result, ended or not.
func (s *Service) Link(ctx context.Context, caller access.Caller, assessment, id string) (Link, error) {
	if _, err := s.reachAssessment(ctx, s.Store, caller, assessment); err != nil {
		return Link{}, err
	}
	return s.Store.Link(ctx, assessment, id)
}

// RevokeLink ends a link at once. Revoking it again does nothing.
func (s *Service) RevokeLink(ctx context.Context, caller access.Caller, assessment, id string) error {
	return s.Store.Write(ctx, func(tx Tx) error {
		if _, err := s.reachAssessment(ctx, tx, caller, assessment); err != nil {
			return err
		}
		link, err := tx.Link(ctx, assessment, id)
		if err != nil {
			return err
		}
		link.revoke(s.Now())
		return tx.SaveLink(ctx, link)
	})
}
