package api_test

import (
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/api"
	"github.com/sevenrungs/sevenrungs/internal/apitest"
)

func TestWhatCanBeReadAgainHasAnETag(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	for _, r := range matrix {
		if _, cached := operations()[r.route].Responses["304"]; !cached {
			continue
		}
		who := r.somebody(t)
		ask := func(method, known string) *apitest.Response {
			req := w.request(t, r, who)
			req.Method = method
			if known != "" {
				req.Header.Set("If-None-Match", known)
			}
			return w.as(t, who).Do(req)
		}
		tag := ask(http.MethodGet, "").Header.Get("ETag")
		if len(tag) < 3 || tag[0] != '"' || tag[len(tag)-1] != '"' {
			t.Errorf("%s: ETag is %s", r.route, tag)
		}
		for known, want := range map[string]int{
			tag: 304, "W/" + tag: 304, `"x", ` + tag: 304, "*": 304, `"x"`: 200,
			coded(tag, "-gzip"): 304, "W/" + coded(tag, "-br"): 304, `"a,b",` + coded(tag, "--gzip"): 304, `x, ` + coded(tag, ";gz;;;"): 304, coded(tag, "-x"): 200, `"W/` + tag: 200, strings.Trim(tag, `"`): 200, "": 200,
		} {
			for _, method := range []string{http.MethodGet, http.MethodHead} {
				got := ask(method, known)
				if got.Status != want || got.Header.Get("ETag") != tag || want == 304 && len(got.Body) > 0 {
					t.Errorf("%s as %s, If-None-Match %s: %d, want %d; ETag %s; %d bytes", r.route, method, known, got.Status, want, got.Header.Get("ETag"), len(got.Body))
				}
			}
		}
	}
}

// coded adds to a tag what a proxy that compresses does.
func coded(tag, as string) string { return strings.TrimSuffix(tag, `"`) + as + `"` }

// throughProxies are the shapes in which a tag comes back through proxies.
var throughProxies = []func(tag string) string{
	func(tag string) string { return tag },
	func(tag string) string { return "W/" + tag },                  // nginx, Varnish, Cloudflare
	func(tag string) string { return coded(tag, "-gzip") },         // Apache
	func(tag string) string { return "W/" + coded(tag, "--gzip") }, // Jetty, then nginx
	func(tag string) string { return coded(tag, ";br") },           // LiteSpeed
	func(tag string) string { return `W/"a,b",` + coded(tag, ":0") },
}

func TestEveryEditNamesTheStateItIsFor(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	tried := 0
	for _, r := range matrix {
		if r.method() == http.MethodPatch && !r.takes("If-Match") {
			t.Errorf("%s does not ask for If-Match", r.route)
		}
		if !r.takes("If-Match") {
			continue
		}
		who := r.somebody(t)
		ask := func(match string) *apitest.Response {
			req := w.request(t, r, who)
			req.Header.Del("If-Match")
			if match != "" {
				req.Header.Set("If-Match", match)
			}
			return w.as(t, who).Do(req)
		}
		read := func() *apitest.Response { return w.readRow(t, r) }
		tag := read().Header.Get("ETag")
		for match, want := range map[string]int{
			"": 428, `"x"`: 412, `W/"x"`: 412, `"*"`: 412, coded(tag, "1"): 412, coded(tag, "1-gzip"): 412, `"-gzip"`: 412, `""`: 412, `"x,` + tag[1:]: 412, `"x", "y"`: 412,
			"x": 400, `"x`: 400, `x"`: 400, `"`: 400, strings.Trim(tag, `"`): 400, `"x",`: 400, ",": 400, "W/*": 400, `"x"y`: 400, `"x" "y"`: 400, `W/x`: 400, tag + ",": 400, tag + `,x`: 400,
		} {
			requireProblem(t, ask(match), want)
		}
		if now := read(); now.Status != http.StatusOK || now.Header.Get("ETag") != tag {
			t.Errorf("%s: a refused edit changed something: %d, ETag %s, was %s", r.route, now.Status, now.Header.Get("ETag"), tag)
		}
		want := r.status(t, who)
		tried++
		tag = throughProxies[tried%len(throughProxies)](tag)
		if got := ask(`"x", ` + tag); got.Status != want {
			t.Errorf("%s with the right tag: %d %s", r.route, got.Status, got.Body)
		}
		if want == http.StatusConflict {
			continue
		}
		if r.method() == http.MethodDelete {
			if now := read(); now.Status != http.StatusNotFound && (now.Status != http.StatusOK || now.Header.Get("ETag") == tag) {
				t.Errorf("%s: it is still there: %d %s", r.route, now.Status, now.Body)
			}
			w.renew(t)
			continue
		}
		requireProblem(t, ask(tag), http.StatusPreconditionFailed)
		if got := ask("*"); got.Status != http.StatusOK || got.Header.Get("ETag") != read().Header.Get("ETag") {
			t.Errorf("%s: the answer to an edit has not the new ETag: %d %s", r.route, got.Status, got.Header.Get("ETag"))
		}
	}
}

