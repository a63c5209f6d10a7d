package gormstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"github.com/sevenrungs/sevenrungs/assessments"
)

// owedWipe is a row of owed_wipes.
type owedWipe struct {
	ID           int64   `gorm:"primaryKey"`
	AssessmentID *string // whose answers were deleted, if it was that
	Leaving      bool
	KeysAt       millis
}

// oweWipe keeps in mind that something was deleted, until its traces are wiped.
func (t tx) oweWipe(ctx context.Context, owed *owedWipe) error {
	return begin(ctx, t.db).Create(owed).Error
}

// notedAtOnce is how many wipes are noted in one transaction.
const notedAtOnce = 100

// Wipe implements [assessments.Store]. What is owed meanwhile stays owed. One
// wipes at a time, for all who wait: on PostgreSQL they would keep the
// connections that writes need.
func (s *Store) Wipe(ctx context.Context, note func(tx assessments.Tx, of []string) error) error {
	if err := s.wiping.Acquire(ctx, 1); err != nil {
		return err
	}
	defer s.wiping.Release(1)
	if err := s.deleteLeaving(ctx); err != nil {
		return err
	}
	owed, err := find[owedWipe](begin(ctx, s.read()).Where("NOT leaving").Order("id"))
	if err != nil || len(owed) == 0 {
		return translate(err)
	}
	ids := make([]int64, len(owed))
	for i := range owed {
		ids[i] = owed[i].ID
	}
	if err := s.wipe(ctx, ids); err != nil {
		return translate(err)
	}
	for some := range slices.Chunk(owed, notedAtOnce) {
		if err := s.noteWiped(ctx, some, note); err != nil {
			return err
		}
	}
	return nil
}

// noteWiped forgets what is owed no longer, and has it noted.
func (s *Store) noteWiped(ctx context.Context, wiped []owedWipe, note func(tx assessments.Tx, of []string) error) error {
	var of []string
	for i := range wiped {
		if id := orEmpty(wiped[i].AssessmentID); id != "" {
			of = append(of, id)
		}
	}
	return s.transact(ctx, sql.LevelSerializable, func(t tx) error {
		if err := note(t, of); err != nil {
			return err
		}
		return begin(ctx, t.db).Delete(wiped).Error
	})
}

const (
	// wipeWait is how long one try waits for those who read. Writers wait as
	// long, so it is short: most reads are over in a millisecond.
	wipeWait = 20 * time.Millisecond

	// wipePause is the pause after the first try; each pause is twice as long
	// as the one before, up to maxWipePause. Writers have their turn in it.
	wipePause    = 10 * time.Millisecond
	maxWipePause = 500 * time.Millisecond
)

// rebuiltUpTo is how large a file, in bytes, is written anew at each wipe. Nobody else
// writes meanwhile: of 15 MiB that takes up to a third of a second.
const rebuiltUpTo = 16 << 20

// wipe moves all of the write-ahead log into the file and empties it. What was
// deleted is overwritten in the file, since secure_delete is on, but older pages
// stay in the log until then.
//
// secure_delete does not see a copy that SQLite leaves in the empty middle of a
// page, when it moves a row to the next page. So a file that is not large is
// written anew. docs/operating.md says how to do that with a large one.
//
// The log cannot be emptied while somebody reads what is only there. So it is
// tried again until they are done, or ctx ends.
func (f *sqliteFile) wipe(ctx context.Context, _ []int64) error {
	if err := f.sound(); err != nil {
		return err
	}
	pool, err := f.writer.DB()
	if err != nil {
		return err
	}
	if err := untilReadersAreDone(ctx, func() (bool, error) { return rebuildSmall(ctx, pool) }); err != nil {
		return err
	}
	// Most is moved beside those who write. Whoever empties the log then has little left
	// to do, while they wait.
	if err := moveLog(ctx, f.moves.pool); err != nil {
		return err
	}
	return untilReadersAreDone(ctx, func() (bool, error) { return emptyLog(ctx, pool) })
}

// rebuildSmall writes the file anew, unless it is large. It tells whether nobody
// else was writing.
func rebuildSmall(ctx context.Context, pool *sql.DB) (done bool, err error) {
	if size, err := sizeOfFile(ctx, pool); err != nil || size > rebuiltUpTo {
		return err == nil, err
	}
	_, err = pool.ExecContext(ctx, "VACUUM")
	if isBusy(err) {
		return false, nil
	}
	return err == nil, err
}

