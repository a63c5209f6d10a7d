package api_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/sevenrungs/sevenrungs/api"
	"github.com/sevenrungs/sevenrungs/assessments/intake"
	"github.com/sevenrungs/sevenrungs/assessments/plainwords"
	"github.com/sevenrungs/sevenrungs/assessments/result"
)

// malformed is what cannot be read: 400, naming the first thing.
var malformed = []struct{ name, body, pointer, says string }{
	{"empty", ``, "", "empty"},
	{"white space", " \n\t", "", "empty"},
	{"not JSON", `{"instrument": coproduction}`, "/instrument", "not valid JSON"},
	{"ends early", `{"instrument": "coproduction-ladder"`, "", "ends too early"},
	{"a list", `[]`, "", "An object is needed"},
	{"null", `null`, "", "null is not allowed"},
	{"a text", `"coproduction-ladder"`, "", "An object is needed"},
	{"unknown field", `{"instrument":"coproduction-ladder","colour":"blue"}`, "/colour", `no field called "colour"`},
	{"unknown field inside", `{"instrument":"coproduction-ladder","responses":[{"voice":"lived","name":"Ann"}]}`, "/responses/0/name", `no field called "name"`},
	{"unknown voice in the minimums", `{"instrument":"coproduction-ladder","minimum_people":{"staff":3}}`, "/minimum_people/staff", `no field called "staff"`},
	{"another case", `{"Instrument":"coproduction-ladder"}`, "/Instrument", "no field called"},
	{"duplicate key", `{"instrument":"coproduction-ladder","instrument":"other"}`, "/instrument", "given twice"},
	{"duplicate answer", `{"instrument":"coproduction-ladder","responses":[{"voice":"lived","answers":{"equality-culture":"1","equality-culture":"7"}}]}`, "/responses/0/answers/equality-culture", "given twice"},
	{"trailing data", `{"instrument":"coproduction-ladder"} {}`, "", "more after the end"},
	{"not UTF-8", "{\"instrument\":\"coproduction\xff\"}", "/instrument", "not UTF-8"},
	{"wrong type", `{"instrument":7}`, "/instrument", "a number. A text is needed"},
	{"wrong type of responses", `{"instrument":"coproduction-ladder","responses":{}}`, "/responses", "A list is needed"},
	{"a number as an answer", `{"instrument":"coproduction-ladder","responses":[{"voice":"lived","answers":{"equality-culture":6}}]}`, "/responses/0/answers/equality-culture", "a number. A text is needed"},
	{"a text as a number", `{"instrument":"coproduction-ladder","responses":[{"voice":"lived","people":"9"}]}`, "/responses/0/people", "a text. A whole number is needed"},
	{"people of one and a half", `{"instrument":"coproduction-ladder","responses":[{"voice":"lived","people":1.5}]}`, "/responses/0/people", "the number 1.5. A whole number is needed"},
	{"people beyond counting", `{"instrument":"coproduction-ladder","responses":[{"voice":"lived","people":99999999999999999999}]}`, "/responses/0/people", "A whole number is needed"},
	{"null people", `{"instrument":"coproduction-ladder","responses":[{"voice":"lived","people":null}]}`, "/responses/0/people", "null is not allowed"},
	{"null version", `{"instrument":"coproduction-ladder","version":null}`, "/version", "null is not allowed"},
	{"deeply nested", `{"instrument":` + strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000) + `}`, "/instrument" + strings.Repeat("/0", 144), "nested too deeply"},
	{"deeply nested, unknown", strings.Repeat(`{"a":`, 20_000) + "1" + strings.Repeat("}", 20_000), "/a", "no field called"},
}

func TestBodiesThatCannotBeRead(t *testing.T) {
	t.Parallel()
	client := newClient(t)
	for _, tc := range malformed {
		t.Run(tc.name, func(t *testing.T) {
			p := requireProblem(t, client.Post("/v1/scores", []byte(tc.body)), http.StatusBadRequest)
			if !strings.Contains(p.Detail, tc.says) {
				t.Errorf("the detail does not say %q: %s", tc.says, p.Detail)
			}
			if tc.says != "empty" && (len(p.Errors) != 1 || p.Errors[0].Pointer != tc.pointer) {
				t.Errorf("errors are %+v, want one at %q", p.Errors, tc.pointer)
			}
			saysItPlainly(t, p)
		})
	}
}

