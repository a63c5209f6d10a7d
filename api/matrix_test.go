package api_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/api"
	"github.com/sevenrungs/sevenrungs/docs"
)

// matrix says who may do what: what each of the callers gets from each address,
// then each of the participants, and what every key gets that opens nothing. One
// status is for all of them. An address that is not here fails the tests, and so
// does a line without an address. All tests of the conventions take their
// requests from here as well.
var matrix = []row{
	{"GET /livez", "", "200 | 200 | 200"},
	{"GET /readyz", "", "200 | 200 | 200"},
	{"GET /version", "", "200 | 200 | 401"},
	{"GET /openapi.json", "", "200 | 200 | 401"},
	{"GET /instrument.schema.json", "", "200 | 200 | 401"},

	{"GET /v1/instruments", "", "200 | 200 | 401"},
	{"GET /v1/instruments/{id}", "", "200 | 200 | 401"},
	{"GET /v1/instruments/{id}/versions/{version}", "", "200 | 200 | 401"},
	{"POST /v1/scores", `{"instrument":"coproduction-ladder"}`, "200 | 200 | 401"},

	{"GET /v1/me", "", "401 200 200 200 200 200 200 200 | 200 | 401"},

	{"POST /v1/organisations", `{"name":"Hilltop Club"}`, "201 201 403 403 201 201 403 403 | 403 | 401"},
	{"POST /v1/organisations/import", `{"name":"Hilltop Club"}`, "401 201 403 403 201 201 403 403 | 403 | 401"},
	{"GET /v1/organisations", "", "401 200 200 200 200 200 403 403 | 403 | 401"},
	{"GET /v1/organisations/{id}", "", "401 200 200 404 200 404 403 403 | 403 | 401"},
	{"PATCH /v1/organisations/{id}", `{"name":"New name"}`, "401 200 200 404 200 404 403 403 | 403 | 401"},
	{"DELETE /v1/organisations/{id}", "", "401 204 204 404 403 403 403 403 | 403 | 401"},
	{"GET /v1/organisations/{id}/export", "", "401 403 200 404 403 403 403 403 | 403 | 401"},
	{"POST /v1/organisations/{id}/verification", `{"decision":"rejected"}`, "401 200 403 403 403 403 403 403 | 403 | 401"},
	{"POST /v1/organisations/{id}/grants", `{"partner_id":"{partners}"}`, "401 403 201 404 403 403 403 403 | 403 | 401"},
	{"GET /v1/organisations/{id}/grants", "", "401 403 200 404 403 403 403 403 | 403 | 401"},
	{"GET /v1/organisations/{id}/grants/{grant}", "", "401 403 200 404 403 403 403 403 | 403 | 401"},
	{"DELETE /v1/organisations/{id}/grants/{grant}", "", "401 403 204 404 403 403 403 403 | 403 | 401"},
	{"POST /v1/organisations/{id}/keys", `{"name":"Our app"}`, "401 201 201 404 403 403 403 403 | 403 | 401"},
	{"GET /v1/organisations/{id}/keys", "", "401 200 200 404 403 403 403 403 | 403 | 401"},
	{"GET /v1/organisations/{id}/keys/{key}", "", "401 200 200 404 403 403 403 403 | 403 | 401"},
	{"DELETE /v1/organisations/{id}/keys/{key}", "", "401 204 204 404 403 403 403 403 | 403 | 401"},
	{"POST /v1/organisations/{id}/claim", "", "401 409 403 403 409 404 403 403 | 403 | 401"}, // it has keys
	{"POST /v1/claims", `{"claim":"{new claim}"}`, "201 | 201 | 401"},

	{"GET /v1/results", "", "401 403 200 200 200 200 403 403 | 403 | 401"},
	{"GET /v1/organisations/{id}/progress", "", "401 403 200 404 200 404 403 403 | 403 | 401"},

	{"POST /v1/assessments", `{"organisation_id":"{organisations}","instrument":"coproduction-ladder","scope":"service","title":"Short breaks"}`, "401 403 201 422 201 422 403 403 | 403 | 401"},
	{"GET /v1/assessments", "", "401 403 200 200 200 200 403 403 | 403 | 401"},
	{"GET /v1/assessments/{id}", "", "401 403 200 404 200 404 403 403 | 403 | 401"},
	{"GET /v1/assessments/{id}/closing.ics", "", "401 403 200 404 200 404 403 403 | 403 | 401"},
	{"PATCH /v1/assessments/{id}", `{"title":"New name"}`, "401 403 200 404 200 404 403 403 | 403 | 401"},
	{"POST /v1/assessments/{id}/close", "", "401 403 200 404 200 404 403 403 | 403 | 401"},
	{"POST /v1/assessments/{id}/cancel", "", "401 403 200 404 200 404 403 403 | 403 | 401"},
	{"POST /v1/assessments/{id}/invitations", `{"voice":"lived"}`, "401 403 201 404 201 404 403 403 | 403 | 401"},
	{"GET /v1/assessments/{id}/invitations", "", "401 403 200 404 200 404 403 403 | 403 | 401"},
	{"GET /v1/assessments/{id}/invitations/{invitation}", "", "401 403 200 404 200 404 403 403 | 403 | 401"},
	{"DELETE /v1/assessments/{id}/invitations/{invitation}", "", "401 403 204 404 204 404 403 403 | 403 | 401"},
	{"POST /v1/invitations/look", `{"key":"{invited}"}`, "200 | 200 | 401"},
	{"POST /v1/invitations/redeem", `{"key":"{invited}"}`, "201 | 201 | 401"},

	{"POST /v1/assessments/{id}/responses", `{"voice":"lived","state":"submitted","answers":{"equality-culture":"6"},"notes":{"equality-culture":"New name"}}`, "401 403 201 404 201 404 403 403 | 403 | 401"},
	{"POST /v1/assessments/{id}/responses/import", `{"voice":"lived","answers":{"equality-culture":"6"},"notes":{"equality-culture":"New name"}}`, "401 403 201 404 201 404 403 403 | 403 | 401"},
	{"GET /v1/assessments/{id}/responses/{response}", "", "401 404 404 404 404 404 404 404 | 404 200 404 404 404 404 404 | 401"},
	{"GET /v1/assessments/{id}/responses/{response}/asked", "", "401 404 404 404 404 404 404 404 | 404 200 404 404 404 404 404 | 401"},
	{"PUT /v1/assessments/{id}/responses/{response}", `{"answers":{"equality-culture":"4"},"notes":{"equality-culture":"New name"}}`, "401 404 404 404 404 404 404 404 | 404 200 404 404 404 404 404 | 401"},
	{"PATCH /v1/assessments/{id}/responses/{response}", `{"notes":{"equality-culture":"New name"}}`, "401 404 404 404 404 404 404 404 | 404 200 404 404 404 404 404 | 401"},
	{"DELETE /v1/assessments/{id}/responses/{response}", "", "401 404 404 404 404 404 404 404 | 404 204 404 404 404 404 404 | 401"},
	{"POST /v1/assessments/{id}/responses/{response}/submit", "", "401 404 404 404 404 404 404 404 | 404 200 404 404 404 404 404 | 401"},
	{"POST /v1/assessments/{id}/responses/{response}/key", "", "401 404 404 404 404 404 404 404 | 404 201 404 404 404 404 404 | 401"},

	{"GET /v1/assessments/{id}/result", "", "401 403 200 404 200 404 403 403 | 403 404 404 404 200 200 404 | 401"},
	{"GET /v1/assessments/{id}/result/notes", "", "401 403 200 404 200 404 403 403 | 403 | 401"},
	{"POST /v1/assessments/{id}/result/links", `{"expires_at":"2026-12-31T00:00:00Z"}`, "401 403 201 404 201 404 403 403 | 403 | 401"},
	{"GET /v1/assessments/{id}/result/links", "", "401 403 200 404 200 404 403 403 | 403 | 401"},
	{"GET /v1/assessments/{id}/result/links/{link}", "", "401 403 200 404 200 404 403 403 | 403 | 401"},
	{"DELETE /v1/assessments/{id}/result/links/{link}", "", "401 403 204 404 204 404 403 403 | 403 | 401"},
	{"GET /v1/assessments/{id}/plan", "", "401 403 200 404 200 404 403 403 | 403 | 401"},
	{"POST /v1/assessments/{id}/plan/actions", `{"text":"New name"}`, "401 403 201 404 201 404 403 403 | 403 | 401"},
	{"PATCH /v1/assessments/{id}/plan/actions/{action}", `{"text":"New name"}`, "401 403 200 404 200 404 403 403 | 403 | 401"},
	{"DELETE /v1/assessments/{id}/plan/actions/{action}", "", "401 403 204 404 204 404 403 403 | 403 | 401"},

	{"GET /v1/share-texts", "", "200 | 200 | 401"},
	{"GET /v1/programme-codes/{code}", "", "401 403 200 200 403 403 403 403 | 403 | 401"},
	{"POST /v1/organisations/{id}/shares", `{"purpose":"named","programme_code":"{new code}","text_version":"2"}`, "401 403 201 404 403 403 403 403 | 403 | 401"},
	{"GET /v1/organisations/{id}/shares", "", "401 403 200 404 403 403 403 403 | 403 | 401"},
	{"GET /v1/organisations/{id}/shares/{share}", "", "401 403 200 404 403 403 403 403 | 403 | 401"},
	{"DELETE /v1/organisations/{id}/shares/{share}", "", "401 403 204 404 403 403 403 403 | 403 | 401"},
	{"GET /v1/organisations/{id}/shares/{share}/preview", "", "401 403 200 404 403 403 403 403 | 403 | 401"},
	{"GET /v1/organisations/{id}/position/{period}", "", "401 403 200 404 403 403 403 403 | 403 | 401"},

	{"POST /v1/periods", `{"period":"{new period}","opens_at":"{its year}-01-01T00:00:00Z","closes_at":"{its year}-12-31T00:00:00Z","freeze_at":"{its year}-12-31T00:00:00Z"}`, "401 201 403 403 403 403 403 403 | 403 | 401"},
	{"GET /v1/periods", "", "401 200 200 200 200 200 200 200 | 403 | 401"},
	{"GET /v1/periods/{period}", "", "401 200 200 200 200 200 200 200 | 403 | 401"},
	{"POST /v1/periods/{period}/freeze", "", "401 200 403 403 403 403 403 403 | 403 | 401"},
	{"POST /v1/programmes", `{"name":"Community grants","scope":"service","instrument":"coproduction-ladder","periods":["{periods}"]}`, "401 403 403 403 403 403 201 201 | 403 | 401"},
	{"GET /v1/programmes", "", "401 200 403 403 403 403 200 200 | 403 | 401"},
	{"GET /v1/programmes/{id}", "", "401 200 403 403 403 403 200 404 | 403 | 401"},
	{"GET /v1/programmes/{id}/readiness/{period}", "", "401 403 403 403 403 403 200 404 | 403 | 401"},
	{"GET /v1/programmes/{id}/named", "", "401 403 403 403 403 403 200 404 | 403 | 401"},
	{"GET /v1/programmes/{id}/named/{share}", "", "401 403 403 403 403 403 404 404 | 403 | 401"}, // nothing is shown there
	{"GET /v1/programmes/{id}/releases/{period}", "", "401 403 200 404 403 403 200 404 | 403 | 401"},
	{"GET /v1/benchmarks", "", "200 | 200 | 401"},
	{"GET /v1/benchmarks/{period}", "", "200 | 200 | 401"},
	{"GET /v1/benchmarks/{period}/schema", "", "200 | 200 | 401"},
	{"GET /v1/benchmarks/{period}/sectors/{code}/schema", "", "200 | 200 | 401"},
	{"GET /v1/benchmarks/{period}/sectors/{code}", "", "200 | 200 | 401"},

	{"GET /v1/events", "", "401 200 200 200 200 200 200 200 | 403 | 401"},
	{"POST /v1/webhooks", `{"url":"https://example.org/hooks"}`, "401 201 201 201 201 201 201 201 | 403 | 401"},
	{"GET /v1/webhooks", "", "401 200 200 200 200 200 200 200 | 403 | 401"},
	{"GET /v1/webhooks/{id}", "", "401 404 200 404 404 404 404 404 | 403 | 401"},
	{"PATCH /v1/webhooks/{id}", `{"url":"https://example.org/New-name"}`, "401 404 200 404 404 404 404 404 | 403 | 401"},
	{"DELETE /v1/webhooks/{id}", "", "401 404 204 404 404 404 404 404 | 403 | 401"},
	{"POST /v1/webhooks/{id}/rotate", "", "401 404 200 404 404 404 404 404 | 403 | 401"},
	{"POST /v1/webhooks/{id}/test", "", "401 404 200 404 404 404 404 404 | 403 | 401"},
	{"GET /v1/webhooks/{id}/deliveries", "", "401 404 200 404 404 404 404 404 | 403 | 401"},
	{"POST /v1/webhooks/{id}/deliveries/{delivery}/resend", "", "401 404 200 404 404 404 404 404 | 403 | 401"},

	{"POST /v1/partners", `{"name":"Apps"}`, "401 201 403 403 403 403 403 403 | 403 | 401"},
	{"GET /v1/partners", "", "401 200 403 403 403 403 403 403 | 403 | 401"},
	{"GET /v1/partners/{id}", "", "401 200 403 403 200 404 403 403 | 403 | 401"},
	{"PATCH /v1/partners/{id}", `{"name":"New name"}`, "401 200 403 403 403 403 403 403 | 403 | 401"},
	{"DELETE /v1/partners/{id}", "", "401 204 403 403 403 403 403 403 | 403 | 401"},
	{"POST /v1/partners/{id}/keys", `{"name":"Our app"}`, "401 201 403 403 201 404 403 403 | 403 | 401"},
	{"GET /v1/partners/{id}/keys", "", "401 200 403 403 200 404 403 403 | 403 | 401"},
	{"GET /v1/partners/{id}/keys/{key}", "", "401 200 403 403 200 404 403 403 | 403 | 401"},
	{"DELETE /v1/partners/{id}/keys/{key}", "", "401 204 403 403 204 404 403 403 | 403 | 401"},

	{"POST /v1/funders", `{"name":"Fund"}`, "401 201 403 403 403 403 403 403 | 403 | 401"},
	{"GET /v1/funders", "", "401 200 403 403 403 403 403 403 | 403 | 401"},
	{"GET /v1/funders/{id}", "", "401 200 403 403 403 403 200 404 | 403 | 401"},
	{"PATCH /v1/funders/{id}", `{"name":"New name"}`, "401 200 403 403 403 403 403 403 | 403 | 401"},
	{"DELETE /v1/funders/{id}", "", "401 409 403 403 403 403 403 403 | 403 | 401"},
	{"POST /v1/funders/{id}/keys", `{"name":"Our app"}`, "401 201 403 403 403 403 201 404 | 403 | 401"},
	{"GET /v1/funders/{id}/keys", "", "401 200 403 403 403 403 200 404 | 403 | 401"},
	{"GET /v1/funders/{id}/keys/{key}", "", "401 200 403 403 403 403 200 404 | 403 | 401"},
	{"DELETE /v1/funders/{id}/keys/{key}", "", "401 204 403 403 403 403 204 404 | 403 | 401"},
}

