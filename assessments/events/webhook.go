package events

import (
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"slices"
	"strconv"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

// Webhook is an address to which events of a feed are sent, in their order. It ends
// with whose feed that is.
type Webhook struct {
	ID        string
	Feed      Feed
	URL       string
	Types     []Type // which events; none for all
	Secret    string // whoever is at the address knows by it that it is us
	OldSecret string // the one before; "" for none
	OldUntil  time.Time
	PausedAt  time.Time // zero while it is active
	CreatedAt time.Time
	UpdatedAt time.Time
	Revision  int // 1 when made, one more with each change

	Queue
}

// Queue is how far a webhook has got.
type Queue struct {
	Sent         int64     // the number of the last event that was sent, or passed over
	Failures     int       // since the last that went well
	FailingSince time.Time // zero while it goes well
	NextTry      time.Time // zero for at once
	LeasedUntil  time.Time // until when somebody is busy with it; zero for nobody
}

// Tag names this state of the webhook. How far it has got is no part of it.
func (h *Webhook) Tag() string { return "r" + strconv.Itoa(h.Revision) }

// wants tells whether events of a type are sent.
func (h *Webhook) wants(happened Type) bool {
	return len(h.Types) == 0 || slices.Contains(h.Types, happened)
}

// Secrets returns those that hold at this time, the newest first.
func (h *Webhook) Secrets(now time.Time) []string {
	if h.OldSecret == "" || !now.Before(h.OldUntil) {
		return []string{h.Secret}
	}
	return []string{h.Secret, h.OldSecret}
}

const (
	// MaxWebhooks is how many a holder has at most.
	MaxWebhooks = 20

	// RotateFor is how long the secret before the newest still signs.
	RotateFor = 24 * time.Hour

	// KeptDeliveries is how many deliveries of each webhook are kept.
	KeptDeliveries = 100
)

// Delivery is one try to send something.
type Delivery struct {
	ID      string
	Webhook string
	Event   string // the id of what was sent
	Type    Type
	At      time.Time
	Took    time.Duration
	Status  int    // of the reply; 0 for none
	Failure string // why it did not go well; "" when it did
}

// TestType is of what is sent to try a webhook.
const TestType Type = "webhook.test"

// WebhookInput is a webhook as it was sent.
type WebhookInput struct {
	URL    string
	Types  []string
	Active bool
}

// Input returns the webhook as it would be sent.
func (h *Webhook) Input() WebhookInput {
	in := WebhookInput{URL: h.URL, Active: h.PausedAt.IsZero()}
	for _, happened := range h.Types {
		in.Types = append(in.Types, string(happened))
	}
	return in
}

// whyNot says why nothing is ever sent to an address; "" for one that may do. It looks
// the address up over the network: others must not wait for it in a transaction.
func (s *Webhooks) whyNot(ctx context.Context, address string) string {
	if why := refuseURL(address); why != "" {
		return why
	}
	if err := s.Sender.Check(ctx, address); err != nil {
		return insideURL
	}
	return ""
}

// check names every fault, and returns the types. why is what is wrong with the
// address; "" for nothing.
func (in *WebhookInput) check(why string) ([]Type, error) {
	var faults fault.List
	if why != "" {
		faults.Add(fault.At("url"), "%s", why)
	}
	var types []Type
	for i, name := range in.Types {
		switch happened := Type(name); {
		case !slices.Contains(Types, happened):
			faults.Add(fault.At("types", i), "There is no type %.80q.", name)
		case slices.Contains(types, happened):
			faults.Add(fault.At("types", i), "The type %s is named twice.", name)
		default:
			types = append(types, happened)
		}
	}
	return types, faults.Err()
}

// Webhooks sends what happened to those who asked for it.
type Webhooks struct {
	Store  WebhookStore
	Sender Sender
	Render func(*Event, Feed) []byte // an event as it is sent
	Now    func() time.Time
	NewID  func() string // UUIDs that grow with time (v7)
	Random io.Reader     // a source of secrets
	Tell   func(paused *Webhook)

	workers workers
}

// newSecret is a secret as Standard Webhooks writes it: 32 random bytes.
func (s *Webhooks) newSecret() (string, error) {
	var key [32]byte
	if _, err := io.ReadFull(s.Random, key[:]); err != nil {
		return "", fmt.Errorf("make a secret: %w", err)
	}
	return "whsec_" + base64.StdEncoding.EncodeToString(key[:]), nil
}

// Create makes a webhook. What happened before is not sent.
func (s *Webhooks) Create(ctx context.Context, caller access.Caller, in WebhookInput, once *access.IdempotencyKey[Webhook]) (Webhook, error) {
	types, err := in.check(s.whyNot(ctx, in.URL))
	if err != nil {
		return Webhook{}, err
	}
	secret, err := s.newSecret()
	if err != nil {
		return Webhook{}, err
	}
	now := s.Now()
	made := Webhook{ID: s.NewID(), Feed: FeedOf(caller), URL: in.URL, Types: types, Secret: secret, CreatedAt: now, UpdatedAt: now, Revision: 1}
	kept := access.KeptReplay{}
	if caller.Is(access.OrganisationRole) {
		kept.Organisation = caller.PrincipalID
	}
	return access.Create(ctx, s.Store.Write, s.Now, once, kept, func(tx WebhookTx) (Webhook, error) {
		count, err := tx.CountWebhooks(ctx, made.Feed)
		if err == nil && count >= MaxWebhooks {
			err = &fault.Error{Kind: fault.Conflict, Detail: fmt.Sprintf("There are %d webhooks, which is as many as there may be. Delete one that nobody uses first.", MaxWebhooks)}
		}
		if err != nil {
			return Webhook{}, err
		}
		created := made
		if created.Sent, err = tx.LastNumber(ctx); err != nil {
			return Webhook{}, err
		}
		return created, tx.AddWebhook(ctx, created)
	})
}

// List lists the webhooks of whoever asks.
func (s *Webhooks) List(ctx context.Context, caller access.Caller, page access.Page) (access.List[Webhook], error) {
	found, err := s.Store.Webhooks(ctx, FeedOf(caller), page.More())
	return access.Cut(found, page), err
}

// Webhook returns one of whoever asks.
func (s *Webhooks) Webhook(ctx context.Context, caller access.Caller, id string) (Webhook, error) {
	return s.Store.Webhook(ctx, FeedOf(caller), id)
}

// Change edits a webhook. One that is made active again goes on where it stopped.
func (s *Webhooks) Change(ctx context.Context, caller access.Caller, id string, match access.Match, change func(*WebhookInput) error) (Webhook, error) {
	changed := func(h *Webhook) (in WebhookInput, err error) {
		if err := match.Check(h.Tag()); err != nil {
			return in, err
		}
		in = h.Input()
		return in, change(&in)
	}
	found, err := s.Webhook(ctx, caller, id)
	if err != nil {
		return Webhook{}, err
	}
	first, err := changed(&found)
	if err != nil {
		return Webhook{}, err
	}
	why := s.whyNot(ctx, first.URL)
	return s.edit(ctx, caller, id, func(h *Webhook) error {
		in, err := changed(h)
		if err != nil {
			return err
		}
		wrong := why
		if in.URL != first.URL {
			wrong = "" // somebody else gave it meanwhile, and it was looked at then
		}
		types, err := in.check(wrong)
		if err != nil {
			return err
		}
		h.URL, h.Types = in.URL, types
		h.NextTry, h.Failures, h.FailingSince = time.Time{}, 0, time.Time{}
		switch {
		case in.Active:
			h.PausedAt = time.Time{}
		case h.PausedAt.IsZero():
			h.PausedAt = s.Now()
		}
		return nil
	})
}

// Rotate gives a webhook a new secret. For a day both sign.
func (s *Webhooks) Rotate(ctx context.Context, caller access.Caller, id string) (Webhook, error) {
	secret, err := s.newSecret()
	if err != nil {
		return Webhook{}, err
	}
	return s.edit(ctx, caller, id, func(h *Webhook) error {
		h.OldSecret, h.OldUntil, h.Secret = h.Secret, s.Now().Add(RotateFor), secret
		return nil
	})
}

func (s *Webhooks) edit(ctx context.Context, caller access.Caller, id string, edit func(*Webhook) error) (Webhook, error) {
	return access.Within(ctx, s.Store.Write, func(tx WebhookTx) (Webhook, error) {
		found, err := tx.Webhook(ctx, FeedOf(caller), id)
		if err != nil {
			return Webhook{}, err
		}
		changed := found
		if err := edit(&changed); err != nil {
			return Webhook{}, err
		}
		changed.UpdatedAt, changed.Revision = s.Now(), changed.Revision+1
		return changed, tx.SaveWebhook(ctx, changed)
	})
}

// Delete deletes a webhook with what is known of its deliveries.
func (s *Webhooks) Delete(ctx context.Context, caller access.Caller, id string, match access.Match) error {
	return s.Store.Write(ctx, func(tx WebhookTx) error {
		found, err := tx.Webhook(ctx, FeedOf(caller), id)
		if err != nil {
			return err
		}
		if err := match.Check(found.Tag()); err != nil {
			return err
		}
		return tx.DeleteWebhook(ctx, id)
	})
}

// Deliveries lists the last deliveries of a webhook.
func (s *Webhooks) Deliveries(ctx context.Context, caller access.Caller, id string, page access.Page) (access.List[Delivery], error) {
	if _, err := s.Webhook(ctx, caller, id); err != nil {
		return access.List[Delivery]{}, err
	}
	found, err := s.Store.Deliveries(ctx, id, page.More())
	return access.Cut(found, page), err
}

// Test sends something that did not happen to a webhook, now, and says how it went.
func (s *Webhooks) Test(ctx context.Context, caller access.Caller, id string) (Delivery, error) {
	found, err := s.Webhook(ctx, caller, id)
	if err != nil {
		return Delivery{}, err
	}
	return s.sendNow(ctx, &found, &Event{ID: s.NewID(), Type: TestType, Time: s.Now(), Subject: Subject{Kind: AWebhook, ID: found.ID}})
}

// Resend sends what was delivered once more, now, and says how it went. Once the event
// is no longer kept, or no longer for whoever asks, the error is of kind NotFound.
func (s *Webhooks) Resend(ctx context.Context, caller access.Caller, id, delivery string) (Delivery, error) {
	found, err := s.Webhook(ctx, caller, id)
	if err != nil {
		return Delivery{}, err
	}
	sent, err := s.Store.Delivery(ctx, id, delivery)
	if err != nil {
		return Delivery{}, err
	}
	e, err := s.Store.Event(ctx, found.Feed, sent.Event)
	if err != nil {
		return Delivery{}, err
	}
	return s.sendNow(ctx, &found, &e)
}

func (s *Webhooks) sendNow(ctx context.Context, h *Webhook, e *Event) (Delivery, error) {
	done := s.send(ctx, h, e)
	ctx = context.WithoutCancel(ctx) // it was sent
	return done, s.Store.Write(ctx, func(tx WebhookTx) error { return tx.KeepDelivery(ctx, done) })
}
