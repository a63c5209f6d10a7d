package observe

import (
	"net/http"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	dto "github.com/prometheus/client_model/go"
)

// steps are what is told of the Go runtime and the process, and in what steps. Each
// request leaves a little garbage, takes a little time and holds a connection. With
// exact figures one could count them.
var steps = map[string]float64{
	"go_goroutines":                 100,
	"go_memstats_heap_inuse_bytes":  sizeStep,
	"process_cpu_seconds_total":     10,
	"process_max_fds":               1,
	"process_open_fds":              100,
	"process_resident_memory_bytes": sizeStep,
	"process_start_time_seconds":    1,
}

// machine gathers that.
func machine() prometheus.Gatherer {
	all := prometheus.NewRegistry()
	all.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return prometheus.GathererFunc(func() (told []*dto.MetricFamily, err error) {
		families, err := all.Gather()
		for _, family := range families {
			if step, is := steps[family.GetName()]; is {
				stepped(family, step)
				told = append(told, family)
			}
		}
		return told, err
	})
}

func stepped(family *dto.MetricFamily, step float64) {
	for _, m := range family.GetMetric() {
		if m.GetGauge() != nil {
			*m.GetGauge().Value = up(m.GetGauge().GetValue(), step)
		}
		if m.GetCounter() != nil {
			*m.GetCounter().Value = down(m.GetCounter().GetValue(), step)
		}
	}
}

// Handler gives out what was counted, at /metrics and nowhere else.
func (o *Observer) Handler() http.Handler {
	all := prometheus.Gatherers{o.registry, machine()}
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(all, promhttp.HandlerOpts{ErrorHandling: promhttp.ContinueOnError, MaxRequestsInFlight: 2}))
	return mux
}
