package gormstore

import (
	"database/sql"
	"strconv"
	"testing"

	"gorm.io/gorm"

	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// Every connection is held at once, so that the pool has to make them all.
func TestSettingsAreInForceOnEveryConnection(t *testing.T) {
	t.Parallel()
	store := openAt(t, databasetest.SQLite(t, migrateAt))
	settings := map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "busy_timeout": "5000", "cell_size_check": "1", "wal_autocheckpoint": strconv.Itoa(restartAt)}
	for name, pool := range map[string]struct {
		db        *gorm.DB
		queryOnly string
	}{
		"writer": {fileOf(t, store).writer, "0"},
		"reader": {store.read(), "1"},
	} {
		db, err := pool.db.DB()
		if err != nil {
			t.Fatal(err)
		}
		size := db.Stats().MaxOpenConnections
		if (size == 1) != (name == "writer") {
			t.Errorf("%s: at most %d connections", name, size)
		}
		for range size {
			conn, err := db.Conn(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			settings["query_only"] = pool.queryOnly
			if name == "writer" {
				settings["secure_delete"] = "1" // what it deletes, it overwrites
			} else {
				delete(settings, "secure_delete")
			}
			for setting, want := range settings {
				if got := pragma(t, conn, setting); got != want {
					t.Errorf("%s: %s is %s, want %s", name, setting, got, want)
				}
			}
		}
	}
}

func pragma(t *testing.T, conn *sql.Conn, name string) string {
	t.Helper()
	var value string
	if err := conn.QueryRowContext(t.Context(), "PRAGMA "+name).Scan(&value); err != nil {
		t.Fatal(err)
	}
	return value
}
