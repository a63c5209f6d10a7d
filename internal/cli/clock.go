package cli

import (
	"context"
	"errors"
	"log/slog"

	"github.com/sevenrungs/sevenrungs/internal/clock"
	"github.com/sevenrungs/sevenrungs/internal/config"
	"github.com/sevenrungs/sevenrungs/internal/gormstore"
)

// openOnClock opens the database as the service does, with its journal, and returns a
// clock that is held against it. Commands open it without: what they revoke is moved to
// the journal by the service.
func (p Process) openOnClock(ctx context.Context, cfg config.Config, log *slog.Logger, options ...gormstore.Option) (*gormstore.Store, *clock.Clock, error) {
	at := clock.New(p.clocks(), log)
	folder := journalOf(cfg, at)
	store, err := gormstore.Open(ctx, cfg.Database, log, append(options, gormstore.WithClock(at.Now), withJournal(cfg, folder))...)
	if err != nil {
		return nil, nil, err
	}
	earlier, err := store.LastTime(ctx)
	if err == nil {
		at.HoldAgainst(earlier)
		err = joinJournal(ctx, store, folder, at)
	}
	if err != nil {
		return nil, nil, errors.Join(err, store.Close())
	}
	return store, at, nil
}

func (p Process) clocks() clock.Machine {
	if p.Clocks.Read == nil {
		return clock.ThisMachine()
	}
	return p.Clocks
}
