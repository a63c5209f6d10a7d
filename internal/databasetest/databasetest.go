// Package databasetest gives each test an empty database of its own, in an
// SQLite file or on a PostgreSQL server, so that what is tested meets the real
// thing and no test meets another. Making the tables takes longer than most
// tests do. So it is done once for each kind, and every test gets a copy.
//
// The package knows no tables. Whoever uses it says how they are made, with a
// [Migrate], so that the store's own tests can use it too. The server is one
// that the tests start themselves, or the one that TEST_POSTGRES_DSN names. Its
// user must be allowed to make databases. Where there is none, tests that need
// it are skipped, and say so.
package databasetest

import (
	"context"
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"testing"

	_ "github.com/mattn/go-sqlite3" // the driver "sqlite3"
)

// Migrate makes the tables of the database at an address, which has none, and
// lets go of it. All calls in one process must make the same ones: only the
// first for each kind of database is used.
type Migrate func(address string) error

// atOnce is how many tests run at a time for each processor, unless -parallel says
// otherwise: some wait, for a server, a lock or another process. So many workers fuzz, too.
const atOnce = 2

// Main runs the tests of a package, then removes what this package made, and
// returns the code to exit with. It belongs into TestMain. Where there is room,
// temporary files of the tests are in memory.
func Main(m *testing.M) int {
	leave, err := settle()
	if err = errors.Join(err, flag.Set("test.parallel", strconv.Itoa(atOnce*runtime.GOMAXPROCS(0)))); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	code := m.Run()
	if err := errors.Join(server.stop(), leave()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return max(code, 1)
	}
	return code
}

// OnBoth runs test once on an empty, migrated database of each kind. Each is a
// subtest that runs beside others and has the name of its kind, SQLite or
// PostgreSQL.
func OnBoth(t *testing.T, migrate Migrate, test func(t *testing.T, address string)) {
	t.Helper()
	for kind, database := range map[string]func(testing.TB, Migrate) string{"SQLite": SQLite, "PostgreSQL": Postgres} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			test(t, database(t, migrate))
		})
	}
}

// Alter runs statements on the database at an address, past all that would keep
// them from it but the database's own rules.
func Alter(t testing.TB, address string, statements ...string) {
	t.Helper()
	db := open(t, address)
	defer func() { _ = db.Close() }() // a server has few places, and there may be many changes
	for _, statement := range statements {
		if _, err := db.ExecContext(t.Context(), statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
}

// HideAllBut renames every table of an SQLite file but those named: whoever asks
// for another from now on fails.
func HideAllBut(t testing.TB, address string, kept ...string) {
	t.Helper()
	var renames []string
	for _, table := range tables(t, address) {
		if !slices.Contains(kept, table) {
			renames = append(renames, fmt.Sprintf("ALTER TABLE %s RENAME TO hidden_%s", table, table))
		}
	}
	Alter(t, address, renames...)
}

func tables(t testing.TB, address string) (names []string) {
	t.Helper()
	rows, err := open(t, address).QueryContext(t.Context(), "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return names
}

// Hold keeps all others from writing to an SQLite file, as another program may,
// until letGo is called.
func Hold(t testing.TB, address string) (letGo func()) {
	t.Helper()
	db := open(t, address)
	db.SetMaxOpenConns(1) // so that both statements are on one connection
	if _, err := db.ExecContext(t.Context(), "BEGIN EXCLUSIVE"); err != nil {
		t.Fatal(err)
	}
	return func() {
		if _, err := db.ExecContext(t.Context(), "ROLLBACK"); err != nil {
			t.Error(err)
		}
	}
}

// open returns a way into the database at an address that goes when t ends.
func open(t testing.TB, address string) *sql.DB {
	t.Helper()
	driver := "pgx"
	if IsFile(address) {
		driver = "sqlite3"
	}
	db, err := sql.Open(driver, address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// NewFile returns the path of a database file that is not there yet. Its folder
// goes when t ends.
func NewFile(t testing.TB) string {
	t.Helper()
	return filepath.Join(t.TempDir(), "sevenrungs.db")
}

// file is what a migrated file holds.
var file struct {
	migrate sync.Once
	content []byte
	err     error
}

// SQLite returns the path of an empty, migrated database that goes when t ends.
func SQLite(t testing.TB, migrate Migrate) string {
	t.Helper()
	file.migrate.Do(func() { file.content, file.err = migratedFile(migrate) })
	if file.err != nil {
		t.Fatal(file.err)
	}
	path := NewFile(t)
	if err := os.WriteFile(path, file.content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// migratedFile returns what a file holds after migrate. The folder it was in is
// not that of a test, since more than one test needs it.
func migratedFile(migrate Migrate) (content []byte, err error) {
	folder, err := os.MkdirTemp("", "sevenrungs")
	if err != nil {
		return nil, err
	}
	path := filepath.Join(folder, "template.db")
	if err = migrate(path); err == nil {
		content, err = os.ReadFile(path)
	}
	return content, errors.Join(err, os.RemoveAll(folder))
}

// Postgres returns the URL of an empty, migrated database that goes when t ends.
// It skips t when there is no PostgreSQL.
func Postgres(t testing.TB, migrate Migrate) string {
	t.Helper()
	needServer(t)
	server.migrate.Do(func() { server.template, server.migrateErr = server.migrated(migrate) })
	if server.migrateErr != nil {
		t.Fatal(server.migrateErr)
	}
	return makeDatabase(t, server.template)
}

// EmptyPostgres is as [Postgres], with no tables.
func EmptyPostgres(t testing.TB) string {
	t.Helper()
	needServer(t)
	return makeDatabase(t, "template0")
}

// MissingPostgres returns the URL of a database that the server does not have.
func MissingPostgres(t testing.TB) string {
	t.Helper()
	needServer(t)
	return server.address("nowhere")
}

// needServer starts the server, or skips the test if there is none to start.
func needServer(t testing.TB) {
	t.Helper()
	server.start.Do(func() { server.startErr = server.prepare() })
	if errors.Is(server.startErr, errNoPostgres) {
		t.Skip(server.startErr)
	}
	if server.startErr != nil {
		t.Fatal(server.startErr)
	}
}

func makeDatabase(t testing.TB, template string) string {
	t.Helper()
	name := fmt.Sprintf("%s_%d", server.prefix, server.made.Add(1))
	onServer(t, "CREATE DATABASE "+name+copyOf(template))
	t.Cleanup(func() { server.drop(name) })
	return server.address(name)
}

func onServer(t testing.TB, statement string) {
	t.Helper()
	if _, err := server.admin.ExecContext(context.WithoutCancel(t.Context()), statement); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

// Rows returns how many rows a table has.
func Rows(t testing.TB, address, table string) (rows int) {
	t.Helper()
	db := open(t, address)
	defer func() { _ = db.Close() }()
	if err := db.QueryRowContext(t.Context(), "SELECT count(*) FROM "+table).Scan(&rows); err != nil {
		t.Fatal(err)
	}
	return rows
}
