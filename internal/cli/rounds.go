package cli

import (
	"context"
	"log/slog"
	"slices"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/events"
	"github.com/sevenrungs/sevenrungs/internal/edge"
	"github.com/sevenrungs/sevenrungs/internal/observe"
)

// rounds begins all that the service does by itself. stop ends it, the last that was
// begun first.
func (s *serving) rounds(ctx context.Context, served *edge.Edge) (stop func()) {
	told := observe.Told(ctx)
	stops := []func(){s.maintain(told), s.deliver(told), tendJournal(ctx, s.store, s.at, s.log)}
	if _, shared := s.store.Ledger(); shared {
		stops = append(stops, every(ctx, edge.SettleEvery, served.Settle))
	}
	return func() {
		for _, stop := range slices.Backward(stops) {
			stop()
		}
	}
}

// maintain does what has to be done from time to time, until stop is called.
// See [assessments.Service.Maintain].
func (s *serving) maintain(ctx context.Context) (stop func()) {
	return every(ctx, assessments.MaintainEvery, func(ctx context.Context) {
		if err := s.service.Maintain(ctx, s.comparing.TellExpired, s.comparing.FreezeDue); err != nil && ctx.Err() == nil {
			s.log.ErrorContext(ctx, "maintenance failed; it is tried again", slog.String("error", err.Error()))
		}
	})
}

// deliver sends what happened to webhooks, until stop is called. It has a round of its
// own: nobody waits 10 seconds for what happened, nor for a receiver that is slow.
func (s *serving) deliver(ctx context.Context) (stop func()) {
	stopRounds := every(ctx, events.DeliverEvery, func(ctx context.Context) {
		if err := s.hooks.DeliverDue(ctx); err != nil && ctx.Err() == nil {
			s.log.ErrorContext(ctx, "webhooks were not looked at; it is tried again", slog.String("error", err.Error()))
		}
	})
	return func() {
		stopRounds()
		s.hooks.Wait()
	}
}

// every does something at once, and then again and again, until stop is called.
func every(ctx context.Context, pause time.Duration, do func(context.Context)) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			do(ctx)
			select {
			case <-ctx.Done():
				return
			case <-time.After(pause):
			}
		}
	}()
	return func() {
		cancel()
		<-done
	}
}
