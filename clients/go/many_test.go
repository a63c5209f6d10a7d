package sevenrungs_test

import (
	"fmt"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"

	sevenrungs "github.com/sevenrungs/sevenrungs/clients/go"
)

const aTable = "text/csv"

func TestATableOfAnswersIsCheckedAndThenSent(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.register(t)
	made, err := w.CreateAssessment(t.Context(), sevenrungs.AssessmentRequest{Title: "Short breaks"})
	if err != nil {
		t.Fatal(err)
	}
	send := func(table string, dryRun bool) (*sevenrungs.Reply[sevenrungs.ResponsesImported], error) {
		return w.ImportResponses(t.Context(), made.Data.ID, aTable, []byte(table), sevenrungs.ImportResponsesQuery{DryRun: dryRun})
	}
	const good = "voice;people;equality-culture;note:equality-culture\nlived;1;6;We were asked first.\nlearnt;1;4;\nlived;1;dont_know;\n"
	for _, dryRun := range []bool{true, false} {
		_, err = send(strings.Replace(good, "learnt;1;4", "both;1;9", 1), dryRun)
		problem := failure(t, err)
		if problem.Status != http.StatusUnprocessableEntity || problem.At("/rows/3/voice") == "" || problem.At("/rows/3/answers/equality-culture") == "" || problem.At("/rows/2/voice") != "" {
			t.Errorf("the faults are %v", problem.Errors)
		}
		done, err := send(good, dryRun)
		if err != nil {
			t.Fatal(err)
		}
		if voices := done.Data.Voices; len(voices) != 2 || voices[0].Responses != 2 || voices[1].Responses != 1 || done.Data.DryRun != dryRun {
			t.Errorf("%+v", done.Data)
		}
		if kept := done.Data.Responses; len(kept) != 0 && dryRun || !dryRun && (len(kept) != 3 || kept[2].Row != 4 || kept[2].ResponseKey == "") {
			t.Errorf("dry run %v kept %+v", dryRun, kept)
		}
	}
}

func TestAListOfSeveralStates(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.register(t)
	var ids []string
	for i := range 3 {
		made, err := w.CreateAssessment(t.Context(), sevenrungs.AssessmentRequest{Title: fmt.Sprintf("Round %d", i)})
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, made.Data.ID)
	}
	if _, err := w.CloseAssessment(t.Context(), ids[1]); err != nil {
		t.Fatal(err)
	}
	if _, err := w.CancelAssessment(t.Context(), ids[2]); err != nil {
		t.Fatal(err)
	}
	var found []string
	states := []sevenrungs.ListAssessmentsParamsState{sevenrungs.ListAssessmentsParamsStateOpen, sevenrungs.ListAssessmentsParamsStateClosed}
	for one, err := range w.AllAssessments(t.Context(), sevenrungs.ListAssessmentsQuery{State: states, Limit: 1}) {
		if err != nil {
			t.Fatal(err)
		}
		found = append(found, one.ID)
	}
	if !slices.Equal(found, ids[:2]) {
		t.Errorf("found %v of %v", found, ids)
	}
}

// follow reads what happened since a cursor, at most so many pages of it, and
// returns the ids of the events and the cursor to keep.
func (w *world) follow(t *testing.T, cursor string, most int) (ids []string, pages int, kept string) {
	t.Helper()
	for page, err := range w.Follow(t.Context(), cursor) {
		if err != nil {
			t.Fatal(err)
		}
		for _, event := range page.Items {
			ids = append(ids, event.ID)
		}
		kept = page.Cursor
		if pages++; pages == most {
			break
		}
	}
	return ids, pages, kept
}

func TestWhatHappenedIsReadToItsEndAndThenFromThere(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.Client = w.As(os.Getenv("SEVENRUNGS_KEY"))
	const all = 1000
	_, _, kept := w.follow(t, "", all)
	table := "name\n" + strings.Repeat("Riverside Carers\n", 120)
	if _, err := w.ImportOrganisations(t.Context(), aTable, []byte(table), sevenrungs.ImportOrganisationsQuery{}); err != nil {
		t.Fatal(err)
	}
	happened, pages, end := w.follow(t, kept, all)
	if len(happened) < 120 || pages < 2 {
		t.Fatalf("%d events on %d pages", len(happened), pages)
	}
	first, _, middle := w.follow(t, kept, 1)
	rest, _, _ := w.follow(t, middle, all)
	if !slices.Equal(append(first, rest...), happened) {
		t.Errorf("with a pause after %d, %d came, and %d without", len(first), len(first)+len(rest), len(happened))
	}
	var each []string
	for event, err := range w.AllEvents(t.Context(), sevenrungs.ListEventsQuery{Cursor: kept, Limit: 50}) {
		if err != nil {
			t.Fatal(err)
		}
		each = append(each, event.ID)
	}
	if !slices.Equal(each, happened) {
		t.Errorf("one by one %d came, and %d page by page", len(each), len(happened))
	}
	if more, pages, kept := w.follow(t, end, all); len(more) != 0 || pages != 1 || kept == "" {
		t.Errorf("later %d came on %d pages, and the cursor is %q", len(more), pages, kept)
	}
}

func TestWhatCannotBeFollowedSaysSo(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.register(t)
	times := 0
	for _, err := range w.Follow(t.Context(), "nowhere") {
		times++
		if problem := failure(t, err); problem.Status != http.StatusBadRequest {
			t.Errorf("it is %v", problem)
		}
	}
	if times != 1 {
		t.Errorf("said %d times", times)
	}
}
