package cli_test

import (
	"context"
	"log/slog"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
	"github.com/sevenrungs/sevenrungs/internal/gormstore"
)

// keepBusy writes until it is told to stop.
func keepBusy(t *testing.T, s *service) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	var writers sync.WaitGroup
	for range 3 {
		writers.Go(func() {
			for ctx.Err() == nil {
				req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.url+"/v1/organisations", strings.NewReader(`{"name":"Busy"}`))
				if err != nil {
					t.Error(err)
					return
				}
				req.Header.Set("Content-Type", "application/json")
				if answer, err := http.DefaultClient.Do(req); err == nil {
					answer.Body.Close()
				}
			}
		})
	}
	return func() {
		cancel()
		writers.Wait()
	}
}

// TestADiskIsLost is the drill: a backup while others write, then all that must not
// come undone, then the disk is gone. What is put back is as safe as what was lost.
func TestADiskIsLost(t *testing.T) {
	t.Parallel()
	d := newDisk(t)
	s := spawn(t, d.database, d.settings()...)
	w := build(t, s)
	stop := keepBusy(t, s)
	backup := filepath.Join(t.TempDir(), "backup.db")
	if said, err := d.run(t, "backup", backup); err != nil || !strings.Contains(said, "is good") {
		t.Fatalf("backup: %v\n%s", err, said)
	}
	w.goOn(t, s)
	d.freeze(t, s)
	stop()
	if err := s.stop(); err != nil { // at once, as when the power goes
		t.Fatal(err)
	}
	d.lose(t)

	w.restoreWith(t, d, backup)
	w.restoreWithout(t, backup)
}

func (w *world) restoreWith(t *testing.T, d disk, backup string) {
	t.Helper()
	if said, err := d.run(t, "restore", backup); err != nil || !strings.Contains(said, "is in place of") {
		t.Fatalf("restore: %v\n%s", err, said)
	}
	if found := d.holds(t, secretNote+"closed", secretNote+"withdrawn", secretNote+"erased"); len(found) > 0 {
		t.Errorf("what was deleted is back in the file: %q", found)
	}
	if kept := d.holds(t, secretNote+"kept"); len(kept) == 0 {
		t.Error("what was not deleted is gone, so that this proves nothing")
	}
	s := startService(t, d.database, d.settings()...)
	w.check(t, s)
	s.end(t)
	if said, err := d.run(t, "audit"); err != nil {
		t.Errorf("audit: %v\n%s", err, said)
	}
	// Put back once more, over what is there now: it is the same again.
	if said, err := d.run(t, "restore", backup); err != nil || !strings.Contains(said, "before-restore-") {
		t.Fatalf("restore: %v\n%s", err, said)
	}
	s = startService(t, d.database, d.settings()...)
	w.check(t, s)
	s.end(t)
}

func (w *world) restoreWithout(t *testing.T, backup string) {
	t.Helper()
	d := newDisk(t)
	if said, err := d.run(t, "restore", backup); err == nil || !strings.Contains(err.Error(), "there is no journal") {
		t.Fatalf("restored without a word: %v\n%s", err, said)
	}
	if _, err := os.Stat(d.database); !os.IsNotExist(err) {
		t.Fatalf("what was refused left a database: %v", err)
	}
	if said, err := d.run(t, "restore", "--without-journal", backup); err != nil {
		t.Fatalf("restore: %v\n%s", err, said)
	}
	if found := d.holds(t, secretNote); len(found) > 0 {
		t.Errorf("answers are back in the file: %q", found)
	}
	s := startService(t, d.database, d.settings()...)
	for path, want := range map[string]string{w.closed: "cancelled", w.open: "cancelled", w.share: "withdrawn"} {
		if answer := s.must(t, http.MethodGet, path, w.council.key, ""); text(answer, "state") != want {
			t.Errorf("%s: %v, want %s", path, answer, want)
		}
	}
	if status, _ := s.send(t, http.MethodGet, w.linked+"/result", w.linkKey, ""); status != http.StatusUnauthorized {
		t.Errorf("a link that may have been revoked: %d", status)
	}
	databasetest.Alter(t, d.database, "UPDATE periods SET freeze_at = closes_at")
	status, answer := s.send(t, http.MethodPost, "/v1/periods/first/freeze", chosenKey, "")
	if status != http.StatusConflict || !strings.Contains(text(answer, "detail"), "until the operator has looked") {
		t.Errorf("a freeze: %d %v", status, answer)
	}
	if said, err := d.run(t, "restore", "--looked"); err != nil || !strings.Contains(said, "Freezes go on.") {
		t.Errorf("looked: %v\n%s", err, said)
	}
	d.freeze(t, s)
	s.end(t)
}

// asProgram starts a command as a process of its own.
func (d disk) asProgram(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], args...)
	cmd.Env = append(d.settings(), actAsProgram+"=1", "HOME="+t.TempDir())
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd
}

