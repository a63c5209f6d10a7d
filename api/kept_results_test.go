package api_test

import (
	"net/http"
	"strings"
	"testing"
)

// A result that was sent before is sent again as it was, to whoever may read it, in the
// words of each, and to nobody else; and no longer once it is erased.
func TestAResultIsSentAgainAsItWas(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	closed := w.openAssessmentFor(t, "")
	author, path := w.answer(t, w.invite(t, closed), "lived", "")
	requireStatus(t, author.Post(path+"/submit", nil), http.StatusOK)
	requireStatus(t, w.as(t, owner).Post(closed+"/close", nil), http.StatusOK)

	seen := map[string]string{}
	for range 2 {
		for _, variant := range []string{"standard", "easy_read"} {
			for name, got := range map[string]string{
				"owner":  string(requireStatus(t, w.as(t, owner).Get(closed+"/result?variant="+variant), http.StatusOK).Body),
				"author": string(requireStatus(t, author.Get(closed+"/result?variant="+variant), http.StatusOK).Body),
			} {
				if before, is := seen[variant]; is && got != before {
					t.Errorf("%s gets another document in %s", name, variant)
				}
				seen[variant] = got
			}
			requireProblem(t, w.as(t, stranger).Get(closed+"/result?variant="+variant), http.StatusNotFound)
		}
		table := requireStatus(t, w.as(t, owner).Get(closed+"/result", "Accept: text/csv"), http.StatusOK)
		if !strings.HasPrefix(table.Header.Get("Content-Type"), "text/csv") {
			t.Errorf("a table is %s", table.Header.Get("Content-Type"))
		}
	}
	if seen["standard"] == seen["easy_read"] {
		t.Error("Easy Read is as the standard words")
	}
	tag := w.as(t, owner).Get(closed + "/result").Header.Get("ETag")
	requireStatus(t, w.as(t, owner).Get(closed+"/result", "If-None-Match: "+tag), http.StatusNotModified)
	requireStatus(t, w.as(t, owner).Delete("/v1/organisations/"+w.ids["organisations"], "If-Match: *"), http.StatusNoContent)
	requireProblem(t, author.Get(closed+"/result"), http.StatusUnauthorized)
}
