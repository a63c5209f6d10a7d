package observe_test

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"go.opentelemetry.io/otel/trace"

	"github.com/sevenrungs/sevenrungs/api"
	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/events"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/release"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
	"github.com/sevenrungs/sevenrungs/assessments/sentences"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
	"github.com/sevenrungs/sevenrungs/internal/delivery"
	"github.com/sevenrungs/sevenrungs/internal/edge"
	"github.com/sevenrungs/sevenrungs/internal/gormstore"
	"github.com/sevenrungs/sevenrungs/internal/observe"
	"github.com/sevenrungs/sevenrungs/internal/web"
)

func TestMain(m *testing.M) { os.Exit(databasetest.Main(m)) }

func onBoth(t *testing.T, test func(t *testing.T, address string)) {
	t.Helper()
	databasetest.OnBoth(t, migrate, test)
}

func migrate(address string) error {
	store, err := gormstore.Open(context.Background(), address, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	return store.Close()
}

var noon = time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)

// world is all that is served, observed.
type world struct {
	observer *observe.Observer
	edge     *edge.Edge
	handler  http.Handler
	store    *gormstore.Store
	operator string       // their key
	council  string       // the key of an organisation
	past     atomic.Int64 // what has gone by since noon
	log      strings.Builder
}

func newWorld(t *testing.T, address string, tracer trace.Tracer) *world {
	t.Helper()
	w := new(world)
	now := func() time.Time { return noon.Add(time.Duration(w.past.Load())) }
	w.observer = observe.New(observe.Build{Version: "test", Commit: "none"}, now, tracer)
	log := slog.New(slog.NewTextHandler(&w.log, nil))
	store, err := gormstore.Open(t.Context(), address, log, gormstore.WithWatcher(w.observer), gormstore.WithClock(now))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	w.store = store
	w.observer.Watch(store, store.Warnings, now)
	var ids atomic.Int64
	newID := func() string { return fmt.Sprintf("01900000-0000-7000-8000-%012d", ids.Add(1)) }
	w.serve(t, log, now, newID)
	return w
}

func (w *world) serve(t *testing.T, log *slog.Logger, now func() time.Time, newID func() string) {
	t.Helper()
	catalogue, err := instrument.Published()
	if err != nil {
		t.Fatal(err)
	}
	if err := assessments.PinInstruments(t.Context(), w.store, catalogue); err != nil {
		t.Fatal(err)
	}
	said, err := sentences.Written()
	if err != nil {
		t.Fatal(err)
	}
	service := &assessments.Service{Store: w.store, Catalogue: catalogue, Now: now, NewID: newID, Random: rand.Reader, Log: log}
	comparing := &comparisons.Service{
		Store: w.store.Comparisons(), Catalogue: catalogue, Now: now, NewID: newID, Random: rand.Reader, Log: log,
		Policy: release.Default(), Scoring: scoring.Version,
	}
	w.edge, err = edge.New(edge.Options{Log: log, Now: now, NewID: newID, Who: web.Who(service, "", api.Who(service)), Watch: w.observer})
	if err != nil {
		t.Fatal(err)
	}
	export := api.Mount(w.edge, api.Options{
		Catalogue: catalogue, Sentences: said, Service: service, Comparisons: comparing, OpenToAll: true, Ready: w.store.Ready,
		Events: &events.Service{Store: w.store.Events(), Now: now, NewID: newID},
		Webhooks: &events.Webhooks{
			Store: w.store.Webhooks(), Sender: delivery.New(), Render: api.RenderEvent, Now: now, NewID: newID, Random: rand.Reader, Tell: func(*events.Webhook) {},
		},
	})
	if err := web.Mount(w.edge, web.Options{
		Catalogue: catalogue, Service: service, Comparisons: comparing, Version: "test", OpenToAll: true, Ready: w.store.Ready,
		Export: web.Exporter(export),
	}); err != nil {
		t.Fatal(err)
	}
	w.handler = w.edge.Handler()
	key, err := service.FirstOperatorKey(t.Context(), assessments.Secret{})
	if err != nil {
		t.Fatal(err)
	}
	w.operator = key.Secret.Reveal()
	w.council = w.text(w.do(t, http.MethodPost, "/v1/organisations", "", `{"name":"Riverside"}`, http.StatusCreated), "key")
}

// do sends a request and returns what came back.
func (w *world) do(t *testing.T, method, path, key, body string, want int) []byte {
	t.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
		if method == http.MethodPatch {
			r.Header.Set("Content-Type", "application/merge-patch+json")
		}
	}
	if key != "" {
		r.Header.Set("Authorization", "Bearer "+key)
	}
	r.Header.Set("If-Match", "*")
	r.RemoteAddr = "192.0.2.1:4711"
	answer := httptest.NewRecorder()
	w.handler.ServeHTTP(answer, r)
	if want != 0 && answer.Code != want {
		t.Fatalf("%s %s: %d %s, want %d", method, path, answer.Code, answer.Body, want)
	}
	return answer.Body.Bytes()
}

// text is a member of an answer, found by its path.
func (w *world) text(answer []byte, path ...string) string {
	var at any
	if err := json.Unmarshal(answer, &at); err != nil {
		return ""
	}
	for _, name := range path {
		if list, is := at.([]any); is && len(list) > 0 {
			at = list[0]
		}
		members, _ := at.(map[string]any)
		at = members[name]
	}
	if list, is := at.([]any); is && len(list) > 0 {
		at = list[0]
	}
	found, _ := at.(string)
	return found
}

// metrics are what is given out, by line. What is of the machine is not in it: the
// disk is that of all tests.
func (w *world) metrics(t *testing.T) (lines []string) {
	t.Helper()
	answer := httptest.NewRecorder()
	w.observer.Handler().ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/metrics", http.NoBody))
	if answer.Code != http.StatusOK {
		t.Fatalf("metrics: %d %s", answer.Code, answer.Body)
	}
	for line := range strings.Lines(answer.Body.String()) {
		if strings.HasPrefix(line, "sevenrungs_") && !strings.HasPrefix(line, "sevenrungs_disk_") && !strings.HasPrefix(line, "sevenrungs_warning") {
			lines = append(lines, strings.TrimSpace(line))
		}
	}
	return lines
}
