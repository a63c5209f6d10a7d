package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/docs"
	"github.com/sevenrungs/sevenrungs/internal/apitest"
)

func TestEveryFailureIsAProblemDocument(t *testing.T) {
	t.Parallel()
	client := newClient(t)
	request := func(method, path string) *apitest.Response {
		return client.Do(httptest.NewRequest(method, path, http.NoBody))
	}
	requireProblem(t, request("GET", "/nothing"), http.StatusNotFound)
	requireProblem(t, request("GET", "/v1"), http.StatusNotFound)
	requireProblem(t, request("GET", "/v1/scores/"), http.StatusNotFound)
	requireProblem(t, request("GET", "/docs/nothing"), http.StatusNotFound)
	requireProblem(t, request("GET", "/v1/instruments/unknown"), http.StatusNotFound)
	requireProblem(t, request("GET", "/v1/instruments/coproduction-ladder/versions/9.9.9"), http.StatusNotFound)
	requireProblem(t, request("POST", "/v1/instruments?variant=nope"), http.StatusMethodNotAllowed)
	requireProblem(t, request("BREW", "/v1/scores"), http.StatusMethodNotAllowed)

	wrong := request("DELETE", "/v1/scores")
	requireProblem(t, wrong, http.StatusMethodNotAllowed)
	if allow := wrong.Header.Get("Allow"); allow != "POST" {
		t.Errorf("Allow is %q, want POST", allow)
	}
	if allow := request("POST", "/livez").Header.Get("Allow"); allow != "GET, HEAD" {
		t.Errorf("Allow is %q, want GET, HEAD", allow)
	}
	requireProblem(t, request("GET", "/v1/instruments/coproduction-ladder%2Fversions%2F0.8.0"), http.StatusNotFound)
}

func TestAPanicIsABlandProblemAndIsLogged(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	client := newClient(t, func(o *served) {
		o.Log = slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
		o.Ready = func(context.Context) error { panic("a secret of ours") }
	})
	p := requireProblem(t, client.Get("/readyz"), http.StatusInternalServerError)
	if strings.Contains(p.Detail, "secret") {
		t.Errorf("the problem leaks what happened: %s", p.Detail)
	}
	if !strings.Contains(log.String(), "a secret of ours") || !strings.Contains(log.String(), p.Instance) {
		t.Errorf("the log does not say what happened to request %s: %s", p.Instance, log.String())
	}
}

func TestReadinessFollowsTheService(t *testing.T) {
	t.Parallel()
	var fault error
	var stopping, short bool
	seconds := 0
	client := newClient(t, func(o *served) {
		o.Ready, o.Stopping = func(context.Context) error { return fault }, func() bool { return stopping }
		o.Warnings = func() []string {
			if short {
				return []string{"disk_nearly_full"}
			}
			return nil
		}
		o.Now = func() time.Time { return start.Add(time.Duration(seconds) * time.Second) }
	})
	if answer := client.Get("/readyz"); answer.Status != http.StatusOK {
		t.Errorf("ready: %d", answer.Status)
	}
	fault = errors.New("disk /srv/data is full")
	seconds++
	answer := client.Get("/readyz")
	p := requireProblem(t, answer, http.StatusServiceUnavailable)
	if answer.Header.Get("Retry-After") == "" || strings.Contains(p.Detail, "/srv") {
		t.Errorf("not ready: headers %v, %s", answer.Header, p.Detail)
	}
	if answer := client.Get("/livez"); answer.Status != http.StatusOK {
		t.Errorf("alive though not ready: %d", answer.Status)
	}
	fault = nil
	seconds++
	if answer := client.Get("/readyz"); answer.Status != http.StatusOK {
		t.Errorf("ready again: %d", answer.Status)
	}
	if answer := client.Get("/readyz"); string(bytes.TrimSpace(answer.Body)) != `{"status":"ok"}` {
		t.Errorf("with nothing to warn of: %s", answer.Body)
	}
	short = true
	if answer := client.Get("/readyz"); answer.Status != http.StatusOK || !strings.Contains(string(answer.Body), `"warnings":["disk_nearly_full"]`) {
		t.Errorf("on a disk that is nearly full: %d %s", answer.Status, answer.Body)
	}
	stopping = true // is told at once
	if p := requireProblem(t, client.Get("/readyz"), http.StatusServiceUnavailable); !strings.Contains(p.Detail, "stopping") {
		t.Errorf("stopping: %s", p.Detail)
	}
}

// A failure is one line in the log, whoever meets it: what is told of /readyz is told as
// of any call, so that it is counted with the others.
func TestThatTheServiceIsNotReadyIsOneLineInTheLog(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	client := newClient(t, func(o *served) {
		o.Log = slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelWarn}))
		o.Ready = func(context.Context) error { return errors.New("disk /srv/data is full") }
	})
	p := requireProblem(t, client.Get("/readyz"), http.StatusServiceUnavailable)
	var line struct{ Level, Msg, Error, Route string }
	if err := json.Unmarshal(log.Bytes(), &line); err != nil {
		t.Fatalf("the log is not one line (%v): %s", err, log.String())
	}
	if line.Msg != "request put off" || line.Error != "disk /srv/data is full" || line.Route != "/readyz" || strings.Contains(p.Detail, "/srv") {
		t.Errorf("the log says %+v, and who asks is told %s", line, p.Detail)
	}
}

