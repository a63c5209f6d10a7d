package edge_test

import (
	"context"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/internal/edge"
)

// newEdge returns an edge where everybody is nobody.
func newEdge(t *testing.T, changes ...func(*edge.Options)) *edge.Edge {
	t.Helper()
	o := edge.Options{
		Log:   slog.New(slog.DiscardHandler),
		Now:   func() time.Time { return time.Date(2026, 3, 4, 10, 0, 0, 0, time.UTC) },
		NewID: func() string { return "request-1" },
		Who:   func(*http.Request) (access.Caller, error) { return access.Caller{}, nil },
	}
	for _, change := range changes {
		change(&o)
	}
	e, err := edge.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func ask(e *edge.Edge, path, accept string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, path, http.NoBody)
	if accept != "" {
		r.Header.Set("Accept", accept)
	}
	w := httptest.NewRecorder()
	e.Handler().ServeHTTP(w, r)
	return w
}

func TestAFailureIsAPageForABrowserOutsideTheAPI(t *testing.T) {
	t.Parallel()
	const browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
	e := newEdge(t)
	e.GET("/broken", func(*gin.Context) { panic("the disk is on fire") })
	for _, paged := range []bool{false, true} {
		if paged {
			e.Page = func(c *gin.Context, p *edge.Problem) {
				c.Data(p.Status, "text/html; charset=utf-8", []byte("<p>"+p.Title+" "+p.Instance))
			}
		}
		for _, tc := range []struct {
			path, accept string
			page         bool
			status       int
			text         string
		}{
			{"/nowhere", "", false, http.StatusNotFound, ""},
			{"/nowhere", "*/*", false, http.StatusNotFound, ""},
			{"/nowhere", "application/json, text/html;q=0.9", false, http.StatusNotFound, ""},
			{"/nowhere", "image/png", false, http.StatusNotFound, ""},
			{"/v1", browser, false, http.StatusNotFound, ""},
			{"/v1/nowhere", browser, false, http.StatusNotFound, ""},
			{"/nowhere", browser, true, http.StatusNotFound, "<p>Not found request-1"},
			{"/v10", browser, true, http.StatusNotFound, "<p>Not found request-1"},
			{"/broken", browser, true, http.StatusInternalServerError, "<p>Something went wrong here request-1"},
		} {
			got := ask(e, tc.path, tc.accept)
			kind, want := got.Header().Get("Content-Type"), "application/problem+json"
			if tc.page && paged {
				want = "text/html; charset=utf-8"
			}
			if got.Code != tc.status || kind != want || tc.page && paged && got.Body.String() != tc.text {
				t.Errorf("%s for %q: %d %s %s", tc.path, tc.accept, got.Code, kind, got.Body)
			}
			if got.Header().Get("X-Request-Id") != "request-1" || got.Header().Get("X-Content-Type-Options") != "nosniff" || got.Header().Get("Cache-Control") != "no-store" {
				t.Errorf("%s: the headers are %v", tc.path, got.Header())
			}
		}
	}
}

// Whoever asks under a name of their own gets no links to it: a link holds a key.
func TestLinksNeverFollowTheHostOfAStranger(t *testing.T) {
	t.Parallel()
	local := &net.TCPAddr{IP: net.IPv4(192, 0, 2, 7), Port: 8080}
	base := func(host string, local net.Addr, change func(*edge.Options)) string {
		e := newEdge(t, change)
		e.GET("/base", func(c *gin.Context) { c.String(http.StatusOK, e.Base(c)) })
		r := httptest.NewRequest(http.MethodGet, "/base", http.NoBody)
		if local != nil {
			r = r.WithContext(context.WithValue(r.Context(), http.LocalAddrContextKey, local))
		}
		r.Host = host
		r.Header.Set("X-Forwarded-Host", "attacker.example")
		w := httptest.NewRecorder()
		e.ServeHTTP(w, r)
		return w.Body.String()
	}
	plain := func(*edge.Options) {}
	named := func(o *edge.Options) { o.Hosts = []string{"rungs.local", "rungs.local:8080"} }
	public := func(o *edge.Options) { o.PublicURL = "https://rungs.example.org" }
	for _, tc := range []struct {
		host   string
		local  net.Addr
		change func(*edge.Options)
		want   string
	}{
		{"attacker.example", local, plain, "http://192.0.2.7:8080"},
		{"attacker.example:8080", local, named, "http://192.0.2.7:8080"},
		{"attacker.example", nil, plain, "http://localhost"},
		{"", local, plain, "http://192.0.2.7:8080"},
		{"localhost.attacker.example", local, plain, "http://192.0.2.7:8080"},
		{"localhost:80@attacker.example", local, plain, "http://192.0.2.7:8080"},
		{"localhost:", local, plain, "http://192.0.2.7:8080"},
		{"198.51.100.1:8080", local, plain, "http://192.0.2.7:8080"},
		{"rungs.local:9090", local, named, "http://192.0.2.7:8080"},
		{"attacker.example", local, public, "https://rungs.example.org"},
		{"localhost:8080", local, public, "https://rungs.example.org"},

		{"192.0.2.7:8080", local, plain, "http://192.0.2.7:8080"},
		{"localhost:8080", local, plain, "http://localhost:8080"}, // published by a container engine
		{"LocalHost", local, plain, "http://localhost"},
		{"127.0.0.1:9090", local, plain, "http://127.0.0.1:9090"},
		{"[::1]:8080", local, plain, "http://[::1]:8080"},
		{"Rungs.Local", local, named, "http://rungs.local"},
		{"rungs.local:8080", local, named, "http://rungs.local:8080"},
	} {
		if got := base(tc.host, tc.local, tc.change); got != tc.want {
			t.Errorf("%q: links lead to %s, want %s", tc.host, got, tc.want)
		}
	}
}
