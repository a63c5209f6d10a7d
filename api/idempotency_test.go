package api_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/internal/apitest"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// rowOf returns the row of an address, and whether there is one.
func rowOf(route string) (row, bool) {
	for _, r := range matrix {
		if r.route == route {
			return r, true
		}
	}
	return row{}, false
}

// creatingRows returns the rows that create something.
func creatingRows(t *testing.T) []row {
	t.Helper()
	var rows []row
	for _, r := range matrix {
		_, creates := operations()[r.route].Responses["201"]
		if creates != r.takes("Idempotency-Key") {
			t.Errorf("%s: creates: %v, takes Idempotency-Key: %v", r.route, creates, r.takes("Idempotency-Key"))
		}
		made := func(who string) bool { return r.status(t, who) == http.StatusCreated }
		if creates && slices.ContainsFunc(everybody, made) { // a claim link has tests of its own: the scene has keys
			rows = append(rows, r)
		}
	}
	return rows
}

// untraced tells whether no digest is kept of what a row sends.
func (r row) untraced() bool {
	return r.path() == redeeming || strings.HasSuffix(r.things(), "/responses") || strings.HasSuffix(r.path(), "/{response}/key")
}

// send sends the request of a row with an Idempotency-Key.
func (w *world) send(t testing.TB, r row, who, key string) *apitest.Response {
	t.Helper()
	return w.as(t, who).Do(w.request(t, r, who, "Idempotency-Key: "+key))
}

// replayed tells whether an answer is one given before.
func replayed(got *apitest.Response) bool { return got.Header.Get("Idempotency-Replayed") == "true" }

func TestARequestSentAgainIsDoneOnce(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		w := newWorld(t, address)
		for n, r := range creatingRows(t) {
			for _, who := range r.makers(t, address, n) {
				w.checkOnce(t, r, who)
			}
		}
	})
}

// makers are those of the callers who may make something by the nth row: all of them on
// an SQLite file; on PostgreSQL one of them, and nobody, who is told apart otherwise.
func (r row) makers(t testing.TB, address string, n int) (makers []string) {
	t.Helper()
	for _, who := range callers {
		if r.status(t, who) == http.StatusCreated {
			makers = append(makers, who)
		}
	}
	if databasetest.IsFile(address) || len(makers) == 0 {
		return makers
	}
	some := []string{makers[n%len(makers)]}
	if makers[0] == anybody && some[0] != anybody {
		some = append(some, anybody)
	}
	return some
}

func (w *world) checkOnce(t *testing.T, r row, who string) {
	t.Helper()
	before := w.countThings(t, r)
	key := "order-" + strings.ReplaceAll(who, " ", "-")
	first := w.send(t, r, who, key)
	for range 2 {
		again := w.send(t, r, who, key)
		if first.Status != http.StatusCreated || replayed(first) || again.Status != http.StatusCreated || !replayed(again) {
			t.Fatalf("%s as %s: first %d, replayed %v; again %d, replayed %v: %s", r.route, who, first.Status, replayed(first), again.Status, replayed(again), again.Body)
		}
		for _, name := range []string{"Location", "ETag"} {
			if again.Header.Get(name) != first.Header.Get(name) {
				t.Errorf("%s: %s %q, then %q", r.route, name, first.Header.Get(name), again.Header.Get(name))
			}
		}
		if diff := cmp.Diff(decodeWithoutSecrets(t, first), decodeFields(t, again)); diff != "" {
			t.Errorf("%s as %s: the answer sent again is another (-first +again):\n%s", r.route, who, diff)
		}
	}
	other := r
	other.body += " "
	want, created := http.StatusUnprocessableEntity, 1
	switch {
	case who == anybody && r.path() == claiming: // it is from somebody else, and the link works once
		want = http.StatusConflict
	case who == anybody: // it is from somebody else
		want, created = http.StatusCreated, 2
	case r.untraced(): // of the body nothing is kept
		want = http.StatusCreated
	}
	if got := w.send(t, other, who, key); got.Status != want || replayed(got) != (r.untraced() && who != anybody) {
		t.Errorf("%s as %s: with another body: %d, replayed %v", r.route, who, got.Status, replayed(got))
	}
	if after := w.countThings(t, r); after != before+created {
		t.Errorf("%s as %s: %d rows before, %d after", r.route, who, before, after)
	}
	kept := access.ReplayFor
	if r.untraced() {
		kept -= time.Hour // when it was made is kept to the hour
	}
	w.wait(kept - time.Millisecond)
	if !replayed(w.send(t, r, who, key)) {
		t.Errorf("%s as %s: the answer is forgotten too soon", r.route, who)
	}
	w.wait(access.ReplayFor - kept + time.Millisecond)
	if next := w.send(t, r, who, key); next.Status != http.StatusCreated || replayed(next) {
		t.Errorf("%s as %s: after 24 hours: %d, replayed %v", r.route, who, next.Status, replayed(next))
	}
}

