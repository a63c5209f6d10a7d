package api_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/internal/apitest"
)

// A wayToEnd is how an assessment ends, and what is answered about it then.
type wayToEnd struct {
	how, more, says                string
	end                            func(t *testing.T, w *world, address string)
	read, edit, enter, redeem, key int
}

const overdue = `"closes_at":"2026-03-04T11:00:00Z"`

// waysToEnd are all of them. Time goes by in the last two.
var waysToEnd = []wayToEnd{
	{"closed", "", "This assessment is closed.", func(t *testing.T, w *world, address string) {
		t.Helper()
		w.as(t, owner).Post(address+"/close", nil)
	}, 404, 409, 409, 409, 200},
	{"cancelled", "", "This assessment was cancelled, and its answers are gone.", func(t *testing.T, w *world, address string) {
		t.Helper()
		w.as(t, owner).Post(address+"/cancel", nil)
	}, 401, 401, 409, 409, 401},
	{"overdue", overdue, "The time for this assessment is up.", func(_ *testing.T, w *world, _ string) { w.wait(time.Hour) }, 200, 409, 409, 409, 200},
	{"overdue and maintained", overdue, "This assessment is closed.", func(t *testing.T, w *world, _ string) {
		t.Helper()
		if err := w.service.Maintain(t.Context()); err != nil {
			t.Error(err)
		}
	}, 404, 409, 409, 409, 200},
}

// aboutToEnd is an assessment with a response, whose author holds a key, and with an
// invitation.
type aboutToEnd struct{ open, response, key, invitation string }

func (w *world) aboutToEnd(t *testing.T, more string) (a aboutToEnd) {
	t.Helper()
	a.open = w.openAssessmentFor(t, more)
	body := []byte(`{"voice":"lived","state":"submitted","answers":{"equality-culture":"5"}}`)
	created := requireStatus(t, w.as(t, owner).Post(a.open+"/responses", body), http.StatusCreated)
	a.response, a.key = created.Header.Get("Location"), decodeFields(t, created)["response_key"].(string)
	a.invitation = decodeFields(t, w.as(t, owner).Post(a.open+"/invitations", []byte(`{}`)))["key"].(string)
	return a
}

func TestAnswersComeToAnEndWithTheAssessment(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		w := newWorld(t, address)
		var all []aboutToEnd
		for _, way := range waysToEnd {
			all = append(all, w.aboutToEnd(t, way.more))
		}
		for i, way := range waysToEnd {
			way.end(t, w, all[i].open)
			w.checkEnd(t, all[i], &way)
		}
	})
}

func (w *world) checkEnd(t *testing.T, a aboutToEnd, way *wayToEnd) {
	t.Helper()
	check := func(got *apitest.Response, status int) {
		t.Helper()
		requireEnd(t, got, status, way.says)
	}
	writer := w.client.In(t).As(a.key)
	requireStatus(t, writer.Get(a.response), way.read)
	check(writer.Put(a.response, []byte(`{}`), "If-Match: *"), way.edit)
	check(writer.Patch(a.response, []byte(`{}`), "If-Match: *"), way.edit)
	check(writer.Post(a.response+"/submit", nil), way.edit)
	check(writer.Post(a.response+"/key", nil), way.edit)
	check(writer.Delete(a.response, "If-Match: *"), way.edit)
	check(w.as(t, owner).Post(a.open+"/responses", []byte(`{"voice":"lived"}`)), way.enter)
	check(w.as(t, owner).Post(a.open+"/invitations", []byte(`{}`)), http.StatusConflict)
	check(w.as(t, owner).Patch(a.open, []byte(`{"target_rung":6}`), "If-Match: *"), http.StatusConflict)
	check(w.client.In(t).Post("/v1/invitations/redeem", []byte(`{"key":"`+a.invitation+`","voice":"lived"}`)), way.redeem)
	requireStatus(t, writer.Get(a.open+"/result"), way.key)
}

// requireEnd expects a refusal. One for the state of the assessment names that, and
// all that is not taken any more.
func requireEnd(t *testing.T, got *apitest.Response, status int, says string) {
	t.Helper()
	p := requireProblem(t, got, status)
	saysItPlainly(t, p)
	if want := says + " It takes no more answers, invitations or changes."; status == http.StatusConflict && p.Detail != want {
		t.Errorf("it says %q, want %q", p.Detail, want)
	}
}
