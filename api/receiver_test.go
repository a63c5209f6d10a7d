package api_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/api"
	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/events"
	"github.com/sevenrungs/sevenrungs/internal/delivery"
)

// receiver is a machine of a partner's that gets what happens.
type receiver struct {
	*httptest.Server

	mu     sync.Mutex
	got    []api.Event
	sent   []*http.Request // with their bodies in bodies
	bodies [][]byte
	reply  func(http.ResponseWriter) // nil for 204
	came   chan api.Event            // what is sent, as it comes, for those who wait for it
}

func newReceiver(t testing.TB) *receiver {
	t.Helper()
	r := &receiver{came: make(chan api.Event, 1000)}
	r.Server = httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		body, _ := io.ReadAll(req.Body)
		var e api.Event
		_ = json.Unmarshal(body, &e)
		r.mu.Lock()
		reply := r.reply
		r.got, r.sent, r.bodies = append(r.got, e), append(r.sent, req), append(r.bodies, body)
		r.mu.Unlock()
		r.came <- e
		if reply != nil {
			reply(w)
			return
		}
		w.WriteHeader(http.StatusNoContent)
	}))
	t.Cleanup(r.Close)
	return r
}

// address is what the receiver is called on the open internet.
func (r *receiver) address() string {
	u, _ := url.Parse(r.URL)
	return "https://example.com:" + u.Port() + "/hooks"
}

func (r *receiver) answers(reply func(http.ResponseWriter)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.reply = reply
}

// types returns what came, and forgets it.
func (r *receiver) types() (types []string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, e := range r.got {
		types = append(types, e.Type)
	}
	r.got, r.sent, r.bodies = nil, nil, nil
	return types
}

// await returns the next event once it comes.
func (r *receiver) await(t testing.TB) (e api.Event) {
	t.Helper()
	select {
	case e = <-r.came:
	case <-time.After(time.Minute):
		t.Fatal("nothing came")
	}
	return e
}

func (r *receiver) trusted() delivery.Option {
	return delivery.Trusting(r.Client().Transport.(*http.Transport).TLSClientConfig)
}

func status(code int) func(http.ResponseWriter) {
	return func(w http.ResponseWriter) { w.WriteHeader(code) }
}

// hooked is a world with a receiver for its owner's events.
type hooked struct {
	*world
	*receiver

	id, secret string
}

func newHooked(t *testing.T, address string) *hooked {
	t.Helper()
	h := &hooked{newWorld(t, address), newReceiver(t), "", ""}
	sender := hooksOf(t, h.service, h.trusted()).Sender
	h.hooks.Sender = sender
	h.deliver(t) // what waits for the scene's own webhook
	var made api.WebhookWithSecret
	requireStatus(t, h.as(t, owner).Post("/v1/webhooks", []byte(`{"url":"`+h.address()+`"}`)), http.StatusCreated).Decode(&made)
	h.id, h.secret = made.ID, *made.Secret
	return h
}

// deliver has all sent that is due.
func (h *hooked) deliver(t testing.TB) {
	t.Helper()
	if err := h.hooks.DeliverDue(t.Context()); err != nil {
		t.Fatal(err)
	}
	h.hooks.Wait()
}

// happen has the owner change so many times, in a way that is told apart.
func (h *hooked) happen(t *testing.T, times int) {
	t.Helper()
	for range times {
		w := h.world
		if _, err := w.service.ChangeOrganisation(t.Context(), actingFor(w.ids["organisations"]), w.ids["organisations"], access.Match{"*"}, func(in *assessments.ProfileInput) error { in.Contact += "x"; return nil }); err != nil {
			t.Fatal(err)
		}
	}
}

func (h *hooked) show(t *testing.T) (shown api.Webhook) {
	t.Helper()
	requireStatus(t, h.as(t, owner).Get("/v1/webhooks/"+h.id), http.StatusOK).Decode(&shown)
	return shown
}

func (h *hooked) deliveries(t *testing.T) []api.Delivery {
	t.Helper()
	return getDecoded[api.DeliveryList](h.as(t, owner), "/v1/webhooks/"+h.id+"/deliveries?limit=100").Items
}

// clubsWith makes organisations with a webhook to each of these addresses.
func (h *hooked) clubsWith(t testing.TB, addresses []string) (ids []string) {
	t.Helper()
	for _, address := range addresses {
		made, err := h.service.CreateOrganisation(t.Context(), access.Caller{}, assessments.ProfileInput{Name: "Valley Club"}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := h.hooks.Create(t.Context(), actingFor(made.ID), events.WebhookInput{URL: address, Active: true}, nil); err != nil {
			t.Fatal(err)
		}
		ids = append(ids, made.ID)
	}
	return ids
}

// changeAll has something happen to each of some organisations.
func (h *hooked) changeAll(t testing.TB, ids []string, contact string) {
	t.Helper()
	for _, id := range ids {
		if _, err := h.service.ChangeOrganisation(t.Context(), actingFor(id), id, access.Match{"*"}, func(in *assessments.ProfileInput) error {
			in.Contact = contact
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
}