// invalid is what can be read but not scored: 422, naming every fault.
var invalid = []struct {
	name, body string
	pointers   []string
}{
	{"an empty instrument", `{"instrument":""}`, []string{"/instrument"}},
	{"unknown instrument", `{"instrument":"ladder"}`, []string{"/instrument"}},
	{"unknown instrument, and more", `{"instrument":"x","minimum_people":{"lived":2},"responses":[{"voice":"staff","people":0}]}`, []string{"/instrument", "/minimum_people/lived", "/responses/0/voice", "/responses/0/people"}},
	{"thousands of answers", one(`{"voice":"lived","answers":{"x":"1"` + manyAnswers(5_000) + `}}`), []string{"/responses/0/answers"}},
	{"unknown version", `{"instrument":"coproduction-ladder","version":"9.9.9"}`, []string{"/version"}},
	{"no voice", one(`{}`), []string{"/responses/0/voice"}},
	{"unknown voice", one(`{"voice":"staff"}`), []string{"/responses/0/voice"}},
	{"unknown question", one(`{"voice":"lived","answers":{"equality-colour":"1"}}`), []string{"/responses/0/answers/equality-colour"}},
	{"a question with odd letters", one(`{"voice":"lived","answers":{"a/b~c":"1"}}`), []string{"/responses/0/answers/a~1b~0c"}},
	{"unknown choice", one(`{"voice":"lived","answers":{"equality-culture":"8"}}`), []string{"/responses/0/answers/equality-culture"}},
	{"choice 0", one(`{"voice":"lived","answers":{"equality-culture":"0"}}`), []string{"/responses/0/answers/equality-culture"}},
	{"choice 01", one(`{"voice":"lived","answers":{"equality-culture":"01"}}`), []string{"/responses/0/answers/equality-culture"}},
	{"choice -1", one(`{"voice":"lived","answers":{"equality-culture":"-1"}}`), []string{"/responses/0/answers/equality-culture"}},
	{"an empty choice", one(`{"voice":"lived","answers":{"equality-culture":""}}`), []string{"/responses/0/answers/equality-culture"}},
	{"a choice past counting", one(`{"voice":"lived","answers":{"equality-culture":"` + strings.Repeat("9", 400) + `"}}`), []string{"/responses/0/answers/equality-culture"}},
	{"people of 0", one(`{"voice":"lived","people":0}`), []string{"/responses/0/people"}},
	{"negative people", one(`{"voice":"lived","people":-3}`), []string{"/responses/0/people"}},
	{"people of 10,001", one(`{"voice":"lived","people":10001}`), []string{"/responses/0/people"}},
	{"lived minimum of 2", `{"instrument":"coproduction-ladder","minimum_people":{"lived":2}}`, []string{"/minimum_people/lived"}},
	{"lived minimum of 11", `{"instrument":"coproduction-ladder","minimum_people":{"lived":11}}`, []string{"/minimum_people/lived"}},
	{"learnt minimum of 0", `{"instrument":"coproduction-ladder","minimum_people":{"learnt":0}}`, []string{"/minimum_people/learnt"}},
	{"learnt minimum of 11", `{"instrument":"coproduction-ladder","minimum_people":{"learnt":11}}`, []string{"/minimum_people/learnt"}},
	{"10,001 responses", `{"instrument":"coproduction-ladder","responses":[` + strings.Repeat(`{"voice":"lived"},`, 10_000) + `{"voice":"lived"}]}`, []string{"/responses"}},
	{
		"everything at once",
		`{"instrument":"coproduction-ladder","minimum_people":{"lived":2,"learnt":11},"responses":[
			{"voice":"lived","answers":{"equality-culture":"3"}},
			{"voice":"both","people":0,"answers":{"equality-culture":"9","nothing":"1"}}]}`,
		[]string{"/minimum_people/lived", "/minimum_people/learnt", "/responses/1/voice", "/responses/1/people", "/responses/1/answers/equality-culture", "/responses/1/answers/nothing"},
	},
}

// manyAnswers answers so many questions that are not there.
func manyAnswers(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `,"x%d":"1"`, i)
	}
	return b.String()
}

func one(response string) string {
	return `{"instrument":"coproduction-ladder","responses":[` + response + `]}`
}

