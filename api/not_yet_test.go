package api_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/api"
	"github.com/sevenrungs/sevenrungs/internal/edge"
)

// What will come is told apart from what never will, to those who may know, and
// says nothing but the dates of the period.
func TestWhatIsNotFrozenYetSaysWhenItIs(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	w.settle(t)
	for i, name := range []string{"first", "second"} {
		requireStatus(t, w.askForPeriod(t, name, 365*i, 365*(i+1), 365*(i+1)+100), http.StatusCreated)
	}
	var period api.Period
	requireStatus(t, w.as(t, operator).Get("/v1/periods/first"), http.StatusOK).Decode(&period)
	body, err := json.Marshal(api.ProgrammeRequest{Name: "Warm homes", Scope: "service", Instrument: "coproduction-ladder", Periods: []string{"first"}})
	if err != nil {
		t.Fatal(err)
	}
	var programme api.Programme
	requireStatus(t, w.as(t, funder).Post("/v1/programmes", body), http.StatusCreated).Decode(&programme)
	own := "/v1/programmes/" + programme.ID + "/releases/"
	at := func(path, period string) string { return w.fill(t, path) + period }
	for _, tc := range []struct{ who, path, want string }{
		{funder, own + "first", "not-yet"},
		{anybody, "/v1/benchmarks/first", "not-yet"},
		{anybody, "/v1/benchmarks/first/sectors/H", "not-yet"},
		{owner, at("/v1/organisations/{id}/position/", "first"), "not-yet"},
		{funder, own + "second", "not-found"}, // it does not take part in it
		{funder, own + "nowhere", "not-found"},
		{owner, own + "first", "not-found"}, // whoever is no member, or not yet counted
		{otherFunder, own + "first", "not-found"},
		{anybody, "/v1/benchmarks/nowhere", "not-found"},
		{anybody, "/v1/benchmarks/first/sectors/nowhere", "not-found"},
		{owner, at("/v1/organisations/{id}/position/", "nowhere"), "not-found"},
	} {
		var got edge.Problem
		requireStatus(t, w.as(t, tc.who).Get(tc.path), http.StatusNotFound).Decode(&got)
		if !strings.HasSuffix(got.Type, "#"+tc.want) {
			t.Errorf("%s, as %s: %s, want %s", tc.path, tc.who, got.Type, tc.want)
		}
		if (got.FreezeAt != nil) != (tc.want == "not-yet") || got.FreezeAt != nil && !got.FreezeAt.Equal(period.FreezeAt) {
			t.Errorf("%s, as %s: frozen at %v, want %s", tc.path, tc.who, got.FreezeAt, period.FreezeAt.Format(time.RFC3339))
		}
	}
}
