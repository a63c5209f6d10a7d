package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"slices"
	"strings"

	"github.com/sevenrungs/sevenrungs/assessments/redo"
	"github.com/sevenrungs/sevenrungs/internal/config"
	"github.com/sevenrungs/sevenrungs/internal/gormstore"
	"github.com/sevenrungs/sevenrungs/internal/journal"
)

// restoring puts a backup back.
type restoring struct {
	Process

	cfg     config.Config
	log     *slog.Logger
	without bool // whether the journal is said to be lost

	last []redo.Fact // what was done last in the place of which the backup is put, and is in no journal yet
}

// fromFile does all that is needed on a copy. So there is the old database, or the
// new one with nothing left to do, whenever it is stopped.
func (r *restoring) fromFile(ctx context.Context, backup string) (err error) {
	fmt.Fprintln(r.Err, "Looking through the backup …")
	copied, err := gormstore.PrepareReplacement(ctx, backup, r.cfg.Database)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, copied.Discard()) }()
	fmt.Fprintf(r.Err, "It is good. %s\n", copied.Contents)
	r.readLast(ctx)
	var said string
	err = r.on(ctx, copied.Path, func(store *gormstore.Store) (err error) {
		said, err = r.again(ctx, store)
		return err
	})
	if err != nil {
		return fmt.Errorf("the backup was not put back, and nothing was changed: %w", err)
	}
	aside, err := copied.Install(ctx, now())
	if err != nil {
		return fmt.Errorf("the backup was not put back: %w", err)
	}
	fmt.Fprintf(r.Out, "The backup is in place of %s.\n%s", copied.Database, said)
	if len(aside) == 0 {
		fmt.Fprintln(r.Out, "No database was there. If there should have been one, look at SEVENRUNGS_DATABASE.")
	} else {
		fmt.Fprintf(r.Out, "What was there is now:\n  %s\nIt holds what was deleted since. Delete it when you do not need it.\n", strings.Join(aside, "\n  "))
	}
	r.sayNext()
	return nil
}

// readLast reads what a command did while no service ran, or what could not be written to
// the journal. Of a file that is gone, damaged or another one there is nothing to read.
func (r *restoring) readLast(ctx context.Context) {
	if _, err := os.Stat(r.cfg.Database); errors.Is(err, fs.ErrNotExist) {
		return
	}
	err := r.on(ctx, r.cfg.Database, func(store *gormstore.Store) (err error) {
		r.last, err = store.Unmoved(ctx)
		return err
	})
	if err != nil {
		fmt.Fprintln(r.Err, "What was there cannot be read. So only the journal is asked what was done since.")
	}
}

// inPlace does all that is needed on a database that other means have put back. Until it
// is through, the service does not start.
func (r *restoring) inPlace(ctx context.Context) error {
	return r.on(ctx, r.cfg.Database, func(store *gormstore.Store) error {
		said, err := r.again(ctx, store)
		if err != nil {
			return err
		}
		fmt.Fprint(r.Out, said)
		r.sayNext()
		return newService(store, nil, r.log).Wipe(ctx)
	})
}

// on does something with a database that is there.
func (r *restoring) on(ctx context.Context, address string, do func(*gormstore.Store) error) error {
	return on(ctx, address, r.log, do, gormstore.ThatIsThere())
}

// again does again what was done since, as far as anybody knows.
func (r *restoring) again(ctx context.Context, store *gormstore.Store) (said string, err error) {
	found, whole, err := r.journal(ctx, store)
	if err != nil {
		return "", err
	}
	service := newService(store, nil, r.log)
	comparing, err := comparisonsAsServed(ctx, r.cfg, store, r.log)
	if err != nil {
		return "", err
	}
	if err := store.BeginRestoration(ctx, whole); err != nil {
		return "", err
	}
	facts := slices.Concat(found.Facts, r.last)
	done, err := service.Redo(ctx, facts)
	if err != nil {
		return "", err
	}
	cancelled := 0
	if !whole {
		if cancelled, err = service.Distrust(ctx); err != nil {
			return "", err
		}
		if err := store.ForgetJournalFolder(ctx); err != nil {
			return "", err
		}
	}
	withdrawn, err := comparing.Restored(ctx, facts, whole)
	if err != nil {
		return "", err
	}
	if whole {
		said = fmt.Sprintf("Things that were ended or taken back, by the journal: %d. Ended again here: %d. Shares withdrawn: %d.\n", len(facts), done, withdrawn)
	} else {
		said = fmt.Sprintf("There was no whole journal. Ended again, by what there is of it: %d. Open assessments cancelled: %d. Shares withdrawn: %d. All links to results have ended.\n", done, cancelled, withdrawn)
	}
	return said, store.EndRestoration(ctx, found.ID, found.Moves)
}

// journal reads the journal, and tells whether it says all that was done since.
func (r *restoring) journal(ctx context.Context, store *gormstore.Store) (found journal.Contents, whole bool, err error) {
	known, err := store.JournalFolder(ctx)
	if err != nil {
		return found, false, err
	}
	path := r.cfg.JournalFolder()
	found, err = journal.Read(path)
	const advice = "Set SEVENRUNGS_JOURNAL to where it is. If it is lost, use --without-journal: see sevenrungs restore --help"
	switch {
	case path == "" || errors.Is(err, fs.ErrNotExist):
		err = fmt.Errorf("there is no journal in %q. %s", path, advice)
	case err != nil:
		err = fmt.Errorf("the journal cannot be read: %w. %s", err, advice)
	case found.ID != known.ID:
		err = fmt.Errorf("the journal in %q is not the one that this backup knows. %s", path, advice)
	case known.Seen.Before(found.Since):
		err = fmt.Errorf("the journal in %q does not reach back to when this backup was made. %s", path, advice)
	}
	if r.without {
		return found, false, nil // what there is of it is true, though it may not be all
	}
	return found, err == nil, err
}

func (r *restoring) sayNext() {
	fmt.Fprintln(r.Out, "Keys that were made since are gone. If yours is one, run: sevenrungs operator-key")
	if r.without {
		fmt.Fprintln(r.Out, "Keys that were revoked since may work again. Ask everybody to look at their keys.\nNothing is frozen until you have looked, and run: sevenrungs restore --looked")
	}
	fmt.Fprintln(r.Out, "Now run sevenrungs audit, and start the service.")
}

// newJournal has the journal begin anew, though nothing is put back.
func (r *restoring) newJournal(ctx context.Context) error {
	return r.on(ctx, r.cfg.Database, func(store *gormstore.Store) error {
		if err := store.ForgetJournalFolder(ctx); err != nil {
			return err
		}
		fmt.Fprintln(r.Out, "The journal begins anew when the service starts. Make a backup then: older ones have no journal any more.")
		return nil
	})
}

func (r *restoring) looked(ctx context.Context) error {
	return r.on(ctx, r.cfg.Database, func(store *gormstore.Store) error {
		waited, err := store.Looked(ctx)
		switch {
		case err != nil:
			return err
		case !waited:
			fmt.Fprintln(r.Out, "There is nothing to look at.")
		default:
			fmt.Fprintln(r.Out, "Freezes go on.")
		}
		return nil
	})
}
