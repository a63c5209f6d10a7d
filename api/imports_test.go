package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/api"
	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/intake"
	"github.com/sevenrungs/sevenrungs/internal/apitest"
	"github.com/sevenrungs/sevenrungs/internal/edge"
)

const asTable = "Content-Type: text/csv"

// importing is the address of a file of responses to the open assessment.
func (w *world) importing(t testing.TB) string {
	t.Helper()
	return w.fill(t, "/v1/assessments/{id}/responses/import")
}

// imported returns the responses to the open assessment that count.
func (w *world) imported(t testing.TB) []assessments.Response {
	t.Helper()
	found, err := w.service.Store.SubmittedResponses(t.Context(), w.ids["assessments"], access.Page{Limit: 10_000})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// faultsOf returns where something is wrong, as far as it is named.
func faultsOf(t *testing.T, answer *apitest.Response) (pointers []string) {
	t.Helper()
	p := requireProblem(t, answer, http.StatusUnprocessableEntity)
	for _, one := range p.Errors {
		pointers = append(pointers, one.Pointer)
	}
	p.Errors = slices.DeleteFunc(p.Errors, func(one edge.ProblemError) bool { // a list of codes is no sentence
		return strings.Contains(one.Detail, "There are: ") || strings.Contains(one.Detail, "Use one of: ")
	})
	saysItPlainly(t, p)
	return pointers
}

func TestWhatIsWrongWithATableIsNamedByItsRow(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	client, path := w.as(t, owner), w.importing(t)
	for name, tc := range map[string]struct {
		table string
		want  []string
	}{
		"nothing":                     {"", []string{"/rows"}},
		"a mark":                      {"\ufeff", []string{"/rows"}},
		"empty lines":                 {"\r\n\r\n", []string{"/rows"}},
		"names alone":                 {"voice,equality-culture\r\n", []string{"/rows"}},
		"an unknown column":           {"voice,colour,equality-culture\nlived,red,6\n", []string{"/rows/1/colour"}},
		"a column twice":              {"voice,Voice ,equality-culture\nlived,lived,6\n", []string{"/rows/1/voice"}},
		"a note to no question":       {"voice,note:colour\nlived,6\n", []string{"/rows/1/note:colour"}},
		"no voice":                    {"equality-culture\n6\n", []string{"/rows/2/voice"}},
		"no answers":                  {"voice,equality-culture\nlived,\n", []string{"/rows/2/answers"}},
		"a cell beyond the columns":   {"voice,equality-culture\nlived,6,7\n", []string{"/rows/2"}},
		"a cell without a column":     {"voice,equality-culture,\nlived,6,\nlived,6,x\n", []string{"/rows/3"}},
		"all kinds in one row":        {"voice,people,variant,support,equality-culture,note:equality-culture\nboth,2,big,many,9," + strings.Repeat("x", 1001) + "\n", []string{"/rows/2/voice", "/rows/2/people", "/rows/2/variant", "/rows/2/support", "/rows/2/answers/equality-culture", "/rows/2/notes/equality-culture"}},
		"people who are no number":    {"voice,people,equality-culture\nlived,two,6\nlived,1,6\nlived,1.0,6\n", []string{"/rows/2/people", "/rows/4/people"}},
		"rows with empty ones before": {"\nvoice,equality-culture\n\nlived,6\n,\n\nlived,8\n", []string{"/rows/7/answers/equality-culture"}},
		"a line break in a cell":      {"voice,equality-culture,note:equality-culture\nlived,6,\"one\n\ntwo\"\nlived,8,\n", []string{"/rows/3/answers/equality-culture"}},
		"a quotation mark left open":  {"voice,equality-culture\nlived,8\nlived,\"6\nlived,6\n", []string{"/rows/2/answers/equality-culture", "/rows/3"}},
		"Latin-1":                     {"voice,equality-culture,note:equality-culture\nlived,6,fine\nlived,6,caf\xe9\n", []string{"/rows/3"}},
		"Latin-1 in the names":        {"voice,caf\xe9\nlived,6\n", []string{"/rows/1"}},
		"UTF-16":                      {"\xff\xfev\x00o\x00i\x00c\x00e\x00", []string{"/rows"}},
		"a control character":         {"voice,equality-culture,note:equality-culture\nlived,6,a\x00b\n", []string{"/rows/2/notes/equality-culture"}},
		"5,001 rows":                  {"voice,equality-culture\n" + strings.Repeat("lived,6\n", assessments.MaxEntered+1), []string{"/rows"}},
	} {
		for _, query := range []string{"", "?dry_run=true"} {
			if diff := cmp.Diff(tc.want, faultsOf(t, client.Post(path+query, []byte(tc.table), asTable))); diff != "" {
				t.Errorf("%s%s (-want +got):\n%s", name, query, diff)
			}
		}
	}
	if kept := w.imported(t); len(kept) > 0 {
		t.Errorf("%d responses were kept", len(kept))
	}
}

func TestOfVeryManyFaultsSomeAreNamedAndAllCounted(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	p := requireProblem(t, w.as(t, owner).Post(w.importing(t), []byte("voice,equality-culture\n"+strings.Repeat("lived,9\n", 4000)), asTable), http.StatusUnprocessableEntity)
	if len(p.Errors) != 100 || p.Detail != "4000 things need to be put right. The first 100 are named. Nothing was kept." {
		t.Errorf("%d are named: %s", len(p.Errors), p.Detail)
	}
}

func TestAFileOfAnotherKindIsRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	const table = "voice,equality-culture\nlived,6\n"
	for _, path := range []string{w.importing(t), "/v1/organisations/import"} {
		for _, kind := range []string{"application/json", "text/plain", "text/csv; charset=iso-8859-1", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ""} {
			requireProblem(t, w.as(t, partner).Post(path, []byte(table), "Content-Type: "+kind), http.StatusUnsupportedMediaType)
		}
		requireProblem(t, w.as(t, partner).Post(path, []byte(table), asTable, "Content-Encoding: gzip"), http.StatusUnsupportedMediaType)
		requireProblem(t, w.as(t, partner).Post(path, slices.Repeat([]byte("\n"), intake.MaxImportBytes+1), asTable), http.StatusRequestEntityTooLarge)
		for _, flag := range []string{"?dry_run=1", "?dry_run=yes", "?dry_run=", "?dry-run=true"} {
			requireProblem(t, w.as(t, partner).Post(path+flag, []byte(table), asTable), http.StatusBadRequest)
		}
	}
}

