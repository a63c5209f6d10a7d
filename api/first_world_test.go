package api_test

import (
	"log/slog"
	"maps"
	"sync/atomic"
	"testing"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
	"github.com/sevenrungs/sevenrungs/internal/gormstore"
)

// firstInFile is a world that somebody moved into. To move in takes several hundred
// statements, so every test gets a copy.
var firstInFile databasetest.First[*world]

// firstOnServer is the same for PostgreSQL. All databases there begin with it, see
// [makeFirst].
var firstOnServer *world // nil when it could not be made

// firstWorld has the new database at an address hold what the first world did, and
// returns that world.
func firstWorld(t testing.TB, address string) *world {
	t.Helper()
	if databasetest.IsFile(address) {
		return firstInFile.In(t, address, func() *world { return moveIn(t, address) })
	}
	if firstOnServer == nil {
		t.Fatal("the first world could not be made")
	}
	return firstOnServer
}

func moveIn(t testing.TB, address string) *world {
	t.Helper()
	w := &world{past: new(atomic.Int64), fresh: fresh{given: map[string]given{}}, newKeys: map[assessments.Hash]bool{}, keys: map[string]string{notAKey: "rung_nonsense"}, drawn: newDrawn()}
	w.prepare(t, address, w.settleIn)
	return w
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
