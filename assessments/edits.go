package assessments

import (
	"context"
	"errors"

	"github.com/sevenrungs/sevenrungs/assessments/access"
)

// editResponse loads a response of an open assessment, has it changed, and saves it. A key
// that nobody has looked at is held against the response that is read for that, and one
// read is spared. Where that does not prove it, it may be newer than the one in use, or
// the assessment closed: then who has it is found out in the long way, and it is done again.
func (s *Service) editResponse(ctx context.Context, caller access.Caller, assessment, id string, edit func(tx Tx, a *Assessment, r *Answered) error) (Answered, error) {
	edited, err := s.editOnce(ctx, caller, assessment, id, edit)
	if _, is := errors.AsType[unproven](err); !is {
		return edited, err
	}
	if caller, err = s.Prove(ctx, caller); err != nil {
		return Answered{}, err
	}
	return s.editOnce(ctx, caller, assessment, id, edit)
}

func (s *Service) editOnce(ctx context.Context, caller access.Caller, assessment, id string, edit func(tx Tx, a *Assessment, r *Answered) error) (Answered, error) {
	return access.Within(ctx, s.Store.Write, func(tx Tx) (Answered, error) {
		a, found, err := s.reachOpen(ctx, tx, caller, assessment, id)
		switch {
		case err != nil && caller.Proof != "":
			return Answered{}, unproven{err}
		case err != nil:
			return Answered{}, err
		}
		changed := Answered{Response: found}
		if err := edit(tx, &a, &changed); err != nil || changed.Revision == found.Revision {
			return changed, err
		}
		return changed, tx.SaveResponse(ctx, changed.Response)
	})
}
