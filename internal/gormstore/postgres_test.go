package gormstore

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"
	"gorm.io/gorm"

	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

func TestNameHoldsNoSecret(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"/var/lib/sevenrungs.db": "/var/lib/sevenrungs.db",
		"a b@c:d.db":             "a b@c:d.db",
		"postgres://ann:hunter2@db.example.org:5432/rungs":            "postgres://db.example.org:5432/rungs",
		"postgresql://ann@db.example.org/rungs?password=hunter2":      "postgresql://db.example.org/rungs",
		"postgres:///rungs?host=/run/postgresql&sslpassword=hunter2":  "postgres:///rungs",
		"postgres://ann:hunter2/x@db.example.org/rungs":               "postgres://…",
		"postgres://ann:hunter2%zz@db.example.org/rungs":              "postgres://…",
		"mysql://ann:hunter2@db.example.org/rungs":                    "mysql://db.example.org/rungs",
		"postgres://ann:hunt@er2@db.example.org/rungs#hunter2@hidden": "postgres://db.example.org/rungs",
	} {
		if got := Name(address); got != want {
			t.Errorf("%q is shown as %q, want %q", address, got, want)
		}
	}
}

func TestOpenRefusesAddressesOfNoPostgreSQL(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"postgres://ann:hunter2@host:port/rungs":                         "cannot be read",
		"postgres://ann:hunter2@host:99999/rungs":                        "cannot be read",
		"postgres://ann:hunter2%zz@host/rungs":                           "cannot be read",
		"postgres://ann:hunter2@host/rungs?sslmode=hunter2":              "cannot be read",
		"postgres://ann:hunter2/@host/rungs":                             "cannot be read",
		"postgres://ann:hunter2@/rungs?host=/nowhere":                    "cannot be reached",
		"postgres://ann@127.0.0.1:1/rungs?password=hunter2":              "cannot be reached",
		"postgresql://ann:hunter2@127.0.0.1:1/rungs?sslmode=verify-full": "cannot be reached",
	} {
		openBad(t, address, Name(address), want)
	}
}

// withPassword puts a password into the address, which our own server ignores.
func withPassword(address string) string {
	return strings.Replace(address, "tests@", "tests:hunter2@", 1)
}

func TestOpenRefusesWhatIsNoDatabaseOfOursOnPostgreSQL(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct{ statement, want string }{
		"tables of another program": {"DROP TABLE goose_db_version", "another program"},
		"a newer layout":            {"INSERT INTO goose_db_version (version_id, is_applied) VALUES (999, true)", "newer release"},
		"a server that only reads":  {"ALTER DATABASE %s SET default_transaction_read_only = on", "cannot be written"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			address := databasetest.Postgres(t, migrateAt)
			store := openAt(t, address)
			var database string
			err := store.read().Raw("SELECT current_database()").Scan(&database).Error
			if err == nil {
				err = postgresOf(t, store).writer.Exec(strings.ReplaceAll(tc.statement, "%s", database)).Error
			}
			if err != nil {
				t.Fatal(err)
			}
			openBad(t, withPassword(address), tc.want)
		})
	}
}

func TestOpenRefusesAMissingDatabaseOnPostgreSQL(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	_, err := Open(t.Context(), withPassword(databasetest.MissingPostgres(t)), slog.New(slog.NewTextHandler(&log, nil)))
	if err == nil || !strings.Contains(err.Error(), "no database of this name") || strings.Contains(err.Error()+log.String(), "hunter2") {
		t.Errorf("got %v, and in the log %q", err, log.String())
	}
}

func TestManyProcessesMayOpenANewDatabaseAtOnceOnPostgreSQL(t *testing.T) {
	t.Parallel()
	openByProcesses(t, databasetest.EmptyPostgres(t))
}

func postgresOf(t *testing.T, store *Store) *postgresServer {
	t.Helper()
	server, ok := store.database.(*postgresServer)
	if !ok {
		t.Fatalf("the store is on a %T", store.database)
	}
	return server
}

func TestReaderCannotWriteOnPostgreSQL(t *testing.T) {
	t.Parallel()
	store := openAt(t, databasetest.Postgres(t, migrateAt))
	if err := store.read().Exec("DELETE FROM instrument_versions").Error; err == nil {
		t.Error("the reader wrote")
	}
}

