package api_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/api"
)

func TestABadKeyIsNobody(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	for _, who := range append([]string{anybody}, badKeys...) {
		requireProblem(t, w.as(t, who).Get("/v1/me"), http.StatusUnauthorized)
	}
}

// What a key is told that it may do is what the matrix says it may.
func TestEveryKeyIsToldWhatItMayDo(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	roles := map[string]string{
		operator: "operator", owner: "organisation", stranger: "organisation", partner: "partner", outsider: "partner", funder: "funder", otherFunder: "funder",
		invited: "invitation", author: "response", colleague: "response", otherAuthor: "response", participant: "response", reader: "result_link", otherReader: "result_link",
	}
	for who, role := range roles {
		me := getDecoded[api.Me](w.as(t, who), "/v1/me")
		if me.Role != role || me.Access != "full" || !slices.Contains(me.May, "GET /v1/me") {
			t.Errorf("%s is told %+v", who, me)
		}
		for _, r := range matrix {
			open := r.status(t, anybody) < http.StatusBadRequest
			status, told := r.status(t, who), slices.Contains(me.May, r.route)
			if told && (status == http.StatusForbidden || status == http.StatusUnauthorized) || !told && !open && status < http.StatusBadRequest {
				t.Errorf("%s: told of %s: %v, and gets %d", who, r.route, told, status)
			}
		}
	}
}

func TestAKeyIsToldWhoseItIsAndWhenItEnds(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	ends := w.service.Now().Add(time.Hour)
	made := w.as(t, operator).Post(w.fill(t, "/v1/partners/{id}/keys"), []byte(`{"name":"Dashboard","access":"read","expires_at":"`+ends.Format(time.RFC3339)+`"}`))
	var key api.KeyCreated
	made.Decode(&key)
	me := getDecoded[api.Me](w.client.In(t).As(*key.KeyOnce.Key), "/v1/me")
	if me.Access != "read" || me.Holder == nil || *me.Holder != (api.MeHolder{ID: w.ids["partners"], Name: "Community Apps"}) ||
		me.Key == nil || *me.Key != (api.MeKey{ID: key.ID, Name: "Dashboard"}) || me.ExpiresAt == nil || !me.ExpiresAt.Equal(ends.Truncate(time.Second)) {
		t.Errorf("a partner's key is told %+v", me)
	}
	for _, call := range me.May {
		if !strings.HasPrefix(call, "GET ") {
			t.Errorf("a key that only reads is told that it may %s", call)
		}
	}
	if me := getDecoded[api.Me](w.as(t, owner), "/v1/me"); me.ExpiresAt != nil || me.SharesFrom != nil || me.AssessmentID != nil || me.Holder.Name != "Riverside Carers" {
		t.Errorf("an organisation is told %+v", me)
	}
	if me := getDecoded[api.Me](w.as(t, operator), "/v1/me"); me.Holder != nil || me.Key == nil || me.Key.Name != "First key" {
		t.Errorf("the operator is told %+v", me)
	}
	if me := getDecoded[api.Me](w.as(t, reader), "/v1/me"); me.ExpiresAt == nil || *me.AssessmentID != w.ids["closed"] || me.Holder != nil || me.Key != nil {
		t.Errorf("a link is told %+v", me)
	}
	if me := getDecoded[api.Me](w.as(t, author), "/v1/me"); *me.AssessmentID != w.ids["assessments"] || *me.ResponseID != w.ids["assessments/responses"] || me.Holder != nil || me.Key != nil || me.ExpiresAt != nil {
		t.Errorf("who answers is told %+v", me)
	}
	if me := getDecoded[api.Me](w.as(t, participant), "/v1/me"); *me.AssessmentID != w.ids["closed"] || me.ResponseID != nil || slices.ContainsFunc(me.May, func(call string) bool { return strings.Contains(call, "/responses/") }) {
		t.Errorf("who answered is told %+v", me)
	}
}
