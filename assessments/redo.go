package assessments

import (
	"context"
	"slices"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/events"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/redo"
)

// RedoWriter ends things again that a backup brought back.
type RedoWriter interface {
	// EndAgain ends a key, an invitation, a link, the claims of an organisation or a
	// webhook, as a fact says, and tells whether it was there to end.
	EndAgain(ctx context.Context, f redo.Fact, at time.Time) (did bool, err error)
	// EndEveryLink revokes all links to results, and all claims that are not used.
	EndEveryLink(ctx context.Context, at time.Time) error
	// DropEverySession deletes all sessions.
	DropEverySession(ctx context.Context) error
}

// Redo does again what facts say was done after a backup was made, on what the backup
// brought back. Who was signed in is no longer. It returns how much there was to do.
//
// An assessment that was closed has no result here, and a second one must not be
// made: it would be of those who answered before the backup alone. Laid beside the
// first, it would tell what the others said. So it is cancelled.
func (s *Service) Redo(ctx context.Context, facts []redo.Fact) (done int, err error) {
	return access.Within(ctx, s.Store.Write, func(tx Tx) (int, error) {
		done := 0
		facts := slices.Clone(facts)
		slices.SortStableFunc(facts, func(a, b redo.Fact) int { return lateness(a) - lateness(b) })
		find, err := finder(ctx, tx, facts)
		if err != nil {
			return 0, err
		}
		for _, f := range facts {
			if id, found := find[f.ID]; found {
				f.ID = id
			}
			if done, err = count(done)(s.redo(ctx, tx, f)); err != nil {
				return 0, err
			}
		}
		for _, of := range replacementsIn(facts) {
			if done, err = count(done)(of.redo(ctx, tx)); err != nil {
				return 0, err
			}
		}
		return done, tx.DropEverySession(ctx)
	})
}

// count counts what was there to do. What a backup has not, it did not bring back.
func count(done int) func(did bool, err error) (int, error) {
	return func(did bool, err error) (int, error) {
		switch {
		case err != nil && fault.KindOf(err) != fault.NotFound:
			return done, err
		case err == nil && did:
			return done + 1, nil
		}
		return done, nil
	}
}

// finder returns the ids of organisations and accounts by their traces, where facts have
// such.
func finder(ctx context.Context, r Reader, facts []redo.Fact) (map[string]string, error) {
	find := map[string]string{}
	if slices.ContainsFunc(facts, func(f redo.Fact) bool { return f.Kind == redo.OrganisationGone }) {
		inPages := func(page access.Page) ([]Organisation, error) {
			return r.Organisations(ctx, Scope{All: true}, OrganisationFilter{}, page)
		}
		for o, err := range every(inPages, func(o *Organisation) string { return o.ID }) {
			if err != nil {
				return nil, err
			}
			find[redo.Trace(o.ID)] = o.ID
		}
	}
	for _, role := range []access.Role{access.PartnerRole, access.FunderRole} {
		if !slices.ContainsFunc(facts, func(f redo.Fact) bool { return f.Kind == redo.AccountGone && f.Of == string(role) }) {
			continue
		}
		inPages := func(page access.Page) ([]Account, error) { return r.Accounts(ctx, role, page) }
		for a, err := range every(inPages, func(a *Account) string { return a.ID }) {
			if err != nil {
				return nil, err
			}
			find[redo.Trace(a.ID)] = a.ID
		}
	}
	return find, nil
}

// lateness is greater for what is done after the rest: a funder goes when nobody who
// shared with it is there.
func lateness(f redo.Fact) int {
	if f.Kind == redo.AccountGone {
		return 1
	}
	return 0
}

// redo does one thing again, and tells whether it was there to do. The error is of
// kind NotFound for what is not there.
func (s *Service) redo(ctx context.Context, tx Tx, f redo.Fact) (bool, error) {
	switch f.Kind { //nolint:exhaustive // package comparisons does the others
	case redo.AssessmentEnded:
		return s.cancelAgain(ctx, tx, f.ID)
	case redo.OrganisationGone:
		return s.eraseAgain(ctx, tx, f.ID)
	case redo.Unverified:
		return s.unverifyAgain(ctx, tx, f)
	case redo.AccountGone:
		return s.removeAgain(ctx, tx, f)
	case redo.GrantRevoked:
		return s.revokeGrantAgain(ctx, tx, f)
	case redo.ResponseWithdrawn:
		return withdrawAgain(ctx, tx, f)
	case redo.KeyRevoked, redo.InvitationRevoked, redo.LinkRevoked, redo.ClaimsOver, redo.WebhookGone:
		return tx.EndAgain(ctx, f, s.Now())
	}
	return false, nil
}

