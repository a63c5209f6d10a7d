package gormstore

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"gorm.io/gorm"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/assessmentstest"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// Many write to a table that somebody has locked, and go on doing so. Others get
// their turn all the while.
func TestATableThatIsLockedHoldsNobodyElseOnPostgreSQL(t *testing.T) {
	t.Parallel()
	address := databasetest.Postgres(t, migrateAt)
	store, other := openAt(t, address), openAt(t, address)
	err := other.write(access.TakingLong(t.Context()), func(held *gorm.DB) error {
		if err := held.Exec("LOCK TABLE responses").Error; err != nil {
			return err
		}
		ctx, enough := context.WithCancel(t.Context())
		var stuck sync.WaitGroup
		defer stuck.Wait()
		defer enough()
		for range 64 {
			stuck.Go(func() {
				for ctx.Err() == nil {
					err := store.write(ctx, func(tx *gorm.DB) error { return tx.Exec("DELETE FROM responses WHERE false").Error })
					if ctx.Err() == nil && fault.KindOf(err) != fault.Unavailable {
						t.Errorf("to the locked table: %v", err)
						return
					}
				}
			})
		}
		for n := range 3 {
			began := time.Now()
			if err := keepOne(t, store, n); err != nil {
				t.Errorf("beside it: %v", err)
			}
			if took := time.Since(began); took > 3*time.Second { // it was 6.7 s; on a machine with nothing else to do it is half of one
				t.Errorf("beside it: after %v", took)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// What takes long has places of its own: with all of them taken, others write and
// read.
func TestWhatTakesLongIsInNobodysWayOnPostgreSQL(t *testing.T) {
	t.Parallel()
	store := openAt(t, databasetest.Postgres(t, migrateAt))
	var inside sync.WaitGroup
	inside.Add(patientPlaces)
	end := make(chan struct{})
	var all sync.WaitGroup
	for range patientPlaces {
		all.Go(func() {
			err := store.write(access.TakingLong(t.Context()), func(tx *gorm.DB) error {
				var statement, lock string
				if err := errors.Join(tx.Raw("SHOW statement_timeout").Scan(&statement).Error, tx.Raw("SHOW lock_timeout").Scan(&lock).Error); err != nil {
					return err
				}
				if statement != "30min" || lock != "5s" {
					t.Errorf("a statement may take %s, and wait %s for a lock", statement, lock)
				}
				inside.Done()
				<-end
				return nil
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	inside.Wait()
	if err := keepOne(t, store, 1); err != nil {
		t.Error(err)
	}
	if _, err := store.Organisation(t.Context(), assessmentstest.ID(1)); err != nil {
		t.Error(err)
	}
	close(end)
	all.Wait()
}

func TestNothingTakesForEverOnPostgreSQL(t *testing.T) {
	t.Parallel()
	address := databasetest.Postgres(t, migrateAt)
	for name, tc := range map[string]struct {
		more          string
		write         bool
		statement     string
		lock, perhaps string
	}{
		"a write":                     {"", true, "10s", "500ms", "30s"},
		"a read":                      {"", false, "10s", "100ms", "30s"},
		"as the address has it":       {"&statement_timeout=700", true, "700ms", "500ms", "30s"},
		"reading, as the address has": {"&statement_timeout=700", false, "700ms", "100ms", "30s"},
	} {
		store := openAt(t, address+tc.more)
		on := store.read()
		if tc.write {
			on = postgresOf(t, store).writer
		}
		for setting, want := range map[string]string{"statement_timeout": tc.statement, "lock_timeout": tc.lock, "idle_in_transaction_session_timeout": tc.perhaps} {
			var got string
			if err := on.Raw("SHOW " + setting).Scan(&got).Error; err != nil || got != want {
				t.Errorf("%s: %s is %s, want %s (%v)", name, setting, got, want, err)
			}
		}
	}
}

// Somebody pulls the plug: whoever waits for an answer is told in time, and all is
// well once it is back.
func TestASilentServerIsGivenUpOnPostgreSQL(t *testing.T) {
	t.Parallel()
	line := databasetest.NewLine(t, databasetest.Postgres(t, migrateAt))
	store := openAt(t, line.Address+"&statement_timeout=100&connect_timeout=1")
	if err := keepOne(t, store, 1); err != nil {
		t.Fatal(err)
	}
	line.Cut()
	began := time.Now()
	var all sync.WaitGroup
	for n := range 3 * poolSize {
		all.Go(func() {
			if err := keepOne(t, store, 2+n); fault.KindOf(err) != fault.Unavailable {
				t.Errorf("a write: %v", err)
			}
		})
		all.Go(func() {
			if _, err := store.Organisation(t.Context(), assessmentstest.ID(1)); fault.KindOf(err) != fault.Unavailable {
				t.Errorf("a read: %v", err)
			}
		})
	}
	if err := store.Ready(t.Context()); fault.KindOf(err) != fault.Unavailable {
		t.Errorf("it is ready: %v", err)
	}
	all.Wait()
	if took := time.Since(began); took > 15*time.Second {
		t.Errorf("they learn of it after %v", took)
	}
	line.Mend()
	if err := retry(func() error { return keepOne(t, store, 99) }); err != nil {
		t.Error(err)
	}
}

// A door lets in as many as it may, in the order of asking, and lets wait no more,
// and no longer, than it may.
func TestOnlySoManyWaitAtADoor(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		full := errors.New("full")
		d := newDoor(2, func() error { return full })
		for range 2 {
			if err := d.enter(t.Context(), 1); err != nil {
				t.Fatal(err)
			}
		}
		answers := make(chan error, maxQueued)
		for range maxQueued {
			go func() { answers <- d.enter(t.Context(), 1) }()
		}
		synctest.Wait()
		began := time.Now()
		if err := d.enter(t.Context(), 1); !errors.Is(err, full) || time.Since(began) != 0 {
			t.Errorf("one too many: %v after %v", err, time.Since(began))
		}
		gone, leave := context.WithCancel(t.Context())
		leave()
		d.leave(1)
		if err := <-answers; err != nil || time.Since(began) != 0 {
			t.Errorf("the first that waits: %v after %v", err, time.Since(began))
		}
		if err := d.enter(gone, 1); !errors.Is(err, context.Canceled) {
			t.Errorf("who has gone: %v", err)
		}
		for range maxQueued - 1 {
			if err := <-answers; !errors.Is(err, full) || time.Since(began) != queueWithin {
				t.Fatalf("the others: %v after %v", err, time.Since(began))
			}
		}
		d.leave(1)
		d.leave(1)
		if err := d.enter(t.Context(), 2); err != nil {
			t.Errorf("alone: %v", err)
		}
	})
}

// Who reads is turned away at the door in the same words, by whatever way.
func TestWhoReadsIsTurnedAway(t *testing.T) {
	t.Parallel()
	bubbleForBoth(t, func(t *testing.T, store *Store) {
		t.Helper()
		at := store.read().ConnPool.(guardedPool).door
		at.waiting.Store(maxQueued)
		for at.places.TryAcquire(1) { // takes all
			defer at.leave(1)
		}
		var row struct{ ID string }
		for name, read := range map[string]func() error{
			"by gorm": func() error {
				_, err := store.Organisations(t.Context(), assessments.Scope{}, assessments.OrganisationFilter{}, access.Page{Limit: 1})
				return err
			},
			"by hand": func() error { _, err := store.KeyByLabel(t.Context(), "label"); return err },
			"a whole": func() error { return store.whole(t.Context(), func(view) error { return nil }) },
			"a row":   func() error { return translate(store.read().Raw("SELECT 1").Row().Scan(&row.ID)) },
			"no rows": func() error { return translate(store.read().Exec("SELECT 1").Error) },
		} {
			if err := read(); fault.KindOf(err) != fault.Unavailable || !strings.Contains(err.Error(), "Too many people") {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

// A file that another program holds is given up soon, also by those who come
// later.
func TestAFileThatIsHeldIsGivenUpSoon(t *testing.T) {
	t.Parallel()
	path := databasetest.SQLite(t, migrateAt)
	store, other := openAt(t, path), openAt(t, path)
	err := other.write(t.Context(), func(*gorm.DB) error {
		began := time.Now()
		for n := range 30 { // one after the other
			if err := keepOne(t, store, n); fault.KindOf(err) != fault.Unavailable {
				t.Errorf("while another holds it: %v", err)
			}
		}
		if took := time.Since(began); took > 2*busyTimeout {
			t.Errorf("30 writes were given up after %v", took)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := keepOne(t, store, 1); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}
