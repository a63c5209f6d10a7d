package gormstore

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/assessmentstest"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

func silent(int64, int64) {}

func TestABackupReplacesNoFileAndSaysWhatHelps(t *testing.T) {
	t.Parallel()
	path := databasetest.SQLite(t, migrateAt)
	folder := t.TempDir()
	there, foreign := filepath.Join(folder, "there"), filepath.Join(folder, "foreign")
	for _, file := range []string{there, foreign} {
		if err := os.WriteFile(file, []byte("not ours"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, test := range []struct{ from, to, want string }{
		{path, there, "there is a file"},
		{path, filepath.Join(folder, "missing", "backup"), "does not exist; make it"},
		{filepath.Join(folder, "none"), filepath.Join(folder, "new"), "there is no file"},
		{foreign, filepath.Join(folder, "new"), "file is not a database"},
		{"/dev/null", filepath.Join(folder, "new"), "the backup"},
	} {
		_, err := Backup(t.Context(), test.from, test.to, silent)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s to %s: %v, want %q", test.from, test.to, err, test.want)
		}
	}
	left, err := os.ReadDir(folder)
	if err != nil || len(left) != 2 {
		t.Errorf("what failed left %v (%v)", left, err)
	}
	if text, err := os.ReadFile(there); err != nil || string(text) != "not ours" {
		t.Errorf("the file that was there holds %q (%v)", text, err)
	}
}

// TestABackupHoldsAllThatWasThereAtOneMoment has an organisation and its assessment
// added in one transaction, again and again. No backup has one without the other.
func TestABackupHoldsAllThatWasThereAtOneMoment(t *testing.T) {
	t.Parallel()
	path := databasetest.SQLite(t, migrateAt)
	store := openAt(t, path)
	pinned := assessmentstest.Assessment(0, "")
	if err := store.PinInstrument(t.Context(), pinned.Instrument, pinned.Version, "sha256:"+strings.Repeat("0", 64)); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	begun, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		for n := 0; ctx.Err() == nil; n++ {
			err := store.Write(ctx, func(tx assessments.Tx) error {
				o := assessmentstest.Organisation(n)
				if err := tx.AddOrganisation(ctx, o); err != nil {
					return err
				}
				return tx.AddAssessment(ctx, assessmentstest.Assessment(n, o.ID))
			})
			if err != nil && ctx.Err() == nil {
				t.Error(err)
				close(begun)
				return
			}
			if n == 20 {
				close(begun)
			}
		}
	}()
	<-begun
	for n := range 5 {
		to := filepath.Join(t.TempDir(), "backup.db")
		got, err := Backup(ctx, path, to, silent)
		if err != nil {
			t.Fatal(err)
		}
		if got.Organisations < 20 || got.Organisations != got.Assessments || got.Layout != store.layout {
			t.Errorf("backup %d: %+v", n, got)
		}
		if info, err := os.Stat(to); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("who may read it: %v (%v)", info.Mode(), err)
		}
		if files, err := os.ReadDir(filepath.Dir(to)); err != nil || len(files) != 1 {
			t.Errorf("beside it is %v (%v)", files, err)
		}
	}
	stop()
	<-ended
}

