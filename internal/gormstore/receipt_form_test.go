package gormstore

import (
	"log/slog"
	"testing"

	"github.com/sevenrungs/sevenrungs/assessments/assessmentstest"
	"github.com/sevenrungs/sevenrungs/assessments/result"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// Results that were closed before receipts had forms are of form 1.
func TestAResultFromBeforeThereWereFormsIsOfForm1(t *testing.T) {
	t.Parallel()
	ctx, log := t.Context(), slog.New(slog.DiscardHandler)
	path, err := ensureFile(databasetest.NewFile(t), true)
	if err != nil {
		t.Fatal(err)
	}
	db, err := openFile(ctx, writerDSN(path), 1, log)
	if err != nil {
		t.Fatal(err)
	}
	before := sqliteLayout
	before.files = upTo(t, sqliteLayout, "0008")
	if _, err := migrate(ctx, db, before, log); err != nil {
		t.Fatal(err)
	}
	digest := "sha256:" + string(assessmentstest.Hash(1))
	for _, statement := range []string{
		"PRAGMA foreign_keys = OFF",
		`INSERT INTO results (assessment_id, scoring_version, guarded, numbers, tallies, receipt) VALUES ('a', '1', FALSE, '{}', '{}', '` + digest + `')`,
	} {
		if err := db.Exec(statement).Error; err != nil {
			t.Fatal(err)
		}
	}
	if pool, err := db.DB(); err != nil || pool.Close() != nil {
		t.Fatal("cannot be closed")
	}
	stored, err := openAt(t, path).Result(ctx, "a")
	if want := result.KeptReceipt(digest, 1); err != nil || stored.Receipt != want {
		t.Errorf("%v, the receipt is %+v, want %+v", err, stored.Receipt, want)
	}
}
