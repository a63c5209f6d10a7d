package api_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/sevenrungs/sevenrungs/api"
	"github.com/sevenrungs/sevenrungs/internal/apitest"
)

const linkedData = "Accept: application/ld+json"

func TestOpenDataIsListedForEverybody(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	requireProblem(t, w.client.Get("/v1/benchmarks", "Accept: text/turtle"), http.StatusNotAcceptable)
	requireProblem(t, w.client.Get("/v1/benchmarks?cursor=x", linkedData), http.StatusBadRequest)
	requireProblem(t, w.client.Get("/v1/benchmarks/1999/schema"), http.StatusNotFound)
	requireProblem(t, w.client.Get(w.fill(t, "/v1/benchmarks/{period}")+"?as=xlsx"), http.StatusBadRequest)
	var list api.BenchmarkList
	w.client.Get("/v1/benchmarks").Decode(&list)
	if len(list.Items) == 0 || list.Licence == "" {
		t.Fatalf("listed: %+v", list)
	}
	for _, period := range list.Items {
		for _, one := range period.Releases {
			fetch(t, w.client, one.URL)
			described(t, w.client, one.URL+"?as=csv", one.Schema)
		}
		if first := period.Releases[0]; first.Cohort != "national" || len(first.Sectors) > 0 || first.Released {
			t.Errorf("the first of %s is %+v", period.Period, first)
		}
	}
	if got := linked(t, w.client.Get("/v1/benchmarks", linkedData)); len(got["dcat:dataset"].([]any)) > 0 {
		t.Errorf("the catalogue has what has no figures: %v", got)
	}
}

// fetch reads an address as it stands in a list.
func fetch(t *testing.T, client *apitest.Client, address string) *apitest.Response {
	t.Helper()
	at := strings.Index(address, "/v1/")
	if !strings.HasPrefix(address, "http") || at < 0 {
		t.Fatalf("%q is no address", address)
	}
	return requireStatus(t, client.Get(address[at:]), http.StatusOK)
}

// described holds a table against its schema: the same columns, and in each cell what
// the schema says.
func described(t *testing.T, client *apitest.Client, table, schema string) {
	t.Helper()
	var says api.TableSchema
	fetch(t, client, schema).Decode(&says)
	got := fetch(t, client, table)
	if !strings.Contains(strings.Join(got.Header.Values("Link"), ", "), `/schema>; rel="describedby"`) || !strings.HasPrefix(got.Header.Get("Content-Type"), "text/csv") {
		t.Errorf("%s: %v", table, got.Header)
	}
	lines, err := csv.NewReader(bytes.NewReader(got.Body)).ReadAll()
	if err != nil || len(lines) != 2 || len(lines[0]) != len(says.Fields) || !slices.Equal(says.MissingValues, []string{""}) {
		t.Fatalf("%s: %v, %d lines, %d fields", table, err, len(lines), len(says.Fields))
	}
	for i, field := range says.Fields {
		if lines[0][i] != field.Name || field.Description == "" {
			t.Errorf("column %d of %s is %s, and the schema has %+v", i, table, lines[0][i], field)
		}
		if !holds(field, lines[1][i]) {
			t.Errorf("%s holds %q, and is %+v %+v", field.Name, lines[1][i], field, field.Constraints)
		}
	}
}

// holds tells whether a cell is as a field says.
func holds(field api.TableField, cell string) bool {
	is := field.Constraints
	if cell == "" {
		return !is.Required
	}
	switch field.Type {
	case "integer":
		n, err := strconv.Atoi(cell)
		return err == nil && (is.Minimum == nil || n >= *is.Minimum) && (is.Maximum == nil || n <= *is.Maximum)
	case "boolean":
		return cell == "true" || cell == "false"
	case "string":
		return (len(is.Enum) == 0 || slices.Contains(is.Enum, cell)) && (field.Format != "uri" || strings.HasPrefix(cell, "https://"))
	}
	return false
}

