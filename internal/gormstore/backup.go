package gormstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"github.com/mattn/go-sqlite3"
	"github.com/pressly/goose/v3"
	"gorm.io/driver/sqlite"
)

// Contents is what is in a backup, to show to whoever makes one or puts it back.
type Contents struct {
	Layout        int64
	Bytes         int64
	Organisations int
	Assessments   int
	Responses     int
	Results       int
}

// String is a sentence.
func (c Contents) String() string {
	return fmt.Sprintf("It holds %d organisations, %d assessments, %d responses and %d results, in %d KiB.",
		c.Organisations, c.Assessments, c.Responses, c.Results, (c.Bytes+1023)/1024)
}

// Backup writes a copy of the SQLite file at path to another file, also while a
// service uses it. The copy is all as it was at one moment. It gets its name only
// when it is whole, was looked through, and is on the disk. A file that is there is
// never replaced. tell is told now and then how much is written.
func Backup(ctx context.Context, path, to string, tell func(done, all int64)) (Contents, error) {
	if err := mustBeFree(to); err != nil {
		return Contents{}, err
	}
	part, err := os.CreateTemp(filepath.Dir(to), "."+filepath.Base(to)+".part-*") // only its maker reads it
	if err != nil {
		return Contents{}, fmt.Errorf("a file cannot be made in the folder %s: %w", filepath.Dir(to), errors.Unwrap(err))
	}
	defer func() { _ = os.Remove(part.Name()) }()
	if err := part.Close(); err != nil {
		return Contents{}, err
	}
	if err := copyInto(ctx, path, part.Name(), tell); err != nil {
		return Contents{}, inCopying(err, to)
	}
	contents, err := lookThrough(ctx, part.Name())
	if err != nil {
		return Contents{}, fmt.Errorf("the backup is not good, and was thrown away: %w", err)
	}
	if err := onDisk(part.Name()); err != nil {
		return Contents{}, inCopying(err, to)
	}
	return contents, giveName(part.Name(), to)
}

func mustBeFree(to string) error {
	switch _, err := os.Stat(to); {
	case err == nil:
		return fmt.Errorf("there is a file %s already, and a backup replaces none; choose another name", to)
	case !errors.Is(err, fs.ErrNotExist):
		return err
	}
	if _, err := os.Stat(filepath.Dir(to)); err != nil {
		return fmt.Errorf("the folder %s does not exist; make it or choose another path", filepath.Dir(to))
	}
	return nil
}

// inCopying says what helps.
func inCopying(err error, to string) error {
	if cause, ok := errors.AsType[sqlite3.Error](err); ok && cause.Code == sqlite3.ErrFull {
		return fmt.Errorf("there is no room in the folder %s; make room or choose another", filepath.Dir(to))
	}
	return fmt.Errorf("the backup was not made: %w", err)
}

