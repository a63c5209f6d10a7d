package gormstore

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// moveTo names the variables that have [TestMoveUntilKilled] do something.
const (
	moveFrom = "GORMSTORE_TEST_MOVE_FROM"
	moveTo   = "GORMSTORE_TEST_MOVE_TO"
	moveStop = "GORMSTORE_TEST_MOVE_STOP"
)

// whenMade is a log that does something once it says that tables were made. It may say
// before that a machine is slow.
type whenMade struct {
	slog.Handler

	do func()
}

func (l whenMade) Enabled(context.Context, slog.Level) bool { return true }

func (l whenMade) Handle(_ context.Context, line slog.Record) error {
	if line.Message == "database layout updated" {
		l.do()
	}
	return nil
}

// TestMoveUntilKilled is the process that the test below kills. It stops after so many
// reports, or when the tables are made for none, and never goes on.
func TestMoveUntilKilled(t *testing.T) {
	t.Parallel()
	from := os.Getenv(moveFrom)
	if from == "" {
		return
	}
	var reports, stop int
	if _, err := fmt.Sscan(os.Getenv(moveStop), &stop); err != nil {
		t.Fatal(err)
	}
	hang := func() {
		if reports == stop {
			fmt.Fprintln(os.Stdout, "stopped")
			select {}
		}
	}
	log := slog.New(whenMade{slog.DiscardHandler, hang})
	_, err := move(t.Context(), from, os.Getenv(moveTo), log, 3, func(Moved) { // in the middle of a table, too
		reports++
		hang()
	})
	t.Fatal(err)
}

func TestAMoveThatIsKilledGoesOn(t *testing.T) {
	t.Parallel()
	eachWay(t, func(t *testing.T, first, second string) {
		t.Helper()
		before := dump(t, first)
		for _, stop := range []int{0, 1, 9, 22, 50} {
			killAfter(t, anotherProcess(t, "TestMoveUntilKilled", moveFrom+"="+first, moveTo+"="+second, fmt.Sprintf("%s=%d", moveStop, stop)), 1)
			openBad(t, second, "not whole", "migrate-to")
		}
		other := emptyOf(t, second)
		if err := migrateAt(other); err != nil {
			t.Fatal(err)
		}
		leaveBehind(t, other)
		databasetest.Alter(t, other, "UPDATE instrument_versions SET first_seen_at = first_seen_at + 1")
		if err := moveAll(t, other, second); err == nil || !strings.Contains(err.Error(), "of another database") {
			t.Errorf("another was moved into it: %v", err)
		}
		if err := moveAll(t, first, second); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(before, dump(t, second)); diff != "" {
			t.Errorf("(-first +second):\n%s", diff)
		}
	})
}

// One that is stopped before it marked the other database has left it as it was.
func TestAMoveThatIsStoppedSaysWhetherItHasBegun(t *testing.T) {
	t.Parallel()
	eachWay(t, func(t *testing.T, first, second string) {
		t.Helper()
		ctx, stop := context.WithCancel(t.Context())
		stop()
		if err := Move(ctx, first, second, slog.New(slog.DiscardHandler), func(Moved) {}); err == nil || !strings.Contains(err.Error(), "nothing was copied yet") {
			t.Errorf("stopped at once, it says %v", err)
		}
		ctx, stop = context.WithCancel(t.Context())
		err := Move(ctx, first, second, slog.New(whenMade{slog.DiscardHandler, stop}), func(Moved) {})
		if !errors.Is(err, context.Canceled) || !strings.Contains(err.Error(), "goes on") {
			t.Errorf("stopped while tables are made, it says %v", err)
		}
		openBad(t, second, "not whole")
		if err := moveAll(t, first, second); err != nil {
			t.Errorf("done again: %v", err)
		}
	})
}

// Nothing that may take long comes after the mark is gone: who stops it then is told to do
// it again, and would find a database that holds something. PostgreSQL counts its rows at
// the end, and waits for whoever locks one of the tables.
func TestAMoveThatIsStoppedAtItsEndGoesOn(t *testing.T) {
	t.Parallel()
	first, second := databasetest.SQLite(t, migrateAt), databasetest.EmptyPostgres(t)
	live(t, first)
	ctx, stop := context.WithCancel(t.Context())
	compares, goesOn, ended := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	meet := sync.OnceFunc(func() { close(compares); <-goesOn })
	go func() {
		ended <- Move(ctx, first, second, slog.New(slog.DiscardHandler), func(m Moved) {
			if m.Step == Comparing {
				meet()
			}
		})
	}()
	select {
	case <-compares:
	case err := <-ended:
		t.Fatalf("it ended with %v", err)
	}
	other, look := connectTo(t, second), connectTo(t, second)
	execOn(t, other, "BEGIN", "LOCK TABLE responses IN SHARE UPDATE EXCLUSIVE MODE")
	close(goesOn)
	until(t, look, "SELECT count(*) > 0 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")
	stop()
	if err := <-ended; !errors.Is(err, context.Canceled) || !strings.Contains(err.Error(), "goes on") {
		t.Fatalf("stopped, it says %v", err)
	}
	execOn(t, other, "ROLLBACK")
	openBad(t, second, "not whole")
	if err := moveAll(t, first, second); err != nil {
		t.Errorf("done again: %v", err)
	}
}
