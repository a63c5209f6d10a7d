package api_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/sevenrungs/sevenrungs/api"
	"github.com/sevenrungs/sevenrungs/assessments/fhir"
	"github.com/sevenrungs/sevenrungs/assessments/surveyjs"
	"github.com/sevenrungs/sevenrungs/internal/apitest"
)

const (
	inAllWords = "/v1/instruments/coproduction-ladder/versions/0.10.0"

	asFHIR     = "Accept: " + fhir.MediaType
	sentAsFHIR = "Content-Type: " + fhir.MediaType
)

// conforms holds a body against the schema that HL7 gives for FHIR R4.
func conforms(t *testing.T, body []byte) {
	t.Helper()
	schema, err := jsonschema.NewCompiler().Compile("../assessments/fhir/testdata/r4.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(string(body)))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(value); err != nil {
		t.Errorf("not FHIR: %v", err)
	}
}

func TestAnInstrumentComesInNoOtherForm(t *testing.T) {
	t.Parallel()
	client := newClient(t)
	for _, refused := range []struct {
		path, accept string
		status       int
	}{
		{thisVersion, "application/xml", http.StatusNotAcceptable},
		{thisVersion, "text/html", http.StatusNotAcceptable},
		{thisVersion + "?as=surveyjs", fhir.MediaType, http.StatusNotAcceptable},
		{thisVersion + "?as=fhir", "*/*", http.StatusBadRequest},
		{thisVersion + "?as=", "*/*", http.StatusBadRequest},
		{thisVersion + "?voice=lived", "application/json", http.StatusBadRequest},
		{thisVersion + "?voice=staff", fhir.MediaType, http.StatusBadRequest},
		{thisVersion + "?variant=hard", fhir.MediaType, http.StatusBadRequest},
		{strings.Replace(thisVersion, "0.8.0", "0.0.1", 1), fhir.MediaType, http.StatusNotFound},
	} {
		requireProblem(t, client.Get(refused.path, "Accept: "+refused.accept), refused.status)
	}
}

func TestAnInstrumentIsKeptInEveryForm(t *testing.T) {
	t.Parallel()
	client := newClient(t)
	tags := map[string]string{}
	for _, form := range []struct{ query, accept, mediaType string }{
		{"", "application/json", "application/json"},
		{"", "", "application/json"},
		{"", fhir.MediaType, fhir.MediaType},
		{"?voice=learnt", fhir.MediaType + ", application/json;q=0.5", fhir.MediaType},
		{"?voice=learnt&variant=easy_read", fhir.MediaType, fhir.MediaType},
		{"?as=surveyjs", "application/json", surveyjs.MediaType},
		{"?as=surveyjs&voice=learnt", "*/*", surveyjs.MediaType},
		{"?voice=lived&variant=easy_read", surveyjs.MediaType, surveyjs.MediaType},
	} {
		got := client.Get(inAllWords+form.query, "Accept: "+form.accept)
		if got.Header.Get("Content-Type") != form.mediaType || !strings.Contains(got.Header.Get("Cache-Control"), "immutable") || !slices.Contains(got.Header.Values("Vary"), "Accept") || got.Header.Get("Content-Language") != "en" {
			t.Errorf("%s as %s: %d %v", form.query, form.accept, got.Status, got.Header)
		}
		tag := got.Header.Get("ETag")
		if other, twice := tags[tag]; twice && form.accept != "" {
			t.Errorf("%s as %s has the tag of %s", form.query, form.accept, other)
		}
		tags[tag] = form.query + form.accept
		if again := client.Get(inAllWords+form.query, "Accept: "+form.accept, "If-None-Match: "+tag); again.Status != http.StatusNotModified {
			t.Errorf("%s as %s, known already: %d", form.query, form.accept, again.Status)
		}
	}
}

func TestAQuestionnaireOfOnesOwnIsNamedAtTheService(t *testing.T) {
	t.Parallel()
	client := newClient(t, func(o *served) { o.Catalogue = catalogueOf(t, "own", "en standard", "cy standard") })
	for lang, url := range map[string]string{"en": "/fhir/Questionnaire/own/lived/standard/en", "cy": "/fhir/Questionnaire/own/lived/standard/cy"} {
		got := client.Get("/v1/instruments/own/versions/1.0.0", asFHIR, "Accept-Language: "+lang)
		conforms(t, got.Body)
		var q fhir.Questionnaire
		got.Decode(&q)
		if !strings.HasSuffix(q.URL, url) || strings.HasPrefix(q.URL, fhir.Published) || q.Language != lang {
			t.Errorf("%s: %s %s", lang, q.URL, q.Language)
		}
	}
}

// A response is filled in by what stands in the Questionnaire, as a program would that
// knows nothing else.
func TestAQuestionnaireIsAnsweredInFHIR(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	var q fhir.Questionnaire
	w.client.Get("/v1/instruments/coproduction-ladder/versions/0.10.0?voice=lived&variant=easy_read", asFHIR).Decode(&q)
	body, want := filled(t, &q, "in-progress")
	conforms(t, body)
	path := w.fill(t, "/v1/assessments/{id}/responses/{response}")
	var before, put, got api.Response
	w.as(t, author).Get(path).Decode(&before)
	requireStatus(t, w.as(t, author).Put(path, body, sentAsFHIR, "If-Match: *"), http.StatusOK).Decode(&put)
	w.as(t, author).Get(path).Decode(&got)
	before.Answers, before.Variant = want, "easy_read" // all else stays
	if diff := cmp.Diff(before, put) + cmp.Diff(before, got); diff != "" {
		t.Errorf("kept (-sent +got):\n%s", diff)
	}

	w.client.Get("/v1/instruments/coproduction-ladder/versions/0.10.0?voice=learnt", asFHIR).Decode(&q)
	body, _ = filled(t, &q, "completed")
	var entered api.ResponseEntered
	created := requireStatus(t, w.as(t, owner).Post(w.fill(t, "/v1/assessments/{id}/responses"), body, sentAsFHIR), http.StatusCreated)
	created.Decode(&entered)
	if entered.Voice != "learnt" || entered.State != "submitted" {
		t.Errorf("entered: %+v", entered)
	}
	w.client.As(*entered.ResponseKey).Get(created.Header.Get("Location")).Decode(&got)
	if diff := cmp.Diff(want, got.Answers); diff != "" || got.Variant != "standard" || got.Origin != "entered" {
		t.Errorf("entered: %+v\n%s", got, diff)
	}
}

