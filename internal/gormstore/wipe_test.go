package gormstore

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/assessmentstest"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// herd adds many organisations, each in words of its own and large enough that
// pages fill and split, with a key and an answer each. It returns their ids.
func herd(t *testing.T, store *Store, size int) []string {
	t.Helper()
	var ids []string
	for n := range size {
		o := assessmentstest.FullOrganisation(2 * n)
		key := assessmentstest.Key(100_000+n, access.OrganisationRole, o.ID)
		answer := assessmentstest.Replay(n, o.ID)
		o.Name, o.ExternalID, key.Name = mark("name", n), mark("external", n), mark("key", n)
		answer.Location = "/v1/organisations/" + o.ID
		o.Verification.Note = strings.Repeat(mark("note", n)+" ", 1+n%40)
		answer.Body = []byte(strings.Repeat(mark("answer", n)+" ", 1+n%70))
		assessmentstest.Add(t, store, o, key, answer)
		ids = append(ids, o.ID)
	}
	return ids
}

func mark(what string, n int) string { return fmt.Sprintf("%s-of-zebra-%04d", what, n) }

// marks are the words by which the nth of a herd is found in a file.
func marks(n int) []string {
	o := assessmentstest.FullOrganisation(2 * n)
	return []string{
		mark("name", n), mark("external", n), mark("key", n), mark("note", n), mark("answer", n), o.ID,
		string(assessmentstest.Hash(100_000 + n)), o.Identifiers[0].Canonical, o.Identifiers[0].Given, o.Identifiers[1].Canonical,
	}
}

func deleteAll(t *testing.T, store *Store, ids ...string) {
	t.Helper()
	for _, id := range ids {
		if err := store.Write(t.Context(), func(tx assessments.Tx) error { return tx.DeleteOrganisation(t.Context(), id) }); err != nil {
			t.Fatal(err)
		}
	}
}

// filesOf reads all files of a database.
func filesOf(t *testing.T, path string) []byte {
	t.Helper()
	var all []byte
	for _, end := range []string{"", "-wal", "-shm"} {
		content, err := os.ReadFile(path + end)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, content...)
	}
	return all
}

func TestWipingLeavesNothingOfWhatWasDeletedInTheFiles(t *testing.T) {
	t.Parallel()
	const size = 150
	path := databasetest.SQLite(t, migrateAt)
	store := openAt(t, path)
	ids := herd(t, store, size)
	before := filesOf(t, path)
	for _, word := range marks(1) {
		if !bytes.Contains(before, []byte(word)) {
			t.Errorf("%q is not found in the files before, so that it proves nothing", word)
		}
	}
	// What was there before a change goes too.
	renamed := assessmentstest.Organisation(0)
	renamed.Name = "Renamed"
	if err := store.Write(t.Context(), func(tx assessments.Tx) error { return tx.SaveOrganisation(t.Context(), renamed) }); err != nil {
		t.Fatal(err)
	}
	var deleted []int
	for n := 1; n < size; n += 2 {
		deleted = append(deleted, n)
		deleteAll(t, store, ids[n])
	}
	if err := store.Wipe(t.Context(), assessmentstest.NoteNothing); err != nil {
		t.Fatal(err)
	}
	after := filesOf(t, path)
	if bytes.Contains(after, []byte(mark("name", 0))) {
		t.Error("the name from before is still in the files")
	}
	for _, n := range deleted {
		for _, word := range marks(n) {
			if bytes.Contains(after, []byte(word)) {
				t.Errorf("%q is still in the files", word)
			}
		}
	}
	if kept := mark("name", 2); !bytes.Contains(after, []byte(kept)) {
		t.Errorf("%q is gone, which was not deleted", kept)
	}
}

