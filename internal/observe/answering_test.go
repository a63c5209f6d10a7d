package observe_test

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// ask has the council open an assessment and make links to answer it.
func (w *world) ask(t *testing.T) (assessment, link string) {
	t.Helper()
	assessment = w.text(w.do(t, http.MethodPost, "/v1/assessments", w.council, `{"title":"Short breaks"}`, http.StatusCreated), "id")
	made := w.do(t, http.MethodPost, "/v1/assessments/"+assessment+"/invitations", w.council, `{"voice":"lived","uses":50}`, http.StatusCreated)
	return assessment, w.text(made, "key")
}

// answer does what a person does who answers, by the API and on pages: some of it
// goes wrong, and some of it with the office's own key beside theirs.
func (w *world) answer(t *testing.T, assessment, link string) {
	t.Helper()
	w.do(t, http.MethodGet, "/", "", "", http.StatusOK)
	w.do(t, http.MethodGet, "/answer", "", "", http.StatusOK)
	w.do(t, http.MethodGet, "/answer", w.council, "", http.StatusOK)
	w.do(t, http.MethodGet, "/answering.js", "", "", 0)
	w.do(t, http.MethodGet, "/style.css", w.council, "", 0)
	w.do(t, http.MethodPost, "/answer", "", "", 0)
	w.do(t, http.MethodGet, "/answer/equality-culture", "", "", 0)
	w.do(t, http.MethodGet, "/result", "", "", http.StatusOK)
	w.do(t, http.MethodGet, "/words", "", "", 0)
	w.do(t, http.MethodPost, "/v1/invitations/look", "", `{"key":"`+link+`"}`, http.StatusOK)
	w.do(t, http.MethodPost, "/v1/invitations/look", w.council, `{"key":"`+link+`"}`, 0)
	begun := w.do(t, http.MethodPost, "/v1/invitations/redeem", "", `{"key":"`+link+`"}`, http.StatusCreated)
	key, path := w.text(begun, "response_key"), "/v1/assessments/"+assessment+"/responses/"+w.text(begun, "response_id")
	w.do(t, http.MethodGet, path, key, "", http.StatusOK)
	w.do(t, http.MethodGet, path, w.council, "", 0)
	w.do(t, http.MethodGet, path+"/asked", key, "", http.StatusOK)
	for level := 1; level <= 5; level++ {
		w.do(t, http.MethodPatch, path, key, fmt.Sprintf(`{"answers":{"equality-culture":"%d"}}`, level), http.StatusOK)
	}
	w.do(t, http.MethodPatch, path, key, `{"answers":{"nonsense":"9"}}`, http.StatusUnprocessableEntity)
	key = w.text(w.do(t, http.MethodPost, path+"/key", key, "", http.StatusCreated), "response_key")
	w.do(t, http.MethodPost, path+"/submit", key, "", http.StatusOK)
	w.do(t, http.MethodGet, "/v1/me", key, "", http.StatusOK)
	w.do(t, http.MethodGet, "/v1/assessments/"+assessment+"/result", key, "", 0)
	w.do(t, http.MethodDelete, path, key, "", http.StatusNoContent)
	w.do(t, http.MethodGet, path, "rung_nonsense", "", http.StatusUnauthorized)
}

// The attack: whoever keeps what is given out looks for the moment when somebody
// answers. Nothing of it may change, not by one.
func TestNothingChangesWhenPeopleAnswer(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		w := newWorld(t, address, nil)
		assessment, link := w.ask(t)
		before := w.metrics(t)
		logged := w.log.String()
		for range 3 {
			w.answer(t, assessment, link)
		}
		w.browse(t).answer(link)
		if diff := cmp.Diff(before, w.metrics(t)); diff != "" {
			t.Errorf("metrics tell when somebody answers (-before +after):\n%s", diff)
		}
		if added := strings.TrimPrefix(w.log.String(), logged); added != "" {
			t.Errorf("the log tells when somebody answers:\n%s", added)
		}
		// What accounts do is there at once, or the look is blind.
		w.do(t, http.MethodGet, "/v1/assessments/"+assessment, w.council, "", http.StatusOK)
		if diff := cmp.Diff(before, w.metrics(t)); !strings.Contains(diff, `route="/v1/assessments/:id"`) {
			t.Errorf("what an account did is not there: %s", diff)
		}
		if !strings.Contains(w.log.String(), "route=/v1/assessments/:id ") {
			t.Errorf("what an account did is not in the log")
		}
	})
}

// What people did is told a day later, in whole hundreds.
func TestWhatPeopleDidIsToldOnceADayByHundreds(t *testing.T) {
	t.Parallel()
	w := newWorld(t, databasetest.SQLite(t, migrate), nil)
	assessment, link := w.ask(t)
	var counts []string
	count := func() {
		for _, line := range w.metrics(t) {
			if strings.HasPrefix(line, "sevenrungs_people_request_duration_seconds_count ") {
				counts = append(counts, strings.Fields(line)[1])
			}
		}
	}
	for range 7 { // of some 26 requests each
		w.answer(t, assessment, link)
	}
	count()
	w.past.Store(int64(12*time.Hour - time.Second))
	count()
	w.past.Store(int64(12 * time.Hour))
	w.answer(t, assessment, link)
	count()
	w.past.Store(int64(36 * time.Hour))
	count()
	if want := []string{"0", "0", "100", "200"}; !slices.Equal(counts, want) {
		t.Errorf("the counts are %v, want %v", counts, want)
	}
}

// Whose requests are told when they happen is decided for each address where it is
// declared. An account goes everywhere; only where none but accounts may come is it
// told.
func TestNoAddressOfPeopleIsToldAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, databasetest.SQLite(t, migrate), nil)
	for _, route := range w.edge.Routes() {
		path := regexp.MustCompile(`[:*][a-z]+`).ReplaceAllString(route.Path, "x")
		w.do(t, route.Method, path, w.operator, "", 0)
	}
	open := regexp.MustCompile(`^/(answer|result|privacy|try|start|sign|words|stay|docs|benchmarks|style|script|mark)|^/$|^/v1/(invitations|scores|instruments|share-texts|benchmarks|me$|claims)|^/v1/assessments/:id/responses/:|^/v1/assessments/:id/result$|^/v1/organisations$`)
	told := 0
	for _, line := range w.metrics(t) {
		if route := regexp.MustCompile(`^sevenrungs_requests_total.*route="([^"]*)"`).FindStringSubmatch(line); route != nil {
			if told++; open.MatchString(route[1]) {
				t.Errorf("%s is told when it happens", route[1])
			}
		}
	}
	if told < 100 {
		t.Errorf("%d addresses are told, which is too few to have tried", told)
	}
}

func TestThatTheServiceIsAtFaultIsToldAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, databasetest.SQLite(t, migrate), nil)
	_, link := w.ask(t)
	if err := w.store.Close(); err != nil {
		t.Fatal(err)
	}
	w.do(t, http.MethodPost, "/v1/invitations/redeem", "", `{"key":"`+link+`"}`, http.StatusInternalServerError)
	after := w.metrics(t)
	for _, want := range []string{"sevenrungs_request_failures_total 1", "sevenrungs_ready 0"} {
		if !slices.Contains(after, want) {
			t.Errorf("there is no %q in\n%s", want, strings.Join(after, "\n"))
		}
	}
}