// Each of two writes counts the rows and writes one of its own if there is
// none. Alone, the second would find the row of the first.
func TestWritesInEachOthersWayAreTriedAgainOnPostgreSQL(t *testing.T) {
	t.Parallel()
	var pauses atomic.Int64
	store := openAt(t, databasetest.Postgres(t, migrateAt), WithJitter(func() float64 { pauses.Add(1); return 0.5 }))
	var both sync.WaitGroup
	both.Add(2)
	runAtOnce(t, 2, func() error {
		meet := sync.OnceFunc(func() { both.Done(); both.Wait() })
		id := fmt.Sprintf("writer-%p", &meet)
		return store.write(t.Context(), func(tx *gorm.DB) error {
			var rows int64
			if err := tx.Model(&instrumentVersion{}).Count(&rows).Error; err != nil {
				return err
			}
			meet() // on the first try, both have counted before either writes
			if rows > 0 {
				return nil
			}
			return insert(id)(tx)
		})
	})
	if got := idsOf(t, store); len(got) != 1 {
		t.Errorf("the rows are %q, want one", got)
	}
	if pauses.Load() == 0 {
		t.Error("neither write paused, so they cannot have met")
	}
}

// TestALongWriteIsNotKeptOffForEverOnPostgreSQL has a short write change what a
// long one has read, each time before it ends.
func TestALongWriteIsNotKeptOffForEverOnPostgreSQL(t *testing.T) {
	t.Parallel()
	store := openAt(t, databasetest.Postgres(t, migrateAt), WithJitter(func() float64 { return 0 }))
	tries := 0
	err := store.write(t.Context(), countAndInsert("long", func() error {
		if tries++; tries > sharedTries {
			return nil // it is alone
		}
		return store.write(t.Context(), countAndInsert(fmt.Sprintf("short-%d", tries), nil))
	}))
	if err != nil || tries != sharedTries+1 {
		t.Errorf("after %d tries: %v", tries, err)
	}
	alone := postgresOf(t, store).turns.places
	if !alone.TryAcquire(poolSize) {
		t.Error("it did not give its turns back")
	}
}

// countAndInsert counts the rows, does what is in between, and adds one.
func countAndInsert(id string, between func() error) func(*gorm.DB) error {
	return func(tx *gorm.DB) error {
		var rows int64
		if err := tx.Model(&instrumentVersion{}).Count(&rows).Error; err != nil {
			return err
		}
		if between != nil {
			if err := between(); err != nil {
				return err
			}
		}
		return insert(id)(tx)
	}
}

func TestTryingAgainEndsOnPostgreSQL(t *testing.T) {
	t.Parallel()
	store := openAt(t, databasetest.Postgres(t, migrateAt), WithJitter(func() float64 { return 0 }))
	for code, want := range map[string]int{serializationFailure: maxTries, deadlockDetected: maxTries, outOfMemory: maxTries, "23505": 1} {
		tries := 0
		cause := &pgconn.PgError{Code: code}
		err := store.write(t.Context(), func(tx *gorm.DB) error {
			tries++
			return errors.Join(insert("never")(tx), cause)
		})
		if tries != want {
			t.Errorf("%s: %d tries, want %d", code, tries, want)
		}
		if unavailable := fault.KindOf(err) == fault.Unavailable; unavailable != (want > 1) || err == nil {
			t.Errorf("%s: ends as %v", code, err)
		}
	}
	checkIDs(t, store)
}

func TestTryingAgainStopsWithItsCallerOnPostgreSQL(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	store := openAt(t, databasetest.Postgres(t, migrateAt), WithJitter(func() float64 { cancel(); return 1 }))
	tries := 0
	err := store.write(ctx, func(*gorm.DB) error {
		tries++
		return &pgconn.PgError{Code: serializationFailure}
	})
	if !errors.Is(err, context.Canceled) || tries != 1 {
		t.Errorf("%v after %d tries, want a cancellation after one", err, tries)
	}
}

func TestAWriteWhoseTimeIsUpOnPostgreSQL(t *testing.T) {
	t.Parallel()
	store := openAt(t, databasetest.Postgres(t, migrateAt))
	for name, tc := range map[string]struct {
		last   func(*gorm.DB) error // what is done when the time is up
		unsure bool
	}{
		"before its end":    {insert("second"), false},
		"before its commit": {func(*gorm.DB) error { return nil }, true},
	} {
		ctx, cancel := context.WithCancel(t.Context())
		err := store.write(ctx, func(tx *gorm.DB) error {
			if err := insert("first")(tx); err != nil {
				return err
			}
			cancel()
			return tc.last(tx)
		})
		if !errors.Is(err, context.Canceled) || strings.Contains(err.Error(), "may have happened") != tc.unsure {
			t.Errorf("%s: %v", name, err)
		}
	}
	checkIDs(t, store)
}
