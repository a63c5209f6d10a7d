package gormstore

import (
	"testing"
	"testing/synctest"

	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// A bubble has a clock of its own, which moves when everybody in it waits for
// something in it, and only then: see [synctest]. A statement under way on a
// server holds it, however long that takes. So what runs in a bubble does not
// depend on how busy the machine is.

// inBubble runs test in a bubble, on an empty SQLite file.
func inBubble(t *testing.T, test func(t *testing.T, store *Store)) {
	t.Helper()
	inBubbleAt(t, databasetest.SQLite(t, migrateAt), test)
}

// inBubbleAt runs test in a bubble, on the database at address.
func inBubbleAt(t *testing.T, address string, test func(t *testing.T, store *Store)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) { test(t, openAt(t, address)) })
}

// bubbleForBoth runs test in a bubble, once on an empty database of each kind.
func bubbleForBoth(t *testing.T, test func(t *testing.T, store *Store)) {
	t.Helper()
	databasetest.OnBoth(t, migrateAt, func(t *testing.T, address string) {
		t.Helper()
		inBubbleAt(t, address, test)
	})
}