// row is one address, a body that is sound there, and what everybody gets.
type row struct{ route, body, want string }

func (r row) method() string { return r.route[:strings.IndexByte(r.route, ' ')] }
func (r row) path() string   { return r.route[strings.IndexByte(r.route, ' ')+1:] }

// status returns what a caller gets.
func (r row) status(t testing.TB, who string) int {
	t.Helper()
	wants := strings.Split(r.want, " | ")
	for i, group := range [3][]string{callers, participants, badKeys} {
		position := slices.Index(group, who)
		if position < 0 {
			continue
		}
		each := strings.Fields(wants[i])
		if len(each) == 1 {
			position = 0
		} else if len(each) != len(group) {
			t.Fatalf("%s: %d statuses for %d callers", r.route, len(each), len(group))
		}
		status, err := strconv.Atoi(each[position])
		if err != nil {
			t.Fatal(err)
		}
		return status
	}
	t.Fatalf("nobody is %q", who)
	return 0
}

// somebody returns who may do it, if only the state of the scene allowed it. It
// prefers those of the scene, whose things it is about.
func (r row) somebody(t testing.TB) string {
	t.Helper()
	for _, who := range []string{owner, partner, funder, operator, author, anybody} {
		if status := r.status(t, who); status < http.StatusBadRequest || status == http.StatusConflict {
			return who
		}
		if strings.HasSuffix(r.path(), "/named/{share}") && who == funder { // if anything was shown
			return who
		}
	}
	t.Fatalf("%s: nobody may", r.route)
	return ""
}

