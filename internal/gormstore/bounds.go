package gormstore

import (
	"context"
	"net"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// How long a server may be at something, before it gives up and says so. Else one
// statement that cannot get on would hold a connection that others need.
const (
	// statementWithin is for one statement. All that people wait for take less than
	// a tenth of it.
	statementWithin = 10 * time.Second

	// lockWithin is how long a write waits for a lock that another holds. No write of
	// ours holds one for that long. PostgreSQL looks after a second whether two wait
	// for each other, which is for it to undo.
	lockWithin = 2 * time.Second

	// turnWithin is how long a write waits for its turn to tell what happened: many may
	// be before us, and some may tell of thousands of things.
	turnWithin = statementWithin

	// readLockWithin is how long a read waits for a lock. It waits for nobody but those
	// who change a table.
	readLockWithin = 100 * time.Millisecond

	// shortly is how long a write waits for a lock while others waited in vain lately.
	shortly = 50 * time.Millisecond

	// lately is how long a wait in vain is remembered.
	lately = time.Second

	// idleWithin is how long a transaction may be open and ask for nothing: one whose
	// process has been stopped, and that holds what it has locked.
	idleWithin = 30 * time.Second

	// answerSlack is how much longer than its server one waits for an answer before
	// the server counts as gone.
	answerSlack = 2 * time.Second
)

// How long a server may be at what takes long: migrations, closings, freezes and wipes.
// They have connections of their own, few of them.
const (
	patientPlaces          = 2
	patientStatementWithin = 30 * time.Minute
	patientLockWithin      = 5 * time.Second
)

// within returns the settings for connections on which no statement, and no wait for a
// lock, takes longer. What the address says about statements stands, but for those that
// take long.
func within(config *pgx.ConnConfig, statement, lock time.Duration) *pgx.ConnConfig {
	config = config.Copy()
	set := func(name string, limit time.Duration) {
		config.RuntimeParams[name] = strconv.FormatInt(limit.Milliseconds(), 10)
	}
	if said, err := strconv.Atoi(config.RuntimeParams["statement_timeout"]); err == nil && said > 0 && statement == statementWithin {
		statement = time.Duration(said) * time.Millisecond
	}
	set("statement_timeout", statement)
	set("lock_timeout", lock)
	set("idle_in_transaction_session_timeout", idleWithin)
	config.DialFunc = hearing(config.DialFunc, statement+answerSlack)
	return config
}

// hearing dials connections on which whoever waits for an answer hears something
// in time, or learns that there is nobody. A server that is there has given up
// before that. A network that was cut would be silent for ever.
func hearing(dial pgconn.DialFunc, limit time.Duration) pgconn.DialFunc {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := dial(ctx, network, address)
		if err != nil {
			return nil, err
		}
		return &heardConn{Conn: conn, limit: limit}, nil
	}
}

// A heardConn is a connection on which each read and write has an end.
type heardConn struct {
	net.Conn
	limit time.Duration

	mu  sync.Mutex
	end time.Time // as it was set from outside, which comes first
}

// SetDeadline implements [net.Conn].
func (c *heardConn) SetDeadline(end time.Time) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.end = end
	return c.Conn.SetDeadline(end)
}

// bound sets how long the next read or write may take.
func (c *heardConn) bound() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	end := time.Now().Add(c.limit)
	if !c.end.IsZero() && c.end.Before(end) {
		end = c.end
	}
	return c.Conn.SetDeadline(end)
}

// Read implements [net.Conn].
func (c *heardConn) Read(b []byte) (int, error) {
	if err := c.bound(); err != nil {
		return 0, err
	}
	return c.Conn.Read(b)
}

// Write implements [net.Conn].
func (c *heardConn) Write(b []byte) (int, error) {
	if err := c.bound(); err != nil {
		return 0, err
	}
	return c.Conn.Write(b)
}

// vain remembers that somebody waited for a lock in vain. Others then wait only shortly:
// what they want may be the same, and meanwhile those wait who want something else.
type vain struct {
	since time.Time    // when it was made
	at    atomic.Int64 // from then to the last time; 0 for never
}

func newVain() *vain { return &vain{since: time.Now()} }

func (v *vain) note() { v.at.Store(int64(time.Since(v.since))) }

func (v *vain) lately() bool {
	at := v.at.Load()
	return at != 0 && time.Since(v.since)-time.Duration(at) < lately
}
