package reference_test

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/sevenrungs/sevenrungs/docs"
	"github.com/sevenrungs/sevenrungs/internal/reference"
)

func draw(t *testing.T, openAPI []byte) string {
	t.Helper()
	page, err := reference.Page(openAPI)
	if err != nil {
		t.Fatal(err)
	}
	return string(page)
}

func TestWhatIsNoDocumentIsNotDrawn(t *testing.T) {
	t.Parallel()
	for _, wrong := range []string{"", "[]", `{"paths":[]}`} {
		if page, err := reference.Page([]byte(wrong)); err == nil {
			t.Errorf("%q gives %s", wrong, page)
		}
	}
}

// Whatever stands in the document is text on the page, and no mark-up.
func TestTextsAreNoMarkup(t *testing.T) {
	t.Parallel()
	page := draw(t, []byte(`{"info":{"title":"<b>T</b>","description":"<script>x</script> and `+"`<i>`"+`"},"tags":[{"name":"a","description":"<i>d</i>"}],
		"paths":{"/x":{"get":{"operationId":"x","tags":["a"],"summary":"<u>s</u>","description":"<u>d</u>","responses":{"200":{"description":"<u>r</u>"}}}}},
		"components":{"schemas":{"A":{"description":"<u>a</u>"}}}}`))
	if found := regexp.MustCompile(`<(b|script|i|u)>`).FindString(page); found != "" {
		t.Errorf("there is %s in\n%s", found, page)
	}
	if !strings.Contains(page, "<code>&lt;i&gt;</code>") {
		t.Error("what stands between backquotes is no code")
	}
}

func TestEveryLinkOnThePageLeadsSomewhere(t *testing.T) {
	t.Parallel()
	page := draw(t, docs.OpenAPI)
	ids := map[string]bool{}
	for _, id := range regexp.MustCompile(` id="([^"]+)"`).FindAllStringSubmatch(page, -1) {
		if ids[id[1]] {
			t.Errorf("two things have the id %s", id[1])
		}
		ids[id[1]] = true
	}
	links := regexp.MustCompile(`(?:href="#|for="|aria-labelledby="|aria-describedby=")([^"]+)"`).FindAllStringSubmatch(page, -1)
	if len(links) < 500 {
		t.Fatalf("%d links", len(links))
	}
	for _, link := range links {
		if !ids[link[1]] {
			t.Errorf("nothing has the id %s", link[1])
		}
	}
}

func TestEveryCallAndEveryShapeIsOnThePage(t *testing.T) {
	t.Parallel()
	page := draw(t, docs.OpenAPI)
	var document struct {
		Paths      map[string]map[string]struct{ OperationID string }
		Components struct{ Schemas map[string]any }
	}
	if err := json.Unmarshal(docs.OpenAPI, &document); err != nil {
		t.Fatal(err)
	}
	for path, methods := range document.Paths {
		for method, operation := range methods {
			form := `data-method="` + strings.ToUpper(method) + `" data-path="` + path + `"`
			if !strings.Contains(page, `id="`+operation.OperationID+`"`) || !strings.Contains(page, form) {
				t.Errorf("%s %s is not on the page", method, path)
			}
		}
	}
	for name := range document.Components.Schemas {
		if !strings.Contains(page, `id="shape-`+name+`"`) {
			t.Errorf("%s is not on the page", name)
		}
	}
}

func TestKindsAreSaidInWords(t *testing.T) {
	t.Parallel()
	for schema, want := range map[string]string{
		`{"type":"string"}`:                                                   "text",
		`{"type":"string","format":"date-time"}`:                              "time",
		`{"type":["integer","null"],"minimum":1,"maximum":12}`:                "whole number or null, 1 to 12",
		`{"type":"integer","minimum":0}`:                                      "whole number, 0 or more",
		`{"type":"string","maxLength":200}`:                                   "text, at most 200 characters",
		`{"type":"array","items":{"type":"string"},"maxItems":20}`:            "list of text, at most 20",
		`{"type":["array","null"],"items":{"type":"string","format":"uuid"}}`: "list of id or null",
		`{"type":"object","additionalProperties":{"type":["string","null"]}}`: "object of text or null",
		`{"$ref":"#/components/schemas/A"}`:                                   `<a href="#shape-A">A</a>`,
		`{"anyOf":[{"$ref":"#/components/schemas/A"},{"type":"null"}]}`:       `A or null: <a href="#shape-A">A</a>`,
		`{"oneOf":[{"$ref":"#/components/schemas/A"}]}`:                       `one of A: <a href="#shape-A">A</a>`,
		`{"allOf":[{"$ref":"#/components/schemas/A"},{"type":"object"}]}`:     `A and object: <a href="#shape-A">A</a>`,
		`{"type":"string","enum":["a","b"],"default":"a"}`:                    "text: <code>a</code>, <code>b</code>; <code>a</code> when left out",
		`{"type":"string","examples":["x"]}`:                                  "text</span><span class=\"kind\">, such as <code>&#34;x&#34;</code>",
		`{}`:                                                                  "anything",
	} {
		page := draw(t, []byte(`{"components":{"schemas":{"A":{},"B":{"properties":{"field":`+schema+`}}}}}`))
		if !strings.Contains(page, `<dd><span class="kind">`+want+`</span>`) {
			_, dd, _ := strings.Cut(page, "<dd>")
			t.Errorf("%s is not %q: %.200s", schema, want, dd)
		}
	}
}
