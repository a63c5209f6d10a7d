package gormstore

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"strings"
	"syscall"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/mattn/go-sqlite3"

	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

// sqliteWords says in plain words what SQLite's result codes mean for whoever
// runs the service. Source: https://www.sqlite.org/rescode.html
var sqliteWords = map[sqlite3.ErrNo]string{
	sqlite3.ErrNotADB:   "it is not a database; choose another path",
	sqlite3.ErrCorrupt:  "it is damaged; stop the service, and put a backup back with sevenrungs restore",
	sqlite3.ErrCantOpen: "it cannot be opened; check the path, and that the service may write to the file and its folder",
	sqlite3.ErrReadonly: "it cannot be written; check that the service may write to the file and its folder",
	sqlite3.ErrPerm:     "it cannot be written; check that the service may write to the file and its folder",
	sqlite3.ErrBusy:     "another program is holding it; stop that program or try again",
	sqlite3.ErrLocked:   "another program is holding it; stop that program or try again",
	sqlite3.ErrNomem:    "there is no memory left",
	sqlite3.ErrProtocol: "another program is holding it; stop that program or try again",
	sqlite3.ErrFull:     "the disk is full",
	sqlite3.ErrIoErr:    "the disk could not be read or written",
}

// The conditions that end a transaction which may be tried again.
const (
	serializationFailure = "40001"
	deadlockDetected     = "40P01"
	lockNotAvailable     = "55P03" // in the time there was for it
	outOfMemory          = "53200" // also the room to remember who read what, when many write beside each other
)

// postgresWords says in plain words what PostgreSQL's conditions mean for whoever
// runs the service.
// Source: https://www.postgresql.org/docs/current/errcodes-appendix.html
var postgresWords = map[string]string{
	"28P01": "the server does not accept the user or the password",
	"28000": "the server does not let this user in",
	"3D000": "the server has no database of this name; make it first",
	"42501": "the user may not do this; make the user the owner of the database",
	"25006": "it cannot be written; connect to the server that takes writes",
	"53100": "the server's disk is full",
	"53300": "the server has too many connections",
	"57P03": "the server is starting or stopping; try again",
}

// passingInSQLite are the states of a file that end by themselves, or when whoever
// runs the service has made room, given back what was taken away, or put a backup in
// the place of what is damaged.
var passingInSQLite = []sqlite3.ErrNo{
	sqlite3.ErrBusy, sqlite3.ErrLocked, sqlite3.ErrProtocol, sqlite3.ErrPerm, sqlite3.ErrFull, sqlite3.ErrIoErr, sqlite3.ErrNomem, sqlite3.ErrCantOpen, sqlite3.ErrReadonly,
	sqlite3.ErrCorrupt, sqlite3.ErrNotADB,
}

// passingInPostgres are the states of a server that end by themselves, or when whoever
// runs it has seen to it. They go by the start of their code: a class or a condition.
var passingInPostgres = []string{
	"08",    // the connection broke
	"53",    // too little room, memory or connections
	"57P",   // it is stopping, has crashed, or is starting
	"57014", // a statement took longer than it may
	"58",    // its disk or its system fails
	lockNotAvailable,
	"55006",          // in use by another
	"25006",          // it only reads, as one that is not yet promoted
	"25P03",          // a transaction was idle for too long
	"XX001", "XX002", // a table or an index is damaged
	serializationFailure, deadlockDetected,
}

// isPassing reports whether err is a state of the database in which nothing is
// wrong with what was asked: trying again later may help.
func isPassing(err error) bool {
	if errors.Is(err, context.Canceled) {
		return false // by the caller, who has gone
	}
	if _, refused := errors.AsType[*pgconn.ConnectError](err); refused {
		return true // whatever the server has against us: it let us in before
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return false // the caller's
	}
	if cause, ok := errors.AsType[sqlite3.Error](err); ok {
		return slices.Contains(passingInSQLite, cause.Code)
	}
	if cause, ok := errors.AsType[*pgconn.PgError](err); ok {
		return slices.ContainsFunc(passingInPostgres, func(start string) bool { return strings.HasPrefix(cause.Code, start) })
	}
	_, broken := errors.AsType[net.Error](err)
	return broken || pgconn.SafeToRetry(err) || slices.ContainsFunc(passingHere, func(state error) bool { return errors.Is(err, state) })
}

