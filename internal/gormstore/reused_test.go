package gormstore

import (
	"testing"

	"gorm.io/gorm"

	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// A shelf holds stores on PostgreSQL whose databases are empty again, for the tests
// of a contract. Each of these is short: to make a database, connections to it, and
// what the server remembers for each, takes several times as long.
type shelf struct {
	*testing.T // that has the tests, and with which all stores end
	empty      chan emptyStore
}

type emptyStore struct {
	*Store
	writer *gorm.DB
	fresh  string // all that is in it before anything was kept
}

func newShelf(t *testing.T) shelf {
	t.Helper()
	return shelf{t, make(chan emptyStore, 100)}
}

// take returns a store with nothing in it that nobody else has until t ends.
func (s shelf) take(t *testing.T) *Store {
	t.Helper()
	var taken emptyStore
	select {
	case taken = <-s.empty:
	default:
		taken = s.make(t)
	}
	t.Cleanup(func() {
		err := taken.writer.Exec(emptyAll).Error
		if err == nil && allIn(t, taken.writer) == taken.fresh {
			s.empty <- taken
		} // otherwise the test closed it, or left something, and nobody gets it any more
	})
	return taken.Store
}

func (s shelf) make(t *testing.T) emptyStore {
	t.Helper()
	store := openStrict(s.T, databasetest.Postgres(s.T, migrateAt))
	writer, _ := waysOf(t, store)
	writer = writer.WithContext(s.Context())
	return emptyStore{store, writer, allIn(t, writer)}
}

// emptyAll deletes all that a test may have kept, past the rules of the database, and
// begins all numbers again. The other tables hold what migrations put there.
const emptyAll = `DO $$ DECLARE name text; BEGIN
	PERFORM set_config('session_replication_role', 'replica', true);
	FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN ('goose_db_version', 'kept_by_name') LOOP
		EXECUTE format('DELETE FROM %I', name);
	END LOOP;
	FOR name IN SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' AND sequencename NOT LIKE 'goose%' LOOP
		PERFORM setval(name::regclass, 1, false);
	END LOOP;
END $$`

// allIn sums up all that is in a database, and where its numbers stand.
func allIn(t *testing.T, db *gorm.DB) (sum string) {
	t.Helper()
	err := db.Raw(`SELECT md5(
		(SELECT string_agg(tablename || query_to_xml(format('SELECT * FROM %I', tablename), true, false, ''), ',' ORDER BY tablename) FROM pg_tables WHERE schemaname = 'public') ||
		(SELECT string_agg(sequencename || coalesce(last_value, 0), ',' ORDER BY sequencename) FROM pg_sequences WHERE schemaname = 'public'))`).Scan(&sum).Error
	if err != nil || sum == "" {
		t.Errorf("looking through the database: %v", err)
	}
	return sum
}
