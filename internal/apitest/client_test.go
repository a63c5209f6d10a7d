package apitest_test

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/sevenrungs/sevenrungs/internal/apitest"
)

const rung = `{"level": 4, "title": "Consultation"}`

// problem is a sound problem document for a status.
func problem(status int) string {
	return fmt.Sprintf(`{"type": "about:blank", "title": "No", "status": %d}`, status)
}

// Every case is one exchange with a service that answers as told, and what the
// client must say about it: nothing, or why it failed the test.
func TestClientHoldsEveryAnswerAgainstTheDocument(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		path   string
		status int
		header string
		body   string
		want   string
	}{
		"as documented":            {"/v1/rungs/4", 200, "", rung, ""},
		"with a charset":           {"/v1/rungs/4", 200, "Content-Type: application/json; charset=utf-8", rung, ""},
		"undocumented field":       {"/v1/rungs/4", 200, "", `{"level": 4, "title": "C", "secret": 1}`, "secret"},
		"missing field":            {"/v1/rungs/4", 200, "", `{"level": 4}`, "title"},
		"wrong type":               {"/v1/rungs/4", 200, "", `{"level": "4", "title": "C"}`, "/level"},
		"out of range":             {"/v1/rungs/4", 200, "", `{"level": 8, "title": "C"}`, "/level"},
		"undocumented status":      {"/v1/rungs/4", 203, "", rung, "status is not documented"},
		"default is for failures":  {"/v1/rungs/4", 201, "", rung, "status is not documented"},
		"undocumented media type":  {"/v1/rungs/4", 200, "Content-Type: text/plain", rung, "text/plain"},
		"no media type":            {"/v1/rungs/4", 200, "Content-Type:", rung, "Content-Type"},
		"not JSON":                 {"/v1/rungs/4", 200, "", `{"level": 4,`, "not well-formed"},
		"a name twice":             {"/v1/rungs/4", 200, "", `{"level": 4, "level": 4, "title": "C"}`, "not well-formed"},
		"data after the end":       {"/v1/rungs/4", 200, "", rung + "{}", "not well-formed"},
		"empty":                    {"/v1/rungs/4", 200, "", "", "decode"},
		"header of the wrong type": {"/v1/rungs/4", 200, "Age: old", rung, "Age"},
		"not changed":              {"/v1/rungs/4", 304, "", "", ""},
		"not changed, with a body": {"/v1/rungs/4", 304, "", rung, "a body where none is documented"},
		"undocumented redirect":    {"/v1/rungs/4", 301, "", "", "status is not documented"},

		"documented failure":            {"/v1/rungs/4", 404, "", problem(404), ""},
		"another documented failure":    {"/v1/rungs/4", 500, "", problem(500), ""},
		"undocumented failure":          {"/v1/rungs/4", 409, "", problem(409), "status is not documented"},
		"failure as plain JSON":         {"/v1/rungs/4", 404, "Content-Type: application/json", problem(404), "application/json"},
		"failure with another status":   {"/v1/rungs/4", 404, "", problem(400), "says its status is 400"},
		"failure with a field too many": {"/v1/rungs/4", 500, "", `{"type": "a", "title": "b", "status": 500, "trace": "x"}`, "trace"},
		"failure without a title":       {"/v1/rungs/4", 500, "", `{"type": "a", "status": 500}`, "title"},
		"success to a bad request":      {"/v1/rungs/9", 200, "", rung, "the request is not valid"},

		"unknown address":                  {"/nowhere", 404, "", problem(404), ""},
		"unknown address, no problem":      {"/nowhere", 404, "Content-Type: text/plain", "404", "media type"},
		"unknown address, not a problem":   {"/nowhere", 404, "", `{"status": 404}`, "title"},
		"unknown address, a field more":    {"/nowhere", 404, "", `{"type": "a", "title": "b", "status": 404, "trace": "x"}`, "trace"},
		"undocumented address that exists": {"/nowhere", 200, "", rung, "not in the document"},

		"nulls where they may be":     {"/v1/results", 200, "", `{"index": null, "rung": null}`, ""},
		"values where nulls may be":   {"/v1/results", 200, "", `{"index": 62, "rung": ` + rung + `}`, ""},
		"null where it may not be":    {"/v1/rungs/4", 200, "", `{"level": null, "title": "C"}`, "/level"},
		"field inside a nullable":     {"/v1/results", 200, "", `{"index": 1, "rung": {"level": 4, "title": "C", "secret": 1}}`, "secret"},
		"wrong type for a nullable":   {"/v1/results", 200, "", `{"index": "62", "rung": null}`, "/index"},
		"parts together":              {"/v1/pages", 200, "", `{"items": [` + rung + `], "next": "x"}`, ""},
		"parts and a field more":      {"/v1/pages", 200, "", `{"items": [], "next": "x", "secret": 1}`, "secret"},
		"parts and a field in a part": {"/v1/pages", 200, "", `{"items": [{"level": 1, "title": "a", "secret": 1}], "next": "x"}`, "secret"},
		"a map keeps its names free":  {"/v1/maps", 200, "", `{"any": "text", "thing": "text"}`, ""},
		"a map of the wrong type":     {"/v1/maps", 200, "", `{"any": 1}`, "/any"},
		"not a UUID":                  {"/v1/ids", 200, "", `{"id": "7", "made_at": "2026-01-02T03:04:05Z"}`, "/id"},
		"not a time":                  {"/v1/ids", 200, "", `{"id": "0198f1d2-6f7e-7c3a-9b1e-0f6f3f1c2a11", "made_at": "today"}`, "/made_at"},
		"a UUID and a time":           {"/v1/ids", 200, "", `{"id": "0198f1d2-6f7e-7c3a-9b1e-0f6f3f1c2a11", "made_at": "2026-01-02T03:04:05Z"}`, ""},
		"another format":              {"/v1/results", 200, "Content-Type: image/svg+xml", "<svg/>", ""},
		"locked, without a key":       {"/v1/locked", 204, "", "", "none was sent"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			failures := exchange(t, answer(tt.status, tt.header, tt.body), func(c *apitest.Client) { c.Get(tt.path) })
			expect(t, failures, tt.want)
		})
	}
}

