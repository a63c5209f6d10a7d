package api_test

import (
	"net/http"
	"strings"
	"testing"
)

// TestWhatStandsIsReadByThoseWhoCountNow asks for more changes than there are
// organisations: otherwise every new assessment is a change.
func TestWhatStandsIsReadByThoseWhoCountNow(t *testing.T) {
	t.Parallel()
	f := newField(t, newFile(t))
	f.freeze(t)
	first := string(f.release(t, whole).Body)
	gone, joined, path := f.members[0], f.members[20], f.pathIn(whole, next)
	f.wait(1)
	joined.shares[whole] = f.share(t, joined.id, f.programmes[whole].JoinCode).ID
	for _, m := range f.members[1:21] {
		f.assessed(t, m, f.service.Now(), func(q int) int { return 1 + q%7 })
	}
	f.comparing.Policy.Changed = 100
	f.freezeNext(t)
	for who, key := range map[string]string{"the funder": f.keyOf(funder), "a member": f.members[1].key, "a new member": joined.key} {
		if got := f.client.In(t).As(key).Get(path); got.Status != http.StatusOK || string(got.Body) != first {
			t.Errorf("%s reads %d %s", who, got.Status, got.Body)
		}
	}
	requireProblem(t, f.client.In(t).As(gone.key).Get(path), http.StatusNotFound)
	if got := f.preview(t, joined, whole); got != first {
		t.Errorf("the preview of a new member: %s", got)
	}
	place := f.client.In(t).As(joined.key).Get("/v1/organisations/" + joined.id + "/position/" + next)
	if !strings.Contains(string(place.Body), f.programmes[whole].ID) {
		t.Errorf("the position of a new member: %s", place.Body)
	}
}
