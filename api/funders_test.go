package api_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/sevenrungs/sevenrungs/assessments/access"
)

func TestAFunderStaysWhileOrganisationsRelyOnIt(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		w := newWorld(t, address)
		remove := func(id string) int {
			return w.as(t, operator).Delete("/v1/funders/"+id, "If-Match: *").Status
		}
		_, idle := w.createAccount(t, access.FunderRole)
		_, asking := w.createAccount(t, access.FunderRole)
		_, joined := w.createAccount(t, access.FunderRole)
		w.programme(t, asking, w.ids["periods"])
		w.share(t, w.ids["organisations"], w.programme(t, joined, w.ids["periods"]).JoinCode)
		for name, tc := range map[string]struct {
			id   string
			want int
		}{
			"without a programme":         {idle, http.StatusNoContent},
			"with one that nobody joined": {asking, http.StatusNoContent},
			"with one that somebody did":  {joined, http.StatusConflict},
			"with one that was frozen":    {w.ids["funders"], http.StatusConflict},
			"that was never there":        {w.ids["organisations"], http.StatusNotFound},
		} {
			if got := remove(tc.id); got != tc.want {
				t.Errorf("a funder %s: %d, want %d", name, got, tc.want)
			}
		}
		shares := w.as(t, owner).Get("/v1/organisations/" + w.ids["organisations"] + "/shares")
		if got := strings.Count(string(shares.Body), `"state":"granted"`); got < 2 {
			t.Errorf("what was agreed is gone: %s", shares.Body)
		}
	})
}
