package cli_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/internal/clock"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

const aDay = 24 * time.Hour

// machine has a clock that can be set. Time goes by as it does in the world.
type machine struct{ set atomic.Int64 }

func (m *machine) clocks() clock.Machine {
	start := time.Now()
	return clock.Machine{Read: func() (wall time.Time, ran time.Duration) {
		now := time.Now()
		return now.Round(0).Add(time.Duration(m.set.Load())), now.Sub(start)
	}}
}

// step sets the clock.
func (m *machine) step(by time.Duration) { m.set.Add(int64(by)) }

func TestAtTheStartTheClockIsHeldAgainstTheDatabase(t *testing.T) {
	t.Parallel()
	forBoth(t, func(t *testing.T, database string) {
		databasetest.Alter(t, database, fmt.Sprintf("INSERT INTO last_time (id, at) VALUES (1, %d)", time.Now().Add(time.Hour).UnixMilli()))
		s := startService(t, database)
		if _, ready := curl(t, s, []string{"/readyz", "", "", "/readyz"}); !strings.Contains(ready, `"clock_stepped"`) {
			t.Errorf("/readyz says %s", ready)
		}
		if err := s.stop(); err != nil {
			t.Error(err)
		}
		if said := strings.Count(s.log.String(), "the clock jumped"); said != 1 {
			t.Errorf("the log says it %d times:\n%s", said, s.log)
		}
	})
}

// What is due is closed in the first round, in which it is also wiped. So once that is
// done, it was not closed if it is open.
func TestWhatIsDueByAClockThatJumpedStaysOpen(t *testing.T) {
	t.Parallel()
	forBoth(t, func(t *testing.T, database string) {
		var m machine
		council := register(t, startOnClocks(t, m.clocks(), database))
		council.open(t, `"title":"Short breaks","closes_at":"`+time.Now().Add(10*aDay).UTC().Format(time.RFC3339)+`"`)
		untilRows(t, database, "last_time", 1)
		restart := func(by time.Duration) {
			t.Helper()
			if err := council.service.stop(); err != nil {
				t.Fatal(err)
			}
			databasetest.Alter(t, database, "INSERT INTO owed_wipes (leaving) VALUES (false)")
			m.set.Store(int64(by))
			council.service = startOnClocks(t, m.clocks(), database)
			untilRows(t, database, "owed_wipes", 0)
		}
		for _, tc := range []struct {
			by    time.Duration
			state string
		}{{400 * aDay, "open"}, {11 * aDay, "closed"}} {
			restart(tc.by)
			if got := council.list(t, tc.state); got != 1 {
				t.Errorf("with the clock %v ahead, %d are %s, want 1", tc.by, got, tc.state)
			}
		}
		if err := council.service.stop(); err != nil {
			t.Error(err)
		}
	})
}

// A clock that is set by less than a jump is believed at once, and the limits still go by
// the one that nobody sets.
func TestAClockThatIsPutBackALittleKeepsNobodyOut(t *testing.T) {
	t.Parallel()
	var m machine
	service := startOnClocks(t, m.clocks(), filepath.Join(t.TempDir(), "test.db"), "SEVENRUNGS_RATE_LIMIT=3")
	for n := range 3 {
		if !knock(t, service.url) {
			t.Errorf("after %d steps whoever was there before is kept out", n)
		}
		m.step(-clock.Jump + time.Second)
	}
	if knock(t, service.url) {
		t.Error("there is no limit")
	}
	if err := service.stop(); err != nil {
		t.Error(err)
	}
}

// untilRows waits until a table has so many rows.
func untilRows(t *testing.T, database, table string, want int) {
	t.Helper()
	for soon := time.Now().Add(time.Minute); databasetest.Rows(t, database, table) != want; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(soon) {
			t.Fatalf("%s never has %d rows", table, want)
		}
	}
}
