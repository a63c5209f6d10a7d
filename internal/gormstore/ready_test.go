package gormstore

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"testing"
	"time"

	"gorm.io/gorm"

	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// Whoever asks whether a database is ready that another holds is told so long
// before the database gives up, and the lock need not be let go for that.
func TestReadyDoesNotWaitForALock(t *testing.T) {
	t.Parallel()
	databasetest.OnBoth(t, migrateAt, func(t *testing.T, path string) {
		t.Helper()
		store, other := openAt(t, path), openAt(t, path)
		store.within = 50 * time.Millisecond
		err := other.write(t.Context(), func(held *gorm.DB) error {
			if isPostgres(path) {
				if err := held.Exec("LOCK TABLE goose_db_version").Error; err != nil {
					return err
				}
			}
			for range 3 { // the first may have left something behind
				if err := store.Ready(t.Context()); fault.KindOf(err) != fault.Unavailable || !errors.Is(err, errNoAnswer) {
					t.Errorf("while another holds the lock: %v", err)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		store.within = time.Minute
		if err := store.Ready(t.Context()); err != nil {
			t.Errorf("afterwards it is not ready: %v", err)
		}
	})
}

// A queue that does not move in time is no better, and who hangs up learns only
// that they did.
func TestReadyDoesNotWaitForTheQueue(t *testing.T) {
	t.Parallel()
	inBubble(t, func(t *testing.T, store *Store) {
		goOn := hold(t, store)
		asked := time.Now()
		if err := store.Ready(t.Context()); !errors.Is(err, errNoAnswer) {
			t.Errorf("while a write takes long: %v", err)
		}
		if took := time.Since(asked); took != readyWithin {
			t.Errorf("it answers after %v, want %v", took, readyWithin)
		}
		gone, leave := context.WithCancel(t.Context())
		leave()
		if err := store.Ready(gone); !errors.Is(err, context.Canceled) || errors.Is(err, errNoAnswer) {
			t.Errorf("for who hung up: %v", err)
		}
		goOn()
		if err := store.Ready(t.Context()); err != nil {
			t.Errorf("afterwards it is not ready: %v", err)
		}
	})
}

// Only a commit reaches the disk, so there is one. It leaves all as it was.
func TestReadyCommitsAndLeavesNothing(t *testing.T) {
	t.Parallel()
	store := openAt(t, databasetest.SQLite(t, migrateAt))
	pool, err := store.read().DB()
	if err != nil {
		t.Fatal(err)
	}
	conn, err := pool.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	execAt(t, fileOf(t, store).path, "PRAGMA user_version = 7") // of somebody else's
	settings := []string{"user_version", "schema_version", "application_id", "page_count", "freelist_count"}
	read := func() (all []string) {
		for _, setting := range settings {
			all = append(all, setting+" "+pragma(t, conn, setting))
		}
		return all
	}
	before, version := read(), pragma(t, conn, "data_version")
	if err := store.Ready(t.Context()); err != nil {
		t.Fatal(err)
	}
	if pragma(t, conn, "data_version") == version {
		t.Error("nothing was committed, so nothing reached the disk")
	}
	if after := read(); !slices.Equal(after, before) {
		t.Errorf("%q became %q", before, after)
	}
}

func TestWhatIsLittleRoom(t *testing.T) {
	t.Parallel()
	const mb, gb = 1_000_000, 1_000_000_000
	for _, disk := range []struct {
		free, whole uint64
		want        bool
	}{
		{0, 0, true},
		{100*mb - 1, gb, true},
		{100 * mb, gb, false},
		{50*gb - 1, 1000 * gb, true},
		{50 * gb, 1000 * gb, false},
	} {
		if got := isLittle(disk.free, disk.whole); got != disk.want {
			t.Errorf("%d of %d bytes are little: %v", disk.free, disk.whole, got)
		}
	}
}

func TestRoomIsThatOfTheDisk(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	free, whole, known := room(folder)
	if known != (runtime.GOOS == "linux") || free > whole || known && whole == 0 {
		t.Errorf("%d of %d bytes are free (%v)", free, whole, known)
	}
	if _, _, known := room(folder + "/not-there"); known {
		t.Error("it knows the room of a folder that is not there")
	}
}
