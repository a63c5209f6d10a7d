package gormstore

import (
	"bytes"
	"encoding/binary"
	"os"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/assessmentstest"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

const pageSize = 4096

// A place is where in a file damage can come to.
type place func(t *testing.T, content []byte, root int) int

// root is the topmost page of a table.
func root(_ *testing.T, _ []byte, root int) int { return root }

// leaf is the last page of a table, which its topmost page names at its place 8.
func leaf(t *testing.T, content []byte, root int) int {
	t.Helper()
	header := content[(root-1)*pageSize:]
	if header[0] != 5 && header[0] != 2 { // an inner page of a table, or of an index
		t.Fatalf("the topmost page has no others below it: its kind is %d", header[0])
	}
	return int(binary.BigEndian.Uint32(header[8:]))
}

// populated returns the path of a database with 400 organisations, and where on it a
// page begins.
func populated(t *testing.T, table string, which place) (path string, at int64) {
	t.Helper()
	path = databasetest.SQLite(t, migrateAt)
	store := openAt(t, path)
	err := store.Write(t.Context(), func(tx assessments.Tx) error {
		for n := range 400 {
			if err := tx.AddOrganisation(t.Context(), assessmentstest.Organisation(2*n)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var top int
	if err := store.read().Raw("SELECT rootpage FROM sqlite_schema WHERE name = ?", table).Take(&top).Error; err != nil {
		t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return path, int64(which(t, content, top)-1) * pageSize
}

// spoil puts noise where a page begins. The file stays open: SQLite's locks in this
// process would go with it.
func spoil(t *testing.T, path string, at int64) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	if _, err := f.WriteAt(bytes.Repeat([]byte{0x5a}, 40), at); err != nil {
		t.Fatal(err)
	}
}

func spoilt(t *testing.T, table string, which place) string {
	t.Helper()
	path, at := populated(t, table, which)
	spoil(t, path, at)
	return path
}

// Damage is found without anybody asking for what is damaged. From then on nothing
// is written, and what is good can be read.
func TestDamageIsFoundAtTheStart(t *testing.T) {
	t.Parallel()
	for _, table := range []string{"organisations", "organisations_updated"} {
		for name, which := range map[string]place{"root": root, "leaf": leaf} {
			t.Run(table+", "+name, func(t *testing.T) {
				t.Parallel()
				path := spoilt(t, table, which)
				synctest.Test(t, func(t *testing.T) {
					var log strings.Builder
					store := openAnyhow(t, path, &log)
					synctest.Wait()
					requireDamaged(t, store)
					if _, err := store.IsDemo(t.Context()); err != nil {
						t.Errorf("what is good: %v", err)
					}
					if err := store.Close(); err != nil {
						t.Error(err)
					}
					if !strings.Contains(log.String(), "no writes are taken: the database is damaged") {
						t.Errorf("the log does not tell: %s", log.String())
					}
				})
			})
		}
	}
}

func requireDamaged(t *testing.T, store *Store) {
	t.Helper()
	if err := store.Ready(t.Context()); fault.KindOf(err) != fault.Unavailable || !strings.Contains(err.Error(), "damaged") {
		t.Errorf("ready: %v", err)
	}
	if err := keepOne(t, store, 5000); fault.KindOf(err) != fault.Unavailable || !strings.Contains(err.Error(), "damaged") {
		t.Errorf("a write: %v", err)
	}
}

// What is on a damaged page is an error that says so, and never less than was kept.
func TestNothingDamagedIsServed(t *testing.T) {
	t.Parallel()
	for name, which := range map[string]place{"root": root, "leaf": leaf} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			store := openAnyhow(t, spoilt(t, "organisations", which), t.Output())
			refused := 0
			for n := range 400 {
				_, err := store.Organisation(t.Context(), assessmentstest.ID(2*n))
				switch {
				case fault.KindOf(err) == fault.Unavailable:
					refused++
				case err != nil:
					t.Fatalf("number %d: %v", n, err)
				}
			}
			if refused == 0 || name == "root" && refused < 400 {
				t.Errorf("%d of 400 were refused", refused)
			}
		})
	}
}

// A write that meets damage which came later has all of it looked through again.
func TestAWriteThatMeetsDamageHasItLookedFor(t *testing.T) {
	t.Parallel()
	path, at := populated(t, "organisations", leaf)
	synctest.Test(t, func(t *testing.T) {
		store := openAnyhow(t, path, t.Output())
		synctest.Wait() // until it has been looked through
		if err := keepOne(t, store, 1); err != nil {
			t.Errorf("with nothing damaged: %v", err)
		}
		spoil(t, path, at)
		if err := keepOne(t, store, 799); fault.KindOf(err) != fault.Unavailable {
			t.Errorf("on a page that is damaged: %v", err)
		}
		synctest.Wait()
		requireDamaged(t, store)
	})
}
