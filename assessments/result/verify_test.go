package result_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/result"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
	"github.com/sevenrungs/sevenrungs/assessments/tries"
)

func TestEveryResultThatWasEverClosedStillVerifies(t *testing.T) {
	t.Parallel()
	for _, kept := range everyClosed(t) {
		found, err := result.Verify(kept.body)
		if err != nil {
			t.Errorf("%s: %v", kept.name, err)
			continue
		}
		var shown result.StoredDocument
		if err := json.Unmarshal(kept.body, &shown); err != nil {
			t.Fatal(err)
		}
		if found.Receipt.Form != kept.form || found.Receipt.Digest != shown.Receipt.Digest {
			t.Errorf("%s: the receipt is %+v", kept.name, found.Receipt)
		}
		if found.Assessment.ID != shown.Assessment.ID || found.Assessment.ClosedAt != shown.Assessment.ClosedAt || found.Guarded != shown.Guarded {
			t.Errorf("%s: read as %+v", kept.name, found)
		}
		if found.Assessment.Title != "" || found.Lang != "" || found.Explanation != nil {
			t.Errorf("%s: words, which are not covered, are returned: %+v", kept.name, found)
		}
	}
}

// more are members that a document of a later day may have.
var more = []any{json.Number("7"), json.Number("0.25"), true, nil, "faint", []any{json.Number("1")}, map[string]any{"level": json.Number("3"), "rung": nil}}

// TestAMemberMoreDoesNotBreakAReceipt puts members in every object of a result,
// one after the other.
func TestAMemberMoreDoesNotBreakAReceipt(t *testing.T) {
	t.Parallel()
	for _, kept := range everyClosed(t) {
		want, err := result.Verify(kept.body)
		if err != nil {
			t.Fatal(err)
		}
		document := read(t, kept.body)
		for i, s := range spotsOf(document) {
			if object, ok := s.value.(map[string]any); ok {
				object["not_thought_of_yet"] = more[i%len(more)]
				object[fmt.Sprint("z", i)] = more[(i+1)%len(more)]
			}
		}
		got, err := result.Verify(write(t, document))
		if err != nil {
			t.Errorf("%s: %v", kept.name, err)
		} else if string(write(t, got)) != string(write(t, want)) {
			t.Errorf("%s: what is not covered was read:\n%s\nwant\n%s", kept.name, write(t, got), write(t, want))
		}
	}
}

// laterDocument is a document as a later version of this program may have it.
type laterDocument struct {
	result.StoredDocument

	Steady  bool        `json:"steady"`
	Reached int         `json:"reached"`
	Asked   []laterAsk  `json:"asked"`
	Limits  laterLimits `json:"limits"`
}

type laterLimits struct {
	*result.Limits

	Support int `json:"support"`
}

type laterAsk struct {
	Question string `json:"question"`
	Level    int    `json:"level"`
}

func TestAFieldMoreInTheProgramDoesNotBreakAReceipt(t *testing.T) {
	t.Parallel()
	held := 0
	for _, kept := range everyClosed(t) {
		var later laterDocument
		if err := json.Unmarshal(kept.body, &later); err != nil {
			t.Fatal(err)
		}
		if later.Limits.Limits == nil {
			continue // then limits is null in one, and an object in the other
		}
		later.Steady, later.Reached, later.Asked, later.Limits.Support = true, 3, []laterAsk{{"equality-structure", 5}}, 2
		if _, err := result.Verify(write(t, later)); err != nil {
			t.Errorf("%s: %v", kept.name, err)
		}
		held++
	}
	if held < 10 {
		t.Errorf("only %d results were tried", held)
	}
}

// others are values that may be put in place of one: some of the same sort, and
// some of another.
func others(value any) []any {
	switch value := value.(type) {
	case json.Number:
		return []any{json.Number("77"), json.Number(string(value) + ".0"), json.Number(string(value) + ".00000000000000000000001"), string(value), nil}
	case bool:
		return []any{!value, nil}
	case string:
		return []any{value + " ", "", nil}
	case []any:
		all := []any{append(slices.Clone(value), "x"), nil}
		if len(value) > 0 {
			all = append(all, value[1:], append(slices.Clone(value), value[0]))
		}
		if len(value) > 1 {
			turned := slices.Clone(value)
			slices.Reverse(turned)
			all = append(all, turned)
		}
		return all
	case map[string]any:
		all := []any{[]any{value}, nil}
		for name := range value {
			if !slices.Contains(words, name) {
				less := maps.Clone(value)
				delete(less, name)
				all = append(all, less)
			}
		}
		return all
	}
	return []any{json.Number("0"), json.Number("1"), false, "", []any{}, map[string]any{}}
}

