package gormstore

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/assessmentstest"
)

// processPath names the variable that turns the test binary into a second
// process which opens the database it names, and says how that went.
const processPath = "GORMSTORE_TEST_OPEN"

func TestMain(m *testing.M) {
	if path := os.Getenv(processPath); path != "" {
		store, err := Open(context.Background(), path, slog.New(slog.DiscardHandler))
		if err == nil {
			err = store.Close()
		}
		if err != nil {
			fmt.Fprint(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

var (
	digestA = "sha256:" + strings.Repeat("a", 64)
	digestB = "sha256:" + strings.Repeat("b", 64)
	noon    = time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)
)

func tempPath(t *testing.T) string {
	t.Helper()
	return filepath.Join(t.TempDir(), "sevenrungs.db")
}

// openAt opens the database at path and closes it when the test ends.
func openAt(t *testing.T, path string) *Store {
	t.Helper()
	log := slog.New(slog.NewTextHandler(t.Output(), nil))
	store, err := Open(t.Context(), path, log, WithClock(func() time.Time { return noon }))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	return store
}

func TestStoreKeepsTheContract(t *testing.T) {
	t.Parallel()
	assessmentstest.TestStore(t, func(t *testing.T) assessments.Store {
		t.Helper()
		return openAt(t, tempPath(t))
	})
}

func TestReopeningKeepsWhatWasPinned(t *testing.T) {
	t.Parallel()
	path := tempPath(t)
	first := openAt(t, path)
	if err := first.PinInstrument(t.Context(), "ladder", "1.0.0", digestA); err != nil {
		t.Fatal(err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	for _, beside := range []string{"-wal", "-shm"} {
		if _, err := os.Stat(path + beside); !os.IsNotExist(err) {
			t.Errorf("%s is still there after closing (%v)", beside, err)
		}
	}
	again := openAt(t, path)
	err := again.PinInstrument(t.Context(), "ladder", "1.0.0", digestB)
	if got := assessments.KindOf(err); got != assessments.Conflict {
		t.Errorf("another digest after reopening: %v, want a conflict", err)
	}
}

func TestFirstSeenAtIsTheClocksTime(t *testing.T) {
	t.Parallel()
	store := openAt(t, tempPath(t))
	if err := store.PinInstrument(t.Context(), "ladder", "1.0.0", digestA); err != nil {
		t.Fatal(err)
	}
	var row instrumentVersion
	if err := store.reader.First(&row).Error; err != nil {
		t.Fatal(err)
	}
	want := instrumentVersion{ID: "ladder", Version: "1.0.0", Digest: digestA, FirstSeenAt: noon.UnixMilli()}
	if row != want {
		t.Errorf("kept %+v, want %+v", row, want)
	}
}

func TestTablesRefuseMalformedRows(t *testing.T) {
	t.Parallel()
	store := openAt(t, tempPath(t))
	for name, pin := range map[string][3]string{
		"empty id":            {"", "1.0.0", digestA},
		"capital in id":       {"Ladder", "1.0.0", digestA},
		"long id":             {strings.Repeat("a", 65), "1.0.0", digestA},
		"version of a word":   {"ladder", "latest", digestA},
		"empty version":       {"ladder", "", digestA},
		"digest without kind": {"ladder", "1.0.0", strings.Repeat("a", 71)},
		"short digest":        {"ladder", "1.0.0", digestA[:70]},
		"digest in capitals":  {"ladder", "1.0.0", "sha256:" + strings.Repeat("A", 64)},
	} {
		err := store.PinInstrument(t.Context(), pin[0], pin[1], pin[2])
		if err == nil {
			t.Errorf("%s: was stored", name)
		} else if kind := assessments.KindOf(err); kind != "" {
			t.Errorf("%s: kind %q, want an ordinary error", name, kind)
		}
	}
}

func TestLogHoldsNoValues(t *testing.T) {
	t.Parallel()
	var lines bytes.Buffer
	store, err := Open(t.Context(), tempPath(t), slog.New(slog.NewJSONHandler(&lines, nil)))
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	if err := store.PinInstrument(t.Context(), "TOP-SECRET", "1.0.0", digestA); err == nil {
		t.Fatal("a malformed id was stored")
	}
	log := lines.String()
	if !strings.Contains(log, "INSERT INTO") {
		t.Errorf("the failing statement is not in the log: %s", log)
	}
	if strings.Contains(log, "TOP-SECRET") || strings.Contains(log, digestA) {
		t.Errorf("the log holds a value: %s", log)
	}
}
