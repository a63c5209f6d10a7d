package gormstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"

	"github.com/sevenrungs/sevenrungs/assessments/access"
)

const (
	// poolSize is how many connections each pool has. PostgreSQL lets in 100
	// in all unless told otherwise, and does more at once no faster.
	poolSize = 8

	// maxTries is how often a write is tried that others are in the way of.
	maxTries = 10

	// sharedTries is how many of these are made beside other writes. The rest
	// are made alone, so that a long write does not lose for ever to a stream
	// of short ones. Only another process can then still be in its way.
	sharedTries = 5

	// firstPause is the longest pause after the first try, and half of the
	// longest after the second, and so on: 5 seconds in all, 2.5 on average.
	firstPause = 10 * time.Millisecond
)

// postgresServer is a database of a PostgreSQL server.
type postgresServer struct {
	pools
	watched
	patient *gorm.DB // for what takes long
	jitter  func() float64
	turns   *door // a write holds one of poolSize, or all to be alone
	long    *door // one that takes long holds one of patientPlaces instead
	vain    *vain
}

func isPostgres(address string) bool {
	return strings.HasPrefix(address, "postgres://") || strings.HasPrefix(address, "postgresql://")
}

func openPostgres(ctx context.Context, address string, how opening, log *slog.Logger, jitter func() float64) (database, int64, error) {
	p := &postgresServer{jitter: jitter, turns: newDoor(poolSize, busy), long: newDoor(patientPlaces, busy), vain: newVain()}
	spread, layout, err := p.open(ctx, address, how, log)
	switch {
	case err != nil:
		return nil, 0, errors.Join(err, p.close())
	case spread:
		return &spreadDatabase{p}, layout, nil
	}
	return p, layout, nil
}

// open tells, too, whether the engine is one that spreads rows.
func (p *postgresServer) open(ctx context.Context, address string, how opening, log *slog.Logger) (spread bool, made int64, err error) {
	config, accepted, err := parseServer(address)
	if err != nil {
		return false, 0, err
	}
	if p.patient, err = connect(ctx, within(config, patientStatementWithin, patientLockWithin), patientPlaces, maybeSlow, log, connectWhenNeeded, whileItWrites); err != nil {
		return false, 0, err
	}
	if p.writer, err = connect(ctx, within(config, statementWithin, lockWithin), poolSize, slowStatement, log, connectNow, whileItWrites); err != nil {
		return false, 0, err
	}
	if spread, err = p.whoAnswers(ctx, accepted, log); err != nil {
		return spread, 0, err
	}
	to, locker, err := layoutFor(spread)
	if err != nil {
		return spread, 0, err
	}
	if made, err = migrate(ctx, p.writer, p.patient, to.as(how), log, locker); err != nil {
		return spread, 0, err
	}
	if p.reader, err = connect(ctx, within(config, statementWithin, readLockWithin), poolSize, slowStatement, log, connectNow, onlyReading, whileItLeads); err != nil {
		return spread, 0, err
	}
	return spread, made, p.guard(poolSize, p.patient)
}

var postgresLayout = layout{
	dialect: goose.DialectPostgres,
	files:   migrations,
	folder:  "migrations/postgres",
	kind:    postgresKind,
}

func connect(ctx context.Context, config *pgx.ConnConfig, size int, slow time.Duration, log *slog.Logger, first func(context.Context, *sql.DB) error, how ...stdlib.OptionOpenDB) (*gorm.DB, error) {
	pool := stdlib.OpenDB(*config, how...)
	return openGorm(ctx, pool, size, slow, postgres.New(postgres.Config{Conn: pool}), first, log)
}

// connectNow makes the first connection of a pool.
func connectNow(ctx context.Context, pool *sql.DB) error { return pool.PingContext(ctx) }

// connectWhenNeeded leaves that to whoever is the first to ask.
func connectWhenNeeded(context.Context, *sql.DB) error { return nil }

// commit runs fn at a level: at the highest as if it were alone on the server,
// which is what SQLite gives us too. PostgreSQL does not make others wait for
// that: it lets them run, and undoes one when they have been in each other's
// way. That one is run again.
//
// For that it remembers what each has read, for as long as any of them runs. One
// that reads much and takes long is bound to be undone, or uses up the room for
// remembering, and others fail. It belongs on a lower level.
func (p *postgresServer) commit(ctx context.Context, level sql.IsolationLevel, fn func(tx *gorm.DB) error) error {
	pause := firstPause
	for try := 1; ; try++ {
		a := attempt{level: level, long: level == sql.LevelRepeatableRead || access.TakesLong(ctx), alone: try > sharedTries}
		err := p.attempt(ctx, a, fn)
		switch {
		case !isOverrun(err):
			return err
		case try == maxTries:
			return busy()
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Duration(p.jitter() * float64(pause))):
		}
		pause *= 2
	}
}

// An attempt is how a write is tried once.
type attempt struct {
	level sql.IsolationLevel
	long  bool // on a connection for what takes long
	alone bool // while no other writes, but for those that take long
}

// enter waits until it may begin.
func (p *postgresServer) enter(ctx context.Context, a attempt) (leave func(), err error) {
	if a.long {
		if err := p.long.enter(ctx, 1); err != nil {
			return nil, err
		}
	}
	var turns int64
	switch {
	case a.alone:
		turns = poolSize
	case !a.long:
		turns = 1
	}
	if turns > 0 {
		err = p.turns.enter(ctx, turns)
	}
	if err != nil && a.long {
		p.long.leave(1)
	}
	return func() {
		p.turns.leave(turns)
		if a.long {
			p.long.leave(1)
		}
	}, err
}

// attempt runs fn once, when it may. An error of ctx says by its message whether
// something may have been written.
func (p *postgresServer) attempt(ctx context.Context, a attempt, fn func(tx *gorm.DB) error) error {
	leave, err := p.enter(ctx, a)
	if err != nil {
		return err
	}
	defer leave()
	on, committing, began := p.writer, false, time.Now()
	if a.long {
		on = p.patient
	}
	short := !a.long && p.vain.lately()
	err = on.WithContext(ctx).Transaction(func(tx *gorm.DB) (err error) {
		if short {
			err = tx.Exec(waitShortly).Error
		}
		if err == nil {
			err = fn(tx)
		}
		committing = err == nil
		return err
	}, &sql.TxOptions{Isolation: a.level})
	if isLockedOut(err) {
		p.vain.note()
	}
	switch {
	case err != nil && ctx.Err() != nil && committing:
		return unsure(ctx.Err())
	case err != nil && ctx.Err() != nil:
		return ctx.Err()
	case err == nil:
		told := 0
		if p.tells(ctx) {
			told = 1
		}
		p.committed(1, told, began)
	}
	return err
}

// waitShortly is for the transaction alone.
var waitShortly = fmt.Sprintf("SET LOCAL lock_timeout = %d", shortly.Milliseconds())

// writable locks a row and commits that. The server writes it to its log and waits
// for the disk, as for any write, and nothing is left for it to clean up.
func (p *postgresServer) writable(ctx context.Context) error {
	return begin(ctx, p.writer).Exec("SELECT FROM goose_db_version ORDER BY id LIMIT 1 FOR NO KEY UPDATE").Error
}

// close closes the ways in. See [pools.close].
func (p *postgresServer) close() error { return errors.Join(closeAll(p.patient), p.pools.close()) }

// folder is on the server, whose disk we do not see.
func (*postgresServer) folder() string { return "" }
