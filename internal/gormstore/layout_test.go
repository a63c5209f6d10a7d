package gormstore

import (
	"database/sql"
	"io/fs"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"gorm.io/gorm"
	"gorm.io/gorm/schema"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/assessmentstest"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// rows lists every row type. A table without one here fails the drift test.
var rows = []any{
	instrumentVersion{},
	organisation{},
	organisationIdentifier{},
	account{},
	key{},
	claim{},
	grant{},
	session{},
	replay{},
	assessment{},
	responseCount{},
	invitation{},
	invitationKey{},
	response{},
	resultReader{},
	storedResult{},
	contribution{},
	resultNote{},
	resultLink{},
	plan{},
	planAction{},
	period{},
	programme{},
	programmePeriod{},
	share{},
	shareWithdrawal{},
	published{},
	releaseDigests{},
	countedAssessment{},
	epsilonCharge{},
	readiness{},
	forecast{},
	trail{},
	databaseMark{},
	lastTime{},
	owedWipe{},
	event{},
	eventTurn{},
	webhook{},
	webhookDelivery{},
	journalFact{},
	journalFolder{},
	restoration{},
	partnerOrganisation{},
	partnerAssessment{},
	usedAllowance{},
}

// columns lists the columns of all tables but goose's own, with " key" after
// those of the primary key, for each of gorm's dialects.
var columns = map[string]string{
	"sqlite": `
		SELECT t.name, c.name || iif(c.pk > 0, ' key', '')
		FROM sqlite_schema AS t, pragma_table_info(t.name) AS c
		WHERE t.type = 'table' AND t.name NOT GLOB 'sqlite_*' AND t.name <> 'goose_db_version'
		ORDER BY t.name, c.cid`,
	"postgres": `
		SELECT t.relname, c.attname || CASE WHEN c.attnum = ANY(k.conkey) THEN ' key' ELSE '' END
		FROM pg_class AS t
		JOIN pg_attribute AS c ON c.attrelid = t.oid AND c.attnum > 0 AND NOT c.attisdropped
		LEFT JOIN pg_constraint AS k ON k.conrelid = t.oid AND k.contype = 'p'
		WHERE t.relkind = 'r' AND t.relnamespace = 'public'::regnamespace AND t.relname <> 'goose_db_version'
		ORDER BY t.relname, c.attnum`,
}

func TestRowsHaveTheColumnsOfTheMigratedTables(t *testing.T) {
	t.Parallel()
	forBoth(t, func(t *testing.T, store *Store) {
		t.Helper()
		holdRowsAgainstTables(t, store, columns[store.read().Name()])
	})
}

func holdRowsAgainstTables(t *testing.T, store *Store, query string) {
	t.Helper()
	want := map[string][]string{}
	for _, row := range rows {
		s, err := schema.Parse(row, &sync.Map{}, store.read().NamingStrategy)
		if err != nil {
			t.Fatal(err)
		}
		for _, field := range s.Fields {
			column := field.DBName
			if slices.Contains(s.PrimaryFieldDBNames, column) {
				column += " key"
			}
			want[s.Table] = append(want[s.Table], column)
		}
	}

	got := map[string][]string{}
	columns, err := store.read().Raw(query).Rows()
	if err != nil {
		t.Fatal(err)
	}
	defer columns.Close()
	for columns.Next() {
		var table, column string
		if err := columns.Scan(&table, &column); err != nil {
			t.Fatal(err)
		}
		got[table] = append(got[table], column)
	}
	if err := columns.Err(); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("rows (-) and migrated tables (+) differ:\n%s", diff)
	}
}

func TestEveryTableIsStrict(t *testing.T) {
	t.Parallel()
	store := openAt(t, databasetest.SQLite(t, migrateAt))
	var loose []string
	err := store.read().Raw(`SELECT name FROM pragma_table_list
		WHERE type = 'table' AND NOT strict AND name NOT GLOB 'sqlite_*' AND name <> 'goose_db_version'`).Scan(&loose).Error
	if err != nil {
		t.Fatal(err)
	}
	if len(loose) > 0 {
		t.Errorf("tables that take values of any type: %v", loose)
	}
}

