package fhir_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/fhir"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

const livedWords = fhir.Published + "/Questionnaire/coproduction-ladder/lived/easy_read/en|0.10.0"

// sent is a response with some members besides, and some items.
func sent(members string, items ...string) string {
	return `{"resourceType":"QuestionnaireResponse","questionnaire":"` + livedWords + `","status":"in-progress",` + members + `"item":[` + strings.Join(items, ",") + `]}`
}

func item(question, coding string) string {
	return fmt.Sprintf(`{"linkId":%q,"answer":[{"valueCoding":%s}]}`, question, coding)
}

func read(t *testing.T, body string, voices ...scoring.Voice) (*fhir.Answers, error) {
	t.Helper()
	if len(voices) == 0 {
		voices = scoring.Voices[:]
	}
	return fhir.ReadResponse([]byte(body), &fhir.Asked{Instrument: published(t).Find(instrument.Ladder, "0.10.0"), Voices: voices, Service: service})
}

// pointers are the places that an error names.
func pointers(err error) []string {
	var named []string
	if refused, is := errors.AsType[*fault.Error](err); is {
		for _, one := range refused.Faults {
			named = append(named, one.Pointer)
		}
	}
	return named
}

func TestAResponseThatSaysWhoOrWhenIsRefused(t *testing.T) {
	t.Parallel()
	for _, name := range []string{
		"id", "meta", "implicitRules", "text", "contained", "extension", "modifierExtension", "identifier",
		"basedOn", "partOf", "subject", "encounter", "authored", "author", "source",
	} {
		for _, value := range []string{`{"reference":"Patient/1"}`, `"2026-03-04"`, `[]`, `null`} {
			_, err := read(t, sent(fmt.Sprintf("%q:%s,", name, value), item("equality-culture", `{"code":"6"}`)))
			if value == "null" && fault.KindOf(err) == fault.Malformed {
				continue
			}
			if got := pointers(err); fault.KindOf(err) != fault.Invalid || !slices.Equal(got, []string{"/" + name}) {
				t.Errorf("%s: %s: %v", name, value, err)
			}
		}
	}
}

func TestEverythingThatIsWrongIsNamedAtOnce(t *testing.T) {
	t.Parallel()
	system := fhir.Published + "/CodeSystem/coproduction-ladder/"
	body := `{"resourceType":"Questionnaire","questionnaire":"` + fhir.Published + `/Questionnaire/coproduction-ladder/lived/standard/en|0.9.0","status":"amended",
		"subject":{"display":"Sam"},"item":[` + strings.Join([]string{
		item("equality-nothing", `{"code":"6"}`),
		item("equality-culture", `{"code":"8"}`),
		item("equality-culture", `{"code":"6"}`),
		item("equality-structure", `{"code":"6","system":"`+system+`equality-culture","version":"0.9.0"}`),
		`{"linkId":"equality-practice","answer":[]}`,
		`{"linkId":"equality-review","answer":[{}]}`,
		`{"linkId":"diversity-culture","answer":[{"valueCoding":{"code":"1"}},{"valueCoding":{"code":"2"}}]}`,
		`{"linkId":"diversity-structure","item":[]}`,
	}, ",") + `]}`
	_, err := read(t, body)
	want := []string{
		"/resourceType", "/subject", "/questionnaire", "/status",
		"/item/0/linkId", "/item/1/answer/0/valueCoding/code", "/item/2/linkId",
		"/item/3/answer/0/valueCoding/system", "/item/3/answer/0/valueCoding/version",
		"/item/5/answer", "/item/6/answer", "/item/7/item",
	}
	if diff := cmp.Diff(want, pointers(err)); diff != "" {
		t.Errorf("-want +named:\n%s", diff)
	}
	if strings.Contains(fmt.Sprint(err), "Sam") {
		t.Errorf("the error repeats who it is: %v", err)
	}
}

func TestWhatIsNoResponseCannotBeRead(t *testing.T) {
	t.Parallel()
	for _, body := range []string{
		"", "null", "[]", `"x"`, "{", `{"resourceType":"QuestionnaireResponse","answers":{}}`,
		sent("", `{"linkId":"equality-culture","answer":[{"valueString":"6"}]}`),
		sent("", `{"linkId":"equality-culture","answer":{"valueCoding":{"code":"6"}}}`),
		sent("", item("equality-culture", `{"code":6}`)),
		sent("", item("equality-culture", `null`)),
		sent(`"status":"completed",`, item("equality-culture", `{"code":"6"}`)),
	} {
		if _, err := read(t, body); fault.KindOf(err) != fault.Malformed {
			t.Errorf("%s: %v", body, err)
		}
	}
	many := strings.Repeat(item("equality-culture", `{"code":"6"}`)+",", 16) + item("equality-culture", `{"code":"6"}`)
	if _, err := read(t, sent("", many)); !slices.Equal(pointers(err), []string{"/item"}) {
		t.Errorf("more than there are questions: %v", err)
	}
}

func TestNothingCannotBeCompleted(t *testing.T) {
	t.Parallel()
	for _, items := range []string{"", `{"linkId":"equality-culture"}`} {
		body := sent("", items)
		if _, err := read(t, body); err != nil {
			t.Errorf("a draft of nothing: %v", err)
		}
		if _, err := read(t, strings.Replace(body, "in-progress", "completed", 1)); !slices.Equal(pointers(err), []string{"/item"}) {
			t.Errorf("%s: %v", items, err)
		}
	}
}

func TestAVoiceAnswersInItsOwnWords(t *testing.T) {
	t.Parallel()
	body := sent("", item("equality-culture", `{"code":"6"}`))
	if _, err := read(t, body, scoring.Learnt); !slices.Equal(pointers(err), []string{"/questionnaire"}) {
		t.Errorf("the words of another voice: %v", err)
	}
	for _, other := range []string{"", livedWords[:strings.Index(livedWords, "|")], strings.ToUpper(livedWords), "http://example.org"} {
		if _, err := read(t, strings.Replace(body, livedWords, other, 1)); !slices.Equal(pointers(err), []string{"/questionnaire"}) {
			t.Errorf("%s: %v", other, err)
		}
	}
}

func TestTheAnswersAreTakenAndNothingElse(t *testing.T) {
	t.Parallel()
	system := fhir.Published + "/CodeSystem/coproduction-ladder/equality-culture"
	body := sent(`"language":"en-GB",`,
		`{"linkId":"equality-culture","text":"Are you equal?","answer":[{"valueCoding":{"system":"`+system+`","version":"0.10.0","code":"6","display":"Yes","userSelected":true}}]}`,
		item("equality-structure", `{"code":"dont_know"}`), `{"linkId":"equality-practice"}`)
	if err := conforms(t, []byte(body)); err != nil {
		t.Fatalf("the example is not FHIR: %v", err)
	}
	got, err := read(t, body)
	want := &fhir.Answers{Voice: scoring.Lived, Variant: instrument.EasyRead, Answers: map[string]string{"equality-culture": "6", "equality-structure": "dont_know"}}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v\n%s", err, diff)
	}
	if got, err = read(t, strings.Replace(body, "in-progress", "completed", 1)); err != nil || !got.Completed {
		t.Errorf("%+v %v", got, err)
	}
}
