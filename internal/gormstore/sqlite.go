package gormstore

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/mattn/go-sqlite3"
	"github.com/pressly/goose/v3"
	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
)

const (
	// busyTimeout is how long a connection waits for another process's lock.
	busyTimeout = 5 * time.Second

	// cacheSize is how much of the file a connection remembers: 4 MiB, in
	// SQLite's way to say KiB. A commit after which pages were put in order looks
	// through all of it.
	cacheSize = "-4096"

	// keptStatements is how many statements a connection keeps ready. Those
	// that come often are fewer.
	keptStatements = "64"
)

// sqliteFile is a database on one file.
type sqliteFile struct {
	pools  // the writer has one connection, and only the committer uses it
	writes *committer
	moves  *mover
	check  *examiner
	files  *openedFiles
	path   string
}

func openSQLite(ctx context.Context, path string, how opening, log *slog.Logger) (database, int64, error) {
	f := &sqliteFile{}
	layout, err := f.open(ctx, path, how, log)
	if err != nil {
		return nil, 0, errors.Join(err, f.close())
	}
	return f, layout, nil
}

func (f *sqliteFile) open(ctx context.Context, path string, how opening, log *slog.Logger) (layout int64, err error) {
	if f.path, err = ensureFile(ctx, path, how.makes); err != nil {
		return 0, err
	}
	// The writer comes first: it makes the files that a reader may not make.
	if f.writer, err = openFile(ctx, connector{dsn: writerDSN(f.path)}, 1, log); err != nil {
		return 0, err
	}
	if layout, err = f.bringUpToDate(ctx, sqliteLayout.as(how), log); err != nil {
		return 0, err
	}
	if f.files, err = rememberFiles(f.path, log); err != nil {
		return 0, err
	}
	readers := max(4, runtime.NumCPU())
	if f.reader, err = openFile(ctx, connector{readerDSN(f.path), f.files}, readers, log); err != nil {
		return 0, err
	}
	if err = f.guard(readers, nil); err != nil {
		return 0, err
	}
	f.moves = newMover(ctx, sql.OpenDB(connector{writerDSN(f.path), f.files}), log)
	f.check = newExaminer(ctx, sql.OpenDB(connector{readerDSN(f.path), f.files}), log)
	f.writes, err = newCommitter(f.writer, f.sound, f.moves.wake)
	return layout, err
}

// bringUpToDate makes the tables, and has them in the file and not only in its log.
func (f *sqliteFile) bringUpToDate(ctx context.Context, to layout, log *slog.Logger) (made int64, err error) {
	if err = refuseOther(ctx, f.writer, f.path); err != nil {
		return 0, err
	}
	if made, err = migrate(ctx, f.writer, f.writer, to, log); err != nil {
		return 0, err
	}
	if err = keepMarker(ctx, f.writer, f.path); err != nil {
		return 0, err
	}
	pool, err := f.writer.DB()
	if err == nil {
		err = moveLog(ctx, pool)
	}
	return made, err
}

// sound returns an error while nothing may be written.
func (f *sqliteFile) sound() error {
	if err := f.check.found(); err != nil {
		return err
	}
	return f.files.look()
}

// sqliteLayout is what goose needs to know. It has no lock for SQLite.
var sqliteLayout = layout{
	dialect: goose.DialectSQLite3,
	files:   migrations,
	folder:  "migrations/sqlite",
	kind:    sqliteKind,
}

