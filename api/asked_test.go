package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/api"
	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/internal/apitest"
)

// Who goes on elsewhere has the ids and the key of a response, and nothing else.
func TestAResponseSaysWhatItAnswersToItsOwnKeyAlone(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	if err := assessments.PinInstruments(t.Context(), w.service.Store, w.service.Catalogue); err != nil {
		t.Fatal(err)
	}
	var opened api.Assessment
	w.as(t, owner).Post("/v1/assessments", fmt.Appendf(nil,
		`{"organisation_id":%q,"instrument":"coproduction-ladder","version":"0.8.0","title":"Short breaks","scope":"service","answering":{"learnt":"team"}}`, w.ids["organisations"])).Decode(&opened)
	var invited api.InvitationCreated
	w.as(t, owner).Post("/v1/assessments/"+opened.ID+"/invitations", []byte(`{"uses":2}`)).Decode(&invited)
	start := func() (created api.Redeemed) {
		w.client.Post("/v1/invitations/redeem", fmt.Appendf(nil, `{"key":%q,"voice":"learnt"}`, *invited.Key)).Decode(&created)
		return created
	}
	mine, other := start(), start()
	path := "/v1/assessments/" + opened.ID + "/responses/" + mine.ResponseID + "/asked"

	var asked api.Asked
	w.client.As(*mine.ResponseKey).Get(path).Decode(&asked)
	if !cmp.Equal(asked, mine.Asked) || asked.Assessment.Answering != "team" || asked.Instrument.Version != "0.8.0" || asked.Instrument.Digest == "" {
		t.Errorf("got %+v, and when it was started %+v", asked, mine.Asked)
	}
	requireProblem(t, w.client.As(*other.ResponseKey).Get(path), http.StatusNotFound)
	requireProblem(t, w.as(t, owner).Get(path), http.StatusNotFound)
	requireProblem(t, w.client.Get(path), http.StatusUnauthorized)
}

// Answers lie in the order of the questionnaire, so they cannot be shown or taken
// without it. They can still be taken back.
func TestAResponseWhoseQuestionnaireIsGoneCanStillBeWithdrawn(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	one := w.fill(t, "/v1/assessments/{id}/responses/{response}")
	w.service.Catalogue = new(instrument.Catalogue)
	writer := w.as(t, author)
	for what, got := range map[string]*apitest.Response{
		"read":     writer.Get(one),
		"replaced": writer.Put(one, []byte(`{"answers":{"equality-culture":"5"}}`), "If-Match: *"),
		"changed":  writer.Patch(one, []byte(`{"answers":{"equality-culture":"5"}}`), "If-Match: *"),
		"sent":     writer.Post(one+"/submit", nil),
		"entered":  w.as(t, owner).Post(w.fill(t, "/v1/assessments/{id}/responses"), []byte(`{"voice":"lived","answers":{"equality-culture":"5"}}`)),
		"closed":   w.as(t, owner).Post(w.fill(t, "/v1/assessments/{id}/close"), nil),
	} {
		if output := requireProblem(t, got, http.StatusConflict); !strings.Contains(output.Detail, "no longer installed") {
			t.Errorf("%s: %+v", what, output)
		}
	}
	requireStatus(t, writer.Delete(one, "If-Match: *"), http.StatusNoContent)
}
