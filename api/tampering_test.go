package api_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// guarded are the tables that the trail vouches for.
var guarded = []string{"trail", "releases", "release_digests"}

// unlock takes away what keeps them as they are, and keeps a copy of each.
func unlock(t *testing.T, address string) {
	t.Helper()
	triggers := []string{
		"trail_stands_update", "trail_stands_delete", "releases_stand_update", "releases_stand_delete", "digests_stand_update", "digests_stand_delete",
	}
	var statements []string
	if strings.Contains(address, "://") {
		triggers = []string{"trail_stands ON trail", "releases_stand ON releases", "digests_stand ON release_digests"}
		statements = append(statements, "ALTER TABLE release_digests DROP CONSTRAINT release_digests_period_kind_cohort_fkey")
	}
	for _, trigger := range triggers {
		statements = append(statements, "DROP TRIGGER "+trigger)
	}
	for _, table := range guarded {
		statements = append(statements, "CREATE TABLE kept_"+table+" AS SELECT * FROM "+table)
	}
	databasetest.Alter(t, address, statements...)
}

// restored are the statements that put back what was kept.
func restored() (statements []string) {
	for _, table := range guarded {
		statements = append(statements, "DELETE FROM "+table, "INSERT INTO "+table+" SELECT * FROM kept_"+table)
	}
	return statements
}

func TestTheAuditFindsWhateverIsChanged(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		f := newField(t, address)
		f.freeze(t)
		if got := f.release(t, whole); got.Status != http.StatusOK { // reading is the last entry
			t.Fatalf("%d %s", got.Status, got.Body)
		}
		unlock(t, address)
		sound, err := f.comparing.Audit(t.Context())
		if err != nil || len(sound.Faults) > 0 {
			t.Fatalf("before: %v %v", sound.Faults, err)
		}
		const first = " WHERE period = '" + period + "' AND kind = 'national'"
		for _, statements := range tampered(first, databasetest.IsFile(address)) {
			databasetest.Alter(t, address, append(restored(), statements...)...)
			audit, err := f.comparing.Audit(t.Context())
			if err != nil || len(audit.Faults) == 0 {
				t.Errorf("%v is not found: %v", statements, err)
			}
		}
		databasetest.Alter(t, address, restored()...)
		if audit, err := f.comparing.Audit(t.Context()); err != nil || len(audit.Faults) > 0 {
			t.Fatalf("put back: %v %v", audit.Faults, err)
		}
		// Reading leaves nothing but its entry: only who kept the hash sees that it is gone.
		databasetest.Alter(t, address, "DELETE FROM trail WHERE number = (SELECT max(number) FROM trail)")
		if audit, err := f.comparing.Audit(t.Context()); err != nil || audit.Last == sound.Last || audit.Entries != sound.Entries-1 {
			t.Errorf("the last entry gone: %+v %v", audit, err)
		}
	})
}

// tampered are changes of every column, of the first, a middle and the last row of the
// trail, and of every column of a release. Unless each column of each row is wanted,
// each is changed in one of the three rows.
func tampered(release string, each bool) (all [][]string) {
	for i, row := range []string{"1", "4", "(SELECT max(number) FROM kept_trail)"} {
		where := " WHERE number = " + row
		for j, change := range []string{
			"number = 1000", "at = at + 1", "event = 'other'", "actor = 'other'", "subject = 'other'", "detail = 'other'", "previous = 'other'", "hash = 'other'",
		} {
			if each || (i+j)%3 == 0 {
				all = append(all, []string{"UPDATE trail SET " + change + where})
			}
		}
	}
	for _, change := range []string{
		"period = 'P00001', kind = 'programme'", "kind = 'programme'", "cohort = 'other'", `sectors = '["A"]'`, "released = NOT released",
		"body = (SELECT body FROM kept_releases WHERE kind = 'programme' LIMIT 1)", "published_at = published_at + 1",
	} {
		all = append(all, []string{"UPDATE releases SET " + change + release})
	}
	const drawn = " WHERE cohort = (SELECT max(cohort) FROM kept_release_digests)"
	for _, change := range []string{`digests = '["other"]'`, "cohort = 'other'"} {
		all = append(all, []string{"UPDATE release_digests SET " + change + drawn})
	}
	return append(all,
		[]string{"DELETE FROM trail WHERE number = 1"},
		[]string{"DELETE FROM trail WHERE number = 4"},
		[]string{"DELETE FROM trail WHERE event = 'release_made' AND number = (SELECT max(number) FROM trail WHERE event = 'release_made')"},
		[]string{"UPDATE trail SET number = 1000 WHERE number = 4", "UPDATE trail SET number = 4 WHERE number = 5", "UPDATE trail SET number = 5 WHERE number = 1000"},
		[]string{"DELETE FROM releases" + release},
		[]string{"DELETE FROM release_digests" + drawn},
	)
}
