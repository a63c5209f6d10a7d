package gormstore

import (
	"bufio"
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"

	"gorm.io/gorm"

	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// crashPath names the variable that turns the test binary into a process that
// writes to the database it names, says so, and goes on until it is killed.
const crashPath = "GORMSTORE_TEST_WRITE"

// crashRound names the variable that keeps the rows of one such process apart
// from those of the others.
const crashRound = "GORMSTORE_TEST_ROUND"

// writeUntilKilled writes pairs of rows from many goroutines, each pair in one
// write, and prints the version of a pair once its write is acknowledged.
func writeUntilKilled(path string) error {
	store, err := Open(context.Background(), path, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	round := os.Getenv(crashRound)
	failed := make(chan error)
	for caller := range 32 {
		go func() {
			for n := 0; ; n++ {
				version := fmt.Sprintf("%s.%d.%d", round, caller, n)
				if err := store.write(context.Background(), writePair(version)); err != nil {
					failed <- err
					return
				}
				// One write of a short line: a pipe keeps it whole.
				if _, err := os.Stdout.WriteString(version + "\n"); err != nil {
					failed <- err
					return
				}
			}
		}()
	}
	return <-failed
}

func writePair(version string) func(*gorm.DB) error {
	return func(tx *gorm.DB) error {
		if err := tx.Create(versionRow("left", version)).Error; err != nil {
			return err
		}
		return tx.Create(versionRow("right", version)).Error
	}
}

func TestAcknowledgedWritesSurviveKills(t *testing.T) {
	t.Parallel()
	const rounds = 50
	path := databasetest.NewFile(t)
	total := 0
	for round := range rounds {
		process := exec.CommandContext(t.Context(), os.Args[0])
		process.Env = append(os.Environ(), crashPath+"="+path, fmt.Sprintf("%s=%d", crashRound, round))
		acknowledged := killAfter(t, process, 1+round*3)
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
	t.Logf("%d writes were acknowledged before %d kills", total, rounds)
}

// killAfter starts a writing process, kills it once it has acknowledged some
// writes, and returns all that it acknowledged.
func killAfter(t *testing.T, process *exec.Cmd, some int) []string {
	t.Helper()
	var said strings.Builder
	process.Stderr = &said
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
		t.Fatalf("the process ended by itself after %d writes: %v: %s", len(acknowledged), err, said.String())
	}
	return acknowledged
}

func checkAfterKill(t *testing.T, store *Store, round int, acknowledged []string) {
	t.Helper()
	var rows []instrumentVersion
	if err := store.read().Where("version GLOB ?", fmt.Sprintf("%d.*", round)).Find(&rows).Error; err != nil {
		t.Fatal(err)
	}
	found := map[string]int{}
	for _, row := range rows {
		found[row.Version]++
	}
	for _, version := range acknowledged {
		if found[version] == 0 {
			t.Errorf("round %d: %s was acknowledged and is gone", round, version)
		}
	}
	for version, n := range found {
		if n != 2 {
			t.Errorf("round %d: half of %s is there", round, version)
		}
	}
	var verdict string
	if err := store.read().Raw("PRAGMA integrity_check").Scan(&verdict).Error; err != nil || verdict != "ok" {
		t.Errorf("round %d: the integrity check says %q (%v)", round, verdict, err)
	}
}
