package api_test

import (
	"bytes"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"

	"github.com/sevenrungs/sevenrungs/api"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/result"
	"github.com/sevenrungs/sevenrungs/docs"
)

const thisVersion = "/v1/instruments/coproduction-ladder/versions/0.8.0"

func TestAnInstrumentIsWhole(t *testing.T) {
	t.Parallel()
	client := newClient(t)
	var in api.Instrument
	client.Get(thisVersion).Decode(&in)
	if in.ID != "coproduction-ladder" || in.Version != "0.8.0" || !strings.HasPrefix(in.Digest, "sha256:") || in.Ceiling != 5 {
		t.Errorf("head: %s %s %s, ceiling %d", in.ID, in.Version, in.Digest, in.Ceiling)
	}
	if len(in.Rungs) != 7 || len(in.Principles) != 4 || len(in.Areas) != 4 || len(in.Groups) != 3 || len(in.Unscored) != 3 || len(in.Questions) != 16 || len(in.Sources) < 3 {
		t.Errorf("%d rungs, %d principles, %d areas, %d groups, %d unscored, %d questions, %d sources",
			len(in.Rungs), len(in.Principles), len(in.Areas), len(in.Groups), len(in.Unscored), len(in.Questions), len(in.Sources))
	}
	var gates []string
	for _, q := range in.Questions {
		if q.Gate {
			gates = append(gates, q.ID)
		}
		if len(q.Choices) != 7 || q.Choices[0].Code != "1" || q.Choices[6].Code != "7" || q.Text.Lived == q.Text.Learnt {
			t.Errorf("question %s: %+v", q.ID, q)
		}
	}
	if want := []string{"equality-structure", "accessibility-culture", "reciprocity-structure"}; !slices.Equal(gates, want) {
		t.Errorf("gates are %v, want %v", gates, want)
	}
}

func TestAVersionMayBeKeptForEver(t *testing.T) {
	t.Parallel()
	client := newClient(t)
	first := client.Get(thisVersion)
	if got := first.Header.Get("Cache-Control"); !strings.Contains(got, "immutable") {
		t.Errorf("Cache-Control of a version is %q", got)
	}
	if got := client.Get("/v1/instruments/coproduction-ladder").Header.Get("Cache-Control"); strings.Contains(got, "immutable") {
		t.Errorf("Cache-Control of the newest is %q", got)
	}
	etag := first.Header.Get("ETag")
	for sent, want := range map[string]int{
		etag: 304, "W/" + etag: 304, `"other", ` + etag: 304, "*": 304, `"other"`: 200, strings.Trim(etag, `"`): 200,
	} {
		if got := client.Get(thisVersion, "If-None-Match: "+sent); got.Status != want || got.Header.Get("ETag") != etag {
			t.Errorf("If-None-Match %s: %d, want %d", sent, got.Status, want)
		}
	}
}

func TestTextsSayTheirLanguage(t *testing.T) {
	t.Parallel()
	client := newClient(t)
	for _, language := range []string{"", "en-GB", "cy, en;q=0.8", "fr", "nonsense;;;"} {
		answer := client.Get(thisVersion, "Accept-Language: "+language)
		var in api.Instrument
		answer.Decode(&in)
		if in.Lang != "en" || answer.Header.Get("Content-Language") != "en" || !slices.Contains(answer.Header.Values("Vary"), "Accept-Language") {
			t.Errorf("Accept-Language %q: lang %s, headers %v", language, in.Lang, answer.Header)
		}
	}
}

func TestTheNearestWordsAreGivenAndNamed(t *testing.T) {
	t.Parallel()
	client := newClient(t, func(o *served) {
		o.Catalogue = catalogueOf(t, "own", "en standard", "en easy_read", "cy standard")
	})
	for _, tc := range []struct{ language, variant, want string }{
		{"en", "standard", "en standard"},
		{"en", "easy_read", "en easy_read"},
		{"cy", "standard", "cy standard"},
		{"cy", "easy_read", "en easy_read"}, // easier words matter more than the language
		{"fr", "standard", "en standard"},
	} {
		answer := client.Get("/v1/instruments/own?variant="+tc.variant, "Accept-Language: "+tc.language)
		var in api.Instrument
		answer.Decode(&in)
		if got := in.Lang + " " + in.Variant; got != tc.want || in.Title != tc.want || answer.Header.Get("Content-Language") != in.Lang {
			t.Errorf("%s %s: got %s, titled %q, Content-Language %s", tc.language, tc.variant, got, in.Title, answer.Header.Get("Content-Language"))
		}
	}
}