// passingHere are the states of a connection, or of the machine we run on, that end by
// themselves or when whoever runs the service has seen to it.
var passingHere = []error{
	errClosed, driver.ErrBadConn, sql.ErrConnDone, pgconn.ErrConnClosed, io.ErrUnexpectedEOF,
	syscall.EMFILE, syscall.ENFILE, // no more files can be opened
	syscall.ENOSPC, syscall.EROFS, syscall.EIO, syscall.ENOMEM,
}

// errClosed is for those who come while the service ends.
var errClosed = errors.New("the database is closed")

// passing is a state of a database that passes: see [isPassing]. It is a [fault.Error] of
// kind Unavailable for who asks, and says to the log what it is.
type passing struct{ cause error }

func (p passing) Error() string   { return p.cause.Error() }
func (p passing) Unwrap() []error { return []error{p.cause, outOfReach} }

// outOfReach does not say that nothing was kept: where a connection broke during
// a commit, nobody knows.
var outOfReach = &fault.Error{
	Kind:   fault.Unavailable,
	Detail: "The service cannot reach its data right now. Try again in a moment.",
}

// errNoAnswer is for whoever asked whether the database is ready.
var errNoAnswer = errors.New("the database does not answer in time; another program may be holding it")

// translate puts plain words before an error of the database's that has them,
// and keeps the error itself in the chain. A state that passes is also an error
// of kind Unavailable. Others it returns as they are.
func translate(err error) error {
	if _, done := errors.AsType[passing](err); done || err == nil {
		return err
	}
	if isPassing(err) {
		return passing{inWords(err)}
	}
	return inWords(err)
}

func inWords(err error) error {
	words := ""
	if cause, ok := errors.AsType[sqlite3.Error](err); ok {
		words = sqliteWords[cause.Code]
	} else if cause, ok := errors.AsType[*pgconn.PgError](err); ok {
		words = postgresWords[cause.Code]
	} else if errors.Is(err, pgconn.ErrReadOnlyConnection) {
		words = postgresWords["25006"]
	} else if _, ok := errors.AsType[*pgconn.ConnectError](err); ok {
		words = "the server cannot be reached; check its address, and that it runs"
	}
	if words == "" {
		return err
	}
	return fmt.Errorf("%s: %w", words, err)
}

// busy says that nothing was written and that trying again is worth it.
func busy() error {
	return &fault.Error{
		Kind:   fault.Unavailable,
		Detail: "Too many people are saving something right now. Nothing was kept. Try again in a moment.",
	}
}

// unsure says that a context ended too late to stop a write for certain.
func unsure(ended error) error {
	return fmt.Errorf("%w during the write, which may have happened", ended)
}

// isBusy reports whether err means that another connection holds a lock.
func isBusy(err error) bool {
	cause, ok := errors.AsType[sqlite3.Error](err)
	return ok && cause.Code == sqlite3.ErrBusy
}

// isDamage reports whether err means that a file does not hold what SQLite wrote.
func isDamage(err error) bool {
	cause, ok := errors.AsType[sqlite3.Error](err)
	return ok && (cause.Code == sqlite3.ErrCorrupt || cause.Code == sqlite3.ErrNotADB)
}

// isOverrun reports whether err means that PostgreSQL undid a transaction only
// because of others beside it.
func isOverrun(err error) bool {
	cause, ok := errors.AsType[*pgconn.PgError](err)
	return ok && (cause.Code == serializationFailure || cause.Code == deadlockDetected || cause.Code == outOfMemory)
}

// isLockedOut reports whether err means that a lock was not to be had in time.
func isLockedOut(err error) bool {
	cause, ok := errors.AsType[*pgconn.PgError](err)
	return ok && cause.Code == lockNotAvailable
}
