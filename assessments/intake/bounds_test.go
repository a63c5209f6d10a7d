package intake_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/intake"
)

// entries writes n entries of a map: "q0":"1","q1":"1", and so on.
func entries(n int, value string) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `"%x":%s`, i, value)
	}
	return b.String()
}

func published(t *testing.T) *instrument.Catalogue {
	t.Helper()
	catalogue, err := instrument.Published()
	if err != nil {
		t.Fatal(err)
	}
	return catalogue
}

// What a huge body costs is counted for the whole process.
func TestAMapLongerThanTheQuestionnaireCostsNothing(t *testing.T) { //nolint:paralleltest // as said above
	catalogue := published(t)
	many := strings.TrimSuffix(strings.Repeat(`{"voice":"lived","answers":{`+entries(60, `"1"`)+`}},`, 10_000), ",")
	for name, body := range map[string]string{
		"one map":           `{"instrument":"coproduction-ladder","responses":[{"voice":"lived","answers":{` + entries(500_000, `"1"`) + `}}]}`,
		"one map, and null": `{"instrument":"coproduction-ladder","responses":[{"voice":"lived","answers":{` + entries(500_000, `"null"`) + `}}]}`,
		"many maps":         `{"instrument":"coproduction-ladder","responses":[` + many + `]}`,
	} {
		text := []byte(body)
		if len(text) > intake.MaxScoreBytes {
			t.Fatalf("%s: %d bytes would not be read at all", name, len(text))
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := intake.Score(catalogue, text)
		runtime.ReadMemStats(&after)
		requireOneTooMany(t, err, "/responses/0/answers", catalogue.MostQuestions())
		if took := after.TotalAlloc - before.TotalAlloc; took > 64<<10 {
			t.Errorf("%s: refusing it took %d KiB of memory", name, took>>10)
		}
	}
}

func requireOneTooMany(t *testing.T, err error, where string, most int) {
	t.Helper()
	refused, is := errors.AsType[*fault.Error](err)
	if !is {
		t.Fatalf("the error is %v", err)
	}
	says := fmt.Sprintf("There is more here than there are questions. Give at most one for each of the %d.", most)
	if diff := cmp.Diff([]fault.Fault{{Pointer: where, Detail: says}}, refused.Faults); diff != "" || refused.Kind != fault.Invalid {
		t.Errorf("%s: kind %s (-want +got):\n%s", where, refused.Kind, diff)
	}
}

// answered is what an edge decodes.
type answered struct {
	Answers map[string]string `json:"answers"`
	Listed  []string          `json:"listed"`
}

// patched is what an edge patches.
type patched struct {
	Answers map[string]*string `json:"answers"`
	Listed  []string           `json:"listed"`
}

func TestAtMostOneForEachQuestion(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ body, where string }{
		{`{"answers":{"a":"1","b":"1","c":"1"}}`, "/answers"},
		{`{"listed":["a","b","c"]}`, "/listed"},
		{`{"answers":{"a":"1","b":"1","c":`, "/answers"}, // before it is seen that it breaks off
	} {
		_, err := intake.DecodeAnswers[answered]([]byte(tc.body), 2)
		requireOneTooMany(t, err, tc.where, 2)
		requireOneTooMany(t, intake.PatchAnswers([]byte(tc.body), &patched{}, 2), tc.where, 2)
	}
	for body, want := range map[string]string{
		`{"answers":{"a":"1","a":"2"}}`: "malformed: The body could not be read. The field \"a\" is given twice. Give it once.",
		`{"answers":{"a":null}}`:        "malformed: The body could not be read. null is not allowed here. Give a value, or leave the field out.",
		`{"answers":null}`:              "malformed: The body could not be read. null is not allowed here. Give a value, or leave the field out.",
		`{"answers":{"a":1}}`:           "malformed: The body could not be read. This is a number. A text is needed here.",
		`{"answers":["a"]}`:             "malformed: The body could not be read. This is a list. An object is needed here.",
		`{"listed":"a"}`:                "malformed: The body could not be read. This is a text. A list is needed here.",
		`{"listed":["a",2]}`:            "malformed: The body could not be read. This is a number. A text is needed here.",
	} {
		bounded, err := intake.DecodeAnswers[answered]([]byte(body), 2)
		_, plainly := intake.Decode[answered]([]byte(body))
		if bounded != nil || fmt.Sprint(err) != want || fmt.Sprint(plainly) != want {
			t.Errorf("%s:\n got %v\nonce %v\nwant %s", body, err, plainly, want)
		}
	}
}

func TestBoundsReadWhatFits(t *testing.T) {
	t.Parallel()
	got, err := intake.DecodeAnswers[answered]([]byte(`{"answers":{"a":"1","b":"null"},"listed":["a","b"]}`), 2)
	if diff := cmp.Diff(&answered{map[string]string{"a": "1", "b": "null"}, []string{"a", "b"}}, got); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	one, three := "1", "3"
	into := patched{map[string]*string{"a": &one, "b": &one, "c": &one}, []string{"a"}} // more than fit are kept as they are
	if err := intake.PatchAnswers([]byte(`{"answers":{"a":null,"b":"3"},"listed":null}`), &into, 2); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(patched{map[string]*string{"a": nil, "b": &three, "c": &one}, nil}, into); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if err := intake.PatchAnswers([]byte(`{"answers":null,"listed":[]}`), &into, 2); err != nil || into.Answers != nil || into.Listed == nil {
		t.Errorf("%v, %+v", err, into)
	}
}

// The request for a score is read by hand, and in Go's own way the same.
func TestTheBoundsChangeNothingThatIsRead(t *testing.T) {
	t.Parallel()
	catalogue := published(t)
	body := []byte(`{"instrument":"coproduction-ladder","responses":[{"voice":"lived","answers":{"equality-culture":"6","equality-structure":"dont_know"}}]}`)
	request, err := intake.DecodeAnswers[intake.ScoreRequest](body, catalogue.MostQuestions())
	var want struct {
		Responses []struct{ Answers map[string]string }
	}
	if err := errors.Join(err, json.Unmarshal(body, &want)); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want.Responses[0].Answers, request.Responses[0].Answers); diff != "" {
		t.Error(diff)
	}
}
