package result_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"testing"

	"github.com/sevenrungs/sevenrungs/assessments/result"
)

// words are the members that no receipt covers. They are named here once more,
// and not taken from the package, so that the two cannot err together.
var words = []string{"title", "text", "explanation", "explanation_lang", "lang", "variant"}

// closed is a stored result as it was downloaded when its form was the newest.
type closed struct {
	name string // form1/guarded.json
	form int
	body []byte
}

// everyClosed returns the results that are kept in testdata, some of every form.
// They are never made anew: a program of any later day must still verify them.
func everyClosed(t testing.TB) []closed {
	t.Helper()
	var all []closed
	for form := 1; form <= result.NewestForm; form++ {
		names, err := filepath.Glob(filepath.Join("testdata", "form"+strconv.Itoa(form), "*.json"))
		if err != nil || len(names) < 7 {
			t.Fatalf("form %d: %d results are kept: %v", form, len(names), err)
		}
		for _, name := range names {
			body, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, closed{name, form, body})
		}
	}
	return all
}

// read reads JSON with its numbers as they are written.
func read(t testing.TB, body []byte) any {
	t.Helper()
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		t.Fatal(err)
	}
	return value
}

func write(t testing.TB, value any) []byte {
	t.Helper()
	body, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// spot is a value inside JSON that can be put in place of another.
type spot struct {
	path  string // principles.0.rung.level
	words bool   // whether it is a member that holds words, or below one
	value any
	set   func(any)
}

var position = regexp.MustCompile(`\b\d+\b`)

// kind is the same for all values of one sort that stand at the same place, wherever
// in a list, and objects have the same members. A receipt covers values by their
// place alone.
func (s *spot) kind() string {
	object, _ := s.value.(map[string]any)
	return fmt.Sprintf("%s %T %v", position.ReplaceAllString(s.path, "#"), s.value, slices.Sorted(maps.Keys(object)))
}

// spotsOf lists every value of a document but its receipt, the document itself
// first.
func spotsOf(document any) []spot {
	return spots(spot{"", false, document, nil})
}

func spots(at spot) []spot {
	found := []spot{at}
	inside := func(name string, words bool, value any, set func(any)) {
		path := name
		if at.path != "" {
			path = at.path + "." + name
		}
		if path != "receipt" {
			found = append(found, spots(spot{path, at.words || words, value, set})...)
		}
	}
	switch value := at.value.(type) {
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(value)) {
			inside(name, slices.Contains(words, name), value[name], func(v any) { value[name] = v })
		}
	case []any:
		for i := range value {
			inside(strconv.Itoa(i), false, value[i], func(v any) { value[i] = v })
		}
	}
	return found
}