func TestClientHoldsWhatWasSentOnlyWhenItWasTaken(t *testing.T) {
	t.Parallel()
	send := func(body string, headers ...string) func(*apitest.Client) {
		return func(c *apitest.Client) { c.Post("/v1/rungs", []byte(body), headers...) }
	}
	for name, tt := range map[string]struct {
		status int
		send   func(*apitest.Client)
		want   string
	}{
		"sound and taken":            {201, send(rung), ""},
		"wrong type, yet taken":      {201, send(`{"level": "four", "title": "C"}`), "the request is not valid"},
		"unknown field, yet taken":   {201, send(`{"level": 4, "title": "C", "secret": 1}`), "the request is not valid"},
		"other media type, taken":    {201, send(rung, "Content-Type: text/plain"), "the request is not valid"},
		"no media type, yet taken":   {201, send(rung, "Content-Type:"), "the request is not valid"},
		"nothing, yet taken":         {201, send(""), "the request is not valid"},
		"wrong and refused":          {422, send(`{"level": "four"}`), ""},
		"wrong method and refused":   {405, func(c *apitest.Client) { c.Post("/v1/results", nil) }, ""},
		"a body where none is taken": {200, func(c *apitest.Client) { c.Do(bodyOnGet(t)) }, "the request is not valid"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			body := rung
			if tt.status >= 400 {
				body = problem(tt.status)
			}
			expect(t, exchange(t, answer(tt.status, "Allow: GET", body), tt.send), tt.want)
		})
	}
}

