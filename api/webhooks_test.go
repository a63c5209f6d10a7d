package api_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"github.com/sevenrungs/sevenrungs/api"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/events"
	"github.com/sevenrungs/sevenrungs/internal/delivery"
)

func TestNoWebhookLeadsInside(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	own := w.as(t, owner)
	for _, address := range []string{
		"http://169.254.169.254", "https://169.254.169.254/latest/meta-data", "https://[::1]", "https://[::1]:8080/x", "https://127.0.0.1", "https://127.1", "https://2130706433", "https://0x7f000001",
		"https://0177.0.0.1", "https://10.0.0.1", "https://172.16.3.4", "https://192.168.1.1", "https://100.64.1.1", "https://0.0.0.0", "https://[::]", "https://[::ffff:10.0.0.1]",
		"https://[64:ff9b::a00:1]", "https://[fd00:ec2::254]", "https://[fe80::1]", "https://[fe80::1%25eth0]", "https://[2002:a00:1::]", "https://224.0.0.1", "https://255.255.255.255",
		"https://localhost", "https://LOCALHOST.", "https://service.local", "https://db.internal", "https://postgres", "https://inside.example.org", "http://example.org", "ftp://example.org",
		"https://", "https://name:password@example.org", "https://example.org/#x", "example.org", "", "https://example.org/" + strings.Repeat("x", 500), "https://example.org/a b", "javascript:alert(1)",
	} {
		body, err := json.Marshal(map[string]string{"url": address})
		if err != nil {
			t.Fatal(err)
		}
		p := requireProblem(t, own.Post("/v1/webhooks", body), http.StatusUnprocessableEntity)
		if len(p.Errors) != 1 || p.Errors[0].Pointer != "/url" {
			t.Errorf("%s: %+v", address, p.Errors)
		}
		requireProblem(t, own.Patch(w.fill(t, "/v1/webhooks/{id}"), body, "If-Match: *"), http.StatusUnprocessableEntity)
	}
	p := requireProblem(t, own.Post("/v1/webhooks", []byte(`{"url":"https://example.org","types":["response.submitted","grant.created","grant.created"]}`)), http.StatusUnprocessableEntity)
	if len(p.Errors) != 2 {
		t.Errorf("types: %+v", p.Errors)
	}
	requireProblem(t, own.Patch(w.fill(t, "/v1/webhooks/{id}"), []byte(`{"state":"asleep"}`), "If-Match: *"), http.StatusUnprocessableEntity)
}

// TestANameThatLeadsInsideLaterIsNotDialled gives a name that leads outside when the
// webhook is made, and to this machine when it is dialled.
func TestANameThatLeadsInsideLaterIsNotDialled(t *testing.T) {
	t.Parallel()
	h := newHooked(t, newFile(t))
	h.hooks.Sender = hooksOf(t, h.service, h.trusted(), delivery.Allowing(nil)).Sender
	h.happen(t, 1)
	h.deliver(t)
	if came := h.types(); len(came) > 0 {
		t.Errorf("%q came to this machine", came)
	}
	if d := h.deliveries(t); len(d) != 1 || d[0].Failure == nil || !strings.Contains(*d[0].Failure, "not on the open internet") {
		t.Errorf("deliveries: %+v", d)
	}
}

func TestWhatHappensIsSentInOrderAndSigned(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		h := newHooked(t, address)
		l := listen(t, h.as(t, owner))
		h.happen(t, 3)
		h.openAssessment(t, h.ids["organisations"])
		h.deliver(t)
		signer, err := standardwebhooks.NewWebhook(h.secret)
		if err != nil {
			t.Fatal(err)
		}
		var came []string
		for i, e := range h.got {
			if err := signer.VerifyIgnoringTimestamp(h.bodies[i], h.sent[i].Header); err != nil {
				t.Error(err)
			}
			if id := h.sent[i].Header.Get("webhook-id"); id != e.ID {
				t.Errorf("webhook-id %s, want %s", id, e.ID)
			}
			if signer.VerifyIgnoringTimestamp(append(h.bodies[i], ' '), h.sent[i].Header) == nil {
				t.Error("another body has the same signature")
			}
			came = append(came, e.Type+" "+e.Subject.Path)
		}
		l.expect(t, "what came", came...)
		if h.deliver(t); len(h.got) != len(came) {
			t.Error("something came twice without need")
		}
	})
}

