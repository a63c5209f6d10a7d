package api_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
)

// A reference of somebody's own names one thing of those that they may see.
func TestAReferenceNamesOneThing(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		w := newWorld(t, address)
		add := func(who, path, body string) (id string) {
			t.Helper()
			got := w.as(t, who).Post(path, []byte(w.fillBody(body)))
			var made struct{ ID string }
			if err := json.Unmarshal(got.Body, &made); err != nil || got.Status != http.StatusCreated {
				t.Fatalf("%s as %s: %d %s", body, who, got.Status, got.Body)
			}
			return made.ID
		}
		refuse := func(who, method, path, body, id string) {
			t.Helper()
			got := w.as(t, who).Send(method, path, []byte(w.fillBody(body)), "If-Match: *")
			if p := requireProblem(t, got, http.StatusConflict); !strings.Contains(p.Detail, id) {
				t.Errorf("%s: which has the reference is not said: %s", body, p.Detail)
			}
		}
		const organisations, assessments = "/v1/organisations", "/v1/assessments"
		first := add(partner, organisations, `{"name":"A","external_id":"crm-1"}`)
		refuse(partner, http.MethodPost, organisations, `{"name":"B","external_id":" crm-1 "}`, first)
		refuse(operator, http.MethodPost, organisations, `{"name":"B","external_id":"crm-1"}`, first)
		second := add(partner, organisations, `{"name":"B","external_id":"CRM-1"}`)
		refuse(partner, http.MethodPatch, organisations+"/"+second, `{"external_id":"crm-1"}`, first)
		add(outsider, organisations, `{"name":"C","external_id":"crm-1"}`) // of theirs
		add(anybody, organisations, `{"name":"D","external_id":"crm-1"}`)
		for _, again := range []string{`{"external_id":"crm-1","region":"TLD"}`, `{"external_id":"crm-2"}`, `{"external_id":"crm-1"}`} {
			if got := w.as(t, partner).Patch(organisations+"/"+first, []byte(again), "If-Match: *"); got.Status != http.StatusOK {
				t.Errorf("its own: %d %s", got.Status, got.Body)
			}
		}

		open := add(owner, assessments, `{"title":"One","external_id":"a-1"}`)
		refuse(owner, http.MethodPost, assessments, `{"title":"Two","external_id":"a-1"}`, open)
		refuse(partner, http.MethodPost, assessments, `{"title":"Two","organisation_id":"{organisations}","external_id":"a-1"}`, open)
		other := add(owner, assessments, `{"title":"Two"}`)
		refuse(owner, http.MethodPatch, assessments+"/"+other, `{"external_id":"a-1"}`, open)
		add(partner, assessments, `{"title":"Three","organisation_id":"`+first+`","external_id":"a-1"}`)
		if got := w.as(t, owner).Patch(assessments+"/"+open, []byte(`{"external_id":"a-1","title":"New"}`), "If-Match: *"); got.Status != http.StatusOK {
			t.Errorf("its own: %d %s", got.Status, got.Body)
		}
	})
}
