package gormstore

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// openBad opens path, which must fail with a sentence that holds each of want.
func openBad(t *testing.T, path string, want ...string) {
	t.Helper()
	store, err := Open(t.Context(), path, slog.New(slog.DiscardHandler))
	if err == nil {
		store.Close()
		t.Fatalf("%q was opened", path)
	}
	if strings.Contains(err.Error(), "hunter2") {
		t.Errorf("the error for %q holds the password:\n\t%v", path, err)
	}
	for _, words := range want {
		if !strings.Contains(err.Error(), words) {
			t.Errorf("the error for %q is\n\t%v\nwithout %q", path, err, words)
		}
	}
}

func TestOpenRefusesMemory(t *testing.T) {
	t.Parallel()
	for _, path := range []string{"", ":memory:", "file::memory:?cache=shared", "file:x.db"} {
		openBad(t, path, "plain path")
	}
}

func TestOpenRefusesOtherServers(t *testing.T) {
	t.Parallel()
	openBad(t, "mysql://ann:hunter2@host/name", "mysql://host/name", "postgres://")
}

func TestOpenRefusesMissingFolder(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "missing")
	openBad(t, filepath.Join(folder, "x.db"), folder, "does not exist")
	if _, err := os.Stat(folder); !os.IsNotExist(err) {
		t.Errorf("the folder was made (%v)", err)
	}
}

func TestOpenRefusesFolderAsFile(t *testing.T) {
	t.Parallel()
	openBad(t, t.TempDir(), "cannot be opened")
}

func TestOpenRefusesFileThatIsNoDatabase(t *testing.T) {
	t.Parallel()
	path := databasetest.NewFile(t)
	letter := bytes.Repeat([]byte("Dear Sir or Madam, "), 100)
	if err := os.WriteFile(path, letter, 0o600); err != nil {
		t.Fatal(err)
	}
	openBad(t, path, "is not a database")
	if after, err := os.ReadFile(path); err != nil || !bytes.Equal(after, letter) {
		t.Errorf("the file was changed (%v)", err)
	}
}

func TestOpenRefusesAnotherProgramsDatabase(t *testing.T) {
	t.Parallel()
	path := databasetest.NewFile(t)
	execAt(t, path, "CREATE TABLE recipes (name TEXT)")
	openBad(t, path, "another program")
}

func TestOpenRefusesLayoutOfNewerRelease(t *testing.T) {
	t.Parallel()
	path := databasetest.NewFile(t)
	store := openAt(t, path)
	execAt(t, path, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (999, 1)")
	openBad(t, path, "newer release", "999")

	writer := fileOf(t, store).writer
	_, err := migrate(t.Context(), writer, writer, sqliteLayout, slog.New(slog.DiscardHandler))
	if _, refused := errors.AsType[layoutError](err); !refused {
		t.Errorf("migrating it: %v, want a refusal", err)
	}
}

func TestOpenRefusesReadOnlyFile(t *testing.T) {
	t.Parallel()
	skipRoot(t)
	path := databasetest.NewFile(t)
	openAt(t, path).Close()
	if err := os.Chmod(path, 0o400); err != nil {
		t.Fatal(err)
	}
	openBad(t, path, "cannot be written")
}

func TestOpenRefusesReadOnlyFolder(t *testing.T) {
	t.Parallel()
	skipRoot(t)
	path := databasetest.NewFile(t)
	folder := filepath.Dir(path)
	openAt(t, path).Close()
	if err := os.Chmod(folder, 0o500); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.Chmod(folder, 0o700); err != nil {
			t.Error(err)
		}
	})
	openBad(t, path, "may write to the file and its folder")
	openBad(t, filepath.Join(folder, "new.db"), "cannot be made", "permission denied")
}

// skipRoot skips a test of file permissions, which do not hold for root.
func skipRoot(t *testing.T) {
	t.Helper()
	if os.Geteuid() == 0 {
		t.Skip("file permissions do not hold for root; run the tests as another user")
	}
}

func TestOpenCancelled(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	store, err := Open(ctx, databasetest.NewFile(t), slog.New(slog.DiscardHandler))
	if err == nil {
		store.Close()
		t.Fatal("opened with a cancelled context")
	}
}

