package gormstore

import (
	"iter"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"testing"

	"github.com/sevenrungs/sevenrungs/assessments/tries"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// A killed process leaves all that it wrote with the system. A power cut does not:
// what was not synchronised may be gone. So the process that writes gets a disk that
// forgets, made by testdata/powercut.c.

// sector is as much as a disk writes as one.
const sector = 512

func TestAcknowledgedWritesSurviveAPowerCut(t *testing.T) {
	t.Parallel()
	lost, acknowledged := cutPower(t, tries.Among(12), "FULL")
	if lost > 0 {
		t.Errorf("%d of %d acknowledged writes are gone", lost, acknowledged)
	}
	t.Logf("%d writes were acknowledged before the power was cut", acknowledged)
}

// A setting that waits less for the disk is found by the test above.
func TestAPowerCutTakesWhatWasNotSynchronised(t *testing.T) {
	t.Parallel()
	lost, acknowledged := cutPower(t, slices.Values([]int{0, 1, 2}), "NORMAL")
	if lost == 0 {
		t.Errorf("none of %d writes are gone", acknowledged)
	}
	t.Logf("%d of %d acknowledged writes are gone", lost, acknowledged)
}

// cutPower has processes write to a database, each until the power goes, and
// returns how many acknowledged writes were lost. All else must hold.
func cutPower(t *testing.T, rounds iter.Seq[int], synchronous string) (lost, total int) {
	t.Helper()
	shim := buildShim(t)
	chance := rand.New(rand.NewPCG(1, 2))
	path := databasetest.SQLite(t, migrateAt)
	for round := range rounds {
		from, left := t.TempDir(), t.TempDir()
		name := filepath.Base(path)
		for _, folder := range []string{from, left} {
			if err := copyFile(path, filepath.Join(folder, name), path); err != nil {
				t.Fatal(err)
			}
		}
		process := anotherProcess(t, "", crashPath+"="+filepath.Join(from, name), crashRound+"="+strconv.Itoa(round), crashSynchronous+"="+synchronous,
			"LD_PRELOAD="+shim, "POWERCUT_FROM="+from, "POWERCUT_TO="+left)
		acknowledged := killAfter(t, process, 1+60*round)
		total += len(acknowledged)
		if round%2 == 1 {
			surviveInPart(t, chance, from, left)
		}
		path = filepath.Join(left, name)
		store, err := Open(t.Context(), path, slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		lost += len(lostIn(t, store, round, acknowledged))
		if err := store.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return lost, total
}

// buildShim builds what makes a disk forget, with the compiler that SQLite itself
// was built with.
func buildShim(t *testing.T) string {
	t.Helper()
	if runtime.GOOS != "linux" {
		t.Skip("functions of the system are replaced in the way of Linux")
	}
	compiler := os.Getenv("CC")
	if compiler == "" {
		compiler = "cc"
	}
	shim := filepath.Join(t.TempDir(), "powercut.so")
	if out, err := exec.CommandContext(t.Context(), compiler, "-shared", "-fPIC", "-O1", "-o", shim, "testdata/powercut.c", "-ldl", "-pthread").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return shim
}

// surviveInPart lets some of what was written and not synchronised survive, as a
// disk does that has begun to write: any sectors, in any order.
func surviveInPart(t *testing.T, chance *rand.Rand, from, left string) {
	t.Helper()
	for _, end := range []string{"", "-wal"} {
		written, err := filepath.Glob(filepath.Join(from, "*.db"+end))
		if err != nil || len(written) != 1 {
			t.Fatalf("there are %v (%v)", written, err)
		}
		newest, err := os.ReadFile(written[0])
		if err != nil {
			t.Fatal(err)
		}
		f, err := os.OpenFile(filepath.Join(left, filepath.Base(written[0])), os.O_RDWR|os.O_CREATE, 0o600)
		if err != nil {
			t.Fatal(err)
		}
		for at := 0; at < len(newest); at += sector {
			if chance.IntN(2) == 0 {
				continue
			}
			if _, err := f.WriteAt(newest[at:min(at+sector, len(newest))], int64(at)); err != nil {
				t.Fatal(err)
			}
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
