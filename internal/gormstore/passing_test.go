package gormstore

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/mattn/go-sqlite3"
	"gorm.io/gorm"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/assessmentstest"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

func TestWhichStatesOfADatabasePass(t *testing.T) {
	t.Parallel()
	for want, errs := range map[fault.Kind][]error{
		fault.Unavailable: {
			sqlite3.Error{Code: sqlite3.ErrBusy},
			sqlite3.Error{Code: sqlite3.ErrLocked},
			sqlite3.Error{Code: sqlite3.ErrFull},
			sqlite3.Error{Code: sqlite3.ErrIoErr},
			sqlite3.Error{Code: sqlite3.ErrCantOpen},
			sqlite3.Error{Code: sqlite3.ErrReadonly},
			sqlite3.Error{Code: sqlite3.ErrCorrupt},
			sqlite3.Error{Code: sqlite3.ErrNotADB},
			&pgconn.PgError{Code: "40001"}, &pgconn.PgError{Code: "40P01"}, &pgconn.PgError{Code: "53100"}, &pgconn.PgError{Code: "53300"}, &pgconn.PgError{Code: "55P03"},
			&pgconn.PgError{Code: "57P01"}, &pgconn.PgError{Code: "57P03"}, &pgconn.PgError{Code: "57014"}, &pgconn.PgError{Code: "58030"}, &pgconn.PgError{Code: "08006"}, &pgconn.PgError{Code: "25006"}, &pgconn.PgError{Code: "XX001"}, &pgconn.PgError{Code: "XX002"},
			&pgconn.ConnectError{}, &net.OpError{Op: "read", Err: syscall.ECONNRESET}, driver.ErrBadConn, io.ErrUnexpectedEOF,
			&net.OpError{Op: "dial", Err: syscall.EMFILE}, syscall.EMFILE, syscall.ENFILE, &fs.PathError{Op: "write", Err: syscall.ENOSPC}, syscall.EROFS, syscall.EIO, syscall.ENOMEM,
		},
		"": {
			nil, errors.New("other"), gorm.ErrRecordNotFound, context.Canceled, context.DeadlineExceeded, io.EOF,
			sqlite3.Error{Code: sqlite3.ErrConstraint},
			sqlite3.Error{Code: sqlite3.ErrError},
			sqlite3.Error{Code: sqlite3.ErrInterrupt},
			&pgconn.PgError{Code: "23505"}, &pgconn.PgError{Code: "42601"}, &pgconn.PgError{Code: "28P01"}, &pgconn.PgError{Code: "XX000"},
		},
		fault.NotFound: {fault.NoSuch("key")},
	} {
		for _, err := range errs {
			if err != nil {
				err = fmt.Errorf("read: %w", err)
			}
			got := translate(translate(err))
			if fault.KindOf(got) != want || !errors.Is(got, err) {
				t.Errorf("%v is %q, want %q", err, fault.KindOf(got), want)
			}
		}
	}
}

// keepOne tries to keep a new organisation.
func keepOne(t *testing.T, store *Store, n int) error {
	t.Helper()
	return store.Write(t.Context(), func(tx assessments.Tx) error { return tx.AddOrganisation(t.Context(), assessmentstest.Organisation(n)) })
}

// A disk that is full is told by SQLite in the same way as a file that may not
// grow.
func TestAFullDiskPasses(t *testing.T) {
	t.Parallel()
	store := openAt(t, databasetest.NewFile(t))
	if err := keepOne(t, store, 1); err != nil {
		t.Fatal(err)
	}
	limit := func(pages int) {
		if err := store.write(t.Context(), func(tx *gorm.DB) error { return tx.Exec(fmt.Sprintf("PRAGMA max_page_count = %d", pages)).Error }); err != nil {
			t.Fatal(err)
		}
	}
	limit(1) // no fewer than there are
	var err error
	for n := 2; n < 500 && err == nil; n++ {
		err = keepOne(t, store, n)
	}
	if fault.KindOf(err) != fault.Unavailable {
		t.Fatalf("on a full disk: %v", err)
	}
	if err := store.Ready(t.Context()); fault.KindOf(err) != fault.Unavailable {
		t.Errorf("it is ready: %v", err)
	}
	if _, err := store.Organisation(t.Context(), assessmentstest.ID(1)); err != nil {
		t.Errorf("it cannot be read: %v", err)
	}
	if _, err := store.Organisation(t.Context(), assessmentstest.ID(999)); fault.KindOf(err) != fault.NotFound {
		t.Errorf("what is not there: %v", err)
	}
	if err := store.database.(*sqliteFile).writer.Exec("PRAGMA max_page_count = 1000000").Error; err != nil {
		t.Fatal(err)
	}
	if err := store.Ready(t.Context()); err != nil {
		t.Errorf("with room it is not ready: %v", err)
	}
	if err := keepOne(t, store, 999); err != nil {
		t.Errorf("with room: %v", err)
	}
}

// A file that somebody else writes to for too long passes, too.
func TestALockThatIsHeldForTooLongPasses(t *testing.T) {
	t.Parallel()
	path := databasetest.NewFile(t)
	store, other := openAt(t, path), openAt(t, path)
	if err := store.database.(*sqliteFile).writer.Exec("PRAGMA busy_timeout = 50").Error; err != nil {
		t.Fatal(err)
	}
	err := other.write(t.Context(), func(*gorm.DB) error {
		if err := keepOne(t, store, 1); fault.KindOf(err) != fault.Unavailable {
			t.Errorf("while another holds the lock: %v", err)
		}
		if err := store.Ready(t.Context()); fault.KindOf(err) != fault.Unavailable {
			t.Errorf("it is ready: %v", err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Ready(t.Context()); err != nil {
		t.Errorf("afterwards it is not ready: %v", err)
	}
	if err := keepOne(t, store, 1); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}

// On PostgreSQL, a lock that is not to be had in time and a server that throws
// everybody out pass.
func TestWhatAServerPutsOffPasses(t *testing.T) {
	t.Parallel()
	path := databasetest.Postgres(t, migrateAt)
	store, other := openAt(t, path), openAt(t, path)
	for name, statement := range map[string]string{
		"a lock":     "SET LOCAL lock_timeout = '50ms'; LOCK TABLE organisations",
		"a time":     "SET LOCAL statement_timeout = '50ms'; SELECT pg_sleep(30)",
		"a farewell": "SELECT pg_terminate_backend(pg_backend_pid())",
	} {
		err := other.write(t.Context(), func(held *gorm.DB) error {
			if err := held.Exec("LOCK TABLE organisations").Error; err != nil {
				return err
			}
			err := store.write(t.Context(), func(tx *gorm.DB) error { return tx.Exec(statement).Error })
			if fault.KindOf(err) != fault.Unavailable {
				t.Errorf("%s: %v", name, err)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := store.Ready(t.Context()); err != nil {
			t.Errorf("after %s it is not ready: %v", name, err)
		}
	}
}
