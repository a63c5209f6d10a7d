package api_test

import (
	"encoding/csv"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/release"
	"github.com/sevenrungs/sevenrungs/docs"
)

// inFormats are those that a release is given in, by what to accept.
var inFormats = map[string]string{
	"application/json": "application/json", "text/csv": "text/csv; charset=utf-8", "image/svg+xml": "image/svg+xml",
}

// published adds what a freeze would have: figures of a cohort, which depend on
// its size. It returns the address to read them at.
func (w *world) published(t testing.TB, kind release.Kind, sectors ...string) string {
	t.Helper()
	p := comparisons.Publication{
		Period: w.ids["periods"], Cohort: release.Cohort{Kind: kind, ID: string(kind)}, Sectors: sectors, Released: true, PublishedAt: w.service.Now(),
	}
	figures := release.Release{
		Period: p.Period, CountBand: "60-99", Principles: [...]int{45, 50, 55, 60}, Overall: 55,
		Stances: &[...]int{20, 50, 30}, MedianStance: "for", Rungs: &[...]int{5, 15, 20, 15, 20, 20, 10}, Quartiles: &[...]int{3, 4, 6},
		Rounding: 5, Margin95: 9, Policy: "1",
	}
	path := "/v1/benchmarks/" + p.Period
	switch kind {
	case release.ProgrammeCohort:
		p.Cohort.ID = w.ids["programmes"]
		figures.Gap, figures.Margin95 = new(-15), 4
		path = "/v1/programmes/" + p.Cohort.ID + "/releases/" + p.Period
	case release.SectorCohort:
		p.Cohort.ID = strings.Join(sectors, "+")
		path += "/sectors/" + sectors[0]
	case release.NationalCohort:
	}
	figures.Cohort = p.Cohort.ID
	p.Body = figures.Body()
	if err := w.comparing.Store.Write(t.Context(), func(tx comparisons.Tx) error { return tx.AddPublication(t.Context(), p) }); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestAReleaseIsAPictureATableAndItsBytes(t *testing.T) {
	t.Parallel()
	const keptLong, keptForADay = "public, max-age=31536000, immutable", "private, max-age=86400"
	w := newWorld(t, newFile(t))
	for _, tc := range []struct {
		path, licence, caching string
		says                   []string // in the picture
	}{
		{
			w.published(t, release.ProgrammeCohort), "", keptForADay,
			[]string{"Community grants, ", "A funder's programme", "55 of 100, give or take 4", "Staff see things 15 points lower, give or take 4"},
		},
		{
			w.published(t, release.NationalCohort), "https://creativecommons.org/licenses/by/4.0/", keptLong,
			[]string{"The public benchmark, ", "All sectors together", "60 to 99 independent", "45 of 100, give or take 9", "CC BY 4.0", "Doing with: 30%", "7 Co-production: 10%"},
		},
		{
			w.published(t, release.SectorCohort, "C", "D"), "https://creativecommons.org/licenses/by/4.0/", keptLong,
			[]string{"The public benchmark, ", "Sectors: Human health services; Social services"},
		},
	} {
		tags := map[string]bool{}
		for accept, kind := range inFormats {
			got := w.as(t, funder).Get(tc.path, "Accept: "+accept)
			header := got.Header
			if got.Status != http.StatusOK || header.Get("Content-Type") != kind || header.Get("Cache-Control") != tc.caching || !slices.Contains(header.Values("Vary"), "Accept") {
				t.Errorf("%s as %s: %d %v", tc.path, accept, got.Status, header)
			}
			links := strings.Join(header.Values("Link"), ", ")
			if !strings.Contains(links, `/docs/anonymity.md>; rel="describedby"`) || strings.Contains(links, `rel="license"`) != (tc.licence != "") || !strings.Contains(links, tc.licence) {
				t.Errorf("%s as %s leads to %s", tc.path, accept, links)
			}
			tag := header.Get("ETag")
			if again := w.as(t, funder).Get(tc.path, "Accept: "+accept, "If-None-Match: "+tag); tags[tag] || tag == "" || again.Status != http.StatusNotModified {
				t.Errorf("%s as %s has the ETag %s, like another or of no use: %d", tc.path, accept, tag, again.Status)
			}
			tags[tag] = true
		}
		picture := w.as(t, funder).Get(tc.path, "Accept: image/svg+xml")
		texts := requireHarmless(t, picture.Body)
		for _, want := range tc.says {
			if !strings.Contains(texts, want) {
				t.Errorf("the picture of %s does not say %q: %s", tc.path, want, texts)
			}
		}
		if open := strings.Contains(texts, "Open data"); open != (tc.licence != "") || picture.Header.Get("Content-Language") != "en" {
			t.Errorf("the picture of %s is open data: %t, in %s", tc.path, open, picture.Header.Get("Content-Language"))
		}
		records, err := csv.NewReader(strings.NewReader(string(w.as(t, funder).Get(tc.path, "Accept: text/csv").Body))).ReadAll()
		if err != nil || len(records) != 2 || records[1][slices.Index(records[0], "licence")] != tc.licence || !strings.HasSuffix(records[1][slices.Index(records[0], "method")], "/docs/anonymity.md") {
			t.Errorf("the table of %s: %v %v", tc.path, err, records)
		}
		requireProblem(t, w.as(t, funder).Get(tc.path, "Accept: text/html"), http.StatusNotAcceptable)
		requireProblem(t, w.as(t, funder).Get(tc.path+"?variant=easy_read", "Accept: image/svg+xml"), http.StatusBadRequest)
	}
	requireProblem(t, w.as(t, otherFunder).Get(w.fill(t, "/v1/programmes/{id}/releases/{period}"), "Accept: image/svg+xml"), http.StatusNotFound)
}

func TestEveryBodyWithReleasesSaysWhatADifferenceMeans(t *testing.T) {
	t.Parallel()
	type described struct {
		Description string
		Responses   map[string]struct {
			Content map[string]struct {
				Schema struct {
					Ref string `json:"$ref"`
				}
			}
		}
	}
	var document struct {
		Paths      map[string]map[string]described
		Components struct{ Schemas map[string]described }
	}
	if err := json.Unmarshal(docs.OpenAPI, &document); err != nil {
		t.Fatal(err)
	}
	says := func(where string, d described) {
		for _, want := range []string{"differ by less than clear_change show no clear change", "says that the group changed, not why, and nothing about any one organisation."} {
			if !strings.Contains(d.Description, want) {
				t.Errorf("%s does not say %q: %s", where, want, d.Description)
			}
		}
	}
	found := 0
	for path, methods := range document.Paths {
		read := methods["get"]
		ref := read.Responses["200"].Content["application/json"].Schema.Ref
		switch name := strings.TrimPrefix(ref, "#/components/schemas/"); name {
		case "Release":
			says(path, read)
			found++
			fallthrough
		case "Preview", "Position":
			says(name, document.Components.Schemas[name])
			found++
		}
	}
	if found != 3*2+2 {
		t.Errorf("%d descriptions were read, want those of three calls and five bodies", found)
	}
}