func TestOpenTakesAwkwardPaths(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"a b.db", "what?mode=memory.db", "100%25.db", "a#b.db", "naïve&x=1.db"} {
		path := filepath.Join(t.TempDir(), name)
		openAt(t, path).Close()
		if info, err := os.Stat(path); err != nil || info.Size() == 0 {
			t.Errorf("%q: the data is not in that file (%v)", name, err)
		}
	}
}

func TestNewFileIsPrivate(t *testing.T) {
	t.Parallel()
	path := databasetest.NewFile(t)
	openAt(t, path)
	for _, file := range []string{path, path + "-wal", path + "-shm"} {
		info, err := os.Stat(file)
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got != 0o600 {
			t.Errorf("%s has mode %o, want 600", filepath.Base(file), got)
		}
	}
}

func TestManyMayOpenANewFileAtOnce(t *testing.T) {
	t.Parallel()
	path := databasetest.NewFile(t)
	runAtOnce(t, 4, func() error {
		store, err := Open(t.Context(), path, slog.New(slog.DiscardHandler))
		if err != nil {
			return err
		}
		return store.Close()
	})
	checkMigratedOnce(t, path)
}

func TestManyProcessesMayOpenANewFileAtOnce(t *testing.T) {
	t.Parallel()
	openByProcesses(t, databasetest.NewFile(t))
}

// openByProcesses has several processes open a database at once, and checks that
// they made its tables once.
func openByProcesses(t *testing.T, address string) {
	t.Helper()
	runAtOnce(t, 4, func() error {
		if out, err := anotherProcess(t, "", processPath+"="+address).CombinedOutput(); err != nil {
			return fmt.Errorf("%w: %s", err, out)
		}
		return nil
	})
	checkMigratedOnce(t, address)
}

// anotherProcess is a process of this test binary that is told by variables what to do.
// It runs the one test named, or none for what TestMain does.
func anotherProcess(t *testing.T, test string, variables ...string) *exec.Cmd {
	t.Helper()
	process := exec.CommandContext(t.Context(), os.Args[0], "-test.run", "^"+test+"$")
	process.Env = append(os.Environ(), variables...)
	return process
}

func runAtOnce(t *testing.T, n int, run func() error) {
	t.Helper()
	var wg sync.WaitGroup
	for range n {
		wg.Go(func() {
			if err := run(); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
}

// checkMigratedOnce checks that each migration is written down exactly once.
func checkMigratedOnce(t *testing.T, path string) {
	t.Helper()
	store := openAt(t, path)
	var versions []int64
	if err := store.read().Raw("SELECT version_id FROM goose_db_version ORDER BY id").Scan(&versions).Error; err != nil {
		t.Fatal(err)
	}
	if int64(len(versions)) != store.layout+1 {
		t.Errorf("the migrations made are %v, want 0 to %d, each once", versions, store.layout)
	}
}

// execAt runs one statement on the file at path, past the Store.
func execAt(t *testing.T, path, statement string) {
	t.Helper()
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), statement); err != nil {
		t.Fatal(err)
	}
}

// closeBystanders ends what makes connections of its own, so that none is made in the
// moment in which a file is replaced: to make one and to look come one after the other.
func closeBystanders(t *testing.T, store *Store) error {
	t.Helper()
	f := fileOf(t, store)
	return errors.Join(f.check.close(), f.moves.close())
}

func TestNotReadyOnceTheFileIsGone(t *testing.T) {
	t.Parallel()
	path := databasetest.NewFile(t)
	store, err := Open(t.Context(), path, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	if err := errors.Join(closeBystanders(t, store), os.Rename(path, path+".away")); err != nil {
		t.Fatal(err)
	}
	if err := store.Ready(t.Context()); err == nil || !strings.Contains(err.Error(), "put it back") {
		t.Errorf("ready without its file: %v", err)
	}
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := store.Ready(t.Context()); err == nil {
		t.Error("ready with another file in its place")
	}
	if err := errors.Join(os.Remove(path), os.Rename(path+".away", path)); err != nil {
		t.Fatal(err)
	}
	if err := store.Ready(t.Context()); err != nil {
		t.Errorf("not ready with its file back: %v", err)
	}
}
