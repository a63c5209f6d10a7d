package api

import (
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/docs"
	"github.com/sevenrungs/sevenrungs/internal/edge"
)

// pages are addresses for people, not for programs. The document leaves them out.
var pages = []string{"GET /docs", "GET /docs/{file}"}

var parameter = regexp.MustCompile(`[:*](\w+)`)

func TestRoutesAndTheDocumentNameTheSameAddresses(t *testing.T) {
	t.Parallel()
	catalogue, err := instrument.NewCatalogue()
	if err != nil {
		t.Fatal(err)
	}
	e, err := edge.New(edge.Options{})
	if err != nil {
		t.Fatal(err)
	}
	Mount(e, Options{Catalogue: catalogue})
	var routed []string
	for _, route := range e.Routes() {
		if route.Method == http.MethodHead { // it goes with GET
			continue
		}
		routed = append(routed, route.Method+" "+parameter.ReplaceAllString(route.Path, "{$1}"))
	}
	var document struct {
		Paths map[string]map[string]any `json:"paths"`
	}
	if err := json.Unmarshal(docs.OpenAPI, &document); err != nil {
		t.Fatal(err)
	}
	documented := slices.Clone(pages)
	for path, operations := range document.Paths {
		for method := range operations {
			documented = append(documented, strings.ToUpper(method)+" "+path)
		}
	}
	slices.Sort(routed)
	slices.Sort(documented)
	if diff := cmp.Diff(documented, routed); diff != "" {
		t.Errorf("a route is missing from the document, or the other way round (-document +routes):\n%s", diff)
	}
}