func TestBodiesThatCannotBeScored(t *testing.T) {
	t.Parallel()
	client := newClient(t)
	for _, tc := range invalid {
		t.Run(tc.name, func(t *testing.T) {
			p := requireProblem(t, client.Post("/v1/scores", []byte(tc.body)), http.StatusUnprocessableEntity)
			var pointers []string
			for _, fault := range p.Errors {
				pointers = append(pointers, fault.Pointer)
			}
			if !slices.Equal(pointers, tc.pointers) {
				t.Errorf("faults at %q, want %q", pointers, tc.pointers)
			}
			saysItPlainly(t, p)
		})
	}
}

func TestTheSameFaultsAreNamedEachTime(t *testing.T) {
	t.Parallel()
	client := newClient(t)
	body := []byte(one(`{"voice":"lived","answers":{"x":"1"` + manyAnswers(110) + `}}`))
	first := requireProblem(t, client.Post("/v1/scores", body), http.StatusUnprocessableEntity)
	for range 3 {
		again := requireProblem(t, client.Post("/v1/scores", body), http.StatusUnprocessableEntity)
		if !slices.Equal(again.Errors, first.Errors) || again.Detail != first.Detail {
			t.Fatalf("other faults: %v, then %v", first.Errors, again.Errors)
		}
	}
}

func TestAHundredFaultsAreNamedAndTheRestCounted(t *testing.T) {
	t.Parallel()
	body := `{"instrument":"coproduction-ladder","responses":[` + strings.TrimSuffix(strings.Repeat(`{"voice":"x"},`, 250), ",") + `]}`
	p := requireProblem(t, newClient(t).Post("/v1/scores", []byte(body)), http.StatusUnprocessableEntity)
	if len(p.Errors) != 100 || !strings.Contains(p.Detail, "250 things") {
		t.Errorf("%d faults named: %s", len(p.Errors), p.Detail)
	}
}

// notProse is what a problem shows of the request, and codes and numbers: they
// are not our words.
var notProse = regexp.MustCompile(`"[^"]*"|\S*[\d_/]\S*|\w+-\w+`)

func saysItPlainly(t *testing.T, p api.Problem) {
	t.Helper()
	texts := []string{p.Title, p.Detail}
	for _, fault := range p.Errors {
		texts = append(texts, fault.Detail)
	}
	for _, text := range texts {
		for _, fault := range plainwords.Check(plainwords.Standard, notProse.ReplaceAllString(text, "it")) {
			t.Errorf("not plain: %v", fault)
		}
	}
}

func TestTheBodyMayBeEightMebibytesAndNotAByteMore(t *testing.T) {
	t.Parallel()
	handler := newClient(t)
	body := []byte(`{"instrument":"coproduction-ladder"}`)
	full := append(body, bytes.Repeat([]byte(" "), intake.MaxScoreBytes-len(body))...)
	if answer := handler.Post("/v1/scores", full); answer.Status != http.StatusOK {
		t.Errorf("%d bytes: %d %s", len(full), answer.Status, answer.Body)
	}
	p := requireProblem(t, handler.Post("/v1/scores", append(full, ' ')), http.StatusRequestEntityTooLarge)
	if !strings.Contains(p.Detail, "8388608 bytes") {
		t.Errorf("the problem does not say how much is read: %s", p.Detail)
	}
}

func TestTheBodyMustSayItIsJSON(t *testing.T) {
	t.Parallel()
	client := newClient(t)
	body := []byte(`{"instrument":"coproduction-ladder"}`)
	for header, want := range map[string]int{
		"Content-Type: application/json":                     http.StatusOK,
		"Content-Type: application/json; charset=utf-8":      http.StatusOK,
		"Content-Type: application/json; charset=iso-8859-1": http.StatusUnsupportedMediaType,
		"Content-Type: text/plain":                           http.StatusUnsupportedMediaType,
		"Content-Type: application/x-www-form-urlencoded":    http.StatusUnsupportedMediaType,
		"Content-Type:":           http.StatusUnsupportedMediaType,
		"Content-Type: nonsense;": http.StatusUnsupportedMediaType,
		"Content-Encoding: gzip":  http.StatusUnsupportedMediaType,
	} {
		if answer := client.Post("/v1/scores", body, header); answer.Status != want {
			t.Errorf("%s: %d, want %d", header, answer.Status, want)
		}
	}
}