// The same three responses, as programs for tables and other programs write them.
func TestAFileIsReadWhateverProgramWroteIt(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct{ kind, file string }{
		"commas":                     {"text/csv", "voice,equality-culture,note:equality-culture\nlived,6,\"=1+1, she said\"\nlived,dont_know,\nlearnt,4,\n"},
		"semicolons, a mark, CRLF":   {"text/csv; charset=utf-8", "\ufeffvoice;equality-culture;note:equality-culture\r\nlived;6;=1+1, she said\r\nlived;dont_know;\r\nlearnt;4;\r\n"},
		"tabs, and no line end":      {"text/csv", "voice\tequality-culture\tnote:equality-culture\nlived\t6\t=1+1, she said\nlived\tdont_know\nlearnt\t4"},
		"quoted names, other order":  {"text/csv; charset=UTF-8", "\"note:equality-culture\";\"Equality-Culture \";\"VOICE\"\n\"=1+1, she said\";\" 6 \";\"Lived\"\n;dont_know;lived\n;;\n;4;LEARNT\n"},
		"JSON lines":                 {"application/x-ndjson", `{"voice":"lived","answers":{"equality-culture":"6"},"notes":{"equality-culture":"=1+1, she said"}}` + "\n" + `{"voice":"lived","answers":{"equality-culture":"dont_know"}}` + "\n\n" + `{"voice":"learnt","state":"submitted","answers":{"equality-culture":"4"}}`},
		"JSON lines, CRLF, and mark": {"application/x-ndjson; charset=utf-8", "\ufeff" + `{"voice":"lived","answers":{"equality-culture":"6"},"notes":{"equality-culture":"=1+1, she said"}}` + "\r\n" + `{"voice":"lived","answers":{"equality-culture":"dont_know"}}` + "\r\n" + `{"voice":"learnt","answers":{"equality-culture":"4"}}` + "\r\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, newFile(t))
			client, path := w.as(t, partner), w.importing(t)
			var checked, entered api.ResponsesImported
			client.Post(path+"?dry_run=true", []byte(tc.file), "Content-Type: "+tc.kind).Decode(&checked)
			if kept := w.imported(t); len(kept) > 0 || !checked.DryRun || len(checked.Responses) > 0 {
				t.Fatalf("checking kept %d: %+v", len(kept), checked)
			}
			client.Post(path, []byte(tc.file), "Content-Type: "+tc.kind).Decode(&entered)
			want := []api.VoiceImported{{Voice: "lived", Responses: 2, People: 2}, {Voice: "learnt", Responses: 1, People: 1}}
			if diff := cmp.Diff(want, entered.Voices); diff != "" || !cmp.Equal(want, checked.Voices) || len(entered.Responses) != 3 {
				t.Fatalf("%+v (-want +got):\n%s", entered, diff)
			}
			var first api.Response
			opened := entered.Responses[0]
			w.client.In(t).As(opened.ResponseKey).Get(w.fill(t, "/v1/assessments/{id}/responses/") + opened.ID).Decode(&first)
			wanted := api.Response{
				ID: opened.ID, AssessmentID: w.ids["assessments"], Voice: "lived", State: "submitted", Origin: "entered", People: 1,
				Answers: map[string]string{"equality-culture": "6"}, Notes: map[string]string{"equality-culture": "=1+1, she said"}, PrivateNotes: []string{},
				Variant: "standard", Support: "none",
			}
			if diff := cmp.Diff(wanted, first); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if got := w.client.In(t).As(opened.ResponseKey).Delete(w.fill(t, "/v1/assessments/{id}/responses/")+opened.ID, "If-Match: *"); got.Status != http.StatusNoContent || len(w.imported(t)) != 2 {
				t.Errorf("taking one back: %d, and %d are left", got.Status, len(w.imported(t)))
			}
		})
	}
}

