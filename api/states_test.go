package api_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/assessments/result"
	"github.com/sevenrungs/sevenrungs/internal/apitest"
)

// openAssessmentFor opens an assessment of the scene's organisation, with more said of it
// in JSON, and returns its address.
func (w *world) openAssessmentFor(t testing.TB, more string) string {
	t.Helper()
	body := strings.Replace(w.fillBody(assess(more)), ",}", "}", 1)
	return requireStatus(t, w.as(t, owner).Post("/v1/assessments", []byte(body)), http.StatusCreated).Header.Get("Location")
}

// enterResponse enters a submitted response, and returns a client with its key, and
// its address.
func (w *world) enterResponse(t testing.TB, assessment, voice string) (author *apitest.Client, address string) {
	t.Helper()
	body := fmt.Appendf(nil, `{"voice":%q,"state":"submitted","answers":{"equality-culture":"5"}}`, voice)
	created := requireStatus(t, w.as(t, owner).Post(assessment+"/responses", body), http.StatusCreated)
	return w.client.In(t).As(decodeFields(t, created)["response_key"].(string)), created.Header.Get("Location")
}

// invite makes an invitation to an assessment, for as many as come and in the voice
// that they say.
func (w *world) invite(t testing.TB, assessment string) (key string) {
	t.Helper()
	created := requireStatus(t, w.as(t, owner).Post(assessment+"/invitations", []byte(`{"uses":10000}`)), http.StatusCreated)
	return decodeFields(t, created)["key"].(string)
}

// answer has a person start a response with an invitation, and answer a question.
// more is what else they say, after a comma.
func (w *world) answer(t testing.TB, invitation, voice, more string) (author *apitest.Client, address string) {
	t.Helper()
	started := requireStatus(t, w.client.In(t).Post("/v1/invitations/redeem", fmt.Appendf(nil, `{"key":%q,"voice":%q}`, invitation, voice)), http.StatusCreated)
	author, address = w.client.In(t).As(decodeFields(t, started)["response_key"].(string)), started.Header.Get("Location")
	requireStatus(t, author.Patch(address, []byte(`{"answers":{"equality-culture":"5"}`+more+`}`), "If-Match: *"), http.StatusOK)
	return author, address
}

// requireStatus returns an answer that must have a status.
func requireStatus(t testing.TB, got *apitest.Response, status int) *apitest.Response {
	t.Helper()
	if got.Status != status {
		t.Fatalf("status %d, want %d: %s", got.Status, status, got.Body)
	}
	return got
}

// untilAnswered sends a request, and again while it is put off, as a good caller does:
// whoever writes beside others may be in their way, on a busy machine above all.
func untilAnswered(t testing.TB, handler http.Handler, req *http.Request) *httptest.ResponseRecorder {
	t.Helper()
	body, err := io.ReadAll(req.Body)
	if err != nil {
		t.Error(err)
	}
	for tries := 1000; ; tries-- {
		again, got := req.Clone(req.Context()), httptest.NewRecorder()
		again.Body = io.NopCloser(bytes.NewReader(body))
		handler.ServeHTTP(got, again)
		if got.Code != http.StatusServiceUnavailable || tries == 0 {
			return got
		}
	}
}

// sendAtOnce sends requests beside each other and returns the answers.
func (w *world) sendAtOnce(t testing.TB, requests ...*http.Request) []*httptest.ResponseRecorder {
	t.Helper()
	answers := make([]*httptest.ResponseRecorder, len(requests))
	var done sync.WaitGroup
	for i, req := range requests {
		done.Go(func() { answers[i] = untilAnswered(t, w.handler, req) })
	}
	done.Wait()
	return answers
}

// copies returns a request with a key of whoever that is, n times over.
func (w *world) copies(t testing.TB, n int, key, method, path, body string) []*http.Request {
	t.Helper()
	var all []*http.Request
	for range n {
		req := w.client.Request(method, path, []byte(body), "Content-Type: application/json")
		if key != "" {
			req.Header.Set("Authorization", "Bearer "+key)
		}
		all = append(all, req)
	}
	return all
}

