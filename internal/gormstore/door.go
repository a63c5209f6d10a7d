package gormstore

import (
	"context"
	"database/sql"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/semaphore"
	"gorm.io/gorm"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

const (
	// maxQueued is how many writes may wait, and how many reads. More would wait so
	// long, on a slow disk, that most of their callers had gone before their turn.
	maxQueued = 1024

	// queueWithin is how long one of them waits for its turn. Whoever asks learns
	// sooner that it does not get on than they would give up.
	queueWithin = 5 * time.Second
)

// A door stands before connections: it lets in as many as there are. The others
// wait, and no more of them, and no longer, than makes sense.
type door struct {
	places  *semaphore.Weighted
	waiting atomic.Int64
	full    func() error // what is said to those for whom there is no place
}

func newDoor(places int, full func() error) *door {
	return &door{places: semaphore.NewWeighted(int64(places)), full: full}
}

// enter takes some places, in the order of asking.
func (d *door) enter(ctx context.Context, places int64) error {
	if d.places.TryAcquire(places) {
		return nil
	}
	defer d.waiting.Add(-1)
	if d.waiting.Add(1) > maxQueued {
		return d.full()
	}
	soon, cancel := context.WithTimeout(ctx, queueWithin)
	defer cancel()
	err := d.places.Acquire(soon, places)
	switch {
	case err == nil || ctx.Err() != nil:
		return err
	default:
		return d.full()
	}
}

func (d *door) leave(places int64) { d.places.Release(places) }

// crowded says to who reads that trying again is worth it.
func crowded() error {
	return &fault.Error{
		Kind:   fault.Unavailable,
		Detail: "Too many people are asking for something right now. Try again in a moment.",
	}
}

// A guardedPool is a pool behind a door. A place is held until the answer to a
// statement begins, or until a transaction ends.
type guardedPool struct {
	*sql.DB
	door *door
	long *sql.DB // for what takes long, with no door; nil where that is no matter
}

// at returns the pool for a statement, and what gives its place back.
func (p guardedPool) at(ctx context.Context) (pool *sql.DB, leave func(), err error) {
	if p.long != nil && access.TakesLong(ctx) {
		return p.long, func() {}, nil
	}
	return p.DB, p.leave, p.door.enter(ctx, 1)
}

func (p guardedPool) leave() { p.door.leave(1) }

var (
	_ gorm.ConnPool         = guardedPool{}
	_ gorm.ConnPoolBeginner = guardedPool{}
	_ gorm.GetDBConnector   = guardedPool{}
)

// GetDBConn implements [gorm.GetDBConnector].
func (p guardedPool) GetDBConn() (*sql.DB, error) { return p.DB, nil }

// ExecContext implements [gorm.ConnPool].
func (p guardedPool) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	pool, leave, err := p.at(ctx)
	if err != nil {
		return nil, err
	}
	defer leave()
	return pool.ExecContext(ctx, query, args...)
}

// QueryContext implements [gorm.ConnPool].
func (p guardedPool) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	pool, leave, err := p.at(ctx)
	if err != nil {
		return nil, err
	}
	defer leave()
	return pool.QueryContext(ctx, query, args...)
}

// QueryRowContext implements [gorm.ConnPool].
func (p guardedPool) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	pool, leave, err := p.at(ctx)
	if err != nil {
		return pool.QueryRowContext(turnedAway{ctx, err}, query, args...)
	}
	defer leave()
	return pool.QueryRowContext(ctx, query, args...)
}

// BeginTx implements [gorm.ConnPoolBeginner].
func (p guardedPool) BeginTx(ctx context.Context, opts *sql.TxOptions) (gorm.ConnPool, error) {
	pool, leave, err := p.at(ctx)
	if err != nil {
		return nil, err
	}
	tx, err := pool.BeginTx(ctx, opts)
	if err != nil {
		leave()
		return nil, err
	}
	return &guardedTx{tx, sync.OnceFunc(leave)}, nil
}

// A guardedTx is a transaction that holds a place.
type guardedTx struct {
	*sql.Tx
	leave func()
}

// Commit implements [gorm.TxCommitter].
func (t *guardedTx) Commit() error {
	defer t.leave()
	return t.Tx.Commit()
}

// Rollback implements [gorm.TxCommitter].
func (t *guardedTx) Rollback() error {
	defer t.leave()
	return t.Tx.Rollback()
}

// turnedAway is the context of a statement that is not run. Nothing but the
// package that is asked can make the row that says so.
type turnedAway struct {
	context.Context //nolint:containedctx // it is one
	why             error
}

// Done is closed.
func (turnedAway) Done() <-chan struct{} { return closed }

// Err says why.
func (t turnedAway) Err() error { return t.why }

var closed = func() <-chan struct{} {
	c := make(chan struct{})
	close(c)
	return c
}()
