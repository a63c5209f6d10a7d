package gormstore

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

// kind is what a move asks each kind of database in its own words.
type kind struct {
	// columns returns the table and the name of each column, its place in the
	// primary key from 1 on or 0, and whether it holds truths and is counted up.
	columns string
	parents string // which table refers to which
	counter string // how far a column was counted up; see [side.counted]
	count   string // counts it up so far

	foreign    string // whether there are tables, and they are another program's
	atLast     string // what a database is told when all is there
	unfinished string // whether there is the table of that name
	others     string // whether nobody else is there; "" where nobody else can be
	alone      string // begins to read one and the same state
	lock       string // keeps others from writing to tables; "" where nobody else can
	insert     string // comes after the columns
	numbered   bool   // whether each value has a number
	most       int    // how many values one statement may have
}

// own is what belongs to the databases themselves.
const own = "('" + goose.DefaultTablename + "', '" + lock.DefaultLockTableName + "', '" + unfinished + "')"

var sqliteKind = kind{
	columns: `SELECT t.name, c.name, c.pk, false, t.sql LIKE '%AUTOINCREMENT%' AND c.pk > 0
		FROM sqlite_schema AS t, pragma_table_info(t.name) AS c
		WHERE t.type = 'table' AND t.name NOT GLOB 'sqlite_*' AND t.name NOT IN ` + own + ` ORDER BY t.name, c.cid`,
	parents: `SELECT t.name, k."table" FROM sqlite_schema AS t, pragma_foreign_key_list(t.name) AS k WHERE t.type = 'table'`,
	counter: `SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = '%[1]s'`,
	count:   `DELETE FROM sqlite_sequence WHERE name = '%[1]s'; INSERT INTO sqlite_sequence (name, seq) SELECT '%[1]s', %[3]d WHERE %[3]d > 0`,

	foreign:    `SELECT count(*) FILTER (WHERE name NOT IN ` + own + `) > 0 AND count(*) FILTER (WHERE name = '` + goose.DefaultTablename + `') = 0 FROM sqlite_schema`,
	unfinished: `SELECT count(*) > 0 FROM sqlite_schema WHERE name = '` + unfinished + `'`,
	alone:      "BEGIN IMMEDIATE",
	most:       30_000,
}

var postgresKind = kind{
	columns: `SELECT t.relname, c.attname, coalesce(array_position(k.conkey, c.attnum), 0), c.atttypid = 'boolean'::regtype, c.attidentity <> ''
		FROM pg_class AS t
		JOIN pg_attribute AS c ON c.attrelid = t.oid AND c.attnum > 0 AND NOT c.attisdropped
		LEFT JOIN pg_constraint AS k ON k.conrelid = t.oid AND k.contype = 'p'
		WHERE t.relkind = 'r' AND t.relnamespace = current_schema()::regnamespace AND t.relname NOT IN ` + own + ` ORDER BY t.relname COLLATE "C", c.attnum`,
	parents: `SELECT t.relname, p.relname FROM pg_constraint AS k JOIN pg_class AS t ON t.oid = k.conrelid JOIN pg_class AS p ON p.oid = k.confrelid
		WHERE k.contype = 'f' AND t.relnamespace = current_schema()::regnamespace`,
	counter: `SELECT coalesce(pg_sequence_last_value(pg_get_serial_sequence('%[1]s', '%[2]s')::regclass), 0)`,
	count:   `SELECT setval(pg_get_serial_sequence('%[1]s', '%[2]s'), greatest(%[3]d, 1), %[3]d > 0)`,

	foreign: `SELECT count(*) FILTER (WHERE tablename NOT IN ` + own + `) > 0 AND count(*) FILTER (WHERE tablename = '` + goose.DefaultTablename + `') = 0
		FROM pg_tables WHERE schemaname = current_schema()`,
	atLast:     "ANALYSE",
	unfinished: `SELECT to_regclass('` + unfinished + `') IS NOT NULL`,
	others: `SELECT count(*) = 0 FROM pg_stat_activity
		WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type IN ('client backend', 'walsender')`,
	alone:    "BEGIN ISOLATION LEVEL REPEATABLE READ",
	lock:     "LOCK TABLE %s IN SHARE MODE",
	insert:   " OVERRIDING SYSTEM VALUE",
	numbered: true,
	most:     60_000,
}

// table is a table of a layout.
type table struct {
	name    string
	columns []string
	key     []string // the columns of the primary key, in its order
	truths  []bool   // for each column whether it holds truths
	counted string   // the column that is counted up; "" for none
}