func TestClientHoldsParametersHeadersAndTexts(t *testing.T) {
	t.Parallel()
	const id, at = "0198f1d2-6f7e-7c3a-9b1e-0f6f3f1c2a11", "2026-01-02T03:04:05Z"
	for _, tt := range []struct{ asks, header, text, want string }{
		{"?of=a&of=b&at=" + at + "&id=" + id, "Few: 3", "text", ""},
		{"?of=a&of=c", "", "text", "of"},
		{"?of=a", "", "text", "minimum number of items is 2"},
		{"?of=a&of=b&of=a&of=b", "", "text", "maximum number of items is 3"},
		{"?at=today", "", "text", "date-time"},
		{"?id=7", "", "text", "uuid"},
		{"", "Few: 1", "text", "Few"},
		{"", "Few: 5", "text", "Few"},
		{"", "Few: 2.5", "text", "Few"},
		{"", "Short: baby", "text", ""},
		{"", "Short: b", "text", "Short"},
		{"", "Short: babys", "text", "Short"},
		{"", "Short: ab", "text", "Short"},
		{"", "", "a text", "maximum string length is 4"},
	} {
		service := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/csv")
			if name, value, isGiven := strings.Cut(tt.header, ": "); isGiven {
				w.Header().Set(name, value)
			}
			_, _ = io.WriteString(w, tt.text)
		})
		expect(t, exchange(t, service, func(c *apitest.Client) { c.Get("/v1/values" + tt.asks) }), tt.want)
	}
}

func TestClientAsksForTheHeadersThatAnAnswerOwes(t *testing.T) {
	t.Parallel()
	for status, header := range map[int]string{401: "WWW-Authenticate", 405: "Allow", 429: "Retry-After", 503: "Retry-After"} {
		ask := func(header string) []string {
			return exchange(t, answer(status, header, problem(status)), func(c *apitest.Client) { c.Get("/nowhere") })
		}
		expect(t, ask(""), fmt.Sprintf("%d without the header %s", status, header))
		expect(t, ask(header+": 1"), "")
	}
	failures := exchange(t, answer(201, "Location:", rung), func(c *apitest.Client) { c.Post("/v1/rungs", []byte(rung)) })
	expect(t, failures, "201 without the header Location")
}

func TestClientActsAsWhoHoldsAKey(t *testing.T) {
	t.Parallel()
	echo := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/problem+json")
		w.WriteHeader(http.StatusTeapot)
		_, _ = io.WriteString(w, strings.Replace(problem(http.StatusTeapot), "No", r.Method+" "+r.Header.Get("Authorization")+" "+r.Header.Get("Content-Type"), 1))
	})
	nobody := apitest.New(t, echo, []byte(document))
	principal := nobody.As("k")
	for want, got := range map[string]*apitest.Response{
		"GET  ":                             nobody.Get("/x"),
		"GET Bearer k ":                     principal.In(t).Get("/x"),
		"GET Bearer other ":                 principal.Get("/x", "Authorization: Bearer other"),
		"PUT Bearer k application/json":     principal.Put("/x", []byte("{}")),
		"PATCH Bearer k text/plain":         principal.Patch("/x", []byte("{}"), "Content-Type: text/plain"),
		"DELETE Bearer k ":                  principal.Delete("/x"),
		"DELETE  ":                          principal.As("").Delete("/x"),
		"POST Bearer k application/json":    principal.Post("/x", nil),
		"OPTIONS Bearer k application/json": principal.Send("OPTIONS", "/x", []byte("{}")),
	} {
		if !strings.Contains(string(got.Body), `"`+want+`"`) {
			t.Errorf("sent %s, want %q", got.Body, want)
		}
	}
}

func TestClientHoldsHeadAsGetWithoutABody(t *testing.T) {
	t.Parallel()
	head := func(status int, header, path string) []string {
		return exchange(t, answer(status, header, "ignored"), func(c *apitest.Client) {
			req, err := http.NewRequestWithContext(t.Context(), http.MethodHead, path, nil)
			if err != nil {
				t.Fatal(err)
			}
			if got := c.Do(req); len(got.Body) != 0 {
				t.Errorf("HEAD %s has a body", path)
			}
		})
	}
	expect(t, head(200, "", "/v1/rungs/4"), "")
	expect(t, head(203, "", "/v1/rungs/4"), "status is not documented")
	expect(t, head(404, "Content-Type: application/problem+json", "/nowhere"), "")
	expect(t, head(404, "Content-Type: text/plain", "/nowhere"), "media type")
}

