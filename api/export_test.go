package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/api"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/result"
	"github.com/sevenrungs/sevenrungs/internal/apitest"
)

// busy is a council with an assessment in each state, and something of each sort
// in them that tells of it.
type busy struct {
	*council
	open, cancelled, closed *round
	secrets                 []string // what nobody but their holders may have
}

func newBusy(t testing.TB, client *apitest.Client) *busy {
	t.Helper()
	b := &busy{council: newCouncil(t, client)}
	told := func(s *answerSheet) *answerSheet {
		s.Notes = map[string]string{"equality-culture": telltale + " shown", "equality-review": telltale + " private"}
		s.Private = []string{"equality-review"}
		return s
	}
	for i, r := range []**round{&b.open, &b.cancelled, &b.closed} {
		*r = b.council.open(t, fmt.Sprintf(`,"external_id":"%s %d"`, telltale, i))
		for i := range 5 {
			path, _ := (*r).submitResponse(t, told(&answerSheet{Voice: "lived", Answers: map[string]string{"equality-culture": "5", "equality-practice": string(rune('1' + i))}}))
			b.secrets = append(b.secrets, path[strings.LastIndexByte(path, '/')+1:])
		}
		path, person := (*r).start(t, "learnt")
		requireDone(t, person.Patch(path, []byte(`{"notes":{"equality-culture":"`+telltale+` draft"}}`), "If-Match: *"))
		b.secrets = append(b.secrets, path[strings.LastIndexByte(path, '/')+1:])
		for _, key := range (*r).invite {
			b.secrets = append(b.secrets, key)
		}
	}
	requireDone(t, b.own.Post(b.cancelled.path+"/cancel", nil))
	b.closed.close(t)
	var link api.LinkCreated
	b.own.Post(b.closed.path+"/result/links", []byte(`{}`), "Idempotency-Key: link").Decode(&link)
	b.secrets = append(b.secrets, *link.Key)
	requireDone(t, b.own.Post(b.closed.path+"/plan/actions", []byte(`{"text":"`+telltale+` action","owner":"`+telltale+`"}`), "Idempotency-Key: action"))
	return b
}

// getDecoded returns what an address gives with a key.
func getDecoded[T any](client *apitest.Client, path string) T {
	var value T
	client.Get(path).Decode(&value)
	return value
}

func TestTheExportHoldsEveryAssessmentAsItIsShown(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		b := newBusy(t, newWorld(t, address).client.In(t))
		got := b.own.Get("/v1/organisations/" + b.id + "/export")
		var export api.Export
		got.Decode(&export)
		if len(export.Assessments) != 3 {
			t.Fatalf("%d assessments were exported, want 3", len(export.Assessments))
		}
		for i, r := range []*round{b.open, b.cancelled, b.closed} {
			want := api.AssessmentExport{
				Assessment:  getDecoded[api.Assessment](b.own, r.path),
				Invitations: getDecoded[api.InvitationList](b.own, r.path+"/invitations").Items,
				Notes:       []api.Note{}, Links: []api.Link{},
			}
			if r == b.closed {
				result, plan := getDecoded[result.StoredDocument](b.own, r.path+"/result"), getDecoded[api.Plan](b.own, r.path+"/plan")
				want.Result, want.Plan = &result, &plan
				want.Notes = getDecoded[api.NoteList](b.own, r.path+"/result/notes").Items
				want.Links = getDecoded[api.LinkList](b.own, r.path+"/result/links").Items
				if len(want.Notes) != 5 || len(want.Links) != 1 || len(plan.Actions) == 0 {
					t.Fatalf("there is too little to be exported: %+v", want)
				}
			}
			if diff := cmp.Diff(want, export.Assessments[i]); diff != "" {
				t.Errorf("%s (-shown +exported):\n%s", want.Assessment.State, diff)
			}
		}
		for _, word := range append(b.secrets, "rung_", "private", "draft", "tallies", "hash") {
			if strings.Contains(string(got.Body), word) {
				t.Errorf("the export holds %q", word)
			}
		}
	})
}

