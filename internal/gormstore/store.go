package gormstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/url"
	"runtime/debug"
	"strings"
	"sync/atomic"
	"time"

	"golang.org/x/sync/semaphore"
	"gorm.io/gorm"

	"github.com/sevenrungs/sevenrungs/assessments"
)

// Store is an [assessments.Store] on SQLite or PostgreSQL, and has a
// [comparisons.Store] on the same database. It is safe for concurrent use, also by
// several processes.
type Store struct {
	database
	view         // of what is committed
	layout int64 // the newest migration this release knows
	now    func() time.Time
	jitter func() float64
	within time.Duration // how long whoever asks whether it is ready waits
	how    opening
	wiping *semaphore.Weighted // held by the one who wipes
	atOnce int                 // how many responses one transaction deletes; 0 for any number
	watch  Watcher             // nil for none
	writes atomic.Int64        // that wait, or are under way

	log *slog.Logger
	journalled
	unlooked atomic.Bool // whether the operator has yet to look at a backup that was put back

	failing atomic.Bool // whether the database took no write when it was last asked to
}

var _ assessments.Store = (*Store)(nil)

// A database is what SQLite and PostgreSQL each do in their own way.
type database interface {
	// read returns the way in for whoever only reads.
	read() *gorm.DB
	// commit runs fn in a transaction, kept apart from others as level says or
	// better. See [Store.write].
	commit(ctx context.Context, level sql.IsolationLevel, fn func(tx *gorm.DB) error) error
	// takeTurn keeps those who tell what happened one after the other until they
	// commit: all of them, and those who tell of the same organisations as if none of
	// them had begun before the other was done.
	takeTurn(tx *gorm.DB, organisations []string) error
	// wipe sees to it that nothing is left in the files of what was deleted with these
	// rows of owed_wipes.
	wipe(ctx context.Context, owed []int64) error
	// writable returns nil when a write goes through, and leaves nothing of it.
	writable(ctx context.Context) error
	// opened is called once, when the database has taken a write. From then on a watcher
	// is told of each commit, and a file is looked through for damage: of a damaged one
	// what is good can be read, so it is opened first.
	opened(w Watcher)
	// size returns the bytes of the database, and of the log beside it.
	size(ctx context.Context) (data, log int64, err error)
	// folder is where on this machine the data is; "" when it is elsewhere.
	folder() string
	// ledger is where the processes that serve it count together; nil for one process.
	ledger() *Ledger
	// close lets writes under way finish, and gives everything back.
	close() error
}

// opening is what a database may be to be opened.
type opening struct {
	makes bool // a file that is not there
	part  bool // a copy that is not whole
}

// Option changes how [Open] builds a Store.
type Option func(*Store)

// WithClock sets where the Store reads the time, instead of [time.Now].
func WithClock(now func() time.Time) Option {
	return func(s *Store) { s.now = now }
}

// WithJitter sets the chance, from 0 up to 1, that decides how long a write
// pauses before its next try, instead of [rand.Float64].
func WithJitter(jitter func() float64) Option {
	return func(s *Store) { s.jitter = jitter }
}

// ThatIsThere lets [Open] refuse an SQLite file that is not there, instead of
// making it: for what makes sense only on a database in use.
func ThatIsThere() Option {
	return func(s *Store) { s.how.makes = false }
}

// thatIsNotWhole lets [Open] take a copy that is not whole.
func thatIsNotWhole() Option {
	return func(s *Store) { s.how.part = true }
}

// Open opens a database and brings its layout up to date.
//
// An address that begins with postgres:// or postgresql:// names a database of
// a PostgreSQL server, which must exist. Any other is the path of an SQLite
// file, which is made if there is none (but see [ThatIsThere]); its folder must
// exist. A new file may be read only by the user who runs the program. Slow and
// failing statements go to log, without the values in them.
//
// Every error is a plain sentence to show to whoever set the address. It never
// holds a password.
func Open(ctx context.Context, address string, log *slog.Logger, opts ...Option) (*Store, error) {
	s := &Store{
		now: time.Now, jitter: rand.Float64, within: readyWithin, how: opening{makes: true}, wiping: semaphore.NewWeighted(1), log: log,
		journalled: journalled{turn: semaphore.NewWeighted(1), patience: journalWithin},
	}
	for _, opt := range opts {
		opt(s)
	}
	if err := s.open(ctx, address); err != nil {
		return nil, fmt.Errorf("the database %q cannot be used: %w", Name(address), err)
	}
	s.opened(s.watch)
	return s, nil
}

