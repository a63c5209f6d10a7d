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
	// maxBusy is how many webhooks are sent to at once that go well, and maxSlow how many
	// of those that failed last: whoever does not answer holds up no other.
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

// workers send. Some are for webhooks that go well, and some for those that failed last.
type workers struct {
	mu            sync.Mutex
	well, failing line
	known         map[string]bool // the ids of webhooks in a line, and of those that are sent to
	all           sync.WaitGroup
}

// line is webhooks in the order in which they came, and how many workers take from it.
type line struct {
	waiting []Webhook
	workers int
}

// add puts a webhook into a line, once. It returns the line when one more worker
// should begin there, else nil.
func (w *workers) add(h *Webhook) *line {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.known[h.ID] {
		return nil
	}
	if w.known == nil {
		w.known = map[string]bool{}
	}
	w.known[h.ID] = true
	l, most := &w.well, maxBusy
	if h.Failures > 0 {
		l, most = &w.failing, maxSlow
	}
	l.waiting = append(l.waiting, *h)
	if l.workers == most {
		return nil
	}
	l.workers++
	return l
}

// next takes the next webhook of a line. When there is none, one worker less is there.
func (w *workers) next(l *line) (h Webhook, found bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(l.waiting) == 0 {
		l.workers--
		return Webhook{}, false
	}
	h, l.waiting = l.waiting[0], l.waiting[1:]
	return h, true
}

func (w *workers) done(id string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.known, id)
}

// DeliverDue begins to send what waits, and does not wait for it. Of several servers
// one sends to a webhook at a time, so that all comes in order.
func (s *Webhooks) DeliverDue(ctx context.Context) error {
	due, err := s.Store.DueWebhooks(ctx, s.Now(), atOnce)
	if err != nil {
		return err
	}
	for i := range due {
		if l := s.workers.add(&due[i]); l != nil {
			s.workers.all.Go(func() { s.work(ctx, l) })
		}
	}
	return nil
}

// work sends to the webhooks of a line until none is left: nobody waits for the next
// round while a worker is free.
func (s *Webhooks) work(ctx context.Context, l *line) {
	for h, found := s.workers.next(l); found; h, found = s.workers.next(l) {
		s.deliver(ctx, h)
		s.workers.done(h.ID)
	}
}

// Wait returns when nobody is busy.
func (s *Webhooks) Wait() { s.workers.all.Wait() }

// deliver sends what waits for a webhook, one after the other, until something fails or
// others should have their turn.
func (s *Webhooks) deliver(ctx context.Context, h Webhook) {
	at, err := s.lease(ctx, h.Feed, h.ID)
	for left := inOneGo - 1; err == nil && at.next != nil; left-- { // an error: it is tried again
		done := s.send(ctx, &at.Webhook, &at.next.Event)
		at, err = s.settle(ctx, &at, done, left > 0 && ctx.Err() == nil)
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
		next, err := h.take(ctx, tx, now)
		if err != nil {
			return taken{}, err
		}
		return taken{h, next}, tx.SaveWebhook(ctx, h)
	})
}

// take leases a webhook if anything waits for it, and returns that.
func (h *Webhook) take(ctx context.Context, r WebhookReader, now time.Time) (*Numbered, error) {
	next, err := h.skipTo(ctx, r)
	if next != nil {
		h.LeasedUntil = now.Add(lease)
	}
	return next, err
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

// settle keeps how a try went. When it went well, and more is to be sent now, it takes
// the webhook up for the next try in the same write.
func (s *Webhooks) settle(ctx context.Context, was *taken, d Delivery, more bool) (taken, error) {
	ctx = context.WithoutCancel(ctx) // it was sent
	now := s.Now()
	kept, err := access.Within(ctx, s.Store.Write, func(tx WebhookTx) (at taken, err error) {
		if at.Webhook, err = tx.Webhook(ctx, was.Feed, was.ID); err != nil { // it may have been changed meanwhile
			return at, err
		}
		at.LeasedUntil = time.Time{}
		if d.Failure == "" {
			at.succeed(was.next.Number)
		} else {
			at.fail(now, d.Status == gone)
		}
		if more && d.Failure == "" && at.PausedAt.IsZero() {
			at.next, err = at.take(ctx, tx, now)
		}
		if err == nil {
			err = tx.SaveWebhook(ctx, at.Webhook)
		}
		if err != nil {
			return at, err
		}
		return at, tx.KeepDelivery(ctx, d)
	})
	if err == nil && kept.PausedAt.Equal(now) {
		s.Tell(&kept.Webhook)
	}
	return kept, err
}

// succeed counts what was sent up to a number.
func (h *Webhook) succeed(number int64) {
	h.Sent, h.Failures, h.FailingSince, h.NextTry = max(h.Sent, number), 0, time.Time{}, time.Time{}
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
