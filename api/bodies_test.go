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
	"github.com/sevenrungs/sevenrungs/assessments/intake"
	"github.com/sevenrungs/sevenrungs/internal/apitest"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
	"github.com/sevenrungs/sevenrungs/internal/edge"
)

func TestBodiesThatAreNoJSONOfOursAreRefusedEverywhere(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	var withTimes []string
	for _, r := range matrix {
		if r.body == "" || r.isFile() { // of files see imports_test.go
			continue
		}
		who, most := r.somebody(t), api.MaxBody
		if r.path() == "/v1/scores" {
			most = intake.MaxScoreBytes
		}
		send := func(body string, headers ...string) *apitest.Response {
			headers = append([]string{"If-Match: *", "Content-Type: application/json"}, headers...)
			return w.as(t, who).Send(r.method(), w.fill(t, r.path()), []byte(body), headers...)
		}
		for _, body := range []string{
			"", " ", "{", "[]", `""`, "1", "null", "true", "{}{}", `{"colour":"blue"}`, `{"name":"a","name":"b"}`, "{'name':1}", "{\"name\":\"\xff\"}",
			`{"name":{}}`, strings.Repeat(`{"name":`, 20_000), "\ufeff", "\ufeff{", "\ufeff\ufeff{}", "{}\ufeff",
		} {
			requireProblem(t, send(body), http.StatusBadRequest)
		}
		if marked, plain := send("\ufeff"+`{"external_id":1,`), send(`{"external_id":1,`); marked.Status != plain.Status {
			t.Errorf("%s: %d with a mark in front of the JSON, %d without", r.route, marked.Status, plain.Status)
		}
		for _, field := range []string{"opens_at", "closes_at", "freeze_at", "expires_at"} {
			if wrongTimesAreRefused(t, field, func(body string) *apitest.Response { return send(body) }) {
				withTimes = append(withTimes, r.route+" "+field)
			}
		}
		requireProblem(t, send(strings.Repeat(" ", most+1)), http.StatusRequestEntityTooLarge)
		if got := send(strings.Repeat(" ", most)); got.Status != http.StatusBadRequest {
			t.Errorf("%s: %d spaces: %d", r.route, most, got.Status)
		}
		for _, kind := range []string{"text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin1", "application/problem+json", ""} {
			requireProblem(t, send(r.body, "Content-Type: "+kind), http.StatusUnsupportedMediaType)
		}
		requireProblem(t, send(r.body, "Content-Encoding: gzip"), http.StatusUnsupportedMediaType)
		patched := send("{", "Content-Type: application/merge-patch+json").Status == http.StatusBadRequest
		if patched != (r.method() == http.MethodPatch) {
			t.Errorf("%s takes a merge patch: %v", r.route, patched)
		}
	}
	slices.Sort(withTimes)
	if diff := cmp.Diff(takesTimes, withTimes); diff != "" {
		t.Errorf("other fields take a time (-want +got):\n%s", diff)
	}
}

// takesTimes are the fields that are a time.
var takesTimes = []string{
	"PATCH /v1/assessments/{id} closes_at",
	"POST /v1/assessments closes_at",
	"POST /v1/assessments/{id}/invitations expires_at",
	"POST /v1/assessments/{id}/result/links expires_at",
	"POST /v1/funders/{id}/keys expires_at",
	"POST /v1/organisations/{id}/grants expires_at",
	"POST /v1/organisations/{id}/keys expires_at",
	"POST /v1/organisations/{id}/shares expires_at",
	"POST /v1/partners/{id}/keys expires_at",
	"POST /v1/periods closes_at",
	"POST /v1/periods freeze_at",
	"POST /v1/periods opens_at",
}

const notATime = "This is not a time. Write it like 2026-12-01T09:00:00Z."

// wrongTimes are given where a time belongs, and what is said then.
var wrongTimes = map[string]string{
	`""`:                          notATime,
	`"tomorrow"`:                  notATime,
	`"2026-12-01"`:                notATime,
	`"2026-12-01T10:00:00"`:       notATime,
	`"2026-12-01 10:00:00Z"`:      notATime,
	`"2026-02-30T10:00:00Z"`:      notATime,
	`"2026-12-01T24:00:00+00:00"`: notATime,
	`1796119200`:                  "This is a number. A time is needed here. Write it as a text, like 2026-12-01T09:00:00Z.",
	`true`:                        "This is true or false. A time is needed here. Write it as a text, like 2026-12-01T09:00:00Z.",
	`{}`:                          "This is an object. A time is needed here. Write it as a text, like 2026-12-01T09:00:00Z.",
	`["2026-12-01T09:00:00Z"]`:    "This is a list. A time is needed here. Write it as a text, like 2026-12-01T09:00:00Z.",
}

