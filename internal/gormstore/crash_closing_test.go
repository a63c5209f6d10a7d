package gormstore

import (
	"fmt"
	"log/slog"
	"os"
	"strconv"
	"testing"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/assessmentstest"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// closePath names the variable that has [TestCloseUntilKilled] do something.
const closePath = "GORMSTORE_TEST_CLOSE"

// TestCloseUntilKilled is the process that the test below kills. It submits and
// closes without end, and prints what was acknowledged.
func TestCloseUntilKilled(t *testing.T) {
	t.Parallel()
	path := os.Getenv(closePath)
	if path == "" {
		return
	}
	round, err := strconv.ParseUint(os.Getenv(crashRound), 10, 8)
	if err != nil {
		t.Fatal(err)
	}
	store := openAt(t, path)
	if round%2 == 1 {
		store.atOnce = 2 // so that five responses leave bit by bit
	}
	service := assessmentstest.Service(t, store, byte(round))
	assessmentstest.OpenAssessment(t, service) // which makes the organisation
	runAtOnce(t, 4, func() error {
		for {
			a := assessmentstest.OpenAssessment(t, service)
			for _, r := range startResponses(t, service, a, 5) {
				if err := submitResponse(t, service, r); err != nil {
					return err
				}
				fmt.Fprintln(os.Stdout, "submitted", a.ID)
			}
			if err := closeAssessment(t, service, a); err != nil {
				return err
			}
			fmt.Fprintln(os.Stdout, "closed", a.ID)
		}
	})
}

func TestKilledWhileClosingAllResponsesAreThereOrTheResultIs(t *testing.T) {
	t.Parallel()
	const rounds = 12
	path := databasetest.SQLite(t, migrateAt)
	open, closed := 0, 0
	for round := range rounds {
		process := anotherProcess(t, "TestCloseUntilKilled", closePath+"="+path, crashRound+"="+strconv.Itoa(round))
		output := map[string]int{}
		for _, line := range killAfter(t, process, 3+7*round) {
			output[line]++
		}
		store, err := Open(t.Context(), path, slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		// One whose end was brought forward by closing it closes by itself.
		if err := assessmentstest.Service(t, store, byte(rounds+round)).Maintain(t.Context()); err != nil {
			t.Fatal(err)
		}
		var all []assessment
		if err := store.read().Find(&all).Error; err != nil {
			t.Fatal(err)
		}
		open, closed = 0, 0
		for _, a := range all {
			checkWhole(t, store, a, output["submitted "+a.ID], output["closed "+a.ID] > 0)
			if a.State == string(assessments.Closed) {
				closed++
			} else {
				open++
			}
		}
		if err := store.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if t.Logf("%d are open, %d closed after %d kills", open, closed, rounds); open == 0 || closed == 0 {
		t.Error("the kills came too early or too late to show anything")
	}
}

// checkWhole checks that an assessment is open with all responses that were
// acknowledged and no result, or closed with them in the result and none left.
func checkWhole(t *testing.T, store *Store, a assessment, submitted int, closed bool) {
	t.Helper()
	left, err := store.SubmittedResponses(t.Context(), a.ID, access.Page{Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	var readers int
	if err := store.read().Raw("SELECT count(*) FROM result_readers WHERE assessment_id = ?", a.ID).Scan(&readers).Error; err != nil {
		t.Fatal(err)
	}
	stored, err := store.Result(t.Context(), a.ID)
	_, planErr := store.Plan(t.Context(), a.ID)
	switch {
	case a.State != string(assessments.Closed):
		if a.ClosesAt != nil {
			t.Error("it takes no more answers and is not closed")
		}
		if missing := fault.NotFound; closed || len(left) < submitted || readers > 0 || fault.KindOf(err) != missing || fault.KindOf(planErr) != missing {
			t.Errorf("open (closed: %t) with %d of %d responses, %d readers (%v, %v)", closed, len(left), submitted, readers, err, planErr)
		}
	case err != nil || planErr != nil:
		t.Errorf("closed without a result or a plan (%v, %v)", err, planErr)
	case len(left) > 0 || readers != 5 || stored.Voices[scoring.Lived].Responses != 5:
		t.Errorf("closed with %d in the result, %d readers and %d left", stored.Voices[scoring.Lived].Responses, readers, len(left))
	}
}