func TestASecretIsRotatedWithOverlap(t *testing.T) {
	t.Parallel()
	h := newHooked(t, newFile(t))
	var rotated api.WebhookWithSecret
	requireStatus(t, h.as(t, owner).Post("/v1/webhooks/"+h.id+"/rotate", nil), http.StatusOK).Decode(&rotated)
	if *rotated.Secret == h.secret {
		t.Fatal("the secret is the same")
	}
	signs := func(secret string) bool {
		h.types()
		h.happen(t, 1)
		h.deliver(t)
		signer, err := standardwebhooks.NewWebhook(secret)
		if err != nil || len(h.sent) != 1 {
			t.Fatal(err, len(h.sent))
		}
		return signer.VerifyIgnoringTimestamp(h.bodies[0], h.sent[0].Header) == nil
	}
	if !signs(h.secret) || !signs(*rotated.Secret) {
		t.Error("for a day both should sign")
	}
	h.wait(events.RotateFor)
	if signs(h.secret) || !signs(*rotated.Secret) {
		t.Error("after a day the new one alone should sign")
	}
	for _, path := range []string{"/v1/webhooks", "/v1/webhooks/" + h.id, "/v1/webhooks/" + h.id + "/deliveries"} {
		if body := string(h.as(t, owner).Get(path).Body); strings.Contains(body, "whsec_") {
			t.Errorf("%s shows a secret: %s", path, body)
		}
	}
}

// TestAReceiverThatFailsGetsAllInOrderLater is down for an hour, in every way there is.
func TestAReceiverThatFailsGetsAllInOrderLater(t *testing.T) {
	t.Parallel()
	for name, reply := range map[string]func(http.ResponseWriter){
		"500":       status(http.StatusInternalServerError),
		"404":       status(http.StatusNotFound),
		"redirects": func(w http.ResponseWriter) { w.Header().Set("Location", "/elsewhere"); w.WriteHeader(http.StatusFound) },
		"hangs up":  func(http.ResponseWriter) { panic(http.ErrAbortHandler) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHooked(t, newFile(t))
			h.answers(reply)
			for began := h.service.Now(); h.service.Now().Sub(began) < time.Hour; h.wait(time.Minute) {
				if h.service.Now().Sub(began) < 5*time.Minute {
					h.happen(t, 1)
				}
				h.deliver(t)
			}
			tries := len(h.types())
			if tries < 3 || tries > 8 {
				t.Errorf("it was tried %d times in an hour", tries)
			}
			if shown := h.show(t); shown.FailingSince == nil || shown.State != "active" {
				t.Errorf("%+v", shown)
			}
			h.answers(nil)
			h.wait(3 * time.Hour)
			h.deliver(t)
			ids := map[string]bool{}
			for _, e := range h.got {
				ids[e.ID] = true
			}
			if !slices.IsSortedFunc(h.got, func(a, b api.Event) int { return a.Time.Compare(b.Time) }) || len(h.got) != 5 || len(ids) != 5 {
				t.Errorf("it got %d events in the end", len(h.got))
			}
			if d := h.deliveries(t); len(d) != tries+5 || d[0].Failure == nil || d[len(d)-1].Failure != nil {
				t.Errorf("the log has %d deliveries of %d", len(d), tries+5)
			}
			if shown := h.show(t); shown.FailingSince != nil {
				t.Errorf("%+v", shown)
			}
		})
	}
}

