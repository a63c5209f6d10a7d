package api_test

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/api"
	"github.com/sevenrungs/sevenrungs/internal/apitest"
)

// changed tells which of the addresses that an organisation may read while an
// assessment is open say something else than before, ETags included.
func (r *round) changed(t *testing.T, before map[string]string) (now map[string]string, changed string) {
	t.Helper()
	now = map[string]string{}
	for _, path := range []string{r.path, r.path + "/invitations", "/v1/assessments", "/v1/assessments?updated_since=2026-03-04T10:00:02Z", "/v1/organisations/" + r.id} {
		got := r.own.Get(path)
		now[path] = got.Header.Get("ETag") + string(got.Body)
	}
	var all []string
	for _, path := range slices.Sorted(maps.Keys(now)) {
		if now[path] != before[path] {
			all = append(all, path)
		}
	}
	return now, strings.Join(all, " ")
}

// TestBeforeClosingOnlyStartsAndTheMinimumShow has the organisation look after
// each thing that one person does.
func TestBeforeClosingOnlyStartsAndTheMinimumShow(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	r := newCouncil(t, w.client.In(t)).open(t, "")
	for range 3 {
		r.submitResponse(t, &answerSheet{Voice: "lived", Answers: map[string]string{"equality-culture": "5"}})
	}
	seen, _ := r.changed(t, nil)
	expect := func(what, want string) {
		t.Helper()
		w.wait(time.Hour)
		var changed string
		if seen, changed = r.changed(t, seen); changed != want {
			t.Errorf("%s: %q changed, want %q", what, changed, want)
		}
	}
	path, person := r.start(t, "lived")
	expect("somebody starts", r.path+"/invitations")
	requireDone(t, person.Patch(path, []byte(`{"answers":{"equality-culture":"2"},"notes":{"equality-culture":"`+telltale+`"}}`), "If-Match: *"))
	expect("saves an answer and a note", "")
	requireDone(t, person.Get(path))
	expect("comes back", "")
	requireDone(t, person.Post(path+"/submit", nil))
	expect("submits, the fourth of five", "")
	requireDone(t, person.Delete(path, "If-Match: *"))
	expect("withdraws", "")
	r.submitResponse(t, &answerSheet{Voice: "lived", Answers: map[string]string{"equality-culture": "dont_know"}})
	expect("another starts, and says that they do not know", r.path+"/invitations")
	r.submitResponse(t, &answerSheet{Voice: "lived", Answers: map[string]string{"equality-culture": "1"}})
	expect("the fourth", r.path+"/invitations")
	r.submitResponse(t, &answerSheet{Voice: "lived", Answers: map[string]string{"equality-culture": "1"}})
	expect("the fifth", "/v1/assessments "+r.path+" "+r.path+"/invitations")
	r.submitResponse(t, &answerSheet{Voice: "lived", Answers: map[string]string{"equality-culture": "1"}})
	expect("the sixth", r.path+"/invitations")
	for _, result := range []string{"/result", "/result/notes", "/plan"} {
		requireProblem(t, r.own.Get(r.path+result), http.StatusConflict)
	}
}

// TestPlantedAnswersTellHowManyOthersThereAre is what can be learnt by looking
// often: the organisation takes back what it planted, one after the other, until
// the minimum is no longer reached.
func TestPlantedAnswersTellHowManyOthersThereAre(t *testing.T) {
	t.Parallel()
	r := newCouncil(t, newWorld(t, newFile(t)).client.In(t)).open(t, "")
	enough := func() bool { return getDecoded[api.Assessment](r.own, r.path).SoFar.Lived == "at_least_minimum" }
	var planted []string
	var keys []*apitest.Client
	for range 4 {
		path, key := r.submitResponse(t, &answerSheet{Voice: "lived", Answers: map[string]string{"equality-culture": "1"}})
		planted, keys = append(planted, path), append(keys, key)
	}
	const others = 3
	var came []bool
	for range others {
		r.submitResponse(t, &answerSheet{Voice: "lived", Answers: map[string]string{"equality-culture": "6"}})
		came = append(came, enough())
	}
	if diff := cmp.Diff([]bool{true, true, true}, came); diff != "" {
		t.Errorf("with four planted, the organisation sees when the first of the others has answered (-want +got):\n%s", diff)
	}
	counted := 0
	for counted < len(planted) && enough() {
		requireDone(t, keys[counted].Delete(planted[counted], "If-Match: *"))
		counted++
	}
	// Without so many of the four, they and the others are one less than five.
	if counted != others {
		t.Errorf("the organisation counts %d others, there are %d: docs/privacy.md says that it can count", counted, others)
	}
}
