package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/sevenrungs/sevenrungs/assessments/access"
)

func TestAListShowsTenThenPages(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	caller := access.Caller{Role: organisation, PrincipalID: w.ids[organisation]}
	for i := range 23 {
		in := ladderInput(w.ids[organisation])
		in.Title = fmt.Sprintf("Number %d", i)
		if _, err := w.service.CreateAssessment(t.Context(), caller, in, nil); err != nil {
			t.Fatal(err)
		}
	}
	b := w.as(t, organisation)
	for page, want := range []int{10, 10, 3} {
		if got := strings.Count(b.shown.body, ">Number "); got != want {
			t.Errorf("page %d shows %d, want %d", page+1, got, want)
		}
		if _, after, more := strings.Cut(b.shown.body, `rel="next"`); more != (page < 2) {
			t.Fatalf("page %d: %s", page+1, after)
		} else if more {
			before, _, _ := strings.Cut(b.shown.body, `" rel="next"`)
			b.open(before[strings.LastIndex(before, `"`)+1:])
		}
	}
	b.expect(http.StatusOK, b.shown.path, `<a href="/home" rel="first">`)
	for _, after := range []string{"x", "%00", "'", strings.Repeat("9", 300)} {
		b.open("/home?after=" + after)
		b.expect(http.StatusOK, "/home?after="+after)
	}
}
