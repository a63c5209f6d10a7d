package api

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/go-json-experiment/json"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/events"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/intake"
	"github.com/sevenrungs/sevenrungs/internal/edge"
)

var (
	section = regexp.MustCompile(`(?m)^## (.*)$`)
	example = regexp.MustCompile("(?s)```json\n(.*?)\n```")
)

// readDocumented returns the sections of docs/problems.md by their headings.
func readDocumented(t *testing.T) map[string]string {
	t.Helper()
	doc, err := os.ReadFile("../docs/problems.md")
	if err != nil {
		t.Fatal(err)
	}
	sections := map[string]string{}
	at := section.FindAllSubmatchIndex(doc, -1)
	for i, m := range at {
		end := len(doc)
		if i+1 < len(at) {
			end = at[i+1][0]
		}
		name := string(doc[m[2]:m[3]])
		if _, twice := sections[name]; twice {
			t.Errorf("docs/problems.md has two sections %q", name)
		}
		sections[name] = string(doc[m[1]:end])
	}
	return sections
}

// TestTheExamplesOfProblemsAreReal makes each problem happen.
func TestTheExamplesOfProblemsAreReal(t *testing.T) {
	t.Parallel()
	const scores, jsonBody = "/v1/scores", "Content-Type: application/json"
	server := newExampleServer(t)
	sections := readDocumented(t)
	for _, tc := range []struct {
		family                     edge.Family
		method, path, header, body string
	}{
		{edge.Malformed, "POST", scores, jsonBody, `{"instrument":"coproduction-ladder","colour":"blue"}`},
		{edge.Unauthenticated, "GET", "/v1/organisations", "", ""},
		{edge.Forbidden, "GET", "/forbidden", "", ""},
		{edge.NotFound, "GET", "/v1/instruments/ladder", "", ""},
		{edge.NotYet, "GET", "/not-yet", "", ""},
		{edge.Gone, "GET", "/gone", "", ""},
		{edge.MethodNotAllowed, "GET", scores, "", ""},
		{edge.NotAcceptable, "GET", "/v1/instruments", "Accept: text/html", ""},
		{edge.TooSlow, "GET", "/slow", "", ""},
		{edge.Conflict, "GET", "/conflict", "", ""},
		{edge.Stale, "GET", "/stale", "", ""},
		{edge.TooLarge, "POST", scores, jsonBody, strings.Repeat(" ", intake.MaxScoreBytes+1)},
		{edge.Unsupported, "POST", scores, "Content-Type: text/plain", "Hello"},
		{edge.Invalid, "POST", scores, jsonBody, `{"instrument":"coproduction-ladder","minimum_people":{"lived":2},"responses":[{"voice":"staff"}]}`},
		{edge.Preconditionless, "GET", "/if-match", "", ""},
		{edge.TooMany, "GET", "/often", "", ""},
		{edge.Internal, "GET", "/broken", "", ""},
		{edge.Unavailable, "GET", "/readyz", "", ""},
	} {
		t.Run(tc.family.Name, func(t *testing.T) {
			t.Parallel()
			req := httptest.NewRequest(tc.method, tc.path, strings.NewReader(tc.body))
			if name, value, found := strings.Cut(tc.header, ": "); found {
				req.Header.Set(name, value)
			}
			w := httptest.NewRecorder()
			server.ServeHTTP(w, req)
			shown := example.FindStringSubmatch(sections[tc.family.Name])
			if shown == nil {
				t.Fatal("no example")
			}
			var got, want Problem
			if err := errors.Join(json.Unmarshal(w.Body.Bytes(), &got), json.Unmarshal([]byte(shown[1]), &want, json.RejectUnknownMembers(true))); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(Problem{}), cmpopts.IgnoreFields(Problem{}, "Instance")); diff != "" || w.Code != tc.family.Status {
				t.Errorf("status %d; the example in docs/problems.md is not what is answered (-example +answer):\n%s", w.Code, diff)
			}
		})
	}
}

// lateBody is a body that does not come before the connection's deadline.
type lateBody struct{}

func (lateBody) Read([]byte) (int, error) { return 0, os.ErrDeadlineExceeded }

// newExampleServer is the edge with some addresses more, for the failures that
// cannot be had by asking.
func newExampleServer(t *testing.T) http.Handler {
	t.Helper()
	catalogue, err := instrument.Published()
	if err != nil {
		t.Fatal(err)
	}
	const perMinute = 60
	e, err := edge.New(edge.Options{
		Log:   slog.New(slog.DiscardHandler),
		Now:   func() time.Time { return time.Date(2026, 3, 4, 10, 0, 0, 0, time.UTC) },
		NewID: func() string { return "request-1" },
		Who: func(r *http.Request) (access.Caller, error) {
			if r.URL.Path == "/often" {
				return access.Caller{}, nil
			}
			role := nobody
			if r.URL.Path == "/forbidden" {
				role = funder
			}
			return access.Caller{Role: role, KeyID: r.URL.Path}, nil // so that none pays for another
		},
		RateLimit: perMinute,
	})
	if err != nil {
		t.Fatal(err)
	}
	Mount(e, Options{Catalogue: catalogue, Ready: func(context.Context) error { return errors.New("not yet") }})
	often := httptest.NewRequest(http.MethodGet, "/often", http.NoBody)
	for range perMinute {
		e.ServeHTTP(httptest.NewRecorder(), often)
	}
	e.GET("/slow", e.Handle(func(c *gin.Context) error {
		c.Request.Body, c.Request.Header = io.NopCloser(lateBody{}), http.Header{"Content-Type": {"application/json"}}
		_, err := readBody(c, MaxBody)
		return err
	}))
	e.GET("/broken", e.Handle(func(*gin.Context) error { return errors.New("the disk is on fire") }))
	e.GET("/forbidden", e.Handle(only([]access.Role{operator, partner})))
	e.GET("/not-yet", e.Handle(func(*gin.Context) error {
		year := func(y int, m time.Month) time.Time { return time.Date(y, m, 1, 0, 0, 0, 0, time.UTC) }
		return (&comparisons.Period{OpensAt: year(2026, time.January), ClosesAt: year(2027, time.January), FreezeAt: year(2027, time.March)}).NotYet()
	}))
	e.GET("/gone", e.Handle(func(c *gin.Context) error {
		s := events.Service{Now: time.Now}
		_, err := s.Events(c.Request.Context(), access.Caller{}, events.Place{At: time.Unix(0, 0)}, 1)
		return err
	}))
	e.GET("/stale", e.Handle(func(*gin.Context) error { return access.Match{"r1"}.Check("r2") }))
	e.GET("/if-match", e.Handle(func(c *gin.Context) error {
		_, err := matchOf(c)
		return err
	}))
	e.GET("/conflict", e.Handle(func(*gin.Context) error {
		return &fault.Error{Kind: fault.Conflict, Detail: "This has changed since you read it. Read it again."}
	}))
	return e
}