func TestWhatIsNotABackupIsRefusedAndNothingIsReplaced(t *testing.T) {
	t.Parallel()
	path := databasetest.SQLite(t, migrateAt)
	store := openAt(t, path)
	good := filepath.Join(t.TempDir(), "good.db")
	if _, err := Backup(t.Context(), path, good, silent); err != nil {
		t.Fatal(err)
	}
	if _, err := PrepareReplacement(t.Context(), good, path); err == nil || !strings.Contains(err.Error(), "is in use; stop the service") {
		t.Errorf("while the service runs: %v", err)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(good)
	if err != nil {
		t.Fatal(err)
	}
	damaged := bytes.Clone(text)
	copy(damaged[len(damaged)/2:], bytes.Repeat([]byte{0xa5}, len(damaged)/4))
	for name, test := range map[string]struct {
		content []byte
		beside  string
		want    string
	}{
		"empty":    {nil, "", "not a database of Seven Rungs"},
		"foreign":  {[]byte("not ours, and long enough to be looked at"), "", "file is not a database"},
		"cut":      {text[:len(text)/2], "", "malformed"},
		"damaged":  {damaged, "", ""},
		"half":     {text, "-wal", "part of what it holds is in"},
		"not here": {nil, "", "there is no backup"},
	} {
		backup := filepath.Join(t.TempDir(), name)
		if name != "not here" {
			if err := os.WriteFile(backup, test.content, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if test.beside != "" {
			if err := os.WriteFile(backup+test.beside, []byte("some"), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := PrepareReplacement(t.Context(), backup, path); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %q", name, err, test.want)
		}
	}
	if _, err := PrepareReplacement(t.Context(), path, path); err == nil || !strings.Contains(err.Error(), "the database itself") {
		t.Errorf("itself: %v", err)
	}
	if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before[100:], after[100:]) { // it may have left its log behind
		t.Errorf("the database was changed (%v)", err)
	}
}

// TestAReplacementIsThereWholeOrNotAtAll puts a backup in place of a database that is
// there, gone, or damaged beyond reading.
// The path of the settings is one that begins where the command does.
func TestABackupIsMadeOfAPathThatIsNotWhole(t *testing.T) {
	t.Chdir(t.TempDir())
	openAt(t, "sevenrungs.db").Close()
	if _, err := Backup(t.Context(), "sevenrungs.db", "backup.db", silent); err != nil {
		t.Error(err)
	}
}

func TestAReplacementIsThereWholeOrNotAtAll(t *testing.T) {
	t.Parallel()
	for name, lose := range map[string]func(path string) error{
		"there": func(string) error { return nil },
		"gone": func(path string) error {
			return os.WriteFile(path+"-wal", []byte("of the one that is gone"), 0o600)
		},
		"damaged": func(path string) error { return os.WriteFile(path, bytes.Repeat([]byte{7}, 8192), 0o600) },
	} {
		path := databasetest.SQLite(t, migrateAt)
		store := openAt(t, path)
		add := func(n int) {
			err := store.Write(t.Context(), func(tx assessments.Tx) error { return tx.AddOrganisation(t.Context(), assessmentstest.Organisation(n)) })
			if err != nil {
				t.Fatal(err)
			}
		}
		add(1)
		backup := filepath.Join(t.TempDir(), "backup.db")
		if _, err := Backup(t.Context(), path, backup, silent); err != nil {
			t.Fatal(err)
		}
		add(2)
		if err := store.Close(); err != nil {
			t.Fatal(err)
		}
		if name == "gone" {
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
		}
		if err := lose(path); err != nil {
			t.Fatal(err)
		}
		r, err := PrepareReplacement(t.Context(), backup, path)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		aside, err := r.Install(t.Context(), time.Date(2026, 11, 29, 1, 0, 0, 0, time.UTC))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if want := path + ".before-restore-20261129T010000.000Z"; len(aside) == 0 || !strings.HasPrefix(aside[0], want) {
			t.Errorf("%s: moved aside are %q", name, aside)
		}
		if name == "there" {
			if got := contents(t, aside[len(aside)-1]); got.Organisations != 2 {
				t.Errorf("what was there holds %+v", got)
			}
		}
		again := openAt(t, path)
		if got := contents(t, path); got.Organisations != 1 {
			t.Errorf("%s: in its place is %+v", name, got)
		}
		if err := again.Ready(t.Context()); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func contents(t *testing.T, path string) Contents {
	t.Helper()
	c, err := lookThrough(t.Context(), path)
	if err != nil {
		t.Fatal(fmt.Errorf("%s: %w", path, err))
	}
	return c
}
