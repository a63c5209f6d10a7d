package gormstore

import (
	"fmt"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

func ledgerAt(t *testing.T, address string) *Ledger {
	t.Helper()
	ledger, found := openAt(t, address).Ledger()
	if !found {
		t.Fatal("there is no ledger")
	}
	return ledger
}

func TestAFileHasNoLedger(t *testing.T) {
	t.Parallel()
	if _, found := openAt(t, databasetest.SQLite(t, migrateAt)).Ledger(); found {
		t.Error("there is one")
	}
}

// used is how much of an allowance of a minute somebody has used, after some more.
func used(t *testing.T, ledger *Ledger, name string, more time.Duration) time.Duration {
	t.Helper()
	all, err := ledger.Count(t.Context(), time.Minute, map[string]time.Duration{name: more})
	if err != nil || len(all) != 1 {
		t.Fatalf("%v (%v)", all, err)
	}
	return all[name]
}

// isAbout allows for the time that the test took.
func isAbout(got, want time.Duration) bool { return got <= want && got > want-30*time.Second }

func TestWhatTwoCountIsAddedUp(t *testing.T) {
	t.Parallel()
	address := databasetest.Postgres(t, migrateAt)
	one, other := ledgerAt(t, address), ledgerAt(t, address)
	used(t, one, "Ann", 40*time.Second)
	if got := used(t, other, "Ann", 50*time.Second); !isAbout(got, 90*time.Second) {
		t.Errorf("40 and 50 seconds of Ann are %v", got)
	}
	if got := used(t, other, "Bob", 40*time.Second); !isAbout(got, 40*time.Second) {
		t.Errorf("what Ann used counts for Bob: %v", got)
	}
	if got := used(t, one, "Ann", 0); !isAbout(got, 90*time.Second) {
		t.Errorf("one does not learn what the other counted: %v", got)
	}
}

// Nobody owes more than two windows, whatever was counted.
func TestWhatIsOwedHasAnEnd(t *testing.T) {
	t.Parallel()
	address := databasetest.Postgres(t, migrateAt)
	ledger := ledgerAt(t, address)
	used(t, ledger, "Ann", time.Hour)
	if got := used(t, ledger, "Ann", time.Second); !isAbout(got, 2*time.Minute+time.Second) {
		t.Errorf("an hour of a minute is used, and %v are owed", got)
	}
	databasetest.Alter(t, address, "UPDATE used_allowances SET whole_at = 1")
	if got := used(t, ledger, "Ann", 40*time.Second); !isAbout(got, 40*time.Second) {
		t.Errorf("after the server's clock went on, %v are used", got)
	}
}

// A server whose clock is put back keeps nobody out, whatever they did before: all times
// in the ledger are then as far ahead.
func TestAServerWhoseClockIsPutBackKeepsNobodyOut(t *testing.T) {
	t.Parallel()
	for _, by := range []time.Duration{2 * time.Minute, time.Hour, 400 * 24 * time.Hour} {
		t.Run(by.String(), func(t *testing.T) {
			t.Parallel()
			address := databasetest.Postgres(t, migrateAt)
			one, other := ledgerAt(t, address), ledgerAt(t, address)
			if err := one.Forget(t.Context()); err != nil { // as at each start
				t.Fatal(err)
			}
			used(t, one, "Ann", time.Minute)
			used(t, one, "gone", time.Minute)
			registering := func(ledger *Ledger, more time.Duration) time.Duration {
				all, err := ledger.Count(t.Context(), time.Hour, map[string]time.Duration{"registering": more})
				if err != nil {
					t.Fatal(err)
				}
				return all["registering"]
			}
			registering(one, 12*time.Minute)
			databasetest.Alter(t, address, fmt.Sprintf("UPDATE used_allowances SET whole_at = whole_at + %d", by.Microseconds()))
			if got := used(t, other, "Ann", time.Second); !isAbout(got, time.Second) {
				t.Errorf("%v of Ann are used", got)
			}
			if got := registering(one, 6*time.Minute); !isAbout(got, 6*time.Minute) {
				t.Errorf("%v of registering are used", got)
			}
			if got := used(t, one, "Ann", 30*time.Second); !isAbout(got, 31*time.Second) {
				t.Errorf("what is used since is not counted: %v", got)
			}
			if rows := databasetest.Rows(t, address, "used_allowances WHERE id = '"+hashed("gone")+"'"); rows != 0 {
				t.Error("who does not return stays until the old time comes")
			}
		})
	}
}

func TestWhoHasAllOfTheirAllowanceIsForgotten(t *testing.T) {
	t.Parallel()
	address := databasetest.Postgres(t, migrateAt)
	ledger := ledgerAt(t, address)
	used(t, ledger, "long ago", 0)
	used(t, ledger, "now", time.Hour)
	for range 2 {
		if err := ledger.Forget(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	var left []string
	if err := ledger.db.Raw("SELECT id FROM used_allowances ORDER BY length(id) DESC").Scan(&left).Error; err != nil || !slices.Equal(left, []string{hashed("now"), serverClock}) {
		t.Errorf("left are %q (%v)", left, err)
	}
}

// Many at once are told in one go, and two that tell of the same do not wait for
// each other for ever.
func TestManyAreCountedAtOnce(t *testing.T) {
	t.Parallel()
	address := databasetest.Postgres(t, migrateAt)
	const rounds, callers = 20, 300
	many := map[string]time.Duration{}
	for n := range callers {
		many[string(rune('a'+n))] = time.Hour
	}
	two := make(chan *Ledger, 2)
	for range cap(two) {
		two <- ledgerAt(t, address)
	}
	var last []map[string]time.Duration
	ended := make(chan map[string]time.Duration, cap(two))
	runAtOnce(t, cap(two), func() (err error) {
		ledger := <-two
		var all map[string]time.Duration
		for range rounds {
			if all, err = ledger.Count(t.Context(), 1000*time.Hour, many); err != nil {
				return err
			}
		}
		ended <- all
		return nil
	})
	for range cap(two) {
		last = append(last, <-ended)
	}
	for name := range many {
		if got := max(last[0][name], last[1][name]); !isAbout(got, 2*rounds*time.Hour) {
			t.Fatalf("%q used %v, want %v", name, got, 2*rounds*time.Hour)
		}
	}
}

// Two forget who is over while two count the same, each in the same order.
func TestForgettingIsInNobodysWay(t *testing.T) {
	t.Parallel()
	address := databasetest.Postgres(t, migrateAt)
	many := map[string]time.Duration{}
	for n := range 300 {
		many[string(rune('a'+n))] = 0
	}
	both := make(chan *Ledger, 4)
	for range cap(both) {
		both <- ledgerAt(t, address)
	}
	var turn atomic.Int64
	runAtOnce(t, cap(both), func() (err error) {
		ledger, counts := <-both, turn.Add(1)%2 == 0
		for range 50 {
			if counts {
				_, err = ledger.Count(t.Context(), time.Minute, many)
			} else {
				err = ledger.Forget(t.Context())
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}
