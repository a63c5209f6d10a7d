package gormstore

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"gorm.io/gorm"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/assessmentstest"
	"github.com/sevenrungs/sevenrungs/assessments/release"
)

// released puts one of everything that is never changed into a store.
func released(t *testing.T, store *Store) assessments.Publication {
	t.Helper()
	noon := assessmentstest.Noon
	p := assessments.Publication{
		Period: "2026", Cohort: release.Cohort{Kind: release.SectorCohort, ID: "A+B"}, Sectors: []string{"A", "B"}, Released: true,
		Body: []byte(`{"status":"released"}`), Digests: []string{"one", "two"}, PublishedAt: noon,
	}
	err := store.Write(t.Context(), func(tx assessments.Tx) error {
		for _, add := range []func() error{
			func() error {
				return tx.AddPeriod(t.Context(), assessments.Period{Name: "2026", OpensAt: noon.AddDate(-1, 0, 0), ClosesAt: noon, FreezeAt: noon})
			},
			func() error { return tx.AddPublication(t.Context(), p) },
			func() error { return tx.Charge(t.Context(), "2026", "A", 800, noon) },
			func() error {
				return tx.AddEntry(t.Context(), assessments.Entry{Number: 1, At: noon, Event: assessments.PeriodMade, Actor: "operator", Subject: "2026", Hash: "x"})
			},
		} {
			if err := add(); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestTheDatabaseItselfLetsNobodyChangeWhatWasPublished(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, store *Store) {
		want := released(t, store)
		for _, statement := range []string{
			"UPDATE releases SET released = released", "DELETE FROM releases", "UPDATE epsilon_charges SET thousandths = 1",
			"DELETE FROM epsilon_charges", "UPDATE trail SET detail = 'x'", "DELETE FROM trail",
		} {
			if err := store.write(t.Context(), func(tx *gorm.DB) error { return tx.Exec(statement).Error }); err == nil {
				t.Errorf("%s went through", statement)
			}
		}
		for _, sector := range want.Sectors {
			got, err := store.SectorPublication(t.Context(), "2026", sector)
			if diff := cmp.Diff(want, got); err != nil || diff != "" {
				t.Errorf("sector %s: %v (-want +got):\n%s", sector, err, diff)
			}
		}
		if spent, err := store.MostSpent(t.Context()); err != nil || spent != 800 {
			t.Errorf("%d thousandths were spent: %v", spent, err)
		}
	})
}

// TestProperty10 takes the scores away: what is published is still read.
func TestProperty10WhatIsPublishedIsReadWithoutAnyScore(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, store *Store) {
		want := released(t, store)
		for _, table := range []string{"results", "result_notes", "responses", "response_counts"} {
			err := store.write(t.Context(), func(tx *gorm.DB) error { return tx.Exec("ALTER TABLE " + table + " RENAME TO gone_" + table).Error })
			if err != nil {
				t.Fatalf("%s: %v", table, err)
			}
		}
		got, err := store.Publication(t.Context(), want.Period, want.Cohort)
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("%v (-want +got):\n%s", err, diff)
		}
		if _, err := store.SectorPublication(t.Context(), want.Period, "A"); err != nil {
			t.Errorf("of a sector: %v", err)
		}
		if _, err := store.WasCounted(t.Context(), assessmentstest.ID(1), assessmentstest.ID(2), want.Period); err != nil {
			t.Errorf("whether it was counted: %v", err)
		}
		if _, err := store.Programme(t.Context(), assessmentstest.ID(2)); assessments.KindOf(err) != assessments.NotFound {
			t.Errorf("a programme: %v", err)
		}
	})
}
