package cli

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/internal/config"
	"github.com/sevenrungs/sevenrungs/internal/gormstore"
	"github.com/sevenrungs/sevenrungs/internal/journal"
)

// openWithJournal opens the database as the service does. Commands open it without its
// journal: what they revoke is moved there by the service.
func openWithJournal(ctx context.Context, cfg config.Config, log *slog.Logger, opts ...gormstore.Option) (store *gormstore.Store, err error) {
	kept := time.Duration(cfg.BackupsKept) * 24 * time.Hour
	path := cfg.JournalFolder()
	if path == "" {
		store, err = gormstore.Open(ctx, cfg.Database, log, append(opts, gormstore.WithJournal(nil, kept))...)
	} else {
		store, err = openOnFolder(ctx, cfg, path, kept, log, opts)
	}
	if err != nil {
		return nil, err
	}
	half, err := store.HalfRestored(ctx)
	if err == nil && half {
		err = errors.New("a backup was put back here, and that was not finished. Run sevenrungs restore again, as you did")
	}
	if err != nil {
		return nil, errors.Join(err, store.Close())
	}
	return store, nil
}

func openOnFolder(ctx context.Context, cfg config.Config, path string, kept time.Duration, log *slog.Logger, opts []gormstore.Option) (*gormstore.Store, error) {
	folder := journal.New(path, now, kept)
	store, err := gormstore.Open(ctx, cfg.Database, log, append(opts, gormstore.WithJournal(folder, kept))...)
	if err != nil {
		return nil, err
	}
	known, _, err := store.JournalFolder(ctx)
	var id string
	if err == nil {
		id, err = folder.Join(known, newID)
	}
	if err == nil {
		err = store.SetJournalFolder(ctx, id)
	}
	if err != nil {
		return nil, errors.Join(err, store.Close())
	}
	return store, nil
}

// tendJournal looks after the journal, until stop is called.
func tendJournal(ctx context.Context, store *gormstore.Store, log *slog.Logger) (stop func()) {
	return every(ctx, assessments.MaintainEvery, func(ctx context.Context) {
		if err := store.TendJournal(ctx); err != nil && ctx.Err() == nil {
			log.ErrorContext(ctx, "the journal was not looked after; it is tried again", slog.String("error", err.Error()))
		}
	})
}
