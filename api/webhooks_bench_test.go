package api_test

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/events"
)

// receivers is how many [BenchmarkWebhooks] sends to. One of them is dead.
const receivers = 100

// BenchmarkWebhooks has something happen to 100 organisations at once, each of which has
// a receiver. One of these never answers. It reports how long it takes until the events
// can be read, and from when each thing happened until the others have it.
func BenchmarkWebhooks(b *testing.B) {
	h := &hooked{newWorld(b, newFile(b)), newReceiver(b), "", ""}
	h.hooks.Sender = hooksOf(b, h.service, h.trusted()).Sender
	h.hooks.Now, h.service.Now = time.Now, time.Now
	clubs := h.clubsWith(b, append([]string{h.deadAddress(b)}, slices.Repeat([]string{h.address()}, receivers-1)...))
	defer h.deliverInRounds(b)()
	boss := listen(b, h.as(b, operator))
	for len(boss.hear(b)) > 0 { // of the clubs that were made
	}
	var late, unread []time.Duration
	for round := 0; b.Loop(); round++ {
		h.changeAll(b, clubs[1:], fmt.Sprint("Sam ", round))
		last := time.Now()
		h.changeAll(b, clubs[:1], fmt.Sprint("Sam ", round))
		if heard := boss.hear(b); len(heard) != receivers {
			b.Fatalf("%d events can be read, want %d", len(heard), receivers)
		}
		unread = append(unread, time.Since(last))
		for range receivers - 1 {
			e := h.await(b)
			late = append(late, time.Since(e.Time))
		}
	}
	report(b, "visible", time.Second, unread)
	report(b, "delivered", 2*time.Second, late)
}

// report reports the 95th of 100, and the last. The former is held to a limit.
func report(b *testing.B, what string, limit time.Duration, all []time.Duration) {
	b.Helper()
	slices.Sort(all)
	p95 := all[len(all)*95/100]
	b.ReportMetric(float64(p95.Milliseconds()), what+"-p95-ms")
	b.ReportMetric(float64(all[len(all)-1].Milliseconds()), what+"-max-ms")
	if p95 > limit {
		b.Errorf("95%% were %s within %v, want %v", what, p95, limit)
	}
}

// deadAddress is that of a receiver that takes a message and never answers.
func (h *hooked) deadAddress(b *testing.B) string {
	b.Helper()
	dead := newReceiver(b)
	over := make(chan struct{})
	b.Cleanup(func() { close(over) }) // before the receiver closes
	dead.answers(func(http.ResponseWriter) { <-over })
	return dead.address()
}

// deliverInRounds looks for what is due as often as the service does, until stop is
// called. What is under way then is broken off.
func (h *hooked) deliverInRounds(b *testing.B) (stop func()) {
	b.Helper()
	ctx, cancel := context.WithCancel(b.Context())
	var rounds sync.WaitGroup
	rounds.Go(func() {
		next := time.NewTicker(events.DeliverEvery)
		defer next.Stop()
		for ctx.Err() == nil {
			if err := h.hooks.DeliverDue(ctx); err != nil && ctx.Err() == nil {
				b.Error(err)
			}
			select {
			case <-ctx.Done():
			case <-next.C:
			}
		}
	})
	return func() {
		cancel()
		rounds.Wait()
		h.hooks.Wait()
	}
}
