package cli_test

import (
	"net/http"
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

// must runs a program of PostgreSQL's.
func must(t *testing.T, program string, args ...string) {
	t.Helper()
	if said, err := exec.CommandContext(t.Context(), program, args...).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", program, err, strings.TrimSpace(string(said)))
	}
}
