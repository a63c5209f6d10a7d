package gormstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm"
)

// owedWipe is a row of owed_wipes.
type owedWipe struct {
	ID int64 `gorm:"primaryKey"`
}

// oweWipe keeps in mind that rows were deleted, until their traces are wiped.
func (t tx) oweWipe(ctx context.Context, rows int) error {
	if rows == 0 {
		return nil
	}
	return begin(ctx, t.db).Create(&owedWipe{}).Error
}

// Wipe implements [assessments.Store]. What is owed meanwhile stays owed. One
// wipes at a time, for all who wait: on PostgreSQL they would keep the
// connections that writes need.
func (s *Store) Wipe(ctx context.Context) error {
	if err := s.wiping.Acquire(ctx, 1); err != nil {
		return err
	}
	defer s.wiping.Release(1)
	var owed []int64
	if err := begin(ctx, s.read()).Model(&owedWipe{}).Pluck("id", &owed).Error; err != nil || len(owed) == 0 {
		return translate(err)
	}
	if err := s.wipe(ctx); err != nil {
		return translate(err)
	}
	return s.write(ctx, func(tx *gorm.DB) error {
		return begin(ctx, tx).Where("id IN ?", owed).Delete(&owedWipe{}).Error
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

// rebuiltUpTo is how large a file, in bytes, is written anew at each wipe. Of 16 MiB
// that takes about half a second, in which nobody else writes.
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
func (f *sqliteFile) wipe(ctx context.Context) error {
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
	return untilReadersAreDone(ctx, func() (bool, error) { return emptyLog(ctx, pool) })
}

// rebuildSmall writes the file anew, unless it is large. It tells whether nobody
// else was writing.
func rebuildSmall(ctx context.Context, pool *sql.DB) (done bool, err error) {
	var size int64
	if err := pool.QueryRowContext(ctx, "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size").Scan(&size); err != nil {
		return false, err
	}
	if size > rebuiltUpTo {
		return true, nil
	}
	_, err = pool.ExecContext(ctx, "VACUUM")
	if isBusy(err) {
		return false, nil
	}
	return err == nil, err
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

func setBusyTimeout(ctx context.Context, conn *sql.Conn, timeout time.Duration) error {
	_, err := conn.ExecContext(ctx, fmt.Sprintf("PRAGMA busy_timeout = %d", timeout.Milliseconds()))
	return err
}

// personal are the tables from which somebody's data is deleted.
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
// Rows that somebody who began before their deletion may still read would be
// passed over, without an error. So it is tried again until they are done, or
// ctx ends.
func (p *postgresServer) wipe(ctx context.Context) error {
	err := untilReadersAreDone(ctx, func() (done bool, err error) {
		err = begin(ctx, p.patient).Raw(unseen).Take(&done).Error
		return done, err
	})
	if err != nil {
		return err
	}
	return begin(ctx, p.patient).Exec("VACUUM (INDEX_CLEANUP ON) journal_facts, " + strings.Join(personal, ", ")).Error
}

// unseen tells whether nobody can see any longer what a wipe is owed for. The
// row that says so is as old as the deletion.
const unseen = `SELECT NOT EXISTS (SELECT 1 FROM owed_wipes, pg_stat_activity AS other
	WHERE other.datname = current_database() AND other.pid <> pg_backend_pid() AND other.backend_type <> 'autovacuum worker'
	AND greatest(age(other.backend_xmin), age(other.backend_xid)) >= age(owed_wipes.xmin))`
