package gormstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"
)

const (
	// wipeWait is how long one try waits for those who read. Writers wait as
	// long, so it is short: most reads are over in a millisecond.
	wipeWait = 20 * time.Millisecond

	// wipePause is the pause after the first try; each pause is twice as long
	// as the one before, up to maxWipePause. Writers have their turn in it.
	wipePause    = 10 * time.Millisecond
	maxWipePause = 500 * time.Millisecond
)

// wipe moves all of the write-ahead log into the file and empties it. What was
// deleted is overwritten in the file, since secure_delete is on, but older pages
// stay in the log until then.
//
// The log cannot be emptied while somebody reads what is only there. So it is
// tried again until they are done, or ctx ends.
func (f *sqliteFile) wipe(ctx context.Context) error {
	pool, err := f.writer.DB()
	if err != nil {
		return err
	}
	for pause := wipePause; ; pause = min(2*pause, maxWipePause) {
		emptied, err := emptyLog(ctx, pool)
		if err != nil || emptied {
			return err
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("%w before those who read were done: what was deleted is still in the log of the database", ctx.Err())
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
	"organisations", "organisation_identifiers", "keys", "grants", "kept_answers",
	"assessments", "response_counts", "invitations", "responses",
	"results", "result_readers", "result_notes", "result_links", "plans", "plan_actions",
	"shares", "share_withdrawals", "counted_assessments",
}

// wipe has the server let go of the rows that were deleted, and of what led to
// them in the indexes, which it puts off while there are few. Its own log and
// older backups are beyond our reach; docs/operating.md says so.
//
// Callers that come while the server is at it share the next round: one after
// the other they would wait long, and take the connections that writes need.
func (p *postgresServer) wipe(ctx context.Context) error {
	ctx = context.WithoutCancel(ctx) // others may wait for it
	return p.wipes.join(func() error {
		return p.writer.WithContext(ctx).Exec("VACUUM (INDEX_CLEANUP ON) " + strings.Join(personal, ", ")).Error
	})
}

// rounds has something done in rounds, one at a time, for all who ask.
type rounds struct {
	busy sync.Mutex // held through a round
	mu   sync.Mutex
	next *round // that nobody has begun
}

// A round is done once for all who joined before it began.
type round struct {
	done chan struct{}
	err  error
}

// join returns when a round is done that began after the call.
func (r *rounds) join(do func() error) error {
	r.mu.Lock()
	mine, first := r.next, false
	if mine == nil {
		mine, first = &round{done: make(chan struct{})}, true
		r.next = mine
	}
	r.mu.Unlock()
	if !first {
		<-mine.done
		return mine.err
	}
	r.busy.Lock()
	defer r.busy.Unlock()
	r.mu.Lock()
	r.next = nil
	r.mu.Unlock()
	defer close(mine.done)
	mine.err = do()
	return mine.err
}
