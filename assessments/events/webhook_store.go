package events

import (
	"context"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/access"
)

// WebhookStore keeps webhooks.
type WebhookStore interface {
	WebhookReader

	// Write runs fn in a transaction and returns nil only once what fn wrote is safe on
	// the disk. When fn returns an error, nothing it wrote stays, and Write returns that
	// error. fn may run more than once, as if it were alone.
	Write(ctx context.Context, fn func(tx WebhookTx) error) error
}

// WebhookReader reads webhooks, and what waits for them.
type WebhookReader interface {
	// Webhook returns a webhook of this feed.
	Webhook(ctx context.Context, feed Feed, id string) (Webhook, error)
	// Webhooks returns the webhooks of a feed, in the order of ids.
	Webhooks(ctx context.Context, feed Feed, page access.Page) ([]Webhook, error)
	// CountWebhooks returns how many webhooks a feed has.
	CountWebhooks(ctx context.Context, feed Feed) (int, error)
	// DueWebhooks returns at most limit active webhooks for which something waits, whose
	// next try has come and with which nobody is busy: those that go well first.
	DueWebhooks(ctx context.Context, now time.Time, limit int) ([]Webhook, error)
	// Waiting returns at most limit events of a feed after a number, everybody's among
	// them, each with its own.
	Waiting(ctx context.Context, feed Feed, after int64, limit int) ([]Numbered, error)
	// LastNumber returns the number of the newest event of all.
	LastNumber(ctx context.Context) (int64, error)
	// Event returns an event of a feed, everybody's among them.
	Event(ctx context.Context, feed Feed, id string) (Event, error)
	// Delivery returns a delivery of a webhook.
	Delivery(ctx context.Context, webhook, id string) (Delivery, error)
	// Deliveries returns the deliveries of a webhook that are kept, in the order of ids.
	Deliveries(ctx context.Context, webhook string, page access.Page) ([]Delivery, error)
}

// Numbered is an event with its number.
type Numbered struct {
	Number int64
	Event
}

// WebhookTx also writes.
type WebhookTx interface {
	WebhookReader
	access.Replays

	// AddWebhook is an error when whoever has the feed is not there.
	AddWebhook(ctx context.Context, h Webhook) error
	// SaveWebhook replaces everything but the id and the feed.
	SaveWebhook(ctx context.Context, h Webhook) error
	// DeleteWebhook deletes a webhook with its deliveries.
	DeleteWebhook(ctx context.Context, id string) error
	// KeepDelivery keeps a delivery, and of all of its webhook the last
	// [KeptDeliveries]. Where the webhook is gone it keeps nothing.
	KeepDelivery(ctx context.Context, d Delivery) error
}
