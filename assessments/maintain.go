package assessments

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/events"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

// CloseOverdue closes every assessment whose time is up, unless the clock is not
// steady. One that another server closes at the same time is closed once. One that cannot be closed as things are
// is named in the log; an error is something that may pass. Neither keeps the
// others from being closed.
func (s *Service) CloseOverdue(ctx context.Context) error {
	if s.isUnsteady() {
		return nil
	}
	due, err := s.Store.Overdue(ctx, s.Now())
	if err != nil {
		return err
	}
	var errs []error
	for _, id := range due {
		switch err := s.replaceByResult(context.WithoutCancel(ctx), id); {
		case fault.KindOf(err) == fault.Conflict:
			s.Log.WarnContext(ctx, "assessment not closed", slog.String("assessment", id), slog.String("reason", err.Error()))
		case err != nil:
			errs = append(errs, fmt.Errorf("close %s: %w", id, err))
		}
	}
	return errors.Join(errs...)
}

// Maintain does what has to be done from time to time: it closes assessments whose
// time is up, tells of grants that expired, wipes what could not be wiped before, and
// forgets replays and events that were kept long enough and sessions that ended. What whoever wires the program hands over, such as freezing
// what is compared, is for good and counts what is closed. So it waits until all
// is closed that can be. While the clock is not steady it only wipes: the rest is done
// because it is time, and none of it can be undone.
func (s *Service) Maintain(ctx context.Context, onceClosed ...func(context.Context) error) error {
	if s.isUnsteady() {
		return s.wipeInTurn(ctx)
	}
	closed := s.CloseOverdue(ctx)
	errs := []error{closed, s.wipeInTurn(ctx), s.tellExpired(ctx)}
	if closed == nil {
		for _, task := range onceClosed {
			errs = append(errs, task(ctx))
		}
	}
	errs = append(errs, s.Store.Write(ctx, func(tx Tx) error {
		now := s.Now()
		return errors.Join(tx.DropReplays(ctx, now), tx.DropSessions(ctx, now), tx.DropEvents(ctx, now.Add(-keptEvents)), keepTime(ctx, tx, now))
	}))
	return errors.Join(errs...)
}

// keptEvents is how long events are kept: a day longer than they can be read, so that
// nothing is missing when a page is read on its last day.
const keptEvents = events.KeptFor + 24*time.Hour

// Times reads when the service last ran.
type Times interface {
	// LastTime returns a time at which the service ran, by a clock that was steady;
	// zero when it never did.
	LastTime(ctx context.Context) (time.Time, error)
}

// TimeWriter keeps when the service last ran.
type TimeWriter interface {
	// KeepTime keeps it, in place of what was kept.
	KeepTime(ctx context.Context, now time.Time) error
}

// keepTimeEvery is how old what is kept of the time may be, so that not every round is a
// write.
const keepTimeEvery = 10 * time.Minute

// keepTime keeps what time it is, for the next start to hold its clock against. It
// may be before what is kept: then that was by a clock that was wrong.
func keepTime(ctx context.Context, tx Tx, now time.Time) error {
	kept, err := tx.LastTime(ctx)
	if err != nil || now.Sub(kept).Abs() < keepTimeEvery {
		return err
	}
	return tx.KeepTime(ctx, now)
}

// isUnsteady says whether the clock jumped, so that nothing should end by itself.
func (s *Service) isUnsteady() bool { return s.Unsteady != nil && s.Unsteady() }

// MaintainEvery is how often [Service.Maintain] is called.
const MaintainEvery = 10 * time.Second