// TestARestoreThatIsKilledLeavesTheOldOrTheNew kills it later each time, until it comes
// to its end.
func TestARestoreThatIsKilledLeavesTheOldOrTheNew(t *testing.T) {
	t.Parallel()
	d := newDisk(t)
	backup := filepath.Join(t.TempDir(), "backup.db")
	s := startService(t, d.database, d.settings()...)
	register(t, s)
	if said, err := d.run(t, "backup", backup); err != nil {
		t.Fatalf("backup: %v\n%s", err, said)
	}
	register(t, s)
	s.end(t)
	old := 0
	for pause := 10 * time.Millisecond; ; pause += pause / 2 {
		cmd := d.asProgram(t, "restore", backup)
		kill := time.AfterFunc(pause, func() { _ = cmd.Process.Kill() })
		ended := cmd.Wait()
		kill.Stop()
		switch found := d.organisations(t); {
		case found == 2 && ended != nil:
			old++
			continue
		case found != 1:
			t.Fatalf("after %v there are %d organisations, and it ended with %v", pause, found, ended)
		}
		break
	}
	if old == 0 {
		t.Error("it was never killed before its end, so that this proves nothing")
	}
}

// organisations returns how many there are.
func (d disk) organisations(t *testing.T) int {
	t.Helper()
	store, err := gormstore.Open(t.Context(), d.database, slog.New(slog.DiscardHandler), gormstore.ThatIsThere())
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	found, err := store.Organisations(t.Context(), assessments.Scope{All: true}, assessments.OrganisationFilter{}, access.Page{Limit: 10})
	if err != nil {
		t.Fatal(err)
	}
	return len(found)
}

// Where nothing is said about the database, it is in the folder in which somebody happens
// to be. So whoever puts a backup back is told which file it is, and that none was there.
func TestARestoreNamesTheWholePath(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	d := disk{database: filepath.Join(folder, "from.db")}
	startService(t, d.database, d.settings()...).end(t)
	backup := d.backUp(t, "backup.db")
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	if d.database, err = filepath.Rel(here, filepath.Join(folder, "test.db")); err != nil {
		t.Fatal(err)
	}
	for _, want := range [][]string{
		{"in place of " + folder + "/test.db", "No database was there"},
		{"in place of " + folder + "/test.db", "  " + folder + "/test.db.before-restore-"},
	} {
		said := d.must(t, "restore", "--without-journal", backup)
		for _, words := range want {
			if !strings.Contains(said, words) {
				t.Errorf("it does not say %q:\n%s", words, said)
			}
		}
	}
}

// On PostgreSQL its own means put a backup back. What was done since is done again
// there, and until it is the service does not start.
func TestWhatOtherMeansPutBackIsMadeGood(t *testing.T) {
	t.Parallel()
	forBoth(t, func(t *testing.T, database string) {
		d := disk{database, filepath.Join(t.TempDir(), "journal"), nil}
		s := startService(t, database, d.settings()...)
		w := build(t, s)
		s.end(t)
		// As if all of this were lost, and what is there had been put back.
		databasetest.Alter(t, database, "CREATE TABLE before_keys AS SELECT id FROM keys WHERE revoked_at IS NULL")
		s = startService(t, database, d.settings()...)
		s.must(t, http.MethodDelete, w.key, w.council.key, "")
		s.end(t)
		databasetest.Alter(t, database, "UPDATE keys SET revoked_at = NULL WHERE id IN (SELECT id FROM before_keys)", "DROP TABLE before_keys",
			"INSERT INTO restorations (number, began_at, with_journal) VALUES (1, 1, TRUE)")
		if said, err := d.run(t, "serve"); err == nil || !strings.Contains(err.Error(), "that was not finished") {
			t.Fatalf("half restored: %v\n%s", err, said)
		}
		if said, err := d.run(t, "restore"); err != nil {
			t.Fatalf("restore: %v\n%s", err, said)
		}
		s = startService(t, database, d.settings()...)
		if status, _ := s.send(t, http.MethodGet, "/v1/organisations/"+w.council.id, w.revoked, ""); status != http.StatusUnauthorized {
			t.Errorf("a revoked key: %d", status)
		}
		s.must(t, http.MethodGet, "/v1/organisations/"+w.council.id, w.council.key, "")
		s.end(t)
	})
}

func TestABackupOfPostgreSQLSaysHow(t *testing.T) {
	t.Parallel()
	d := disk{"postgres://ann:secret@127.0.0.1/rungs", "", nil}
	for _, args := range [][]string{{"backup", "x"}, {"restore", "x"}} {
		said, err := d.run(t, args...)
		if err == nil || !strings.Contains(err.Error(), "PostgreSQL") || strings.Contains(err.Error()+said, "secret") {
			t.Errorf("%v: %v\n%s", args, err, said)
		}
	}
}