// wrongTimesAreRefused says whether there is such a field, and it is a time.
func wrongTimesAreRefused(t *testing.T, field string, send func(body string) *apitest.Response) bool {
	t.Helper()
	for given, want := range wrongTimes {
		p := requireProblem(t, send(`{"`+field+`":`+given+`}`), http.StatusBadRequest)
		if strings.Contains(p.Detail, "There is no field called") {
			return false
		}
		if diff := cmp.Diff([]edge.ProblemError{{Pointer: "/" + field, Detail: want}}, p.Errors); diff != "" {
			t.Errorf("%s as %s (-want +got):\n%s", given, field, diff)
		}
		saysItPlainly(t, p)
	}
	return true
}

func TestWhatCannotBeAnIDIsNotFound(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		w := newWorld(t, address)
		for n, r := range matrix {
			last := strings.LastIndex(r.path(), "{")
			if last < 0 {
				continue
			}
			who := r.somebody(t)
			id := w.fill(t, r.path()[:strings.LastIndex(r.path(), "}")+1])
			id = id[strings.LastIndex(id, "/")+1:]
			before, after, _ := strings.Cut(w.fill(t, r.path()), id)
			for i, other := range []string{
				"%00", "01900000-0000-7000-8000-999999999999", "nope", "00000000-0000-0000-0000-000000000000", strings.ToUpper(id) + "X", id[:len(id)-1], id + "%00", "%ff", "%0A", "..%2f" + id,
				"%27%20OR%201=1", "*", strings.Repeat("a", 5000),
			} {
				if !databasetest.IsFile(address) && i > 1 && (n+i)%4 > 0 {
					continue // the first two are for every row there, and the others for one of four
				}
				if r.path() == "/v1/programme-codes/{code}" && strings.Contains(other, id) {
					continue // what people put around a code is left off
				}
				asked := w.as(t, who).Send(r.method(), before+other+after, []byte(w.fillBody(r.body)), "If-Match: *", "Content-Type: "+r.bodyType())
				requireProblem(t, asked, http.StatusNotFound)
			}
		}
	})
}

func TestAnIDUnderAnotherOwnerIsNotFound(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	theirs := w.ids
	theirKeys := w.scene.keys
	w.renew(t)
	for _, things := range []string{"organisations", "partners", "funders"} {
		who := map[string]string{"organisations": owner, "partners": partner, "funders": funder}[things]
		for _, sub := range []string{"keys", "grants"} {
			if id, found := theirs[things+"/"+sub]; found {
				path := "/v1/" + things + "/" + w.ids[things] + "/" + sub + "/" + id
				requireProblem(t, w.as(t, who).Delete(path), http.StatusNotFound)
			}
		}
	}
	for who, key := range theirKeys {
		if got := w.client.As(key).Get("/v1/instruments"); got.Status != http.StatusOK {
			t.Errorf("the key of the other %s was revoked: %d", who, got.Status)
		}
	}
	for _, crossed := range []string{"/v1/partners/" + w.ids["funders"], "/v1/funders/" + w.ids["partners"], "/v1/organisations/" + w.ids["funders"] + "/keys"} {
		requireProblem(t, w.as(t, operator).Get(crossed), http.StatusNotFound)
	}
}

// unacceptableBody can be read and not be taken. It has the places of all its
// faults.
type unacceptableBody struct {
	route, body string
	pointers    []string
}

