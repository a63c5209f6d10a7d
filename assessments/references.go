package assessments

import (
	"context"
	"fmt"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

// A reference is somebody's own name for something (external_id), by which they ask
// for it again. So it names one thing only: one organisation of those that the caller
// may see, and one assessment of an organisation. Who sees other organisations has
// other references.

// freeReference returns an error of kind Conflict when another organisation that the
// caller may see has the reference.
func (s *Service) freeReference(ctx context.Context, r Reader, caller access.Caller, id, reference string) error {
	if reference == "" {
		return nil
	}
	found, err := r.Organisations(ctx, s.scopeOf(caller), OrganisationFilter{ExternalID: reference}, access.Page{Limit: 2})
	for _, other := range found {
		if other.ID != id {
			return taken("organisation", other.ID, reference)
		}
	}
	return err
}

// freeAssessmentReference does so for another assessment of the organisation.
func freeAssessmentReference(ctx context.Context, r Reader, a *Assessment) error {
	if a.ExternalID == "" {
		return nil
	}
	found, err := r.Assessments(ctx, Scope{Organisation: a.Organisation}, AssessmentFilter{ExternalID: a.ExternalID}, access.Page{Limit: 2})
	for _, other := range found {
		if other.ID != a.ID {
			return taken(anAssessment, other.ID, a.ExternalID)
		}
	}
	return err
}

func taken(thing, id, reference string) error {
	return &fault.Error{Kind: fault.Conflict, Detail: fmt.Sprintf("The %s %s has the external_id %q already. Change that one, or give another.", thing, id, reference)}
}
