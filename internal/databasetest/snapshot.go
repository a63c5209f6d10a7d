package databasetest

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
)

// A First is what the first test that needs it makes, in a database of either kind.
// Every later one gets a copy of that, and what else was made.
type First[T any] struct{ file, server first[T] }

type first[T any] struct {
	once sync.Once
	made *T // nil when it could not be made
	kept snapshot
}

// In has the new database at an address, which nobody has open, hold what begin leaves
// there, and returns what begin does.
func (f *First[T]) In(t testing.TB, address string, begin func() T) T {
	t.Helper()
	one, isFirst := &f.server, false
	if IsFile(address) {
		one = &f.file
	}
	one.once.Do(func() {
		made := begin() // which may end the test
		one.kept, one.made, isFirst = keep(t, address), &made, true
	})
	if one.made == nil {
		t.Fatal("what the test begins with could not be made")
	}
	if !isFirst {
		one.kept.restore(t, address)
	}
	return *one.made
}

// A snapshot is what a database held at one time.
type snapshot struct {
	file     []byte // of an SQLite file
	database string // the name of the copy on the server, for PostgreSQL
}

// keep takes a snapshot of the database at an address, which nobody has open.
func keep(t testing.TB, address string) snapshot {
	t.Helper()
	if IsFile(address) {
		content, err := os.ReadFile(address)
		if err != nil {
			t.Fatal(err)
		}
		return snapshot{file: content}
	}
	name := fmt.Sprintf("%s_snapshot_%d", server.prefix, server.made.Add(1))
	onServer(t, "CREATE DATABASE "+name+copyOf(nameIn(t, address)))
	server.keep(name)
	return snapshot{database: name}
}

// restore makes the database at an address, which nobody has open, hold what the
// snapshot does, and nothing else.
func (s snapshot) restore(t testing.TB, address string) {
	t.Helper()
	if IsFile(address) {
		if err := os.WriteFile(address, s.file, 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	name := nameIn(t, address)
	onServer(t, "DROP DATABASE "+name)
	onServer(t, "CREATE DATABASE "+name+copyOf(s.database))
}

// IsFile tells whether an address is that of an SQLite file.
func IsFile(address string) bool { return !strings.Contains(address, "://") }

// copyOf has a database made of another's files. That is less work than through the
// log, which nobody reads.
func copyOf(name string) string { return " TEMPLATE " + name + " STRATEGY file_copy" }
