package fhir_test

import (
	"bytes"
	"strings"
	"sync"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"pgregory.net/rapid"

	"github.com/sevenrungs/sevenrungs/assessments/fhir"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/instrument/instrumenttest"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
	"github.com/sevenrungs/sevenrungs/assessments/tries"
)

const service = "https://rungs.example.org"

// official is the JSON Schema of FHIR R4.
var official = sync.OnceValues(func() (*jsonschema.Schema, error) {
	return jsonschema.NewCompiler().Compile("testdata/r4.schema.json")
})

// conforms holds JSON against FHIR's own schema.
func conforms(t testing.TB, body []byte) error {
	t.Helper()
	schema, err := official()
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	return schema.Validate(value)
}

func written(t testing.TB, value any) []byte {
	t.Helper()
	body, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func published(t testing.TB) *instrument.Catalogue {
	t.Helper()
	catalogue, err := instrument.Published()
	if err != nil {
		t.Fatal(err)
	}
	return catalogue
}

func TestTheSchemaRefusesWhatIsNotFHIR(t *testing.T) {
	t.Parallel()
	sound := string(written(t, fhir.QuestionnaireOf(published(t).Find(instrument.Ladder, ""), &published(t).Find(instrument.Ladder, "").Words[0], scoring.Lived, service)))
	for _, change := range []struct{ from, to string }{
		{`"resourceType":"Questionnaire"`, `"resourceType":"Form"`},
		{`"status":"active"`, `"status":"live"`},
		{`"type":"choice"`, `"type":"radio"`},
		{`"linkId":`, `"link":`},
		{`"valueCoding":`, `"valueCode":`},
		{`"display":"`, `"display":"","x":"`},
	} {
		changed := strings.Replace(sound, change.from, change.to, 1)
		if changed == sound {
			t.Fatalf("there is no %s", change.from)
		}
		if err := conforms(t, []byte(changed)); err == nil {
			t.Errorf("taken with %s", change.to)
		}
	}
}

func TestEveryInstrumentIsAQuestionnaireInAllItsWords(t *testing.T) {
	t.Parallel()
	urls := map[string]bool{}
	for _, in := range published(t).All() {
		for i := range in.Words {
			for _, voice := range scoring.Voices {
				q := fhir.QuestionnaireOf(in, &in.Words[i], voice, service)
				if err := conforms(t, written(t, q)); err != nil {
					t.Errorf("%s: %v", q.URL, err)
				}
				if name := q.URL + "|" + q.Version; urls[name] || !strings.HasPrefix(name, fhir.Published) {
					t.Errorf("%s names two, or something else than is published", name)
				} else {
					urls[name] = true
				}
				asksAll(t, in, &in.Words[i], voice, q)
			}
		}
	}
}

// asksAll holds a questionnaire against its instrument: all questions in order, with
// all choices, in the words of the voice.
func asksAll(t *testing.T, in *instrument.Instrument, words *instrument.Words, voice scoring.Voice, q *fhir.Questionnaire) {
	t.Helper()
	asked := q.Item[1:] // the first says what happens to the answers
	if len(asked) != len(in.Questions) || q.Item[0].Text != words.Privacy || !strings.Contains(q.Copyright, in.Sources[0].URL) {
		t.Fatalf("%s has %d questions", q.URL, len(asked))
	}
	for i, question := range in.Questions {
		text := map[scoring.Voice]string{scoring.Lived: words.Questions[question.ID].Lived, scoring.Learnt: words.Questions[question.ID].Learnt}[voice]
		if asked[i].LinkID != question.ID || asked[i].Text != text {
			t.Errorf("%s: question %d is %s %q", q.URL, i, asked[i].LinkID, asked[i].Text)
		}
		for j, option := range asked[i].AnswerOption {
			said := words.Choice(question.ID, j+1)
			if j >= in.Top() {
				said = words.Unscored[option.ValueCoding.Code]
			}
			answer, known := scoring.ParseAnswer(in, option.ValueCoding.Code)
			if !known || answer.Code() != option.ValueCoding.Code || option.ValueCoding.Display != said {
				t.Errorf("%s %s: choice %+v", q.URL, question.ID, option)
			}
		}
		if len(asked[i].AnswerOption) != in.Top()+len(instrument.Unscored) {
			t.Errorf("%s %s: %d choices", q.URL, question.ID, len(asked[i].AnswerOption))
		}
	}
}

func TestAnyInstrumentIsAQuestionnaire(t *testing.T) {
	t.Parallel()
	tries.Check(t, func(t *rapid.T) {
		in := instrumenttest.Random(t)
		q := fhir.QuestionnaireOf(in, &in.Words[0], scoring.Learnt, service)
		body, err := json.Marshal(q)
		if err != nil {
			t.Fatal(err)
		}
		schema, err := official()
		if err != nil {
			t.Fatal(err)
		}
		value, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(value); err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(q.URL, service+"/fhir/") {
			t.Fatalf("an instrument of somebody's own is called %s", q.URL)
		}
	})
}
