package api_test

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/api"
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

// hideContributions takes away what is kept for the freeze alone, and showContributions
// brings it back.
const (
	hideContributions = "ALTER TABLE contributions RENAME TO hidden_contributions"
	showContributions = "ALTER TABLE hidden_contributions RENAME TO contributions"
)

// Property 10, of what is kept for the freeze alone: with that table gone readiness
// is worked out, and everybody reads what they read before. Only the freeze fails.
func TestProperty10OnlyTheFreezeReadsContributions(t *testing.T) {
	t.Parallel()
	tn := newPopulation(t, 1)
	databasetest.Alter(t, tn.file, hideContributions)
	tn.notice(t, 0)
	tn.wait(time.Duration(tn.comparing.Policy.NoticeDays) * day)
	if err := tn.comparing.FreezeDue(t.Context()); err == nil {
		t.Fatal("the freeze does not miss them: this test is blind")
	}
	databasetest.Alter(t, tn.file, showContributions)
	tn.freeze(t, 0)
	before := tn.readOwn(t, tn.crawl(t))
	databasetest.Alter(t, tn.file, hideContributions)
	if diff := cmp.Diff(before, tn.readOwn(t, tn.crawl(t))); diff != "" {
		t.Errorf("without contributions (-before +after):\n%s", diff)
	}
}

// TestNoRouteReadsContributions has everybody do what they may at every address
// there is, with that table gone.
func TestNoRouteReadsContributions(t *testing.T) {
	t.Parallel()
	file := newFile(t)
	w := newWorld(t, file)
	databasetest.Alter(t, file, hideContributions)
	for _, r := range matrix {
		for _, who := range slices.Concat(callers, participants) {
			if want := r.status(t, who); want < http.StatusBadRequest {
				w.expect(t, r, who, want)
			}
		}
	}
}

// readOwn reads all that organisations get of their own results.
func (tn *population) readOwn(t *testing.T, seen map[string]reading) map[string]reading {
	t.Helper()
	for _, i := range peers {
		c := crawler{tn.client.In(t).As(tn.folk[i].key), fmt.Sprint("organisation ", i), seen}
		var list api.AssessmentList
		c.Get("/v1/assessments").Decode(&list)
		if len(list.Items) == 0 {
			t.Fatal("there are no results: this test is blind")
		}
		for _, a := range list.Items {
			path := "/v1/assessments/" + a.ID
			c.read(path, path+"/plan", path+"/result/notes", path+"/result/links")
			for _, format := range []string{"application/json", "text/csv", "image/svg+xml"} {
				c.keep(path+"/result", "Accept: "+format)
			}
		}
	}
	return seen
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
