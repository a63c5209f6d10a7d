package api

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/events"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/intake"
	"github.com/sevenrungs/sevenrungs/internal/edge"
)

// RenderEvent writes an event as a webhook gets it: as the list of events shows it.
func RenderEvent(e *events.Event, to events.Feed) []byte { return encode(newEvent(e, to.Role)) }

// WebhookRequest asks for what happens to be sent.
type WebhookRequest struct {
	// Where to: an https address on the open internet
	URL string `json:"url" format:"uri" maxLength:"500" example:"https://example.org/hooks"`
	// Which events; all when left out
	Types []string `json:"types,omitempty" enums:"organisation.changed,organisation.deleted,grant.created,grant.revoked,assessment.opened,assessment.changed,assessment.closed,assessment.cancelled,share.granted,share.withdrawn,release.published" example:"assessment.closed"`
}

// WebhookPatch changes where and what is sent, or whether.
type WebhookPatch struct {
	// Where to
	URL string `json:"url,omitempty" format:"uri" maxLength:"500" example:"https://example.org/hooks"`
	// Which events; null for all
	Types []string `json:"types,omitempty" extensions:"x-nullable" example:"assessment.closed"`
	// paused stops it; active goes on where it stopped
	State string `json:"state,omitempty" enums:"active,paused" example:"active"`
}

// Webhook is where what happens is sent.
type Webhook struct {
	// Its id
	ID string `json:"id" format:"uuid"`
	// Where to
	URL string `json:"url" format:"uri" example:"https://example.org/hooks"`
	// Which events; none for all
	Types []string `json:"types" example:"assessment.closed"`
	// paused: you stopped it, or it failed for three days. Make it active to go on where it stopped
	State string `json:"state" enums:"active,paused" example:"active"`
	// Since when it is paused
	PausedAt *time.Time `json:"paused_at" extensions:"x-nullable"`
	// Since when nothing gets through
	FailingSince *time.Time `json:"failing_since" extensions:"x-nullable"`
	// When it was made
	CreatedAt time.Time `json:"created_at"`
	// When it was last changed
	UpdatedAt time.Time `json:"updated_at"`
}

// WebhookWithSecret is a webhook with its secret, which is shown this one time.
type WebhookWithSecret struct {
	Webhook
	// By it you know that it is us; null when it was shown before
	Secret *string `json:"secret" extensions:"x-nullable" example:"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"`
	// Whether it was shown before
	SecretShown bool `json:"secret_shown,omitempty"`
}

// WebhookList is one page of webhooks.
type WebhookList struct {
	// In the order in which they were made
	Items []Webhook `json:"items"`
	// The cursor of the next page; left out on the last
	Next string `json:"next,omitempty"`
}

// Delivery is one try to send something.
type Delivery struct {
	// Its id
	ID string `json:"id" format:"uuid"`
	// The id of what was sent, as in webhook-id
	EventID string `json:"event_id" format:"uuid"`
	// What had happened; webhook.test for a test
	Type string `json:"type" example:"assessment.closed"`
	// When it was sent
	At time.Time `json:"at"`
	// How long it took, in milliseconds
	Milliseconds int64 `json:"milliseconds" example:"120"`
	// The status of the reply; null when there was none
	Status *int `json:"status" extensions:"x-nullable" example:"204"`
	// Why it did not go well; null when it did
	Failure *string `json:"failure" extensions:"x-nullable"`
}

// DeliveryList is one page of deliveries.
type DeliveryList struct {
	// The oldest first
	Items []Delivery `json:"items"`
	// The cursor of the next page; left out on the last
	Next string `json:"next,omitempty"`
}

func newWebhook(h *events.Webhook) Webhook {
	out := Webhook{
		ID: h.ID, URL: h.URL, Types: []string{}, State: "active", PausedAt: timeOf(h.PausedAt), FailingSince: timeOf(h.FailingSince),
		CreatedAt: h.CreatedAt, UpdatedAt: h.UpdatedAt,
	}
	for _, happened := range h.Types {
		out.Types = append(out.Types, string(happened))
	}
	if out.PausedAt != nil {
		out.State = "paused"
	}
	return out
}

func newDelivery(d *events.Delivery) Delivery {
	out := Delivery{d.ID, d.Event, string(d.Type), d.At, d.Took.Milliseconds(), nil, orNull(d.Failure)}
	if d.Status != 0 {
		out.Status = &d.Status
	}
	return out
}

