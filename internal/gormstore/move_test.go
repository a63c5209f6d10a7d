package gormstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gorm.io/gorm/schema"

	"github.com/sevenrungs/sevenrungs/assessments/assessmentstest"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

func moveAll(t *testing.T, from, to string) error {
	t.Helper()
	return Move(t.Context(), from, to, slog.New(slog.DiscardHandler), func(Moved) {})
}

// emptyOf returns the address of a database of the other kind, without tables.
func emptyOf(t *testing.T, address string) string {
	t.Helper()
	if isPostgres(address) {
		return databasetest.NewFile(t)
	}
	return databasetest.EmptyPostgres(t)
}

// eachWay has a test move what a service leaves after a while from either kind of database
// to an empty one of the other kind.
func eachWay(t *testing.T, test func(t *testing.T, first, second string)) {
	t.Helper()
	databasetest.OnBoth(t, migrateAt, func(t *testing.T, first string) {
		t.Helper()
		live(t, first)
		test(t, first, emptyOf(t, first))
	})
}

// lived is what a service leaves behind after a while.
var lived databasetest.First[struct{}]

// live fills a new database with that.
func live(t *testing.T, address string) {
	t.Helper()
	lived.In(t, address, func() struct{} {
		leaveBehind(t, address)
		return struct{}{}
	})
}