// startReading begins to read what is there now, and goes on until it is told
// to end.
func startReading(t *testing.T, store *Store) (end func()) {
	t.Helper()
	tx := store.read().Begin(&sql.TxOptions{ReadOnly: true, Isolation: sql.LevelRepeatableRead})
	var rows int64
	if err := errors.Join(tx.Error, tx.Model(&organisation{}).Count(&rows).Error); err != nil {
		t.Fatal(err)
	}
	end = sync.OnceFunc(func() {
		if err := tx.Rollback().Error; err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(end)
	return end
}

func TestWipingWaitsForThoseWhoReadAndLetsOthersWrite(t *testing.T) {
	t.Parallel()
	path := databasetest.SQLite(t, migrateAt)
	store := openAt(t, path)
	ids := herd(t, store, 3)
	end := startReading(t, store)
	deleteAll(t, store, ids[0])
	wiped := make(chan error, 1)
	go func() { wiped <- store.Wipe(t.Context(), assessmentstest.NoteNothing) }()
	var took []time.Duration
	for n := range 10 {
		start := time.Now()
		assessmentstest.Add(t, store, assessmentstest.Organisation(1000+n))
		took = append(took, time.Since(start))
		time.Sleep(10 * time.Millisecond) // for another try to wipe
	}
	// Were they to wait for the one who reads, all but the first would.
	if slices.Sort(took); took[len(took)/2] > busyTimeout/5 {
		t.Errorf("writes waited %s for somebody who reads", took)
	}
	if len(wiped) > 0 {
		t.Error("wiped while somebody read what was deleted")
	}
	end()
	if err := <-wiped; err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(filesOf(t, path), []byte(mark("note", 0))) {
		t.Error("what was deleted is still in the files")
	}
}

func TestWipingEndsWithItsContextAndIsStillOwed(t *testing.T) {
	t.Parallel()
	bubbleForBoth(t, func(t *testing.T, store *Store) {
		ids := herd(t, store, 1)
		end := startReading(t, store)
		deleteAll(t, store, ids...)
		for range 2 {
			ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
			defer cancel()
			if err := store.Wipe(ctx, assessmentstest.NoteNothing); !errors.Is(err, context.DeadlineExceeded) || !strings.Contains(err.Error(), "still in the files") {
				t.Errorf("got %v, want that its time is up and what that means", err)
			}
		}
		if file, is := store.database.(*sqliteFile); is {
			var timeout int64
			if err := file.writer.Raw("PRAGMA busy_timeout").Scan(&timeout).Error; err != nil || timeout != busyTimeout.Milliseconds() {
				t.Errorf("afterwards the writer waits %d ms for a lock (%v)", timeout, err)
			}
		}
		assessmentstest.Add(t, store, assessmentstest.Organisation(1000))
		end()
		if err := store.Wipe(t.Context(), assessmentstest.NoteNothing); err != nil {
			t.Error(err)
		}
	})
}

func TestWipingSucceedsWhileManyReadAndWrite(t *testing.T) {
	t.Parallel()
	store := openAt(t, databasetest.SQLite(t, migrateAt))
	ids := herd(t, store, 20)
	ctx, cancel := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	for n := range 4 {
		wg.Go(func() {
			o := assessmentstest.Organisation(1000 + n)
			for i := 0; ctx.Err() == nil; i++ {
				_, err := store.Organisations(ctx, assessments.Scope{All: true}, assessments.OrganisationFilter{}, access.Page{Limit: 100})
				if i == 0 {
					err = errors.Join(err, store.Write(ctx, func(tx assessments.Tx) error { return tx.AddOrganisation(ctx, o) }))
				}
				o.Revision++
				err = errors.Join(err, store.Write(ctx, func(tx assessments.Tx) error { return tx.SaveOrganisation(ctx, o) }))
				if err != nil && ctx.Err() == nil {
					t.Error(err)
					return
				}
			}
		})
	}
	for _, id := range ids[:5] {
		deleteAll(t, store, id)
		if err := store.Wipe(ctx, assessmentstest.NoteNothing); err != nil {
			t.Error(err)
		}
	}
	cancel()
	wg.Wait()
}

// sizeOf returns how many bytes some tables take, on PostgreSQL.
func sizeOf(t *testing.T, store *Store, tables ...string) (bytes int64) {
	t.Helper()
	if err := store.read().Raw("SELECT sum(pg_relation_size(oid)) FROM pg_class WHERE relname IN ?", tables).Scan(&bytes).Error; err != nil {
		t.Fatal(err)
	}
	return bytes
}

func TestWipingEmptiesTheTablesOnPostgreSQL(t *testing.T) {
	t.Parallel()
	inBubbleAt(t, databasetest.Postgres(t, migrateAt), func(t *testing.T, store *Store) {
		ids := herd(t, store, 30)
		end := startReading(t, store)
		deleteAll(t, store, ids...)
		if sizeOf(t, store, personal...) == 0 {
			t.Error("nothing was there to wipe")
		}
		time.AfterFunc(50*time.Millisecond, end) // until then wiping would pass them over
		if err := store.Wipe(t.Context(), assessmentstest.NoteNothing); err != nil {
			t.Fatal(err)
		}
		if left := sizeOf(t, store, personal...); left != 0 {
			t.Errorf("%d bytes are left of rows that were deleted", left)
		}
	})
}

// A table that closing does not touch is put away, so that wiping fails.
func TestAWipeThatFailsIsOwedAlsoAfterARestartOnPostgreSQL(t *testing.T) {
	t.Parallel()
	address := databasetest.Postgres(t, migrateAt)
	service := assessmentstest.Service(t, openAt(t, address), 1)
	var log strings.Builder
	service.Log = slog.New(slog.NewTextHandler(&log, nil))
	a := assessmentstest.OpenAssessment(t, service)
	owner := assessmentstest.Owner(a.Organisation)
	assessmentstest.Enter(t, service, a, scoring.Lived, assessments.Submitted, assessmentstest.Answers(service, a, "2"))
	away, back := "ALTER TABLE share_withdrawals RENAME TO away", "ALTER TABLE away RENAME TO share_withdrawals"
	databasetest.Alter(t, address, away)
	for range 2 {
		closed, err := service.CloseAssessment(t.Context(), owner, a.ID)
		if err != nil || closed.State != assessments.Closed || !closed.WipingOwed() {
			t.Errorf("closed without wiping: it is %s and was wiped at %s (%v)", closed.State, closed.WipedAt, err)
		}
	}
	checkClosed(t, service, a, 1)
	for range 2 {
		if err := service.Maintain(t.Context()); err != nil {
			t.Errorf("a wipe that is owed is told again: %v", err)
		}
	}
	if said := log.String(); strings.Count(said, "may still have traces") != 1 || strings.Count(said, "\n") != 1 {
		t.Errorf("that a wipe is owed is not told once: %s", said)
	}
	databasetest.Alter(t, address, back)
	store := openAt(t, address)
	again := assessmentstest.Service(t, store, 2)
	if err := again.Maintain(t.Context()); err != nil {
		t.Fatal(err)
	}
	if left := sizeOf(t, store, "responses"); left != 0 {
		t.Errorf("%d bytes of responses are left", left)
	}
	databasetest.Alter(t, address, away) // with nothing to wipe, nobody looks for it
	if closed, err := again.CloseAssessment(t.Context(), owner, a.ID); err != nil || closed.WipingOwed() {
		t.Errorf("closed again, with nothing to wipe: %v", err)
	}
}

// A wipe that waits is tried every ten seconds, perhaps for hours, and told twice: that it
// waits, and that it was done.
func TestAWipeThatWaitsIsToldOnceOnPostgreSQL(t *testing.T) {
	t.Parallel()
	address := databasetest.Postgres(t, migrateAt)
	var log strings.Builder
	service := assessmentstest.Service(t, openAt(t, address), 1)
	service.Log = slog.New(slog.NewTextHandler(&log, nil))
	tend := func(lines int, last string) {
		t.Helper()
		for range 3 {
			if err := service.Maintain(t.Context()); err != nil {
				t.Error(err)
			}
		}
		if said := strings.Split(log.String(), "\n"); len(said) != lines+1 || !strings.Contains(said[lines-1], last) {
			t.Errorf("the log does not say in %d lines, %q at last: %s", lines, last, log.String())
		}
	}
	for lines := 0; lines < 4; lines += 2 {
		databasetest.Alter(t, address, "INSERT INTO owed_wipes (leaving) VALUES (false)", "ALTER TABLE share_withdrawals RENAME TO away")
		tend(lines+1, "level=WARN")
		databasetest.Alter(t, address, "ALTER TABLE away RENAME TO share_withdrawals")
		tend(lines+2, "level=INFO")
	}
}

// The tables that rows are deleted from with an organisation are known to the
// server. A new one has to be named for wiping too.
func TestEveryTableThatLosesRowsWithAnOrganisationIsWiped(t *testing.T) {
	t.Parallel()
	store := openAt(t, databasetest.Postgres(t, migrateAt))
	var tables []string
	err := store.read().Raw(`
		WITH RECURSIVE lost (oid) AS (
			SELECT 'organisations'::regclass::oid
			UNION SELECT conrelid FROM pg_constraint JOIN lost ON confrelid = lost.oid WHERE confdeltype IN ('c', 'n')
		)
		SELECT relname FROM pg_class JOIN lost USING (oid)`).Scan(&tables).Error
	if err != nil {
		t.Fatal(err)
	}
	tables = append(tables, "events", "event_turns") // from these by hand: that it is erased is told afterwards
	slices.Sort(tables)
	if want := slices.Sorted(slices.Values(personal)); !slices.Equal(tables, want) {
		t.Errorf("the tables wiped are %q, want %q", want, tables)
	}
}
