package cli_test

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// TestAnOperatorsYear walks through what somebody who looks after a service does, with
// the commands that docs/operating.md names: install, update, back up, lose a disk, put
// the backup back, grow out of the file, and lose a server. What organisations and
// people did is there at the end, and what they took back is not.
func TestAnOperatorsYear(t *testing.T) {
	t.Parallel()
	pair := databasetest.NewPair(t)
	d := newDisk(t)

	// January: install.
	s := spawn(t, d.database, d.settings()...)
	w := build(t, s)

	// March: update. The new program takes the place of one that counted less.
	d.backUp(t, "march.db")
	if err := s.stop(); err != nil {
		t.Fatal(err)
	}
	d.goBack(t, "ALTER TABLE journal_folders DROP COLUMN moves")
	if err := os.Remove(filepath.Join(d.journal, "moves")); err != nil {
		t.Fatal(err)
	}
	s = spawn(t, d.database, d.settings()...)
	s.must(t, http.MethodGet, w.open, w.council.key, "")

	// June: the disk dies after the nightly backup.
	nightly := d.backUp(t, "june.db")
	w.goOn(t, s)
	d.freeze(t, s)
	if err := s.stop(); err != nil {
		t.Fatal(err)
	}
	d.lose(t)
	d.must(t, "restore", nightly)
	s = startService(t, d.database, d.settings()...)
	w.check(t, s)
	s.end(t)

	// September: several copies of the service are to share the data.
	d.must(t, "migrate-to", pair.Address())
	d.database = pair.Address()
	s = spawn(t, d.database, d.settings()...)
	w.check(t, s)

	// November: the server that takes writes is lost.
	pair.FailOver(t)
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(10 * time.Millisecond) {
		if _, acknowledged := registerAt(t, s.url, "Late in the year"); acknowledged {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("it does not come back")
		}
	}
	w.check(t, s)

	// December: is all as it was published?
	if said := d.must(t, "audit"); !strings.Contains(said, "All is well.") {
		t.Errorf("the audit says %s", said)
	}
}

// goBack takes the newest migration back, by what undoes it, so that the database is as
// the program before this one left it.
func (d disk) goBack(t *testing.T, undoes string) {
	t.Helper()
	databasetest.Alter(t, d.database, undoes, "DELETE FROM goose_db_version WHERE version_id = (SELECT max(version_id) FROM goose_db_version)")
	var marker map[string]any
	text, err := os.ReadFile(d.database + "-marker")
	if err == nil {
		err = json.Unmarshal(text, &marker)
	}
	if err != nil {
		t.Fatal(err)
	}
	marker["layout"] = marker["layout"].(float64) - 1
	if text, err = json.Marshal(marker); err == nil {
		err = os.WriteFile(d.database+"-marker", text, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// must runs a command that has to succeed.
func (d disk) must(t *testing.T, args ...string) string {
	t.Helper()
	said, err := d.run(t, args...)
	if err != nil {
		t.Fatalf("%v: %v\n%s", args, err, said)
	}
	return said
}

// backUp makes a backup and returns its path.
func (d disk) backUp(t *testing.T, name string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	d.must(t, "backup", path)
	return path
}