// sizeOfFile returns how many bytes a file has, with what is only in its log yet.
func sizeOfFile(ctx context.Context, pool *sql.DB) (size int64, err error) {
	err = pool.QueryRowContext(ctx, "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size").Scan(&size)
	return size, err
}

// untilReadersAreDone tries again and again, until it is done or ctx ends.
func untilReadersAreDone(ctx context.Context, try func() (done bool, err error)) error {
	for pause := wipePause; ; pause = min(2*pause, maxWipePause) {
		done, err := try()
		if done || err != nil && ctx.Err() == nil {
			return err
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("%w before those who read were done: what was deleted is still in the files of the database", ctx.Err())
		case <-time.After(pause):
		}
	}
}

// emptyLog tries once, on the connection that writes, so that no write of ours
// comes in between. It tells whether the log is empty now.
func emptyLog(ctx context.Context, pool *sql.DB) (emptied bool, err error) {
	conn, err := pool.Conn(ctx)
	if err != nil {
		return false, err
	}
	ctx = context.WithoutCancel(ctx) // it is over soon, and the setting must be put back
	defer func() { err = errors.Join(err, setBusyTimeout(ctx, conn, busyTimeout), conn.Close()) }()
	if err := setBusyTimeout(ctx, conn, wipeWait); err != nil {
		return false, err
	}
	var busy, pages, moved int
	err = conn.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &pages, &moved)
	if isBusy(err) {
		return false, nil
	}
	return busy == 0, err
}

func setBusyTimeout(ctx context.Context, on gorm.ConnPool, timeout time.Duration) error {
	_, err := on.ExecContext(ctx, fmt.Sprintf("PRAGMA busy_timeout = %d", timeout.Milliseconds()))
	return err
}

// personal are the tables from which somebody's data is deleted. journal_facts is none of
// them: its rows come with a deletion, and say that it has to be done again should a
// backup be put back.
var personal = []string{
	"organisations", "organisation_identifiers", "keys", "claims", "grants", "kept_answers",
	"assessments", "response_counts", "invitations", "invitation_keys", "responses",
	"results", "contributions", "result_readers", "result_notes", "result_links", "plans", "plan_actions",
	"shares", "share_withdrawals", "counted_assessments", "events", "event_turns", "webhooks", "webhook_deliveries",
	"partner_organisations", "partner_assessments",
}

// wipe has the server let go of the rows that were deleted, and of what led to
// them in the indexes, which it puts off while there are few. Its own log and
// older backups are beyond our reach; docs/operating.md says so.
//
// Rows that somebody who began before their deletion may still read are passed
// over, without an error, and we may not see who that is. So it is looked whether
// they are gone, and tried again until they are, or ctx ends. While they are not, the
// table of what is owed shows it, which is small.
func (p *postgresServer) wipe(ctx context.Context, owed []int64) error {
	return untilReadersAreDone(ctx, func() (done bool, err error) {
		if done, err = p.vacuum(ctx, owed, "owed_wipes"); !done {
			return false, err
		}
		return p.vacuum(ctx, owed, append([]string{"journal_facts"}, personal...)...)
	})
}

// vacuum has the server let go of rows in some tables, and tells whether all are gone
// that were deleted with what is owed.
func (p *postgresServer) vacuum(ctx context.Context, owed []int64, tables ...string) (gone bool, err error) {
	if err := begin(ctx, p.patient).Exec("VACUUM (FREEZE, INDEX_CLEANUP ON) " + strings.Join(tables, ", ")).Error; err != nil {
		return false, err
	}
	err = begin(ctx, p.patient).Raw(letGo, owed, tables).Take(&gone).Error
	return gone, err
}

// letGo tells whether nothing is left in some tables of what was deleted with what is
// owed. The row that says so has the number of the transaction that deleted. A server
// that freezes a table writes down, for everybody to read, the oldest number that is
// still in it: of rows that are there, and of deletions that somebody may not know of
// yet, be it in a snapshot, a prepared transaction, a standby or a slot. So it is not
// asked who that could be, which only some roles may know. What the server passed over,
// because it was in use or not ours, keeps its old number as well. Long texts are in
// tables of their own.
const letGo = `SELECT NOT EXISTS (SELECT 1 FROM owed_wipes, pg_class AS kept, pg_class AS named
	WHERE owed_wipes.id IN ? AND named.relname IN ? AND pg_table_is_visible(named.oid)
	AND kept.oid IN (named.oid, named.reltoastrelid) AND age(kept.relfrozenxid) >= age(owed_wipes.xmin))`
