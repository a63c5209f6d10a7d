package api_test

import (
	"net/http"
	"testing"

	"github.com/sevenrungs/sevenrungs/api"
	"github.com/sevenrungs/sevenrungs/assessments/release"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// contributionOf returns what an assessment puts into releases, or nil.
func (w *world) contributionOf(t *testing.T, assessment string) (found *release.Scores) {
	t.Helper()
	err := w.comparing.Store.EachContribution(t.Context(), []string{assessment}, func(_ string, s release.Scores) { found = &s })
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// nearestFive rounds halves away from 0.
func nearestFive(n, of int) int {
	if n < 0 {
		return -nearestFive(-n, of)
	}
	return (2*n + 5*of) / (10 * of) * 5
}

// TestASmallResultPutsInMoreThanItShows holds what is kept at closing against the
// unguarded score of the same answers.
func TestASmallResultPutsInMoreThanItShows(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	team := map[string]string{"lived": "individual", "learnt": "team"}
	finer := false
	for people := 6; people < 12; people++ {
		s := scoreRequest{Instrument: "coproduction-ladder", Responses: append(varied(t, w, "lived", people), varied(t, w, "learnt", 1)...)}
		exact, shown, _ := w.ask(t, &s, team)
		got := w.contributionOf(t, shown.Assessment.ID)
		if got == nil {
			t.Fatalf("%d people put in nothing", people)
		}
		want := release.Scores{Rung: exact.Rung.Level}
		gaps := 0
		for i, p := range exact.Principles {
			want.Principles[i] = nearestFive(*p.Index, 1)
			gaps += *p.Gap.Points
			finer = finer || *shown.Principles[i].Index != want.Principles[i]
		}
		want.Gap = nearestFive(gaps, len(exact.Principles))
		if *got != want {
			t.Errorf("%d people put in %+v, want %+v", people, *got, want)
		}
	}
	if !finer {
		t.Error("every result shows what it puts in: this test is blind")
	}
}

// TestAStaffViewPutsInNothing is so also of a result without a rung on one principle.
func TestAStaffViewPutsInNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	alone := map[string]string{"lived": "individual", "learnt": "individual"}
	unknown := varied(t, w, "lived", 6)
	for i := range unknown {
		for question := range unknown[i].Answers {
			if question[:8] == "equality" {
				unknown[i].Answers[question] = "dont_know"
			}
		}
	}
	for name, responses := range map[string][]scored{"a staff view": append(varied(t, w, "lived", 2), varied(t, w, "learnt", 9)...), "a principle missing": unknown} {
		_, shown, _ := w.ask(t, &scoreRequest{Instrument: "coproduction-ladder", Responses: responses}, alone)
		if got := w.contributionOf(t, shown.Assessment.ID); got != nil {
			t.Errorf("%s puts in %+v", name, *got)
		}
	}
}

// TestAFreezeCountsOneScoringVersionAndOneSeries has the results of all be of another
// one, and of the one in force.
func TestAFreezeCountsOneScoringVersionAndOneSeries(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		change   string
		released bool
	}{
		"as they are":             {"UPDATE results SET scoring_version = '2'", true},
		"another scoring version": {"UPDATE results SET scoring_version = '1'", false},
		"another series":          {"UPDATE assessments SET version = '0.9.0'", false},
		"half of them of another": {"UPDATE results SET scoring_version = '1' WHERE assessment_id IN (SELECT assessment_id FROM results ORDER BY 1 LIMIT 15)", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			file := newFile(t)
			f := newField(t, file)
			databasetest.Alter(t, file, tc.change)
			f.freeze(t)
			if _, err := release.Parse(f.release(t, whole).Body); (err == nil) != tc.released {
				t.Errorf("released: %v, want %v", err == nil, tc.released)
			}
		})
	}
}

// TestAPositionInAnOldReleaseIsOfThatScoringVersion reads where an organisation stands
// after the rules have changed.
func TestAPositionInAnOldReleaseIsOfThatScoringVersion(t *testing.T) {
	t.Parallel()
	file := newFile(t)
	f := newField(t, file)
	f.freeze(t)
	f.comparing.Scoring = "3"
	m := f.members[0]
	placed := func() int {
		var position api.Position
		requireStatus(t, f.client.In(t).As(m.key).Get("/v1/organisations/"+m.id+"/position/"+period), http.StatusOK).Decode(&position)
		return len(position.Releases)
	}
	if got := placed(); got != 1 {
		t.Errorf("it stands in %d releases, want 1", got)
	}
	databasetest.Alter(t, file, "UPDATE results SET scoring_version = '3'")
	if got := placed(); got != 0 {
		t.Errorf("by a result of other rules it stands in %d releases", got)
	}
}
