package gormstore

import (
	"slices"
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

// Nobody owes more than two windows, whatever was counted and whichever way the
// clock of the server was put.
func TestWhatIsOwedHasAnEnd(t *testing.T) {
	t.Parallel()
	address := databasetest.Postgres(t, migrateAt)
	ledger := ledgerAt(t, address)
	used(t, ledger, "Ann", time.Minute)
	databasetest.Alter(t, address, "UPDATE used_allowances SET whole_at = whole_at + 3600000000")
	if got := used(t, ledger, "Ann", time.Second); !isAbout(got, 2*time.Minute+time.Second) {
		t.Errorf("after the clock went back an hour, %v are used", got)
	}
	databasetest.Alter(t, address, "UPDATE used_allowances SET whole_at = 1")
	if got := used(t, ledger, "Ann", 40*time.Second); !isAbout(got, 40*time.Second) {
		t.Errorf("after it went on, %v are used", got)
	}
}

func TestWhoHasAllOfTheirAllowanceIsForgotten(t *testing.T) {
	t.Parallel()
	address := databasetest.Postgres(t, migrateAt)
	ledger := ledgerAt(t, address)
	used(t, ledger, "long ago", 0)
	used(t, ledger, "now", time.Hour)
	if err := ledger.Forget(t.Context()); err != nil {
		t.Fatal(err)
	}
	var left []string
	if err := ledger.db.Raw("SELECT id FROM used_allowances").Scan(&left).Error; err != nil || !slices.Equal(left, []string{hashed("now")}) {
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
