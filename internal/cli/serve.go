package cli

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/google/uuid"
	"github.com/spf13/cobra"

	"github.com/sevenrungs/sevenrungs/api"
	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/events"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/release"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
	"github.com/sevenrungs/sevenrungs/assessments/sentences"
	"github.com/sevenrungs/sevenrungs/internal/clock"
	"github.com/sevenrungs/sevenrungs/internal/config"
	"github.com/sevenrungs/sevenrungs/internal/delivery"
	"github.com/sevenrungs/sevenrungs/internal/edge"
	"github.com/sevenrungs/sevenrungs/internal/gormstore"
	"github.com/sevenrungs/sevenrungs/internal/httpserver"
	"github.com/sevenrungs/sevenrungs/internal/observe"
	"github.com/sevenrungs/sevenrungs/internal/repeats"
	"github.com/sevenrungs/sevenrungs/internal/web"
)

func (p Process) serveCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "serve",
		Short: "Serve the API (what happens without a command)",
		Long:  "Serve the API until Ctrl-C. Settings come from the environment:\n\n" + settingsHelp(),
		Args:  cobra.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return p.serve(cmd.Context()) },
	}
}

// serve opens the database and serves until ctx is done.
func (p Process) serve(ctx context.Context) (err error) {
	cfg, err := config.Load(p.Environ)
	if err != nil {
		return err
	}
	lines := repeats.Before(slog.NewJSONHandler(p.Err, &slog.HandlerOptions{Level: cfg.LogLevel}))
	defer lines.Flush()
	log := slog.New(lines)
	catalogue, err := p.catalogue()
	if err != nil {
		return err
	}
	seen, err := p.observe(ctx, cfg, log)
	if err != nil {
		return err
	}
	defer seen.stop()
	store, at, err := openOnClock(ctx, cfg, log, seen.options()...)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	return p.serveFrom(ctx, cfg, store, at, catalogue, seen, log)
}