func TestTheExportHoldsTheFiguresWhenTheQuestionnaireIsGone(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	b := newBusy(t, w.client.In(t))
	stored := getDecoded[result.StoredDocument](b.own, b.closed.path+"/result")
	w.service.Catalogue = new(instrument.Catalogue)
	requireProblem(t, b.own.Get(b.closed.path+"/result?variant=easy_read"), http.StatusConflict) // which nobody has read yet
	got := getDecoded[api.Export](b.own, "/v1/organisations/"+b.id+"/export").Assessments[2]
	if got.Figures == nil || got.Result != nil || len(got.Notes) != 5 || got.Plan == nil {
		t.Fatalf("exported without its questionnaire: %+v", got)
	}
	want := api.ExportedFigures{Index: stored.Index, Provisional: stored.Provisional, Voices: stored.Voices}
	if stored.Rung != nil {
		want.Level = &stored.Rung.Level
	}
	figure := func(id string, rung *result.Rung, index *int) api.ExportedFigure {
		if rung == nil {
			return api.ExportedFigure{ID: id, Index: index}
		}
		return api.ExportedFigure{ID: id, Level: &rung.Level, Index: index}
	}
	for _, p := range stored.Principles {
		want.Principles = append(want.Principles, figure(p.ID, p.Rung, p.Index))
	}
	for _, a := range stored.Areas {
		want.Areas = append(want.Areas, figure(a.ID, a.Rung, a.Index))
	}
	if diff := cmp.Diff(want, *got.Figures); diff != "" {
		t.Errorf("figures (-result +export):\n%s", diff)
	}
}

func TestTheExportHoldsAllOfMoreThanAPage(t *testing.T) {
	t.Parallel()
	c := newCouncil(t, newWorld(t, newFile(t)).client.In(t))
	r := c.open(t, "")
	for range 100 { // and the two there are
		var made api.InvitationCreated
		c.own.Post(r.path+"/invitations", []byte(`{}`)).Decode(&made)
		requireDone(t, c.own.Delete(r.path+"/invitations/"+made.ID))
		requireCreated(t, c.own.Post("/v1/assessments", []byte(`{"organisation_id":"`+c.id+`","instrument":"coproduction-ladder","scope":"service","title":"One more"}`)))
	}
	export := getDecoded[api.Export](c.own, "/v1/organisations/"+c.id+"/export")
	if len(export.Assessments) != 101 || len(export.Assessments[0].Invitations) != 102 {
		t.Errorf("exported: %d assessments, the first with %d invitations, want 101 and 102", len(export.Assessments), len(export.Assessments[0].Invitations))
	}
}

func TestNothingOfAnErasedOrganisationIsInTheFiles(t *testing.T) {
	t.Parallel()
	address := newFile(t)
	b := newBusy(t, newWorld(t, address).client.In(t))
	words := []string{telltale, "Riverside Council", b.id}
	for _, r := range []*round{b.open, b.cancelled, b.closed} {
		words = append(words, strings.TrimPrefix(r.path, "/v1/assessments/"))
	}
	for _, word := range words {
		if !searchFiles(t, address, word) {
			t.Fatalf("the files do not hold %q before, so this test shows nothing", word)
		}
	}
	if got := b.own.Delete("/v1/organisations/"+b.id, "If-Match: *"); got.Status != http.StatusNoContent {
		t.Fatalf("%d %s", got.Status, got.Body)
	}
	for _, word := range append(words, b.secrets...) {
		// That it was erased is told to those who could see it, under its id.
		if searchFiles(t, address, word) && word != b.id {
			t.Errorf("%q is still in the files", word)
		}
	}
}

// TestTalliesAndAnswersAreInNoAnswerAndNoLog looks for the words with which
// tallies are kept, after making sure that these are the words.
func TestTalliesAndAnswersAreInNoAnswerAndNoLog(t *testing.T) {
	t.Parallel()
	const kept = `"dont_know":[`
	address := newFile(t)
	w, log := loggedWorld(t, address)
	b := newBusy(t, w.client.In(t))
	if !searchFiles(t, address, kept) {
		t.Fatalf("tallies are not kept with %s any more, so this test shows nothing", kept)
	}
	link := b.own.As(b.secrets[len(b.secrets)-1])
	for where, text := range b.closed.everything(t, link) {
		if strings.Contains(text, "dont_know") {
			t.Errorf("%s holds tallies: %s", where, text)
		}
	}
	for _, word := range append([]string{"dont_know", telltale, "rung_", "Riverside Council"}, b.secrets...) {
		if strings.Contains(log.text.String(), word) {
			t.Errorf("the log holds %q", word)
		}
	}
	if !strings.Contains(log.text.String(), `"route":"/v1/assessments/:id/close"`) {
		t.Error("the log says too little to have been tried")
	}
}
