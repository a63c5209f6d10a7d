package api_test

import (
	"maps"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/assessments/release"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// scoreless are the tables that reading what is compared may ask. None holds an
// answer or a score, but what is published.
var scoreless = []string{
	"organisations", "organisation_identifiers", "parties", "keys", "grants", "assessments", "periods", "programmes", "programme_periods",
	"shares", "share_withdrawals", "releases", "counted_assessments", "readiness", "trail", "goose_db_version",
}

// Property 10, by taking scores away under a running service. First everybody's
// but one organisation's: whatever that one, funders and the public read stays as
// it was. Then all of them, and every other table that is not needed: only what
// shows an organisation's own result fails.
func TestProperty10ReadingTouchesNoScoreOfOthers(t *testing.T) {
	t.Parallel()
	tn := newPopulation(t, 1)
	tn.notice(t, 0)
	tn.freeze(t, 0)
	own := &tn.folk[peers[0]]
	own.shares["by name"] = agree(t, tn.actor(t, peers[0]), own.id, release.ByName, tn.ward("near").JoinCode)
	before := tn.crawl(t)

	databasetest.Alter(t, tn.file, "ALTER TABLE results RENAME TO all_results",
		"CREATE VIEW results AS SELECT * FROM all_results WHERE assessment_id IN (SELECT id FROM assessments WHERE organisation_id = '"+own.id+"')")
	ofOthers := func(name string, _ reading) bool {
		return strings.HasPrefix(name, "organisation ") && !strings.HasPrefix(name, "organisation 5 ") && showsOwn(name)
	}
	if diff := cmp.Diff(leaveOut(before, ofOthers), leaveOut(tn.crawl(t), ofOthers)); diff != "" {
		t.Errorf("without the scores of others (-before +after):\n%s", diff)
	}

	databasetest.Alter(t, tn.file, "DROP VIEW results")
	databasetest.HideAllBut(t, tn.file, scoreless...)
	after := tn.crawl(t)
	blind := 0
	shows := func(name string, _ reading) bool {
		return showsOwn(name) || strings.Contains(name, own.shares["by name"]) || strings.Contains(name, tn.ward("near").ID+"/named")
	}
	for name, got := range after {
		if shows(name, got) && got.Status == http.StatusInternalServerError {
			blind++
		}
	}
	// A position, a progress and an export of three, and what one shows by name.
	if blind != 3*len(peers)+2 {
		t.Errorf("%d readings of results fail without them: this test is blind", blind)
	}
	if diff := cmp.Diff(leaveOut(before, shows), leaveOut(after, shows)); diff != "" {
		t.Errorf("without any score (-before +after):\n%s", diff)
	}
}

// showsOwn says whether an address of an organisation shows its own result.
func showsOwn(name string) bool {
	return strings.HasSuffix(name, "/export") || strings.HasSuffix(name, "/progress") || strings.Contains(name, "/position/")
}

// leaveOut leaves readings out.
func leaveOut(seen map[string]reading, which func(string, reading) bool) map[string]reading {
	left := maps.Clone(seen)
	maps.DeleteFunc(left, which)
	return left
}
