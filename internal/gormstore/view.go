package gormstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"gorm.io/driver/sqlite"
	"gorm.io/gorm"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/events"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/redo"
)

// A view reads: from what is committed, or from inside a transaction. Its
// methods are those of [assessments.Reader] and [comparisons.Reader].
type view struct {
	db   *gorm.DB
	inTx bool
}

// A tx also writes. Its methods are those of [assessments.Tx] and
// [comparisons.Tx].
type tx struct {
	view
	told   *[]events.Told // what happened, written last: see numberTold
	facts  *[]redo.Fact   // what must be done again should a backup be put back
	atOnce int            // how many responses it may delete; 0 for any number
}

var (
	_ assessments.Tx = tx{}
	_ comparisons.Tx = tx{}
	_ events.Reader  = view{}
)

// Write implements [assessments.Store].
func (s *Store) Write(ctx context.Context, fn func(assessments.Tx) error) error {
	return s.transact(ctx, sql.LevelSerializable, func(t tx) error { return fn(t) })
}

// WriteBeside implements [assessments.Store].
func (s *Store) WriteBeside(ctx context.Context, fn func(assessments.Tx) error) error {
	return s.transact(ctx, sql.LevelRepeatableRead, func(t tx) error { return fn(t) })
}

// transact runs fn in a transaction, and then writes down what it told and noted.
// What was noted is in the journal when it returns.
func (s *Store) transact(ctx context.Context, level sql.IsolationLevel, fn func(tx) error) error {
	atLevel := func(ctx context.Context, fn func(*gorm.DB) error) error { return s.writeAt(ctx, level, fn) }
	noted, err := access.Within(ctx, atLevel, func(db *gorm.DB) (noted bool, err error) {
		t := tx{view{db, true}, &[]events.Told{}, &[]redo.Fact{}, s.atOnce}
		if err := fn(t); err != nil {
			return false, err
		}
		if err := t.keepFacts(ctx, s.now()); err != nil {
			return false, err
		}
		return len(*t.facts) > 0, t.numberTold(ctx, s.takeTurn)
	})
	if err == nil && noted {
		s.journalNow(ctx)
	}
	return err
}

// Comparisons returns the way in to the same database for what is compared.
func (s *Store) Comparisons() comparisons.Store { return compared{s.view, s} }

// compared is a [comparisons.Store]: a Store, seen through the door that
// comparing has.
type compared struct {
	view
	store *Store
}

// Write implements [comparisons.Store].
func (c compared) Write(ctx context.Context, fn func(comparisons.Tx) error) error {
	return c.store.transact(ctx, sql.LevelSerializable, func(t tx) error { return fn(t) })
}

// Snapshot implements [comparisons.Store].
func (c compared) Snapshot(ctx context.Context, fn func(comparisons.Reader) error) error {
	return c.whole(ctx, func(v view) error { return fn(v) })
}

// Snapshot implements [assessments.Store].
func (s *Store) Snapshot(ctx context.Context, fn func(assessments.Reader) error) error {
	return s.whole(ctx, func(v view) error { return fn(v) })
}

// A row of a table knows what it stands for.
type row[T any] interface{ domain() T }

// whole runs fn on one and the same state of the database, however many
// statements it takes.
func (v view) whole(ctx context.Context, fn func(view) error) error {
	if v.inTx {
		return fn(v)
	}
	return translate(v.db.WithContext(ctx).Transaction(func(db *gorm.DB) error {
		return fn(view{db: db, inTx: true})
	}, &sql.TxOptions{ReadOnly: true, Isolation: sql.LevelRepeatableRead}))
}

// begin begins a statement afresh, whatever was put on db before, and lets it end
// with ctx.
func begin(ctx context.Context, db *gorm.DB) *gorm.DB {
	return db.Session(&gorm.Session{NewDB: true, Context: ctx})
}

// A condition is what rows have to meet.
type condition struct {
	where string
	args  []any
}

// and narrows a condition.
func (c *condition) and(where string, args ...any) {
	c.where, c.args = c.where+" AND "+where, append(c.args, args...)
}

// take returns the one thing that the condition finds. thing is a plain word
// for it.
func take[R row[T], T any](ctx context.Context, db *gorm.DB, thing, where string, args ...any) (T, error) {
	found, err := takeRow[R](ctx, db, where, args...)
	return one(thing, found, err)
}

