package api_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/api"
	"github.com/sevenrungs/sevenrungs/docs"
)

// required returns the fields that the body at an address must have, as the
// document says, and whether there is a body at all.
func (r row) required() (pointers []string, body bool) {
	document := readDocument()
	operation := document.Paths[r.path()][strings.ToLower(r.method())]
	media, body := operation.RequestBody.Content["application/json"]
	schema := document.Components.Schemas[strings.TrimPrefix(media.Schema.Ref, "#/components/schemas/")]
	for _, name := range schema.Required {
		pointers = append(pointers, "/"+name)
	}
	slices.Sort(pointers)
	return pointers, body
}

// document is what these tests read of the OpenAPI document.
type document struct {
	Paths map[string]map[string]struct {
		RequestBody struct {
			Content map[string]struct {
				Schema struct {
					Ref string `json:"$ref"`
				}
				Example json.RawMessage
			}
		}
	}
	Components struct {
		Schemas map[string]struct{ Required []string }
	}
}

var readDocument = sync.OnceValue(func() document {
	var read document
	if err := json.Unmarshal(docs.OpenAPI, &read); err != nil {
		panic(err)
	}
	return read
})

// A body with nothing in it is told all that it must hold, in one go.
func TestAnEmptyBodyIsToldEverythingThatIsMissing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	for _, r := range matrix {
		want, takes := r.required()
		if !takes || r.method() == http.MethodPatch {
			continue
		}
		who := r.somebody(t)
		r.body = "{}"
		got := w.as(t, who).Do(w.request(t, r, who))
		if len(want) == 0 {
			if got.Status >= http.StatusBadRequest {
				t.Errorf("%s: nothing is missing: %d %s", r.route, got.Status, got.Body)
			}
			continue
		}
		if got.Status != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d %s", r.route, got.Status, got.Body)
			continue
		}
		var named []string
		for _, fault := range requireProblem(t, got, http.StatusUnprocessableEntity).Errors {
			named = append(named, fault.Pointer)
			if strings.Contains(fault.Detail, `""`) {
				t.Errorf("%s: %s is told of as if it were there and empty: %s", r.route, fault.Pointer, fault.Detail)
			}
		}
		slices.Sort(named)
		if diff := cmp.Diff(want, named); diff != "" {
			t.Errorf("%s (-document +named):\n%s", r.route, diff)
		}
	}
}

// Who copies an example out of the document and puts their own ids and keys in gets
// what they ask for.
func TestEveryExampleOfABodyIsTaken(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	own := strings.NewReplacer(
		"rung_i…", "{invited}", "rung_c…", newClaim, "7K3F-9QXD-2M5T", newCode,
		"0198f1d2-6f7e-7c3a-9b1e-0f6f3f1c2a11", "{partners}", `["2031"]`, `["{periods}"]`,
	)
	for _, r := range matrix {
		media, takes := readDocument().Paths[r.path()][strings.ToLower(r.method())].RequestBody.Content["application/json"]
		if !takes {
			continue
		}
		r.body = own.Replace(string(media.Example))
		who := r.somebody(t)
		got := w.as(t, who).Do(w.request(t, r, who))
		if got.Status >= http.StatusBadRequest {
			t.Errorf("%s: %s\n%d %s", r.route, media.Example, got.Status, got.Body)
		}
		w.goOn(t, r, got.Status)
	}
}

// An organisation opens an assessment of itself with a title. Whoever acts for
// several says for which.
func TestATitleOpensAnAssessment(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	got := w.as(t, owner).Post("/v1/assessments", []byte(`{"title":"Short breaks"}`))
	var opened api.Assessment
	if got.Decode(&opened); got.Status != http.StatusCreated || opened.OrganisationID != w.ids["organisations"] || opened.Instrument != "coproduction-ladder" || opened.Scope != "service" {
		t.Errorf("%d %s", got.Status, got.Body)
	}
	for body, pointer := range map[string]string{
		`{"title":"Short breaks"}`:                      "/organisation_id",
		`{"title":"Short breaks","organisation_id":""}`: "/organisation_id",
	} {
		if p := requireProblem(t, w.as(t, partner).Post("/v1/assessments", []byte(body)), http.StatusUnprocessableEntity); len(p.Errors) != 1 || p.Errors[0].Pointer != pointer {
			t.Errorf("%s: %+v", body, p)
		}
	}
	for _, empty := range []string{"organisation_id", "instrument", "scope"} {
		p := requireProblem(t, w.as(t, owner).Post("/v1/assessments", []byte(`{"title":"Short breaks","`+empty+`":""}`)), http.StatusUnprocessableEntity)
		if len(p.Errors) != 1 || p.Errors[0].Pointer != "/"+empty {
			t.Errorf("an empty %s is not one that is missing: %+v", empty, p)
		}
	}
}

// Whatever is made can be read where its Location says, by who made it.
func TestEveryLocationIsRead(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	for _, r := range matrix {
		if r.method() != http.MethodPost || r.route == "POST /v1/organisations/{id}/claim" {
			continue
		}
		who := r.somebody(t)
		made := w.as(t, who).Do(w.request(t, r, who))
		if made.Status != http.StatusCreated {
			w.goOn(t, r, made.Status)
			continue
		}
		var shown struct {
			ID          string
			Key         string
			ResponseKey string `json:"response_key"`
		}
		if err := json.Unmarshal(made.Body, &shown); err != nil {
			t.Fatal(err)
		}
		by := w.as(t, who)
		switch {
		case shown.ResponseKey != "":
			by = w.client.In(t).As(shown.ResponseKey)
		case who == anybody || r.path() == "/v1/claims":
			by = w.client.In(t).As(shown.Key)
		}
		location := made.Header.Get("Location")
		if got := by.Get(location); got.Status != http.StatusOK {
			t.Errorf("%s as %s: %s answers %d %s", r.route, who, location, got.Status, got.Body)
		}
		if shown.ID != "" && !strings.HasSuffix(location, shown.ID) && !strings.HasSuffix(location, "/plan") {
			t.Errorf("%s: %s is not where %s is", r.route, location, shown.ID)
		}
	}
	made := w.as(t, partner).Post("/v1/organisations", []byte(`{"name":"Hilltop Club"}`))
	link := w.as(t, partner).Post(made.Header.Get("Location")+"/claim", nil)
	if got := w.as(t, partner).Get(link.Header.Get("Location")); link.Status != http.StatusCreated || got.Status != http.StatusOK {
		t.Errorf("a claim link: %d, then %d", link.Status, got.Status)
	}
}

// Who misspells a parameter is told those that there are.
func TestAnUnknownParameterIsToldTheKnown(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	for _, r := range matrix {
		if !strings.HasPrefix(r.path(), "/v1/") || r.method() != http.MethodGet {
			continue
		}
		who := r.somebody(t)
		p := requireProblem(t, w.as(t, who).Get(w.fill(t, r.path())+"?colour=red"), http.StatusBadRequest)
		for _, known := range operations()[r.route].Parameters {
			if known.In == "query" && !strings.Contains(p.Detail, known.Name) {
				t.Errorf("%s: %s is not named: %s", r.route, known.Name, p.Detail)
			}
		}
	}
}