func countStatuses(answers []*httptest.ResponseRecorder) map[int]int {
	counts := map[int]int{}
	for _, got := range answers {
		counts[got.Code]++
	}
	return counts
}

// exceptWiped is what an answer says of an assessment, and its tag, but for whether
// wiping is owed: for a moment after it was closed it is.
func exceptWiped(got *httptest.ResponseRecorder) string {
	said := wipedAt.ReplaceAllString(got.Body.String(), "")
	return strings.Replace(got.Header().Get("ETag"), ".owed", "", 1) + " " + said
}

var wipedAt = regexp.MustCompile(`"wiped_at":[^,]*,`)

func TestAnAssessmentClosesByItselfOnce(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		w := newWorld(t, address)
		open := w.openAssessmentFor(t, `"closes_at":"2026-03-04T12:00:00.5+01:00"`)
		w.enterResponse(t, open, "learnt")
		w.wait(90 * time.Minute)
		requests := w.copies(t, 6, w.keyOf(owner), http.MethodGet, open, "")
		requests = append(requests, w.copies(t, 3, w.keyOf(owner), http.MethodPost, open+"/close", "")...)
		answers := w.sendAtOnce(t, append(requests, w.copies(t, 3, w.keyOf(owner), http.MethodGet, open+"/result", "")...)...)
		if counts := countStatuses(answers); counts[http.StatusOK] != len(answers) {
			t.Fatalf("statuses: %v", counts)
		}
		for _, got := range answers[1:9] {
			if diff := cmp.Diff(exceptWiped(answers[0]), exceptWiped(got)); diff != "" {
				t.Errorf("it was closed more than once: %s", diff)
			}
		}
		got := decodeFields(t, w.as(t, owner).Get(open))
		if got["state"] != "closed" || got["closed_at"] != "2026-03-04T11:00:00.5Z" || got["so_far"] != nil {
			t.Errorf("an hour after its end it is %v", got)
		}
		if table := w.as(t, owner).Get(open+"/result", "Accept: text/csv"); !strings.Contains(string(table.Body), ",2026-03-04T11:00:00.5Z,") {
			t.Errorf("the table says that it was closed at another time: %s", table.Body)
		}
	})
}

func TestEachStateAllowsItsOwn(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	client := w.as(t, owner)
	open, closed, cancelled := w.openAssessmentFor(t, ""), w.openAssessmentFor(t, ""), w.openAssessmentFor(t, "")
	requireStatus(t, client.Post(closed+"/close", nil), http.StatusOK)
	requireStatus(t, client.Post(cancelled+"/cancel", nil), http.StatusOK)
	for path, method := range map[string]string{"/result": "GET", "/result/notes": "GET", "/result/links": "POST", "/plan": "GET", "/plan/actions": "POST"} {
		body := map[string]string{"/result/links": `{}`, "/plan/actions": `{"text":"Ask"}`}[path]
		for assessment, want := range map[string]int{open: 409, closed: 0, cancelled: 409} {
			got := client.Send(method, assessment+path, []byte(body))
			if want == 0 && got.Status >= 300 || want != 0 && got.Status != want {
				t.Errorf("%s %s: %d %s", method, path, got.Status, got.Body)
			}
		}
	}
	for _, assessment := range []string{closed, cancelled} {
		before := client.Get(assessment)
		requireProblem(t, client.Patch(assessment, []byte(`{"title":"Later"}`), "If-Match: *"), http.StatusConflict)
		requireProblem(t, client.Post(assessment+"/invitations", []byte(`{}`)), http.StatusConflict)
		if after := client.Get(assessment); string(after.Body) != string(before.Body) {
			t.Errorf("a refused request changed something:\n%s\n%s", before.Body, after.Body)
		}
	}
	requireProblem(t, client.Post(closed+"/cancel", nil), http.StatusConflict)
	requireProblem(t, client.Post(cancelled+"/close", nil), http.StatusConflict)
	for path, state := range map[string]string{closed + "/close": "closed", cancelled + "/cancel": "cancelled"} {
		tag := client.Get(strings.TrimSuffix(strings.TrimSuffix(path, "/close"), "/cancel")).Header.Get("ETag")
		if again := requireStatus(t, client.Post(path, nil), http.StatusOK); again.Header.Get("ETag") != tag || decodeFields(t, again)["state"] != state {
			t.Errorf("%s again: %s, was %s: %s", path, again.Header.Get("ETag"), tag, again.Body)
		}
	}
}

