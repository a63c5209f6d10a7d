package gormstore

import (
	"context"
	"errors"
	"runtime"
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
