package cli_test

import (
	"net/http"
	"testing"
	"time"
)

// TestWhatShouldHaveClosedWhileTheServiceWasDownIsClosedAtTheStart looks at the
// list, because reading an assessment closes one that is overdue.
func TestWhatShouldHaveClosedWhileTheServiceWasDownIsClosedAtTheStart(t *testing.T) {
	t.Parallel()
	forBoth(t, func(t *testing.T, database string) {
		first := spawn(t, database)
		council := register(t, first)
		end := time.Now().Add(time.Second).UTC().Truncate(time.Millisecond)
		path := council.open(t, `"title":"Short breaks","closes_at":"`+end.Format(time.RFC3339Nano)+`","answering":{"lived":"team"}`)
		council.call(t, http.MethodPost, path+"/responses", `{"voice":"lived","people":6,"state":"submitted","answers":{"equality-culture":"5"}}`)
		if got := council.list(t, "open"); got != 1 {
			t.Fatalf("%d assessments are open, want 1", got)
		}
		if err := first.stop(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Until(end))

		council.service = spawn(t, database)
		for deadline := time.Now().Add(5 * time.Second); council.list(t, "closed") == 0; time.Sleep(20 * time.Millisecond) {
			if time.Now().After(deadline) {
				t.Fatal("it is still open 5 seconds after the start")
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
