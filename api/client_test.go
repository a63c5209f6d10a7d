package api_test

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/api"
	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/events"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/release"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
	"github.com/sevenrungs/sevenrungs/assessments/sentences"
	"github.com/sevenrungs/sevenrungs/docs"
	"github.com/sevenrungs/sevenrungs/internal/apitest"
	"github.com/sevenrungs/sevenrungs/internal/delivery"
	"github.com/sevenrungs/sevenrungs/internal/edge"
	"github.com/sevenrungs/sevenrungs/internal/gormstore"
)

// start is when every test begins.
var start = time.Date(2026, 3, 4, 10, 0, 0, 0, time.UTC)

// edgeOptions is another name, so that both kinds of options fit into one.
type edgeOptions = edge.Options

// served is what the API and the edge under it need.
type served struct {
	api.Options
	edgeOptions
}

// handler returns the real router.
func (o served) handler(t testing.TB) http.Handler {
	t.Helper()
	o.Who = api.Who(o.Service)
	o.Events = eventsOf(t, o.Service)
	if o.Webhooks == nil {
		o.Webhooks = hooksOf(t, o.Service)
	}
	e, err := edge.New(o.edgeOptions)
	if err != nil {
		t.Fatal(err)
	}
	api.Mount(e, o.Options)
	return e.Handler()
}

// options are what is needed, with a clock that stands still and ids that
// count up.
func options(t testing.TB) served {
	t.Helper()
	service, comparing := servicesOn(t, openStore(t, newFile(t)), newDrawn())
	return optionsOf(t, service, comparing)
}

func optionsOf(t testing.TB, service *assessments.Service, comparing *comparisons.Service) served {
	t.Helper()
	var ids atomic.Int64
	return served{
		api.Options{
			Catalogue:   published(t),
			Sentences:   written(t),
			Service:     service,
			Comparisons: comparing,
			OpenToAll:   true,
			Ready:       func(context.Context) error { return nil },
			About:       api.Version{Name: "Seven Rungs", Version: "test", ScoringVersion: "2"},
		},
		edge.Options{
			Log:   slog.New(slog.DiscardHandler),
			Now:   func() time.Time { return start },
			NewID: func() string { return "request-" + strconv.FormatInt(ids.Add(1), 10) },
		},
	}
}

// published returns the built-in instruments.
func published(t testing.TB) *instrument.Catalogue {
	t.Helper()
	catalogue, err := instrument.Published()
	if err != nil {
		t.Fatal(err)
	}
	return catalogue
}

// openStore opens a real store and closes it when the test ends.
func openStore(t testing.TB, address string) *gormstore.Store {
	t.Helper()
	store, err := gormstore.Open(t.Context(), address, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	return store
}

// servicesOn returns the services on a store, with a clock that stands still.
func servicesOn(t testing.TB, store *gormstore.Store, from *drawn) (*assessments.Service, *comparisons.Service) {
	t.Helper()
	service := &assessments.Service{
		Store:     store,
		Catalogue: published(t),
		Log:       slog.New(slog.DiscardHandler),
		Now:       func() time.Time { return start },
		NewID:     from.newID,
		Random:    from,
	}
	return service, &comparisons.Service{
		Store: store.Comparisons(), Catalogue: service.Catalogue, Policy: release.Default(), Scoring: scoring.Version, Log: service.Log,
		Now: service.Now, NewID: service.NewID, Random: service.Random,
	}
}

// eventsOf returns what gives out the events of a service.
func eventsOf(t testing.TB, service *assessments.Service) *events.Service {
	t.Helper()
	store, isReal := service.Store.(*gormstore.Store)
	if !isReal {
		t.Fatalf("%T is not the real store", service.Store)
	}
	return &events.Service{Store: store.Events(), Now: service.Now, NewID: service.NewID}
}

// hooksOf returns what sends the events of a service. Names of receivers lead to this
// machine, where nobody listens unless a test does; those that begin with inside lead
// to a network of somebody's own.
func hooksOf(t testing.TB, service *assessments.Service, options ...delivery.Option) *events.Webhooks {
	t.Helper()
	store, isReal := service.Store.(*gormstore.Store)
	if !isReal {
		t.Fatalf("%T is not the real store", service.Store)
	}
	lookUp := func(_ context.Context, host string) ([]netip.Addr, error) {
		if strings.HasPrefix(host, "inside") {
			return []netip.Addr{netip.MustParseAddr("10.0.0.1")}, nil
		}
		return []netip.Addr{netip.MustParseAddr("127.0.0.1")}, nil
	}
	onThisMachine := delivery.Allowing(func(a netip.AddrPort) bool { return a.Addr().IsLoopback() })
	return &events.Webhooks{
		Store: store.Webhooks(), Sender: delivery.New(append([]delivery.Option{delivery.Resolving(lookUp), onThisMachine}, options...)...),
		Render: api.RenderEvent, Now: service.Now, NewID: service.NewID, Random: service.Random, Tell: func(*events.Webhook) {},
	}
}

// drawn is where the services draw from: ids that count up, and random bytes that are
// always the same. Many may draw, as from those of the machine.
type drawn struct {
	ids    atomic.Int64
	mu     sync.Mutex
	source rand.ChaCha8
}

func newDrawn() *drawn {
	return &drawn{source: *rand.NewChaCha8([32]byte([]byte("a seed for tests, 32 bytes long.")))}
}

func (d *drawn) newID() string { return fmt.Sprintf("01900000-0000-7000-8000-%012d", d.ids.Add(1)) }

func (d *drawn) Read(p []byte) (int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.source.Read(p)
}

// again draws what this would.
func (d *drawn) again() *drawn {
	same := &drawn{source: d.source}
	same.ids.Store(d.ids.Load())
	return same
}

// newHandler returns the real router, its options changed where a test says so.
func newHandler(t testing.TB, changes ...func(*served)) http.Handler {
	t.Helper()
	o := options(t)
	for _, change := range changes {
		change(&o)
	}
	return o.handler(t)
}

// newClient returns a client that holds every exchange against the document.
func newClient(t testing.TB, changes ...func(*served)) *apitest.Client {
	t.Helper()
	return apitest.New(t, newHandler(t, changes...), docs.OpenAPI)
}

// requireProblem reads a problem document, after checking what every one must be.
func requireProblem(t *testing.T, answer *apitest.Response, status int) api.Problem {
	t.Helper()
	if answer.Status != status {
		t.Fatalf("status %d, want %d: %s", answer.Status, status, answer.Body)
	}
	if kind := answer.Header.Get("Content-Type"); kind != "application/problem+json" {
		t.Errorf("Content-Type is %q", kind)
	}
	var p api.Problem
	answer.Decode(&p)
	if p.Status != status || p.Instance == "" || p.Instance != answer.Header.Get("X-Request-Id") {
		t.Errorf("the problem does not name its status and request: %+v", p)
	}
	return p
}

// written are the sentences that come with the program.
func written(t testing.TB) *sentences.Catalogue {
	t.Helper()
	said, err := sentences.Written()
	if err != nil {
		t.Fatal(err)
	}
	return said
}
