package api_test

import (
	"encoding/csv"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/api"
	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/internal/apitest"
)

// resultLines reads results, a line each, and returns them by their assessments, in
// the order they came in.
func resultLines(t *testing.T, answer *apitest.Response) (order []string, byID map[string]api.ResultOf) {
	t.Helper()
	if answer.Status != http.StatusOK || answer.Header.Get("Content-Type") != jsonLines {
		t.Fatalf("%d %s %s", answer.Status, answer.Header.Get("Content-Type"), answer.Body)
	}
	byID = map[string]api.ResultOf{}
	for line := range strings.Lines(string(answer.Body)) {
		var one api.ResultOf
		if err := json.Unmarshal([]byte(line), &one, json.RejectUnknownMembers(true)); err != nil {
			t.Fatal(err)
		}
		order, byID[one.Assessment.ID] = append(order, one.Assessment.ID), one
	}
	return order, byID
}

// closeAnother closes one more assessment of an organisation, some time later.
func (w *world) closeAnother(t *testing.T, organisation string) string {
	t.Helper()
	w.wait(time.Minute)
	another := w.openAssessment(t, organisation)
	for range 5 {
		w.addResponse(t, organisation, another, assessments.Submitted)
	}
	w.closeAssessment(t, organisation, another)
	return another
}

func TestAllResultsAreThoseThatCanBeReadAlone(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		w := newWorld(t, address)
		mine := []string{w.ids["closed"], w.closeAnother(t, w.ids["organisations"])}
		middle := w.service.Now()
		other := w.createOrganisation(t)
		theirs := w.closeAnother(t, other.ID)
		mine = append(mine, w.closeAnother(t, w.ids["organisations"]))
		order, all := resultLines(t, w.as(t, partner).Get("/v1/results"))
		if diff := cmp.Diff(mine, order); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		for id, one := range all {
			var alone api.ResultOf
			w.as(t, owner).Get("/v1/assessments/" + id + "/result").Decode(&alone.StoredDocument)
			alone.OrganisationID = w.ids["organisations"]
			if diff := cmp.Diff(alone, one); diff != "" || !one.Guarded {
				t.Errorf("%s is another when it is read alone (-alone +together):\n%s", id, diff)
			}
		}
		for query, want := range map[string][]string{
			"closed_since=" + middle.Format(time.RFC3339):                  mine[1:],
			"closed_since=" + middle.Add(time.Second).Format(time.RFC3339): mine[2:],
			"organisation_id=" + w.ids["organisations"]:                    mine,
			"organisation_id=" + other.ID:                                  nil,
			"closed_since=2099-01-01T00:00:00Z":                            nil,
		} {
			if got, _ := resultLines(t, w.as(t, partner).Get("/v1/results?"+query)); !slices.Equal(got, want) {
				t.Errorf("%s: %v, want %v", query, got, want)
			}
		}
		if got, _ := resultLines(t, w.client.As(other.Key.Secret.Reveal()).Get("/v1/results")); !slices.Equal(got, []string{theirs}) {
			t.Errorf("the other organisation reads %v", got)
		}
		if got, _ := resultLines(t, w.as(t, outsider).Get("/v1/results")); got != nil {
			t.Errorf("a partner without a grant reads %v", got)
		}
		if got := w.as(t, owner).Delete(w.fill(t, "/v1/organisations/{id}/grants/{grant}")); got.Status != http.StatusNoContent {
			t.Fatal(got.Status)
		}
		if got, _ := resultLines(t, w.as(t, partner).Get("/v1/results")); got != nil {
			t.Errorf("a partner whose grant ended reads %v", got)
		}
	})
}