// unacceptable are such bodies, at least one for whatever creates something.
var unacceptable = slices.Concat(unacceptableAnswers, []unacceptableBody{
	{"POST /v1/webhooks", `{"url":"http://example.org","types":["response.submitted"]}`, []string{"/url", "/types/0"}},
	{"POST /v1/organisations", `{}`, []string{"/name"}},
	{"POST /v1/organisations", `{"name":"\u200b"}`, []string{"/name"}},
	{"POST /v1/organisations", `{"name":"a\u0000b"}`, []string{"/name"}},
	{"POST /v1/organisations", `{"name":"a\nb"}`, []string{"/name"}},
	{"POST /v1/organisations", `{"name":"a\u202eb"}`, []string{"/name"}},
	{"POST /v1/organisations", `{"name":"` + strings.Repeat("é", 201) + `"}`, []string{"/name"}},
	{
		"POST /v1/organisations", `{"name":"","identifiers":["GB-CHC-1","","GB-CHC-1234567","gb-chc-1234567 ","GB-COH-01\u00002345"],"country":"UK","region":"TLA","sector":"Z","annual_income":-1,"external_id":"a\u0007b"}`,
		[]string{"/name", "/identifiers/0", "/identifiers/1", "/identifiers/3", "/identifiers/4", "/external_id", "/country", "/region", "/sector", "/annual_income"},
	},
	{"POST /v1/organisations", `{"name":"x","external_id":"` + strings.Repeat("x", 201) + `"}`, []string{"/external_id"}},
	{"POST /v1/organisations", `{"name":"x","identifiers":["` + strings.Join(make([]string, 21), `GB-CHC-1234567","`) + `"]}`, []string{"/identifiers"}},
	{"POST /v1/partners", `{}`, []string{"/name"}},
	{"POST /v1/funders", `{"name":"` + strings.Repeat("x", 201) + `"}`, []string{"/name"}},
	{"POST /v1/organisations/{id}/keys", `{"name":"","expires_at":"2020-01-01T00:00:00Z"}`, []string{"/name", "/expires_at"}},
	{"POST /v1/organisations/{id}/keys", `{"name":"x","expires_at":"0001-01-01T00:00:00Z"}`, []string{"/expires_at"}},
	{"POST /v1/organisations/{id}/keys", `{"name":"x","expires_at":"9999-12-31T23:59:59-01:00"}`, []string{"/expires_at"}},
	{"POST /v1/partners/{id}/keys", `{}`, []string{"/name"}},
	{"POST /v1/funders/{id}/keys", `{}`, []string{"/name"}},
	{"POST /v1/organisations/{id}/keys", `{"name":"x","access":"write"}`, []string{"/access"}},
	{"POST /v1/funders", `{"name":"x","contact":"` + strings.Repeat("x", 201) + `"}`, []string{"/contact"}},
	{"POST /v1/claims", `{}`, []string{"/claim"}},
	{"POST /v1/organisations/{id}/grants", `{}`, []string{"/partner_id"}},
	{"POST /v1/organisations/{id}/grants", `{"partner_id":"{funders}","expires_at":"2020-01-01T00:00:00Z"}`, []string{"/expires_at", "/partner_id"}},
	{"POST /v1/organisations/{id}/grants", `{"partner_id":"a\u0000b"}`, []string{"/partner_id"}},
	{"POST /v1/organisations/{id}/verification", `{}`, []string{"/decision"}},
	{"POST /v1/organisations/{id}/shares", `{}`, []string{"/purpose", "/text_version"}},
	{"POST /v1/organisations/{id}/shares", `{"purpose":"programme","text_version":"0","expires_at":"2020-01-01T00:00:00Z"}`, []string{"/expires_at", "/text_version", "/programme_code"}},
	{"POST /v1/organisations/{id}/shares", `{"purpose":"named","text_version":"2","programme_code":"0000\u00000000000"}`, []string{"/programme_code"}},
	{"POST /v1/organisations/{id}/shares", `{"purpose":"public_benchmark","text_version":"2","programme_code":"0000-0000-0000"}`, []string{"/programme_code"}},
	{"POST /v1/periods", `{}`, []string{"/period", "/opens_at", "/closes_at", "/freeze_at"}},
	{"POST /v1/periods", `{"period":"20 26","opens_at":"2026-01-01T00:00:00Z","closes_at":"2026-01-01T00:00:00Z","freeze_at":"2025-12-31T00:00:00Z"}`, []string{"/period", "/closes_at", "/freeze_at"}},
	{"POST /v1/periods", `{"period":"2026","opens_at":"2026-01-01T00:00:00Z","closes_at":"2028-01-01T00:00:00Z","freeze_at":"2028-02-01T00:00:00Z"}`, []string{"/closes_at"}},
	{"POST /v1/programmes", `{}`, []string{"/name", "/scope", "/instrument", "/periods"}},
	{"POST /v1/programmes", `{"name":"x","scope":"team","instrument":"own","periods":["{benchmarks}","{periods}","{periods}","none","a\u0000b"],"related_organisation_ids":["{organisations}","x"]}`, []string{"/scope", "/instrument", "/periods/0", "/periods/2", "/periods/3", "/periods/4", "/related_organisation_ids/1"}},
	{"POST /v1/organisations/{id}/verification", `{"decision":"unverified","note":"a\u0000b"}`, []string{"/decision", "/note"}},
	{"POST /v1/organisations/{id}/verification", `{"decision":"rejected","note":"` + strings.Repeat("x", 1001) + `"}`, []string{"/note"}},
	{"POST /v1/organisations/{id}/verification", `{"decision":"rejected","controller_id":"{partners}"}`, []string{"/controller_id"}},
	{"POST /v1/organisations/{id}/verification", `{"decision":"rejected","controller_id":"\u0000"}`, []string{"/controller_id"}},
})