// TestAnyChangeBreaksTheReceipt goes through every number, flag, id, list and
// object of every result that is kept, and puts others in its place. All that may be
// put there is tried on the first value of each kind that a form has. Of those like
// it every third is changed, and the others take turns.
func TestAnyChangeBreaksTheReceipt(t *testing.T) {
	t.Parallel()
	tried := map[string]bool{}
	for _, kept := range everyClosed(t) {
		document := read(t, kept.body)
		known := 0
		var changes []change
		for i, s := range spotsOf(document) {
			if s.words || s.set == nil {
				continue
			}
			all := others(s.value)
			known += len(all)
			kind := fmt.Sprint(kept.form, s.kind(), len(all))
			if turn := i / 3 % len(all); tried[kind] && i%3 == 0 {
				all = all[turn : turn+1]
			} else if tried[kind] {
				continue
			}
			tried[kind] = true
			changes = append(changes, change{s, all})
		}
		if known < 150 {
			t.Errorf("%s: only %d changes are known", kept.name, known)
		}
		t.Run(kept.name, func(t *testing.T) {
			t.Parallel()
			for _, c := range changes {
				for _, other := range c.others {
					c.set(other)
					if _, err := result.Verify(write(t, document)); err == nil {
						t.Errorf("%s was changed from %v to %v and the receipt still holds", c.path, c.value, other)
					}
				}
				c.set(c.value)
			}
			if _, err := result.Verify(write(t, document)); err != nil {
				t.Errorf("as it was it does not hold any more: %v", err)
			}
		})
	}
}

// change is what is put in place of one value.
type change struct {
	spot
	others []any
}

// TestNoMemberCanBeMissing takes each member of a result away in turn.
func TestNoMemberCanBeMissing(t *testing.T) {
	t.Parallel()
	for _, kept := range everyClosed(t) {
		document, _ := read(t, kept.body).(map[string]any)
		for name, value := range document {
			delete(document, name)
			if _, err := result.Verify(write(t, document)); (err == nil) != slices.Contains(words, name) {
				t.Errorf("%s without %s: %v", kept.name, name, err)
			}
			document[name] = value
		}
	}
}

func TestAResultOfOneFormIsNotOneOfAnother(t *testing.T) {
	t.Parallel()
	for _, kept := range everyClosed(t) {
		document, _ := read(t, kept.body).(map[string]any)
		receipt, _ := document["receipt"].(map[string]any)
		for form := -1; form <= result.NewestForm+1; form++ {
			receipt["form"] = form
			_, err := result.Verify(write(t, document))
			if same := max(form, 1) == kept.form && form >= 0; (err == nil) != same {
				t.Errorf("%s, said to be of form %d: %v", kept.name, form, err)
			}
		}
		delete(receipt, "form")
		if _, err := result.Verify(write(t, document)); (err == nil) != (kept.form == 1) {
			t.Errorf("%s, with no form: %v", kept.name, err)
		}
	}
}

func TestWordsAndLayoutAreNotInTheReceipt(t *testing.T) {
	t.Parallel()
	all := everyClosed(t)
	tries.Check(t, func(rt *rapid.T) {
		kept := rapid.SampledFrom(all).Draw(rt, "result")
		document := read(t, kept.body)
		for _, s := range spotsOf(document) {
			if _, text := s.value.(string); text && s.words && rapid.Bool().Draw(rt, "change it") {
				s.set(rapid.String().Draw(rt, "words"))
			}
		}
		laidOut, err := json.MarshalIndent(document, "", "\t")
		if err != nil {
			rt.Fatal(err)
		}
		if _, err := result.Verify(laidOut); err != nil {
			rt.Fatalf("%s: only words and spaces were changed: %v\n%s", kept.name, err, laidOut)
		}
	})
}

