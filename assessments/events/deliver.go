package events

import (
	"context"
	"sync"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

// Sender sends a message over the network.
type Sender interface {
	// Check returns an error when an address plainly leads inside.
	Check(ctx context.Context, address string) error
	// Send sends a message, and returns the status of the reply, or an error that says
	// in a few plain words why there was none.
	Send(ctx context.Context, m Message) (status int, err error)
}

// Message is what is sent to a webhook.
type Message struct {
	URL     string
	ID      string // of the event: the same each time it is sent
	At      time.Time
	Secrets []string // it is signed with each
	Body    []byte
}

// AWebhook is what a test is about.
const AWebhook Kind = "webhook"

const (
	// busy is how many webhooks are sent to at once, and slow how many of those that
	// failed last: whoever does not answer holds up no other.
	maxBusy = 24
	maxSlow = 8

	// inOneGo is how many events are sent before others have their turn.
	inOneGo = 20

	// lease is how long nobody else takes a webhook up. It is longer than one try
	// can take, and is taken anew for each.
	lease = time.Minute

	// giveUpAfter is how long it is tried before a webhook is paused.
	giveUpAfter = 3 * 24 * time.Hour

	// atOnce is how many webhooks are looked at in one round.
	atOnce = 500
)

// pauses are those after a first failure, a second, and so on; the last for all that
// follow.
var pauses = []time.Duration{
	5 * time.Second, 30 * time.Second, 2 * time.Minute, 10 * time.Minute, 30 * time.Minute, time.Hour, 3 * time.Hour, 6 * time.Hour, 12 * time.Hour,
}

// DeliverEvery is how often [Webhooks.DeliverDue] is called.
const DeliverEvery = 500 * time.Millisecond

// workers counts who is busy.
type workers struct {
	mu         sync.Mutex
	busy, slow int
	on         map[string]bool // the ids of webhooks
	all        sync.WaitGroup
}

// take says whether somebody is free for a webhook.
func (w *workers) take(h *Webhook) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	failing := h.Failures > 0
	if w.on[h.ID] || failing && w.slow == maxSlow || !failing && w.busy == maxBusy {
		return false
	}
	if w.on == nil {
		w.on = map[string]bool{}
	}
	w.on[h.ID] = true
	w.count(failing, 1)
	return true
}

func (w *workers) count(failing bool, by int) {
	if failing {
		w.slow += by
	} else {
		w.busy += by
	}
}

func (w *workers) done(id string, failing bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.on, id)
	w.count(failing, -1)
}

// DeliverDue begins to send what waits, and does not wait for it. Of several servers
// one sends to a webhook at a time, so that all comes in order.
func (s *Webhooks) DeliverDue(ctx context.Context) error {
	due, err := s.Store.DueWebhooks(ctx, s.Now(), atOnce)
	if err != nil {
		return err
	}
	for i := range due {
		h := due[i]
		if !s.workers.take(&h) {
			continue
		}
		s.workers.all.Go(func() {
			defer s.workers.done(h.ID, h.Failures > 0)
			s.deliver(ctx, h)
		})
	}
	return nil
}

// Wait returns when nobody is busy.
func (s *Webhooks) Wait() { s.workers.all.Wait() }

// deliver sends what waits for a webhook, one after the other, until something fails or
// others should have their turn.
func (s *Webhooks) deliver(ctx context.Context, h Webhook) {
	for range inOneGo {
		leased, err := s.lease(ctx, h.Feed, h.ID)
		if err != nil || leased.next == nil {
			return // it is tried again, or there is nothing to do
		}
		done := s.send(ctx, &leased.Webhook, &leased.next.Event)
		if s.settle(ctx, &leased.Webhook, leased.next.Number, done) != nil || done.Failure != "" {
			return
		}
	}
}

var errNotDue = &fault.Error{Kind: fault.Conflict, Detail: "Somebody else is busy with it, or it has to wait."}

// taken is a webhook that somebody is busy with, and what is to be sent; nil for nothing.
type taken struct {
	Webhook
	next *Numbered
}

// lease takes a webhook up for one try. What it does not want is passed over.
func (s *Webhooks) lease(ctx context.Context, feed Feed, id string) (taken, error) {
	now := s.Now()
	return access.Within(ctx, s.Store.Write, func(tx WebhookTx) (taken, error) {
		h, err := tx.Webhook(ctx, feed, id)
		if err != nil {
			return taken{}, err
		}
		if !h.PausedAt.IsZero() || now.Before(h.LeasedUntil) || now.Before(h.NextTry) {
			return taken{}, errNotDue
		}
		next, err := h.skipTo(ctx, tx)
		if err != nil {
			return taken{}, err
		}
		if next != nil {
			h.LeasedUntil = now.Add(lease)
		}
		return taken{h, next}, tx.SaveWebhook(ctx, h)
	})
}

// skipTo passes over what the webhook does not want, and returns what it does.
func (h *Webhook) skipTo(ctx context.Context, r WebhookReader) (*Numbered, error) {
	const some = 100
	for {
		waiting, err := r.Waiting(ctx, h.Feed, h.Sent, some)
		if err != nil {
			return nil, err
		}
		for i := range waiting {
			if h.wants(waiting[i].Type) {
				return &waiting[i], nil
			}
			h.Sent = waiting[i].Number
		}
		if len(waiting) < some {
			return nil, nil //nolint:nilnil // nothing waits
		}
	}
}

// send tries once.
func (s *Webhooks) send(ctx context.Context, h *Webhook, e *Event) Delivery {
	began := s.Now()
	d := Delivery{ID: s.NewID(), Webhook: h.ID, Event: e.ID, Type: e.Type, At: began}
	status, err := s.Sender.Send(ctx, Message{URL: h.URL, ID: e.ID, At: began, Secrets: h.Secrets(began), Body: s.Render(e, h.Feed)})
	d.Took, d.Status = s.Now().Sub(began), status
	switch {
	case err != nil:
		d.Failure = err.Error()
	case status < 200 || status > 299:
		d.Failure = "The reply was not 2xx."
	}
	return d
}

const gone = 410

// settle keeps how a try went.
func (s *Webhooks) settle(ctx context.Context, was *Webhook, number int64, d Delivery) error {
	ctx = context.WithoutCancel(ctx) // it was sent
	now := s.Now()
	kept, err := access.Within(ctx, s.Store.Write, func(tx WebhookTx) (Webhook, error) {
		h, err := tx.Webhook(ctx, was.Feed, was.ID) // it may have been changed meanwhile
		if err != nil {
			return h, err
		}
		h.LeasedUntil = time.Time{}
		if d.Failure == "" {
			h.Sent, h.Failures, h.FailingSince, h.NextTry = max(h.Sent, number), 0, time.Time{}, time.Time{}
		} else {
			h.fail(now, d.Status == gone)
		}
		if err := tx.SaveWebhook(ctx, h); err != nil {
			return h, err
		}
		return h, tx.KeepDelivery(ctx, d)
	})
	if err == nil && kept.PausedAt.Equal(now) {
		s.Tell(&kept)
	}
	return err
}

// fail counts a failure. After three days of them, or when whoever is there says that
// it is gone for good, the webhook is paused.
func (h *Webhook) fail(now time.Time, gone bool) {
	if h.FailingSince.IsZero() {
		h.FailingSince = now
	}
	h.NextTry = now.Add(pauses[min(h.Failures, len(pauses)-1)])
	h.Failures++
	if gone || now.Sub(h.FailingSince) >= giveUpAfter {
		h.PausedAt, h.NextTry = now, time.Time{}
	}
}
