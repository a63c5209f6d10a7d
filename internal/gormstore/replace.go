package gormstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// Replacement is a copy of a backup, beside the file whose place it is to take.
type Replacement struct {
	Contents Contents
	Path     string // of the copy, on which all that is needed can be done first
	Database string // whose place it is to take, as a whole path
}

// besides are the ends of the names of what may be beside a database.
var besides = []string{"-wal", "-shm", "-journal", markerEnd}

// PrepareReplacement copies a backup to beside the SQLite file at path, and looks
// through it. The backup is not touched. What an earlier try has left is thrown away.
// A service that uses the file must have been stopped.
func PrepareReplacement(ctx context.Context, backup, path string) (*Replacement, error) {
	if isPostgres(path) {
		return nil, errors.New("it is in PostgreSQL, and a file cannot take its place; put the backup back with pg_restore, then run this without a file")
	}
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	if err := refuseUnfinished(backup, path); err != nil {
		return nil, err
	}
	if rest, err := atRest(ctx, path); err != nil {
		return nil, err
	} else if err := rest.letGo(); err != nil {
		return nil, err
	}
	r := &Replacement{Path: path + ".restoring", Database: path}
	if err := r.Discard(); err != nil {
		return nil, err
	}
	err = copyFile(backup, r.Path, path)
	if err == nil {
		r.Contents, err = lookThrough(ctx, r.Path)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("the backup %s cannot be put back, and nothing was changed: %w", backup, err), r.Discard())
	}
	return r, nil
}

func refuseUnfinished(backup, path string) error {
	info, err := os.Stat(backup)
	if err != nil {
		return fmt.Errorf("there is no backup %s", backup)
	}
	if there, err := os.Stat(path); err == nil && os.SameFile(info, there) {
		return errors.New("the backup is the database itself; name another file")
	}
	if wal, err := os.Stat(backup + "-wal"); err == nil && wal.Size() > 0 {
		return fmt.Errorf("%s is the copy of a database in use, and part of what it holds is in %[1]s-wal. Make a backup of it first: SEVENRUNGS_DATABASE=%[1]s sevenrungs backup FILE", backup)
	}
	return nil
}

// Discard throws the copy away.
func (r *Replacement) Discard() error {
	var errs []error
	for _, end := range append([]string{""}, besides...) {
		if err := os.Remove(r.Path + end); !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// Install puts the copy in the place of the database, whose files are moved aside and
// not deleted. It returns their new names. Whatever happens meanwhile, there is the
// old one or the new one afterwards. Only where the old one is strange there may be
// none: then this can be done again.
func (r *Replacement) Install(ctx context.Context, now time.Time) (aside []string, err error) {
	if err := r.compact(ctx); err != nil {
		return nil, err
	}
	rest, err := atRest(ctx, r.Database)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rest.letGo()) }()
	name := r.Database + ".before-restore-" + now.UTC().Format("20060102T150405.000Z")
	if aside, err = r.makeRoom(&rest, name); err != nil {
		return aside, err
	}
	if err := os.Rename(r.Path, r.Database); err != nil {
		return aside, err
	}
	return aside, errors.Join(namesOnDisk(filepath.Dir(r.Database)), r.Discard())
}

// makeRoom gives other names to what is there. A database in order keeps its own as
// well until the new one takes it, so that the name is never without a file. What is
// beside a strange one may be all that is left of ours, and what is beside one that is
// gone is not for the new one.
func (r *Replacement) makeRoom(old *resting, name string) (aside []string, err error) {
	ends := append([]string{""}, besides...)
	if old.there && !old.strange {
		ends = []string{markerEnd, ""}
	}
	for _, end := range ends {
		if end == "" && !old.strange && os.Link(r.Database, name) == nil {
			aside = append(aside, name)
			continue
		}
		if aside, err = moveAside(aside, r.Database+end, name+end); err != nil {
			return aside, err
		}
	}
	return aside, nil
}

func moveAside(aside []string, from, to string) ([]string, error) {
	err := os.Rename(from, to)
	if errors.Is(err, fs.ErrNotExist) {
		return aside, nil
	}
	if err != nil {
		return aside, err
	}
	return append(aside, to), nil
}

// compact writes the copy anew, so that nothing is left in it of what was deleted, and
// has it on the disk in one file.
func (r *Replacement) compact(ctx context.Context) error {
	rest, err := atRest(ctx, r.Path)
	if err != nil {
		return err
	}
	if !rest.there || rest.strange {
		return errors.Join(errors.New("the copy of the backup is gone"), rest.letGo())
	}
	_, err = rest.conn.ExecContext(ctx, "ROLLBACK")
	if err == nil {
		_, err = rest.conn.ExecContext(ctx, "VACUUM")
	}
	if err = errors.Join(err, rest.conn.Close(), rest.db.Close()); err != nil {
		return err
	}
	return onDisk(r.Path)
}

// resting is a database that nobody uses, and that nobody can begin to use, unless it is
// strange.
type resting struct {
	there   bool
	strange bool // damaged, or another one than its marker tells of: it is left as it is
	db      *sql.DB
	conn    *sql.Conn
}

// atRest has a file hold all that is in its log, and keeps others out. It fails when
// somebody uses it. Of a strange one nothing is asked.
func atRest(ctx context.Context, path string) (r resting, err error) {
	if info, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) || err == nil && info.Size() == 0 {
		return resting{}, nil
	} else if err != nil {
		return resting{}, err
	}
	r.there = true
	err = refuseWrongFile(ctx, path)
	if _, r.strange = errors.AsType[otherError](err); r.strange {
		return r, nil
	}
	if err != nil {
		return r, err
	}
	if r.db, err = openPlain(path); err != nil {
		return r, err
	}
	if r.conn, err = r.db.Conn(ctx); err == nil {
		err = r.takeAll(ctx)
	}
	if isDamage(err) {
		r.strange = true
		return r, nil
	}
	if isBusy(err) {
		err = fmt.Errorf("the database %s is in use; stop the service first", path)
	}
	if err != nil {
		return r, errors.Join(err, r.letGo())
	}
	return r, nil
}

// takeAll fails while others have the file open. To end a log needs that nobody has.
func (r *resting) takeAll(ctx context.Context) error {
	for _, statement := range []string{"PRAGMA busy_timeout = 0", "PRAGMA locking_mode = EXCLUSIVE", "PRAGMA journal_mode = DELETE", "BEGIN EXCLUSIVE"} {
		if _, err := r.conn.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}

func (r *resting) letGo() error {
	if r.db == nil {
		return nil
	}
	if r.conn != nil {
		_, _ = r.conn.ExecContext(context.Background(), "ROLLBACK") // of nothing
		_ = r.conn.Close()
	}
	return r.db.Close()
}
