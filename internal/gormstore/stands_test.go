package gormstore

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"gorm.io/gorm"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/assessmentstest"
	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/release"
)

// releasePeriod puts one of everything that is never changed into a store, and returns
// the release as it is read back.
func releasePeriod(t *testing.T, store *Store) comparisons.Publication {
	t.Helper()
	noon, a := assessmentstest.Noon, assessmentstest.FullAssessment(2, assessmentstest.ID(1))
	assessmentstest.Add(t, store, assessmentstest.Organisation(1), a, assessmentstest.StoredResult(a), assessmentstest.Funder(3))
	p := comparisons.Publication{
		Period: "2026", Cohort: release.Cohort{Kind: release.SectorCohort, ID: "A+B"}, Sectors: []string{"A", "B"}, Released: true,
		Body: []byte(`{"status":"released"}`), Digests: []string{"one", "two"}, PublishedAt: noon,
	}
	programme := comparisons.Programme{ID: assessmentstest.ID(4), Funder: assessmentstest.ID(3), Name: "Grants", Scope: a.Scope, Instrument: a.Instrument, JoinCode: "0000-0000-0000", DeclaredAt: noon}
	share := comparisons.Share{ID: assessmentstest.ID(5), Organisation: a.Organisation, Purpose: release.InProgramme, Programme: programme.ID, TextVersion: "1", GrantedAt: noon}
	err := store.Comparisons().Write(t.Context(), func(tx comparisons.Tx) error {
		for _, add := range []func() error{
			func() error {
				return tx.AddPeriod(t.Context(), comparisons.Period{Name: "2026", OpensAt: noon.AddDate(-1, 0, 0), ClosesAt: noon, FreezeAt: noon})
			},
			func() error { return tx.FreezePeriod(t.Context(), "2026", noon, "2") },
			func() error { return tx.AddPublication(t.Context(), p) },
			func() error {
				return tx.CountAssessments(t.Context(), "2026", p.Cohort, []release.Contribution{{Organisation: a.Organisation, Assessment: a.ID}})
			},
			func() error {
				return tx.Charge(t.Context(), comparisons.Charge{Period: "2026", Sector: "A", Thousandths: 800, At: noon})
			},
			func() error {
				return tx.AddEntry(t.Context(), comparisons.Entry{Number: 1, At: noon, Event: comparisons.PeriodMade, Actor: "operator", Subject: "2026", Hash: "x"})
			},
			func() error { return tx.AddProgramme(t.Context(), programme) },
			func() error { return tx.AddShare(t.Context(), share) },
			func() error { return tx.WithdrawShare(t.Context(), share.ID, noon) },
			func() error { return tx.KeepDemo(t.Context()) },
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
	p.Digests = nil // which are read for an audit alone
	return p
}

// unchanging are the tables whose rows are added and never changed, each with a
// column of its own.
var unchanging = map[string]string{
	"releases": "body", "release_digests": "digests", "epsilon_charges": "thousandths", "trail": "detail", "shares": "text_version", "share_withdrawals": "withdrawn_at",
	"counted_assessments": "cohort", "marks": "value",
}

// changeColumn are all ways to change or take away what is in a table.
func changeColumn(dialect, table, column string) []string {
	ways := []string{
		"DELETE FROM " + table,
		fmt.Sprintf("UPDATE %s SET %s = %[2]s", table, column),
	}
	if dialect == "sqlite" {
		return append(ways,
			fmt.Sprintf("UPDATE OR REPLACE %s SET %s = %[2]s", table, column),
			fmt.Sprintf("REPLACE INTO %s SELECT * FROM %[1]s", table),
			fmt.Sprintf("INSERT INTO %s SELECT * FROM %[1]s WHERE TRUE ON CONFLICT DO UPDATE SET %s = excluded.%[2]s", table, column))
	}
	return append(ways,
		"TRUNCATE "+table+" CASCADE",
		fmt.Sprintf("INSERT INTO %s SELECT * FROM %[1]s ON CONFLICT ON CONSTRAINT %[1]s_pkey DO UPDATE SET %s = excluded.%[2]s", table, column))
}

func TestTheDatabaseItselfLetsNobodyChangeWhatStands(t *testing.T) {
	t.Parallel()
	forBoth(t, func(t *testing.T, store *Store) {
		want := releasePeriod(t, store)
		dialect := store.read().Name()
		statements := []string{"UPDATE periods SET frozen_at = NULL", "DELETE FROM periods"}
		for table, column := range unchanging {
			statements = append(statements, changeColumn(dialect, table, column)...)
		}
		if dialect == "sqlite" {
			// The same row in the place of itself is no change.
			statements = slices.DeleteFunc(statements, func(s string) bool { return strings.HasPrefix(s, "REPLACE INTO counted_assessments") })
			// A hash that is there already would push its entry out.
			statements = append(statements, "REPLACE INTO periods SELECT name, opens_at, closes_at, freeze_at, NULL FROM periods", "REPLACE INTO trail SELECT 2, at, event, actor, subject, detail, previous, hash FROM trail")
		} else {
			statements = append(statements, "TRUNCATE periods CASCADE", "TRUNCATE organisations CASCADE")
		}
		for _, statement := range statements {
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
		if charges, err := store.ChargesSince(t.Context(), time.Time{}); err != nil || len(charges) != 1 || charges[0].Thousandths != 800 {
			t.Errorf("these were charged: %v, %v", charges, err)
		}
	})
}

// Whoever is erased is not kept for the sake of what stands.
func TestWhatStandsGoesWithAnOrganisation(t *testing.T) {
	t.Parallel()
	forBoth(t, func(t *testing.T, store *Store) {
		want := releasePeriod(t, store)
		err := store.Write(t.Context(), func(tx assessments.Tx) error { return tx.DeleteOrganisation(t.Context(), assessmentstest.ID(1)) })
		if err != nil {
			t.Fatal(err)
		}
		if _, err := store.Share(t.Context(), assessmentstest.ID(1), assessmentstest.ID(5)); fault.KindOf(err) != fault.NotFound {
			t.Errorf("the share is still there: %v", err)
		}
		got, err := store.Publication(t.Context(), want.Period, want.Cohort)
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("what was published: %v (-want +got):\n%s", err, diff)
		}
	})
}

// TestProperty10 takes the scores away: what is published is still read.
func TestProperty10WhatIsPublishedIsReadWithoutAnyScore(t *testing.T) {
	t.Parallel()
	forBoth(t, func(t *testing.T, store *Store) {
		want := releasePeriod(t, store)
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
		if _, err := store.Programme(t.Context(), assessmentstest.ID(2)); fault.KindOf(err) != fault.NotFound {
			t.Errorf("a programme: %v", err)
		}
	})
}
