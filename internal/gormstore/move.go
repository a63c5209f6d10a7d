package gormstore

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"slices"
)

// Moved says how far a move is.
type Moved struct {
	Table    string
	Rows, Of int64
	Step     MoveStep
}

// MoveStep is what is done with the rows of a table.
type MoveStep string

// The steps of a move, in their order. Each goes through all tables.
const (
	Copying   MoveStep = "copied"
	Comparing MoveStep = "compared"
)

// Move copies all that is kept in one database into another, and compares both row
// by row. Either may be on SQLite or PostgreSQL; see [Open] for addresses. tell is
// called while it goes on, and at the end of each step of each table.
//
// Nobody else may use the source meanwhile, and nobody can write to it. The target
// must be empty, or hold what an earlier move of the same database left when it was
// stopped; then the copy goes on where that was. Before anything else the target is
// marked as one that is not whole. Until all is there, and equal, [Open] refuses it.
//
// Only what is there is copied: no trace of what was deleted.
func Move(ctx context.Context, from, to string, log *slog.Logger, tell func(Moved)) error {
	begun, err := move(ctx, from, to, log, batchRows, tell)
	switch stopped := ctx.Err(); {
	case err == nil || stopped == nil:
		return translate(err)
	case !begun:
		return fmt.Errorf("it was stopped, and nothing was copied yet: %w", stopped)
	default:
		return fmt.Errorf("it was stopped before all was there: %w. Do the same again, and it goes on", stopped)
	}
}

// move tells, too, whether the target is marked as one that is not whole.
func move(ctx context.Context, from, to string, log *slog.Logger, batch int, tell func(Moved)) (begun bool, err error) {
	source, err := openSource(ctx, from, log)
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, source.close()) }()
	if err := markTarget(ctx, to, source); err != nil {
		return false, fmt.Errorf("the database %q: %w", Name(to), err)
	}
	target, err := openTarget(ctx, to, log)
	if err != nil {
		return true, errors.Join(fmt.Errorf("the database %q: %w", Name(to), err), target.close())
	}
	defer func() { err = errors.Join(err, target.close()) }()
	return true, source.moveTo(ctx, target, batch, tell)
}

// moveTo copies all rows, and compares them.
func (s *side) moveTo(ctx context.Context, target *side, batch int, tell func(Moved)) error {
	tables, err := tablesOfBoth(ctx, s, target)
	if err != nil {
		return err
	}
	for _, t := range tables {
		if err := s.copyTo(ctx, target, t, batch, tell); err != nil {
			return fmt.Errorf("copy %s: %w", t.name, err)
		}
	}
	for _, t := range tables {
		if err := s.compareWith(ctx, target, t, tell); err != nil {
			return fmt.Errorf("compare %s: %w", t.name, err)
		}
	}
	return target.finish(ctx)
}

// openSource opens what is moved: by way of the store first, which brings its layout
// up to date and refuses what it cannot read, and then so that nobody else is in it.
func openSource(ctx context.Context, address string, log *slog.Logger) (*side, error) {
	store, err := Open(ctx, address, log, ThatIsThere())
	if err != nil {
		return nil, err
	}
	if err := errors.Join(store.deleteLeaving(ctx), store.Close()); err != nil {
		return nil, err
	}
	source, err := openSide(ctx, address)
	if err == nil {
		err = source.keepAlone(ctx)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("the database %q: %w", Name(address), err), source.close())
	}
	return source, nil
}

// markTarget marks what is moved into as one that is not whole. It changes nothing in
// a database that holds anything but an unfinished copy of the source.
func markTarget(ctx context.Context, address string, source *side) (err error) {
	if isSame(address, source.address) {
		return errors.New("both are the same database; name another one")
	}
	if !isPostgres(address) {
		if _, err := ensureFile(ctx, address, true); err != nil {
			return err
		}
	}
	target, err := openSide(ctx, address)
	defer func() { err = errors.Join(err, target.close()) }()
	if err != nil {
		return err
	}
	switch begun, err := target.isUnfinished(ctx); {
	case err != nil:
		return err
	case begun:
		return target.mustContinue(ctx, source)
	}
	return target.begin(ctx, source)
}

// isSame tells whether two addresses are those of one database. Of a server that has two
// names it does not know it.
func isSame(one, other string) bool {
	if isPostgres(one) != isPostgres(other) {
		return false
	}
	if !isPostgres(one) {
		here, err := os.Stat(one)         //nolint:gosec // G703: whoever runs the service names both
		there, otherErr := os.Stat(other) //nolint:gosec // G703: as above
		return err == nil && otherErr == nil && os.SameFile(here, there)
	}
	here, _, err := parseServer(one)
	there, _, otherErr := parseServer(other)
	return err == nil && otherErr == nil && here.Host == there.Host && here.Port == there.Port && here.Database == there.Database
}

// openTarget opens what is marked. The tables that are missing are made first.
func openTarget(ctx context.Context, address string, log *slog.Logger) (*side, error) {
	store, err := Open(ctx, address, log, thatIsNotWhole())
	if err != nil {
		return nil, err
	}
	if err := store.Close(); err != nil {
		return nil, err
	}
	return openSide(ctx, address)
}

// tablesOfBoth returns the tables, those first that others refer to. Both databases
// must have the same ones.
func tablesOfBoth(ctx context.Context, source, target *side) ([]table, error) {
	here, err := source.tables(ctx)
	if err != nil {
		return nil, err
	}
	there, err := target.tables(ctx)
	if err != nil {
		return nil, err
	}
	for i := range here {
		at := slices.IndexFunc(there, func(t table) bool { return t.name == here[i].name })
		if at < 0 || len(here) != len(there) || !here[i].fits(&there[at]) {
			return nil, fmt.Errorf("the tables are not the same (%s); use the same release for both, and begin with an empty database", here[i].name)
		}
	}
	return parentsFirst(ctx, target, here)
}

// parentsFirst puts tables behind all those that they refer to.
func parentsFirst(ctx context.Context, s *side, all []table) (ordered []table, err error) {
	parents, err := s.parents(ctx)
	if err != nil {
		return nil, err
	}
	placed := map[string]bool{}
	for len(ordered) < len(all) {
		before := len(ordered)
		for _, t := range all {
			waits := slices.ContainsFunc(parents[t.name], func(parent string) bool { return parent != t.name && !placed[parent] })
			if !placed[t.name] && !waits {
				ordered, placed[t.name] = append(ordered, t), true
			}
		}
		if len(ordered) == before {
			return nil, errors.New("tables refer to each other in a circle")
		}
	}
	return ordered, nil
}