// request makes the request of a row in the present scene. Headers are as in
// package apitest.
func (w *world) request(t testing.TB, r row, who string, headers ...string) *http.Request {
	t.Helper()
	body := w.fillBody(w.fillNew(t, r, headers))
	if body != "" {
		headers = append([]string{"Content-Type: " + r.bodyType()}, headers...)
	}
	if r.takes("If-Match") {
		headers = append([]string{"If-Match: *"}, headers...)
	}
	return w.as(t, who).Request(r.method(), w.fill(t, r.path()), []byte(body), headers...)
}

// operation is what the OpenAPI document says of an address with a method.
type operation struct {
	Parameters []parameter
	Responses  map[string]any
	Security   []map[string]any
}

// parameter is one that an operation takes.
type parameter struct {
	Name, In string
	Ref      string `json:"$ref"` // where it stands, when many take it
}

// operations returns the operations of the document, as the rows name them.
var operations = sync.OnceValue(func() map[string]operation {
	var document struct {
		Paths      map[string]map[string]operation
		Components struct{ Parameters map[string]parameter }
	}
	if err := json.Unmarshal(docs.OpenAPI, &document); err != nil {
		panic(err)
	}
	all := map[string]operation{}
	for path, methods := range document.Paths {
		for method, o := range methods {
			for i, p := range o.Parameters {
				if p.Ref != "" {
					o.Parameters[i] = document.Components.Parameters[strings.TrimPrefix(p.Ref, "#/components/parameters/")]
				}
			}
			all[strings.ToUpper(method)+" "+path] = o
		}
	}
	return all
})

