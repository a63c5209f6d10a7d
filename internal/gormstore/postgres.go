package gormstore

import (
	"context"
	"database/sql"
	"errors"
	"log/slog"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
	"golang.org/x/sync/semaphore"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"
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
	jitter func() float64
	turns  *semaphore.Weighted // a write holds one of poolSize, or all to be alone
}

func isPostgres(address string) bool {
	return strings.HasPrefix(address, "postgres://") || strings.HasPrefix(address, "postgresql://")
}

func openPostgres(ctx context.Context, address string, log *slog.Logger, jitter func() float64) (database, int64, error) {
	p := &postgresServer{jitter: jitter, turns: semaphore.NewWeighted(poolSize)}
	layout, err := p.open(ctx, address, log)
	if err != nil {
		return nil, 0, errors.Join(err, p.close())
	}
	return p, layout, nil
}

func (p *postgresServer) open(ctx context.Context, address string, log *slog.Logger) (layout int64, err error) {
	config, err := pgx.ParseConfig(address)
	if err != nil {
		// The cause is left out: it may hold the password.
		return 0, errors.New("its address cannot be read; write it as postgres://user:password@host:5432/name")
	}
	findServer(config)
	if p.writer, err = connect(ctx, config, log, whileItWrites); err != nil {
		return 0, err
	}
	locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 60), lock.WithUnlockTimeout(1, 10))
	if err != nil {
		return 0, err
	}
	if layout, err = migrate(ctx, p.writer, postgresLayout, log, goose.WithSessionLocker(locker)); err != nil {
		return 0, err
	}
	p.reader, err = connect(ctx, config, log, onlyReading, whileItLeads)
	return layout, err
}

var postgresLayout = layout{
	dialect: goose.DialectPostgres,
	files:   migrations,
	folder:  "migrations/postgres",
	foreign: `SELECT count(*) > 0 AND count(*) FILTER (WHERE tablename = ?) = 0 FROM pg_tables WHERE schemaname = current_schema()`,
	part:    kinds[true].unfinished,
}

func connect(ctx context.Context, config *pgx.ConnConfig, log *slog.Logger, how ...stdlib.OptionOpenDB) (*gorm.DB, error) {
	pool := stdlib.OpenDB(*config.Copy(), how...)
	ping := func(ctx context.Context, pool *sql.DB) error { return pool.PingContext(ctx) }
	return openGorm(ctx, pool, poolSize, postgres.New(postgres.Config{Conn: pool}), ping, log)
}

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
		turns := int64(1)
		if try > sharedTries {
			turns = poolSize
		}
		err := p.attempt(ctx, turns, level, fn)
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

// attempt runs fn once, when it has its turns. An error of ctx says by its
// message whether something may have been written.
func (p *postgresServer) attempt(ctx context.Context, turns int64, level sql.IsolationLevel, fn func(tx *gorm.DB) error) error {
	if err := p.turns.Acquire(ctx, turns); err != nil {
		return err
	}
	defer p.turns.Release(turns)
	committing, began := false, time.Now()
	err := p.writer.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		err := fn(tx)
		committing = err == nil
		return err
	}, &sql.TxOptions{Isolation: level})
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

// writable runs a write that meets no row: the server checks that it may write
// and that we may, and nothing is left for it to clean up.
func (p *postgresServer) writable(ctx context.Context) error {
	return begin(ctx, p.writer).Exec("UPDATE goose_db_version SET tstamp = tstamp WHERE false").Error
}

// folder is on the server, whose disk we do not see.
func (*postgresServer) folder() string { return "" }
