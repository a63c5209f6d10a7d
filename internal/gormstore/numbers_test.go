package gormstore

import (
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/assessments/result"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// keptResult has something in every field, and none of what may be missing.
var keptResult = scoring.Result{
	Rung: 3, Index: scoring.Whole(45), Limits: &scoring.Limits{Answers: 5, WeakestPrinciple: 4, Gates: 3, LivedVoice: 7},
	LimitedBy: []scoring.Limit{scoring.GatesLimit}, Provisional: true, Flags: []scoring.Flag{scoring.GateUnmet, scoring.Jagged},
	Voices: [...]scoring.HeadCount{
		scoring.Lived: {Count: scoring.Count{Responses: 6, People: 7}, Heard: true}, scoring.Learnt: {Count: scoring.Count{Responses: 1, People: 2}},
	},
	Gates: []scoring.Gate{{Question: 4, Answered: true, Agreed: 2}},
	Principles: []scoring.Profile{{
		ID: "power", Rung: 3, Index: scoring.Whole(0),
		Voices: [...]scoring.Standing{
			scoring.Lived: {Rung: 3, Index: scoring.Whole(40), Answered: 5}, scoring.Learnt: {Rung: 5, Index: scoring.Whole(70), Answered: 4},
		},
		Gap:      &scoring.Gap{Rungs: 2, Points: scoring.Whole(-30), Flag: scoring.Priority},
		NextStep: &scoring.NextStep{Rung: 4, Raises: []scoring.Raise{{Question: 0, From: 3}, {Question: 2, From: 1}}},
	}},
	Areas: []scoring.Profile{{ID: "money", Reason: scoring.InsufficientAnswers}},
}

// keptNumbers is how the numbers of a result were written first, and must be read for ever.
const keptNumbers = `{
	"rung": 3, "index": 45,
	"limits": {"answers": 5, "weakest_principle": 4, "gates": 3, "lived_voice": 7},
	"limited_by": ["gates"], "provisional": true, "flags": ["gate_unmet", "jagged"],
	"voices": [{"responses": 6, "people": 7, "heard": true}, {"responses": 1, "people": 2, "heard": false}],
	"gates": [{"question": 4, "answered": true, "agreed": 2}],
	"principles": [{
		"id": "power", "rung": 3, "index": 0, "reason": "",
		"voices": [{"rung": 3, "index": 40, "answered": 5}, {"rung": 5, "index": 70, "answered": 4}],
		"gap": {"rungs": 2, "points": -30, "flag": "priority"},
		"next_step": {"rung": 4, "raises": [{"question": 0, "from": 3}, {"question": 2, "from": 1}]}
	}],
	"areas": [{
		"id": "money", "rung": 0, "index": null, "reason": "insufficient_answers",
		"voices": [{"rung": 0, "index": null, "answered": 0}, {"rung": 0, "index": null, "answered": 0}],
		"gap": null, "next_step": null
	}]
}`

// keptCounts is how what a result was worked out from was written first, and
// must be read for ever.
const keptCounts = `[
	{"voice": "lived", "responses": 6, "people": 7, "questions": [
		{"rungs": [[1, 2], [0, 0]], "dont_know": [3, 3], "not_applicable": [1, 1], "prefer_not_to_say": [1, 1]}
	]},
	{"voice": "learnt", "responses": 1, "people": 2, "questions": []}
]`

func checkStored(t *testing.T, value any, want string) {
	t.Helper()
	got, err := toJSON(value)
	if err != nil {
		t.Fatal(err)
	}
	wanted, stored := jsontext.Value(want), jsontext.Value(got)
	for _, text := range []*jsontext.Value{&wanted, &stored} {
		if err := text.Canonicalize(); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(string(wanted), string(stored)); diff != "" {
		t.Errorf("what is kept has changed; want (-), got (+):\n%s", diff)
	}
}

func TestResultsAreKeptInAFormThatNeverChanges(t *testing.T) {
	t.Parallel()
	checkStored(t, numbersOf(&result.Scored{Result: &keptResult}), keptNumbers)
	var read numbers
	if err := fromJSON(keptNumbers, &read); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(result.Scored{Result: &keptResult}, read.result(), cmp.AllowUnexported(scoring.Index{})); diff != "" {
		t.Errorf("an old result reads otherwise; want (-), got (+):\n%s", diff)
	}
	n := numbersOf(&result.Scored{Result: &scoring.Result{}, Origins: &result.Origins{{Entered: 1, Shared: 2}, {Entered: 3}}})
	checkStored(t, n.Origins, `[{"entered": 1, "shared": 2}, {"entered": 3, "shared": 0}]`)
}

func TestTalliesAreKeptInAFormThatNeverChanges(t *testing.T) {
	t.Parallel()
	tallies := scoring.Tallies{
		scoring.Lived: {Count: scoring.Count{Responses: 6, People: 7}, Questions: []scoring.QuestionTally{{
			Rungs: []scoring.Count{{Responses: 1, People: 2}, {}}, DontKnow: scoring.Count{Responses: 3, People: 3},
			NotApplicable: scoring.Count{Responses: 1, People: 1}, PreferNotToSay: scoring.Count{Responses: 1, People: 1},
		}}},
		scoring.Learnt: {Count: scoring.Count{Responses: 1, People: 2}},
	}
	checkStored(t, countsOf(&tallies), keptCounts)
}
