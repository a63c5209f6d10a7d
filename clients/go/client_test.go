// What is written by hand is held to its promises on the real service. ../run.sh
// starts one, and says where in SEVENRUNGS_URL.
package sevenrungs_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	sevenrungs "github.com/sevenrungs/sevenrungs/clients/go"
)

// world is the service behind a proxy that fails as it is told, a client that
// does not wait, and how long it would have waited.
type world struct {
	*sevenrungs.Client

	proxy  *faulty
	waited []time.Duration
}

func newWorld(t *testing.T) *world {
	t.Helper()
	service := os.Getenv("SEVENRUNGS_URL")
	if service == "" {
		t.Skip("SEVENRUNGS_URL does not say where the service is: see ../run.sh")
	}
	w := &world{proxy: newFaulty(t, service)}
	wait := func(_ context.Context, pause time.Duration) error {
		w.waited = append(w.waited, pause)
		return nil
	}
	w.Client = sevenrungs.New(w.proxy.url, sevenrungs.WithWaiting(wait, func() float64 { return 1 }))
	return w
}

// register makes an organisation, and has the client call with its key.
func (w *world) register(t *testing.T) sevenrungs.OrganisationCreated {
	t.Helper()
	made, err := w.CreateOrganisation(t.Context(), sevenrungs.OrganisationRequest{Name: "Riverside Carers"})
	if err != nil {
		t.Fatal(err)
	}
	w.Client = w.As(*made.Data.Key)
	w.proxy.forget()
	return made.Data
}

func failure(t *testing.T, err error) *sevenrungs.Error {
	t.Helper()
	var failure *sevenrungs.Error
	if !errors.As(err, &failure) {
		t.Fatalf("got %v, want a problem", err)
	}
	return failure
}

func TestAProblemSaysEachFaultAndWhere(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	own := w.register(t)
	_, err := w.CreateAssessment(t.Context(), sevenrungs.AssessmentRequest{OrganisationID: &own.ID, Instrument: new("nobodys")})
	problem := failure(t, err)
	if problem.Status != http.StatusUnprocessableEntity || problem.Family() != "invalid" {
		t.Errorf("it is %d %s", problem.Status, problem.Family())
	}
	if problem.At("/instrument") == "" || problem.At("/title") == "" || problem.At("/scope") != "" {
		t.Errorf("the faults are %v", problem.Errors)
	}
	if !strings.HasPrefix(problem.Error(), "422 ") || problem.Instance != problem.Header.Get("X-Request-Id") {
		t.Errorf("%v, of %s", problem, problem.Instance)
	}
}

func TestAKeyThatOpensNothingIsNotTriedAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	_, err := w.As("rung_nothing").ListOrganisations(t.Context(), sevenrungs.ListOrganisationsQuery{})
	if problem := failure(t, err); problem.Family() != "key-needed" || len(w.proxy.heard()) != 1 {
		t.Errorf("%v after %d requests", problem, len(w.proxy.heard()))
	}
}

func TestAPageOfAProxyIsAnErrorToo(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.proxy.fail(fault{status: http.StatusForbidden, body: "<h1>No</h1>"})
	_, err := w.ListInstruments(t.Context(), sevenrungs.ListInstrumentsQuery{})
	if problem := failure(t, err); problem.Status != http.StatusForbidden || problem.Family() != "" {
		t.Errorf("it is %v", problem)
	}
}

func TestToldWhenToComeBackItWaitsThatLong(t *testing.T) {
	t.Parallel()
	for _, status := range []int{http.StatusTooManyRequests, http.StatusServiceUnavailable} {
		t.Run(http.StatusText(status), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			own := w.register(t)
			w.proxy.fail(fault{status: status, after: "7"}, fault{status: status, after: "3"})
			changed, err := w.ChangeOrganisation(t.Context(), own.ID, "*", sevenrungs.OrganisationPatch{Region: new(sevenrungs.Region("TLD"))})
			if err != nil || *changed.Data.Region != "TLD" {
				t.Fatalf("%+v, %v", changed, err)
			}
			if want := []time.Duration{7 * time.Second, 3 * time.Second}; !slices.Equal(w.waited, want) {
				t.Errorf("waited %v, want %v", w.waited, want)
			}
		})
	}
}

