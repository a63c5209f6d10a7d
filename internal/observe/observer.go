package observe

import (
	"context"
	"net/http"
	"runtime"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"go.opentelemetry.io/otel/trace"
)

// Observer is told of requests by the edge and of writes by the store. It is safe
// for concurrent use.
type Observer struct {
	registry *prometheus.Registry
	tracer   trace.Tracer // nil for none

	requests  *prometheus.CounterVec
	durations *prometheus.HistogramVec
	inFlight  prometheus.Gauge
	failures  prometheus.Counter
	people    *daily
	writes    prometheus.Histogram
	commits   prometheus.Histogram
	batches   *daily
}

// Build is what is running.
type Build struct{ Version, Commit string }

// The ends of buckets: from what is read out of memory to what somebody gives up on,
// in seconds, and how many writes share a commit.
var (
	seconds = []float64{.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10}
	shares  = []float64{1, 2, 4, 8, 16, 32}
)

// New returns an observer that has seen nothing. It traces with tracer, unless that
// is nil.
func New(build Build, now func() time.Time, tracer trace.Tracer) *Observer {
	request := []string{"route", "method"}
	o := &Observer{
		registry:  prometheus.NewRegistry(),
		tracer:    tracer,
		requests:  prometheus.NewCounterVec(prometheus.CounterOpts{Name: "sevenrungs_requests_total", Help: "Requests of accounts, and health checks."}, append(request, "status")),
		durations: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "sevenrungs_request_duration_seconds", Help: "How long these took.", Buckets: seconds}, request),
		inFlight:  prometheus.NewGauge(prometheus.GaugeOpts{Name: "sevenrungs_requests_in_flight", Help: "Requests of accounts that are under way."}),
		failures:  prometheus.NewCounter(prometheus.CounterOpts{Name: "sevenrungs_request_failures_total", Help: "Requests of anybody that failed because the service was at fault (5xx)."}),
		people:    newDaily("sevenrungs_people_request_duration_seconds", "How long requests of anybody else took. It changes once a day, by whole hundreds.", seconds, now),
		writes:    prometheus.NewHistogram(prometheus.HistogramOpts{Name: "sevenrungs_write_duration_seconds", Help: "From asking for a write to its answer, of accounts and of the service itself.", Buckets: seconds}),
		commits:   prometheus.NewHistogram(prometheus.HistogramOpts{Name: "sevenrungs_commit_duration_seconds", Help: "Transactions with such a write, until they were on the disk.", Buckets: seconds}),
		batches:   newDaily("sevenrungs_commit_writes", "How many writes share a commit, of all. It changes once a day, by whole hundreds.", shares, now),
	}
	info := prometheus.NewGauge(prometheus.GaugeOpts{
		Name: "sevenrungs_build_info", Help: "What is running; always 1.",
		ConstLabels: prometheus.Labels{"version": build.Version, "commit": build.Commit, "go": runtime.Version()},
	})
	info.Set(1)
	o.registry.MustRegister(info, o.requests, o.durations, o.inFlight, o.failures, o.people, o.writes, o.commits, o.batches)
	return o
}

// toldKey marks a context.
type toldKey struct{}

// Told marks what is done with a context as what may be told when it happens: it
// is of an account, or of the service itself.
func Told(ctx context.Context) context.Context { return context.WithValue(ctx, toldKey{}, true) }

// Tells says whether what is done with ctx may be told when it happens.
func (*Observer) Tells(ctx context.Context) bool { return ctx.Value(toldKey{}) != nil }

// Began is told of a request that may be told when it happens, of an account or a
// health check.
func (o *Observer) Began(ctx context.Context, method, route string) (context.Context, func(status int, took time.Duration)) {
	ctx, traced := o.traceRequest(Told(ctx), method, route)
	o.inFlight.Inc()
	kind := "write"
	if method == http.MethodGet || method == http.MethodHead {
		kind = "read"
	}
	return ctx, func(status int, took time.Duration) {
		o.inFlight.Dec()
		o.requests.WithLabelValues(route, kind, strconv.Itoa(status)).Inc()
		o.durations.WithLabelValues(route, kind).Observe(took.Seconds())
		if status >= http.StatusInternalServerError {
			o.failures.Inc()
		}
		traced(status)
	}
}

// Passed is told of any other request, once it was replied to. That the service was
// at fault is told when it happens: the log says so too, and somebody must see to it.
func (o *Observer) Passed(took time.Duration, failed bool) {
	o.people.observe(took.Seconds())
	if failed {
		o.failures.Inc()
	}
}

// Wrote is told of a write that may be told when it happens.
func (o *Observer) Wrote(ctx context.Context, began, ended time.Time, failed bool) {
	o.writes.Observe(ended.Sub(began).Seconds())
	o.traceWrite(ctx, began, ended, failed)
}

// Committed is told of a transaction with so many writes, and of how many of these
// may be told when it happens.
func (o *Observer) Committed(writes, told int, began, ended time.Time) {
	o.batches.observe(float64(writes))
	if told > 0 {
		o.commits.Observe(ended.Sub(began).Seconds())
	}
}