func TestAfterThreeDaysAWebhookIsPausedAndSaysSo(t *testing.T) {
	t.Parallel()
	h := newHooked(t, newFile(t))
	var told []string
	h.hooks.Tell = func(paused *events.Webhook) { told = append(told, paused.ID) }
	h.answers(status(http.StatusServiceUnavailable))
	h.happen(t, 2)
	began := h.service.Now()
	for h.show(t).State == "active" {
		h.deliver(t)
		h.wait(time.Hour)
		if h.service.Now().Sub(began) > 5*24*time.Hour {
			t.Fatal("it is never paused")
		}
	}
	if tried := h.service.Now().Sub(began); tried < 3*24*time.Hour || !slices.Equal(told, []string{h.id}) {
		t.Errorf("paused after %v, told of %q", tried, told)
	}
	h.answers(nil)
	h.types()
	h.wait(time.Hour)
	if h.deliver(t); len(h.types()) > 0 {
		t.Error("it is sent to while it is paused")
	}
	requireStatus(t, h.as(t, owner).Patch("/v1/webhooks/"+h.id, []byte(`{"state":"active"}`), "If-Match: *"), http.StatusOK)
	if h.deliver(t); len(h.types()) != 2 {
		t.Error("it does not go on where it stopped")
	}

	h.answers(status(http.StatusGone))
	h.happen(t, 1)
	if h.deliver(t); h.show(t).State != "paused" {
		t.Error("a receiver that is gone is still sent to")
	}
}

// TestAReceiverThatSendsWithoutEndIsCutOff sends more than anybody reads.
func TestAReceiverThatSendsWithoutEndIsCutOff(t *testing.T) {
	t.Parallel()
	h := newHooked(t, newFile(t))
	sent := make(chan int, 1)
	h.answers(func(w http.ResponseWriter) {
		all := 0
		for chunk := make([]byte, 1<<20); all < 1<<30; {
			n, err := w.Write(chunk)
			all += n
			if err != nil {
				break
			}
		}
		sent <- all
	})
	h.happen(t, 1)
	h.deliver(t)
	if all := <-sent; all > 64<<20 {
		t.Errorf("%d bytes were taken", all)
	}
	if d := h.deliveries(t); len(d) != 1 || d[0].Failure != nil {
		t.Errorf("%+v", d)
	}
}

// TestASlowReceiverHoldsUpNobody has one that does not answer until all others have got
// everything. It is the first that is sent to.
func TestASlowReceiverHoldsUpNobody(t *testing.T) {
	t.Parallel()
	h := newHooked(t, newFile(t))
	others := make(chan struct{})
	h.answers(func(http.ResponseWriter) { <-others })
	quick := newReceiver(t)
	requireStatus(t, h.as(t, owner).Post("/v1/webhooks", []byte(`{"url":"`+quick.address()+`"}`)), http.StatusCreated)
	h.happen(t, 3)
	if err := h.hooks.DeliverDue(t.Context()); err != nil {
		t.Fatal(err)
	}
	h.await(t)
	for range 3 {
		quick.await(t)
	}
	if d := h.deliveries(t); len(d) > 0 {
		t.Errorf("the slow one was waited for: %+v", d)
	}
	close(others)
	h.hooks.Wait()
	if slow, all := h.types(), quick.types(); len(slow) != 3 || len(all) != 3 {
		t.Errorf("the slow one got %d, the other one %d, want 3", len(slow), len(all))
	}
}

// TestOneRoundSendsToAll has more receivers than are sent to at once. None answers
// before the round is over.
func TestOneRoundSendsToAll(t *testing.T) {
	t.Parallel()
	h := newHooked(t, newFile(t))
	const many = 40
	clubs := h.clubsWith(t, slices.Repeat([]string{h.address()}, many))
	h.changeAll(t, clubs, "Sam")
	over := make(chan struct{})
	h.answers(func(http.ResponseWriter) { <-over })
	if err := h.hooks.DeliverDue(t.Context()); err != nil {
		t.Fatal(err)
	}
	close(over)
	h.hooks.Wait()
	if came := h.types(); len(came) != many {
		t.Errorf("%d came, want %d", len(came), many)
	}
}