// takes tells whether the document names a parameter, in whatever place, for
// the address of a row.
func (r row) takes(parameter string) bool {
	for _, p := range operations()[r.route].Parameters {
		if p.Name == parameter {
			return true
		}
	}
	return false
}

// isFile tells whether the body of a row is a file of many things.
func (r row) isFile() bool { return strings.HasSuffix(r.path(), toImport) }

// things is the path of the things that a row is about, of which a file may hold many.
func (r row) things() string { return strings.TrimSuffix(r.path(), toImport) }

const toImport = "/import"

// bodyType is what the body of a row is. One line of JSON lines is JSON.
func (r row) bodyType() string {
	if r.isFile() {
		return jsonLines
	}
	return "application/json"
}

const jsonLines = "application/x-ndjson"

func TestTheMatrixIsWhole(t *testing.T) {
	t.Parallel()
	var rows []string
	for _, r := range matrix {
		rows = append(rows, r.route)
	}
	slices.Sort(rows)
	if diff := cmp.Diff(slices.Sorted(maps.Keys(operations())), rows); diff != "" {
		t.Errorf("an address is not in the matrix, or the other way round (-document +matrix):\n%s", diff)
	}
	for _, r := range matrix {
		open := r.status(t, anybody) < http.StatusBadRequest
		needs := operations()[r.route].Security
		if locked := len(needs) > 0 && len(needs[0]) > 0; locked == open {
			t.Errorf("%s: the document asks for a key: %v, the matrix lets nobody in: %v", r.route, locked, open)
		}
	}
}

