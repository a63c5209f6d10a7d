package assessments

import (
	"context"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/events"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// events tells what happens to those who may see it.
func (s *Service) events() events.Teller { return events.Teller{NewID: s.NewID} }

// shown is how the organisation stands in lists of named results.
func (o *Organisation) shown() events.Shown {
	shown := events.Shown{Verified: o.Verification.State == Verified}
	for _, identifier := range o.Identifiers {
		shown.Identifiers = append(shown.Identifiers, identifier.Canonical)
	}
	return shown
}

// tellOrganisation tells that an organisation was made, or that it changed.
func (s *Service) tellOrganisation(ctx context.Context, tx Tx, before, o Organisation) error {
	return s.events().Organisation(ctx, tx, o.ID, o.UpdatedAt, before.shown(), o.shown())
}

func (s *Service) saveOrganisation(ctx context.Context, tx Tx, before, o Organisation) error {
	if err := tx.SaveOrganisation(ctx, o); err != nil {
		return err
	}
	return s.tellOrganisation(ctx, tx, before, o)
}

// tellAssessment tells what was done with an assessment. What is saved of it while
// people answer, but for that, is nobody's business.
func (s *Service) tellAssessment(ctx context.Context, tx Tx, a *Assessment, happened events.Type) error {
	return s.events().Assessment(ctx, tx, a.event(happened), a.ID)
}

func (a *Assessment) event(happened events.Type) events.Event {
	return events.Event{Type: happened, Time: a.UpdatedAt, Organisation: a.Organisation}
}

// tellClosed tells that an assessment is closed. A result with a rung that is no
// staff view may be one that the organisation shows by name.
func (s *Service) tellClosed(ctx context.Context, tx Tx, a *Assessment, in *instrument.Instrument, exact *scoring.Result) error {
	if err := s.tellAssessment(ctx, tx, a, events.AssessmentClosed); err != nil || exact.Provisional || exact.Rung == 0 {
		return err
	}
	return s.events().Result(ctx, tx, a.Organisation, a.UpdatedAt, events.Measure{Instrument: a.Instrument, Series: in.Series, Scope: a.Scope})
}

func (g *Grant) told() events.Grant {
	return events.Grant{ID: g.ID, Organisation: g.Organisation, Partner: g.Partner}
}

// addGrant keeps a new grant, and tells the partner what there is.
func (s *Service) addGrant(ctx context.Context, tx Tx, g Grant) error {
	if err := tx.AddGrant(ctx, g); err != nil {
		return err
	}
	there := []events.Event{{
		Type: events.OrganisationChanged, Organisation: g.Organisation,
		Subject: events.Subject{Kind: events.AnOrganisation, ID: g.Organisation},
	}}
	inPages := func(page access.Page) ([]Assessment, error) {
		return tx.Assessments(ctx, Scope{Organisation: g.Organisation}, AssessmentFilter{}, page)
	}
	for a, err := range every(inPages, func(a *Assessment) string { return a.ID }) {
		if err != nil {
			return err
		}
		e := a.event(happened[a.State])
		e.Subject = events.Subject{Kind: events.AnAssessment, ID: a.ID}
		there = append(there, e)
	}
	return s.events().GrantCreated(ctx, tx, g.told(), g.CreatedAt, there)
}

// happened is what says last that an assessment is in a state.
var happened = map[AssessmentState]events.Type{
	Open:      events.AssessmentOpened,
	Closed:    events.AssessmentClosed,
	Cancelled: events.AssessmentCancelled,
}

// tellExpired tells of the grants that expired since events are kept.
func (s *Service) tellExpired(ctx context.Context) error {
	since := s.Now().Add(-events.KeptFor)
	expired, err := s.Store.ExpiredGrants(ctx, since, s.Now())
	if err != nil || len(expired) == 0 {
		return err
	}
	return s.Store.Write(ctx, func(tx Tx) error {
		// Read again: another server may have told of them.
		expired, err := tx.ExpiredGrants(ctx, since, s.Now())
		if err != nil {
			return err
		}
		for _, grant := range expired {
			if err := s.events().GrantRevoked(ctx, tx, grant.told(), s.Now()); err != nil {
				return err
			}
		}
		return nil
	})
}

// deleteAccount deletes a partner or funder, and tells the organisations that let the
// partner in that it no longer acts for them.
func (s *Service) deleteAccount(ctx context.Context, tx Tx, account *Account) error {
	grants, err := tx.GrantsTo(ctx, account.ID)
	if err != nil {
		return err
	}
	if err := tx.DeleteAccount(ctx, account.ID); err != nil {
		return err
	}
	for _, grant := range grants {
		if err := s.events().GrantGone(ctx, tx, grant.told(), s.Now()); err != nil {
			return err
		}
	}
	return tx.DropFeed(ctx, events.Feed{Role: account.Role, ID: account.ID})
}
