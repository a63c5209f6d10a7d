package gormstore

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/assessmentstest"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// TestTablesOfAnswersHoldNoTimeAndNoOrder reads the tables that hold what people
// answered, or what is left of it. A column that is not here needs a reason why
// it tells neither who nor when. grant_id is empty but for what a partner entered,
// and tells which partner that was: not whom it asked, and not when.
func TestTablesOfAnswersHoldNoTimeAndNoOrder(t *testing.T) {
	t.Parallel()
	want := map[string]string{
		"responses":      "assessment_id id voice people codes notes private_notes variant support state scored revision hash entered next_hash grant_id",
		"result_readers": "hash assessment_id",
		"result_notes":   "assessment_id id question text",
	}
	forBoth(t, func(t *testing.T, store *Store) {
		t.Helper()
		got := map[string][]string{}
		rows, err := store.read().Raw(columns[store.read().Name()]).Rows()
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		for rows.Next() {
			var table, column string
			if err := rows.Scan(&table, &column); err != nil {
				t.Fatal(err)
			}
			got[table] = append(got[table], strings.TrimSuffix(column, " key"))
		}
		for table, columns := range want {
			if found := strings.Join(got[table], " "); found != columns {
				t.Errorf("%s has the columns %s, want %s", table, found, columns)
			}
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
	})
}

func TestTablesOfAnswersHaveNoRowNumbersOnSQLite(t *testing.T) {
	t.Parallel()
	store := openAt(t, databasetest.SQLite(t, migrateAt))
	for _, table := range []string{"responses", "result_readers", "result_notes", "response_counts", "invitations", "invitation_keys", "kept_answers"} {
		var rowid int
		if err := store.read().Raw("SELECT rowid FROM " + table + " LIMIT 1").Scan(&rowid).Error; err == nil || !strings.Contains(err.Error(), "no such column") {
			t.Errorf("%s numbers its rows in the order in which they came (%v)", table, err)
		}
	}
}

// TestIDsOfResponsesTellNeitherOrderNorVoice counts how often a response that
// came later has the higher id, and how often one with lived experience has. By
// chance it is half of all pairs. For 400 responses that count has a standard
// deviation of about 0.017 (Kendall's tau: √(2(2n+5)/9n(n−1)) / 2), and for the
// voices about as much again, so that five of them are 0.09 and 0.15.
func TestIDsOfResponsesTellNeitherOrderNorVoice(t *testing.T) {
	t.Parallel()
	const n = 400
	store := openAt(t, databasetest.SQLite(t, migrateAt))
	service := assessmentstest.Service(t, store, 42)
	a := assessmentstest.OpenAssessment(t, service)
	var created []assessments.Response
	for i := range n {
		created = append(created, assessmentstest.Enter(t, service, a, scoring.Voices[i%2], assessments.Draft, assessmentstest.Answers(service, a, "4")))
	}
	for _, r := range created {
		if id, err := uuid.Parse(r.ID); err != nil || id.Version() != 8 || id.Variant() != uuid.RFC4122 {
			t.Fatalf("%s is no UUID v8", r.ID)
		}
	}
	var stored []string
	if err := store.read().Raw("SELECT id || substr(codes, 1, 0) FROM responses").Scan(&stored).Error; err != nil {
		t.Fatal(err)
	}
	if !slices.IsSorted(stored) {
		t.Error("rows do not lie in the order of their random ids")
	}
	for what, key := range map[string]func(assessments.Response) string{
		"ids":            func(r assessments.Response) string { return r.ID },
		"hashes of keys": func(r assessments.Response) string { return string(r.Hash) },
	} {
		rising, pairs, livedFirst, mixed := 0.0, 0.0, 0.0, 0.0
		for i, earlier := range created {
			for _, later := range created[i+1:] {
				pairs++
				if key(earlier) < key(later) {
					rising++
				}
				if earlier.Voice != later.Voice {
					mixed++
					if (key(earlier) < key(later)) == (earlier.Voice == scoring.Lived) {
						livedFirst++
					}
				}
			}
		}
		if share := rising / pairs; share < 0.5-0.09 || share > 0.5+0.09 {
			t.Errorf("the %s rise with time in %.2f of all pairs", what, share)
		}
		if share := livedFirst / mixed; share < 0.5-0.15 || share > 0.5+0.15 {
			t.Errorf("by the %s lived experience comes first in %.2f of all pairs", what, share)
		}
	}
}

// TestNotesLieInTheOrderOfTheirRandomIDs: on PostgreSQL rows lie in the order in
// which they were written, and the notes of one person must not lie together.
func TestNotesLieInTheOrderOfTheirRandomIDs(t *testing.T) {
	t.Parallel()
	forBoth(t, func(t *testing.T, store *Store) {
		t.Helper()
		service := assessmentstest.Service(t, store, 7)
		a := assessmentstest.OpenAssessment(t, service)
		for i := range 6 {
			text := assessmentstest.Answers(service, a, "4")
			text.Notes = map[string]string{}
			for question := range text.Answers {
				text.Notes[question] = "By person " + string(rune('A'+i))
			}
			assessmentstest.Enter(t, service, a, scoring.Lived, assessments.Submitted, text)
		}
		if err := closeAssessment(t, service, a); err != nil {
			t.Fatal(err)
		}
		order := ""
		if store.read().Name() == "postgres" {
			order = " ORDER BY ctid"
		}
		var ids, texts []string
		if err := store.read().Raw("SELECT id FROM result_notes" + order).Scan(&ids).Error; err != nil {
			t.Fatal(err)
		}
		if err := store.read().Raw("SELECT text FROM result_notes" + order).Scan(&texts).Error; err != nil {
			t.Fatal(err)
		}
		if len(ids) < 50 || !slices.IsSorted(ids) {
			t.Errorf("%d notes do not lie in the order of their ids", len(ids))
		}
		if together := regexp.MustCompile(`^(A*B*C*D*E*F*|F*E*D*C*B*A*)$`); together.MatchString(strings.ReplaceAll(strings.Join(texts, ""), "By person ", "")) {
			t.Error("the notes of each person lie together")
		}
	})
}