func TestWhatPeopleWerePromisedCannotBeChanged(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	open := w.openAssessmentFor(t, "")
	before := w.as(t, owner).Get(open)
	for field, value := range map[string]string{
		"scope": `"strategic"`, "answering": `{"lived":"team"}`, "minimum_people": `{"lived":3}`, "instrument": `"x"`, "version": `"0.8.0"`, "organisation_id": `"x"`, "state": `"closed"`,
	} {
		p := requireProblem(t, w.as(t, owner).Patch(open, []byte(`{"title":"New","`+field+`":`+value+`}`), "If-Match: *"), http.StatusBadRequest)
		if len(p.Errors) != 1 || p.Errors[0].Pointer != "/"+field {
			t.Errorf("%s is not named: %+v", field, p.Errors)
		}
	}
	if after := w.as(t, owner).Get(open); string(after.Body) != string(before.Body) {
		t.Errorf("something changed:\n%s\n%s", before.Body, after.Body)
	}
	changed := requireStatus(t, w.as(t, owner).Patch(open, []byte(`{"title":"New","target_rung":6,"closes_at":"2026-05-01T00:00:00Z","external_id":"a-1"}`), "If-Match: *"), http.StatusOK)
	back := decodeFields(t, w.as(t, owner).Patch(open, []byte(`{"target_rung":null,"closes_at":null,"external_id":null}`), "If-Match: "+changed.Header.Get("ETag")))
	if got := decodeFields(t, changed); got["target_rung"] != 6.0 || got["closes_at"] != "2026-05-01T00:00:00Z" || got["external_id"] != "a-1" {
		t.Errorf("changed: %v", got)
	}
	if back["target_rung"] != nil || back["closes_at"] != nil || back["external_id"] != nil || back["title"] != "New" {
		t.Errorf("taken back: %v", back)
	}
}

func TestEachSubmitIsInTheResultOrRefused(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		w := newWorld(t, address)
		open := w.openAssessmentFor(t, "")
		var requests []*http.Request
		for i := range 24 {
			if i == 12 {
				requests = append(requests, w.copies(t, 2, w.keyOf(owner), http.MethodPost, open+"/close", "")...)
			}
			created := w.as(t, owner).Post(open+"/responses", []byte(`{"voice":"learnt","answers":{"equality-culture":"5"}}`))
			key := decodeFields(t, created)["response_key"].(string)
			requests = append(requests, w.copies(t, 1, key, http.MethodPost, created.Header.Get("Location")+"/submit", "")...)
		}
		answers := w.sendAtOnce(t, requests...)
		submitted := 0
		for i, got := range answers {
			switch closing := i == 12 || i == 13; {
			case closing && got.Code != http.StatusOK, !closing && got.Code != http.StatusOK && got.Code != http.StatusConflict:
				t.Errorf("request %d: %d %s", i, got.Code, got.Body)
			case !closing && got.Code == http.StatusOK:
				submitted++
			}
		}
		var shown result.StoredDocument
		w.as(t, owner).Get(open + "/result").Decode(&shown)
		if shown.Voices[1].People != submitted {
			t.Errorf("%d were told that their answers count; %d do", submitted, shown.Voices[1].People)
		}
	})
}

