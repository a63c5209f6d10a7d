package gormstore

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"gorm.io/gorm"

	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

const (
	// maxBatch is how many writes share a commit. With more, all callers are
	// soon in one batch, and nobody prepares the next while it waits for the
	// disk.
	maxBatch = 32

	// yields is how often the committer lets others run before it gathers what
	// waits. Some of them are about to write as well, and fewer commits are
	// cheaper. Where nobody is, it takes no time.
	yields = 4
)

// A committer does the writes of many callers on one connection, and commits
// those together that came while it was busy. Waiting for the disk is most of a
// commit, and the disk takes as long for one write as for a hundred.
//
// A write that fails takes nothing with it: see [committer.serve]. Each is
// answered when all of its batch is on the disk, and never before.
type committer struct {
	watched
	db   *gorm.DB     // for one connection
	pool *sql.DB      // the same one
	hold func() error // not nil while nothing may be written
	news func()       // called once something was

	mu      sync.RWMutex // held while queue is closed, shared to put something in
	closed  bool
	queue   chan *request
	drained chan struct{} // closed when the last write is answered

	vain  *vain // of waiting for another program's lock
	short bool  // whether the connection waits for one only shortly
}

// A request is a write that waits for its turn.
type request struct {
	db      *gorm.DB // with the caller's context
	fn      func(tx *gorm.DB) error
	expired func() error // not nil once nobody waits for it
	told    bool         // whether it may be told when it happens

	taken atomic.Bool // for its turn, or by a caller who gave up before that
	err   error       // how fn went
	done  chan error  // takes one without waiting
}

func newCommitter(db *gorm.DB, hold func() error, news func()) (*committer, error) {
	pool, err := db.DB()
	if err != nil {
		return nil, err
	}
	c := &committer{
		db: db, pool: pool, hold: hold, news: news,
		queue: make(chan *request, maxQueued), drained: make(chan struct{}), vain: newVain(),
	}
	go c.work()
	return c, nil
}

// commit has fn done in its turn. See [Store.write].
func (c *committer) commit(ctx context.Context, fn func(tx *gorm.DB) error) error {
	r := &request{db: c.db.WithContext(ctx), fn: fn, expired: ctx.Err, told: c.tells(ctx), done: make(chan error, 1)}
	if err := c.enqueue(r); err != nil {
		return err
	}
	long := time.NewTimer(queueWithin)
	defer long.Stop()
	select {
	case err := <-r.done:
		return err
	case <-long.C:
	case <-ctx.Done():
	}
	if r.taken.CompareAndSwap(false, true) {
		return cmp.Or(ctx.Err(), busy())
	}
	return <-r.done // fn uses what belongs to its caller, who must not go on before
}

func (c *committer) enqueue(r *request) error {
	if err := r.expired(); err != nil {
		return err
	}
	c.mu.RLock()
	defer c.mu.RUnlock()
	if c.closed {
		return errClosed
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
		c.serve(c.gather(first))
	}
}

// serve has a batch done and answered. What one wrote before it failed cannot be
// undone without the rest. So that is done again in three: what came before it,
// it alone, and what comes behind, each of them twice at most. It happens seldom.
// Savepoints would spare it, and cost every write more: see docs/adr/0008.
func (c *committer) serve(batch []*request) {
	if len(batch) == 0 {
		return
	}
	poisonous, err := c.attempt(batch)
	if poisonous >= 0 && len(batch) > 1 {
		c.serve(batch[:poisonous])
		c.serve(batch[poisonous : poisonous+1])
		c.serve(batch[poisonous+1:])
		return
	}
	for _, r := range batch {
		if err != nil {
			r.err = err // whatever it found, it found in what is not there now
		}
		r.done <- r.err
	}
}

// gather returns first and what waits behind it, without those whose callers have
// gone.
func (c *committer) gather(first *request) (batch []*request) {
	for range yields {
		runtime.Gosched()
	}
	for next := first; ; {
		if !next.abandoned() {
			batch = append(batch, next)
		}
		if len(batch) == maxBatch {
			return batch
		}
		select {
		case waiting, open := <-c.queue:
			if !open {
				return batch
			}
			next = waiting
		default:
			return batch
		}
	}
}

