package edge

import (
	"fmt"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

// families are all of them: a test holds the list against the code.
var families = []Family{
	Malformed, Unauthenticated, Forbidden, NotFound, NotYet, Gone, MethodNotAllowed, NotAcceptable, TooSlow, Conflict, Stale, TooLarge,
	Unsupported, Invalid, Preconditionless, TooMany, Internal, Unavailable,
}

var (
	familyLine = regexp.MustCompile(`Family\{http\.\w+, "([^"]*)"`)
	section    = regexp.MustCompile(`(?m)^## (.*)$`)
)

// readDocumented returns the sections of docs/problems.md by their headings.
func readDocumented(t *testing.T) map[string]string {
	t.Helper()
	doc, err := os.ReadFile("../../docs/problems.md")
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
		listed = append(listed, f.Name)
	}
	if !slices.Equal(written, listed) {
		t.Errorf("problems.go has the families %q, this test lists %q", written, listed)
	}
}

func TestEachFamilyOfProblemsHasItsSection(t *testing.T) {
	t.Parallel()
	sections := readDocumented(t)
	for _, f := range families {
		text, found := sections[f.Name]
		if !found {
			t.Errorf("docs/problems.md has no section %q, where type leads", "## "+f.Name)
			continue
		}
		if start := fmt.Sprintf("\n\nStatus %d. ", f.Status); !strings.HasPrefix(text, start) || !strings.Contains(text, "\nWhat to do: ") {
			t.Errorf("the section %q must begin with %q and say what to do", f.Name, strings.TrimSpace(start))
		}
		delete(sections, f.Name)
	}
	for name := range sections {
		t.Errorf("docs/problems.md has a section %q, and there is no such family", name)
	}
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