func TestEveryoneGetsWhatTheMatrixSays(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		w := newWorld(t, address)
		for n, r := range matrix {
			for _, who := range r.askers(t, address, n) {
				w.expect(t, r, who, r.status(t, who))
			}
		}
	})
}

// expect sends the request of a row as somebody. Where that ended something, another
// takes its place in the scene; where it was refused, the scene must still be fit for
// those who may.
func (w *world) expect(t *testing.T, r row, who string, want int) {
	t.Helper()
	got := w.as(t, who).Do(w.request(t, r, who))
	if got.Status != want {
		t.Errorf("%s as %s: %d, want %d: %s", r.route, who, got.Status, want, got.Body)
	}
	w.goOn(t, r, got.Status)
}

// goOn makes anew what a request ended.
func (w *world) goOn(t testing.TB, r row, status int) {
	t.Helper()
	ending := r.method() == http.MethodDelete || slices.ContainsFunc([]string{"/close", "/cancel", "/submit", "/freeze"}, func(end string) bool {
		return strings.HasSuffix(r.path(), end)
	})
	if !ending || status >= http.StatusBadRequest {
		return
	}
	things, _, isKey := strings.Cut(strings.TrimPrefix(r.path(), "/v1/"), "/{id}/keys/")
	switch {
	case isKey:
		w.addKey(t, things)
	case strings.HasPrefix(r.path(), "/v1/assessments/"):
		w.assess(t)
	default:
		w.renew(t)
	}
}