// open opens the database. That it may only be read is found out here, not by a first
// caller.
func (s *Store) open(ctx context.Context, address string) (err error) {
	if isPostgres(address) {
		s.database, s.layout, err = openPostgres(ctx, address, s.how, s.log, s.jitter)
	} else {
		s.atOnce = leavingAtOnce
		s.database, s.layout, err = openSQLite(ctx, address, s.how, s.log)
	}
	if err != nil {
		return translate(err)
	}
	s.view = view{db: s.read()}
	if err := s.takesWrites(ctx); err != nil {
		return errors.Join(err, s.Close())
	}
	return nil
}

// Name returns address as it may be shown and logged: a path as it is, and a
// URL without its user, password and settings.
func Name(address string) string {
	scheme, _, isURL := strings.Cut(address, "://")
	if !isURL {
		return address
	}
	u, err := url.Parse(address)
	if err != nil {
		return scheme + "://…"
	}
	return (&url.URL{Scheme: scheme, Host: u.Host, Path: u.Path}).String()
}

// write runs fn in a transaction and returns nil once that is committed. When
// fn fails or panics, nothing that it wrote stays, and write returns its error.
//
// fn may run more than once, and it may run beside others that see none of what
// it does until it is committed, as if each ran alone. So it must do nothing
// but read and write through tx, and change nothing outside.
//
// An error of kind Unavailable means that too many writes wait or are in each
// other's way: nothing was written, and the caller may try again. When ctx ends
// before its turn, nothing is written and the error is that of ctx. When it ends
// later, SQLite goes on, and write says how it went. PostgreSQL stops, and the
// error says whether the write may have happened. After any other error nothing
// was written, unless the connection to a server broke during the very commit. A
// statement that fails fails all of the write.
func (s *Store) write(ctx context.Context, fn func(tx *gorm.DB) error) error {
	return s.writeAt(ctx, sql.LevelSerializable, fn)
}

func (s *Store) writeAt(ctx context.Context, level sql.IsolationLevel, fn func(tx *gorm.DB) error) error {
	began := time.Now()
	s.writes.Add(1)
	defer s.writes.Add(-1)
	err := translate(s.commit(ctx, level, func(tx *gorm.DB) (err error) {
		defer func() {
			if cause := recover(); cause != nil {
				err = fmt.Errorf("panic: %v\n%s", cause, debug.Stack())
			}
		}()
		return fn(tx)
	}))
	if _, failed := errors.AsType[passing](err); failed || err == nil {
		s.failing.Store(failed)
	}
	s.wrote(ctx, began, err)
	return err
}

// readyWithin is how long to wait for an answer to whether writes go through.
// Whoever asks gives up soon, and what is asked meanwhile waits just as long.
const readyWithin = 2 * time.Second

// Ready implements [assessments.Store]. A database that does not answer in time
// is not ready. On SQLite a write that has had its turn cannot be taken back, so
// what was asked may wait on for the file after nobody waits for the answer.
func (s *Store) Ready(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, s.within)
	defer cancel()
	answer := make(chan error, 1)
	go func() { answer <- s.takesWrites(ctx) }()
	select {
	case err := <-answer:
		if err == nil || ctx.Err() == nil {
			return err
		}
	case <-ctx.Done():
	}
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return passing{errNoAnswer}
	}
	return ctx.Err()
}

// takesWrites returns nil when a write goes through: it makes one that reaches the
// disk and leaves nothing, so it finds what may not be written, a lock that is never
// let go, and a disk that fails. One that is full may still have room for that. So
// once a write has failed, it makes one that takes new room, until that goes through.
func (s *Store) takesWrites(ctx context.Context) error {
	var layout int64
	err := begin(ctx, s.read()).Raw(newestLayout).Take(&layout).Error
	if err != nil {
		return translate(err)
	}
	if layout != s.layout {
		return layoutError{have: layout, known: s.layout}
	}
	if s.failing.Load() {
		return s.write(ctx, func(tx *gorm.DB) error { return tx.Exec(takesRoom).Error })
	}
	return translate(s.writable(ctx))
}

// takesRoom is a write that needs some hundred kilobytes of new room, which is more than
// most calls do, and leaves nothing.
const takesRoom = `CREATE TABLE room_probe AS WITH RECURSIVE filler (number, line) AS (
	SELECT 1, 'a line of many that fill the room that the next calls will need, in the log and in the file'
	UNION ALL SELECT number + 1, line FROM filler WHERE number < 2000) SELECT line FROM filler; DROP TABLE room_probe`

// Close implements [assessments.Store]. Writes that wait are still done, and
// answered; new ones fail.
func (s *Store) Close() error { return s.close() }