func TestEveryFaultIsNamedAndNothingIsKept(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	for _, tc := range unacceptable {
		r, found := rowOf(tc.route)
		if !found {
			t.Fatalf("%s is not in the matrix", tc.route)
		}
		r.body = tc.body
		state := func() string {
			if r.takes("Idempotency-Key") {
				return fmt.Sprint(w.countThings(t, r))
			}
			return string(w.readRow(t, r).Body)
		}
		before := state()
		p := requireProblem(t, w.as(t, r.somebody(t)).Do(w.request(t, r, r.somebody(t))), http.StatusUnprocessableEntity)
		var pointers []string
		for _, fault := range p.Errors {
			pointers = append(pointers, fault.Pointer)
		}
		if diff := cmp.Diff(tc.pointers, pointers); diff != "" {
			t.Errorf("%s %.100s names other faults (-want +got):\n%s", tc.route, tc.body, diff)
		}
		if after := state(); after != before {
			t.Errorf("%s %.100s: something was kept:\n%s\n%s", tc.route, tc.body, before, after)
		}
	}
}

func TestWhatIsJustAllowedIsKeptAsItWasGiven(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		w := newWorld(t, address)
		long := strings.Repeat("é", 199) + "🪜"
		identifiers := make([]string, 20)
		for i := range identifiers {
			identifiers[i] = fmt.Sprintf("gb-chc-12345%02d", i)
		}
		body, err := json.Marshal(map[string]any{"name": long, "external_id": `"'\; DROP TABLE organisations; --`, "identifiers": identifiers, "annual_income": 0})
		if err != nil {
			t.Fatal(err)
		}
		created := w.as(t, operator).Post("/v1/organisations", body)
		if created.Status != http.StatusCreated {
			t.Fatalf("%d %s", created.Status, created.Body)
		}
		got := decodeFields(t, w.as(t, operator).Get(created.Header.Get("Location")))
		if got["name"] != long || got["external_id"] != `"'\; DROP TABLE organisations; --` || len(got["identifiers"].([]any)) != 20 || got["identifiers"].([]any)[7] != "gb-chc-1234507" || got["size_band"] != "micro" {
			t.Errorf("kept: %v", got)
		}
	})
}

func TestEndsAreShownAsTheyAreKept(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		w := newWorld(t, address)
		path := w.fill(t, "/v1/organisations/{id}/keys")
		for given, want := range map[string]string{
			"2026-03-04T12:00:00.123456789+01:00": "2026-03-04T11:00:00.123Z", "9999-12-31T23:59:59Z": "9999-12-31T23:59:59Z",
		} {
			created := decodeFields(t, w.as(t, owner).Post(path, []byte(`{"name":"Brief","expires_at":"`+given+`"}`)))
			var list api.KeyList
			w.as(t, owner).Get(path).Decode(&list)
			at := slices.IndexFunc(list.Items, func(k api.Key) bool { return k.ID == created["id"] })
			if created["expires_at"] != want || at < 0 || list.Items[at].ExpiresAt.Format("2006-01-02T15:04:05.999Z07:00") != want {
				t.Errorf("%s is shown as %v, then as %v", given, created["expires_at"], list.Items[at].ExpiresAt)
			}
		}
	})
}

// What has no address to be read at is found in a list, or in the plan.
func TestLocationLeadsToWhatWasMade(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	for _, r := range creatingRows(t) {
		if r.isFile() {
			continue // many things, of which each has its own
		}
		who := r.somebody(t)
		created := w.as(t, who).Do(w.request(t, r, who))
		location, client, all := created.Header.Get("Location"), w.as(t, who), decodeFields(t, created)
		id := idOf(all)
		if r.path() == redeeming {
			id, _ = all["response_id"].(string)
		}
		if key, found := all["response_key"].(string); found {
			client = client.As(key)
		}
		if key, found := all["key"].(string); found && r.path() == claiming {
			client = client.As(key)
		}
		got := client.Get(location)
		if got.Status != http.StatusOK || id == "" || !strings.Contains(string(got.Body), id) {
			t.Errorf("%s: Location is %s, which gives %d without %q", r.route, location, got.Status, id)
		}
		if tag := created.Header.Get("ETag"); tag != "" && got.Header.Get("ETag") != tag {
			t.Errorf("%s: ETag %s, want %s", location, got.Header.Get("ETag"), tag)
		}
		if client.Get(location+"/"+id).Status == http.StatusOK {
			t.Errorf("%s: Location is %s, which is not all the way", r.route, location)
		}
	}
}
