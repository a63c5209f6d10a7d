package cli_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// TestWhatShouldHaveClosedWhileTheServiceWasDownIsClosedAtTheStart looks at the
// list, because reading an assessment closes one that is overdue.
func TestWhatShouldHaveClosedWhileTheServiceWasDownIsClosedAtTheStart(t *testing.T) {
	t.Parallel()
	forBoth(t, func(t *testing.T, database string) {
		first := spawn(t, database)
		council := register(t, first)
		planned := time.Now().Add(time.Hour).UTC().Format(time.RFC3339)
		path := council.open(t, `"title":"Short breaks","closes_at":"`+planned+`","answering":{"lived":"team"}`)
		council.call(t, http.MethodPost, path+"/responses", `{"voice":"lived","people":6,"state":"submitted","answers":{"equality-culture":"5"}}`)
		if got := council.list(t, "open"); got != 1 {
			t.Fatalf("%d assessments are open, want 1", got)
		}
		if err := first.stop(); err != nil {
			t.Fatal(err)
		}
		// Its time comes, though nobody need wait for that.
		end := time.Now().UTC().Truncate(time.Millisecond)
		databasetest.Alter(t, database, fmt.Sprintf("UPDATE assessments SET closes_at = %d", end.UnixMilli()))

		council.service = spawn(t, database)
		// Later it would be closed in any case, in the second round.
		for second := time.Now().Add(assessments.MaintainEvery); council.list(t, "closed") == 0; time.Sleep(20 * time.Millisecond) {
			if time.Now().After(second) {
				t.Fatal("it was not closed at the start")
			}
		}
		closed := council.call(t, http.MethodGet, path, "")
		if closed["closed_at"] != end.Format(time.RFC3339Nano) {
			t.Errorf("it says that it was closed at %v, want %v", closed["closed_at"], end)
		}
		result := council.call(t, http.MethodGet, path+"/result", "")
		voices, _ := result["voices"].([]any)
		if lived, _ := voices[0].(map[string]any); lived["people"] != 6.0 {
			t.Errorf("what was submitted before is not in the result: %v", voices)
		}
		if err := council.service.stop(); err != nil {
			t.Error(err)
		}
	})
}