// TestSeveralServersSendEachThingOnce looks from two servers for what waits.
func TestSeveralServersSendEachThingOnce(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		h := newHooked(t, address)
		other := hooksOf(t, h.service, h.trusted())
		h.happen(t, 30)
		for range 20 {
			for _, hooks := range []*events.Webhooks{h.hooks, other} {
				if err := hooks.DeliverDue(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			h.hooks.Wait()
			other.Wait()
		}
		seen := map[string]bool{}
		for _, e := range h.got {
			seen[e.ID] = true
		}
		if len(h.got) != 30 || len(seen) != 30 {
			t.Errorf("%d came, %d of them different, want 30", len(h.got), len(seen))
		}
	})
}

func TestAWebhookIsTriedAndSomethingSentAgain(t *testing.T) {
	t.Parallel()
	h := newHooked(t, newFile(t))
	own := h.as(t, owner)
	var d api.Delivery
	requireStatus(t, own.Post("/v1/webhooks/"+h.id+"/test", nil), http.StatusOK).Decode(&d)
	if d.Type != "webhook.test" || d.Status == nil || *d.Status != http.StatusNoContent {
		t.Errorf("test: %+v", d)
	}
	if about := h.got[0].Subject; about.Path != "/v1/webhooks/"+h.id {
		t.Errorf("the test is about %+v", about)
	}
	requireProblem(t, own.Post("/v1/webhooks/"+h.id+"/deliveries/"+d.ID+"/resend", nil), http.StatusNotFound) // it did not happen
	h.happen(t, 1)
	h.deliver(t)
	first := h.deliveries(t)[1]
	h.answers(status(http.StatusTeapot))
	requireStatus(t, own.Post("/v1/webhooks/"+h.id+"/deliveries/"+first.ID+"/resend", nil), http.StatusOK).Decode(&d)
	if d.EventID != first.EventID || d.Failure == nil || *d.Status != http.StatusTeapot {
		t.Errorf("resend: %+v", d)
	}
	if h.deliver(t); len(h.deliveries(t)) != 3 {
		t.Error("what was sent again is sent by itself too")
	}
}

func TestAWebhookGetsWhatItAskedForAndEndsWithItsHolder(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		h := newHooked(t, address)
		own := h.as(t, owner)
		requireStatus(t, own.Patch("/v1/webhooks/"+h.id, []byte(`{"types":["assessment.opened"]}`), "If-Match: *"), http.StatusOK)
		h.happen(t, 2)
		h.openAssessment(t, h.ids["organisations"])
		h.happen(t, 2)
		h.deliver(t)
		if came := h.types(); !slices.Equal(came, []string{"assessment.opened"}) {
			t.Errorf("came: %q", came)
		}
		for range events.MaxWebhooks - 2 { // one of the scene, and one of this test
			requireStatus(t, own.Post("/v1/webhooks", []byte(`{"url":"`+h.address()+`"}`)), http.StatusCreated)
		}
		requireProblem(t, own.Post("/v1/webhooks", []byte(`{"url":"`+h.address()+`"}`)), http.StatusConflict)
		requireStatus(t, own.Delete(h.fill(t, "/v1/organisations/{id}"), "If-Match: *"), http.StatusNoContent)
		left, err := h.hooks.Store.CountWebhooks(t.Context(), events.Feed{Role: access.OrganisationRole, ID: h.ids["organisations"]})
		if err != nil || left > 0 {
			t.Errorf("%d webhooks are left, %v", left, err)
		}
		if h.deliver(t); len(h.types()) > 0 {
			t.Error("something is sent for an organisation that is erased")
		}
	})
}
