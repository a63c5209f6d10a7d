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

// CloseOverdue closes every assessment whose time is up. One that another server
// closes at the same time is closed once. One that cannot be closed as things are
// is named in the log; an error is something that may pass. Neither keeps the
// others from being closed.
func (s *Service) CloseOverdue(ctx context.Context) error {
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
// is closed that can be.
func (s *Service) Maintain(ctx context.Context, onceClosed ...func(context.Context) error) error {
	closed := s.CloseOverdue(ctx)
	errs := []error{closed, s.wipe(ctx), s.tellExpired(ctx)}
	if closed == nil {
		for _, task := range onceClosed {
			errs = append(errs, task(ctx))
		}
	}
	errs = append(errs, s.Store.Write(ctx, func(tx Tx) error {
		now := s.Now()
		return errors.Join(tx.DropReplays(ctx, now), tx.DropSessions(ctx, now), tx.DropEvents(ctx, now.Add(-keptEvents)))
	}))
	return errors.Join(errs...)
}

// keptEvents is how long events are kept: a day longer than they can be read, so that
// nothing is missing when a page is read on its last day.
const keptEvents = events.KeptFor + 24*time.Hour

// MaintainEvery is how often [Service.Maintain] is called.
const MaintainEvery = 10 * time.Second
