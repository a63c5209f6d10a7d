package gormstore

import (
	"crypto/sha256"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/assessments/assessmentstest"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

func TestOpenRefusesAnEmptyFileBesideALog(t *testing.T) {
	t.Parallel()
	for name, empty := range map[string]func(string) error{
		"gone":  os.Remove,
		"empty": func(path string) error { return os.Truncate(path, 0) },
	} {
		path := crashed(t)
		log, err := os.ReadFile(path + "-wal")
		if err != nil || len(log) == 0 {
			t.Fatalf("there is no log (%v)", err)
		}
		if err := errors.Join(empty(path), os.Remove(path+markerEnd)); err != nil {
			t.Fatal(err)
		}
		openBad(t, path, path+"-wal", "move", "backup")
		if _, err := Backup(t.Context(), path, filepath.Join(t.TempDir(), "backup.db"), silent); err == nil {
			t.Errorf("%s: a backup was made", name)
		}
		if after, err := os.ReadFile(path + "-wal"); err != nil || len(after) != len(log) {
			t.Errorf("%s: the log was changed (%v)", name, err)
		}
	}
}

// crashed returns the path of a database whose service was killed, with one
// organisation that is only in the log.
func crashed(t *testing.T) string {
	t.Helper()
	from := openAt(t, databasetest.NewFile(t))
	if err := keepOne(t, from, 1); err != nil {
		t.Fatal(err)
	}
	path := databasetest.NewFile(t)
	for _, end := range []string{"", "-wal", markerEnd} {
		content, err := os.ReadFile(fileOf(t, from).path + end)
		if err == nil {
			err = os.WriteFile(path+end, content, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return path
}

func TestOpenRefusesToMakeAnewWhatAMarkerSaysWasThere(t *testing.T) {
	t.Parallel()
	for name, lose := range map[string]func(string) error{
		"gone":  os.Remove,
		"empty": func(path string) error { return os.Truncate(path, 0) },
		"gone, bad marker": func(path string) error {
			return errors.Join(os.Remove(path), os.WriteFile(path+markerEnd, []byte("{"), 0o600))
		},
		"gone, none inside": func(path string) error { return errors.Join(os.Remove(path), os.Truncate(path+markerEnd, 0)) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := databasetest.NewFile(t)
			openAt(t, path).Close()
			if err := lose(path); err != nil {
				t.Fatal(err)
			}
			for range 2 {
				openBad(t, path, path+markerEnd, "backup", "delete")
			}
			if info, err := os.Stat(path); err == nil && info.Size() > 0 {
				t.Error("a database was made")
			}
			if err := os.Remove(path + markerEnd); err != nil {
				t.Fatal(err)
			}
			openAt(t, path)
		})
	}
}

func TestOpenRefusesAnotherDatabaseThanTheMarkerNames(t *testing.T) {
	t.Parallel()
	path, other := databasetest.NewFile(t), databasetest.NewFile(t)
	for _, one := range []string{path, other} {
		openAt(t, one).Close()
	}
	if err := os.Rename(other, path); err != nil {
		t.Fatal(err)
	}
	openBad(t, path, "another database", path+markerEnd)
	if err := os.Remove(path + markerEnd); err != nil {
		t.Fatal(err)
	}
	openAt(t, path)
}

// A killed service leaves its log, which SQLite would move into whatever is in the place
// of the file, or delete beside one that is empty.
func TestALogIsNotMovedIntoAnotherDatabase(t *testing.T) {
	t.Parallel()
	path, other := crashed(t), databasetest.NewFile(t)
	openAt(t, other).Close()
	if err := errors.Join(os.Rename(path, path+".away"), os.Rename(other, path)); err != nil {
		t.Fatal(err)
	}
	before := digests(t, path, path+"-wal")
	openBad(t, path, "another database", path+markerEnd)
	backup := filepath.Join(t.TempDir(), "backup.db")
	if _, err := Backup(t.Context(), path, backup, silent); err == nil || !strings.Contains(err.Error(), "another database") {
		t.Errorf("a backup of it: %v", err)
	}
	if diff := cmp.Diff(before, digests(t, path, path+"-wal")); diff != "" {
		t.Errorf("the files were changed (-before +after):\n%s", diff)
	}
	if err := os.Rename(path+".away", path); err != nil {
		t.Fatal(err)
	}
	if _, err := openAt(t, path).Organisation(t.Context(), assessmentstest.ID(1)); err != nil {
		t.Errorf("with its file back: %v", err)
	}
}

// So it is of what is no database of ours at all, as large as ours or larger.
func TestALogIsNotMovedIntoWhatIsNotOurs(t *testing.T) {
	t.Parallel()
	const rows = "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 20000) INSERT INTO recipes SELECT printf('%0100d', n) FROM n"
	for name, put := range map[string]func(path string){
		"another program's": func(path string) { execAt(t, path, "CREATE TABLE recipes (name TEXT)"); execAt(t, path, rows) },
		"a text": func(path string) {
			if err := os.WriteFile(path, []byte(strings.Repeat("Bread, milk, eggs. ", 1<<17)), 0o600); err != nil {
				t.Fatal(err)
			}
		},
	} {
		path := crashed(t)
		if err := os.Rename(path, path+".away"); err != nil {
			t.Fatal(err)
		}
		log, err := os.ReadFile(path + "-wal")
		if err == nil {
			err = os.Rename(path+"-wal", path+".log")
		}
		if err != nil {
			t.Fatal(err)
		}
		put(path)
		if err := os.WriteFile(path+"-wal", log, 0o600); err != nil {
			t.Fatal(err)
		}
		before := digests(t, path, path+"-wal")
		openBad(t, path, "another database", path+markerEnd)
		if _, err := Backup(t.Context(), path, filepath.Join(t.TempDir(), "backup.db"), silent); err == nil || !strings.Contains(err.Error(), "another database") {
			t.Errorf("%s: a backup of it: %v", name, err)
		}
		if diff := cmp.Diff(before, digests(t, path, path+"-wal")); diff != "" {
			t.Errorf("%s: the files were changed (-before +after):\n%s", name, diff)
		}
	}
}

// What is put back takes the place of both, and they are kept as they were.
func TestALogIsKeptWhenABackupTakesThePlaceOfAnotherDatabase(t *testing.T) {
	t.Parallel()
	path, other, backup := crashed(t), databasetest.NewFile(t), filepath.Join(t.TempDir(), "backup.db")
	openAt(t, other).Close()
	if _, err := Backup(t.Context(), path, backup, silent); err != nil {
		t.Fatal(err)
	}
	path = crashed(t)
	if err := os.Rename(other, path); err != nil {
		t.Fatal(err)
	}
	before := digests(t, path, path+"-wal")
	r, err := PrepareReplacement(t.Context(), backup, path)
	if err != nil {
		t.Fatal(err)
	}
	aside, err := r.Install(t.Context(), assessmentstest.Noon)
	if err != nil || len(aside) < 2 {
		t.Fatalf("kept are %v (%v)", aside, err)
	}
	for from, digest := range before {
		kept := aside[0] + strings.TrimPrefix(from, path)
		if digests(t, kept)[kept] != digest {
			t.Errorf("%s is not as it was", from)
		}
	}
	if _, err := openAt(t, path).Organisation(t.Context(), assessmentstest.ID(1)); err != nil {
		t.Errorf("it is not the backup: %v", err)
	}
}

// What cannot be found out is no reason to put anything in its place.
func TestNothingIsReplacedThatCouldNotBeLookedAt(t *testing.T) {
	t.Parallel()
	path, backup := crashed(t), filepath.Join(t.TempDir(), "backup.db")
	if _, err := Backup(t.Context(), path, backup, silent); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(os.Remove(path+markerEnd), os.Mkdir(path+markerEnd, 0o700)); err != nil {
		t.Fatal(err)
	}
	before := digests(t, path)
	if _, err := PrepareReplacement(t.Context(), backup, path); err == nil || !strings.Contains(err.Error(), markerEnd+" cannot be read") {
		t.Errorf("got %v", err)
	}
	if diff := cmp.Diff(before, digests(t, path)); diff != "" {
		t.Errorf("the file was changed (-before +after):\n%s", diff)
	}
}

// digests are those of files, by path.
func digests(t *testing.T, paths ...string) map[string][32]byte {
	t.Helper()
	of := map[string][32]byte{}
	for _, path := range paths {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		of[path] = sha256.Sum256(content)
	}
	return of
}

func TestOpenRefusesAnOlderLayoutThanTheMarkerNames(t *testing.T) {
	t.Parallel()
	for _, statement := range []string{
		"DELETE FROM goose_db_version WHERE version_id > 10",
		"DELETE FROM goose_db_version",
		"DROP TABLE goose_db_version",
	} {
		path := databasetest.NewFile(t)
		openAt(t, path).Close()
		execAt(t, path, statement)
		openBad(t, path, "older", path+markerEnd, "backup")
	}
}

// The marker has nothing against a backup of the same database and layout, nor has a file
// that is moved without its marker anything against that. What was done since the backup is
// for the journal to say.
func TestABackupOrALostMarkerNeedsNoMore(t *testing.T) {
	t.Parallel()
	path := databasetest.NewFile(t)
	store := openAt(t, path)
	backup := filepath.Join(t.TempDir(), "backup.db")
	execAt(t, path, "VACUUM INTO '"+backup+"'")
	if err := keepOne(t, store, 1); err != nil {
		t.Fatal(err)
	}
	marker, err := os.ReadFile(path + markerEnd)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(store.Close(), os.Rename(backup, path)); err != nil {
		t.Fatal(err)
	}
	restored, err := Open(t.Context(), path, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatalf("with a backup in its place: %v", err)
	}
	if _, err := restored.Organisation(t.Context(), assessmentstest.ID(1)); err == nil {
		t.Error("it is not the backup")
	}
	if err := errors.Join(restored.Close(), os.Remove(path+markerEnd)); err != nil {
		t.Fatal(err)
	}
	openAt(t, path).Close()
	if again, err := os.ReadFile(path + markerEnd); err != nil || string(again) != string(marker) {
		t.Errorf("the marker is now %q (%v), want %q", again, err, marker)
	}
}

// What is killed before it has made its tables is made anew.
func TestAMarkerIsWrittenOnlyOnceThereAreTables(t *testing.T) {
	t.Parallel()
	path := databasetest.NewFile(t)
	execAt(t, path, "CREATE TABLE recipes (name TEXT)")
	openBad(t, path, "another program")
	if _, err := os.Stat(path + markerEnd); !os.IsNotExist(err) {
		t.Errorf("a marker was left (%v)", err)
	}
}
