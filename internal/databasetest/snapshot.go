package databasetest

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// A Snapshot is what a database held at one time: what many tests begin with is made
// once.
type Snapshot struct {
	file     []byte // of an SQLite file
	database string // the name of the copy on the server, for PostgreSQL
}

// Keep takes a snapshot of the database at an address, which nobody has open.
func Keep(t testing.TB, address string) Snapshot {
	t.Helper()
	if IsFile(address) {
		content, err := os.ReadFile(address)
		if err != nil {
			t.Fatal(err)
		}
		return Snapshot{file: content}
	}
	name := fmt.Sprintf("%s_snapshot_%d", server.prefix, server.made.Add(1))
	onServer(t, "CREATE DATABASE "+name+copyOf(nameIn(t, address)))
	server.keep(name)
	return Snapshot{database: name}
}

// Restore makes the database at an address, which nobody has open, hold what the
// snapshot does, and nothing else.
func (s Snapshot) Restore(t testing.TB, address string) {
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
