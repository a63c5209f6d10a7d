package cli

import (
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	"time"

	"github.com/google/uuid"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/release"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
	"github.com/sevenrungs/sevenrungs/internal/config"
	"github.com/sevenrungs/sevenrungs/internal/gormstore"
)

// onStore does something with the database that the settings name.
func (p Process) onStore(ctx context.Context, do func(config.Config, *gormstore.Store, *slog.Logger) error, opts ...gormstore.Option) error {
	cfg, err := config.Load(p.Environ)
	if err != nil {
		return err
	}
	log := p.quietLog(cfg)
	return on(ctx, cfg.Database, log, func(store *gormstore.Store) error { return do(cfg, store, log) }, opts...)
}

// on does something with the database at an address.
func on(ctx context.Context, address string, log *slog.Logger, do func(*gormstore.Store) error, opts ...gormstore.Option) (err error) {
	store, err := gormstore.Open(ctx, address, log, opts...)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	return do(store)
}

// quietLog is the log of a command, which says in words what goes on.
func (p Process) quietLog(cfg config.Config) *slog.Logger {
	return slog.New(slog.NewJSONHandler(p.Err, &slog.HandlerOptions{Level: max(cfg.LogLevel, slog.LevelWarn)}))
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

// comparisonsAsServed is newComparisons under the policy that the service would have on
// this store.
func comparisonsAsServed(ctx context.Context, cfg config.Config, store *gormstore.Store, log *slog.Logger) (*comparisons.Service, error) {
	demo, err := store.IsDemo(ctx)
	if err != nil {
		return nil, err
	}
	service := newComparisons(store, nil, log)
	service.Policy, err = readPolicy(cfg.Policy, demo)
	return service, err
}

// now is the time as it is kept: in whole milliseconds.
func now() time.Time { return time.Now().UTC().Truncate(time.Millisecond) }

func newID() string { return uuid.Must(uuid.NewV7()).String() }
