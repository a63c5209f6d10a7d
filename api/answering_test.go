package api_test

import (
	"fmt"
	"strings"
)

// unacceptableAnswers are bodies about assessments and answers that can be read
// and not be taken.
var unacceptableAnswers = []unacceptableBody{
	{"POST /v1/assessments/{id}/responses/import", `{}`, []string{"/rows/1/voice", "/rows/1/answers"}},
	{"POST /v1/assessments/{id}/responses/import", "{\n\n{}", []string{"/rows/1", "/rows/3/voice", "/rows/3/answers"}},
	{"POST /v1/organisations/import", `{}`, []string{"/rows/1/name"}},
	{"POST /v1/assessments", `{}`, []string{"/title"}},
	{
		"POST /v1/assessments", `{"organisation_id":"{partners}","instrument":"ladder","version":"9.9.9","scope":"all","title":"a\nb","answering":{"lived":"alone","learnt":"TEAM"},` +
			`"minimum_people":{"lived":2,"learnt":11},"closes_at":"2020-01-01T00:00:00Z","external_id":"a\u0007b"}`,
		[]string{
			"/instrument", "/scope", "/answering/lived", "/minimum_people/lived", "/answering/learnt", "/minimum_people/learnt",
			"/title", "/external_id", "/closes_at", "/organisation_id",
		},
	},
	{"POST /v1/assessments", assess(`"version":"9.9.9"`), []string{"/version"}},
	{"POST /v1/assessments", assess(`"target_rung":0`), []string{"/target_rung"}},
	{"POST /v1/assessments", assess(`"target_rung":8`), []string{"/target_rung"}},
	{"POST /v1/assessments", assess(`"minimum_people":{"learnt":2}`), []string{"/minimum_people/learnt"}},
	{"POST /v1/assessments", assess(`"minimum_people":{"lived":2},"answering":{"lived":"team"}`), []string{"/minimum_people/lived"}},
	{"POST /v1/assessments", assess(`"minimum_people":{"learnt":0},"answering":{"learnt":"team"}`), []string{"/minimum_people/learnt"}},
	{"POST /v1/assessments", assess(`"closes_at":"9999-12-31T23:59:59-01:00"`), []string{"/closes_at"}},
	{"POST /v1/assessments", assess(`"closes_at":"0001-01-01T00:00:00Z"`), []string{"/closes_at"}},
	{"POST /v1/assessments", assess(`"external_id":"` + strings.Repeat("x", 201) + `"`), []string{"/external_id"}},
	{"PATCH /v1/assessments/{id}", `{"target_rung":8,"closes_at":"2020-01-01T00:00:00Z","title":null}`, []string{"/title", "/target_rung", "/closes_at"}},

	{"POST /v1/assessments/{id}/invitations", `{"voice":"loud","uses":0,"expires_at":"2020-01-01T00:00:00Z"}`, []string{"/voice", "/uses", "/expires_at"}},
	{"POST /v1/assessments/{id}/invitations", `{"uses":10001,"expires_at":"0001-01-01T00:00:00Z"}`, []string{"/uses", "/expires_at"}},
	{"POST /v1/assessments/{id}/invitations", `{"links":0}`, []string{"/links"}},
	{"POST /v1/assessments/{id}/invitations", `{"links":501,"voice":"loud"}`, []string{"/voice", "/links"}},
	{"POST /v1/assessments/{id}/invitations", `{"links":2,"uses":2}`, []string{"/uses"}},
	{"POST /v1/invitations/redeem", `{"key":"{invited}","voice":"loud"}`, []string{"/voice"}},
	{"POST /v1/invitations/redeem", `{"key":"{invited}","voice":"learnt"}`, []string{"/voice"}},

	{"POST /v1/assessments/{id}/responses", `{}`, []string{"/voice"}},
	{
		"POST /v1/assessments/{id}/responses", `{"voice":"loud","state":"withdrawn","people":2,"variant":"hard","support":"some","answers":{"nope":"1","equality-culture":"8","equality-structure":"6 "},` +
			`"notes":{"nope":"x","equality-culture":"a\u0000b"},"private_notes":["equality-culture","nope"]}`,
		[]string{
			"/voice", "/people", "/variant", "/support", "/answers/equality-culture", "/answers/equality-structure", "/answers/nope",
			"/notes/equality-culture", "/notes/nope", "/private_notes", "/state",
		},
	},
	{"POST /v1/assessments/{id}/responses", `{"voice":"lived","people":0}`, []string{"/people"}},
	{"POST /v1/assessments/{id}/responses", `{"voice":"lived","state":"submitted"}`, []string{"/answers"}},
	{"POST /v1/assessments/{id}/responses", `{"voice":"lived","notes":{"equality-culture":"x"},"private_notes":["equality-culture"]}`, []string{"/private_notes"}},
	{"PUT /v1/assessments/{id}/responses/{response}", `{"private_notes":["equality-culture","nope"]}`, []string{"/private_notes/1"}},
	{"PUT /v1/assessments/{id}/responses/{response}", `{"answers":{"":"1"},"notes":{"":"1"},"private_notes":[""]}`, []string{"/answers/", "/notes/", "/private_notes/0"}},
	{"PUT /v1/assessments/{id}/responses/{response}", `{"notes":{"equality-culture":"` + strings.Repeat("é", 1001) + `"}}`, []string{"/notes/equality-culture"}},
	{"PUT /v1/assessments/{id}/responses/{response}", `{"private_notes":[` + many(`"equality-culture"`) + `]}`, []string{"/private_notes"}},
	{"PUT /v1/assessments/{id}/responses/{response}", `{"answers":{` + numbered(`:"1"`) + `},"notes":{` + numbered(`:"x"`) + `}}`, []string{"/answers"}}, // no further is read
	{"PUT /v1/assessments/{id}/responses/{response}", `{"notes":{` + numbered(`:"x"`) + `}}`, []string{"/notes"}},
	{"PATCH /v1/assessments/{id}/responses/{response}", `{"people":2,"answers":{"nope":"1","a/b~c":"1"},"variant":"hard","support":"some"}`, []string{"/people", "/variant", "/support", "/answers/a~1b~0c", "/answers/nope"}},
	{"PATCH /v1/assessments/{id}/responses/{response}", `{"answers":{"equality-culture":""}}`, []string{"/answers/equality-culture"}},

	{"POST /v1/assessments/{id}/result/links", `{"expires_at":"2020-01-01T00:00:00Z"}`, []string{"/expires_at"}},
	{"POST /v1/assessments/{id}/result/links", `{"expires_at":"2027-03-06T00:00:00Z"}`, []string{"/expires_at"}},
	{"POST /v1/assessments/{id}/result/links", `{"expires_at":"0001-01-01T00:00:00Z"}`, []string{"/expires_at"}},
	{"POST /v1/assessments/{id}/plan/actions", `{}`, []string{"/text"}},
	{
		"POST /v1/assessments/{id}/plan/actions", `{"question":"nope","text":"` + strings.Repeat("é", 1001) + `","owner":"` + strings.Repeat("é", 201) + `","due":"2026-02-30","state":"begun"}`,
		[]string{"/question", "/text", "/owner", "/due", "/state"},
	},
	{"PATCH /v1/assessments/{id}/plan/actions/{action}", `{"question":"nope","text":null,"owner":"a\nb","due":"soon","state":"begun"}`, []string{"/question", "/text", "/owner", "/due", "/state"}},
}

// assess is the body of an assessment that is sound but for what is added.
func assess(more string) string {
	return `{"organisation_id":"{organisations}","instrument":"coproduction-ladder","scope":"service","title":"Short breaks",` + more + `}`
}

// many repeats an item of a list more often than there are questions.
func many(item string) string {
	return strings.TrimSuffix(strings.Repeat(item+",", 1000), ",")
}

// numbered are more members of an object than there are questions.
func numbered(value string) string {
	var all []string
	for i := range 1000 {
		all = append(all, fmt.Sprintf("%q", fmt.Sprint("question-", i))+value)
	}
	return strings.Join(all, ",")
}