func decodeFields(t testing.TB, answer *apitest.Response) map[string]any {
	t.Helper()
	var all map[string]any
	if err := json.Unmarshal(answer.Body, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

// decodeWithoutSecrets returns what a later answer shows of what was made.
func decodeWithoutSecrets(t testing.TB, answer *apitest.Response) map[string]any {
	t.Helper()
	all := decodeFields(t, answer)
	if _, signs := all["secret"]; signs {
		all["secret"], all["secret_shown"] = nil, true
		return all
	}
	for _, secret := range []string{"key", "url", "response_key"} {
		if all[secret] != nil {
			all[secret], all["key_shown"] = nil, true
		}
	}
	if all["responses"] != nil { // of a file, each with its key
		all["responses"], all["key_shown"] = []any{}, true
	}
	return all
}

func TestTheSameIdempotencyKeyOfAnotherCallerIsAnother(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	r, _ := rowOf("POST /v1/organisations")
	seen := map[string]bool{}
	for _, who := range []string{anybody, operator, partner, outsider} {
		got := w.send(t, r, who, "same")
		if seen[got.Header.Get("Location")] || replayed(got) {
			t.Errorf("%s got what another made: %s", who, got.Body)
		}
		seen[got.Header.Get("Location")] = true
	}
	keys, _ := rowOf("POST /v1/organisations/{id}/keys")
	if got := w.send(t, keys, owner, "same"); replayed(got) {
		t.Error("the same key at another address was taken for the same request")
	}
}

// Programs of two tenants count from "1", and so do two people's. Each gets what
// they made themselves.
func TestTwoTenantsWithTheSameIdempotencyKeyNeverMeet(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		w := newWorld(t, address)
		made := map[string]bool{}
		keep := func(r row, who string) {
			t.Helper()
			got := w.send(t, r, who, "1")
			if got.Status != http.StatusCreated || replayed(got) || made[r.route+got.Header.Get("Location")] {
				t.Errorf("%s: %s got what another made: %d %s", r.route, who, got.Status, got.Body)
			}
			made[r.route+got.Header.Get("Location")] = true
			if again := w.send(t, r, who, "1"); !replayed(again) || again.Header.Get("Location") != got.Header.Get("Location") {
				t.Errorf("%s: %s sent it again: %d %s", r.route, who, again.Status, again.Body)
			}
		}
		keepAll := func(who ...string) {
			t.Helper()
			for _, r := range untracedRows(t) {
				for _, one := range who {
					keep(r, one)
				}
				if r.path() == redeeming {
					keep(r, anybody)
				}
			}
		}
		keepAll(owner, partner) // who acts for it, in the same assessment
		w.renew(t)              // another tenant, with assessments and invitations of its own
		keepAll(owner)
	})
}

func TestUnsoundIdempotencyKeys(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	for _, r := range creatingRows(t) {
		who := r.somebody(t)
		for _, key := range []string{"a b", strings.Repeat("k", 256), "clé", "tab\there"} {
			requireProblem(t, w.send(t, r, who, key), http.StatusBadRequest)
		}
		req := w.request(t, r, who)
		req.Header["Idempotency-Key"] = []string{""}
		requireProblem(t, w.as(t, who).Do(req), http.StatusBadRequest)
		req = w.request(t, r, who)
		req.Header["Idempotency-Key"] = []string{"a", "b"}
		requireProblem(t, w.as(t, who).Do(req), http.StatusBadRequest)
		if got := w.send(t, r, who, strings.Repeat("k", 255)); got.Status != http.StatusCreated {
			t.Errorf("%s: 255 characters: %d", r.route, got.Status)
		}
	}
}