// copyInto has SQLite write what is in the file into an empty one. That is one reading
// of one state, so those who write need not wait, and do not make it begin again, as
// SQLite's other way to make backups would. What was deleted is not in the copy.
func copyInto(ctx context.Context, path, to string, tell func(done, all int64)) (err error) {
	if err := refuseWrongFile(ctx, path); err != nil {
		return fmt.Errorf("%s cannot be used: %w", path, err)
	}
	db, err := openPlain(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	all, err := sizeOfFile(ctx, db)
	if err != nil {
		return err
	}
	if err := untilNoneLeaves(ctx, db); err != nil {
		return err
	}
	over := make(chan struct{})
	go func() {
		defer close(over)
		_, err = db.ExecContext(ctx, "VACUUM INTO ?", to)
	}()
	for ticks := time.Tick(time.Second); ; {
		select {
		case <-over:
			return err
		case <-ticks:
			if info, err := os.Stat(to); err == nil {
				tell(info.Size(), all)
			}
		}
	}
}

// leavingWithin is how long a backup waits for answers that leave. A hundred thousand
// take some seconds.
const leavingWithin = time.Minute

// untilNoneLeaves waits until the answers to assessments that are over are deleted, which
// the service does a few at a time: no backup is to keep them.
func untilNoneLeaves(ctx context.Context, db *sql.DB) error {
	ctx, cancel := context.WithTimeout(ctx, leavingWithin)
	defer cancel()
	err := untilReadersAreDone(ctx, func() (done bool, err error) {
		err = db.QueryRowContext(ctx, "SELECT NOT EXISTS (SELECT 1 FROM owed_wipes WHERE leaving)").Scan(&done)
		if cause, ok := errors.AsType[sqlite3.Error](err); ok && cause.Code == sqlite3.ErrError {
			return true, nil // an earlier layout, which does not know that
		}
		return done, err
	})
	if errors.Is(err, context.DeadlineExceeded) {
		return errors.New("answers to an assessment that is over are still being deleted. Start the service if it does not run, and try again in a minute")
	}
	return err
}

// openPlain opens a file as it is: nothing is made, and nothing brought up to date.
func openPlain(path string) (*sql.DB, error) {
	if _, err := os.Stat(path); err != nil {
		return nil, fmt.Errorf("there is no file %s", path)
	}
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	db, err := sql.Open(sqlite.DriverName, dsn(path, url.Values{"mode": {"rw"}, "_secure_delete": {"on"}}))
	if err == nil {
		db.SetMaxOpenConns(1)
	}
	return db, err
}

// lookThrough refuses a file that is not a database of ours, or is damaged, and returns
// what is in it.
func lookThrough(ctx context.Context, path string) (c Contents, err error) {
	db, err := openPlain(path)
	if err != nil {
		return c, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := mustBeOurs(ctx, db); err != nil {
		return c, fmt.Errorf("%s cannot be used: %w", path, err)
	}
	if err := mustBeWhole(ctx, db, path); err != nil {
		return c, err
	}
	err = db.QueryRowContext(ctx, `SELECT (`+newestLayout+`), (SELECT count(*) FROM organisations),
		(SELECT count(*) FROM assessments), (SELECT count(*) FROM responses), (SELECT count(*) FROM results)`).
		Scan(&c.Layout, &c.Organisations, &c.Assessments, &c.Responses, &c.Results)
	if err != nil {
		return c, err
	}
	info, err := os.Stat(path)
	if err == nil {
		c.Bytes = info.Size()
	}
	return c, err
}

func mustBeOurs(ctx context.Context, db *sql.DB) error {
	var ours bool
	err := db.QueryRowContext(ctx, "SELECT count(*) = 3 FROM sqlite_schema WHERE name IN (?, 'organisations', 'releases')", goose.DefaultTablename).Scan(&ours)
	if err == nil && !ours {
		err = errors.New("it is not a database of Seven Rungs")
	}
	return err
}

// mustBeWhole returns an error when a page is damaged, or a row is missing that another
// belongs to.
func mustBeWhole(ctx context.Context, db *sql.DB, path string) error {
	var found string
	if err := db.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&found); err != nil {
		return err
	}
	if found != "ok" {
		return fmt.Errorf("%s is damaged: %s", path, found)
	}
	var broken bool
	if err := db.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM pragma_foreign_key_check)").Scan(&broken); err != nil {
		return err
	}
	if broken {
		return fmt.Errorf("%s is damaged: rows are missing that others belong to", path)
	}
	return nil
}

// onDisk returns once all of a file is on the disk.
func onDisk(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// giveName gives a file another name, unless a file has that.
func giveName(path, name string) error {
	err := os.Link(path, name) // which replaces none; renaming would
	if errors.Is(err, fs.ErrExist) {
		return mustBeFree(name)
	}
	if err != nil { // such as on a memory stick, which knows no second name
		if err := mustBeFree(name); err != nil {
			return err
		}
		err = os.Rename(path, name)
	}
	return errors.Join(err, namesOnDisk(filepath.Dir(name)))
}

// namesOnDisk returns once the names in a folder are on the disk, where the system
// can say so.
func namesOnDisk(folder string) error {
	f, err := os.Open(folder) //nolint:gosec // G703: the operator's own folder
	if err != nil {
		return err
	}
	_ = f.Sync() // not every system can
	return f.Close()
}

// copyFile copies a file to one that must not be there, and is given to whom another
// belongs.
func copyFile(from, to, like string) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	if err = giveTo(out, like); err == nil {
		_, err = io.Copy(out, in)
	}
	return errors.Join(err, out.Sync(), out.Close())
}