func TestNobodyRegistersWhereRegistrationIsClosed(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t), func(o *served) { o.OpenToAll = false })
	for _, r := range matrix {
		if r.route == "POST /v1/organisations" {
			w.expect(t, r, anybody, http.StatusUnauthorized)
			w.expect(t, r, operator, http.StatusCreated)
			w.expect(t, r, partner, http.StatusCreated)
			w.expect(t, r, owner, http.StatusForbidden)
		}
	}
}

func TestPagesForPeopleAreOpenToAllButBadKeys(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	for _, path := range []string{"/docs", "/docs/"} {
		for _, who := range everybody {
			recorder := httptest.NewRecorder()
			req := httptest.NewRequest(http.MethodGet, path, http.NoBody)
			if key := w.keyOf(who); key != "" {
				req.Header.Set("Authorization", "Bearer "+key)
			}
			w.handler.ServeHTTP(recorder, req)
			if refused := recorder.Code == http.StatusUnauthorized; refused != slices.Contains(badKeys, who) {
				t.Errorf("%s as %s: %d", path, who, recorder.Code)
			}
		}
	}
}

func TestListsHoldOnlyWhatAKeyOpens(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		w := newWorld(t, address)
		count := func(who string) string {
			var list api.OrganisationList
			w.as(t, who).Get("/v1/organisations").Decode(&list)
			mine := slices.ContainsFunc(list.Items, func(o api.Organisation) bool { return o.ID == w.ids["organisations"] })
			return fmt.Sprint(len(list.Items), mine)
		}
		for who, want := range map[string]string{operator: "2 true", owner: "1 true", stranger: "1 false", partner: "1 true", outsider: "0 false"} {
			if got := count(who); got != want {
				t.Errorf("%s sees %s, want %s", who, got, want)
			}
		}
		if got := w.as(t, owner).Delete(w.fill(t, "/v1/organisations/{id}/grants/{grant}")); got.Status != http.StatusNoContent {
			t.Fatalf("revoking: %d %s", got.Status, got.Body)
		}
		if got := count(partner); got != "0 false" {
			t.Errorf("a partner sees %s after its grant was revoked", got)
		}
		requireProblem(t, w.as(t, partner).Get(w.fill(t, "/v1/organisations/{id}")), http.StatusNotFound)
	})
}