func TestARequestThatFailedMayBeSentAgainPutRight(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	for _, r := range creatingRows(t) {
		who := r.somebody(t)
		if r.body == "" {
			continue // so nothing in it can be wrong
		}
		at := slices.IndexFunc(unacceptable, func(u unacceptableBody) bool { return u.route == r.route })
		if at < 0 {
			t.Fatalf("%s: no body is known that it does not accept", r.route)
		}
		for body, status := range map[string]int{"{": http.StatusBadRequest, unacceptable[at].body: http.StatusUnprocessableEntity} {
			if r.isFile() { // of whose rows each is told what is wrong
				status = http.StatusUnprocessableEntity
			}
			wrong := r
			wrong.body = body
			requireProblem(t, w.send(t, wrong, who, "key"), status)
		}
		if got := w.send(t, r, who, "key"); got.Status != http.StatusCreated || replayed(got) {
			t.Errorf("%s: put right: %d, replayed %v", r.route, got.Status, replayed(got))
		}
	}
}

// A gate is a store whose writes wait until they are let through.
type gate struct {
	assessments.Store

	came, open chan struct{}
}

func (g gate) Write(ctx context.Context, fn func(assessments.Tx) error) error {
	g.came <- struct{}{}
	<-g.open
	return g.Store.Write(ctx, fn)
}

func TestTheSameRequestWhileItRunsIsAConflict(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	r, _ := rowOf("POST /v1/organisations/{id}/keys")
	g := gate{w.service.Store, make(chan struct{}), make(chan struct{})}
	w.send(t, r, owner, "warm-up") // notes that the key was used today
	w.service.Store = g
	first := make(chan *httptest.ResponseRecorder)
	go func() {
		recorder := httptest.NewRecorder()
		req := w.request(t, r, owner, "Idempotency-Key: slow")
		req.Header.Set("Authorization", "Bearer "+w.keyOf(owner))
		w.handler.ServeHTTP(recorder, req)
		first <- recorder
	}()
	<-g.came
	meanwhile := w.send(t, r, owner, "slow")
	requireProblem(t, meanwhile, http.StatusConflict)
	if meanwhile.Header.Get("Retry-After") != "1" {
		t.Errorf("Retry-After is %q", meanwhile.Header.Get("Retry-After"))
	}
	close(g.open)
	if got := <-first; got.Code != http.StatusCreated {
		t.Fatalf("the first: %d %s", got.Code, got.Body)
	}
	w.service.Store = g.Store
	if got := w.send(t, r, owner, "slow"); got.Status != http.StatusCreated || !replayed(got) {
		t.Errorf("once it is done: %d, replayed %v", got.Status, replayed(got))
	}
}

func TestOfManyAtOnceOneIsDone(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		// Two services on one database, so that none can wait for the other in memory.
		w := newWorld(t, address)
		o := options(t)
		o.Service, o.Comparisons, o.Now = w.service, w.comparing, w.service.Now
		second := o.handler(t)
		r, _ := rowOf("POST /v1/organisations/{id}/keys")
		before := w.countThings(t, r)
		var done sync.WaitGroup
		answers := make([]*httptest.ResponseRecorder, 8)
		for i := range answers {
			req := w.request(t, r, owner, "Idempotency-Key: once")
			req.Header.Set("Authorization", "Bearer "+w.keyOf(owner))
			handler := []http.Handler{w.handler, second}[i%2]
			done.Go(func() { answers[i] = untilAnswered(t, handler, req) })
		}
		done.Wait()
		originals := 0
		for _, got := range answers {
			switch {
			case got.Code == http.StatusCreated && got.Header().Get("Idempotency-Replayed") == "":
				originals++
			case got.Code != http.StatusCreated && got.Code != http.StatusConflict:
				t.Errorf("%d %s", got.Code, got.Body)
			}
		}
		if after := w.countThings(t, r); originals != 1 || after != before+1 {
			t.Errorf("%d originals; %d rows before, %d after", originals, before, after)
		}
	})
}