// serveFrom checks the instruments against a database, and serves what is in it until
// ctx is done.
func (p Process) serveFrom(ctx context.Context, cfg config.Config, store *gormstore.Store, at *clock.Clock, catalogue *instrument.Catalogue, seen observing, log *slog.Logger) error {
	if err := assessments.PinInstruments(ctx, store, catalogue); err != nil {
		return err
	}
	service := newService(store, catalogue, log)
	comparing, err := p.publisher(ctx, cfg, store, catalogue, log)
	if err != nil {
		return err
	}
	service.Now, service.NewID, service.Unsteady = at.Now, at.NewID, at.Unsteady
	comparing.Now, comparing.NewID = at.Now, at.NewID
	operatorKey, err := service.FirstOperatorKey(ctx, assessments.ParseSecret(cfg.OperatorKey))
	if err != nil {
		return err
	}
	var draining atomic.Bool
	hooks := newWebhooks(store, log, at)
	happened := &events.Service{Store: store.Events(), Now: at.Now, NewID: at.NewID}
	served, err := p.edge(cfg, service, comparing, happened, hooks, store, at, seen, draining.Load)
	if err != nil {
		return err
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", cfg.Addr)
	if err != nil {
		return fmt.Errorf("cannot listen on %s: %w. Is something else running there? Set SEVENRUNGS_ADDR to another address", cfg.Addr, err)
	}
	stopMetrics, err := seen.serve(ctx, p, cfg, store, warningsOf(store, at), log)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	defer stopMetrics()
	p.easeCollector()
	defer outliveHangups(ctx, log)()
	p.greet(listener.Addr(), cfg)
	if cfg.OperatorKey == "" {
		p.showKey(operatorKey)
	}
	stop := p.maintain(observe.Told(ctx), service, comparing.TellExpired, comparing.FreezeDue)
	defer stop()
	defer p.deliver(observe.Told(ctx), hooks, log)()
	defer tendJournal(ctx, store, log)()
	defer every(ctx, edge.SettleEvery, served.Settle)()
	err = httpserver.Run(ctx, listener, served.Handler(), log, httpserver.Options{
		Grace: time.Duration(cfg.Drain) * time.Second,
		OnDrain: func() {
			draining.Store(true)
			fmt.Fprintln(p.Out, "Seven Rungs is stopping. Press Ctrl-C again to stop at once.")
		},
	})
	if err == nil {
		fmt.Fprintln(p.Out, "Seven Rungs has stopped.")
	}
	return err
}

// warningsOf returns what will soon be in the way of requests.
func warningsOf(store *gormstore.Store, at *clock.Clock) func() []string {
	return func() []string { return append(store.Warnings(), at.Warnings()...) }
}

// outliveHangups keeps SIGHUP, which comes when a terminal is closed and means
// "read your settings again" to some services, from ending this one. It says in
// the log that nothing came of it, until stop is called.
func outliveHangups(ctx context.Context, log *slog.Logger) (stop func()) {
	hangups := make(chan os.Signal, 1)
	signal.Notify(hangups, syscall.SIGHUP)
	ended := make(chan struct{})
	go func() {
		for {
			select {
			case <-hangups:
				log.WarnContext(ctx, "SIGHUP changes nothing: settings are read at the start")
			case <-ended:
				return
			}
		}
	}()
	return func() {
		signal.Stop(hangups)
		close(ended)
	}
}

// edge returns all that is served: the API and the pages, on one edge.
func (p Process) edge(cfg config.Config, service *assessments.Service, comparing *comparisons.Service, happened *events.Service, hooks *events.Webhooks, store *gormstore.Store, at *clock.Clock, seen observing, stopping func() bool) (*edge.Edge, error) {
	options := edge.Options{
		Log:            service.Log,
		Now:            at.Now,
		Running:        at.Running,
		NewID:          service.NewID,
		Who:            web.Who(service, cfg.PublicURL, api.Who(service)),
		RateLimit:      cfg.RateLimit,
		Ledger:         ledgerOf(store),
		BodyRoom:       int64(cfg.BodyMemory) << 20,
		PublicURL:      cfg.PublicURL,
		Hosts:          cfg.Hosts,
		CORSOrigins:    cfg.CORSOrigins,
		TrustedProxies: cfg.TrustedProxies,
	}
	if seen.Observer != nil {
		options.Watch = seen
	}
	e, err := edge.New(options)
	if err != nil {
		return nil, err
	}
	said, err := sentences.Written()
	if err != nil {
		return nil, err
	}
	export := api.Mount(e, api.Options{
		Catalogue:   service.Catalogue,
		Sentences:   said,
		Service:     service,
		Comparisons: comparing,
		Events:      happened,
		Webhooks:    hooks,
		Ready:       store.Ready,
		Warnings:    warningsOf(store, at),
		Stopping:    stopping,
		About:       api.Version{Name: product, Version: p.Version, Commit: p.Commit, ScoringVersion: scoring.Version},
		OpenToAll:   cfg.OpenToAll,
		Contact:     cfg.Contact,
	})
	err = web.Mount(e, web.Options{
		Catalogue:   service.Catalogue,
		Service:     service,
		Comparisons: comparing,
		Ready:       store.Ready,
		Export:      web.Exporter(export),
		Version:     p.Version,
		OpenToAll:   cfg.OpenToAll,
		Contact:     cfg.Contact,
	})
	return e, err
}

// ledgerOf returns where several processes count together, or nil where there is
// one process.
func ledgerOf(store *gormstore.Store) edge.Ledger {
	if ledger, found := store.Ledger(); found {
		return ledger
	}
	return nil
}

// publisher returns the service that compares, with the policy of what it may
// publish.
func (p Process) publisher(ctx context.Context, cfg config.Config, store *gormstore.Store, catalogue *instrument.Catalogue, log *slog.Logger) (*comparisons.Service, error) {
	service := newComparisons(store, catalogue, log)
	demo, err := service.MarkDemo(ctx, cfg.Demo)
	if err != nil {
		return nil, err
	}
	service.Policy, err = readPolicy(cfg.Policy, demo)
	return service, err
}

// readPolicy reads the policy in a file, or takes the built-in one. One with a
// figure that is missing, unknown or too weak is refused.
func readPolicy(path string, demo bool) (release.Policy, error) {
	policy := release.Default()
	if demo {
		policy = release.Demo()
	}
	if path == "" {
		return policy, nil
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return policy, fmt.Errorf("the policy cannot be read: %w", err)
	}
	policy = release.Policy{}
	if err := json.Unmarshal(text, &policy, json.RejectUnknownMembers(true)); err != nil {
		return policy, fmt.Errorf("the policy %s cannot be read: %w", path, err)
	}
	if policy.Demo != demo {
		return policy, fmt.Errorf("the policy %s is for a demonstration, or the database is, but not both", path)
	}
	if err := policy.Validate(); err != nil {
		return policy, fmt.Errorf("the policy %s is refused:\n%w", path, err)
	}
	return policy, nil
}

// newService returns the service on a store, with the clock and the chance of
// this machine. What runs for long has a clock that notices when it is set.
func newService(store assessments.Store, catalogue *instrument.Catalogue, log *slog.Logger) *assessments.Service {
	return &assessments.Service{
		Store: store, Catalogue: catalogue, Log: log, Now: now, NewID: newID, Random: rand.Reader,
	}
}

// newComparisons returns the service that compares what is in a store, under the
// built-in policy.
func newComparisons(store *gormstore.Store, catalogue *instrument.Catalogue, log *slog.Logger) *comparisons.Service {
	return &comparisons.Service{
		Store: store.Comparisons(), Catalogue: catalogue, Log: log, Now: now, NewID: newID, Random: rand.Reader,
		Policy: release.Default(), Scoring: scoring.Version,
	}
}

// newWebhooks returns what sends events to those who asked for it.
func newWebhooks(store *gormstore.Store, log *slog.Logger, at *clock.Clock) *events.Webhooks {
	return &events.Webhooks{
		Store: store.Webhooks(), Sender: delivery.New(), Render: api.RenderEvent, Now: at.Now, NewID: at.NewID, Random: rand.Reader,
		Tell: func(paused *events.Webhook) { // its address may hold a secret
			log.Warn("webhook paused: nothing got through for three days, or its receiver is gone",
				slog.String("webhook", paused.ID), slog.String("role", string(paused.Feed.Role)), slog.String("holder", paused.Feed.ID))
		},
	}
}

// now is the time as it is kept: in whole milliseconds.
func now() time.Time { return time.Now().UTC().Truncate(time.Millisecond) }

func newID() string { return uuid.Must(uuid.NewV7()).String() }

// maintain does what has to be done from time to time, until stop is called.
// See [assessments.Service.Maintain].
func (p Process) maintain(ctx context.Context, service *assessments.Service, onceClosed ...func(context.Context) error) (stop func()) {
	return every(ctx, assessments.MaintainEvery, func(ctx context.Context) {
		if err := service.Maintain(ctx, onceClosed...); err != nil && ctx.Err() == nil {
			service.Log.ErrorContext(ctx, "maintenance failed; it is tried again", slog.String("error", err.Error()))
		}
	})
}

// deliver sends what happened to webhooks, until stop is called. It has a round of its
// own: nobody waits 10 seconds for what happened, nor for a receiver that is slow.
func (p Process) deliver(ctx context.Context, hooks *events.Webhooks, log *slog.Logger) (stop func()) {
	stopRounds := every(ctx, events.DeliverEvery, func(ctx context.Context) {
		if err := hooks.DeliverDue(ctx); err != nil && ctx.Err() == nil {
			log.ErrorContext(ctx, "webhooks were not looked at; it is tried again", slog.String("error", err.Error()))
		}
	})
	return func() {
		stopRounds()
		hooks.Wait()
	}
}

// every does something at once, and then again and again, until stop is called.
func every(ctx context.Context, pause time.Duration, do func(context.Context)) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			do(ctx)
			select {
			case <-ctx.Done():
				return
			case <-time.After(pause):
			}
		}
	}()
	return func() {
		cancel()
		<-done
	}
}

// greet says where the service is, for a person who just started it.
func (p Process) greet(listening net.Addr, cfg config.Config) {
	base := cfg.PublicURL
	if base == "" {
		base = "http://" + listening.String()
	}
	fmt.Fprintf(p.Out, "Seven Rungs %s listens on %s\nOpen that address in a browser.\nThe docs are at %s/docs/\nThe data is in %s\nStop it with Ctrl-C.\n",
		p.Version, base, base, gormstore.Name(cfg.Database))
	fmt.Fprint(p.Out, phones(listening.String(), cfg.PublicURL, "sevenrungs", net.InterfaceAddrs))
}
