package observe

import (
	"math"
	"slices"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// hundred is in what steps a [daily] counts: one answer is some 30 requests.
const hundred = 100

// daily is a histogram of what people may have done. It changes at midnight (UTC)
// alone, and by whole hundreds. So it tells no time finer than a day, and of few
// people not even that.
type daily struct {
	desc   *prometheus.Desc
	bounds []float64 // upper ends of the buckets
	now    func() time.Time

	mu    sync.Mutex
	day   int64 // on which it last changed
	seen  sums
	shown sums
}

// sums are counts up to each bound, the count of all at the end, and their sum.
type sums struct {
	upTo []uint64
	sum  float64
}

func newDaily(name, help string, bounds []float64, now func() time.Time) *daily {
	d := &daily{desc: prometheus.NewDesc(name, help, nil, nil), bounds: bounds, now: now, day: dayOf(now())}
	d.seen.upTo, d.shown.upTo = make([]uint64, len(bounds)+1), make([]uint64, len(bounds)+1)
	return d
}

func dayOf(t time.Time) int64 { return t.Unix() / (24 * 60 * 60) }

func (d *daily) observe(value float64) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.turn()
	for i, bound := range d.bounds {
		if value <= bound {
			d.seen.upTo[i]++
		}
	}
	d.seen.upTo[len(d.bounds)]++
	d.seen.sum += value
}

// turn shows what came until midnight, when that has gone by.
func (d *daily) turn() {
	today := dayOf(d.now())
	if today == d.day {
		return
	}
	d.day, d.shown.upTo = today, slices.Clone(d.seen.upTo)
	for i := range d.shown.upTo {
		d.shown.upTo[i] -= d.shown.upTo[i] % hundred
	}
	d.shown.sum = down(d.seen.sum, hundred*d.bounds[0])
}

// Describe implements [prometheus.Collector].
func (d *daily) Describe(to chan<- *prometheus.Desc) { to <- d.desc }

// Collect implements [prometheus.Collector].
func (d *daily) Collect(to chan<- prometheus.Metric) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.turn()
	buckets := make(map[float64]uint64, len(d.bounds))
	for i, bound := range d.bounds {
		buckets[bound] = d.shown.upTo[i]
	}
	to <- prometheus.MustNewConstHistogram(d.desc, d.shown.upTo[len(d.bounds)], d.shown.sum, buckets)
}

// down and up round to a whole number of steps.
func down(value, step float64) float64 { return math.Floor(value/step) * step }
func up(value, step float64) float64   { return math.Ceil(value/step) * step }
