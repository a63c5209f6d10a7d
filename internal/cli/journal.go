package cli

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/internal/clock"
	"github.com/sevenrungs/sevenrungs/internal/config"
	"github.com/sevenrungs/sevenrungs/internal/gormstore"
	"github.com/sevenrungs/sevenrungs/internal/journal"
)

// backupsKept is how long backups are said to be kept.
func backupsKept(cfg config.Config) time.Duration {
	return time.Duration(cfg.BackupsKept) * 24 * time.Hour
}

// journalOf returns the folder of the journal, or nil where there is none.
func journalOf(cfg config.Config, at *clock.Clock) *journal.Folder {
	path := cfg.JournalFolder()
	if path == "" {
		return nil
	}
	return journal.New(path, at.Now, backupsKept(cfg))
}

func withJournal(cfg config.Config, folder *journal.Folder) gormstore.Option {
	if folder == nil {
		return gormstore.WithJournal(nil, backupsKept(cfg))
	}
	return gormstore.WithJournal(folder, backupsKept(cfg))
}

// joinJournal has the database and the folder know each other. A new folder is begun for
// a database that knows none. One that knows another is refused: backups that were made
// until now are worth nothing without it.
func joinJournal(ctx context.Context, store *gormstore.Store, folder *journal.Folder, at *clock.Clock) error {
	half, err := store.HalfRestored(ctx)
	if err != nil {
		return err
	}
	if half {
		return errors.New("a backup was put back here, and that was not finished. Run sevenrungs restore again, as you did")
	}
	if folder == nil {
		return nil
	}
	known, err := store.JournalFolder(ctx)
	if err != nil {
		return err
	}
	if known.ID == "" {
		id, err := folder.Begin(at.NewID)
		if err != nil {
			return err
		}
		return store.SetJournalFolder(ctx, id, 0)
	}
	moves, holds, err := folder.Holds(known.ID)
	if err != nil {
		return fmt.Errorf("the journal cannot be read: %w", err)
	}
	if !holds {
		return fmt.Errorf("the journal of this database is not in %s. Connect the disk that it is on, put the folder back, or set SEVENRUNGS_JOURNAL to where it is. "+
			"If the journal is lost and the database is as it was, run sevenrungs restore --new-journal. If the database is a backup, run sevenrungs restore --without-journal", folder)
	}
	all, err := store.KnowsAll(ctx, moves)
	if err != nil {
		return err
	}
	if !all {
		return errors.New("the database is older than its journal: it is a backup that was put back, and what was done since would come undone. Run sevenrungs restore, without a file: it does that again")
	}
	return store.SetJournalFolder(ctx, known.ID, moves)
}

// tendJournal looks after the journal, until stop is called. While the clock is not
// steady nothing is dropped from it: it would not come back.
func tendJournal(ctx context.Context, store *gormstore.Store, at *clock.Clock, log *slog.Logger) (stop func()) {
	return every(ctx, assessments.MaintainEvery, func(ctx context.Context) {
		if err := store.TendJournal(ctx, !at.Unsteady()); err != nil && ctx.Err() == nil {
			log.ErrorContext(ctx, "the journal was not looked after; it is tried again", slog.String("error", err.Error()))
		}
	})
}
