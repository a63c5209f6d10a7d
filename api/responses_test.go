package api_test

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/api"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/result"
	"github.com/sevenrungs/sevenrungs/internal/edge"
)

func TestAResponseIsSavedOneAnswerAtATime(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	for name, tc := range map[string]struct {
		patch string
		want  map[string]any // beside what stays
	}{
		"nothing":              {`{}`, nil},
		"an answer more":       {`{"answers":{"equality-structure":"dont_know"}}`, map[string]any{"answers": map[string]any{"equality-culture": "5", "equality-structure": "dont_know"}}},
		"another answer":       {`{"answers":{"equality-culture":"6"}}`, map[string]any{"answers": map[string]any{"equality-culture": "6"}}},
		"an answer back":       {`{"answers":{"equality-culture":null,"equality-structure":null}}`, map[string]any{"answers": map[string]any{}}},
		"all answers back":     {`{"answers":null}`, map[string]any{"answers": map[string]any{}}},
		"a note more":          {`{"notes":{"equality-structure":"  Two\r\nlines "}}`, map[string]any{"notes": map[string]any{"equality-culture": "Ours", "equality-structure": "Two\nlines"}}},
		"a note back":          {`{"notes":{"equality-culture":null}}`, map[string]any{"notes": map[string]any{}}},
		"an empty note":        {`{"notes":{"equality-culture":" "}}`, map[string]any{"notes": map[string]any{}}},
		"private notes":        {`{"private_notes":["equality-structure"]}`, map[string]any{"private_notes": []any{"equality-structure"}}},
		"a private note twice": {`{"private_notes":["equality-structure","equality-culture","equality-structure"]}`, map[string]any{"private_notes": []any{"equality-culture", "equality-structure"}}},
		"none private":         {`{"private_notes":[]}`, map[string]any{"private_notes": []any{}}},
		"null for private":     {`{"private_notes":null}`, map[string]any{"private_notes": []any{}}},
		"nulls for the rest":   {`{"people":null,"variant":null,"support":null}`, map[string]any{"variant": "standard", "support": "none"}},
		"one of the rest":      {`{"support":"proxy"}`, map[string]any{"support": "proxy"}},
	} {
		writer, address := w.answer(t, w.keyOf(invited), "lived", `,"notes":{"equality-culture":"Ours"},"private_notes":["equality-culture"],"variant":"easy_read","support":"helped"`)
		before := writer.Get(address)
		want := decodeFields(t, before)
		maps.Copy(want, tc.want)
		got := requireStatus(t, writer.Patch(address, []byte(tc.patch), "If-Match: "+before.Header.Get("ETag"), "Content-Type: application/merge-patch+json"), http.StatusOK)
		if diff := cmp.Diff(want, decodeFields(t, got)) + cmp.Diff(want, decodeFields(t, writer.Get(address))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestAResponseIsKeptAsItWasGiven(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		w := newWorld(t, address)
		var questionnaire api.Instrument
		w.client.Get("/v1/instruments/coproduction-ladder").Decode(&questionnaire)
		sent := api.ResponseRequest{Answers: map[string]string{}, Notes: map[string]string{}, Variant: "easy_read", Support: "proxy"}
		for i, question := range questionnaire.Questions {
			sent.Answers[question.ID] = []string{"1", "7", "dont_know", "not_applicable", "prefer_not_to_say"}[i%5]
			sent.Notes[question.ID] = strings.Repeat("é", fault.MaxNote-3) + "\n🪜."
			sent.PrivateNotes = append(sent.PrivateNotes, question.ID)
		}
		slices.Sort(sent.PrivateNotes)
		body, err := json.Marshal(sent)
		if err != nil {
			t.Fatal(err)
		}
		path := w.fill(t, "/v1/assessments/{id}/responses/{response}")
		var put, got api.Response
		requireStatus(t, w.as(t, author).Put(path, body, "If-Match: *"), http.StatusOK).Decode(&put)
		w.as(t, author).Get(path).Decode(&got)
		want := api.Response{
			ID: w.ids["assessments/responses"], AssessmentID: w.ids["assessments"], Voice: "lived", State: "draft", Origin: "invited", People: 1,
			Answers: sent.Answers, Notes: sent.Notes, PrivateNotes: sent.PrivateNotes, Variant: sent.Variant, Support: sent.Support,
		}
		if diff := cmp.Diff(want, put) + cmp.Diff(want, got); diff != "" {
			t.Errorf("kept (-sent +got):\n%s", diff)
		}
		var bare api.Response
		w.as(t, author).Put(path, []byte(`{}`), "If-Match: *").Decode(&bare)
		want = api.Response{
			ID: want.ID, AssessmentID: want.AssessmentID, Voice: "lived", State: "draft", Origin: "invited", People: 1,
			Answers: map[string]string{}, Notes: map[string]string{}, PrivateNotes: []string{}, Variant: "standard", Support: "none",
		}
		if diff := cmp.Diff(want, bare); diff != "" {
			t.Errorf("replaced by nothing (-want +got):\n%s", diff)
		}
	})
}

func TestNullsAreForPatchesOnly(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	path := w.fill(t, "/v1/assessments/{id}/responses/{response}")
	for _, field := range []string{"people", "answers", "notes", "private_notes", "variant", "support"} {
		requireProblem(t, w.as(t, author).Put(path, []byte(`{"`+field+`":null}`), "If-Match: *"), http.StatusBadRequest)
		requireProblem(t, w.as(t, owner).Post(w.fill(t, "/v1/assessments/{id}/responses"), []byte(`{"voice":"lived","`+field+`":null}`)), http.StatusBadRequest)
	}
	for _, wrong := range []string{`{"answers":{"equality-culture":null}}`, `{"answers":{"equality-culture":5}}`, `{"answers":["5"]}`, `{"voice":"learnt"}`, `{"state":"submitted"}`, `{"id":"x"}`} {
		requireProblem(t, w.as(t, author).Put(path, []byte(wrong), "If-Match: *"), http.StatusBadRequest)
	}
	for _, wrong := range []string{`{"answers":{"equality-culture":5}}`, `{"answers":[]}`, `{"voice":"learnt"}`, `{"state":"submitted"}`, `{"private_notes":{"0":"x"}}`} {
		requireProblem(t, w.as(t, author).Patch(path, []byte(wrong), "If-Match: *"), http.StatusBadRequest)
	}
}

func TestAResponseGoesFromDraftToSubmittedToWithdrawn(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		w := newWorld(t, address)
		writer, path := w.as(t, author), w.fill(t, "/v1/assessments/{id}/responses/{response}")
		requireStatus(t, writer.Patch(path, []byte(`{"answers":null}`), "If-Match: *"), http.StatusOK)
		before := writer.Get(path)
		requireProblem(t, writer.Post(path+"/submit", nil), http.StatusUnprocessableEntity)
		if after := writer.Get(path); string(after.Body) != string(before.Body) || after.Header.Get("ETag") != before.Header.Get("ETag") {
			t.Errorf("submitting nothing changed something:\n%s\n%s", before.Body, after.Body)
		}
		requireStatus(t, writer.Patch(path, []byte(`{"answers":{"equality-culture":"5"}}`), "If-Match: "+before.Header.Get("ETag")), http.StatusOK)
		submitted := requireStatus(t, writer.Post(path+"/submit", nil), http.StatusOK)
		again := requireStatus(t, writer.Post(path+"/submit", nil), http.StatusOK)
		if string(again.Body) != string(submitted.Body) || again.Header.Get("ETag") != submitted.Header.Get("ETag") || decodeFields(t, again)["state"] != "submitted" {
			t.Errorf("submitted again:\n%s\n%s", submitted.Body, again.Body)
		}
		requireProblem(t, writer.Patch(path, []byte(`{"answers":{"equality-culture":"1"}}`), "If-Match: *"), http.StatusConflict)
		requireProblem(t, writer.Put(path, []byte(`{}`), "If-Match: *"), http.StatusConflict)
		requireProblem(t, writer.Delete(path, "If-Match: "+before.Header.Get("ETag")), http.StatusPreconditionFailed)
		if now := writer.Get(path); string(now.Body) != string(submitted.Body) {
			t.Errorf("a refused edit changed something: %s", now.Body)
		}
		requireStatus(t, writer.Delete(path, "If-Match: "+submitted.Header.Get("ETag")), http.StatusNoContent)
		got := decodeFields(t, requireStatus(t, writer.Get(path), http.StatusOK))
		if got["state"] != "withdrawn" || len(got["answers"].(map[string]any))+len(got["notes"].(map[string]any))+len(got["private_notes"].([]any)) != 0 {
			t.Errorf("withdrawn: %v", got)
		}
		requireProblem(t, writer.Post(path+"/submit", nil), http.StatusConflict)
		requireProblem(t, writer.Patch(path, []byte(`{"answers":{"equality-culture":"5"}}`), "If-Match: *"), http.StatusConflict)
		w.as(t, owner).Post(w.fill(t, "/v1/assessments/{id}/close"), nil)
		requireProblem(t, writer.Get(path), http.StatusUnauthorized)
		var shown result.StoredDocument
		w.as(t, owner).Get("/v1/assessments/" + w.ids["assessments"] + "/result").Decode(&shown)
		if shown.Voices[0].People != 0 {
			t.Errorf("what was withdrawn counts: %+v", shown.Voices)
		}
	})
}

