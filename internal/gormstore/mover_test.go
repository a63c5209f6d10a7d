package gormstore

import (
	"database/sql"
	"fmt"
	"os"
	"testing"
	"testing/synctest"
	"time"

	"gorm.io/gorm"

	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// A file that is copied while its service is idle holds all that was written.
func TestTheFileOfAnIdleServiceHoldsAll(t *testing.T) {
	t.Parallel()
	path := databasetest.NewFile(t)
	synctest.Test(t, func(t *testing.T) {
		store := openAt(t, path)
		requireLayout(t, copyOf(t, path), store.layout)
		var numbers []int
		for n := range 20 {
			if err := keepOne(t, store, n); err != nil {
				t.Fatal(err)
			}
			numbers = append(numbers, n)
		}
		time.Sleep(2 * idleFor)
		synctest.Wait()
		requireAll(t, copyOf(t, path), numbers)
	})
}

// copyOf copies the file at path, and nothing beside it, to a folder of its own.
func copyOf(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	to := databasetest.NewFile(t)
	if err := os.WriteFile(to, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return to
}

func requireLayout(t *testing.T, path string, want int64) {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+path+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var layout int64
	if err := db.QueryRowContext(t.Context(), newestLayout).Scan(&layout); err != nil || layout != want {
		t.Errorf("a copy has layout %d (%v), want %d", layout, err, want)
	}
}

// pages writes as many pages as are asked for, in one write.
func pages(t *testing.T, store *Store, n int) {
	t.Helper()
	err := store.write(t.Context(), func(tx *gorm.DB) error {
		return tx.Exec(fmt.Sprintf("CREATE TABLE IF NOT EXISTS filler (x BLOB); INSERT INTO filler VALUES (zeroblob(%d))", n*pageSize)).Error
	})
	if err != nil {
		t.Fatal(err)
	}
}

// logOf returns how many pages are only in the log, and how many are in it at all.
func logOf(t *testing.T, store *Store) (left, length int) {
	t.Helper()
	left, length, err := fileOf(t, store).moves.left(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return left, length
}

// Few pages wait until nobody writes. Many do not, so that few are only in the log.
func TestPagesAreMovedWhenTheyAreManyOrNobodyWrites(t *testing.T) {
	t.Parallel()
	inBubble(t, func(t *testing.T, store *Store) {
		time.Sleep(2 * idleFor) // since it was opened
		synctest.Wait()
		for _, step := range []struct {
			written int
			pause   time.Duration
			stays   bool
		}{
			{10, 2 * lookEvery, true},
			{0, 2 * idleFor, false},
			{moveAt, 2 * lookEvery, false},
		} {
			if step.written > 0 {
				pages(t, store, step.written)
			}
			time.Sleep(step.pause)
			synctest.Wait()
			if left, _ := logOf(t, store); (left > 0) != step.stays {
				t.Errorf("%v after %d pages were written, %d are only in the log", step.pause, step.written, left)
			}
		}
	})
}

// However long others write without a pause, the log begins at its start again.
func TestTheLogBeginsAgain(t *testing.T) {
	t.Parallel()
	store := openAt(t, databasetest.SQLite(t, migrateAt))
	const each = 1000
	longest, begun := 0, false
	for range 4 * restartAt / each {
		pages(t, store, each)
		_, length := logOf(t, store)
		begun = begun || length < longest
		longest = max(longest, length)
	}
	if !begun {
		t.Errorf("the log got %d pages long, and did not begin again", longest)
	}
}

// Somebody who reads on keeps pages in the log, and nobody waits for that.
func TestPagesThatAreReadAreMovedLater(t *testing.T) {
	t.Parallel()
	inBubble(t, func(t *testing.T, store *Store) {
		time.Sleep(2 * idleFor)
		reading := store.read().Begin()
		var n int
		if err := reading.Raw("SELECT count(*) FROM organisations").Take(&n).Error; err != nil {
			t.Fatal(err)
		}
		for n := range 3 {
			if err := keepOne(t, store, n); err != nil {
				t.Fatal(err)
			}
		}
		time.Sleep(time.Minute)
		reading.Rollback()
		time.Sleep(2 * idleFor)
		synctest.Wait()
		if left, _ := logOf(t, store); left > 0 {
			t.Errorf("%d pages are still only in the log", left)
		}
	})
}