func withSecret(h *events.Webhook, secrets bool) WebhookWithSecret {
	if !secrets {
		return WebhookWithSecret{newWebhook(h), nil, true}
	}
	return WebhookWithSecret{newWebhook(h), &h.Secret, false}
}

// createWebhook has what happens be sent.
//
//	@Summary		Have what happens be sent to you
//	@Description	The events of `/v1/events` from now on, each as a `POST` of its own, in their order, signed as [Standard Webhooks](https://www.standardwebhooks.com) says. Reply with 2xx within 10 seconds. Otherwise it is sent again, with growing pauses, for three days. Something may come twice. The secret is shown once. There are at most 20; past that comes `409`.
//	@ID				createWebhook
//	@Tags			events
//	@Security		bearer
//	@Param			Idempotency-Key	header		string			false	"Makes it safe to send again for 24 hours"
//	@Param			request			body		WebhookRequest	true	"Where to, and what"
//	@Success		201				{object}	WebhookWithSecret
//	@Header			201				{string}	Location				"Its address"
//	@Header			201				{string}	Idempotency-Replayed	"true when it was made before"
//	@x-example		{"url": "https://example.org/hooks", "types": ["assessment.closed"]}
//	@Router			/v1/webhooks [post]
func (s *server) createWebhook(c *gin.Context) error {
	body, request, err := bodyOf[WebhookRequest](c)
	if err != nil {
		return err
	}
	show := func(created *events.Webhook, secrets bool) creation {
		return creation{"/v1/webhooks/" + created.ID, created.Tag(), withSecret(created, secrets)}
	}
	in := events.WebhookInput{URL: request.URL, Types: request.Types, Active: true}
	return create(s, c, body, show, func(once *access.IdempotencyKey[events.Webhook]) (events.Webhook, error) {
		return s.Webhooks.Create(c.Request.Context(), edge.CallerOf(c), in, once)
	})
}

// listWebhooks lists where what happens is sent.
//
//	@Summary		List your webhooks
//	@Description	Without their secrets.
//	@ID				listWebhooks
//	@Tags			events
//	@Security		bearer
//	@Param			limit	query		int		false	"How many at most"	minimum(1)	maximum(100)	default(20)
//	@Param			cursor	query		string	false	"Where to go on: next of the page before"
//	@Success		200		{object}	WebhookList
//	@Router			/v1/webhooks [get]
func (s *server) listWebhooks(c *gin.Context) error {
	return writeList(c, newWebhook, func(h *events.Webhook) string { return h.ID }, func(page access.Page) (access.List[events.Webhook], error) {
		return s.Webhooks.List(c.Request.Context(), edge.CallerOf(c), page)
	})
}

// showWebhook shows a webhook.
//
//	@Summary		Show a webhook
//	@Description	And whether what is sent gets through.
//	@ID				showWebhook
//	@Tags			events
//	@Security		bearer
//	@Param			id	path		string	true	"Its id"
//	@Success		200	{object}	Webhook
//	@Header			200	{string}	ETag	"Names this state of it"
//	@Success		304	"Not changed since the ETag in If-None-Match"
//	@Router			/v1/webhooks/{id} [get]
func (s *server) showWebhook(c *gin.Context) error {
	found, err := s.Webhooks.Webhook(c.Request.Context(), edge.CallerOf(c), c.Param("id"))
	if err != nil {
		return err
	}
	return showEditable(c, found.Tag(), newWebhook(&found))
}

// changeWebhook changes a webhook.
//
//	@Summary		Change a webhook, stop it, or let it go on
//	@Description	One that goes on sends what happened meanwhile, as far as it is kept.
//	@ID				changeWebhook
//	@Tags			events
//	@Security		bearer
//	@Accept			json,application/merge-patch+json
//	@Param			id			path		string			true	"Its id"
//	@Param			If-Match	header		string			true	"The ETag you read"
//	@Param			request		body		WebhookPatch	true	"What changes"
//	@Success		200			{object}	Webhook
//	@x-example		{"state": "active"}
//	@Router			/v1/webhooks/{id} [patch]
func (s *server) changeWebhook(c *gin.Context) error {
	match, body, err := changeOf(c)
	if err != nil {
		return err
	}
	changed, err := s.Webhooks.Change(c.Request.Context(), edge.CallerOf(c), c.Param("id"), match, func(in *events.WebhookInput) error {
		return patchWebhook(body, in)
	})
	if err != nil {
		return err
	}
	return showEditable(c, changed.Tag(), newWebhook(&changed))
}

