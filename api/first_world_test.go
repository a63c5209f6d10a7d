package api_test

import (
	"log/slog"
	"maps"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
	"github.com/sevenrungs/sevenrungs/internal/gormstore"
)

// moved is a world that somebody moved into, in a database of one kind. To move in
// takes several hundred statements. So the first test that needs such a world makes
// it, and every test gets a copy: of a file over an empty one, and on a server from
// the start, see [makeFirst].
type moved struct {
	in   sync.Once             // for a file
	as   *world                // nil when it could not be made
	kept databasetest.Snapshot // of a file
}

// onFile and onServer are the first worlds of either kind of database.
var onFile, onServer moved

// firstWorld has the new database at an address hold what the first world did, and
// returns that world.
func firstWorld(t testing.TB, address string) *world {
	t.Helper()
	first := &onServer
	if databasetest.IsFile(address) {
		first = &onFile
		first.in.Do(func() {
			first.make(t, address)
			first.kept = databasetest.Keep(t, address)
		})
		first.kept.Restore(t, address)
	}
	if first.as == nil {
		t.Fatal("the first world could not be made")
	}
	return first.as
}

func (m *moved) make(t testing.TB, address string) {
	t.Helper()
	w := &world{past: new(atomic.Int64), fresh: fresh{given: map[string]given{}}, newKeys: map[assessments.Hash]bool{}, keys: map[string]string{notAKey: "rung_nonsense"}, drawn: newDrawn()}
	w.prepare(t, address, w.settleIn)
	m.as = w
}

// prepare has something be done in a database, and lets go of it.
func (w *world) prepare(t testing.TB, address string, do func(testing.TB)) {
	t.Helper()
	store, err := gormstore.Open(t.Context(), address, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	w.on(t, store)
	do(t)
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
}

// again is the same world for another test, to which all that happens happens anew.
func (w *world) again() *world {
	past := new(atomic.Int64)
	past.Store(w.past.Load())
	return &world{
		past: past, fresh: fresh{w.fresh.made, maps.Clone(w.fresh.given)}, newKeys: maps.Clone(w.newKeys), keys: maps.Clone(w.keys),
		frozen: w.frozen, drawn: w.drawn.again(), scene: scene{maps.Clone(w.scene.keys), maps.Clone(w.ids)},
	}
}
