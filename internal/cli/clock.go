package cli

import (
	"context"
	"errors"
	"log/slog"

	"github.com/sevenrungs/sevenrungs/internal/clock"
	"github.com/sevenrungs/sevenrungs/internal/config"
	"github.com/sevenrungs/sevenrungs/internal/gormstore"
)

// openOnClock opens the database, and returns a clock that is held against it.
func openOnClock(ctx context.Context, cfg config.Config, log *slog.Logger, options ...gormstore.Option) (*gormstore.Store, *clock.Clock, error) {
	at := clock.New(clock.ThisMachine(), log)
	store, err := openWithJournal(ctx, cfg, log, append(options, gormstore.WithClock(at.Now))...)
	if err != nil {
		return nil, nil, err
	}
	earlier, err := store.LastTime(ctx)
	if err != nil {
		return nil, nil, errors.Join(err, store.Close())
	}
	at.HoldAgainst(earlier)
	return store, at, nil
}