func TestATeamAnswersOnce(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		w := newWorld(t, address)
		open := w.openAssessmentFor(t, `"answering":{"learnt":"team"}`)
		draft := func() *http.Request {
			created := w.as(t, owner).Post(open+"/responses", []byte(`{"voice":"learnt","people":9,"answers":{"equality-culture":"5"}}`))
			return w.copies(t, 1, decodeFields(t, created)["response_key"].(string), http.MethodPost, created.Header.Get("Location")+"/submit", "")[0]
		}
		body := `{"voice":"learnt","people":10000,"state":"submitted","answers":{"equality-culture":"5"}}`
		requests := append(w.copies(t, 4, w.keyOf(owner), http.MethodPost, open+"/responses", body), draft(), draft(), draft(), draft())
		counts := countStatuses(w.sendAtOnce(t, requests...))
		if counts[http.StatusConflict] != len(requests)-1 {
			t.Errorf("of %d teams at once: %v", len(requests), counts)
		}
		for body, says := range map[string]string{
			`{"voice":"learnt","people":0}`:     "people is 0. For learnt it must be from 1 to 10000.",
			`{"voice":"learnt","people":10001}`: "people is 10001. For learnt it must be from 1 to 10000.",
			`{"voice":"lived","people":0}`:      "people is 0. For lived it must be 1, because here each person answers alone.",
			`{"voice":"lived","people":2}`:      "people is 2. For lived it must be 1, because here each person answers alone.",
		} {
			p := requireProblem(t, w.as(t, owner).Post(open+"/responses", []byte(body)), http.StatusUnprocessableEntity)
			if diff := cmp.Diff([]edge.ProblemError{{Pointer: "/people", Detail: says}}, p.Errors); diff != "" {
				t.Errorf("%s (-want +got):\n%s", body, diff)
			}
			saysItPlainly(t, p)
		}
		want := map[string]any{"lived": "fewer_than_minimum", "learnt": "at_least_minimum"}
		if got := decodeFields(t, w.as(t, owner).Get(open)); !cmp.Equal(got["so_far"], any(want)) {
			t.Errorf("so far: %v", got["so_far"])
		}
	})
}
