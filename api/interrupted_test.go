package api_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/events"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// A moment is a point of the first write at which a caller hangs up.
type moment struct {
	point  string
	once   *sync.Once
	hangUp context.CancelFunc
}

// points are when a caller may hang up.
var points = []string{"before the write", "in the write, before anything", "in the write, after everything", "after the write"}

func (m moment) at(point string) {
	if m.point == point {
		m.once.Do(m.hangUp)
	}
}

// interrupted writes, and comes by every point.
func interrupted[Tx any](ctx context.Context, m moment, write func(context.Context, func(Tx) error) error, fn func(Tx) error) error {
	m.at(points[0])
	err := write(ctx, func(tx Tx) error {
		m.at(points[1])
		err := fn(tx)
		m.at(points[2])
		return err
	})
	m.at(points[3])
	return err
}

// An interruption is a store at which a caller hangs up.
type interruption struct {
	assessments.Store
	moment
}

func (i interruption) Write(ctx context.Context, fn func(assessments.Tx) error) error {
	return interrupted(ctx, i.moment, i.Store.Write, fn)
}

// A comparedInterruption is one of what is compared.
type comparedInterruption struct {
	comparisons.Store
	moment
}

func (i comparedInterruption) Write(ctx context.Context, fn func(comparisons.Tx) error) error {
	return interrupted(ctx, i.moment, i.Store.Write, fn)
}

// A hookInterruption is one of webhooks.
type hookInterruption struct {
	events.WebhookStore
	moment
}

func (i hookInterruption) Write(ctx context.Context, fn func(events.WebhookTx) error) error {
	return interrupted(ctx, i.moment, i.WebhookStore.Write, fn)
}

func TestARequestRetriedAtAnyPointIsDoneOnce(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		w := newWorld(t, address)
		for n, r := range creatingRows(t) {
			who := r.somebody(t)
			if got := w.send(t, r, who, "warm-up"); got.Status != http.StatusCreated { // notes that the key was used today
				t.Fatalf("%s: %d %s", r.route, got.Status, got.Body)
			}
			for i, point := range points {
				if !databasetest.IsFile(address) && (n+i)%2 > 0 { // each row at two points there, and each point at half of the rows
					continue
				}
				before := w.countThings(t, r)
				key := fmt.Sprintf("%s-%d", who, i)
				w.hangUp(t, r, who, key, point)
				if got := w.send(t, r, who, key); got.Status != http.StatusCreated {
					t.Errorf("%s, hung up %s, retried: %d %s", r.route, point, got.Status, got.Body)
				}
				if after := w.countThings(t, r); after != before+1 {
					t.Errorf("%s, hung up %s: %d rows before, %d after", r.route, point, before, after)
				}
			}
		}
	})
}

// hangUp sends a request and hangs up at a point.
func (w *world) hangUp(t *testing.T, r row, who, key, point string) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	store, compared, hooks, when := w.service.Store, w.comparing.Store, w.hooks.Store, moment{point, new(sync.Once), cancel}
	w.service.Store, w.comparing.Store, w.hooks.Store = interruption{store, when}, comparedInterruption{compared, when}, hookInterruption{hooks, when}
	defer func() { w.service.Store, w.comparing.Store, w.hooks.Store = store, compared, hooks }()
	req := w.request(t, r, who, "Idempotency-Key: "+key)
	if k := w.keyOf(who); k != "" {
		req.Header.Set("Authorization", "Bearer "+k)
	}
	w.handler.ServeHTTP(httptest.NewRecorder(), req.WithContext(ctx))
	if ctx.Err() == nil {
		t.Fatalf("%s never came to the point %q", r.route, point)
	}
}

func TestOfTwoEditorsAtOnceOneIsToldAndNothingIsLost(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		w := newWorld(t, address)
		for _, r := range matrix {
			if r.method() == http.MethodPatch && r.takes("If-Match") {
				w.editAtOnce(t, r)
			}
		}
	})
}

// editAtOnce has many edit the same state in different ways, again and again.
func (w *world) editAtOnce(t *testing.T, r row) {
	t.Helper()
	const rounds, editors = 2, 6
	who := r.somebody(t)
	for round := range rounds {
		read := w.readRow(t, r)
		answers := make([]*httptest.ResponseRecorder, editors)
		var done sync.WaitGroup
		for i := range answers {
			mine := r
			edit := fmt.Sprintf("Editor-%d-of-round-%d", i, round)
			mine.body = strings.NewReplacer("New name", edit, "New-name", edit).Replace(r.body)
			req := w.request(t, mine, who, "If-Match: "+read.Header.Get("ETag"))
			req.Header.Set("Authorization", "Bearer "+w.keyOf(who))
			done.Go(func() { answers[i] = untilAnswered(t, w.handler, req) })
		}
		done.Wait()
		winner := -1
		for i, got := range answers {
			switch {
			case got.Code == http.StatusOK && winner < 0:
				winner = i
			case got.Code != http.StatusPreconditionFailed:
				t.Errorf("%s: editor %d got %d, want 412 for all but one", r.route, i, got.Code)
			}
		}
		now := w.readRow(t, r)
		if winner < 0 || !strings.Contains(string(now.Body), fmt.Sprintf("Editor-%d-of-round-%d", winner, round)) || now.Header.Get("ETag") != answers[winner].Header().Get("ETag") {
			t.Errorf("%s: editor %d won, but there is %s", r.route, winner, now.Body)
		}
	}
}
