package gormstore

import (
	"context"
	"database/sql"
	"errors"
	"sync"
	"sync/atomic"

	"gorm.io/gorm"
)

const (
	// maxQueued is how many writes may wait. More would wait so long, on a
	// slow disk, that most of their callers had gone before their turn.
	maxQueued = 1024

	// maxBatch is how many writes share a commit. With more, all callers are
	// soon in one batch, and nobody prepares the next while it waits for the
	// disk.
	maxBatch = 32
)

// A committer does the writes of many callers on one connection, and commits
// those together that came while it was busy. Waiting for the disk is most of a
// commit, and the disk takes as long for one write as for a hundred.
//
// Each write is apart from the others, in a savepoint. It is answered when all
// of its batch is on the disk, and never before.
type committer struct {
	db   *gorm.DB // for one connection
	pool *sql.DB  // the same one

	mu      sync.RWMutex // held while queue is closed, shared to put something in
	closed  bool
	queue   chan *request
	drained chan struct{} // closed when the last write is answered
}

// A request is a write that waits for its turn.
type request struct {
	db      *gorm.DB // with the caller's context
	fn      func(tx *gorm.DB) error
	expired func() error // not nil once nobody waits for it

	taken  atomic.Bool   // for its turn, or by a caller who gave up before that
	err    error         // how fn went
	ran    chan struct{} // closed when fn has come to its end, or never will
	answer chan error    // takes one without waiting
}

func newCommitter(db *gorm.DB) (*committer, error) {
	pool, err := db.DB()
	if err != nil {
		return nil, err
	}
	c := &committer{db: db, pool: pool, queue: make(chan *request, maxQueued), drained: make(chan struct{})}
	go c.work()
	return c, nil
}

// commit has fn done in its turn. See [Store.write].
func (c *committer) commit(ctx context.Context, fn func(tx *gorm.DB) error) error {
	r := &request{db: c.db.WithContext(ctx), fn: fn, expired: ctx.Err, ran: make(chan struct{}), answer: make(chan error, 1)}
	if err := c.enqueue(r); err != nil {
		return err
	}
	select {
	case err := <-r.answer:
		return err
	case <-ctx.Done():
	}
	if r.taken.CompareAndSwap(false, true) {
		return ctx.Err()
	}
	<-r.ran // fn uses what belongs to its caller, who must not go on before
	select {
	case err := <-r.answer: // both came at once
		return err
	default:
		return unsure(ctx.Err())
	}
}

func (c *committer) enqueue(r *request) error {
	if err := r.expired(); err != nil {
		return err
	}
	c.mu.RLock()
	defer c.mu.RUnlock()
	if c.closed {
		return errors.New("the database is closed")
	}
	select {
	case c.queue <- r:
		return nil
	default:
		return busy()
	}
}

// close has all that waits done and answered. What comes later fails.
func (c *committer) close() {
	c.mu.Lock()
	if !c.closed {
		c.closed = true
		close(c.queue)
	}
	c.mu.Unlock()
	<-c.drained
}

func (c *committer) work() {
	defer close(c.drained)
	for first := range c.queue {
		batch := c.gather(first)
		err := c.attempt(batch)
		for _, r := range batch {
			if err != nil {
				r.err = err // whatever it found, it found in what is not there now
			}
			r.answer <- r.err
		}
	}
}

// gather returns first and what waits behind it.
func (c *committer) gather(first *request) []*request {
	batch := []*request{first}
	for len(batch) < maxBatch {
		select {
		case next, open := <-c.queue:
			if !open {
				return batch
			}
			batch = append(batch, next)
		default:
			return batch
		}
	}
	return batch
}

// attempt runs a batch in one transaction. An error means that nothing of the
// batch was written.
func (c *committer) attempt(batch []*request) error {
	tx, err := c.pool.BeginTx(context.Background(), nil)
	if err != nil {
		return err
	}
	wrote := false
	for _, r := range batch {
		if !r.take() {
			continue
		}
		if err := r.run(tx); err != nil {
			return errors.Join(err, tx.Rollback())
		}
		wrote = wrote || r.err == nil
	}
	if !wrote {
		return tx.Rollback() // saves the disk a flush for nothing
	}
	return tx.Commit()
}

// take says whether it is still wanted, and from then on its caller can no
// longer take it back.
func (r *request) take() bool {
	if r.err = r.expired(); r.err != nil {
		return false
	}
	return r.taken.CompareAndSwap(false, true)
}

// run runs fn in a savepoint, and keeps how it went. Its own error means that
// the whole transaction is lost: on a full disk, for one, SQLite undoes it all.
func (r *request) run(tx *sql.Tx) error {
	defer close(r.ran)
	ctx := context.Background()
	if _, err := tx.ExecContext(ctx, "SAVEPOINT request"); err != nil {
		return err
	}
	r.db.Statement.ConnPool = steady{tx}
	end := "RELEASE request"
	if r.err = r.fn(r.db); r.err != nil {
		end = "ROLLBACK TO request; RELEASE request"
	}
	if _, err := tx.ExecContext(ctx, end); err != nil {
		return errors.Join(r.err, err)
	}
	return nil
}

// steady is a transaction whose statements run to their end, whatever becomes
// of the context they are given. SQLite answers an interrupted write by undoing
// the whole transaction, and so one caller who hangs up would undo the writes
// of all others in the batch.
type steady struct{ tx *sql.Tx }

var _ gorm.ConnPool = steady{}

func (s steady) PrepareContext(ctx context.Context, query string) (*sql.Stmt, error) {
	return s.tx.PrepareContext(context.WithoutCancel(ctx), query)
}

func (s steady) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	return s.tx.ExecContext(context.WithoutCancel(ctx), query, args...)
}

func (s steady) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	return s.tx.QueryContext(context.WithoutCancel(ctx), query, args...)
}

func (s steady) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	return s.tx.QueryRowContext(context.WithoutCancel(ctx), query, args...)
}
