package assessments

import (
	"context"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/access"
)

// Export is all that is kept of an organisation, but for what is shown to
// nobody: hashes of keys, responses to what is open, and tallies.
type Export struct {
	At           time.Time
	Organisation Organisation
	Keys         []Key
	Grants       []Grant
	Assessments  []AssessmentExport
}

// AssessmentExport is one assessment with all that hangs on it. Result and Plan
// are nil unless it is closed. When its questionnaire is no longer installed,
// the result has none.
type AssessmentExport struct {
	Assessment
	Invitations []Invitation
	Result      *StoredResult
	Notes       []KeptNote
	Links       []Link
	Plan        *Plan
}

// Export gathers all that is kept of an organisation, for whom it is about. It
// is gathered in one piece: nothing changes meanwhile.
func (s *Service) Export(ctx context.Context, caller access.Caller, id string) (Export, error) {
	return access.Within(ctx, s.Store.Snapshot, func(r Reader) (Export, error) {
		organisation, err := s.reach(ctx, r, caller, id)
		if err != nil {
			return Export{}, err
		}
		all := Export{At: s.Now(), Organisation: organisation}
		principal := Principal{access.OrganisationRole, id}
		all.Keys, err = everyKey(ctx, r, principal)
		if err != nil {
			return Export{}, err
		}
		all.Grants, err = every(func(page access.Page) ([]Grant, error) { return r.Grants(ctx, id, page) }, func(g *Grant) string { return g.ID })
		if err != nil {
			return Export{}, err
		}
		all.Assessments, err = s.exportAssessments(ctx, r, id)
		return all, err
	})
}

func (s *Service) exportAssessments(ctx context.Context, r Reader, organisation string) ([]AssessmentExport, error) {
	found, err := every(func(page access.Page) ([]Assessment, error) {
		return r.Assessments(ctx, Scope{Organisation: organisation}, AssessmentFilter{}, page)
	}, func(a *Assessment) string { return a.ID })
	if err != nil {
		return nil, err
	}
	if err := countPeople(ctx, r, found); err != nil {
		return nil, err
	}
	out := make([]AssessmentExport, len(found))
	for i := range found {
		if out[i], err = s.exportAssessment(ctx, r, &found[i]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (s *Service) exportAssessment(ctx context.Context, r Reader, a *Assessment) (AssessmentExport, error) {
	out := AssessmentExport{Assessment: *a}
	var err error
	out.Invitations, err = every(func(page access.Page) ([]Invitation, error) { return r.Invitations(ctx, a.ID, page) }, func(i *Invitation) string { return i.ID })
	if err != nil || a.State != Closed {
		return out, err
	}
	stored, err := r.Result(ctx, a.ID)
	if err != nil {
		return out, err
	}
	stored.complete(a, s.instrumentOf(a))
	plan, err := r.Plan(ctx, a.ID)
	if err != nil {
		return out, err
	}
	out.Result, out.Plan = &stored, &plan
	out.Notes, err = every(func(page access.Page) ([]KeptNote, error) { return r.Notes(ctx, a.ID, page) }, func(n *KeptNote) string { return n.ID })
	if err != nil {
		return out, err
	}
	out.Links, err = every(func(page access.Page) ([]Link, error) { return r.Links(ctx, a.ID, page) }, func(l *Link) string { return l.ID })
	return out, err
}

// every returns all things of a list, page by page.
func every[T any](find func(access.Page) ([]T, error), id func(*T) string) ([]T, error) {
	var all []T
	for page := (access.Page{Limit: access.MaxPage}); ; page.After = id(&all[len(all)-1]) {
		found, err := find(page)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
		if len(found) < page.Limit {
			return all, nil
		}
	}
}