// filled answers each question of a questionnaire with another of its choices.
func filled(t *testing.T, q *fhir.Questionnaire, status string) (body []byte, answers map[string]string) {
	t.Helper()
	var items []map[string]any
	answers = map[string]string{}
	for i, asked := range q.Item {
		if asked.Type != "choice" {
			continue
		}
		chosen := asked.AnswerOption[i%len(asked.AnswerOption)].ValueCoding
		answers[asked.LinkID] = chosen.Code
		items = append(items, map[string]any{"linkId": asked.LinkID, "text": asked.Text, "answer": []any{map[string]any{"valueCoding": chosen}}})
	}
	body, err := json.Marshal(map[string]any{"resourceType": "QuestionnaireResponse", "questionnaire": q.URL + "|" + q.Version, "status": status, "item": items})
	if err != nil {
		t.Fatal(err)
	}
	return body, answers
}

func TestFHIRThatIsNotAnAnswerHereIsRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	var q fhir.Questionnaire
	w.client.Get("/v1/instruments/coproduction-ladder/versions/0.10.0", asFHIR).Decode(&q)
	sound, _ := filled(t, &q, "in-progress")
	path, all := w.fill(t, "/v1/assessments/{id}/responses/{response}"), w.fill(t, "/v1/assessments/{id}/responses")
	before := w.as(t, author).Get(path)
	for _, change := range []struct{ from, to, pointer string }{
		{`"status":"in-progress"`, `"status":"stopped"`, "/status"},
		{`/lived/`, `/unheard/`, "/questionnaire"},
		{`|0.10.0`, `|0.9.0`, "/questionnaire"},
		{`"resourceType"`, `"subject":{"reference":"Patient/sam"},"resourceType"`, "/subject"},
		{`"linkId":"equality-culture"`, `"linkId":"equality"`, "/item/0/linkId"},
	} {
		body := strings.Replace(string(sound), change.from, change.to, 1)
		put := w.as(t, author).Put(path, []byte(body), sentAsFHIR, "If-Match: *")
		for _, got := range []*apitest.Response{put, w.as(t, owner).Post(all, []byte(body), sentAsFHIR)} {
			if p := requireProblem(t, got, http.StatusUnprocessableEntity); len(p.Errors) != 1 || p.Errors[0].Pointer != change.pointer || strings.Contains(string(got.Body), "sam") {
				t.Errorf("%s: %s", change.to, got.Body)
			}
		}
	}
	learnt := strings.Replace(string(sound), "/lived/", "/learnt/", 1)
	for body, pointer := range map[string]string{learnt: "/questionnaire", strings.Replace(string(sound), "in-progress", "completed", 1): "/status"} {
		if p := requireProblem(t, w.as(t, author).Put(path, []byte(body), sentAsFHIR, "If-Match: *"), http.StatusUnprocessableEntity); len(p.Errors) != 1 || p.Errors[0].Pointer != pointer {
			t.Errorf("%+v", p)
		}
	}
	requireProblem(t, w.as(t, author).Put(path, sound, sentAsFHIR), http.StatusPreconditionRequired)
	requireProblem(t, w.as(t, author).Put(path, sound, sentAsFHIR, `If-Match: "r0"`), http.StatusPreconditionFailed)
	requireProblem(t, w.as(t, author).Put(path, sound, sentAsFHIR+"; charset=latin1", "If-Match: *"), http.StatusUnsupportedMediaType)
	requireProblem(t, w.as(t, author).Patch(path, sound, sentAsFHIR, "If-Match: *"), http.StatusUnsupportedMediaType)
	requireProblem(t, w.client.Post("/v1/scores", sound, sentAsFHIR), http.StatusUnsupportedMediaType)
	requireProblem(t, w.as(t, stranger).Post(all, sound, sentAsFHIR), http.StatusNotFound)
	requireProblem(t, w.as(t, owner).Put(path, sound, sentAsFHIR, "If-Match: *"), http.StatusNotFound)
	if after := w.as(t, author).Get(path); string(after.Body) != string(before.Body) {
		t.Errorf("something of it was kept: %s", after.Body)
	}
}

// The examples of FHIR in the document are taken as they are.
func TestEveryExampleInFHIRIsTaken(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	taken := 0
	for _, r := range matrix {
		media, takes := readDocument().Paths[r.path()][strings.ToLower(r.method())].RequestBody.Content[fhir.MediaType]
		if !takes {
			continue
		}
		conforms(t, media.Example)
		who := r.somebody(t)
		if r.method() == http.MethodPut {
			who = author
		}
		got := w.as(t, who).Send(r.method(), w.fill(t, r.path()), media.Example, sentAsFHIR, "If-Match: *")
		if got.Status >= http.StatusBadRequest {
			t.Errorf("%s: %d %s", r.route, got.Status, got.Body)
		}
		taken++
	}
	if taken != 2 {
		t.Errorf("%d examples", taken)
	}
}
