package gormstore

import (
	"errors"
	"testing"
	"testing/synctest"

	"gorm.io/gorm"

	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// waiting has facts wait in a store for a journal, which is there now.
func waiting(t *testing.T, store *Store) {
	t.Helper()
	endless(t, store)
	endAll(t, store)
	if factsIn(t, store) == 0 {
		t.Fatal("no fact waits, so that it proves nothing")
	}
	store.journal = &notebook{}
}

func factsIn(t *testing.T, store *Store) (waiting int) {
	t.Helper()
	if err := store.read().Raw("SELECT count(*) FROM journal_facts").Scan(&waiting).Error; err != nil {
		t.Fatal(err)
	}
	return waiting
}

// A write that others were in the way of is done again, all of it.
func TestFactsThatMovedAreGoneAlsoAfterASecondTryOnPostgreSQL(t *testing.T) {
	t.Parallel()
	address := databasetest.Postgres(t, migrateAt)
	store := openAt(t, address, WithJitter(func() float64 { return 0 }))
	waiting(t, store)
	other, look := connectTo(t, address), connectTo(t, address)
	execOn(t, other, "INSERT INTO journal_facts SELECT number, at, line, assessment_id FROM generate_series(1, 500) AS number, (SELECT * FROM journal_facts LIMIT 1) AS one", // as many as go at once
		"BEGIN", "DELETE FROM journal_facts WHERE id = (SELECT max(id) FROM journal_facts)")
	moved := make(chan error, 1)
	go func() { moved <- store.moveFacts(t.Context()) }()
	until(t, look, "SELECT count(*) > 0 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")
	execOn(t, other, "COMMIT") // which undoes what waits for it
	if err := <-moved; err != nil {
		t.Error(err)
	}
	if left := factsIn(t, store); left > 0 {
		t.Errorf("%d facts are in the journal and wait for it as well", left)
	}
}

// A write that shared a batch with one that failed is done again, all of it.
func TestFactsThatMovedAreGoneAlsoAfterASecondTryOnSQLite(t *testing.T) {
	t.Parallel()
	inBubble(t, func(t *testing.T, store *Store) {
		waiting(t, store)
		goOn := hold(t, store)
		moved, failure := make(chan error, 1), errors.New("not today")
		go func() { moved <- store.moveFacts(t.Context()) }()
		synctest.Wait()
		failed := submit(t.Context(), t, store, func(tx *gorm.DB) error { return errors.Join(insert("failing")(tx), failure) })
		goOn()
		if err := <-failed; !errors.Is(err, failure) {
			t.Errorf("got %v, want its own error", err)
		}
		if err := <-moved; err != nil {
			t.Error(err)
		}
		if left := factsIn(t, store); left > 0 {
			t.Errorf("%d facts are in the journal and wait for it as well", left)
		}
	})
}
