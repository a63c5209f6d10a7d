package cli

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/sevenrungs/sevenrungs/internal/config"
	"github.com/sevenrungs/sevenrungs/internal/gormstore"
	"github.com/sevenrungs/sevenrungs/internal/httpserver"
	"github.com/sevenrungs/sevenrungs/internal/repeats"
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

// serve opens the database and serves what is in it until ctx is done.
func (p Process) serve(ctx context.Context) (err error) {
	cfg, err := config.Load(p.Environ)
	if err != nil {
		return err
	}
	lines := repeats.Before(slog.NewJSONHandler(p.Err, &slog.HandlerOptions{Level: cfg.LogLevel}))
	defer lines.Flush()
	log := slog.New(lines)
	catalogue, err := catalogueOf(cfg)
	if err != nil {
		return err
	}
	seen, err := p.observe(ctx, cfg, log)
	if err != nil {
		return err
	}
	defer seen.stop()
	store, at, err := p.openOnClock(ctx, cfg, log, seen.options()...)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	serving, err := p.assemble(ctx, parts{cfg, log, catalogue, at, store, seen})
	if err != nil {
		return err
	}
	return serving.run(ctx)
}

// run serves until ctx is done.
func (s *serving) run(ctx context.Context) error {
	served, err := s.edge()
	if err != nil {
		return err
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", s.cfg.Addr)
	if err != nil {
		return fmt.Errorf("cannot listen on %s: %w. Is something else running there? Set SEVENRUNGS_ADDR to another address", s.cfg.Addr, err)
	}
	stopMetrics, err := s.giveOutMetrics(ctx)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	defer stopMetrics()
	s.easeCollector()
	defer outliveHangups(ctx, s.log)()
	s.greet(listener.Addr())
	defer s.rounds(ctx, served)()
	err = httpserver.Run(ctx, listener, served.Handler(), s.log, httpserver.Options{
		Grace: time.Duration(s.cfg.Drain) * time.Second,
		OnDrain: func() {
			s.draining.Store(true)
			fmt.Fprintln(s.Out, "Seven Rungs is stopping. Press Ctrl-C again to stop at once.")
		},
	})
	if err == nil {
		fmt.Fprintln(s.Out, "Seven Rungs has stopped.")
	}
	return err
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

// greet says where the service is, for a person who just started it. A first key that
// was made is shown once.
func (s *serving) greet(listening net.Addr) {
	base := s.cfg.PublicURL
	if base == "" {
		base = "http://" + listening.String()
	}
	fmt.Fprintf(s.Out, "Seven Rungs %s listens on %s\nOpen that address in a browser.\nThe docs are at %s/docs/\nThe data is in %s\nStop it with Ctrl-C.\n",
		s.Version, base, base, gormstore.Name(s.cfg.Database))
	fmt.Fprint(s.Out, phones(listening.String(), s.cfg.PublicURL, "sevenrungs", net.InterfaceAddrs))
	if s.cfg.OperatorKey == "" {
		s.showKey(s.operatorKey)
	}
}