func TestAnInvitationStartsAsManyResponsesAsItHasUses(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		w := newWorld(t, address)
		created := decodeFields(t, w.as(t, owner).Post(w.fill(t, "/v1/assessments/{id}/invitations"), []byte(`{"voice":"lived","uses":5}`)))
		answers := w.sendAtOnce(t, w.copies(t, 100, "", http.MethodPost, "/v1/invitations/redeem", fmt.Sprintf(`{"key":%q}`, created["key"]))...)
		if counts := countStatuses(answers); counts[http.StatusCreated] != 5 || counts[http.StatusConflict] != 95 {
			t.Errorf("of 100 at once: %v", counts)
		}
		keys := map[string]bool{}
		for _, got := range answers {
			if got.Code == http.StatusCreated {
				keys[got.Body.String()] = true
			}
		}
		id, _ := created["id"].(string)
		invitation, err := w.service.Store.Invitation(t.Context(), w.ids["assessments"], id)
		if err != nil || invitation.Started() != 5 || len(keys) != 5 {
			t.Errorf("it says %d were used, there are %d keys (%v)", invitation.Started(), len(keys), err)
		}
	})
}

func TestAnInvitationThatDoesNotWorkSaysSoAndNoMore(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	redeem := func(key, voice string) *apitest.Response {
		return w.client.Post("/v1/invitations/redeem", []byte(fmt.Sprintf(`{"key":%q%s}`, key, voice)))
	}
	output := map[string]bool{}
	good := w.keyOf(invited)
	for _, key := range []string{
		"x", good[:len(good)-1], good + "x", good[:20] + anotherThan(good[20]) + good[21:], strings.ToUpper(good), strings.Repeat("k", 5000), "rung_\\u0000",
		w.keyOf(lateGuest), w.keyOf(unwanted), w.keyOf(owner), w.keyOf(author), w.keyOf(reader), w.keyOf(operator),
	} {
		output[requireProblem(t, redeem(key, ""), http.StatusNotFound).Detail] = true
	}
	if len(output) != 1 {
		t.Errorf("what is wrong with a key is told: %v", output)
	}
	requireProblem(t, redeem(good, `,"voice":"learnt"`), http.StatusUnprocessableEntity)
	requireStatus(t, redeem(good, `,"voice":"lived"`), http.StatusCreated)
	choice := decodeFields(t, w.as(t, owner).Post(w.fill(t, "/v1/assessments/{id}/invitations"), []byte(`{}`)))["key"].(string)
	p := requireProblem(t, redeem(choice, ""), http.StatusUnprocessableEntity)
	if len(p.Errors) != 1 || p.Errors[0].Pointer != "/voice" {
		t.Errorf("the voice is not asked for: %+v", p.Errors)
	}
	if got := decodeFields(t, requireStatus(t, redeem(choice, `,"voice":"learnt"`), http.StatusCreated)); got["voice"] != "learnt" {
		t.Errorf("the voice chosen was learnt: %v", got)
	}
	requireProblem(t, redeem(choice, `,"voice":"learnt"`), http.StatusConflict)
}

func TestWhatGoesWithAnAssessmentIsNotUnderAnother(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	theirs, wrote := w.ids, w.keyOf(author)
	w.renew(t)
	for _, r := range matrix {
		if strings.Count(r.path(), "{") != 2 || !strings.HasPrefix(r.path(), "/v1/assessments/") {
			continue
		}
		path, mine := w.fill(t, r.path()), w.ids
		w.ids = theirs
		other := w.fill(t, r.path())
		w.ids = mine
		crossed := strings.Join(append(strings.Split(path, "/")[:4], strings.Split(other, "/")[4:]...), "/")
		requireProblem(t, w.as(t, r.somebody(t)).Send(r.method(), crossed, []byte(r.body), "If-Match: *"), http.StatusNotFound)
		if strings.Contains(path, "/responses/") { // with the key of that very response
			requireProblem(t, w.client.As(wrote).Send(r.method(), crossed, []byte(r.body), "If-Match: *"), http.StatusNotFound)
		}
	}
}