// ensureFile returns the absolute path of the database, making an empty file if
// there is none and it may be made. SQLite would make one that everybody on the
// machine may read.
func ensureFile(ctx context.Context, path string, makes bool) (string, error) {
	if path == "" || path == ":memory:" || strings.HasPrefix(path, "file:") {
		return "", errors.New("give the plain path of a file; a database in memory would be a separate one for every connection")
	}
	if strings.Contains(path, "://") {
		return "", errors.New("give the plain path of a file, or a URL that begins with postgres://")
	}
	path, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	if _, err := os.Stat(path); !makes && errors.Is(err, fs.ErrNotExist) { //nolint:gosec // G703: as below
		return "", errors.New("there is no such file; check the path")
	}
	if err := refuseWrongFile(ctx, path); err != nil {
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
	_ = giveTo(f, filepath.Dir(path)) // whoever made it can use it
	return path, errors.Join(f.Close(), namesOnDisk(filepath.Dir(path)))
}

// writerDSN asks for write locks at the start of a transaction. Taken later,
// on the first write, a lock that another process holds cannot be waited for.
// The mode is rw, not rwc: should the file vanish while the program runs, a new
// connection fails instead of starting afresh with nothing in it.
func writerDSN(file string) string {
	return dsn(file, url.Values{"mode": {"rw"}, "_journal_mode": {"WAL"}, "_txlock": {"immediate"}, "_secure_delete": {"on"}})
}

func readerDSN(file string) string {
	return dsn(file, url.Values{"mode": {"ro"}, "_query_only": {"on"}})
}

func dsn(file string, settings url.Values) string {
	settings.Set("_synchronous", "FULL") // an acknowledged write survives a power cut
	settings.Set("_foreign_keys", "on")
	settings.Set("_mutex", "no") // database/sql uses a connection from one goroutine at a time
	settings.Set("_busy_timeout", fmt.Sprint(busyTimeout.Milliseconds()))
	settings.Set("_cache_size", cacheSize)
	settings.Set("_stmt_cache_size", keptStatements)
	u := url.URL{Scheme: "file", Path: slashed(file), RawQuery: settings.Encode()}
	return u.String()
}

// slashed is the path of a file as a URL has it.
func slashed(file string) string {
	path := filepath.ToSlash(file)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // a drive letter
	}
	return path
}

// A connector makes connections to a file, each only to the one that was opened.
type connector struct {
	dsn   string
	files *openedFiles // nil while it is being opened
}

var _ driver.Connector = connector{}

// Driver implements [driver.Connector].
func (connector) Driver() driver.Driver { return &sqlite3.SQLiteDriver{} }

// Connect implements [driver.Connector]. It looks before, since SQLite deletes the log
// beside a file that is empty, and after, for what was put there meanwhile.
func (c connector) Connect(context.Context) (driver.Conn, error) {
	if c.files != nil {
		if err := c.files.look(); err != nil {
			return nil, err
		}
	}
	conn, err := (&sqlite3.SQLiteDriver{ConnectHook: settle}).Open(c.dsn)
	if err == nil && c.files != nil {
		if err = c.files.look(); err != nil {
			err = errors.Join(err, conn.Close())
		}
	}
	return conn, err
}

// settle makes the settings that have no place in a name. SQLite looks at each page
// as it reads it, so that a damaged one is an error and not a wrong answer.
func settle(conn *sqlite3.SQLiteConn) error {
	_, err := conn.Exec("PRAGMA cell_size_check = ON; PRAGMA wal_autocheckpoint = "+strconv.Itoa(restartAt), nil)
	return err
}

func openFile(ctx context.Context, to connector, size int, log *slog.Logger) (*gorm.DB, error) {
	pool := sql.OpenDB(to)
	return openGorm(ctx, pool, size, slowStatement, sqlite.New(sqlite.Config{Conn: pool}), pingFile, log)
}

// pingFile makes the first connection. Of processes that start on a new file at
// once, one turns its write-ahead log on; SQLite does not let the others wait
// for that, so we do.
func pingFile(ctx context.Context, pool *sql.DB) error {
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

// commit runs one write after the other, whatever less would do.
func (f *sqliteFile) commit(ctx context.Context, _ sql.IsolationLevel, fn func(tx *gorm.DB) error) error {
	err := f.writes.commit(ctx, fn)
	if isDamage(err) {
		f.check.wake()
	}
	return err
}

// writable has a page committed, in its turn among the other writes: only that
// reaches the disk.
func (f *sqliteFile) writable(ctx context.Context) error {
	return f.commit(ctx, sql.LevelSerializable, func(tx *gorm.DB) error {
		var number int
		if err := tx.Raw("SELECT user_version FROM pragma_user_version").Take(&number).Error; err != nil {
			return err
		}
		// SQLite writes the first page for this, also when the number is the same.
		return tx.Exec(fmt.Sprintf("PRAGMA user_version = %d", number)).Error
	})
}

func (f *sqliteFile) folder() string { return filepath.Dir(f.path) }

// close has SQLite move its log into the file and delete what is beside it, unless the
// file has moved: SQLite looks, and then leaves all as it is.
func (f *sqliteFile) close() error {
	var errs []error
	if f.writes != nil {
		f.writes.close()
	}
	if f.check != nil {
		errs = append(errs, f.check.close())
	}
	if f.moves != nil {
		errs = append(errs, f.moves.close())
	}
	return errors.Join(append(errs, f.pools.close())...)
}