// leaveBehind has a service leave it in a database.
func leaveBehind(t *testing.T, address string) {
	t.Helper()
	store, err := Open(t.Context(), address, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	service := assessmentstest.Service(t, store, 1)
	for i := range 3 {
		a := assessmentstest.OpenAssessment(t, service)
		for _, r := range startResponses(t, service, a, 5) {
			if err := submitResponse(t, service, r); err != nil {
				t.Fatal(err)
			}
		}
		if i == 0 {
			if err := closeAssessment(t, service, a); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	databasetest.Alter(t, address, "INSERT INTO owed_wipes DEFAULT VALUES")
}

// dump returns all rows of all tables, as both kinds of databases have them.
func dump(t *testing.T, address string) map[string][]string {
	t.Helper()
	s, err := openSide(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.close() }()
	all, err := s.tables(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	kept := map[string][]string{}
	for _, table := range all {
		slices.Sort(table.columns)
		rows, err := s.read(t.Context(), table, nil)
		if err != nil {
			t.Fatal(err)
		}
		for row := range rows.all {
			kept[table.name] = append(kept[table.name], fmt.Sprintf("%#v", row))
		}
		if err := rows.end(); err != nil {
			t.Fatal(err)
		}
		if table.counted != "" {
			last, err := s.counted(t.Context(), table)
			if err != nil {
				t.Fatal(err)
			}
			kept[table.name] = append(kept[table.name], fmt.Sprintf("counted to %d", last))
		}
	}
	return kept
}

func TestAMoveThereAndBackKeepsEveryRow(t *testing.T) {
	t.Parallel()
	eachWay(t, func(t *testing.T, first, second string) {
		t.Helper()
		before := dump(t, first)
		if err := moveAll(t, first, second); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(before, dump(t, second)); diff != "" {
			t.Errorf("there (-first +second):\n%s", diff)
		}
		third := emptyOf(t, second)
		if err := moveAll(t, second, third); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(before, dump(t, third)); diff != "" {
			t.Errorf("and back (-first +third):\n%s", diff)
		}
		if len(before["owed_wipes"]) != 2 || len(before["responses"]) != 10 || len(before["results"]) != 1 {
			t.Errorf("too little was moved: %v", before)
		}
		for _, address := range []string{second, third} { // both serve
			if err := migrateAt(address); err != nil {
				t.Error(err)
			}
		}
	})
}

// No number comes twice, even where the rows that had them are gone: webhooks have
// read up to those.
func TestAMoveGoesOnCountingWhereTheOtherWas(t *testing.T) {
	t.Parallel()
	eachWay(t, func(t *testing.T, first, second string) {
		t.Helper()
		var last int64
		kept := dump(t, first)["events"]
		if _, err := fmt.Sscanf(kept[len(kept)-1], "counted to %d", &last); err != nil || last < 4 {
			t.Fatalf("%v, %v", kept, err)
		}
		databasetest.Alter(t, first, "DELETE FROM events")
		if err := moveAll(t, first, second); err != nil {
			t.Fatal(err)
		}
		store := openAt(t, second)
		assessmentstest.OpenAssessment(t, assessmentstest.Service(t, store, 2))
		var next int64
		if err := store.read().Raw("SELECT min(seq) FROM events").Scan(&next).Error; err != nil || next != last+1 {
			t.Errorf("the next is %d, want %d: %v", next, last+1, err)
		}
	})
}

// Every table of the layout is moved: both read the same list.
func TestEveryTableIsMoved(t *testing.T) {
	t.Parallel()
	databasetest.OnBoth(t, migrateAt, func(t *testing.T, address string) {
		var names []string
		for _, row := range rows {
			parsed, err := schema.Parse(row, &sync.Map{}, schema.NamingStrategy{})
			if err != nil {
				t.Fatal(err)
			}
			names = append(names, parsed.Table)
		}
		slices.Sort(names)
		s, err := openSide(t.Context(), address)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = s.close() }()
		all, err := s.tables(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var moved []string
		for _, table := range all {
			moved = append(moved, table.name)
			if len(table.key) == 0 {
				t.Errorf("%s has no key, in whose order its rows could be read", table.name)
			}
		}
		slices.Sort(moved)
		if diff := cmp.Diff(names, moved); diff != "" {
			t.Errorf("(-layout +moved):\n%s", diff)
		}
	})
}

func TestAMoveRefusesWhatIsNotEmpty(t *testing.T) {
	t.Parallel()
	databasetest.OnBoth(t, migrateAt, func(t *testing.T, first string) {
		live(t, first)
		used := emptyOf(t, first)
		if err := migrateAt(used); err != nil {
			t.Fatal(err)
		}
		databasetest.Alter(t, used, "INSERT INTO last_time (id, at) VALUES (1, 1)")
		before := dump(t, used)
		if err := moveAll(t, first, used); err == nil || !strings.Contains(err.Error(), "holds something already") {
			t.Errorf("into one in use: %v", err)
		}
		if diff := cmp.Diff(before, dump(t, used)); diff != "" {
			t.Errorf("it was changed: %s", diff)
		}
		foreign := emptyOf(t, first)
		if !isPostgres(foreign) {
			if err := os.WriteFile(foreign, nil, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		databasetest.Alter(t, foreign, "CREATE TABLE recipes (name text)")
		if err := moveAll(t, first, foreign); err == nil || !strings.Contains(err.Error(), "another program") {
			t.Errorf("into another program's: %v", err)
		}
		byAnotherName := filepath.Dir(first) + "/./" + filepath.Base(first)
		if isPostgres(first) {
			byAnotherName = first + "&application_name=other"
		}
		for _, itself := range []string{first, byAnotherName} {
			if err := moveAll(t, first, itself); err == nil || !strings.Contains(err.Error(), "the same") {
				t.Errorf("into itself, as %s: %v", itself, err)
			}
		}
		if err := moveAll(t, databasetest.NewFile(t), emptyOf(t, first)); err == nil || !strings.Contains(err.Error(), "no such file") {
			t.Errorf("from nothing: %v", err)
		}
		if err := moveAll(t, first, "postgres://ann:hunter2@127.0.0.1:1/x?connect_timeout=1"); err == nil || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("to a server that is not there: %v", err)
		}
		if err := moveAll(t, first, "postgres://ann:hunter2@host:port/x"); err == nil || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("to what is no address: %v", err)
		}
	})
}

func TestAMoveRefusesADatabaseThatIsInUse(t *testing.T) {
	t.Parallel()
	databasetest.OnBoth(t, migrateAt, func(t *testing.T, first string) {
		store := openAt(t, first)
		assessmentstest.OpenAssessment(t, assessmentstest.Service(t, store, 1))
		second := emptyOf(t, first)
		if err := moveAll(t, first, second); err == nil || !strings.Contains(err.Error(), "stop the service") {
			t.Errorf("it was moved under a service: %v", err)
		}
	})
}

// What a service has begun to use is not taken from it, though it holds nothing yet.
func TestAMoveRefusesATargetThatIsInUse(t *testing.T) {
	t.Parallel()
	eachWay(t, func(t *testing.T, first, second string) {
		t.Helper()
		store := openAt(t, second)
		if err := moveAll(t, first, second); err == nil || !strings.Contains(err.Error(), "stop the service") {
			t.Errorf("it was moved under a service: %v", err)
		}
		if err := store.Close(); err != nil {
			t.Fatal(err)
		}
		if err := migrateAt(second); err != nil {
			t.Errorf("the service cannot be started again: %v", err)
		}
		if err := moveAll(t, first, second); err != nil {
			t.Errorf("when the service was stopped: %v", err)
		}
	})
}

// Whoever comes while it is moved cannot write.
func TestNobodyWritesToWhatIsMoved(t *testing.T) {
	t.Parallel()
	databasetest.OnBoth(t, migrateAt, func(t *testing.T, first string) {
		live(t, first)
		tried := false
		err := Move(t.Context(), first, emptyOf(t, first), slog.New(slog.DiscardHandler), func(Moved) {
			if tried {
				return
			}
			tried = true
			driver, address := "sqlite3", "file:"+first+"?mode=rw&_busy_timeout=1"
			if isPostgres(first) {
				driver, address = "pgx", first+"&lock_timeout=10"
			}
			other, err := sql.Open(driver, address)
			if err != nil {
				t.Fatal(err)
			}
			defer other.Close()
			if _, err := other.ExecContext(t.Context(), "DELETE FROM events"); err == nil || !strings.Contains(err.Error(), "lock") {
				t.Errorf("somebody could write to it: %v", err)
			}
		})
		if err != nil || !tried {
			t.Errorf("tried: %v, %v", tried, err)
		}
	})
}

func TestAMoveNoticesThatTheFirstWasWrittenTo(t *testing.T) {
	t.Parallel()
	eachWay(t, func(t *testing.T, first, second string) {
		t.Helper()
		ctx, stop := context.WithCancel(t.Context())
		err := Move(ctx, first, second, slog.New(slog.DiscardHandler), func(m Moved) {
			if m.Table == "responses" {
				stop()
			}
		})
		if !errors.Is(err, context.Canceled) || !strings.Contains(err.Error(), "goes on") {
			t.Fatalf("stopped, it says %v", err)
		}
		databasetest.Alter(t, first, "UPDATE organisations SET region = 'TLC'")
		if err := moveAll(t, first, second); !errors.Is(err, errDiffers) {
			t.Errorf("it says %v", err)
		}
		openBad(t, second, "not whole")
	})
}
