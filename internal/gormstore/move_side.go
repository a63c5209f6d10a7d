package gormstore

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"time"

	"github.com/jackc/pgx/v5/stdlib"
	"gorm.io/driver/sqlite"
)

// side is one of the two databases of a move, on one connection.
type side struct {
	address string
	kind    kind
	pool    *sql.DB
	conn    *sql.Conn
}

// openSide opens a database whose layout is not looked at. Of SQLite nobody else can
// have the file meanwhile.
func openSide(ctx context.Context, address string) (s *side, err error) {
	s = &side{address: address}
	if isPostgres(address) {
		s.kind = postgresKind
		s.pool, err = poolOfServer(address)
	} else {
		s.kind = sqliteKind
		s.pool, err = poolOfFile(address)
	}
	if err != nil {
		return s, err
	}
	s.pool.SetMaxOpenConns(1)
	s.conn, err = s.pool.Conn(ctx)
	if isBusy(err) {
		err = errOthers
	}
	return s, err
}

func poolOfServer(address string) (*sql.DB, error) {
	config, _, err := parseServer(address) // the store has asked whether old versions may stay
	if err != nil {
		return nil, err
	}
	config.RuntimeParams["statement_timeout"] = "0" // a table may take long
	return stdlib.OpenDB(*config), nil
}

func poolOfFile(address string) (*sql.DB, error) {
	path, err := filepath.Abs(address)
	if err != nil {
		return nil, err
	}
	// Nothing about the log: to turn it on would read the file before the lock, and a
	// file that was read once is shared.
	alone := fmt.Sprintf("mode=rw&_mutex=no&_busy_timeout=%d&_foreign_keys=on&_locking_mode=EXCLUSIVE&_synchronous=FULL", othersWait.Milliseconds())
	return sql.Open(sqlite.DriverName, (&url.URL{Scheme: "file", Path: slashed(path), RawQuery: alone}).String())
}

func (s *side) close() error {
	if s == nil || s.pool == nil {
		return nil
	}
	var err error
	if s.conn != nil {
		err = s.conn.Close()
	}
	return errors.Join(err, s.pool.Close())
}

// errOthers says that a database is in use.
var errOthers = errors.New("others are using it; stop the service and whatever else is connected to it, then try again")

// keepAlone keeps everybody else from writing until the connection is closed, and
// takes one and the same state for all that is read. It refuses a database that
// others are using: they would go on writing to it when all is copied.
func (s *side) keepAlone(ctx context.Context) error {
	if err := s.waitForOthers(ctx); err != nil {
		return err
	}
	all, err := s.tables(ctx)
	if err != nil {
		return err
	}
	if _, err := s.conn.ExecContext(ctx, s.kind.alone); err != nil {
		return err
	}
	if s.kind.lock == "" {
		return nil
	}
	names := make([]string, len(all))
	for i, t := range all {
		names[i] = t.name
	}
	_, err = s.conn.ExecContext(ctx, fmt.Sprintf(s.kind.lock, quotedAll(names)))
	return err
}

// othersWait is how long a move waits for others to leave: whoever has just stopped
// may still be there.
const othersWait = time.Second

// waitForOthers returns an error unless nobody else is there. SQLite itself has
// waited before.
func (s *side) waitForOthers(ctx context.Context) error {
	if s.kind.others == "" {
		return nil
	}
	late := time.After(othersWait)
	for {
		var gone bool
		if err := s.conn.QueryRowContext(ctx, s.kind.others).Scan(&gone); err != nil || gone {
			return err
		}
		select {
		case <-late:
			return errOthers
		case <-time.After(othersWait / 20):
		}
	}
}

// unfinished is the table that a database has while it is not whole: one row, which
// says what it is a copy of.
const unfinished = "unfinished_copy"

func (s *side) isUnfinished(ctx context.Context) (is bool, err error) {
	err = s.conn.QueryRowContext(ctx, s.kind.unfinished).Scan(&is)
	return is, err
}

// begin marks a database as one that is not whole. Whoever comes from then on sees
// that. Whoever came before may not have, so it is looked for once more.
func (s *side) begin(ctx context.Context, source *side) error {
	mark, err := source.mark(ctx)
	if err == nil {
		err = s.mustBeFree(ctx)
	}
	if err != nil {
		return err
	}
	if _, err := s.conn.ExecContext(ctx, "CREATE TABLE "+unfinished+" AS SELECT '"+mark+"' AS source"); err != nil {
		return err
	}
	if err := s.mustBeFree(ctx); err != nil {
		_, undone := s.conn.ExecContext(context.WithoutCancel(ctx), "DROP TABLE "+unfinished)
		return errors.Join(err, undone)
	}
	return nil
}

// errHoldsSomething says that a database is no place to move to.
var errHoldsSomething = errors.New("it holds something already; name one that is empty or not there yet")

// mustBeFree returns an error when a database holds anything, or others are using it.
func (s *side) mustBeFree(ctx context.Context) error {
	var foreign bool
	if err := s.conn.QueryRowContext(ctx, s.kind.foreign).Scan(&foreign); err != nil {
		return err
	}
	if foreign {
		return errForeign
	}
	if err := s.waitForOthers(ctx); err != nil {
		return err
	}
	all, err := s.tables(ctx)
	if err != nil {
		return err
	}
	for _, t := range all {
		if holds, err := s.holdsRows(ctx, t); err != nil || holds {
			return errors.Join(err, errHoldsSomething)
		}
	}
	return nil
}

// mustContinue returns an error unless an unfinished copy is one of the source.
func (s *side) mustContinue(ctx context.Context, source *side) error {
	var kept string
	if err := s.conn.QueryRowContext(ctx, "SELECT source FROM "+unfinished).Scan(&kept); err != nil {
		return err
	}
	mark, err := source.mark(ctx)
	if err == nil && mark != kept {
		err = errors.New("it holds an unfinished copy of another database; name one that is empty or not there yet")
	}
	return err
}

// mark tells databases apart: by when each saw which questionnaire first, and by the
// key of its digests.
func (s *side) mark(ctx context.Context) (string, error) {
	all, err := s.tables(ctx)
	if err != nil {
		return "", err
	}
	sum := sha256.New()
	for _, t := range all {
		if t.name != "instrument_versions" && t.name != "marks" {
			continue
		}
		rows, err := s.read(ctx, t, nil)
		if err != nil {
			return "", err
		}
		for row := range rows.all {
			fmt.Fprintf(sum, "%s %#v\n", t.name, row)
		}
		if err := rows.end(); err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// finish says that a copy is whole. That is the last that is done, and goes on when the
// move is stopped: whoever is told to do it again must not find that it was done.
func (s *side) finish(ctx context.Context) error {
	if _, err := s.conn.ExecContext(ctx, s.kind.atLast); err != nil {
		return err
	}
	_, err := s.conn.ExecContext(context.WithoutCancel(ctx), "DROP TABLE "+unfinished)
	return err
}