func (s *Service) cancelAgain(ctx context.Context, tx Tx, id string) (bool, error) {
	a, err := tx.Assessment(ctx, id)
	if err != nil || a.State != Open {
		return false, err
	}
	if err := s.cancel(ctx, tx, &a); err != nil {
		return false, err
	}
	if err := tx.SaveAssessment(ctx, a); err != nil {
		return false, err
	}
	return true, s.tellAssessment(ctx, tx, &a, events.AssessmentCancelled)
}

func (s *Service) eraseAgain(ctx context.Context, tx Tx, id string) (bool, error) {
	organisation, err := tx.Organisation(ctx, id)
	if err != nil {
		return false, err
	}
	return true, s.erase(ctx, tx, &organisation)
}

func (s *Service) unverifyAgain(ctx context.Context, tx Tx, f redo.Fact) (bool, error) {
	o, err := tx.Organisation(ctx, f.ID)
	if err != nil || o.Verification.State != Verified || o.Verification.DecidedAt.After(f.At) {
		return false, err
	}
	before := o
	o.Verification.State, o.Verification.DecidedAt = Unverified, time.Time{}
	o.Verification.Note = "It was no longer verified when a backup was put back."
	o.touch(s.Now())
	return true, s.saveOrganisation(ctx, tx, before, o)
}

func (s *Service) removeAgain(ctx context.Context, tx Tx, f redo.Fact) (bool, error) {
	account, err := tx.Account(ctx, access.Role(f.Of), f.ID)
	if err != nil {
		return false, err
	}
	return true, s.remove(ctx, tx, &account)
}

func (s *Service) revokeGrantAgain(ctx context.Context, tx Tx, f redo.Fact) (bool, error) {
	grant, err := tx.Grant(ctx, f.Of, f.ID)
	if err != nil || !grant.RevokedAt.IsZero() {
		return false, err
	}
	return true, s.revokeGrant(ctx, tx, grant)
}

func withdrawAgain(ctx context.Context, tx Tx, f redo.Fact) (bool, error) {
	r, err := tx.Response(ctx, f.Of, f.ID)
	if err != nil || r.State == Withdrawn {
		return false, err
	}
	r.withdraw()
	return true, tx.SaveResponse(ctx, r)
}

// withdraw takes all out of a response that somebody wrote.
func (r *Response) withdraw() {
	r.State = Withdrawn
	r.Answers, r.Notes, r.Private = nil, nil, nil
	r.Revision++
}

// replacements are the keys of one response that others took the place of, in any
// order.
type replacements []redo.Fact

// replacementsIn returns those of each response.
func replacementsIn(facts []redo.Fact) map[string]replacements {
	of := map[string]replacements{}
	for _, f := range facts {
		if f.Kind == redo.KeyReplaced && len(f.More) == 2 {
			of[f.ID] = append(of[f.ID], f)
		}
	}
	return of
}

// redo goes from the key that a backup has to the one that came last.
func (all replacements) redo(ctx context.Context, tx Tx) (bool, error) {
	r, err := tx.Response(ctx, all[0].Of, all[0].ID)
	if err != nil {
		return false, err
	}
	was := r.Hash
	for range all {
		next := slices.IndexFunc(all, func(f redo.Fact) bool { return f.More[0] == r.Hash.Label() })
		if next < 0 {
			break
		}
		r.Hash, r.Next = Hash(all[next].More[1]), ""
	}
	if r.Hash == was {
		return false, nil
	}
	return true, tx.SaveResponseKeys(ctx, r)
}

// Distrust is what is done to a backup that was put back without what was done since:
// open assessments are cancelled, for people may have withdrawn or finished, and links
// to results and to claim an organisation end, for they may have been revoked. All of
// these can be made again. It returns how many assessments it cancelled.
func (s *Service) Distrust(ctx context.Context) (cancelled int, err error) {
	return access.Within(ctx, s.Store.Write, func(tx Tx) (int, error) {
		var open []string
		inPages := func(page access.Page) ([]Assessment, error) {
			return tx.Assessments(ctx, Scope{All: true}, AssessmentFilter{States: []AssessmentState{Open}}, page)
		}
		for a, err := range every(inPages, func(a *Assessment) string { return a.ID }) {
			if err != nil {
				return 0, err
			}
			open = append(open, a.ID)
		}
		for _, id := range open {
			if _, err := s.cancelAgain(ctx, tx, id); err != nil {
				return 0, err
			}
		}
		if err := tx.DropEverySession(ctx); err != nil {
			return 0, err
		}
		return len(open), tx.EndEveryLink(ctx, s.Now())
	})
}
