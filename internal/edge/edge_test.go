package edge_test

import (
	"log/slog"
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