func TestTenThousandResponsesAreScored(t *testing.T) {
	t.Parallel()
	response := `{"voice":"lived","answers":{"equality-culture":"3","equality-structure":"4"}}`
	body := `{"instrument":"coproduction-ladder","responses":[` + strings.TrimSuffix(strings.Repeat(response+",", 10_000), ",") + `]}`
	answer := newClient(t).Post("/v1/scores", []byte(body))
	var shown result.Document
	answer.Decode(&shown)
	if answer.Status != http.StatusOK || shown.Voices[0].People != 10_000 || shown.Voices[0].Responses == nil || *shown.Voices[0].Responses != 10_000 {
		t.Errorf("%d: %+v", answer.Status, shown.Voices)
	}
}

func TestAScoreIsNotKeptByCaches(t *testing.T) {
	t.Parallel()
	answer := newClient(t).Post("/v1/scores", []byte(`{"instrument":"coproduction-ladder"}`))
	if answer.Header.Get("Cache-Control") != "no-store" || answer.Header.Get("Content-Language") != "en" {
		t.Errorf("headers: %v", answer.Header)
	}
}

func TestTheVersionLeftOutIsTheNewest(t *testing.T) {
	t.Parallel()
	client := newClient(t)
	var newest api.Instrument
	client.Get("/v1/instruments/coproduction-ladder").Decode(&newest)
	var shown result.Document
	client.Post("/v1/scores", []byte(`{"instrument":"coproduction-ladder"}`)).Decode(&shown)
	if shown.Instrument.Version != newest.Version || shown.Instrument.Digest != newest.Digest {
		t.Errorf("scored with %+v, the newest is %s", shown.Instrument, newest.Version)
	}
	client.Post("/v1/scores", []byte(`{"instrument":"coproduction-ladder","version":"0.8.0"}`)).Decode(&shown)
	if shown.Instrument.Version != "0.8.0" {
		t.Errorf("asked for 0.8.0, scored with %s", shown.Instrument.Version)
	}
}

func TestStepsCarryTheInstrumentsOwnWords(t *testing.T) {
	t.Parallel()
	client := newClient(t)
	worked := goldenCases(t)[0]
	var shown result.Document
	client.Post("/v1/scores", worked.Request).Decode(&shown)
	var in api.Instrument
	client.Get(fmt.Sprintf("/v1/instruments/%s/versions/%s", shown.Instrument.ID, shown.Instrument.Version)).Decode(&in)
	steps := 0
	for _, principle := range shown.Principles {
		for _, step := range principle.NextStep.Questions {
			at := slices.IndexFunc(in.Questions, func(q api.Question) bool { return q.ID == step.Question })
			if want := in.Questions[at].Choices[step.To-1].Text; step.Text != want || step.To != principle.NextStep.Level {
				t.Errorf("%s to %d: %q, want %q", step.Question, step.To, step.Text, want)
			}
			steps++
		}
	}
	if steps != 6 {
		t.Errorf("%d questions in the next steps, want 6", steps)
	}
}

// FuzzScores sends anything through the router: there is always a score or a
// problem that is the caller's, never one of ours.
func FuzzScores(f *testing.F) {
	for _, tc := range malformed {
		if len(tc.body) < 1000 {
			f.Add([]byte(tc.body), "variant=standard", "application/json", "en")
		}
	}
	for _, tc := range invalid {
		if len(tc.body) < 1000 {
			f.Add([]byte(tc.body), "", "*/*", "cy")
		}
	}
	for _, tc := range goldenCases(f)[:12] {
		f.Add([]byte(tc.Request), "variant=easy_read", "", "")
	}
	handler := newHandler(f)
	f.Fuzz(func(t *testing.T, body []byte, query, accept, language string) {
		answer := postScores(handler, body, query, accept, language)
		if answer.Code >= http.StatusInternalServerError {
			t.Fatalf("%d: %s", answer.Code, answer.Body)
		}
		if !json.Valid(answer.Body.Bytes()) {
			t.Fatalf("%d with a body that is not JSON: %s", answer.Code, answer.Body)
		}
		if answer.Code == http.StatusOK && strings.Contains(answer.Body.String(), `"instrument":{"id":""`) {
			t.Fatalf("a score of nothing: %s", answer.Body)
		}
	})
}
