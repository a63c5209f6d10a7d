package observe

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/sevenrungs/sevenrungs/internal/gormstore"
)

const (
	// sizeStep is in what steps sizes are shown, in bytes: some thousand answers. A file
	// grows by pages of 4 KiB, so that its exact size would tell when.
	sizeStep = 16 << 20

	// queueStep is in what steps waiting writes are shown: as many as share a commit.
	queueStep = 32

	// asking is how long the database may take to be counted.
	asking = 2 * time.Second
)

// standing asks how things stand, each time somebody looks.
type standing struct {
	store    *gormstore.Store
	warnings func() []string
	now      func() time.Time
}

// Watch has the observer ask a store how things stand, and of what /readyz warns,
// whenever somebody looks.
func (o *Observer) Watch(store *gormstore.Store, warnings func() []string, now func() time.Time) {
	o.registry.MustRegister(standing{store, warnings, now})
}

func described(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc("sevenrungs_"+name, help, labels, nil)
}

var (
	ready      = described("ready", "1 when the database takes writes, as /readyz tries, else 0.")
	warning    = described("warning", "1 for each warning of /readyz.", "warning")
	writing    = described("writes_waiting", "Writes that wait or are under way, rounded down to 32.")
	freeDisk   = described("disk_free_bytes", "Free room where the data file is, rounded down to 16 MiB.")
	size       = described("database_bytes", "Size of the database, rounded up to 16 MiB.")
	logSize    = described("database_log_bytes", "Size of the write-ahead log beside the data file, rounded up to 16 MiB.")
	open       = described("assessments_open", "Assessments that are open.")
	owed       = described("wipes_owed", "Deletions that still have traces in the files of the database.")
	due        = described("webhooks_due", "Webhooks for which something waits to be sent now.")
	paused     = described("webhooks_paused", "Webhooks to which nothing got through for three days.")
	oldestWait = described("webhook_oldest_seconds", "How long ago the first thing happened that waits for a webhook; 0 when nothing waits.")
)

// Describe implements [prometheus.Collector].
func (standing) Describe(to chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{ready, warning, writing, freeDisk, size, logSize, open, owed, due, paused, oldestWait} {
		to <- d
	}
}

// Collect implements [prometheus.Collector]. What a database that does not answer
// could tell is left out; ready says why.
func (s standing) Collect(to chan<- prometheus.Metric) {
	gauge := func(d *prometheus.Desc, value float64, labels ...string) {
		to <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, value, labels...)
	}
	ctx, cancel := context.WithTimeout(context.Background(), asking)
	defer cancel()
	serves := 1.0
	if s.store.Ready(ctx) != nil {
		serves = 0
	}
	gauge(ready, serves)
	for _, word := range s.warnings() {
		gauge(warning, 1, word)
	}
	gauge(writing, down(float64(s.store.Writing()), queueStep))
	if free, known := s.store.Room(); known {
		gauge(freeDisk, down(float64(free), sizeStep))
	}
	f, err := s.store.Figures(ctx)
	if err != nil {
		return
	}
	gauge(size, up(float64(f.Bytes), sizeStep))
	gauge(logSize, up(float64(f.LogBytes), sizeStep))
	gauge(open, float64(f.OpenAssessments))
	gauge(owed, float64(f.OwedWipes))
	gauge(due, float64(f.DueWebhooks))
	gauge(paused, float64(f.PausedWebhooks))
	waited := 0.0
	if !f.OldestWaiting.IsZero() {
		waited = max(0, s.now().Sub(f.OldestWaiting).Seconds())
	}
	gauge(oldestWait, waited)
}
