package gormstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"

	"github.com/sevenrungs/sevenrungs/assessments"
)

const (
	// busyTimeout is how long a connection waits for another process's lock.
	busyTimeout = 5 * time.Second

	// slowStatement is how long a statement may take before it is logged.
	slowStatement = 200 * time.Millisecond
)

// Store is an [assessments.Store] on one SQLite file. It is safe for
// concurrent use, also by several processes.
type Store struct {
	writer *gorm.DB // one connection: callers queue here
	reader *gorm.DB // cannot write
	layout int64    // the newest migration this release knows
	path   string
	file   fs.FileInfo // what was opened, to know it again
	now    func() time.Time
}

var _ assessments.Store = (*Store)(nil)

// Option changes how [Open] builds a Store.
type Option func(*Store)

// WithClock sets where the Store reads the time, instead of [time.Now].
func WithClock(now func() time.Time) Option {
	return func(s *Store) { s.now = now }
}

// Open opens the database file at path, makes it if there is none, and brings
// its layout up to date. The folder must exist. A new file may be read only by
// the user who runs the program. Slow and failing statements go to log, without
// the values in them.
//
// Every error is a plain sentence to show to whoever set the path.
func Open(ctx context.Context, path string, log *slog.Logger, opts ...Option) (*Store, error) {
	s := &Store{now: time.Now}
	for _, opt := range opts {
		opt(s)
	}
	err := translate(s.open(ctx, path, log))
	if err == nil {
		// A file that may only be read is found out here, not by a first caller.
		err = s.Ready(ctx)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("the database %q cannot be used: %w", path, err), s.Close())
	}
	return s, nil
}

func (s *Store) open(ctx context.Context, path string, log *slog.Logger) error {
	file, err := ensureFile(path)
	if err != nil {
		return err
	}
	s.path = file
	if s.file, err = os.Stat(file); err != nil { //nolint:gosec // G703: the path is the operator's own setting
		return err
	}
	files, err := migrations()
	if err != nil {
		return err
	}
	// The writer comes first: it makes the files that a reader may not make.
	if s.writer, err = openPool(ctx, writerDSN(file), 1, log); err != nil {
		return err
	}
	if s.layout, err = migrate(ctx, s.writer, files, log); err != nil {
		return err
	}
	s.reader, err = openPool(ctx, readerDSN(file), max(4, runtime.NumCPU()), log)
	return err
}

// ensureFile returns the absolute path of the database, making an empty file if
// there is none. SQLite would make one that everybody on the machine may read.
func ensureFile(path string) (string, error) {
	if path == "" || path == ":memory:" || strings.HasPrefix(path, "file:") {
		return "", errors.New("give the plain path of a file; a database in memory would be a separate one for every connection")
	}
	path, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600) //nolint:gosec // G703: the path is the operator's own setting
	switch {
	case errors.Is(err, fs.ErrExist):
		return path, nil
	case errors.Is(err, fs.ErrNotExist):
		return "", fmt.Errorf("the folder %s does not exist; make it or choose another path", filepath.Dir(path))
	case err != nil:
		return "", fmt.Errorf("a file cannot be made in the folder %s: %w", filepath.Dir(path), errors.Unwrap(err))
	}
	return path, f.Close()
}

// writerDSN asks for write locks at the start of a transaction. Taken later,
// on the first write, a lock that another process holds cannot be waited for.
// The mode is rw, not rwc: should the file vanish while the program runs, a new
// connection fails instead of starting afresh with nothing in it.
func writerDSN(file string) string {
	return dsn(file, url.Values{"mode": {"rw"}, "_journal_mode": {"WAL"}, "_txlock": {"immediate"}})
}

func readerDSN(file string) string {
	return dsn(file, url.Values{"mode": {"ro"}, "_query_only": {"on"}})
}

func dsn(file string, settings url.Values) string {
	settings.Set("_synchronous", "FULL") // an acknowledged write survives a power cut
	settings.Set("_foreign_keys", "on")
	settings.Set("_busy_timeout", fmt.Sprint(busyTimeout.Milliseconds()))
	path := filepath.ToSlash(file)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // a drive letter
	}
	u := url.URL{Scheme: "file", Path: path, RawQuery: settings.Encode()}
	return u.String()
}

// openPool opens a pool of at most size connections, kept open once made.
func openPool(ctx context.Context, dsn string, size int, log *slog.Logger) (*gorm.DB, error) {
	pool, err := sql.Open(sqlite.DriverName, dsn)
	if err != nil {
		return nil, err
	}
	pool.SetMaxOpenConns(size)
	pool.SetMaxIdleConns(size)
	var db *gorm.DB
	if err = ping(ctx, pool); err == nil {
		db, err = gorm.Open(sqlite.New(sqlite.Config{Conn: pool}), &gorm.Config{
			TranslateError:         true,
			SkipDefaultTransaction: true, // one statement is a transaction already
			DisableAutomaticPing:   true,
			Logger: logger.NewSlogLogger(log, logger.Config{
				LogLevel:                  logger.Warn,
				SlowThreshold:             slowStatement,
				ParameterizedQueries:      true, // no values in the log
				IgnoreRecordNotFoundError: true,
			}),
		})
	}
	if err != nil {
		return nil, errors.Join(err, pool.Close())
	}
	return db, nil
}

// ping makes the first connection. Of processes that start on a new file at
// once, one turns its write-ahead log on; SQLite does not let the others wait
// for that, so we do.
func ping(ctx context.Context, pool *sql.DB) error {
	for deadline := time.Now().Add(busyTimeout); ; {
		err := pool.PingContext(ctx)
		if !isBusy(err) || time.Now().After(deadline) {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// Ready implements [assessments.Store]. It writes and rolls back, so it finds a
// file that may not be written and a lock that is never let go, but not a disk
// that is full or has turned read-only: only a commit reaches the disk. A file
// that was deleted or put in the place of ours would take writes nobody can
// read again, so it is not ready either.
func (s *Store) Ready(ctx context.Context) error {
	if now, err := os.Stat(s.path); err != nil || !os.SameFile(now, s.file) {
		return fmt.Errorf("the database file %s is gone or another one; stop the service and put it back", s.path)
	}
	var layout int64
	err := s.reader.WithContext(ctx).Raw("SELECT max(version_id) FROM goose_db_version").Scan(&layout).Error
	if err != nil {
		return translate(err)
	}
	if layout != s.layout {
		return layoutError{have: layout, known: s.layout}
	}
	rollBack := errors.New("roll back")
	err = s.writer.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		// SQLite does not write a value over the same value, so it has to change.
		if err := tx.Exec("UPDATE goose_db_version SET tstamp = NULL").Error; err != nil {
			return err
		}
		return rollBack
	})
	if !errors.Is(err, rollBack) {
		return translate(err)
	}
	return nil
}

// Close implements [assessments.Store]. The writer goes last, so that it can
// fold the write-ahead log back into the file.
func (s *Store) Close() error {
	var errs []error
	for _, db := range []*gorm.DB{s.reader, s.writer} {
		if db == nil {
			continue
		}
		pool, err := db.DB()
		if err == nil {
			err = pool.Close()
		}
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}
