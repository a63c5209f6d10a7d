package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"testing"

	"github.com/sevenrungs/sevenrungs/api"
	"github.com/sevenrungs/sevenrungs/internal/apitest"
)

// council is an organisation that registered through HTTP.
type council struct {
	client *apitest.Client // without a key
	own    *apitest.Client // with the council's
	id     string
}

func newCouncil(t testing.TB, client *apitest.Client) *council {
	t.Helper()
	var registered api.OrganisationCreated
	client.Post("/v1/organisations", []byte(`{"name":"Riverside Council"}`)).Decode(&registered)
	return &council{client.In(t), client.In(t).As(*registered.Key), registered.ID}
}

// round is one assessment through HTTP, from the side of the council that opened
// it. It has one invitation for each voice, for as many as come.
type round struct {
	*council
	path   string // /v1/assessments/{id}
	invite map[string]string
}

// answerSheet is what one person answers.
type answerSheet struct {
	Voice   string            `json:"-"`
	Answers map[string]string `json:"answers,omitempty"`
	Notes   map[string]string `json:"notes,omitempty"`
	Private []string          `json:"private_notes,omitempty"`
	Variant string            `json:"variant,omitempty"`
	Support string            `json:"support,omitempty"`
}

// open opens an assessment of a service. more is further members of the request,
// each after a comma.
func (c *council) open(t testing.TB, more string) *round {
	t.Helper()
	r := &round{council: c, invite: map[string]string{}}
	body := `{"organisation_id":"` + c.id + `","instrument":"coproduction-ladder","scope":"service","title":"Short breaks 2026"` + more + `}`
	r.path = requireCreated(t, c.own.Post("/v1/assessments", []byte(body))).Get("Location")
	for _, voice := range []string{"lived", "learnt"} {
		var invitation api.InvitationCreated
		c.own.Post(r.path+"/invitations", []byte(`{"voice":"`+voice+`","uses":10000}`)).Decode(&invitation)
		r.invite[voice] = *invitation.Key
	}
	return r
}

// requireCreated returns the headers of the answer to a creation that must have
// succeeded.
func requireCreated(t testing.TB, got *apitest.Response) http.Header {
	t.Helper()
	if got.Status != http.StatusCreated {
		t.Fatalf("%d %s", got.Status, got.Body)
	}
	return got.Header
}

// start redeems an invitation. It returns the address of the response and a
// client with its key.
func (r *round) start(t testing.TB, voice string) (path string, person *apitest.Client) {
	t.Helper()
	got := r.client.Post("/v1/invitations/redeem", []byte(`{"key":"`+r.invite[voice]+`"}`))
	var started api.Redeemed
	path = requireCreated(t, got).Get("Location")
	got.Decode(&started)
	return path, r.client.As(*started.ResponseKey)
}

// submitResponse has somebody answer and submit.
func (r *round) submitResponse(t testing.TB, s *answerSheet) (path string, person *apitest.Client) {
	t.Helper()
	path, person = r.start(t, s.Voice)
	s.submit(t, path, person)
	return path, person
}

// startWith has somebody start with a key, and answer and submit unless there is
// nothing to answer.
func (r *round) startWith(t testing.TB, key string, s *answerSheet) {
	t.Helper()
	got := r.client.Post("/v1/invitations/redeem", fmt.Appendf(nil, `{"key":%q,"voice":%q}`, key, s.Voice))
	var started api.Redeemed
	path := requireCreated(t, got).Get("Location")
	got.Decode(&started)
	if s.Answers != nil {
		s.submit(t, path, r.client.As(*started.ResponseKey))
	}
}

func (s *answerSheet) submit(t testing.TB, path string, person *apitest.Client) {
	t.Helper()
	body, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	requireDone(t, person.Patch(path, body, "If-Match: *"))
	requireDone(t, person.Post(path+"/submit", nil))
}

func requireDone(t testing.TB, got *apitest.Response) {
	t.Helper()
	if got.Status >= http.StatusBadRequest {
		t.Fatalf("%d %s", got.Status, got.Body)
	}
}

// close closes the assessment and returns its result as it is downloaded.
func (r *round) close(t testing.TB) []byte {
	t.Helper()
	requireDone(t, r.own.Post(r.path+"/close", nil))
	got := r.own.Get(r.path + "/result")
	requireDone(t, got)
	return got.Body
}

// workedExample is the fifteen people of the example in docs/scoring.md.
func workedExample(t testing.TB) []answerSheet {
	t.Helper()
	var request struct {
		Responses []struct {
			Voice   string
			Answers map[string]string
		}
	}
	if err := json.Unmarshal(goldenCases(t)[0].Request, &request); err != nil {
		t.Fatal(err)
	}
	var sheets []answerSheet
	for _, r := range request.Responses {
		sheets = append(sheets, answerSheet{Voice: r.Voice, Answers: r.Answers})
	}
	return sheets
}

// stored closes an assessment that the fifteen answered, each with a link of their
// own, and returns its result.
func (c *council) stored(t testing.TB, more string) (r *round, result []byte) {
	t.Helper()
	r = c.open(t, more)
	sheets := workedExample(t)
	links := r.inviteBy(t, fmt.Sprintf(`{"links":%d}`, len(sheets))).Links
	for i := range sheets {
		r.startWith(t, links[i].Key, &sheets[i])
	}
	return r, r.close(t)
}