func TestRequestIDs(t *testing.T) {
	t.Parallel()
	client := newClient(t)
	for _, tc := range []struct{ sent, want string }{
		{"", "request-1"},
		{"my-own.id_~1", "my-own.id_~1"},
		{"no spaces", "request-2"},
		{`quote"`, "request-3"},
		{strings.Repeat("a", 128), strings.Repeat("a", 128)},
		{strings.Repeat("a", 129), "request-4"},
	} {
		req := httptest.NewRequest(http.MethodGet, "/livez", http.NoBody)
		req.Header.Set("X-Request-Id", tc.sent)
		if got := client.Do(req).Header.Get("X-Request-Id"); got != tc.want {
			t.Errorf("X-Request-Id %q gave %q, want %q", tc.sent, got, tc.want)
		}
	}
}

func TestOnlyJSONIsGiven(t *testing.T) {
	t.Parallel()
	client := newClient(t)
	for accept, want := range map[string]int{
		"application/json":                  http.StatusOK,
		"*/*":                               http.StatusOK,
		"application/*":                     http.StatusOK,
		"text/html, application/json;q=0.5": http.StatusOK,
		"text/html":                         http.StatusNotAcceptable,
		"APPLICATION/JSON":                  http.StatusOK,
		"application/json;q=0":              http.StatusNotAcceptable,
		"application/problem+json":          http.StatusNotAcceptable,
		"image/png, text/csv":               http.StatusNotAcceptable,
	} {
		if got := client.Get("/v1/instruments", "Accept: "+accept); got.Status != want {
			t.Errorf("Accept %s: %d, want %d", accept, got.Status, want)
		}
	}
}

func TestHeadIsGetWithoutTheBody(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(newHandler(t))
	t.Cleanup(server.Close)
	answer, err := server.Client().Head(server.URL + "/v1/instruments/coproduction-ladder")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK || answer.ContentLength <= 0 || answer.Header.Get("ETag") == "" {
		t.Errorf("HEAD: %d, %v", answer.StatusCode, answer.Header)
	}
}

func TestBrowsersAreToldToBeCareful(t *testing.T) {
	t.Parallel()
	client := newClient(t)
	for _, path := range []string{"/livez", "/v1/instruments", "/nothing"} {
		header := client.Get(path).Header
		for name, want := range map[string]string{
			"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
			"X-Content-Type-Options":  "nosniff",
			"Referrer-Policy":         "no-referrer",
			"X-Frame-Options":         "DENY",
		} {
			if got := header.Get(name); got != want {
				t.Errorf("%s: %s is %q, want %q", path, name, got, want)
			}
		}
	}
}

func TestCrossOriginOnlyForNamedOrigins(t *testing.T) {
	t.Parallel()
	named := func(o *served) { o.CORSOrigins = []string{"https://partner.example"} }
	for _, tc := range []struct {
		name, origin, want string
		change             func(*served)
	}{
		{"none named", "https://partner.example", "", func(*served) {}},
		{"another", "https://other.example", "", named},
		{"named", "https://partner.example", "https://partner.example", named},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			client := newClient(t, tc.change)
			if got := client.Get("/v1/instruments", "Origin: "+tc.origin).Header.Get("Access-Control-Allow-Origin"); got != tc.want {
				t.Errorf("Access-Control-Allow-Origin is %q, want %q", got, tc.want)
			}
			preflight := httptest.NewRequest(http.MethodOptions, "/v1/scores", http.NoBody)
			preflight.Header.Set("Origin", tc.origin)
			preflight.Header.Set("Access-Control-Request-Method", "POST")
			preflight.Header.Set("Access-Control-Request-Headers", "content-type")
			answer := client.Do(preflight)
			if got := answer.Header.Get("Access-Control-Allow-Origin"); got != tc.want {
				t.Errorf("preflight: Access-Control-Allow-Origin is %q, want %q", got, tc.want)
			}
			if answer.Header.Get("Access-Control-Allow-Credentials") != "" {
				t.Error("credentials are allowed, though there are no cookies")
			}
		})
	}
}