func TestAllResultsAsOneTable(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	mine := []string{w.ids["closed"], w.closeAnother(t, w.ids["organisations"])}
	read := func(body []byte) [][]string {
		t.Helper()
		rows, err := csv.NewReader(strings.NewReader(string(body))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		return rows
	}
	got := w.as(t, owner).Get("/v1/results", "Accept: text/csv")
	rows := read(got.Body)
	if len(rows) != 3 || got.Header.Get("Content-Type") != "text/csv; charset=utf-8" {
		t.Fatalf("%d rows of %s", len(rows), got.Header.Get("Content-Type"))
	}
	for i, id := range mine {
		alone := read(w.as(t, owner).Get("/v1/assessments/"+id+"/result", "Accept: text/csv").Body)
		want := map[string]string{"organisation": w.ids["organisations"]}
		for column, name := range alone[0] {
			want[name] = alone[1][column]
		}
		line := map[string]string{}
		for column, name := range rows[0] {
			if cell := rows[i+1][column]; cell != "" || want[name] != "" {
				line[name] = cell
			} else {
				delete(want, name)
			}
		}
		if diff := cmp.Diff(want, line); diff != "" {
			t.Errorf("(-alone +together):\n%s", diff)
		}
	}
}

func TestATableBeginsWithAMarkWhereThatIsAskedFor(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	for _, r := range matrix {
		if !r.takes("bom") {
			continue
		}
		client, path := w.as(t, r.somebody(t)), w.fill(t, r.path())
		plain, marked := client.Get(path, "Accept: text/csv"), client.Get(path+"?bom=1", "Accept: text/csv")
		if marked.Status != http.StatusOK || string(marked.Body) != "\ufeff"+string(plain.Body) {
			t.Errorf("%s: %d begins with %q", r.route, marked.Status, marked.Body[:min(9, len(marked.Body))])
		}
		for _, wrong := range []string{"0", "true", "2"} {
			requireProblem(t, client.Get(path+"?bom="+wrong, "Accept: text/csv"), http.StatusBadRequest)
		}
	}
}

// walkList returns something of each thing of a list, through all its pages.
func walkList[Page any](client *apitest.Client, path string, of func(*Page) []string) (all []string) {
	for path != "" {
		got := client.Get(path)
		var page Page
		got.Decode(&page)
		all = append(all, of(&page)...)
		path = got.NextPage()
	}
	return all
}

func namesIn(list *api.OrganisationList) (names []string) {
	for _, o := range list.Items {
		names = append(names, o.Name)
	}
	return names
}

func idsIn(list *api.AssessmentList) (ids []string) {
	for _, a := range list.Items {
		ids = append(ids, a.ID)
	}
	return ids
}

func TestListsAreNarrowedAndGoOnWithinThat(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		w := newWorld(t, address)
		client := w.as(t, partner)
		table := "name,identifiers,external_id\nŴyn One,GB-CHC-1234567,a\nwyn two,,b\nWYN three,,c\nHilltop,GB-CHC-1234568,d\n"
		var made api.OrganisationsImported
		client.Post("/v1/organisations/import", []byte(table), asTable).Decode(&made)
		names := func(query string) []string { return walkList(client, "/v1/organisations?limit=2&"+query, namesIn) }
		for query, want := range map[string][]string{
			"name=wyn":                                  {"Ŵyn One", "wyn two", "WYN three"},
			"name=" + url.QueryEscape("ŵYN T"):          {"wyn two", "WYN three"},
			"name=%25":                                  nil,
			"identifier=gb-chc-1234567":                 {"Ŵyn One"},
			"identifier=GB-CHC-7654321":                 nil,
			"external_id=c":                             {"WYN three"},
			"verification=verified":                     nil,
			"name=wyn&verification=unverified":          {"Ŵyn One", "wyn two", "WYN three"},
			"updated_since=2099-01-01T00:00:00Z":        nil,
			"name=o&updated_since=2020-01-01T00:00:00Z": {"Ŵyn One", "wyn two", "Hilltop"},
		} {
			if diff := cmp.Diff(want, names(query)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", query, diff)
			}
		}
		for _, wrong := range []string{"verification=checked", "identifier=1234567", "name=", "updated_since=soon"} {
			requireProblem(t, client.Get("/v1/organisations?"+wrong), http.StatusBadRequest)
		}
		first := decodeFields(t, client.Get("/v1/organisations?limit=1&name=wyn"))["next"].(string)
		for _, other := range []string{"", "&name=wy", "&name=wyn&verification=unverified", "&name=wyn&updated_since=2020-01-01T00:00:00Z"} {
			requireProblem(t, client.Get("/v1/organisations?cursor="+first+other), http.StatusBadRequest)
		}
		closed := []string{w.ids["closed"], w.closeAnother(t, w.ids["organisations"])}
		ids := func(query string) []string { return walkList(client, "/v1/assessments?limit=1&"+query, idsIn) }
		for query, want := range map[string][]string{
			"state=closed":               closed,
			"state=open":                 {w.ids["assessments"]},
			"state=open,closed":          {w.ids["assessments"], closed[0], closed[1]},
			"state=cancelled":            nil,
			"scope=strategic":            nil,
			"scope=service&state=closed": closed,
			"instrument=coproduction-ladder&state=open":            {w.ids["assessments"]},
			"instrument=another":                                   nil,
			"closed_since=2020-01-01T00:00:00Z":                    closed,
			"closed_since=" + w.service.Now().Format(time.RFC3339): closed[1:],
			"closed_since=2099-01-01T00:00:00Z":                    nil,
		} {
			if diff := cmp.Diff(want, ids(query)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", query, diff)
			}
		}
		for _, wrong := range []string{"state=", "state=open,", "state=open;closed", "state=open&state=closed", "state=shut", "scope=all", "closed_since=2026"} {
			requireProblem(t, client.Get("/v1/assessments?"+wrong), http.StatusBadRequest)
		}
	})
}