func TestATeamGivesOneResponseInAFileToo(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		w := newWorld(t, address)
		var a api.Assessment
		w.as(t, owner).Post("/v1/assessments", []byte(w.fillBody(`{"organisation_id":"{organisations}","instrument":"coproduction-ladder","scope":"service","title":"Teams","answering":{"learnt":"team"}}`))).Decode(&a)
		path := "/v1/assessments/" + a.ID + "/responses/import"
		two := []byte("voice,people,equality-culture\nlearnt,4,6\nlived,1,6\nlearnt,3,6\n")
		if diff := cmp.Diff([]string{"/rows/4/voice"}, faultsOf(t, w.as(t, owner).Post(path, two, asTable))); diff != "" {
			t.Error(diff)
		}
		one := []byte("voice,people,equality-culture\nlearnt,4,6\nlived,1,6\n")
		if got := w.as(t, owner).Post(path, one, asTable); got.Status != http.StatusCreated {
			t.Fatalf("%d %s", got.Status, got.Body)
		}
		for _, query := range []string{"", "?dry_run=true"} {
			requireProblem(t, w.as(t, owner).Post(path+query, one, asTable), http.StatusConflict)
		}
	})
}

func TestNothingIsImportedIntoWhatIsClosed(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	for _, query := range []string{"", "?dry_run=true"} {
		requireProblem(t, w.as(t, owner).Post("/v1/assessments/"+w.ids["closed"]+"/responses/import"+query, []byte("voice,equality-culture\nlived,6\n"), asTable), http.StatusConflict)
	}
}

// The page of a note shows nothing of what else stands in the file: nobody's row, and
// no order.
func TestARepeatedImportShowsNoKeysAndKeepsNone(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		w := newWorld(t, address)
		path, table := w.importing(t), []byte("voice,equality-culture\n"+strings.Repeat("lived,6\n", 250))
		var first, again api.ResponsesImported
		w.as(t, owner).Post(path, table, asTable, "Idempotency-Key: paper-1").Decode(&first)
		w.as(t, owner).Post(path, table, asTable, "Idempotency-Key: paper-1").Decode(&again)
		first.Responses, first.KeyShown = []api.ResponseImported{}, true
		if diff := cmp.Diff(first, again); diff != "" || len(w.imported(t)) != 250 {
			t.Errorf("%d are kept (-first +again):\n%s", len(w.imported(t)), diff)
		}
	})
}

