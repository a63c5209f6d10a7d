package gormstore

import (
	"bufio"
	"context"
	"log/slog"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/assessmentstest"
	"github.com/sevenrungs/sevenrungs/assessments/tries"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// crashPath names the variable that turns the test binary into a process that
// writes to the database it names, says so, and goes on until it is killed.
const crashPath = "GORMSTORE_TEST_WRITE"

// crashRound names the variable that keeps the rows of one such process apart
// from those of the others.
const crashRound = "GORMSTORE_TEST_ROUND"

// crashSynchronous names the variable that has it wait less, or more, for the disk
// than we do.
const crashSynchronous = "GORMSTORE_TEST_SYNCHRONOUS"

// No process has more writers, or a writer more writes than this.
const (
	writersToKill = 32
	mostWrites    = 1_000_000
)

// writeUntilKilled writes from many goroutines an organisation, a key and an
// answer, all three in one write, and prints their number once it is
// acknowledged.
func writeUntilKilled(path string) error {
	store, err := Open(context.Background(), path, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	round, err := strconv.Atoi(os.Getenv(crashRound))
	if err != nil {
		return err
	}
	if setting := os.Getenv(crashSynchronous); setting != "" {
		if err := store.database.(*sqliteFile).writer.Exec("PRAGMA synchronous = " + setting).Error; err != nil {
			return err
		}
	}
	failed := make(chan error)
	for caller := range writersToKill {
		go func() {
			for n := 0; ; n++ {
				number := (round*writersToKill+caller)*mostWrites + n
				if err := store.Write(context.Background(), writeThree(number)); err != nil {
					failed <- err
					return
				}
				// One write of a short line: a pipe keeps it whole.
				if _, err := os.Stdout.WriteString(strconv.Itoa(number) + "\n"); err != nil {
					failed <- err
					return
				}
			}
		}()
	}
	return <-failed
}

func writeThree(number int) func(assessments.Tx) error {
	o := assessmentstest.Organisation(number)
	return func(tx assessments.Tx) error {
		ctx := context.Background()
		if err := tx.AddOrganisation(ctx, o); err != nil {
			return err
		}
		if err := tx.AddKey(ctx, assessmentstest.Key(number, access.OrganisationRole, o.ID)); err != nil {
			return err
		}
		return tx.KeepReplay(ctx, assessmentstest.Replay(number, o.ID))
	}
}

// All tries of all tests kill some 100 writing processes: here, and where they close,
// freeze, import, or lose power.
func TestAcknowledgedWritesSurviveKills(t *testing.T) {
	t.Parallel()
	path := databasetest.NewFile(t)
	kills, total := 0, 0
	for round := range tries.Among(60) {
		kills++
		acknowledged := killAfter(t, anotherProcess(t, "", crashPath+"="+path, crashRound+"="+strconv.Itoa(round)), 1+round)
		total += len(acknowledged)
		store, err := Open(t.Context(), path, slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		checkAfterKill(t, store, round, acknowledged)
		if err := store.Close(); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d writes were acknowledged before %d kills", total, kills)
}

// killAfter starts a writing process, kills it once it has acknowledged some
// writes, and returns all that it acknowledged.
func killAfter(t *testing.T, process *exec.Cmd, some int) []string {
	t.Helper()
	var output strings.Builder
	process.Stderr = &output
	out, err := process.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	var acknowledged []string
	kill := sync.OnceFunc(func() {
		if err := process.Process.Kill(); err != nil {
			t.Error(err)
		}
	})
	for lines := bufio.NewScanner(out); lines.Scan(); {
		acknowledged = append(acknowledged, lines.Text())
		if len(acknowledged) >= some {
			kill()
		}
	}
	if err := process.Wait(); err == nil || len(acknowledged) < some {
		t.Fatalf("the process ended by itself after %d writes: %v: %s", len(acknowledged), err, output.String())
	}
	return acknowledged
}

// kept are what is there of a write, told by the number in its ids.
const kept = `
	SELECT o.id, count(k.id) AS keys, count(a.id) AS answers
	FROM organisations AS o
	LEFT JOIN keys AS k ON k.organisation_id = o.id AND k.id = o.id
	LEFT JOIN kept_answers AS a ON a.organisation_id = o.id
	WHERE o.id BETWEEN ? AND ?
	GROUP BY o.id`

// checkAfterKill checks that all that was acknowledged is there, that nothing is
// there by half, and that the file is sound. A key or an answer without its
// organisation is for the foreign keys to find.
func checkAfterKill(t *testing.T, store *Store, round int, acknowledged []string) {
	t.Helper()
	if lost := lostIn(t, store, round, acknowledged); len(lost) > 0 {
		t.Errorf("round %d: %d of %d were acknowledged and are gone: numbers %v", round, len(lost), len(acknowledged), lost)
	}
}

// lostIn returns what was acknowledged and is not there, and checks all else.
func lostIn(t *testing.T, store *Store, round int, acknowledged []string) (lost []int) {
	t.Helper()
	var rows []struct {
		ID            string
		Keys, Answers int
	}
	first := round * writersToKill * mostWrites
	last := first + writersToKill*mostWrites - 1
	if err := store.read().Raw(kept, assessmentstest.ID(first), assessmentstest.ID(last)).Scan(&rows).Error; err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for _, row := range rows {
		found[row.ID] = true
		if row.Keys != 1 || row.Answers != 1 {
			t.Errorf("round %d: %s is there by half, with %d keys and %d answers", round, row.ID, row.Keys, row.Answers)
		}
	}
	for _, line := range acknowledged {
		number, err := strconv.Atoi(line)
		if err != nil {
			t.Fatal(err)
		}
		if !found[assessmentstest.ID(number)] {
			lost = append(lost, number)
		}
	}
	for check, want := range map[string]string{"PRAGMA integrity_check": "ok", "SELECT count(*) FROM pragma_foreign_key_check": "0"} {
		var verdict string
		if err := store.read().Raw(check).Scan(&verdict).Error; err != nil || verdict != want {
			t.Errorf("round %d: %s says %q (%v)", round, check, verdict, err)
		}
	}
	return lost
}