// takeRow returns a row that the condition finds, or [gorm.ErrRecordNotFound].
func takeRow[R any](ctx context.Context, db *gorm.DB, where string, args ...any) (R, error) {
	if !isText(args...) {
		return *new(R), gorm.ErrRecordNotFound
	}
	var row R
	err := begin(brief(ctx, db), db).Where(where, args...).Take(&row).Error
	return row, err
}

// brief returns the context for a statement that reads one row. SQLite has done
// that sooner than a watch for the caller's end can be set.
func brief(ctx context.Context, db *gorm.DB) context.Context {
	if onSQLite(db) && ctx.Err() == nil {
		return context.WithoutCancel(ctx)
	}
	return ctx
}

func onSQLite(db *gorm.DB) bool { return db.Name() == (sqlite.Dialector{}).Name() }

// one returns what a row stands for that was looked for.
func one[R row[T], T any](thing string, found R, err error) (T, error) {
	if err != nil {
		return *new(T), unread(thing, err)
	}
	return found.domain(), nil
}

// unread says why a row could not be read.
func unread(thing string, err error) error {
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return fault.NoSuch(thing)
	}
	return fmt.Errorf("read %s: %w", thing, translate(err))
}

// has tells whether the condition finds anything.
func has[R any](ctx context.Context, db *gorm.DB, where string, args ...any) (bool, error) {
	_, err := takeRow[R](ctx, db, where, args...)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return false, nil
	}
	return err == nil, translate(err)
}

// howMany returns how many rows a condition finds.
func howMany[R any](ctx context.Context, db *gorm.DB, where string, args ...any) (int, error) {
	if !isText(args...) {
		return 0, nil
	}
	var count int64
	err := begin(ctx, db).Model(new(R)).Where(where, args...).Count(&count).Error
	return int(count), translate(err)
}

// all returns all that the condition finds, in an order of columns.
func all[R row[T], T any](ctx context.Context, db *gorm.DB, order, where string, args ...any) ([]T, error) {
	if !isText(args...) {
		return nil, nil
	}
	return found(find[R](begin(ctx, db).Where(where, args...).Order(order)))
}

// find reads all rows that a statement finds.
func find[R any](statement *gorm.DB) (rows []R, err error) {
	err = statement.Find(&rows).Error
	return rows, err
}

func found[R row[T], T any](rows []R, err error) ([]T, error) {
	if err != nil {
		return nil, fmt.Errorf("list: %w", translate(err))
	}
	things := make([]T, len(rows))
	for i := range rows {
		things[i] = rows[i].domain()
	}
	return things, nil
}

// isText tells whether all texts are such as a database can hold. What is not
// text is not there; PostgreSQL would call it an error to ask.
func isText(args ...any) bool {
	return !slices.ContainsFunc(args, func(arg any) bool {
		text, _ := arg.(string)
		return !utf8.ValidString(text) || strings.ContainsRune(text, 0)
	})
}

// add writes a new row.
func add[R any](ctx context.Context, db *gorm.DB, r R) error {
	return begin(ctx, db).Create(&r).Error
}

// save replaces the row with this id, and fails when there is none. The id is left as it
// is: where it is set, also to what it was, SQLite looks through every row that refers to
// it, such as 100,000 responses.
func save[R any](ctx context.Context, db *gorm.DB, id string, r R) error {
	// All columns are named: without that, zero values would be left as they were.
	return changedOne[R](changed(begin(ctx, db).Where("id = ?", id).Select("*").Omit("id").Updates(r)))
}

// changed returns how many rows a statement changed.
func changed(statement *gorm.DB) (int, error) {
	return int(statement.RowsAffected), statement.Error
}

// changedOne fails unless a statement changed one row.
func changedOne[R any](changed int, err error) error {
	if err == nil && changed != 1 {
		return fmt.Errorf("%d rows of %T changed, want 1", changed, *new(R))
	}
	return err
}

// millis is a time as it is kept: milliseconds since 1970, or NULL for none.
type millis = *int64

func toMillis(t time.Time) millis {
	if t.IsZero() {
		return nil
	}
	ms := t.UnixMilli()
	return &ms
}

func fromMillis(ms millis) time.Time {
	if ms == nil {
		return time.Time{}
	}
	return time.UnixMilli(*ms).UTC()
}

// orNull is an id as it is kept: NULL for none.
func orNull(id string) *string {
	if id == "" {
		return nil
	}
	return &id
}

func orEmpty(id *string) string {
	if id == nil {
		return ""
	}
	return *id
}