func TestAnEditShowsWhatItMadeWhateverTheCallerHas(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	got := w.as(t, owner).Patch(w.fill(t, "/v1/organisations/{id}"), []byte(`{"name":"X"}`), "If-Match: *", "If-None-Match: *")
	if got.Status != http.StatusOK || decodeFields(t, got)["name"] != "X" {
		t.Errorf("%d %s", got.Status, got.Body)
	}
}

// full is an organisation that says everything.
const full = `{"name":"Riverside Carers","identifiers":["GB-CHC-1234567","GB-COH-01234567"],"country":"GB","region":"TLD","sector":"D",
	"annual_income":48000,"led_by_lived_experience":true,"external_id":"crm-4711"}`

func TestAMergePatchChangesWhatItNames(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	for name, tc := range map[string]struct {
		patch string
		want  map[string]any // beside what stays
	}{
		"nothing":         {`{}`, nil},
		"a text":          {`{"name":"  Seaside Carers "}`, map[string]any{"name": "Seaside Carers"}},
		"a list whole":    {`{"identifiers":["GB-CHC-7654321"]}`, map[string]any{"identifiers": []any{"GB-CHC-7654321"}}},
		"an empty list":   {`{"identifiers":[]}`, map[string]any{"identifiers": []any{}}},
		"null for a list": {`{"identifiers":null}`, map[string]any{"identifiers": []any{}}},
		"null for texts": {
			`{"country":null,"region":null,"sector":null,"external_id":null}`,
			map[string]any{"country": nil, "region": nil, "sector": nil, "external_id": nil},
		},
		"empty texts":       {`{"contact":"","external_id":""}`, map[string]any{"contact": nil, "external_id": nil}},
		"null for a number": {`{"annual_income":null}`, map[string]any{"annual_income": nil, "size_band": nil}},
		"zero":              {`{"annual_income":0}`, map[string]any{"annual_income": 0.0, "size_band": "micro"}},
		"null for a truth":  {`{"led_by_lived_experience":null}`, map[string]any{"led_by_lived_experience": nil}},
		"a falsehood":       {`{"led_by_lived_experience":false}`, map[string]any{"led_by_lived_experience": false}},
	} {
		for _, kind := range []string{"application/json", "application/merge-patch+json", "Application/JSON; charset=UTF-8"} {
			created := w.as(t, operator).Post("/v1/organisations", []byte(strings.Replace(full, "crm-4711", name+" "+kind, 1)))
			want := decodeFields(t, created)
			delete(want, "key")
			delete(want, "key_shown")
			maps.Copy(want, tc.want)
			got := w.as(t, operator).Patch(created.Header.Get("Location"), []byte(tc.patch), "If-Match: "+created.Header.Get("ETag"), "Content-Type: "+kind)
			if got.Status != http.StatusOK {
				t.Fatalf("%s: %d %s", name, got.Status, got.Body)
			}
			if diff := cmp.Diff(want, decodeFields(t, got)); diff != "" {
				t.Errorf("%s as %s (-want +got):\n%s", name, kind, diff)
			}
		}
	}
}

