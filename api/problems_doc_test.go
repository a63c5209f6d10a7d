package api

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/go-json-experiment/json"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/intake"
)

// families are all of them: a test holds the list against the code.
var families = []family{
	malformed, unauthenticated, forbidden, notFound, methodNotAllowed, notAcceptable, tooSlow, conflict, stale, tooLarge,
	unsupported, invalid, preconditionless, tooMany, internal, unavailable,
}

var (
	familyLine = regexp.MustCompile(`family\{http\.\w+, "([^"]*)"`)
	section    = regexp.MustCompile(`(?m)^## (.*)$`)
	example    = regexp.MustCompile("(?s)```json\n(.*?)\n```")
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

func TestTheListOfFamiliesIsWhole(t *testing.T) {
	t.Parallel()
	code, err := os.ReadFile("problems.go")
	if err != nil {
		t.Fatal(err)
	}
	var written, listed []string
	for _, m := range familyLine.FindAllSubmatch(code, -1) {
		written = append(written, string(m[1]))
	}
	for _, f := range families {
		listed = append(listed, f.name)
	}
	if !slices.Equal(written, listed) {
		t.Errorf("problems.go has the families %q, this test lists %q", written, listed)
	}
}

func TestEachFamilyOfProblemsHasItsSection(t *testing.T) {
	t.Parallel()
	sections := readDocumented(t)
	for _, f := range families {
		text, found := sections[f.name]
		if !found {
			t.Errorf("docs/problems.md has no section %q, where type leads", "## "+f.name)
			continue
		}
		if start := fmt.Sprintf("\n\nStatus %d. ", f.status); !strings.HasPrefix(text, start) || !strings.Contains(text, "\nWhat to do: ") {
			t.Errorf("the section %q must begin with %q and say what to do", f.name, strings.TrimSpace(start))
		}
		delete(sections, f.name)
	}
	for name := range sections {
		t.Errorf("docs/problems.md has a section %q, and there is no such family", name)
	}
}

// TestTheExamplesOfProblemsAreReal makes each problem happen.
func TestTheExamplesOfProblemsAreReal(t *testing.T) {
	t.Parallel()
	const scores, jsonBody = "/v1/scores", "Content-Type: application/json"
	server := newExampleServer(t)
	sections := readDocumented(t)
	for _, tc := range []struct {
		family                     family
		method, path, header, body string
	}{
		{malformed, "POST", scores, jsonBody, `{"instrument":"coproduction-ladder","colour":"blue"}`},
		{unauthenticated, "GET", "/v1/organisations", "", ""},
		{forbidden, "GET", "/forbidden", "", ""},
		{notFound, "GET", "/v1/instruments/ladder", "", ""},
		{methodNotAllowed, "GET", scores, "", ""},
		{notAcceptable, "GET", "/v1/instruments", "Accept: text/html", ""},
		{tooSlow, "GET", "/slow", "", ""},
		{conflict, "GET", "/conflict", "", ""},
		{stale, "GET", "/stale", "", ""},
		{tooLarge, "POST", scores, jsonBody, strings.Repeat(" ", intake.MaxScoreBytes+1)},
		{unsupported, "POST", scores, "Content-Type: text/plain", "Hello"},
		{invalid, "POST", scores, jsonBody, `{"instrument":"coproduction-ladder","minimum_people":{"lived":2},"responses":[{"voice":"staff"}]}`},
		{preconditionless, "GET", "/if-match", "", ""},
		{tooMany, "GET", "/often", "", ""},
		{internal, "GET", "/broken", "", ""},
		{unavailable, "GET", "/readyz", "", ""},
	} {
		t.Run(tc.family.name, func(t *testing.T) {
			t.Parallel()
			req := httptest.NewRequest(tc.method, tc.path, strings.NewReader(tc.body))
			if name, value, found := strings.Cut(tc.header, ": "); found {
				req.Header.Set(name, value)
			}
			w := httptest.NewRecorder()
			server.ServeHTTP(w, req)
			shown := example.FindStringSubmatch(sections[tc.family.name])
			if shown == nil {
				t.Fatal("no example")
			}
			var got, want Problem
			if err := errors.Join(json.Unmarshal(w.Body.Bytes(), &got), json.Unmarshal([]byte(shown[1]), &want, json.RejectUnknownMembers(true))); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(Problem{}), cmpopts.IgnoreFields(Problem{}, "Instance")); diff != "" || w.Code != tc.family.status {
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
	options := Options{
		Catalogue: catalogue, Log: slog.New(slog.DiscardHandler),
		Now:   func() time.Time { return time.Date(2026, 3, 4, 10, 0, 0, 0, time.UTC) },
		NewID: func() string { return "request-1" },
		Ready: func(context.Context) error { return errors.New("not yet") },
	}
	engine, err := newEngine(options)
	if err != nil {
		t.Fatal(err)
	}
	s := &server{Options: options}
	const perMinute = 60
	if s.limits, err = newLimits(perMinute, s.Now); err != nil {
		t.Fatal(err)
	}
	often := httptest.NewRequest(http.MethodGet, "/often", http.NoBody)
	engine.GET("/often", s.handle(s.admit))
	for range perMinute {
		engine.ServeHTTP(httptest.NewRecorder(), often)
	}
	engine.GET("/slow", s.handle(func(c *gin.Context) error {
		c.Request.Body, c.Request.Header = io.NopCloser(lateBody{}), http.Header{"Content-Type": {"application/json"}}
		_, err := readBody(c.Writer, c.Request, MaxBody)
		return err
	}))
	engine.GET("/broken", s.handle(func(*gin.Context) error { return errors.New("the disk is on fire") }))
	engine.GET("/forbidden", func(c *gin.Context) { c.Set(callerKey, access.Caller{Role: funder}) }, s.handle(only([]access.Role{operator, partner})))
	engine.GET("/stale", s.handle(func(*gin.Context) error { return access.Match{"r1"}.Check("r2") }))
	engine.GET("/if-match", s.handle(func(c *gin.Context) error {
		_, err := matchOf(c)
		return err
	}))
	engine.GET("/conflict", s.handle(func(*gin.Context) error {
		return &fault.Error{Kind: fault.Conflict, Detail: "This has changed since you read it. Read it again."}
	}))
	return engine
}

func TestTooMuchAtOnceSaysWhenToTryAgain(t *testing.T) {
	t.Parallel()
	p, known := problemFor(fmt.Errorf("keep: %w", &fault.Error{Kind: fault.Unavailable, Detail: "Nothing was kept."}))
	if !known || p.Status != http.StatusServiceUnavailable || p.Detail != "Nothing was kept." {
		t.Errorf("got %v, want a 503 with the detail", p)
	}
	if got := p.header.Get("Retry-After"); got != "1" {
		t.Errorf("Retry-After is %q, want 1", got)
	}
}
