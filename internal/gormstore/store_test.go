package gormstore

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/assessmentstest"
	"github.com/sevenrungs/sevenrungs/assessments/comparisons/comparisonstest"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// processPath names the variable that turns the test binary into a second
// process which opens the database it names, and says how that went.
const processPath = "GORMSTORE_TEST_OPEN"

func TestMain(m *testing.M) {
	var err error
	switch path, write := os.Getenv(processPath), os.Getenv(crashPath); {
	case path != "":
		err = migrateAt(path)
	case write != "":
		err = writeUntilKilled(write)
	default:
		os.Exit(databasetest.Main(m))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// migrateAt opens the database at address, which makes its tables.
func migrateAt(address string) error {
	store, err := Open(context.Background(), address, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	return store.Close()
}

var (
	digestA = "sha256:" + strings.Repeat("a", 64)
	digestB = "sha256:" + strings.Repeat("b", 64)
	noon    = time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)
)

// openAt opens the database at address and closes it when the test ends.
func openAt(t *testing.T, address string, opts ...Option) *Store {
	t.Helper()
	log := slog.New(slog.NewTextHandler(t.Output(), nil))
	opts = append(opts, WithClock(func() time.Time { return noon }))
	store, err := Open(t.Context(), address, log, opts...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	return store
}

// openStrict opens the database at address for a test that fails when it meets a
// statement which nobody can stop: one that does not come from [begin].
func openStrict(t *testing.T, address string) *Store {
	t.Helper()
	store := openAt(t, address)
	check := func(db *gorm.DB) {
		if db.Statement.Context == context.Background() {
			t.Errorf("a statement has no context: %T, %s", db.Statement.Model, db.Statement.SQL.String())
		}
	}
	writer, reader := waysOf(t, store)
	for _, on := range []*gorm.DB{writer, reader} {
		to := on.Callback()
		err := errors.Join(
			to.Create().Before("*").Register("context", check), to.Query().Before("*").Register("context", check),
			to.Update().Before("*").Register("context", check), to.Delete().Before("*").Register("context", check),
			to.Row().Before("*").Register("context", check), to.Raw().Before("*").Register("context", check))
		if err != nil {
			t.Fatal(err)
		}
	}
	return store
}

// waysOf returns both ways into the database of a store.
func waysOf(t *testing.T, store *Store) (writer, reader *gorm.DB) {
	t.Helper()
	switch on := store.database.(type) {
	case *sqliteFile:
		return on.writer, on.reader
	case *postgresServer:
		return on.writer, on.reader
	}
	t.Fatalf("the store is on a %T", store.database)
	return nil, nil
}

// fileOf returns what is behind a store on SQLite.
func fileOf(t *testing.T, store *Store) *sqliteFile {
	t.Helper()
	file, ok := store.database.(*sqliteFile)
	if !ok {
		t.Fatalf("the store is on a %T", store.database)
	}
	return file
}

// forBoth runs test once on an empty database of each kind.
func forBoth(t *testing.T, test func(t *testing.T, store *Store)) {
	t.Helper()
	databasetest.OnBoth(t, migrateAt, func(t *testing.T, address string) {
		t.Helper()
		test(t, openAt(t, address))
	})
}

func TestStoreKeepsTheContractOnSQLite(t *testing.T) {
	t.Parallel()
	assessmentstest.TestStore(t, func(t *testing.T) assessments.Store {
		t.Helper()
		return openStrict(t, databasetest.SQLite(t, migrateAt))
	})
}

func TestStoreKeepsTheContractOnPostgreSQL(t *testing.T) {
	t.Parallel()
	on := newShelf(t)
	assessmentstest.TestStore(t, func(t *testing.T) assessments.Store {
		t.Helper()
		return on.take(t)
	})
}

// bothWays are both ways into the database of a store.
func bothWays(store *Store) comparisonstest.Stores {
	return comparisonstest.Stores{Store: store.Comparisons(), Assessments: store}
}

func TestComparisonsKeepTheContractOnSQLite(t *testing.T) {
	t.Parallel()
	comparisonstest.TestStore(t, func(t *testing.T) comparisonstest.Stores {
		t.Helper()
		return bothWays(openStrict(t, databasetest.SQLite(t, migrateAt)))
	})
}

func TestComparisonsKeepTheContractOnPostgreSQL(t *testing.T) {
	t.Parallel()
	on := newShelf(t)
	comparisonstest.TestStore(t, func(t *testing.T) comparisonstest.Stores {
		t.Helper()
		return bothWays(on.take(t))
	})
}

func TestReopeningKeepsWhatWasPinned(t *testing.T) {
	t.Parallel()
	path := databasetest.NewFile(t)
	first := openAt(t, path)
	if err := first.PinInstrument(t.Context(), "ladder", "1.0.0", digestA); err != nil {
		t.Fatal(err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	for _, beside := range []string{"-wal", "-shm"} {
		if _, err := os.Stat(path + beside); !os.IsNotExist(err) {
			t.Errorf("%s is still there after closing (%v)", beside, err)
		}
	}
	again := openAt(t, path)
	err := again.PinInstrument(t.Context(), "ladder", "1.0.0", digestB)
	if got := fault.KindOf(err); got != fault.Conflict {
		t.Errorf("another digest after reopening: %v, want a conflict", err)
	}
}

func TestFirstSeenAtIsTheClocksTime(t *testing.T) {
	t.Parallel()
	forBoth(t, firstSeenAtIsTheClocksTime)
}

func firstSeenAtIsTheClocksTime(t *testing.T, store *Store) {
	t.Helper()
	if err := store.PinInstrument(t.Context(), "ladder", "1.0.0", digestA); err != nil {
		t.Fatal(err)
	}
	var row instrumentVersion
	if err := store.read().First(&row).Error; err != nil {
		t.Fatal(err)
	}
	want := instrumentVersion{ID: "ladder", Version: "1.0.0", Digest: digestA, FirstSeenAt: noon.UnixMilli()}
	if row != want {
		t.Errorf("kept %+v, want %+v", row, want)
	}
}

func TestTablesRefuseMalformedRows(t *testing.T) {
	t.Parallel()
	forBoth(t, tablesRefuseMalformedRows)
}

func tablesRefuseMalformedRows(t *testing.T, store *Store) {
	t.Helper()
	for name, pin := range map[string][3]string{
		"empty id":            {"", "1.0.0", digestA},
		"capital in id":       {"Ladder", "1.0.0", digestA},
		"long id":             {strings.Repeat("a", 65), "1.0.0", digestA},
		"version of a word":   {"ladder", "latest", digestA},
		"empty version":       {"ladder", "", digestA},
		"digest without kind": {"ladder", "1.0.0", strings.Repeat("a", 71)},
		"short digest":        {"ladder", "1.0.0", digestA[:70]},
		"digest in capitals":  {"ladder", "1.0.0", "sha256:" + strings.Repeat("A", 64)},
	} {
		err := store.PinInstrument(t.Context(), pin[0], pin[1], pin[2])
		if err == nil {
			t.Errorf("%s: was stored", name)
		} else if kind := fault.KindOf(err); kind != "" {
			t.Errorf("%s: kind %q, want an ordinary error", name, kind)
		}
	}
}

// openLogging opens a database, and keeps what the store logs.
func openLogging(t *testing.T, address string) (store *Store, lines *bytes.Buffer) {
	t.Helper()
	lines = new(bytes.Buffer)
	store, err := Open(t.Context(), address, slog.New(slog.NewJSONHandler(lines, nil)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	return store, lines
}

func TestLogHoldsNoValues(t *testing.T) {
	t.Parallel()
	databasetest.OnBoth(t, migrateAt, func(t *testing.T, address string) {
		t.Helper()
		store, lines := openLogging(t, address)
		if err := store.PinInstrument(t.Context(), "TOP-SECRET", "1.0.0", digestA); err == nil {
			t.Fatal("a malformed id was stored")
		}
		log := lines.String()
		if !strings.Contains(log, "INSERT INTO") {
			t.Errorf("the failing statement is not in the log: %s", log)
		}
		if strings.Contains(log, "TOP-SECRET") || strings.Contains(log, digestA) {
			t.Errorf("the log holds a value: %s", log)
		}
	})
}

func TestLogHoldsNoValuesOfWhatIsRead(t *testing.T) {
	t.Parallel()
	store, lines := openLogging(t, filepath.Join(t.TempDir(), "test.db"))
	failed := errors.New("made for a test")
	ctx := turnedAway{t.Context(), failed}
	const secret = "TOP-SECRET"
	at := time.UnixMilli(1234567890123)
	scope := assessments.Scope{Partner: secret, At: at}
	for name, read := range map[string]func() error{
		"one": func() error { _, err := store.KeyByLabel(ctx, secret); return err },
		"a list": func() error {
			_, err := store.Assessments(ctx, scope, assessments.AssessmentFilter{}, access.Page{Limit: 9})
			return err
		},
		"whether": func() error { _, err := store.HasSubmitted(ctx, secret, scoring.Lived); return err },
		"numbers": func() error { _, err := store.Enough(ctx, assessments.Assessment{ID: secret}); return err },
		"when":    func() error { _, err := store.Overdue(ctx, at); return err },
	} {
		lines.Reset()
		if err := read(); !errors.Is(err, failed) {
			t.Errorf("%s: got %v, want that it failed", name, err)
		}
		log := lines.String()
		if !strings.Contains(log, "SELECT") || strings.Contains(log, secret) || strings.Contains(log, "1234567890123") {
			t.Errorf("%s: the log lacks the statement or holds a value: %s", name, log)
		}
	}
}

func TestLogHoldsNoValuesOfWhatIsBuilt(t *testing.T) {
	t.Parallel()
	const secret = "TOP-SECRET"
	row := versionRow(secret, "1.0.0")
	of := func(db *gorm.DB) *gorm.DB { return db.Model(row).Where("id = ?", secret) }
	statements := map[string]func(db *gorm.DB) error{
		"create":  func(db *gorm.DB) error { return db.Create(row).Error },
		"batches": func(db *gorm.DB) error { return db.CreateInBatches([]instrumentVersion{*row, *row}, 1).Error },
		"update":  func(db *gorm.DB) error { return of(db).Update("digest", secret).Error },
		"updates": func(db *gorm.DB) error { return of(db).Select("*").Updates(*row).Error },
		"delete":  func(db *gorm.DB) error { return of(db).Delete(&instrumentVersion{}).Error },
		"take":    func(db *gorm.DB) error { return of(db).Take(&instrumentVersion{}).Error },
		"find":    func(db *gorm.DB) error { return of(db).Find(&[]instrumentVersion{}).Error },
		"pluck":   func(db *gorm.DB) error { return of(db).Pluck("digest", &[]string{}).Error },
		"count":   func(db *gorm.DB) error { return of(db).Count(new(int64)).Error },
		"raw": func(db *gorm.DB) error {
			return db.Raw("SELECT digest FROM instrument_versions WHERE id = ?", secret).Take(new(string)).Error
		},
		"exec":      func(db *gorm.DB) error { return db.Exec("DELETE FROM instrument_versions WHERE id = ?", secret).Error },
		"debugging": func(db *gorm.DB) error { return of(db.Debug()).Take(&instrumentVersion{}).Error },
	}
	databasetest.OnBoth(t, migrateAt, func(t *testing.T, address string) {
		t.Helper()
		store, lines := openLogging(t, address)
		failed := errors.New("made for a test")
		for name, fail := range statements {
			lines.Reset()
			if err := fail(begin(turnedAway{t.Context(), failed}, store.read())); !errors.Is(err, failed) {
				t.Errorf("%s: got %v, want that it failed", name, err)
			}
			if log := lines.String(); !strings.Contains(log, "instrument_versions") || strings.Contains(log, secret) {
				t.Errorf("%s: the log lacks the statement or holds a value: %s", name, log)
			}
		}
		lines.Reset()
		for upTo := 1_000_000; lines.Len() == 0; upTo *= 2 { // however fast the machine is, in the end it is slow
			if err := begin(t.Context(), store.read()).Raw(countingUp, upTo, secret).Take(new(int)).Error; err != nil {
				t.Fatal(err)
			}
		}
		if log := lines.String(); !strings.Contains(log, "WARN") || !strings.Contains(log, "RECURSIVE") || strings.Contains(log, secret) {
			t.Errorf("the log lacks the slow statement or holds a value: %s", log)
		}
	})
}

// countingUp takes as long as it is told to.
const countingUp = `WITH RECURSIVE up (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM up WHERE n < CAST(? AS integer))
	SELECT count(*) FROM up WHERE CAST(? AS text) <> ''`

func TestAPanicFailsItsWriteAndNoOther(t *testing.T) {
	t.Parallel()
	forBoth(t, func(t *testing.T, store *Store) {
		t.Helper()
		err := store.write(t.Context(), func(tx *gorm.DB) error {
			if err := tx.Create(versionRow("panicking", "1.0.0")).Error; err != nil {
				t.Error(err)
			}
			panic("at the disco")
		})
		if err == nil || !strings.Contains(err.Error(), "at the disco") || !strings.Contains(err.Error(), "store_test.go") {
			t.Errorf("got %v, want an error that says what and where", err)
		}
		if err := store.PinInstrument(t.Context(), "calm", "1.0.0", digestA); err != nil {
			t.Errorf("after a panic: %v", err)
		}
		if got := idsOf(t, store); !slices.Equal(got, []string{"calm"}) {
			t.Errorf("the rows are %q, want calm alone", got)
		}
	})
}

// versionRow is a row to write that the tables take.
func versionRow(id, version string) *instrumentVersion {
	return &instrumentVersion{ID: id, Version: version, Digest: digestA, FirstSeenAt: noon.UnixMilli()}
}

// idsOf lists the ids of all rows, in order.
func idsOf(t *testing.T, store *Store) []string {
	t.Helper()
	var ids []string
	if err := store.read().Model(&instrumentVersion{}).Order("id, version").Pluck("id", &ids).Error; err != nil {
		t.Fatal(err)
	}
	return ids
}