func TestClientLetsTheHandlerReadWhatWasSent(t *testing.T) {
	t.Parallel()
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil || string(body) != rung || r.Header.Get("X-Test") != "a: b" {
			t.Errorf("the handler read %q (%v) and X-Test %q", body, err, r.Header.Get("X-Test"))
		}
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Location", "/v1/rungs/4")
		w.WriteHeader(http.StatusCreated)
		_, _ = w.Write(body)
	})
	got := apitest.New(t, handler, []byte(document)).Post("/v1/rungs", []byte(rung), "X-Test: a: b")
	var created struct {
		Level int    `json:"level"`
		Title string `json:"title"`
	}
	if got.Decode(&created); got.Status != http.StatusCreated || created.Level != 4 || created.Title != "Consultation" {
		t.Errorf("got %d %+v", got.Status, created)
	}
}

func TestDecodeRefusesWhatItHasNoPlaceFor(t *testing.T) {
	t.Parallel()
	failures := exchange(t, answer(200, "", rung), func(c *apitest.Client) {
		var level struct {
			Level int `json:"level"`
		}
		c.Get("/v1/rungs/4").Decode(&level)
	})
	expect(t, failures, "title")
}

func TestNewRefusesADocumentItCannotHoldAnythingAgainst(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ document, want string }{
		"not JSON":   {"openapi: 3.1.1", "not JSON"},
		"too old":    {strings.Replace(document, "3.1.1", "3.0.3", 1), "OpenAPI 3.0.3"},
		"no Problem": {`{"openapi": "3.1.1", "info": {"title": "t", "version": "1"}, "paths": {}}`, "no schema called Problem"},
		"not valid":  {strings.Replace(document, `"title": "t"`, `"other": "t"`, 1), "info"},
		"hard value": {strings.Replace(document, `"minItems": 2`, `"contains": {"const": "a"}`, 1), "says more than"},
		"hard list":  {strings.Replace(document, `{"type": "string", "enum": ["a", "b"]}`, `{"type": "string", "const": "a"}`, 1), "says more than"},
		"an object":  {strings.Replace(document, `"schema": {"type": "integer", "minimum": 2`, `"schema": {"type": "object", "minimum": 2`, 1), "says more than"},
		"dangling":   {strings.ReplaceAll(document, "schemas/Page", "schemas/Gone"), "Gone"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			recorder := &recorder{TB: t}
			recorder.run(func() { apitest.New(recorder, http.NotFoundHandler(), []byte(tt.document)) })
			expect(t, recorder.failures, tt.want)
		})
	}
}

func bodyOnGet(t *testing.T) *http.Request {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "/v1/rungs/4", strings.NewReader(rung))
	if err != nil {
		t.Fatal(err)
	}
	return req
}

// answer is a service with one answer, given as problem or as JSON unless the
// header says otherwise; "Content-Type:" leaves the media type out.
func answer(status int, header, body string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		if status >= 400 {
			w.Header().Set("Content-Type", "application/problem+json")
		}
		w.Header().Set("Location", "/v1/rungs/4")
		if name, value, ok := strings.Cut(header, ":"); ok {
			w.Header()[http.CanonicalHeaderKey(name)] = []string{strings.TrimSpace(value)}
		}
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	})
}

// exchange runs the calls with a client of its own and returns what it said.
func exchange(t *testing.T, handler http.Handler, calls func(*apitest.Client)) []string {
	t.Helper()
	recorder := &recorder{TB: t}
	recorder.run(func() { calls(apitest.New(recorder, handler, []byte(document))) })
	return recorder.failures
}

func expect(t *testing.T, failures []string, want string) {
	t.Helper()
	got := strings.Join(failures, "\n")
	if (want == "") != (got == "") || !strings.Contains(got, want) {
		t.Errorf("the client said %q, want %q", got, want)
	}
}

// recorder stands in for a test that may fail, and keeps why it did.
type recorder struct {
	testing.TB

	failures []string
}

type fatal struct{}

func (r *recorder) Errorf(format string, args ...any) {
	r.failures = append(r.failures, fmt.Sprintf(format, args...))
}

func (r *recorder) Fatalf(format string, args ...any) {
	r.Errorf(format, args...)
	panic(fatal{})
}

func (r *recorder) run(test func()) {
	defer func() {
		if cause := recover(); cause != nil && cause != (fatal{}) {
			panic(cause)
		}
	}()
	test()
}
