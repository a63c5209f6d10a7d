package api_test

import (
	"encoding/json"
	"net/http"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/sevenrungs/sevenrungs/internal/apitest"
)

// told is one step that docs/api.md tells: a request, and what it shows of the
// reply, or nothing.
type told struct{ request, reply string }

// firstScore reads the steps of the section "A first score".
func firstScore(t *testing.T) []told {
	t.Helper()
	page, err := os.ReadFile("../docs/api.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(page), "\n## A first score\n")
	section, _, _ = strings.Cut(section, "\n## ")
	var steps []told
	for _, block := range regexp.MustCompile("(?s)```(http|json)\n(.*?)```").FindAllStringSubmatch(section, -1) {
		if block[1] == "http" {
			steps = append(steps, told{request: block[2]})
		} else {
			steps[len(steps)-1].reply = block[2]
		}
	}
	return steps
}

// Whoever types what docs/api.md shows gets what it shows.
func TestTheFirstScoreIsAsTheDocumentTellsIt(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	words := map[string]string{}
	steps := firstScore(t)
	if len(steps) < 15 {
		t.Fatalf("there are %d steps", len(steps))
	}
	for _, step := range steps {
		got := w.client.In(t).Do(requestOf(t, w.client.In(t), fillWords(step.request, words)))
		if got.Status >= http.StatusBadRequest {
			t.Fatalf("%s\n%d %s", step.request, got.Status, got.Body)
		}
		if step.reply != "" {
			compareTold(t, step.request, decode(t, step.reply), decode(t, string(got.Body)), words)
		}
	}
}

// requestOf makes a request of how it is written: a line with the method and the
// address, headers, an empty line and the body.
func requestOf(t *testing.T, client *apitest.Client, written string) *http.Request {
	t.Helper()
	head, body, _ := strings.Cut(written, "\n\n")
	lines := strings.Split(strings.TrimSpace(head), "\n")
	method, path, _ := strings.Cut(lines[0], " ")
	headers := lines[1:]
	if body != "" {
		headers = append(headers, "Content-Type: application/json")
	}
	return client.Request(method, path, []byte(body), headers...)
}

// fillWords puts what earlier replies gave in place of words in braces.
func fillWords(written string, words map[string]string) string {
	for word, value := range words {
		written = strings.ReplaceAll(written, "{"+word+"}", value)
	}
	return written
}

func decode(t *testing.T, text string) (value any) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), &value); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	return value
}

// compareTold holds what is shown of a reply against the reply, and keeps what
// stands there for a word in braces.
func compareTold(t *testing.T, where string, shown, got any, words map[string]string) {
	t.Helper()
	switch shown := shown.(type) {
	case map[string]any:
		object, _ := got.(map[string]any)
		for name, member := range shown {
			compareTold(t, where, member, object[name], words)
		}
		return
	case []any:
		list, _ := got.([]any)
		if len(list) != len(shown) {
			t.Fatalf("%s: %v is shown, there is %v", where, shown, got)
		}
		for i, item := range shown {
			compareTold(t, where, item, list[i], words)
		}
		return
	case string:
		if word, is := strings.CutPrefix(shown, "{"); is {
			value, _ := got.(string)
			if value == "" {
				t.Fatalf("%s: nothing stands for %s", where, shown)
			}
			words[strings.TrimSuffix(word, "}")] = value
			return
		}
	}
	if !reflect.DeepEqual(shown, got) {
		t.Errorf("%s: %v is shown, there is %v", where, shown, got)
	}
}