// An empty code is none of the list, so the document does not name it. Who sends one
// all the same means that nothing is said.
func TestAnEmptyCodeIsNotSaid(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	location := w.as(t, operator).Post("/v1/organisations", []byte(full)).Header.Get("Location")
	recorder := httptest.NewRecorder()
	req := w.as(t, operator).Request(http.MethodPatch, location, []byte(`{"country":"","region":"","sector":""}`), "If-Match: *", "Content-Type: application/json", "Authorization: Bearer "+w.keyOf(operator))
	w.handler.ServeHTTP(recorder, req)
	var got api.Organisation
	if w.as(t, operator).Get(location).Decode(&got); recorder.Code != http.StatusOK || got.Country != nil || got.Region != nil || got.Sector != nil {
		t.Errorf("%d %+v", recorder.Code, got)
	}
}

func TestAWrongPatchChangesNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	for _, r := range matrix {
		if r.method() != http.MethodPatch || r.path() == "/v1/webhooks/{id}" { // of which no text is a name: see TestNoWebhookLeadsInside
			continue
		}
		who := r.somebody(t)
		before := w.readRow(t, r)
		with := func(value string) string { return strings.Replace(r.body, `"New name"`, value, 1) }
		name, _, _ := strings.Cut(r.body[2:], `"`)
		faulty := map[string]int{
			`[]`: 400, `"x"`: 400, `1`: 400, `null`: 400, ` true`: 400, ``: 400, ` `: 400, `{`: 400, with("1"): 400, with(`["x"]`): 400, r.body + `{}`: 400,
			strings.TrimSuffix(r.body, "}") + `,"colour":"blue"}`: 400, `{"` + name + `":null,"` + name + `":null}`: 400, strings.Replace(r.body, name, strings.ToUpper(name), 1): 400, `{"id":"x"}`: 400, with("\"\xff\""): 400,
			with(`"a\u0000b"`): 422, with(`"` + strings.Repeat("é", 1001) + `"`): 422,
		}
		if !strings.Contains(r.path(), "{response}") { // where each is a note, which may be taken back
			faulty[with("null")], faulty[with(`""`)], faulty[with(`"  "`)] = 422, 422, 422
		}
		for body, status := range faulty {
			got := w.as(t, who).Patch(w.fill(t, r.path()), []byte(body), "If-Match: *", "Content-Type: application/json")
			if p := requireProblem(t, got, status); status == 422 && (len(p.Errors) != 1 || !strings.HasPrefix(p.Errors[0].Pointer, "/"+name)) {
				t.Errorf("%s %.100s: the fault is not named: %+v", r.route, body, p.Errors)
			}
		}
		if after := w.readRow(t, r); string(after.Body) != string(before.Body) {
			t.Errorf("%s: a wrong patch changed something:\n%s\n%s", r.route, before.Body, after.Body)
		}
		if got := w.as(t, who).Patch(w.fill(t, r.path()), []byte(with(`"`+strings.Repeat("é", 200)+`"`)), "If-Match: *"); got.Status != http.StatusOK {
			t.Errorf("%s: 200 characters: %d %s", r.route, got.Status, got.Body)
		}
	}
}

// readRow returns what the thing of a row is part of, for who may see it: itself
// where it can be read, or what it is kept in.
func (w *world) readRow(t testing.TB, r row) *apitest.Response {
	t.Helper()
	for path := r.path(); path != ""; path = path[:strings.LastIndexByte(path, '/')] {
		if reading, found := rowOf("GET " + path); found {
			return w.lister(t, reading).Get(w.fill(t, path))
		}
	}
	t.Fatalf("%s: nothing can be read", r.route)
	return nil
}
