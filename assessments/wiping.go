package assessments

import (
	"context"
	"log/slog"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/events"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

// wipePatience is how long to wait for those who still read what was deleted.
const wipePatience = 5 * time.Second

// Wipe has nothing left in the database's files of what was deleted, and notes when
// that was so of whose answers it was. Should it not succeed, it stays owed, and
// [Service.Maintain] tries again.
func (s *Service) Wipe(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, wipePatience)
	defer cancel()
	return s.Store.Wipe(ctx, func(tx Tx, of []string) error {
		for _, id := range of {
			if err := s.noteWiped(ctx, tx, id); err != nil {
				return err
			}
		}
		return nil
	})
}

// tryToWipe is [Service.Wipe] for whoever is told that it is still owed: why is for the log.
func (s *Service) tryToWipe(ctx context.Context) (wiped bool) {
	err := s.Wipe(ctx)
	s.tellOwed(ctx, err)
	return err == nil
}

// wipeInTurn is [Service.Wipe] for what is done from time to time. It returns only what
// keeps the rest from being done as well.
func (s *Service) wipeInTurn(ctx context.Context) error {
	err := s.Wipe(ctx)
	if ctx.Err() != nil || fault.KindOf(err) == fault.Unavailable {
		return err
	}
	s.tellOwed(ctx, err)
	return nil
}

// tellOwed says in the log why wiping is owed, once until it is done: whoever reads what
// was deleted may do so for hours.
func (s *Service) tellOwed(ctx context.Context, err error) {
	switch owed := err != nil; {
	case s.owesWiping.Swap(owed) == owed:
	case owed:
		s.Log.WarnContext(ctx, "what was deleted may still have traces in the files of the database; it is tried again to wipe them", slog.String("error", err.Error()))
	default:
		s.Log.InfoContext(ctx, "what was deleted has no traces in the files of the database any more")
	}
}

// noteWiped notes that an assessment which is over is wiped. That is told like every
// change, or a copy of it would never learn of it.
func (s *Service) noteWiped(ctx context.Context, tx Tx, id string) error {
	a, err := tx.Assessment(ctx, id)
	switch {
	case fault.KindOf(err) == fault.NotFound:
		return nil // it was erased since
	case err != nil:
		return err
	case !a.WipingOwed():
		return nil // it is open; or another server was first
	}
	a.WipedAt = s.Now()
	a.UpdatedAt = a.WipedAt
	if err := tx.SaveAssessment(ctx, a); err != nil {
		return err
	}
	return s.tellAssessment(ctx, tx, &a, events.AssessmentChanged)
}

// WipingOwed says whether an assessment is over and its answers may still have traces
// in the files of the database.
func (a *Assessment) WipingOwed() bool { return a.State != Open && a.WipedAt.IsZero() }