func TestInstrumentsComeInPages(t *testing.T) {
	t.Parallel()
	var ids []string
	for i := range 5 {
		ids = append(ids, fmt.Sprintf("own-%d", i))
	}
	client := newClient(t, func(o *served) { o.Catalogue = catalogueOf(t, strings.Join(ids, " "), "en standard") })
	var seen []string
	next := "/v1/instruments?limit=2"
	for next != "" {
		answer := client.Get(next)
		var list api.InstrumentList
		answer.Decode(&list)
		for _, item := range list.Items {
			seen = append(seen, item.ID)
		}
		if list.Next == "" {
			if answer.Header.Get("Link") != "" {
				t.Error("the last page links to a next one")
			}
			break
		}
		link, _, _ := strings.Cut(strings.TrimPrefix(answer.Header.Get("Link"), "<"), ">")
		if link != "/v1/instruments?cursor="+list.Next+"&limit=2" {
			t.Errorf("Link is %q", answer.Header.Get("Link"))
		}
		next = link
		requireProblem(t, client.Get(link+"&variant=easy_read"), http.StatusBadRequest) // other filters
	}
	if !slices.Equal(seen, ids) {
		t.Errorf("the pages hold %v, want %v", seen, ids)
	}
}

// catalogueOf makes small instruments with these ids, in these words.
func catalogueOf(t *testing.T, ids string, words ...string) *instrument.Catalogue {
	t.Helper()
	var all []*instrument.Instrument
	for id := range strings.FieldsSeq(ids) {
		draft := &instrument.Instrument{
			ID: id, Version: "1.0.0", Minutes: 1, Ceiling: 1,
			Rungs:      []instrument.Rung{{Level: 1, ID: "low", Stance: instrument.To}, {Level: 2, ID: "high", Stance: instrument.With}},
			Principles: []string{"p"}, Areas: []string{"a"},
			Questions: []instrument.Question{{ID: "q", Principle: "p", Area: "a"}},
			Sources:   []instrument.Source{{Name: "Us", URL: "https://example.org", Credit: "All of it."}},
		}
		for _, name := range words {
			lang, variant, _ := strings.Cut(name, " ")
			draft.Words = append(draft.Words, smallWords(name, lang, variant))
		}
		data, err := yaml.Dump(draft)
		if err != nil {
			t.Fatal(err)
		}
		in, err := instrument.Parse(id, data)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, in)
	}
	catalogue, err := instrument.NewCatalogue(all...)
	if err != nil {
		t.Fatal(err)
	}
	return catalogue
}

func smallWords(title, lang, variant string) instrument.Words {
	some := instrument.Titled{Title: "T", Description: "D."}
	return instrument.Words{
		Lang: lang, Variant: instrument.Variant(variant), Title: title, Summary: "S.", Privacy: "P.",
		Rungs:      map[string]instrument.Titled{"low": some, "high": some},
		Principles: map[string]instrument.Titled{"p": some},
		Areas:      map[string]instrument.Titled{"a": some},
		Groups:     map[instrument.Stance]string{"to": "To.", "with": "With."},
		Unscored:   map[string]string{"dont_know": "?", "not_applicable": "-", "prefer_not_to_say": "."},
		Questions: map[string]instrument.QuestionWords{
			"q": {Lived: "You?", Learnt: "They?", Help: "H.", Choices: map[int]string{1: "Low.", 2: "High."}},
		},
	}
}

func TestTheSchemaOfInstrumentsIsServed(t *testing.T) {
	t.Parallel()
	client := newClient(t)
	answer := client.Get("/instrument.schema.json")
	if answer.Status != http.StatusOK || answer.Header.Get("Content-Type") != "application/schema+json" || !bytes.Equal(answer.Body, docs.InstrumentSchema) {
		t.Errorf("%d %s, %d bytes", answer.Status, answer.Header.Get("Content-Type"), len(answer.Body))
	}
	if again := client.Get("/instrument.schema.json", "If-None-Match: "+answer.Header.Get("ETag")); again.Status != http.StatusNotModified {
		t.Errorf("asked again: %d", again.Status)
	}
}

func TestAnExplanationSaysItsOwnLanguage(t *testing.T) {
	t.Parallel()
	client := newClient(t, func(o *served) { o.Catalogue = catalogueOf(t, "own", "cy standard") })
	var shown result.Document
	client.Post("/v1/scores", []byte(`{"instrument":"own","responses":[{"voice":"learnt","answers":{"q":"1"}}]}`)).Decode(&shown)
	if shown.Lang != "cy" || shown.ExplanationLang != "en" || len(shown.Explanation) == 0 {
		t.Errorf("texts in %s, explained in %s: %q", shown.Lang, shown.ExplanationLang, shown.Explanation)
	}
}
