package gormstore

import (
	"errors"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/assessmentstest"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// openAnyhow opens the database at path, and cares not how it closes.
func openAnyhow(t *testing.T, path string, log io.Writer) *Store {
	t.Helper()
	store, err := Open(t.Context(), path, slog.New(slog.NewTextHandler(log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	return store
}

// ways are how a file, or the folder with all of them, can go. Each takes the
// path of a database.
var ways = map[string]struct {
	take func(path string) error
	kept bool // whether all is there once the service has stopped
}{
	"the file is deleted":   {func(path string) error { return os.Remove(path) }, false},
	"the log is deleted":    {func(path string) error { return os.Remove(path + "-wal") }, true},
	"the index is deleted":  {func(path string) error { return os.Remove(path + "-shm") }, true},
	"the folder is renamed": {func(path string) error { return os.Rename(filepath.Dir(path), filepath.Dir(path)+"-away") }, false},
	"another is put in its place": {func(path string) error {
		return errors.Join(os.WriteFile(path+".other", nil, 0o600), os.Rename(path+".other", path))
	}, false},
}

// Whoever begins to write once a file has gone is not told that it was kept.
func TestNoWriteIsAcknowledgedOnceAFileIsGone(t *testing.T) {
	t.Parallel()
	for name, way := range ways {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "data", "sevenrungs.db")
			if err := os.Mkdir(filepath.Dir(path), 0o700); err != nil {
				t.Fatal(err)
			}
			var log strings.Builder
			store := openAnyhow(t, path, &log)
			if err := closeBystanders(t, store); err != nil {
				t.Fatal(err)
			}
			acknowledged := takeUnderLoad(t, store, func() error { return way.take(path) })
			if err := store.Ready(t.Context()); fault.KindOf(err) != fault.Unavailable || !strings.Contains(err.Error(), "sevenrungs.db") {
				t.Errorf("it is ready, or does not say which file: %v", err)
			}
			if _, err := store.Organisation(t.Context(), assessmentstest.ID(acknowledged[0])); err != nil {
				t.Errorf("what is there cannot be read: %v", err)
			}
			_ = store.Close()
			if !strings.Contains(log.String(), "no writes are taken") {
				t.Errorf("the log does not tell: %s", log.String())
			}
			if way.kept {
				requireAll(t, path, acknowledged)
			}
		})
	}
}

// Nor is a write that had begun.
func TestNoWriteIsAcknowledgedWhenAFileGoesBeforeItIsKept(t *testing.T) {
	t.Parallel()
	for name, way := range ways {
		path := filepath.Join(t.TempDir(), "data", "sevenrungs.db")
		if err := os.Mkdir(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		store := openAnyhow(t, path, t.Output())
		if err := closeBystanders(t, store); err != nil {
			t.Fatal(err)
		}
		err := store.Write(t.Context(), func(tx assessments.Tx) error {
			return errors.Join(tx.AddOrganisation(t.Context(), assessmentstest.Organisation(1)), way.take(path))
		})
		if fault.KindOf(err) != fault.Unavailable {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// takeUnderLoad writes from several goroutines, takes a file away, and goes on
// until each has been refused. It returns what was acknowledged.
func takeUnderLoad(t *testing.T, store *Store, take func() error) (acknowledged []int) {
	t.Helper()
	const writers, before = 8, 20
	var gone atomic.Bool
	kept := make(chan int, 1<<16)
	var total atomic.Int64
	enough := make(chan struct{})
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		runAtOnce(t, writers, func() error {
			for {
				n := int(total.Add(1))
				late := gone.Load()
				err := keepOne(t, store, n)
				switch {
				case err == nil && late:
					return errors.New("a write that began once the file was gone was acknowledged")
				case err == nil:
					kept <- n
				case late && fault.KindOf(err) == fault.Unavailable:
					return nil
				case fault.KindOf(err) != fault.Unavailable:
					return err
				}
				if n == before {
					close(enough)
				}
			}
		})
	}()
	<-enough
	if err := take(); err != nil {
		t.Error(err)
	}
	gone.Store(true)
	<-stopped
	close(kept)
	for n := range kept {
		acknowledged = append(acknowledged, n)
	}
	return acknowledged
}

// requireAll opens the database at path and requires that organisations are there.
func requireAll(t *testing.T, path string, numbers []int) {
	t.Helper()
	store := openAt(t, path)
	for _, n := range numbers {
		if _, err := store.Organisation(t.Context(), assessmentstest.ID(n)); err != nil {
			t.Fatalf("number %d was acknowledged: %v", n, err)
		}
	}
}

// SQLite deletes the log beside an empty file when it opens that, also to read. What was
// written last is in the log.
func TestNoConnectionIsMadeToAnotherFile(t *testing.T) {
	t.Parallel()
	for name, content := range map[string]string{"empty": "", "no database": "Shopping: bread"} {
		path := databasetest.NewFile(t)
		store := openAnyhow(t, path, t.Output())
		files := fileOf(t, store).files
		before := digests(t, path+"-wal")
		if err := errors.Join(closeBystanders(t, store), os.Rename(path, path+".away"), os.WriteFile(path, []byte(content), 0o600)); err != nil {
			t.Fatal(err)
		}
		for _, dsn := range []string{readerDSN(path), writerDSN(path)} {
			if conn, err := (connector{dsn, files}).Connect(t.Context()); err == nil || !strings.Contains(err.Error(), "another file in the place of") {
				t.Errorf("%s: got %v, %v", name, conn, err)
			}
		}
		if diff := cmp.Diff(before, digests(t, path+"-wal")); diff != "" {
			t.Errorf("%s: the log was changed (-before +after):\n%s", name, diff)
		}
	}
}

// Nothing that another service has in its files goes when ours stops.
func TestAClosingStoreLeavesTheFilesInItsPlace(t *testing.T) {
	t.Parallel()
	path := databasetest.NewFile(t)
	old := openAnyhow(t, path, t.Output())
	for _, end := range []string{"", "-wal", "-shm"} {
		if err := os.Rename(path+end, path+".away"+end); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Remove(path + markerEnd); err != nil {
		t.Fatal(err)
	}
	store := openAt(t, path)
	if err := keepOne(t, store, 1); err != nil {
		t.Fatal(err)
	}
	_ = old.Close()
	if err := keepOne(t, store, 2); err != nil {
		t.Errorf("after another store closed: %v", err)
	}
}

// What was moved away and is back goes on, whatever was moved.
func TestWritesGoOnOnceTheFilesAreBack(t *testing.T) {
	t.Parallel()
	for _, end := range []string{"", "-wal", "-shm"} {
		path := databasetest.NewFile(t)
		store := openAt(t, path)
		if err := os.Rename(path+end, path+".away"); err != nil {
			t.Fatal(err)
		}
		if err := keepOne(t, store, 1); fault.KindOf(err) != fault.Unavailable {
			t.Errorf("without %q: %v", end, err)
		}
		if err := os.Rename(path+".away", path+end); err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(store.Ready(t.Context()), keepOne(t, store, 2)); err != nil {
			t.Errorf("with %q back: %v", end, err)
		}
		if _, err := store.Organisation(t.Context(), assessmentstest.ID(1)); fault.KindOf(err) != fault.NotFound {
			t.Errorf("what was refused is there: %v", err)
		}
	}
}

// A reader that is opened late opens what was opened first, or nothing.
func TestNoReaderIsOpenedOnAnotherFile(t *testing.T) {
	t.Parallel()
	path := databasetest.NewFile(t)
	store := openAnyhow(t, path, t.Output())
	if err := keepOne(t, store, 1); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(path, path+".away"); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	pool, err := store.read().DB()
	if err != nil {
		t.Fatal(err)
	}
	for range pool.Stats().MaxOpenConnections {
		conn, err := pool.Conn(t.Context())
		if err != nil {
			if kind := fault.KindOf(translate(err)); kind != fault.Unavailable {
				t.Errorf("refused as %q: %v", kind, err)
			}
			continue
		}
		defer conn.Close()
		var n int
		if err := conn.QueryRowContext(t.Context(), "SELECT count(*) FROM organisations").Scan(&n); err != nil || n != 1 {
			t.Errorf("%d organisations (%v)", n, err)
		}
	}
}