// tables returns all tables but those of the databases themselves, by name.
func (s *side) tables(ctx context.Context) (all []table, err error) {
	rows, err := s.conn.QueryContext(ctx, s.kind.columns)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	places := map[string]int{} // of the columns of the last table's key
	for rows.Next() {
		var name, column string
		var place int
		var truth, counted bool
		if err := rows.Scan(&name, &column, &place, &truth, &counted); err != nil {
			return nil, err
		}
		if len(all) == 0 || all[len(all)-1].name != name {
			all, places = append(all, table{name: name}), map[string]int{}
		}
		t := &all[len(all)-1]
		t.columns, t.truths = append(t.columns, column), append(t.truths, truth)
		if place > 0 {
			places[column], t.key = place, append(t.key, column)
			slices.SortFunc(t.key, func(a, b string) int { return places[a] - places[b] })
		}
		if counted {
			t.counted = column
		}
	}
	return all, rows.Err()
}

// fits says whether rows of this table can be those of the other. What holds truths is
// taken from the one that knows: SQLite has numbers for them.
func (t *table) fits(other *table) bool {
	for i, column := range t.columns {
		at := slices.Index(other.columns, column)
		if at < 0 {
			return false
		}
		t.truths[i] = t.truths[i] || other.truths[at]
	}
	return len(t.key) > 0 && len(t.columns) == len(other.columns) && t.counted == other.counted
}

// parents returns the tables that each refers to.
func (s *side) parents(ctx context.Context) (map[string][]string, error) {
	rows, err := s.conn.QueryContext(ctx, s.kind.parents)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	parents := map[string][]string{}
	for rows.Next() {
		var child, parent string
		if err := rows.Scan(&child, &parent); err != nil {
			return nil, err
		}
		parents[child] = append(parents[child], parent)
	}
	return parents, rows.Err()
}

// counted returns how far a table was counted up, by rows that may be gone since. No
// number may come twice: somebody may have read up to it.
func (s *side) counted(ctx context.Context, t table) (last int64, err error) {
	err = s.conn.QueryRowContext(ctx, fmt.Sprintf(s.kind.counter, t.name, t.counted)).Scan(&last)
	return last, err
}

func (s *side) countUp(ctx context.Context, t table, last int64) error {
	_, err := s.conn.ExecContext(ctx, fmt.Sprintf(s.kind.count, t.name, t.counted, last))
	return err
}

func quoted(name string) string { return `"` + name + `"` }

func quotedAll(names []string) string { return strings.Join(quotedEach(names, ""), ", ") }

// quotedEach quotes names, each with something after it.
func quotedEach(names []string, after string) []string {
	all := make([]string, len(names))
	for i, name := range names {
		all[i] = quoted(name) + after
	}
	return all
}

// values returns the places for so many values, counted from one on.
func (k kind) values(from, n int) string {
	all := make([]string, n)
	for i := range all {
		all[i] = "?"
		if k.numbered {
			all[i] = fmt.Sprintf("$%d", from+i)
		}
	}
	return "(" + strings.Join(all, ", ") + ")"
}

// rowsOf reads rows. A for loop over all ends where they do, or cannot be read; end
// tells which.
type rowsOf struct {
	rows *sql.Rows
	n    int
	err  error
}

// read reads a table in the order of its key, after a key; nil for from the beginning.
func (s *side) read(ctx context.Context, t table, after []any) (*rowsOf, error) {
	query := "SELECT " + quotedAll(t.columns) + " FROM " + quoted(t.name)
	if after != nil {
		query += " WHERE (" + quotedAll(t.key) + ") > " + s.kind.values(1, len(after))
	}
	rows, err := s.conn.QueryContext(ctx, query+" ORDER BY "+quotedAll(t.key), after...) //nolint:rowserrcheck // end does
	return &rowsOf{rows: rows, n: len(t.columns)}, err
}

func (r *rowsOf) all(yield func(row []any) bool) {
	for {
		row, more := r.next()
		if !more || !yield(row) {
			return
		}
	}
}

// next returns the next row, as both kinds of databases would give it.
func (r *rowsOf) next() (row []any, more bool) {
	if r.err != nil || !r.rows.Next() {
		return nil, false
	}
	row = make([]any, r.n)
	into := make([]any, r.n)
	for i := range row {
		into[i] = &row[i]
	}
	if r.err = r.rows.Scan(into...); r.err != nil {
		return nil, false
	}
	for i := range row {
		if row[i], r.err = plain(row[i]); r.err != nil {
			return nil, false
		}
	}
	return row, true
}

func (r *rowsOf) end() error {
	if r.err == nil {
		r.err = r.rows.Err()
	}
	_ = r.rows.Close()
	return r.err
}

// plain is a value as SQLite has it: truths are numbers there.
func plain(value any) (any, error) {
	switch is := value.(type) {
	case nil, int64, string, []byte:
		return value, nil
	case bool:
		if is {
			return int64(1), nil
		}
		return int64(0), nil
	}
	return nil, fmt.Errorf("a value of type %T cannot be moved", value)
}
