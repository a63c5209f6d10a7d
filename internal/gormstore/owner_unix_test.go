//go:build unix

package gormstore

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// another is a user that runs a service, in tests that are run by root.
const another = 65534

// TestWhatRootMakesBelongsToWhoRunsTheService does as root what is to be done as another
// user. That one must be able to use all that is there afterwards.
func TestWhatRootMakesBelongsToWhoRunsTheService(t *testing.T) {
	t.Parallel()
	if os.Geteuid() != 0 {
		t.Skip("only root can give files to others; run the tests as root")
	}
	backup := filepath.Join(t.TempDir(), "backup.db")
	if _, err := Backup(t.Context(), databasetest.SQLite(t, migrateAt), backup, silent); err != nil {
		t.Fatal(err)
	}
	for name, do := range map[string]func(path string){
		"a new database": func(string) {},
		"a marker": func(path string) {
			openAt(t, path).Close()
			give(t, path)
			if err := os.Remove(path + markerEnd); err != nil {
				t.Fatal(err)
			}
		},
		"a backup in place of one": func(path string) {
			openAt(t, path).Close()
			give(t, path, path+markerEnd)
			if err := os.Chown(filepath.Dir(path), 0, 0); err != nil {
				t.Fatal(err)
			}
			restoreAt(t, backup, path)
		},
		"a backup where there is none": func(path string) { restoreAt(t, backup, path) },
	} {
		path := databasetest.NewFile(t)
		give(t, filepath.Dir(path))
		do(path)
		openAt(t, path)
		files, err := filepath.Glob(path + "*")
		if err != nil {
			t.Fatal(err)
		}
		seen := 0
		for _, file := range files {
			info, err := os.Stat(file)
			if err != nil {
				t.Fatal(err)
			}
			seen++
			if is := info.Sys().(*syscall.Stat_t); is.Uid != another || is.Gid != another {
				t.Errorf("%s: %s belongs to %d:%d", name, filepath.Base(file), is.Uid, is.Gid)
			}
		}
		if seen < 4 {
			t.Errorf("%s: there are only %q", name, files)
		}
	}
}

func give(t *testing.T, files ...string) {
	t.Helper()
	for _, file := range files {
		if err := os.Chown(file, another, another); err != nil {
			t.Fatal(err)
		}
	}
}

func restoreAt(t *testing.T, backup, path string) {
	t.Helper()
	r, err := PrepareReplacement(t.Context(), backup, path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Install(t.Context(), time.Date(2026, 11, 29, 1, 0, 0, 0, time.UTC)); err != nil {
		t.Fatal(err)
	}
}