// linked reads JSON-LD. Every name in it has a prefix that its context explains, or is
// a keyword of JSON-LD.
func linked(t *testing.T, got *apitest.Response) map[string]any {
	t.Helper()
	var read map[string]any
	if err := json.Unmarshal(got.Body, &read); err != nil || got.Header.Get("Content-Type") != "application/ld+json" {
		t.Fatalf("%d %v %s", got.Status, err, got.Body)
	}
	context := read["@context"].(map[string]any)
	known := func(name string) bool {
		prefix, _, _ := strings.Cut(name, ":")
		return strings.HasPrefix(name, "@") || context[prefix] != nil
	}
	var walk func(node any)
	walk = func(node any) {
		switch node := node.(type) {
		case map[string]any:
			for name, value := range node {
				if kind, isKind := value.(string); !known(name) || name == "@type" && isKind && !known(kind) {
					t.Errorf("nothing explains %s %v", name, value)
				}
				walk(value)
			}
		case []any:
			for _, one := range node {
				walk(one)
			}
		}
	}
	delete(read, "@context")
	walk(read)
	return read
}

// checkCatalogue follows the catalogue to all that it names, as a collector of open
// data does.
func (f *public) checkCatalogue(t *testing.T) {
	t.Helper()
	catalogue := linked(t, f.client.Get("/v1/benchmarks", linkedData))
	address := func(of map[string]any, name string) string { return of[name].(map[string]any)["@id"].(string) }
	publisher := catalogue["dcterms:publisher"].(map[string]any)
	if catalogue["@type"] != "dcat:Catalog" || publisher["foaf:name"] == "" || !strings.Contains(address(catalogue, "dcterms:license"), "creativecommons.org") {
		t.Errorf("the catalogue is %v", catalogue)
	}
	datasets := catalogue["dcat:dataset"].([]any)
	if len(datasets) != 2 { // national, and the one sector that all are in
		t.Fatalf("%d datasets", len(datasets))
	}
	for _, one := range datasets {
		dataset := one.(map[string]any)
		if address(dataset, "dcterms:publisher") != publisher["@id"] || address(dataset, "dcterms:license") != address(catalogue, "dcterms:license") {
			t.Errorf("whose is %v", dataset)
		}
		for _, form := range dataset["dcat:distribution"].([]any) {
			distribution := form.(map[string]any)
			_, mediaType, _ := strings.Cut(address(distribution, "dcat:mediaType"), "/media-types/")
			got := fetch(t, f.client, address(distribution, "dcat:downloadURL"))
			if kind, _, _ := strings.Cut(got.Header.Get("Content-Type"), ";"); kind != mediaType {
				t.Errorf("%v is %s", distribution, kind)
			}
			if mediaType == "text/csv" {
				described(t, f.client, address(distribution, "dcat:downloadURL"), address(distribution, "dcterms:conformsTo"))
			}
		}
	}
}

// checkPages walks the list a period at a time, in both forms.
func (f *public) checkPages(t *testing.T) {
	t.Helper()
	for _, form := range []string{"Accept: application/json", linkedData} {
		var pages []string
		for path := "/v1/benchmarks?limit=1"; path != ""; {
			got := requireStatus(t, f.client.Get(path, form), http.StatusOK)
			pages = append(pages, string(got.Body))
			path = got.NextPage()
		}
		if len(pages) != 4 || // two are of the scene, and have no figures
			!strings.Contains(pages[0], "/v1/benchmarks/"+period) || !strings.Contains(pages[1], "/v1/benchmarks/"+next) {
			t.Errorf("%s: %d pages: %v", form, len(pages), pages)
		}
	}
	requireProblem(t, f.client.Get("/v1/benchmarks?cursor=x"), http.StatusBadRequest)
	requireProblem(t, f.client.Get("/v1/benchmarks?limit=0"), http.StatusBadRequest)
}

func TestThePublisherIsWhoRunsTheService(t *testing.T) {
	t.Parallel()
	for contact, want := range map[string]string{"": "/contact", "help@example.org": "mailto:help@example.org", "https://example.org": "https://example.org"} {
		client := newClient(t, func(o *served) { o.Contact = contact })
		publisher, err := json.Marshal(linked(t, client.Get("/v1/benchmarks", linkedData))["dcterms:publisher"])
		if err != nil || !strings.Contains(string(publisher), want+`"}`) {
			t.Errorf("%q: %s", contact, publisher)
		}
	}
}
