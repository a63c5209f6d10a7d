package assessments

import (
	"context"
	"iter"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

// Export is all that is kept of an organisation, but for what is shown to
// nobody: hashes of keys, responses to what is open, and tallies.
//
// Its lists are read while they are gone through, a page at a time. So an export
// holds little, however much there is of an organisation, and keeps nobody from
// closing: nothing is held of the database between two pages. What changes
// meanwhile is in it as it was when its page was read. A list that cannot be
// read on ends with the error.
type Export struct {
	At           time.Time
	Organisation Organisation
	Keys         iter.Seq2[Key, error]
	Grants       iter.Seq2[Grant, error]
	Assessments  iter.Seq2[AssessmentExport, error]
}

// AssessmentExport is one assessment with all that hangs on it. Result and Plan
// are nil unless it is closed. When its questionnaire is no longer installed,
// the result has none.
type AssessmentExport struct {
	Assessment
	Invitations iter.Seq2[Invitation, error]
	Result      *StoredResult
	Notes       iter.Seq2[KeptNote, error]
	Links       iter.Seq2[Link, error]
	Plan        *Plan
}

// Export begins to gather all that is kept of an organisation, for whom it is
// about. Its lists read on for as long as ctx lasts.
func (s *Service) Export(ctx context.Context, caller access.Caller, id string) (Export, error) {
	organisation, err := s.reach(ctx, s.Store, caller, id)
	if err != nil {
		return Export{}, err
	}
	principal := Principal{access.OrganisationRole, id}
	return Export{
		At: s.Now(), Organisation: organisation,
		Keys:        every(func(page access.Page) ([]Key, error) { return s.Store.Keys(ctx, principal, page) }, func(k *Key) string { return k.ID }),
		Grants:      every(func(page access.Page) ([]Grant, error) { return s.Store.Grants(ctx, id, page) }, func(g *Grant) string { return g.ID }),
		Assessments: s.exportAssessments(ctx, id),
	}, nil
}

func (s *Service) exportAssessments(ctx context.Context, organisation string) iter.Seq2[AssessmentExport, error] {
	all := every(func(page access.Page) ([]Assessment, error) {
		found, err := s.Store.Assessments(ctx, Scope{Organisation: organisation}, AssessmentFilter{}, page)
		if err != nil {
			return nil, err
		}
		return found, countPeople(ctx, s.Store, found)
	}, func(a *Assessment) string { return a.ID })
	return func(yield func(AssessmentExport, error) bool) {
		for a, err := range all {
			var out AssessmentExport
			if err == nil {
				out, err = s.exportAssessment(ctx, &a)
			}
			if !yield(out, err) || err != nil {
				return
			}
		}
	}
}

func (s *Service) exportAssessment(ctx context.Context, a *Assessment) (AssessmentExport, error) {
	r := s.Store
	out := AssessmentExport{
		Assessment:  *a,
		Invitations: every(func(page access.Page) ([]Invitation, error) { return r.Invitations(ctx, a.ID, page) }, func(i *Invitation) string { return i.ID }),
		Notes:       none[KeptNote], Links: none[Link],
	}
	if a.State != Closed {
		return out, nil
	}
	stored, err := r.Result(ctx, a.ID)
	if fault.KindOf(err) == fault.NotFound { // the organisation was erased meanwhile
		return out, nil
	} else if err != nil {
		return out, err
	}
	stored.complete(a, s.instrumentOf(a))
	out.Result = &stored
	if plan, err := r.Plan(ctx, a.ID); err == nil {
		out.Plan = &plan
	} else if fault.KindOf(err) != fault.NotFound {
		return out, err
	}
	out.Notes = every(func(page access.Page) ([]KeptNote, error) { return r.Notes(ctx, a.ID, page) }, func(n *KeptNote) string { return n.ID })
	out.Links = every(func(page access.Page) ([]Link, error) { return r.Links(ctx, a.ID, page) }, func(l *Link) string { return l.ID })
	return out, nil
}

// none is a list of nothing.
func none[T any](func(T, error) bool) {}

// every goes through all things of a list, page by page.
func every[T any](find func(access.Page) ([]T, error), id func(*T) string) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		page := access.Page{Limit: access.MaxPage}
		for {
			found, err := find(page)
			if err != nil {
				var nothing T
				yield(nothing, err)
				return
			}
			for i := range found {
				if !yield(found[i], nil) {
					return
				}
			}
			if len(found) < page.Limit {
				return
			}
			page.After = id(&found[len(found)-1])
		}
	}
}
