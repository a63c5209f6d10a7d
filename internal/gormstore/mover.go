package gormstore

import (
	"context"
	"database/sql"
	"log/slog"
	"time"
)

const (
	// moveAt is how many pages of 4 KiB may be only in the write-ahead log
	// before they are moved into the file, beside those who write.
	moveAt = 800

	// restartAt is how long the log gets, in pages, before whoever writes waits
	// until the rest of it is moved, so that it begins at its start again: 32 MiB.
	// The mover cannot do that while others write.
	restartAt = 8192

	// idleFor is how long nobody has written when the last page is moved.
	idleFor = 200 * time.Millisecond

	// lookEvery is how often it is looked, at most, how much there is to move.
	lookEvery = 10 * time.Millisecond
)

// A mover moves what was written from the write-ahead log into the file. Neither who reads
// nor who writes waits for that. So a copy of the file alone holds nearly all, and that of
// an idle service all.
type mover struct{ bystander }

func newMover(ctx context.Context, pool *sql.DB, log *slog.Logger) *mover {
	m := &mover{newBystander(pool, log)}
	m.wake() // for what another process left
	m.start(ctx, m.follow)
	return m
}

// follow moves pages until none are left: many at once, and the rest when nobody
// writes. Those that somebody still reads in the log have to wait.
func (m *mover) follow(ctx context.Context) {
	for failing, idle := false, false; ctx.Err() == nil; idle = m.rest(ctx) {
		left, length, err := m.left(ctx)
		if err == nil && left == 0 {
			return
		}
		if err == nil && (idle || left >= moveAt && length < restartAt) {
			err = moveLog(ctx, m.pool)
		}
		if err != nil && !failing && ctx.Err() == nil {
			m.log.Warn("the write-ahead log cannot be moved into the database file; it is tried again", slog.String("error", inWords(err).Error()))
		}
		failing = err != nil
	}
}

// rest waits a moment, and then for news. It tells whether none came.
func (m *mover) rest(ctx context.Context) (idle bool) {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(lookEvery):
	}
	select {
	case <-ctx.Done():
		return false
	case <-m.news:
		return false
	case <-time.After(idleFor):
		return true
	}
}

// left returns how many pages are only in the log, and how many are in it at all.
func (m *mover) left(ctx context.Context) (left, length int, err error) {
	var busy, moved int
	err = m.pool.QueryRowContext(ctx, "PRAGMA wal_checkpoint(NOOP)").Scan(&busy, &length, &moved)
	return length - moved, length, err
}

// moveLog moves what is in the log into the file, as far as nobody reads it there.
// While another does so it does nothing.
func moveLog(ctx context.Context, pool *sql.DB) error {
	var busy, length, moved int
	return pool.QueryRowContext(ctx, "PRAGMA wal_checkpoint(PASSIVE)").Scan(&busy, &length, &moved)
}
