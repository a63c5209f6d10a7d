package gormstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"time"

	"gorm.io/driver/postgres"
	"gorm.io/gorm"
	"gorm.io/gorm/schema"
)

// A table is the statements for one row of a type. They come far more often than
// all others, and gorm's builder takes longer over one than SQLite does. What
// the table and its columns are called is still for gorm to say.
type table struct {
	fields  [][]int // where in the struct each column is
	choose  string  // ends in WHERE
	replace string  // inserts all columns
}

var tables sync.Map // of *table, by the type of their rows

// tableOf returns the statements for rows of a type. A type that can be no row
// is a mistake in this package.
func tableOf[R any](db *gorm.DB) *table {
	kind := reflect.TypeFor[R]()
	if known, ok := tables.Load(kind); ok {
		return known.(*table)
	}
	parsed, err := schema.Parse(new(R), new(sync.Map), db.NamingStrategy)
	if err != nil {
		panic(fmt.Sprintf("rows of %s: %v", kind, err))
	}
	t := new(table)
	for _, field := range parsed.Fields {
		t.fields = append(t.fields, field.StructField.Index)
	}
	columns := strings.Join(parsed.DBNames, ", ")
	t.choose = "SELECT " + columns + " FROM " + parsed.Table + " WHERE "
	t.replace = "INSERT INTO " + parsed.Table + " (" + columns + ") VALUES (?" + strings.Repeat(", ?", len(t.fields)-1) + ")"
	tables.Store(kind, t)
	return t
}

// columns returns pointers to the fields of a row.
func (t *table) columns(row reflect.Value) []any {
	columns := make([]any, len(t.fields))
	for i, field := range t.fields {
		columns[i] = row.FieldByIndex(field).Addr().Interface()
	}
	return columns
}

// one returns the row that the condition finds, or [gorm.ErrRecordNotFound].
func one[R any](ctx context.Context, db *gorm.DB, where string, args ...any) (found R, err error) {
	t := tableOf[R](db)
	err = scan(ctx, db, t.columns(reflect.ValueOf(&found).Elem()), t.choose+where+" LIMIT 1", args...)
	return found, err
}

// add writes a new row.
func add[R any](ctx context.Context, db *gorm.DB, r R) error {
	t := tableOf[R](db)
	_, err := change(ctx, db, t.replace, t.columns(reflect.ValueOf(&r).Elem())...)
	return err
}

// scan runs a query and reads its first row, or returns
// [gorm.ErrRecordNotFound].
func scan(ctx context.Context, db *gorm.DB, into []any, query string, args ...any) error {
	if onPostgres(db) {
		query = numbered(query)
	} else if ctx.Err() == nil {
		// It is done sooner than a watch for the caller's end can be set.
		ctx = context.WithoutCancel(ctx)
	}
	begin := time.Now()
	err := db.Statement.ConnPool.QueryRowContext(ctx, query, args...).Scan(into...)
	if errors.Is(err, sql.ErrNoRows) {
		return gorm.ErrRecordNotFound
	}
	return traced(ctx, db, begin, query, err)
}

// change runs a statement and returns how many rows it changed.
func change(ctx context.Context, db *gorm.DB, query string, args ...any) (rows int64, err error) {
	if onPostgres(db) {
		query = numbered(query)
	}
	begin := time.Now()
	result, err := db.Statement.ConnPool.ExecContext(ctx, query, args...)
	if err == nil {
		rows, err = result.RowsAffected()
	}
	return rows, traced(ctx, db, begin, query, err)
}

// traced does what gorm does when a statement has run: it logs one that is slow
// or failed, and returns the error in gorm's terms.
func traced(ctx context.Context, db *gorm.DB, begin time.Time, query string, err error) error {
	db.Logger.Trace(ctx, begin, func() (string, int64) { return query, -1 }, err)
	if translator, ok := db.Dialector.(gorm.ErrorTranslator); ok && err != nil {
		return translator.Translate(err)
	}
	return err
}

func onPostgres(db *gorm.DB) bool { return db.Name() == postgres.Dialector{}.Name() }

// numbered writes each ? as PostgreSQL wants it: $1, $2 and so on.
func numbered(query string) string {
	var out strings.Builder
	for n := 1; ; n++ {
		before, after, found := strings.Cut(query, "?")
		out.WriteString(before)
		if !found {
			return out.String()
		}
		out.WriteString("$" + strconv.Itoa(n))
		query = after
	}
}
