package cli_test

import (
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// TestAServerIsLost is the drill on PostgreSQL, by the commands of docs/postgresql.md: a
// backup while others write, then all that must not come undone, then another server.
func TestAServerIsLost(t *testing.T) {
	t.Parallel()
	d := disk{databasetest.Postgres(t, migrate), filepath.Join(t.TempDir(), "journal"), nil}
	s := startService(t, d.database, d.settings()...)
	w := build(t, s)
	stop := keepBusy(t, s)
	backup := filepath.Join(t.TempDir(), "backup.dump")
	must(t, "pg_dump", "--format=custom", "--file="+backup, d.database)
	w.goOn(t, s)
	d.freeze(t, s)
	stop()
	s.end(t)

	d.database = databasetest.EmptyPostgres(t)
	must(t, "pg_restore", "--no-owner", "--exit-on-error", "--dbname="+d.database, backup)
	d.requireTooOld(t)
	if said, err := d.run(t, "restore"); err != nil {
		t.Fatalf("restore: %v\n%s", err, said)
	}
	s = startService(t, d.database, d.settings()...)
	w.check(t, s)
	if status, _ := s.send(t, http.MethodGet, w.open, w.council.key, ""); status != http.StatusOK {
		t.Errorf("what went on is %d", status)
	}
	s.end(t)
	if said, err := d.run(t, "audit"); err != nil {
		t.Errorf("audit: %v\n%s", err, said)
	}
}

// requireTooOld holds that the service does not start on a database in which what its
// journal says has come undone.
func (d disk) requireTooOld(t *testing.T) {
	t.Helper()
	if said, err := d.run(t, "serve"); err == nil || !strings.Contains(err.Error(), "Run sevenrungs restore, without a file") {
		t.Fatalf("serve: %v\n%s", err, said)
	}
}

// registerWithTwoKeys returns an organisation, the address of its keys, and the second one.
func registerWithTwoKeys(t *testing.T, s *service) (c *caller, keys string, second map[string]any) {
	t.Helper()
	c = register(t, s)
	keys = "/v1/organisations/" + c.id + "/keys"
	return c, keys, s.must(t, http.MethodPost, keys, c.key, `{"name":"Second"}`)
}

// A file that was put back by hand, without our command, is found to be too old. One that
// a killed process left, with what it had just moved into the journal, is not.
func TestAFileThatIsOlderThanItsJournalIsRefused(t *testing.T) {
	t.Parallel()
	d := newDisk(t)
	s := startService(t, d.database, d.settings()...)
	c, keys, key := registerWithTwoKeys(t, s)
	s.end(t)
	old, err := os.ReadFile(d.database)
	if err != nil {
		t.Fatal(err)
	}
	s = startService(t, d.database, d.settings()...)
	s.must(t, http.MethodDelete, keys+"/"+text(key, "id"), c.key, "")
	s.end(t)

	putBack := func() {
		if err := os.WriteFile(d.database, old, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	putBack()
	d.requireTooOld(t)
	databasetest.Alter(t, d.database, "INSERT INTO journal_facts VALUES (1, 0, 'key_revoked "+text(key, "id")+" - -', '')")
	startService(t, d.database, d.settings()...).end(t)
	putBack()
	d.requireTooOld(t)
	if said := d.must(t, "restore"); !strings.Contains(said, "Ended again here: 1.") {
		t.Errorf("restore: %s", said)
	}
	if said := d.must(t, "restore"); !strings.Contains(said, "Ended again here: 0.") {
		t.Errorf("a second time: %s", said)
	}
	s = startService(t, d.database, d.settings()...)
	if status, _ := s.send(t, http.MethodGet, keys, text(key, "key"), ""); status != http.StatusUnauthorized {
		t.Errorf("a revoked key: %d", status)
	}
	s.end(t)
}

// A journal whose disk is not there at the start is not begun anew behind the operator's
// back. It is when they say so.
func TestAJournalThatIsNotThereIsMissed(t *testing.T) {
	t.Parallel()
	d := newDisk(t)
	startService(t, d.database, d.settings()...).end(t)
	if err := os.Rename(d.journal, d.journal+"-away"); err != nil {
		t.Fatal(err)
	}
	if said, err := d.run(t, "serve"); err == nil || !strings.Contains(err.Error(), "is not in "+d.journal) {
		t.Fatalf("serve: %v\n%s", err, said)
	}
	if err := os.Rename(d.journal+"-away", d.journal); err != nil {
		t.Fatal(err)
	}
	startService(t, d.database, d.settings()...).end(t)
	if err := os.RemoveAll(d.journal); err != nil {
		t.Fatal(err)
	}
	d.must(t, "restore", "--new-journal")
	startService(t, d.database, d.settings()...).end(t)
}

// What is in the old file alone, since the journal could not be written, is done again too.
func TestWhatTheJournalDoesNotHaveYetIsDoneAgain(t *testing.T) {
	t.Parallel()
	d := newDisk(t)
	s := startService(t, d.database, d.settings()...)
	_, keys, key := registerWithTwoKeys(t, s)
	backup := d.backUp(t, "backup.db")
	s.end(t)
	databasetest.Alter(t, d.database, "INSERT INTO journal_facts VALUES (1, 0, 'key_revoked "+text(key, "id")+" - -', '')")
	d.must(t, "restore", backup)
	s = startService(t, d.database, d.settings()...)
	if status, _ := s.send(t, http.MethodGet, keys, text(key, "key"), ""); status != http.StatusUnauthorized {
		t.Errorf("a revoked key: %d", status)
	}
	s.end(t)
}

// must runs a program of PostgreSQL's.
func must(t *testing.T, program string, args ...string) {
	t.Helper()
	if said, err := exec.CommandContext(t.Context(), program, args...).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", program, err, strings.TrimSpace(string(said)))
	}
}
