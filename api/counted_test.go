package api_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
)

// everything walks the list at the path of a row and returns the ids in it.
func (w *world) everything(t testing.TB, r row, limit string) []string {
	t.Helper()
	list, found := rowOf("GET " + r.things())
	if !found {
		t.Fatalf("there is no list at %s", r.path())
	}
	who := operator
	if list.status(t, operator) != http.StatusOK || r.path() == "/v1/webhooks" { // which are of whoever asks
		who = list.somebody(t)
	}
	var ids []string
	for next := w.fill(t, r.things()) + "?limit=" + limit; next != ""; {
		got := w.as(t, who).Get(next)
		var page struct {
			Items []map[string]any `json:"items"`
			Next  string           `json:"next"`
		}
		if err := json.Unmarshal(got.Body, &page); err != nil || got.Status != http.StatusOK {
			t.Fatalf("%s: %d %v %s", next, got.Status, err, got.Body)
		}
		for _, item := range page.Items {
			ids = append(ids, idOf(item))
		}
		next = got.NextPage()
		if (next == "") != (page.Next == "") {
			t.Fatalf("next is %q, Link %q", page.Next, next)
		}
	}
	return ids
}

// idOf returns the id of a thing, or the name where that is its id.
func idOf(thing map[string]any) string {
	if name, found := thing["period"].(string); found {
		return name
	}
	id, _ := thing["id"].(string)
	return id
}

// countThings tells how much there is of what a row makes.
func (w *world) countThings(t testing.TB, r row) int {
	t.Helper()
	switch {
	case r.path() == redeeming:
		invitation, err := w.service.Store.Invitation(t.Context(), w.ids["assessments"], w.ids["assessments/invitations"])
		if err != nil {
			t.Fatal(err)
		}
		return invitation.Started()
	case strings.HasSuffix(r.path(), "/{response}/key"):
		found, err := w.service.Store.Response(t.Context(), w.ids["assessments"], w.ids["assessments/responses"])
		if err != nil {
			t.Fatal(err)
		}
		w.newKeys[found.Next] = true
		return len(w.newKeys)
	case r.path() == "/v1/webhooks":
		return w.countWebhooks(t)
	case r.path() == claiming:
		return w.countClaimed(t)
	case r.untraced():
		submitted, err := w.service.Store.SubmittedResponses(t.Context(), w.ids["assessments"], access.Page{Limit: 100})
		if err != nil {
			t.Fatal(err)
		}
		return len(submitted)
	case strings.HasSuffix(r.path(), "/plan/actions"):
		return len(decodeFields(t, w.as(t, owner).Get(w.fill(t, "/v1/assessments/{id}/plan")))["actions"].([]any))
	}
	return len(w.everything(t, r, "100"))
}

// countWebhooks tells how many webhooks everybody has.
func (w *world) countWebhooks(t testing.TB) (webhooks int) {
	t.Helper()
	for _, who := range callers {
		if who != anybody {
			items, _ := decodeFields(t, w.as(t, who).Get("/v1/webhooks?limit=100"))["items"].([]any)
			webhooks += len(items)
		}
	}
	return webhooks
}

// countClaimed tells how many keys were taken with a claim link.
func (w *world) countClaimed(t testing.TB) (claimed int) {
	t.Helper()
	ctx, store := t.Context(), w.service.Store
	for page := (access.Page{Limit: access.MaxPage}); ; {
		found, err := store.Organisations(ctx, assessments.Scope{All: true}, assessments.OrganisationFilter{}, page)
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range found {
			keys, err := store.Keys(ctx, assessments.Principal{Role: access.OrganisationRole, ID: o.ID}, access.Page{Limit: access.MaxPage})
			if err != nil {
				t.Fatal(err)
			}
			for _, k := range keys {
				if k.MadeBy == access.ByClaim {
					claimed++
				}
			}
			page.After = o.ID
		}
		if len(found) < page.Limit {
			return claimed
		}
	}
}

const (
	redeeming = "/v1/invitations/redeem"
	claiming  = "/v1/claims"
)