func TestToldToComeBackMuchLaterItSaysSoAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.proxy.fail(fault{status: http.StatusServiceUnavailable, after: "3600"})
	_, err := w.ListInstruments(t.Context(), sevenrungs.ListInstrumentsQuery{})
	if problem := failure(t, err); problem.Header.Get("Retry-After") != "3600" || len(w.waited) != 0 {
		t.Errorf("%v after %v", problem, w.waited)
	}
}

func TestItGivesUpInTheEnd(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.proxy.fail(slices.Repeat([]fault{{status: http.StatusBadGateway}}, 5)...)
	_, err := w.ListInstruments(t.Context(), sevenrungs.ListInstrumentsQuery{})
	if problem := failure(t, err); problem.Status != http.StatusBadGateway {
		t.Errorf("it is %v", problem)
	}
	if got := fmt.Sprint(w.waited); got != "[500ms 1s 2s 4s]" {
		t.Errorf("waited %v", got)
	}
}

func TestALineThatDropsMakesNothingTwice(t *testing.T) {
	t.Parallel()
	for when, replayed := range map[string]string{dropsBefore: "", dropsAfter: "true", dropsHalfWay: "true"} {
		t.Run(when, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.register(t)
			w.proxy.fail(fault{drops: when})
			made, err := w.CreateAssessment(t.Context(), sevenrungs.AssessmentRequest{Title: "Short breaks"})
			if err != nil || made.Header.Get("Idempotency-Replayed") != replayed {
				t.Fatalf("%+v, %v", made, err)
			}
			heard := w.proxy.heard()
			if len(heard) != 2 || heard[0].key == "" || heard[0].key != heard[1].key {
				t.Errorf("sent %v", heard)
			}
			var all []string
			for one, err := range w.AllAssessments(t.Context(), sevenrungs.ListAssessmentsQuery{}) {
				if err != nil {
					t.Fatal(err)
				}
				all = append(all, one.ID)
			}
			if !slices.Equal(all, []string{made.Data.ID}) {
				t.Errorf("there are %v", all)
			}
		})
	}
}

func TestWhatMayBeDoneOnlyOnceIsNotSentAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	own := w.register(t)
	w.proxy.fail(fault{drops: dropsAfter})
	_, err := w.ChangeOrganisation(t.Context(), own.ID, "*", sevenrungs.OrganisationPatch{Region: new(sevenrungs.Region("TLD"))})
	if err == nil || len(w.proxy.heard()) != 1 {
		t.Errorf("%v after %d requests", err, len(w.proxy.heard()))
	}
}

func TestYourOwnIdempotencyKeyIsKept(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	request := sevenrungs.OrganisationRequest{Name: "Of " + t.Name()}
	if _, err := w.CreateOrganisation(t.Context(), request, sevenrungs.WithIdempotencyKey("mine")); err != nil {
		t.Fatal(err)
	}
	if got := w.proxy.heard()[0].key; got != "mine" {
		t.Errorf("sent %q", got)
	}
}

func TestACallThatWasGivenUpIsNotTriedAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx, giveUp := context.WithCancel(t.Context())
	w.proxy.fail(fault{status: http.StatusServiceUnavailable, after: "60"})
	patient := sevenrungs.New(w.proxy.url, sevenrungs.WithHTTPClient(&http.Client{Transport: thenGivesUp{giveUp}}))
	if _, err := patient.ListInstruments(ctx, sevenrungs.ListInstrumentsQuery{}); err == nil || len(w.proxy.heard()) != 1 {
		t.Errorf("%v after %d requests", err, len(w.proxy.heard()))
	}
}

// thenGivesUp sends a request, and gives the whole call up when the reply came.
type thenGivesUp struct{ giveUp func() }

func (s thenGivesUp) RoundTrip(req *http.Request) (*http.Response, error) {
	defer s.giveUp()
	return http.DefaultTransport.RoundTrip(req.WithContext(context.WithoutCancel(req.Context())))
}