func TestReaderCannotWrite(t *testing.T) {
	t.Parallel()
	store := openAt(t, databasetest.SQLite(t, migrateAt))
	reader := store.read().WithContext(t.Context())
	if err := reader.Exec("DELETE FROM instrument_versions").Error; err == nil {
		t.Error("the reader wrote")
	}
	// Even with its own setting undone, the file is open for reading only.
	err := reader.Connection(func(conn *gorm.DB) error {
		if err := conn.Exec("PRAGMA query_only = OFF").Error; err != nil {
			t.Fatal(err)
		}
		defer conn.Exec("PRAGMA query_only = ON")
		return conn.Exec("DELETE FROM instrument_versions").Error
	})
	if err == nil || !strings.Contains(err.Error(), "readonly") {
		t.Errorf("the file is not open read-only: %v", err)
	}
}

func TestReadyNoticesAnotherLayout(t *testing.T) {
	t.Parallel()
	for statement, want := range map[string]string{
		"INSERT INTO goose_db_version (version_id, is_applied) VALUES (999, 1)": "newer release",
		"DELETE FROM goose_db_version WHERE version_id > 0":                     "its layout is 0 and this release needs",
		"DROP TABLE goose_db_version":                                           "no such table",
	} {
		path := databasetest.SQLite(t, migrateAt)
		store := openAt(t, path)
		execAt(t, path, statement)
		if err := store.Ready(t.Context()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("after %q: %v, want an error with %q", statement, err, want)
		}
	}
}

func TestReadyNoticesAFileThatMayNotBeWritten(t *testing.T) {
	t.Parallel()
	store := openAt(t, databasetest.SQLite(t, migrateAt))
	if err := fileOf(t, store).writer.Exec("PRAGMA query_only = ON").Error; err != nil {
		t.Fatal(err)
	}
	if err := store.Ready(t.Context()); err == nil || !strings.Contains(err.Error(), "cannot be written") {
		t.Errorf("got %v, want an error that says it cannot be written", err)
	}
}

func TestTransactionTakesTheWriteLockWhenItBegins(t *testing.T) {
	t.Parallel()
	path := databasetest.SQLite(t, migrateAt)
	store := openAt(t, path)
	tx := fileOf(t, store).writer.Begin()
	if tx.Error != nil {
		t.Fatal(tx.Error)
	}
	defer tx.Rollback()
	other, err := sql.Open("sqlite3", path+"?_busy_timeout=0")
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	if _, err := other.ExecContext(t.Context(), "DELETE FROM instrument_versions"); !isBusy(err) {
		t.Errorf("another connection got %v, want a lock", err)
	}
}