func TestWhatIsNoResultIsNotVerified(t *testing.T) {
	t.Parallel()
	body, err := os.ReadFile("testdata/form2/guarded.json")
	if err != nil {
		t.Fatal(err)
	}
	stored := strings.TrimSpace(string(body))
	in := published(t).Find("coproduction-ladder", "")
	words := in.WordsFor(nil, instrument.Standard)
	scored := string(write(t, result.New(score(in, team{"lived", 9, answers(in, "4", nil)}), words, said(words))))
	with := func(old, replacement string) string {
		if strings.Count(stored, old) == 0 {
			t.Fatalf("there is no %s to change", old)
		}
		return strings.Replace(stored, old, replacement, 1)
	}
	for name, tc := range map[string]struct{ body, says string }{
		"nothing":                 {"", "not a result"},
		"no JSON":                 {"A result", "not a result"},
		"null":                    {"null", "no receipt"},
		"a number":                {"4", "not a result"},
		"an empty object":         {"{}", "no receipt"},
		"another thing":           {`{"id":"1"}`, "no receipt"},
		"a receipt alone":         {`{"receipt":{"digest":"sha256:00","over":"result"}}`, "changed"},
		"a receipt of nothing":    {`{"receipt":null}`, "no receipt"},
		"a receipt that is none":  {`{"receipt":"sha256:00"}`, "not a result"},
		"over something else":     {with(`"over":"result"`, `"over":"results"`), "no receipt"},
		"a list":                  {"[" + stored + "]", "not a result"},
		"cut short":               {stored[:len(stored)-1], "not a result"},
		"begun late":              {stored[1:], "not a result"},
		"twice":                   {stored + stored, "not a result"},
		"a member twice":          {`{"index":99,` + stored[1:], "not a result"},
		"a member twice, inside":  {with(`"limits":{`, `"limits":{"gates":7,`), "not a result"},
		"an unknown member twice": {`{"x":{"a":1,"a":2},` + stored[1:], "not a result"},
		"two receipts":            {`{"receipt":{"digest":"sha256:00","over":"result"},` + stored[1:], "not a result"},
		"not UTF-8":               {with(`"lang":"en"`, "\"lang\":\"\xff\""), "not a result"},
		"a number too fine":       {with(`"index":60`, `"index":60.000000000000000000001`), "not whole"},
		"a number too large":      {with(`"index":60`, `"index":9007199254740993`), "too large"},
		"an object for a number":  {with(`"index":60`, `"index":{"is":60}`), "not a result"},
		"another case":            {with(`"index":60`, `"Index":60`), "changed"},
		"an unknown form":         {with(`"form":2`, `"form":9999`), "of form 9999"},
		"a form that is a text":   {with(`"form":2`, `"form":"2"`), "not a result"},
		"half a form":             {with(`"form":2`, `"form":1.5`), "not a result"},
		"a score":                 {scored, "Score the answers again"},
		"a score called result":   {strings.Replace(scored, `"over":"inputs"`, `"over":"result"`, 1), "changed"},
		"no digest":               {regexp.MustCompile(`"digest":"sha256:\w+","over"`).ReplaceAllString(stored, `"over"`), "changed"},
		"very deep":               {strings.Repeat(`{"rung":`, 20_000), "not a result"},
		"very deep, unknown":      {`{"x":` + strings.Repeat(`[`, 20_000), "not a result"},
	} {
		if found, err := result.Verify([]byte(tc.body)); err == nil || !strings.Contains(err.Error(), tc.says) || found != nil {
			t.Errorf("%s: the error does not say %q: %v", name, tc.says, err)
		}
	}
}

// TestAResultThatIsClosedNowVerifies draws results of any answers.
func TestAResultThatIsClosedNowVerifies(t *testing.T) {
	t.Parallel()
	catalogue := published(t)
	tries.Check(t, func(rt *rapid.T) {
		in := rapid.SampledFrom(catalogue.All()).Draw(rt, "instrument")
		exact := drawResult(rt, in)
		scored := &result.Scored{
			Result: exact.Shown(rapid.Bool().Draw(rt, "guarded")), Instrument: in, ScoringVersion: scoring.Version,
			Target: rapid.IntRange(0, in.Top()).Draw(rt, "target"), Origins: drawOrigins(rt),
		}
		of := result.Assessment{ID: "0190", Title: rapid.String().Draw(rt, "title"), Scope: "service", ClosedAt: "2026-03-04T10:00:00Z"}
		scored.Receipt = result.OverResult(scored, of)
		words := rapid.SampledFrom(in.Words).Draw(rt, "words")
		body := write(t, result.NewStored(scored, of, &words, said(&words)))
		found, err := result.Verify(body)
		if err != nil || found.Receipt != scored.Receipt || found.Receipt.Form != result.NewestForm {
			rt.Fatalf("%v, %+v\n%s", err, found, body)
		}
	})
}

func FuzzVerify(f *testing.F) {
	for _, kept := range everyClosed(f) {
		f.Add(kept.body)
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		found, err := result.Verify(body)
		if (found == nil) != (err != nil) {
			t.Errorf("%v, %v", found, err)
		}
	})
}