func patchWebhook(body []byte, in *events.WebhookInput) error {
	patch := WebhookPatch{in.URL, in.Types, "paused"}
	if in.Active {
		patch.State = "active"
	}
	if err := intake.Patch(body, &patch); err != nil {
		return err
	}
	if patch.State != "active" && patch.State != "paused" {
		var faults fault.List
		faults.Add(fault.At("state"), "There is no state %.80q. Use active or paused.", patch.State)
		return faults.Err()
	}
	*in = events.WebhookInput{URL: patch.URL, Types: patch.Types, Active: patch.State == "active"}
	return nil
}

// deleteWebhook deletes a webhook.
//
//	@Summary		Delete a webhook
//	@Description	Nothing more is sent there.
//	@ID				deleteWebhook
//	@Tags			events
//	@Security		bearer
//	@Param			id			path	string	true	"Its id"
//	@Param			If-Match	header	string	true	"The ETag you read"
//	@Success		204
//	@Router			/v1/webhooks/{id} [delete]
func (s *server) deleteWebhook(c *gin.Context) error {
	match, err := matchOf(c)
	if err != nil {
		return err
	}
	if err := s.Webhooks.Delete(c.Request.Context(), edge.CallerOf(c), c.Param("id"), match); err != nil {
		return err
	}
	c.Status(http.StatusNoContent)
	return nil
}

// rotateWebhook gives a webhook a new secret.
//
//	@Summary		Give a webhook a new secret
//	@Description	It is shown once. For 24 hours everything is signed with the one before as well.
//	@ID				rotateWebhook
//	@Tags			events
//	@Security		bearer
//	@Param			id	path		string	true	"Its id"
//	@Success		200	{object}	WebhookWithSecret
//	@Router			/v1/webhooks/{id}/rotate [post]
func (s *server) rotateWebhook(c *gin.Context) error {
	changed, err := s.Webhooks.Rotate(c.Request.Context(), edge.CallerOf(c), c.Param("id"))
	if err != nil {
		return err
	}
	c.Header("Cache-Control", "no-store")
	c.Header("ETag", quoted(changed.Tag()))
	return writeJSON(c, withSecret(&changed, true))
}

// listDeliveries lists what was sent.
//
//	@Summary		See what was sent to a webhook
//	@Description	The last 100 tries, and how they went.
//	@ID				listDeliveries
//	@Tags			events
//	@Security		bearer
//	@Param			id		path		string	true	"The webhook"
//	@Param			limit	query		int		false	"How many at most"	minimum(1)	maximum(100)	default(20)
//	@Param			cursor	query		string	false	"Where to go on: next of the page before"
//	@Success		200		{object}	DeliveryList
//	@Router			/v1/webhooks/{id}/deliveries [get]
func (s *server) listDeliveries(c *gin.Context) error {
	return writeList(c, newDelivery, func(d *events.Delivery) string { return d.ID }, func(page access.Page) (access.List[events.Delivery], error) {
		return s.Webhooks.Deliveries(c.Request.Context(), edge.CallerOf(c), c.Param("id"), page)
	})
}

// testWebhook tries a webhook.
//
//	@Summary		Try a webhook
//	@Description	Sends a `webhook.test` at once, once, and says how that went.
//	@ID				testWebhook
//	@Tags			events
//	@Security		bearer
//	@Param			id	path		string	true	"The webhook"
//	@Success		200	{object}	Delivery
//	@Router			/v1/webhooks/{id}/test [post]
func (s *server) testWebhook(c *gin.Context) error {
	done, err := s.Webhooks.Test(c.Request.Context(), edge.CallerOf(c), c.Param("id"))
	return replyWithDelivery(c, done, err)
}

// resendDelivery sends something again.
//
//	@Summary		Send something to a webhook again
//	@Description	At once, once, out of its order, under the same `webhook-id`. 404 when it is no longer kept, or no longer yours to see.
//	@ID				resendDelivery
//	@Tags			events
//	@Security		bearer
//	@Param			id			path		string	true	"The webhook"
//	@Param			delivery	path		string	true	"The delivery"
//	@Success		200			{object}	Delivery
//	@Router			/v1/webhooks/{id}/deliveries/{delivery}/resend [post]
func (s *server) resendDelivery(c *gin.Context) error {
	done, err := s.Webhooks.Resend(c.Request.Context(), edge.CallerOf(c), c.Param("id"), c.Param("delivery"))
	return replyWithDelivery(c, done, err)
}

func replyWithDelivery(c *gin.Context, done events.Delivery, err error) error {
	if err != nil {
		return err
	}
	c.Header("Cache-Control", "no-store")
	return writeJSON(c, newDelivery(&done))
}