func TestOrganisationsAreMadeOfAFile(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		w := newWorld(t, address)
		client := w.as(t, partner)
		const path = "/v1/organisations/import"
		for table, want := range map[string][]string{
			"name,external_id\nOne,a\n,b\nThree,a\n": {"/rows/3/name", "/rows/4/external_id"},
			"name,identifiers,region,led_by_lived_experience,annual_income\nOne,GB-CHC-1 GB-CHC-1234567,TLA,perhaps,£1\n": {"/rows/2/annual_income", "/rows/2/led_by_lived_experience", "/rows/2/identifiers/0", "/rows/2/region"},
			"name,colour\nOne,red\n": {"/rows/1/colour"},
			"name\n" + strings.Repeat("Club\n", assessments.MaxOrganisations+1): {"/rows"},
		} {
			if diff := cmp.Diff(want, faultsOf(t, client.Post(path, []byte(table), asTable))); diff != "" {
				t.Errorf("%.60s (-want +got):\n%s", table, diff)
			}
		}
		table := "name;identifiers;country;region;sector;annual_income;led_by_lived_experience;external_id;contact\n" +
			"Ŵyn Carers;GB-CHC-1234567 GB-COH-01234567;GB;TLL;D;48000;yes;crm-0;Ann\n"
		for i := range assessments.MaxOrganisations - 1 {
			table += fmt.Sprintf("Club %d;;;;;;;crm-%d;\n", i, i+1)
		}
		var checked, made api.OrganisationsImported
		client.Post(path+"?dry_run=true", []byte(table), asTable).Decode(&checked)
		client.Post(path, []byte(table), asTable).Decode(&made)
		if !checked.DryRun || checked.Count != 300 || len(checked.Organisations) > 0 || made.Count != 300 || len(made.Organisations) != 300 || made.Organisations[299].Row != 301 {
			t.Fatalf("checked %d, made %d", checked.Count, made.Count)
		}
		var first api.Organisation
		client.Get("/v1/organisations/" + made.Organisations[0].ID).Decode(&first)
		if first.Name != "Ŵyn Carers" || len(first.Identifiers) != 2 || *first.AnnualIncome != 48000 || !*first.LedByLivedExperience || *first.Region != "TLL" || *first.ExternalID != "crm-0" {
			t.Errorf("%+v", first)
		}
		// Once more, by mistake: each is named, as far as faults are.
		if again := faultsOf(t, client.Post(path, []byte(table), asTable)); len(again) != 100 || again[0] != "/rows/2/external_id" {
			t.Errorf("once more: %v", again)
		}
		// Another partner's references are its own.
		if got := w.as(t, outsider).Post(path, []byte("name,external_id\nClub,crm-0\n"), asTable); got.Status != http.StatusCreated {
			t.Errorf("another partner: %d %s", got.Status, got.Body)
		}
		requireProblem(t, w.as(t, outsider).Get("/v1/organisations/"+made.Organisations[0].ID), http.StatusNotFound)
	})
}

func TestAFileCountsAsManyRequests(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t), limitRate(100))
	before := w.as(t, partner).Get("/version").Header.Get("RateLimit")
	got := w.as(t, partner).Post("/v1/organisations/import", []byte("name\n"+strings.Repeat("Club\n", 60)), asTable)
	if got.Status != http.StatusCreated || before == "" || got.Header.Get("RateLimit") != `"default";r=89;t=7` {
		t.Errorf("%d: %s, then %s", got.Status, before, got.Header.Get("RateLimit"))
	}
}

func TestEveryExampleOfAFileIsTaken(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	for _, r := range matrix {
		if !r.isFile() {
			continue
		}
		for kind, media := range readDocument().Paths[r.path()]["post"].RequestBody.Content {
			var text string
			if err := json.Unmarshal([]byte(media.Example), &text); err != nil || text == "" {
				t.Errorf("%s: the example of %s: %v", r.route, kind, err)
			}
			if got := w.as(t, partner).Post(w.fill(t, r.path()), []byte(text), "Content-Type: "+kind); got.Status != http.StatusCreated {
				t.Errorf("%s: %s\n%d %s", r.route, text, got.Status, got.Body)
			}
		}
	}
}
