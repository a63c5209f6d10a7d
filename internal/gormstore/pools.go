package gormstore

import (
	"context"
	"database/sql"
	"errors"
	"log/slog"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

// slowStatement is how long a statement may take before it is logged, where somebody
// waits for it.
const slowStatement = 200 * time.Millisecond

// maybeSlow is for what takes long, of which nobody need be told.
const maybeSlow = 0

// pools are the two ways into a database.
type pools struct {
	writer *gorm.DB
	reader *gorm.DB // cannot write
}

func (p *pools) read() *gorm.DB { return p.reader }

// close closes the writer last, so that SQLite can fold its write-ahead log
// back into the file.
func (p *pools) close() error { return closeAll(p.reader, p.writer) }

// closeAll closes those that are there, one after the other.
func closeAll(ways ...*gorm.DB) error {
	var errs []error
	for _, db := range ways {
		if db == nil {
			continue
		}
		pool, err := db.DB()
		if err == nil {
			err = pool.Close()
		}
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// guard puts a door before the readers, of which there are so many. Where there is a
// way in for what takes long, such reads take that.
func (p *pools) guard(readers int, long *gorm.DB) error {
	pool, err := p.reader.DB()
	if err != nil {
		return err
	}
	guarded := guardedPool{DB: pool, door: newDoor(readers, crowded)}
	if long != nil {
		if guarded.long, err = long.DB(); err != nil {
			return err
		}
	}
	p.reader.ConnPool, p.reader.Statement.ConnPool = guarded, guarded
	return nil
}

// openGorm puts gorm on a pool of at most size connections, which are kept open
// once made. It makes the first with connect, and closes the pool on failure. What takes
// longer than slow is logged, unless that is 0.
func openGorm(ctx context.Context, pool *sql.DB, size int, slow time.Duration, dialect gorm.Dialector, connect func(context.Context, *sql.DB) error, log *slog.Logger) (*gorm.DB, error) {
	pool.SetMaxOpenConns(size)
	pool.SetMaxIdleConns(size)
	err := connect(ctx, pool)
	var db *gorm.DB
	if err == nil {
		db, err = gorm.Open(dialect, &gorm.Config{
			TranslateError:         true,
			SkipDefaultTransaction: true, // one statement is a transaction already
			DisableAutomaticPing:   true,
			Logger: onlyNotable{slow: slow, Interface: logger.NewSlogLogger(log, logger.Config{
				LogLevel:                  logger.Warn,
				SlowThreshold:             slow,
				IgnoreRecordNotFoundError: true,
			})},
		})
	}
	if err != nil {
		return nil, errors.Join(err, pool.Close())
	}
	return db, nil
}

// onlyNotable passes on what is slow, or fails for a reason that stays. What passes, and
// what nobody waited for to its end, is told by whoever answers for it. gorm's own logger
// writes every statement out before it leaves it away.
type onlyNotable struct {
	logger.Interface
	slow time.Duration // 0 for never
}

func (l onlyNotable) Trace(ctx context.Context, begin time.Time, statement func() (sql string, rows int64), err error) {
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) || isPassing(err) {
		return
	}
	if err != nil || l.slow > 0 && time.Since(begin) > l.slow {
		l.Interface.Trace(ctx, begin, statement, err)
	}
}

// LogMode lets a log that tells more keep values out too.
func (l onlyNotable) LogMode(level logger.LogLevel) logger.Interface {
	return onlyNotable{l.Interface.LogMode(level), l.slow}
}

// ParamsFilter keeps values out of the log.
func (onlyNotable) ParamsFilter(_ context.Context, sql string, _ ...any) (string, []any) {
	return sql, nil
}
