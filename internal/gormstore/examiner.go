package gormstore

import (
	"context"
	"database/sql"
	"errors"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/mattn/go-sqlite3"
)

// An examiner looks through all of a file for damage, such as a disk leaves that
// is about to die: once it is open, and again when a write has met some.
type examiner struct {
	bystander
	damage atomic.Pointer[passing]
}

func newExaminer(ctx context.Context, pool *sql.DB, log *slog.Logger) *examiner {
	pool.SetMaxIdleConns(0) // it is seldom needed, and remembers pages
	e := &examiner{bystander: newBystander(pool, log)}
	e.start(ctx, e.look)
	return e
}

// found returns an error once there is damage. Then nothing more may be written:
// it could go where it spoils what is still good, and nobody could promise that it
// is kept. What is good can still be read.
func (e *examiner) found() error {
	if damage := e.damage.Load(); damage != nil {
		return *damage
	}
	return nil
}

func (e *examiner) look(ctx context.Context) {
	damage, err := e.examine(ctx)
	switch {
	case ctx.Err() != nil:
	case damage != "":
		e.log.Error("no writes are taken: the database is damaged; stop the service, and put a backup back with sevenrungs restore", slog.String("damage", damage))
		e.damage.Store(&passing{inWords(sqlite3.Error{Code: sqlite3.ErrCorrupt})})
	case err != nil:
		e.log.Warn("the database could not be looked through for damage", slog.String("error", err.Error()))
	}
}

// examine returns in SQLite's words what is damaged, or "". Of a large file it
// takes a table at a time, and rests as long as that took: so it takes half of what
// a processor and the disk can do, and the log is soon free to begin anew.
func (e *examiner) examine(ctx context.Context) (damage string, err error) {
	conn, err := e.pool.Conn(ctx)
	if isDamage(err) {
		return err.Error(), nil
	}
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	tables, err := tablesOf(ctx, conn)
	for _, table := range tables {
		began := time.Now()
		if damage, err = examineTable(ctx, conn, table); err != nil || damage != "" {
			break
		}
		select {
		case <-ctx.Done():
		case <-time.After(time.Since(began)):
		}
	}
	if isDamage(err) {
		return err.Error(), nil
	}
	return damage, err
}

func tablesOf(ctx context.Context, conn *sql.Conn) (names []string, err error) {
	rows, err := conn.QueryContext(ctx, "SELECT 'sqlite_schema' UNION ALL SELECT name FROM sqlite_schema WHERE type = 'table'")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	return names, rows.Err()
}

func examineTable(ctx context.Context, conn *sql.Conn, name string) (damage string, err error) {
	var found string
	err = conn.QueryRowContext(ctx, "SELECT quick_check FROM pragma_quick_check($1)", name).Scan(&found)
	if err != nil || found == "ok" {
		return "", err
	}
	return name + ": " + found, nil
}
