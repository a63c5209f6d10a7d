package api_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/release"
)

// entries returns who read what, as the trail tells.
func (w *world) readings(t *testing.T) []string {
	t.Helper()
	all, err := w.comparing.Store.Entries(t.Context(), 0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	var readings []string
	for _, e := range all {
		if e.Event == comparisons.ReleaseRead || e.Event == comparisons.NamedRead {
			readings = append(readings, string(e.Event)+" "+e.At.Format(time.DateOnly))
		}
	}
	return readings
}

// Whoever reads a release again and again, with many at once, does not fill the
// database with lines that say so.
func TestReadingAgainIsOneLineADay(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		w := newWorld(t, address)
		paths := []string{w.published(t, release.ProgrammeCohort), w.fill(t, "/v1/programmes/{id}/named")}
		readAll := func() {
			var all sync.WaitGroup
			for range 10 {
				for _, path := range paths {
					all.Go(func() {
						r := httptest.NewRequest(http.MethodGet, path, http.NoBody)
						r.Header.Set("Authorization", "Bearer "+w.keyOf(funder))
						if got := untilAnswered(t, w.handler, r); got.Code != http.StatusOK {
							t.Errorf("%s: %d %s", path, got.Code, got.Body)
						}
					})
				}
			}
			all.Wait()
		}
		readAll()
		want := []string{"named_read 2026-03-04", "release_read 2026-03-04"}
		if got := slices.Sorted(slices.Values(w.readings(t))); !slices.Equal(got, want) {
			t.Errorf("forty readings are told as %q, want %q", got, want)
		}
		w.wait(14*time.Hour - time.Second) // the start is at ten o'clock
		readAll()
		w.wait(time.Second)
		readAll()
		want = []string{"named_read 2026-03-04", "named_read 2026-03-05", "release_read 2026-03-04", "release_read 2026-03-05"}
		if got := slices.Sorted(slices.Values(w.readings(t))); !slices.Equal(got, want) {
			t.Errorf("on the next day: %q, want %q", got, want)
		}
		if audit, err := w.comparing.Audit(t.Context()); err != nil || slices.ContainsFunc(audit.Faults, func(fault string) bool { return fault[:5] == "Entry" }) {
			t.Errorf("the trail does not hold: %v %q", err, audit.Faults)
		}
	})
}

// Anybody may ask whether the service is ready, as often as they like. The
// database is tried once a second.
func TestAskingWhetherItIsReadyTriesTheDatabaseOnceASecond(t *testing.T) {
	t.Parallel()
	var trials, past atomic.Int64
	var fault atomic.Pointer[error]
	client := newClient(t, func(o *served) {
		o.Now = func() time.Time { return start.Add(time.Duration(past.Load())) }
		o.Ready = func(context.Context) error {
			trials.Add(1)
			if err := fault.Load(); err != nil {
				return *err
			}
			return nil
		}
	})
	ask := func(want int, tried int64) {
		t.Helper()
		for range 20 {
			if got := client.Get("/readyz"); got.Status != want {
				t.Fatalf("%d, want %d", got.Status, want)
			}
		}
		if got := trials.Load(); got != tried {
			t.Errorf("the database was tried %d times, want %d", got, tried)
		}
	}
	ask(http.StatusOK, 1)
	broken := errors.New("the disk is full")
	fault.Store(&broken)
	past.Store(int64(time.Second) - 1)
	ask(http.StatusOK, 1)
	past.Store(int64(time.Second))
	ask(http.StatusServiceUnavailable, 2)
	fault.Store(nil)
	ask(http.StatusServiceUnavailable, 2)
	past.Store(int64(2 * time.Second))
	ask(http.StatusOK, 3)
}

// Whoever hangs up early is no reason to call the service broken for a second.
func TestAClientThatGoesAwayDoesNotMakeTheServiceUnready(t *testing.T) {
	t.Parallel()
	handler := newHandler(t, func(o *served) { o.Ready = func(ctx context.Context) error { return ctx.Err() } })
	gone, leave := context.WithCancel(t.Context())
	leave()
	handler.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/readyz", http.NoBody).WithContext(gone))
	got := httptest.NewRecorder()
	handler.ServeHTTP(got, httptest.NewRequest(http.MethodGet, "/readyz", http.NoBody))
	if got.Code != http.StatusOK {
		t.Errorf("the next who asks: %d %s", got.Code, got.Body)
	}
}
