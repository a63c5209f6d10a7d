package gormstore

import (
	"context"
	"database/sql"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/events"
	"github.com/sevenrungs/sevenrungs/assessments/redo"
)

// webhook is a row of webhooks.
type webhook struct {
	ID             string `gorm:"primaryKey"`
	ReaderRole     string
	ReaderID       string
	OrganisationID *string
	PartyID        *string
	URL            string
	Types          string
	Secret         string
	OldSecret      string
	OldUntil       millis
	PausedAt       millis
	CreatedAt      int64 `gorm:"autoCreateTime:false"`
	UpdatedAt      int64 `gorm:"autoUpdateTime:false"`
	Revision       int
	Sent           int64
	Failures       int
	FailingSince   millis
	NextTry        millis
	LeasedUntil    millis
}

// webhookDelivery is a row of webhook_deliveries.
type webhookDelivery struct {
	WebhookID string `gorm:"primaryKey"`
	ID        string `gorm:"primaryKey"`
	EventID   string
	Type      string
	At        int64
	Took      int64
	Status    int
	Failure   string
}

func (h webhook) domain() events.Webhook {
	out := events.Webhook{
		ID: h.ID, Feed: events.Feed{Role: access.Role(h.ReaderRole), ID: h.ReaderID}, URL: h.URL, Secret: h.Secret, OldSecret: h.OldSecret,
		OldUntil: fromMillis(h.OldUntil), PausedAt: fromMillis(h.PausedAt), CreatedAt: time.UnixMilli(h.CreatedAt).UTC(),
		UpdatedAt: time.UnixMilli(h.UpdatedAt).UTC(), Revision: h.Revision,
		Queue: events.Queue{
			Sent: h.Sent, Failures: h.Failures, FailingSince: fromMillis(h.FailingSince), NextTry: fromMillis(h.NextTry), LeasedUntil: fromMillis(h.LeasedUntil),
		},
	}
	_ = fromJSON(h.Types, &out.Types) // written by webhookRow
	return out
}

func webhookRow(h *events.Webhook) (webhook, error) {
	types, err := toJSON(h.Types)
	out := webhook{
		ID: h.ID, ReaderRole: string(h.Feed.Role), ReaderID: h.Feed.ID, URL: h.URL, Types: types, Secret: h.Secret, OldSecret: h.OldSecret,
		OldUntil: toMillis(h.OldUntil), PausedAt: toMillis(h.PausedAt), CreatedAt: h.CreatedAt.UnixMilli(), UpdatedAt: h.UpdatedAt.UnixMilli(), Revision: h.Revision,
		Sent: h.Sent, Failures: h.Failures, FailingSince: toMillis(h.FailingSince), NextTry: toMillis(h.NextTry), LeasedUntil: toMillis(h.LeasedUntil),
	}
	if h.Feed.Role == access.OrganisationRole {
		out.OrganisationID = orNull(h.Feed.ID)
	} else {
		out.PartyID = orNull(h.Feed.ID)
	}
	return out, err
}

func (d webhookDelivery) domain() events.Delivery {
	return events.Delivery{
		ID: d.ID, Webhook: d.WebhookID, Event: d.EventID, Type: events.Type(d.Type), At: time.UnixMilli(d.At).UTC(),
		Took: time.Duration(d.Took) * time.Millisecond, Status: d.Status, Failure: d.Failure,
	}
}

// Webhooks returns the way in to the same database for webhooks.
func (s *Store) Webhooks() events.WebhookStore { return hooked{hooks{s.view}, s} }

// hooks reads webhooks: what it is asked for has names of its own there.
type hooks struct{ view }

// hookTx also writes them.
type hookTx struct {
	hooks
	tx tx
}

// hooked is an [events.WebhookStore].
type hooked struct {
	hooks
	store *Store
}

// Write implements [events.WebhookStore].
func (h hooked) Write(ctx context.Context, fn func(events.WebhookTx) error) error {
	return h.store.transact(ctx, sql.LevelSerializable, func(t tx) error { return fn(hookTx{hooks{t.view}, t}) })
}

// Webhook implements [events.WebhookReader].
func (h hooks) Webhook(ctx context.Context, feed events.Feed, id string) (events.Webhook, error) {
	return take[webhook](ctx, h.db, "webhook", "reader_role = ? AND reader_id = ? AND id = ?", string(feed.Role), feed.ID, id)
}

// Webhooks implements [events.WebhookReader].
func (h hooks) Webhooks(ctx context.Context, feed events.Feed, page access.Page) ([]events.Webhook, error) {
	return list[webhook](ctx, h.db, page, "reader_role = ? AND reader_id = ?", string(feed.Role), feed.ID)
}

