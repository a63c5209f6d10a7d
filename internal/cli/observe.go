package cli

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"time"

	"github.com/sevenrungs/sevenrungs/internal/config"
	"github.com/sevenrungs/sevenrungs/internal/gormstore"
	"github.com/sevenrungs/sevenrungs/internal/httpserver"
	"github.com/sevenrungs/sevenrungs/internal/observe"
)

// observing counts and traces what the service does, where its settings ask for it.
type observing struct {
	*observe.Observer        // nil when nobody looks
	stop              func() // sends what is left of traces
}

// observe starts to trace. What is counted is given out from [serving.giveOutMetrics] on.
func (p Process) observe(ctx context.Context, cfg config.Config, log *slog.Logger) (observing, error) {
	build := observe.Build{Version: p.Version, Commit: p.Commit}
	tracer, stop, err := observe.StartTraces(ctx, p.Environ, build, log)
	if err != nil || tracer == nil && cfg.MetricsAddr == "" {
		return observing{stop: stop}, err
	}
	return observing{observe.New(build, time.Now, tracer), stop}, nil
}

// options are what the store needs to be observed.
func (o observing) options() []gormstore.Option {
	if o.Observer == nil {
		return nil
	}
	return []gormstore.Option{gormstore.WithWatcher(o.Observer)}
}

// giveOutMetrics gives out what is counted, on a listener of its own, until stop is called.
func (s *serving) giveOutMetrics(ctx context.Context) (stop func(), err error) {
	if s.cfg.MetricsAddr == "" {
		return func() {}, nil
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", s.cfg.MetricsAddr)
	if err != nil {
		return nil, fmt.Errorf("cannot listen on %s: %w. Is something else running there? Set SEVENRUNGS_METRICS_ADDR to another address", s.cfg.MetricsAddr, err)
	}
	s.seen.Watch(s.store, s.warnings, time.Now)
	fmt.Fprintf(s.Out, "Metrics are at http://%s/metrics\n", listener.Addr())
	// They are given out until the end, so that one sees how it stops.
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := httpserver.Run(ctx, listener, s.seen.Handler(), s.log, httpserver.Options{DrainLimit: time.Second}); err != nil {
			s.log.ErrorContext(ctx, "metrics are no longer given out", slog.String("error", err.Error()))
		}
	}()
	return func() {
		cancel()
		<-done
	}, nil
}