// attempt runs a batch in one transaction. When one of it poisons that, it returns
// which, else -1. Then nothing of the batch was written. With an error nobody may
// rely on what was: it may be where nobody finds it again.
func (c *committer) attempt(batch []*request) (poisonous int, err error) {
	if err := c.hold(); err != nil {
		return -1, err
	}
	began := time.Now()
	tx, err := c.begin(context.Background())
	if err != nil {
		return -1, err
	}
	wrote := false
	for i, r := range batch {
		on := &uninterruptedTx{tx: tx}
		if r.run(on); r.poisons(on) {
			_ = tx.Rollback() // SQLite may have done so by itself, and says so
			return i, nil
		}
		wrote = wrote || on.wrote
	}
	if !wrote {
		return -1, tx.Rollback() // saves the disk a flush for nothing
	}
	if err := tx.Commit(); err != nil {
		return -1, err
	}
	c.news()
	c.committed(len(batch), toldIn(batch), began)
	return -1, c.hold()
}

func toldIn(batch []*request) (told int) {
	for _, r := range batch {
		if r.told {
			told++
		}
	}
	return told
}

// begin takes the lock. While another program held it for too long lately, it waits
// for it only shortly, so that those who wait learn soon that they wait in vain.
func (c *committer) begin(ctx context.Context) (*sql.Tx, error) {
	if short := c.vain.lately(); short != c.short {
		patience := busyTimeout
		if short {
			patience = shortly
		}
		if err := setBusyTimeout(ctx, c.pool, patience); err != nil {
			return nil, err
		}
		c.short = short
	}
	tx, err := c.pool.BeginTx(ctx, nil)
	if isBusy(err) {
		c.vain.note()
	}
	return tx, err
}

// abandoned says whether nobody waits for the request. If somebody does, they
// can no longer take it back.
func (r *request) abandoned() bool {
	return r.expired() != nil || !r.taken.CompareAndSwap(false, true)
}

// run runs fn, and keeps how it went. What a statement could not do fails all of
// it, as on PostgreSQL.
func (r *request) run(on *uninterruptedTx) {
	r.db.Statement.ConnPool = on
	if r.err = r.fn(r.db); r.err == nil {
		r.err = on.failed
	}
}

// poisons says whether what else is in the transaction cannot be committed. Only
// the domain can refuse without a trace: of other errors nobody knows whether
// SQLite ended the transaction, as it does on a full disk.
func (r *request) poisons(on *uninterruptedTx) bool {
	_, passed := errors.AsType[passing](r.err)
	refused := fault.KindOf(r.err) != "" && !passed
	return r.err != nil && (on.wrote || on.failed != nil || !refused)
}

// uninterruptedTx is a transaction whose statements run to their end, whatever
// becomes of the context they are given. SQLite answers an interrupted write by undoing
// the whole transaction, and so one caller who hangs up would undo the writes
// of all others in the batch.
type uninterruptedTx struct {
	tx     *sql.Tx
	wrote  bool  // whether anything may have been written
	failed error // of the first statement that could not be run
}

var _ gorm.ConnPool = (*uninterruptedTx)(nil)

// PrepareContext implements [gorm.ConnPool]. What comes of the statement is not
// seen, so it counts as a write.
func (s *uninterruptedTx) PrepareContext(ctx context.Context, query string) (*sql.Stmt, error) {
	stmt, err := s.tx.PrepareContext(context.WithoutCancel(ctx), query)
	s.record(true, err)
	return stmt, err
}

func (s *uninterruptedTx) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	result, err := s.tx.ExecContext(context.WithoutCancel(ctx), query, args...)
	s.record(!leavesAll(query), err)
	return result, err
}

func (s *uninterruptedTx) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	rows, err := s.tx.QueryContext(context.WithoutCancel(ctx), query, args...)
	s.record(!leavesAll(query), err)
	return rows, err
}

func (s *uninterruptedTx) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	row := s.tx.QueryRowContext(context.WithoutCancel(ctx), query, args...)
	s.record(!leavesAll(query), row.Err())
	return row
}

func (s *uninterruptedTx) record(wrote bool, err error) {
	s.wrote = s.wrote || wrote
	if s.failed == nil {
		s.failed = err
	}
}

// leavesAll says whether a query is sure to leave everything as it is.
func leavesAll(query string) bool { return strings.HasPrefix(query, "SELECT ") }