// CountWebhooks implements [events.WebhookReader].
func (h hooks) CountWebhooks(ctx context.Context, feed events.Feed) (int, error) {
	return howMany[webhook](ctx, h.db, "reader_role = ? AND reader_id = ?", string(feed.Role), feed.ID)
}

// DueWebhooks implements [events.WebhookReader].
func (h hooks) DueWebhooks(ctx context.Context, now time.Time, limit int) ([]events.Webhook, error) {
	at := now.UnixMilli()
	return found(find[webhook](begin(ctx, h.db).Where(`paused_at IS NULL AND (next_try IS NULL OR next_try <= ?) AND (leased_until IS NULL OR leased_until <= ?)
		AND (EXISTS (SELECT 1 FROM events AS e WHERE e.reader_role = webhooks.reader_role AND e.reader_id = webhooks.reader_id AND e.seq > webhooks.sent)
		OR EXISTS (SELECT 1 FROM events AS e WHERE e.reader_role = '' AND e.reader_id = '' AND e.seq > webhooks.sent))`, at, at).
		Order("failures, next_try, id").Limit(limit)))
}

// Waiting implements [events.WebhookReader].
func (h hooks) Waiting(ctx context.Context, feed events.Feed, after int64, limit int) (waiting []events.Numbered, err error) {
	err = h.whole(ctx, func(v view) error {
		rows, err := v.told(ctx, feed, false, limit, "seq > ?", after)
		for i := range rows {
			waiting = append(waiting, events.Numbered{Number: rows[i].Seq, Event: rows[i].domain()})
		}
		return err
	})
	return waiting, translate(err)
}

// LastNumber implements [events.WebhookReader].
func (h hooks) LastNumber(ctx context.Context) (last int64, err error) {
	err = begin(ctx, h.db).Raw("SELECT coalesce(max(seq), 0) FROM events").Take(&last).Error
	return last, translate(err)
}

// Event implements [events.WebhookReader].
func (h hooks) Event(ctx context.Context, feed events.Feed, id string) (events.Event, error) {
	wanted := inFeed(feed)
	wanted.and("id = ?", id)
	return take[event](ctx, h.db, "event", wanted.where, wanted.args...)
}

// Delivery implements [events.WebhookReader].
func (h hooks) Delivery(ctx context.Context, webhook, id string) (events.Delivery, error) {
	return take[webhookDelivery](ctx, h.db, "delivery", "webhook_id = ? AND id = ?", webhook, id)
}

// Deliveries implements [events.WebhookReader].
func (h hooks) Deliveries(ctx context.Context, webhook string, page access.Page) ([]events.Delivery, error) {
	return list[webhookDelivery](ctx, h.db, page, "webhook_id = ?", webhook)
}

// AddWebhook implements [events.WebhookTx].
func (t hookTx) AddWebhook(ctx context.Context, h events.Webhook) error {
	r, err := webhookRow(&h)
	if err != nil {
		return err
	}
	return add(ctx, t.db, r)
}

// SaveWebhook implements [events.WebhookTx].
func (t hookTx) SaveWebhook(ctx context.Context, h events.Webhook) error {
	r, err := webhookRow(&h)
	if err != nil {
		return err
	}
	return save(ctx, t.db, h.ID, r)
}

// DeleteWebhook implements [events.WebhookTx].
func (t hookTx) DeleteWebhook(ctx context.Context, id string) error {
	t.tx.note(redo.WebhookGone, id)
	return begin(ctx, t.db).Where("id = ?", id).Delete(&webhook{}).Error
}

// KeepDelivery implements [events.WebhookTx].
func (t hookTx) KeepDelivery(ctx context.Context, d events.Delivery) error {
	if there, err := has[webhook](ctx, t.db, "id = ?", d.Webhook); err != nil || !there {
		return err
	}
	r := webhookDelivery{d.Webhook, d.ID, d.Event, string(d.Type), d.At.UnixMilli(), d.Took.Milliseconds(), d.Status, d.Failure}
	if err := add(ctx, t.db, r); err != nil {
		return err
	}
	return begin(ctx, t.db).Where(`webhook_id = ? AND id NOT IN (SELECT id FROM webhook_deliveries WHERE webhook_id = ? ORDER BY id DESC LIMIT ?)`,
		d.Webhook, d.Webhook, events.KeptDeliveries).Delete(&webhookDelivery{}).Error
}

// KeepReplay implements [access.Replays].
func (t hookTx) KeepReplay(ctx context.Context, a access.KeptReplay) error {
	return t.tx.KeepReplay(ctx, a)
}