func TestFailingMigrationIsGivenUpAndUndone(t *testing.T) {
	t.Parallel()
	store := openAt(t, databasetest.SQLite(t, migrateAt))
	created, err := fs.Glob(sqliteLayout.files, sqliteLayout.folder+"/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{}
	for _, name := range created {
		files[name] = &fstest.MapFile{Data: []byte("-- +goose Up\nSELECT 1;")}
	}
	files[sqliteLayout.folder+"/9999_half_done.sql"] = &fstest.MapFile{Data: []byte("-- +goose Up\nCREATE TABLE half (id TEXT);\nINSERT INTO nowhere VALUES (1);")}
	layout := sqliteLayout
	layout.files = files
	writer := fileOf(t, store).writer
	if _, err := migrate(t.Context(), writer, writer, layout, slog.New(slog.DiscardHandler)); err == nil {
		t.Fatal("a failing migration went through")
	}
	var halves int
	if err := store.read().Raw("SELECT count(*) FROM sqlite_schema WHERE name = 'half'").Scan(&halves).Error; err != nil {
		t.Fatal(err)
	}
	if halves != 0 {
		t.Error("half of the failed migration is there")
	}
	if err := store.Ready(t.Context()); err != nil {
		t.Errorf("the layout from before does not work: %v", err)
	}
}

// whenRead are files of which one has something happen before it is read.
type whenRead struct {
	fs.FS
	file    string // a part of its name
	happens func()
}

func (w whenRead) Open(name string) (fs.File, error) {
	if strings.Contains(name, w.file) {
		w.happens()
	}
	return w.FS.Open(name)
}

// TestMigrationsOfAnotherProcessAreNotMadeAgain has another process make all
// migrations when ours has found out which are missing, and made none. The first that
// is missing can be made twice: it changes rows.
func TestMigrationsOfAnotherProcessAreNotMadeAgain(t *testing.T) {
	t.Parallel()
	path := fileUpTo(t, "0015", "SELECT 1")
	db, err := openFile(t.Context(), connector{dsn: writerDSN(path)}, 1, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	late := sqliteLayout
	late.files = whenRead{migrations, "0016_", sync.OnceFunc(func() { openAt(t, path).Close() })}
	if _, err := migrate(t.Context(), db, db, late, slog.New(slog.DiscardHandler)); err != nil {
		t.Fatal(err)
	}
	if pool, err := db.DB(); err != nil || pool.Close() != nil {
		t.Fatal("cannot be closed")
	}
	checkMigratedOnce(t, path)
}

// fileUpTo makes an SQLite file in the layout up to a migration, with a row that the
// statement adds. What the row belongs to need not be there.
func fileUpTo(t *testing.T, last, statement string) string {
	t.Helper()
	ctx, log := t.Context(), slog.New(slog.DiscardHandler)
	path, err := ensureFile(ctx, databasetest.NewFile(t), true)
	if err != nil {
		t.Fatal(err)
	}
	db, err := openFile(ctx, connector{dsn: writerDSN(path)}, 1, log)
	if err != nil {
		t.Fatal(err)
	}
	before := sqliteLayout
	before.files = upTo(t, sqliteLayout, last)
	if _, err := migrate(ctx, db, db, before, log); err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{"PRAGMA foreign_keys = OFF", statement} {
		if err := db.Exec(statement).Error; err != nil {
			t.Fatal(err)
		}
	}
	if pool, err := db.DB(); err != nil || pool.Close() != nil {
		t.Fatal("cannot be closed")
	}
	return path
}

// Answers that were kept under the names of questions cannot be put in order by
// a migration. They stop it, and nothing is lost.
func TestAnswersKeptByNameStopTheUpdate(t *testing.T) {
	t.Parallel()
	ctx, log := t.Context(), slog.New(slog.DiscardHandler)
	path := fileUpTo(t, "0007", `INSERT INTO responses (assessment_id, id, voice, people, answers, notes, private_notes, variant, support, state, scored, revision, hash)
			VALUES ('a', '`+assessmentstest.ID(1)+`', 'lived', 1, '{"decisions":"5"}', '{}', '[]', 'standard', 'none', 'draft', TRUE, 1, '`+string(assessmentstest.Hash(1))+`')`)
	if _, err := Open(ctx, path, log); err == nil || !strings.Contains(err.Error(), "close_open_assessments_with_the_release_before") {
		t.Errorf("got %v, want what to do", err)
	}
	execAt(t, path, "DELETE FROM responses WHERE answers = '{\"decisions\":\"5\"}'")
	openAt(t, path)
}

// TestKeysOfTheOperatorFromBeforeWaitToo updates a file with a key that the operator made
// for an organisation, and one that the organisation made.
func TestKeysOfTheOperatorFromBeforeWaitToo(t *testing.T) {
	t.Parallel()
	insert := func(n int, by string) string {
		hash := assessmentstest.Hash(n)
		return "('" + assessmentstest.ID(n) + "', 'organisation', '" + assessmentstest.ID(1) + "', 'Old', '" + string(hash) + "', '" + hash.Label() + "', '" + by + "', 1000, '')"
	}
	path := fileUpTo(t, "0010", "INSERT INTO keys (id, role, organisation_id, name, hash, label, made_by, created_at, last_used) VALUES "+
		insert(2, "operator")+", "+insert(3, "organisation"))
	store := openAt(t, path)
	for n, want := range map[int]time.Time{2: time.UnixMilli(1000).Add(assessments.ConsentWait).UTC(), 3: {}} {
		got, err := store.KeyByLabel(t.Context(), assessmentstest.Hash(n).Label())
		if err != nil || !got.SharesFrom.Equal(want) || got.Origin != got.MadeBy || got.ReadOnly {
			t.Errorf("%v: %+v", err, got)
		}
	}
}

// upTo holds the migrations up to one.
func upTo(t *testing.T, all layout, last string) fs.FS {
	t.Helper()
	names, err := fs.Glob(all.files, all.folder+"/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{}
	for _, name := range names {
		if filepath.Base(name) < last+"~" {
			content, err := fs.ReadFile(all.files, name)
			if err != nil {
				t.Fatal(err)
			}
			files[name] = &fstest.MapFile{Data: content}
		}
	}
	return files
}