func TestTheRateLimitCountsEachAddress(t *testing.T) {
	t.Parallel()
	now := start
	client := newClient(t, func(o *served) {
		o.RateLimit = 3
		o.Now = func() time.Time { return now }
		o.TrustedProxies = []netip.Prefix{netip.MustParsePrefix("192.0.2.1/32")} // where test requests come from
	})
	get := func(address string) *apitest.Response {
		return client.Get("/v1/instruments", "X-Forwarded-For: "+address)
	}
	for left := 2; left >= 0; left-- {
		answer := get("203.0.113.7")
		if got, want := answer.Header.Get("RateLimit"), `"default";r=`+strconv.Itoa(left)+";t="; answer.Status != http.StatusOK || !strings.HasPrefix(got, want) {
			t.Fatalf("%d left: status %d, RateLimit %s", left, answer.Status, got)
		}
	}
	over := get("203.0.113.7")
	requireProblem(t, over, http.StatusTooManyRequests)
	if over.Header.Get("Retry-After") != "20" || over.Header.Get("RateLimit-Policy") != `"default";q=3;w=60` {
		t.Errorf("over the limit: %v", over.Header)
	}
	if answer := get("203.0.113.8"); answer.Status != http.StatusOK {
		t.Errorf("another address: %d", answer.Status)
	}
	requireProblem(t, client.Get("/v1/nothing", "X-Forwarded-For: 203.0.113.7"), http.StatusTooManyRequests)
	if answer := client.Get("/livez", "X-Forwarded-For: 203.0.113.7"); answer.Status != http.StatusOK {
		t.Errorf("health checks are counted: %d", answer.Status)
	}
	now = now.Add(20 * time.Second)
	if answer := get("203.0.113.7"); answer.Status != http.StatusOK {
		t.Errorf("after Retry-After: %d", answer.Status)
	}
	for i := range 3 {
		get("2001:db8::" + strconv.Itoa(i+1))
	}
	requireProblem(t, get("2001:db8::4"), http.StatusTooManyRequests) // one household, one /64
}

func TestForwardedAddressesAreBelievedFromTrustedProxiesOnly(t *testing.T) {
	t.Parallel()
	client := newClient(t, func(o *served) { o.RateLimit = 1 })
	client.Get("/v1/instruments", "X-Forwarded-For: 203.0.113.1")
	requireProblem(t, client.Get("/v1/instruments", "X-Forwarded-For: 203.0.113.2"), http.StatusTooManyRequests)
	requireProblem(t, client.Get("/v1/instruments", "X-Real-Ip: 203.0.113.2"), http.StatusTooManyRequests)
}

func TestUnknownQueryParametersAreRefused(t *testing.T) {
	t.Parallel()
	client := newClient(t)
	for _, path := range []string{
		"/v1/instruments?words=easy_read", "/v1/instruments?variant=easy", "/v1/instruments?variant=standard&variant=easy_read",
		"/v1/instruments/coproduction-ladder?limit=1", "/v1/instruments/coproduction-ladder/versions/0.8.0?x",
		"/v1/instruments?limit=0", "/v1/instruments?limit=101", "/v1/instruments?limit=ten", "/v1/instruments?cursor=",
		"/v1/instruments?variant=easy_read;x=1", "/v1/instruments?colour%zz=1",
		"/v1/instruments?cursor=abc", "/v1/instruments?cursor=eyJhIjoiYSJ9",
	} {
		requireProblem(t, client.Get(path), http.StatusBadRequest)
	}
	requireProblem(t, client.Post("/v1/scores?dry_run=1", []byte(`{"instrument":"coproduction-ladder"}`)), http.StatusBadRequest)
}

func TestTheLogHoldsNoAddressQueryOrBody(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	client := newClient(t, func(o *served) {
		o.Log = slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	})
	client.Post("/v1/scores?secretquery=1", []byte(`{"instrument":"secretbody"}`))
	client.Post("/v1/scores", []byte(`{"instrument":"secretbody"}`), "Authorization: Bearer rung_secretkey")
	client.Post("/v1/scores", []byte(`{"instrument":"secretbody","responses":[{"voice":"lived","answers":{"secretquestion":"secretanswer"}}]}`))
	client.Get("/v1/instruments/secretid")
	client.Get("/secretpath")
	if text := log.String(); strings.Contains(text, "secret") || strings.Contains(text, "192.0.2.1") {
		t.Errorf("the log holds what a caller sent or who it was:\n%s", text)
	}
	var line struct {
		Msg, Method, Route string
		RequestID          string `json:"request_id"`
		Status             int
	}
	if err := json.Unmarshal(bytes.SplitN(log.Bytes(), []byte("\n"), 2)[0], &line); err != nil {
		t.Fatal(err)
	}
	if line.Msg != "request" || line.Method != http.MethodPost || line.Route != "/v1/scores" || line.Status != http.StatusBadRequest || line.RequestID == "" {
		t.Errorf("the access line is %+v", line)
	}
}

func TestDocsLeadToTheDocs(t *testing.T) {
	t.Parallel()
	handler := newHandler(t)
	get := func(path string) *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, http.NoBody))
		return w
	}
	if w := get("/docs"); w.Code != http.StatusFound || w.Header().Get("Location") != "/docs/" {
		t.Errorf("/docs: %d to %q", w.Code, w.Header().Get("Location"))
	}
	if w := get("/docs/"); w.Code != http.StatusOK || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
		t.Errorf("/docs/: %d %v", w.Code, w.Header())
	}
	if w := get("/openapi.json"); !bytes.Equal(w.Body.Bytes(), docs.OpenAPI) {
		t.Error("/openapi.json is not the document")
	}
}
