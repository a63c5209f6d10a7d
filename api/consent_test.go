package api_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/api"
	"github.com/sevenrungs/sevenrungs/internal/apitest"
)

// A key that the organisation did not make itself waits so long.
const consentWait = 14 * 24 * time.Hour

// takeKey makes a key with another, and returns its client and what the list says.
func (w *world) takeKey(t testing.TB, with *apitest.Client, organisation, body string) (*apitest.Client, api.Key) {
	t.Helper()
	var made api.KeyCreated
	requireStatus(t, with.Post("/v1/organisations/"+organisation+"/keys", []byte(body)), http.StatusCreated).Decode(&made)
	return w.client.In(t).As(*made.KeyOnce.Key), made.Key
}

// keysOf returns the list of an organisation's keys, by id.
func keysOf(t testing.TB, own *apitest.Client, organisation string) map[string]api.Key {
	t.Helper()
	var list api.KeyList
	requireStatus(t, own.Get("/v1/organisations/"+organisation+"/keys?limit=100"), http.StatusOK).Decode(&list)
	keys := map[string]api.Key{}
	for _, k := range list.Items {
		keys[k.ID] = k
	}
	return keys
}

func TestTheOperatorAgreesToNothingInAnOrganisationsName(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	home := w.ids["organisations"]
	code := w.programme(t, w.ids["funders"], w.ids["periods"]).JoinCode
	from := w.service.Now().Add(consentWait)
	byOperator, first := w.takeKey(t, w.as(t, operator), home, `{"name":"Recovery"}`)
	w.wait(time.Hour)
	child, second := w.takeKey(t, byOperator, home, `{"name":"Child"}`)
	grandchild, third := w.takeKey(t, child, home, `{"name":"Grandchild"}`)

	refused := func(when string) {
		for name, own := range map[string]*apitest.Client{"the operator's": byOperator, "one made with it": child, "one made with that": grandchild} {
			p := requireProblem(t, askToShare(own, home, "programme", code), http.StatusForbidden)
			if !strings.Contains(p.Detail, from.Format(time.RFC3339)) {
				t.Errorf("%s, %s does not say from when: %s", when, name, p.Detail)
			}
		}
	}
	refused("at first")
	// The key it was made with ends: that frees none.
	requireStatus(t, w.as(t, owner).Delete("/v1/organisations/"+home+"/keys/"+first.ID), http.StatusNoContent)
	byOperator = child
	w.wait(consentWait - time.Hour - time.Millisecond)
	refused("a moment before")
	w.wait(time.Millisecond)
	var share api.Share
	requireStatus(t, askToShare(grandchild, home, "programme", code), http.StatusCreated).Decode(&share)
	if share.AgreedBy == nil || *share.AgreedBy != (api.AgreedBy{KeyID: third.ID, KeyName: "Grandchild", Origin: "operator"}) {
		t.Errorf("it was agreed by %+v", share.AgreedBy)
	}
	w.wait(10 * 365 * 24 * time.Hour)
	keys := keysOf(t, w.as(t, owner), home)
	for id, want := range map[string]api.Key{
		first.ID:  {MadeBy: "operator"},
		second.ID: {MadeBy: "organisation", MadeWith: &first.ID},
		third.ID:  {MadeBy: "organisation", MadeWith: &second.ID},
	} {
		got := keys[id]
		same := got.MadeWith == nil && want.MadeWith == nil || got.MadeWith != nil && want.MadeWith != nil && *got.MadeWith == *want.MadeWith
		if got.MadeBy != want.MadeBy || got.Origin != "operator" || !same || got.SharesFrom == nil || !got.SharesFrom.Equal(from) {
			t.Errorf("the list says %+v", got)
		}
	}
}

func TestAKeyThatAnOrganisationMadeItselfAgreesAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	home := w.ids["organisations"]
	own, key := w.takeKey(t, w.as(t, owner), home, `{"name":"Ours"}`)
	if key.Origin != "organisation" || key.SharesFrom != nil || key.MadeWith == nil {
		t.Errorf("it is %+v", key)
	}
	requireStatus(t, askToShare(own, home, "public_benchmark", ""), http.StatusCreated)
}

// orphan is an organisation that somebody made, without a key.
func (w *world) orphan(t testing.TB, maker string) string {
	t.Helper()
	var made api.OrganisationCreated
	requireStatus(t, w.as(t, maker).Post("/v1/organisations", []byte(`{"name":"Valley Club"}`)), http.StatusCreated).Decode(&made)
	return made.ID
}

// claimLink makes a claim link and returns the secret in it.
func (w *world) claimLink(t testing.TB, maker, organisation string, headers ...string) string {
	t.Helper()
	var made api.ClaimLink
	requireStatus(t, w.as(t, maker).Post("/v1/organisations/"+organisation+"/claim", nil, headers...), http.StatusCreated).Decode(&made)
	_, secret, found := strings.Cut(*made.URL, "/claim#")
	if !found || !made.ExpiresAt.Equal(w.service.Now().Add(consentWait)) {
		t.Fatalf("the link is %+v", made)
	}
	return secret
}

func (w *world) claim(t testing.TB, secret string, headers ...string) *apitest.Response {
	t.Helper()
	return w.client.In(t).Post("/v1/claims", []byte(`{"claim":"`+secret+`"}`), headers...)
}

func TestAnOrphanTakesItsFirstKeyByALinkOnce(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		w := newWorld(t, address)
		code := w.programme(t, w.ids["funders"], w.ids["periods"]).JoinCode
		for _, maker := range []string{operator, partner} {
			orphan := w.orphan(t, maker)
			lost := w.claimLink(t, maker, orphan)
			secret := w.claimLink(t, maker, orphan, "Idempotency-Key: link")
			again := w.as(t, maker).Post("/v1/organisations/"+orphan+"/claim", nil, "Idempotency-Key: link")
			if replay := decodeFields(t, requireStatus(t, again, http.StatusCreated)); replay["url"] != nil || !replayed(again) {
				t.Errorf("sent again: %s", again.Body)
			}
			requireProblem(t, w.claim(t, lost), http.StatusNotFound) // a newer one is in its place
			requireProblem(t, w.client.As(secret).Get("/v1/organisations"), http.StatusUnauthorized)

			var taken api.Claimed
			got := requireStatus(t, w.claim(t, secret, "Idempotency-Key: once"), http.StatusCreated)
			got.Decode(&taken)
			from := w.service.Now().Add(consentWait)
			again = requireStatus(t, w.claim(t, secret, "Idempotency-Key: once"), http.StatusCreated)
			if replay := decodeFields(t, again); replay["key"] != nil || replay["id"] != taken.ID {
				t.Errorf("sent again: %s", again.Body)
			}
			requireProblem(t, w.claim(t, secret), http.StatusConflict)
			if taken.Organisation.ID != orphan || taken.Organisation.Name != "Valley Club" {
				t.Errorf("%s", got.Body)
			}
			own := w.client.In(t).As(*taken.KeyOnce.Key)
			requireProblem(t, askToShare(own, orphan, "programme", code), http.StatusForbidden)
			child, _ := w.takeKey(t, own, orphan, `{"name":"Child"}`)
			requireProblem(t, askToShare(child, orphan, "programme", code), http.StatusForbidden)
			key := keysOf(t, own, orphan)[taken.ID]
			if key.MadeBy != "claim" || key.Origin != "claim" || key.SharesFrom == nil || !key.SharesFrom.Equal(from) || key.ClaimLink == nil || key.ClaimLink.Role != maker {
				t.Errorf("the list says %+v", key)
			}
			if maker == partner && (*key.ClaimLink.ID != w.ids["partners"] || *key.ClaimLink.Name != "Community Apps") {
				t.Errorf("it was the link of %+v", key.ClaimLink)
			}
			for _, maker := range []string{operator, maker} { // it has a key now
				requireProblem(t, w.as(t, maker).Post("/v1/organisations/"+orphan+"/claim", nil), http.StatusConflict)
			}
			w.wait(consentWait)
			var share api.Share
			requireStatus(t, askToShare(own, orphan, "programme", code), http.StatusCreated).Decode(&share)
			if share.AgreedBy == nil || share.AgreedBy.Origin != "claim" {
				t.Errorf("agreed by %+v", share.AgreedBy)
			}
		}
	})
}

func TestAClaimLinkOpensNothingElse(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	for _, who := range []string{owner, stranger, funder} {
		requireProblem(t, w.as(t, who).Post("/v1/organisations/"+w.orphan(t, operator)+"/claim", nil), http.StatusForbidden)
	}
	requireProblem(t, w.as(t, partner).Post("/v1/organisations/"+w.orphan(t, operator)+"/claim", nil), http.StatusNotFound)
	for _, secret := range []string{"nonsense", w.keyOf(owner), w.keyOf(invited), w.keyOf(author)} {
		requireProblem(t, w.claim(t, secret), http.StatusNotFound)
	}
	late := w.claimLink(t, partner, w.orphan(t, partner))
	w.wait(consentWait)
	requireProblem(t, w.claim(t, late), http.StatusNotFound)

	// A link that was made while there was no key, and used once there is one.
	orphan := w.orphan(t, operator)
	early := w.claimLink(t, operator, orphan)
	own, key := w.takeKey(t, w.as(t, operator), orphan, `{"name":"Recovery","expires_at":"`+w.service.Now().Add(time.Hour).Format(time.RFC3339)+`"}`)
	requireProblem(t, w.claim(t, early), http.StatusConflict)
	requireStatus(t, own.Get("/v1/organisations/"+orphan), http.StatusOK)
	w.wait(time.Hour)
	if state := keysOf(t, w.as(t, operator), orphan)[key.ID].State; state != "expired" {
		t.Fatalf("the key is %s", state)
	}
	requireStatus(t, w.claim(t, early), http.StatusCreated)
}

// TestAPartnerTakesNoOrganisationThatLapsed has a partner with a grant wait until the
// organisation's last key expires, which then nobody sees any more.
func TestAPartnerTakesNoOrganisationThatLapsed(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	home := w.ids["organisations"]
	soon := w.service.Now().Add(time.Hour).Format(time.RFC3339)
	_, brief := w.takeKey(t, w.as(t, owner), home, `{"name":"Brief","expires_at":"`+soon+`"}`)
	for id := range keysOf(t, w.as(t, owner), home) {
		if id != brief.ID {
			requireStatus(t, w.as(t, operator).Delete("/v1/organisations/"+home+"/keys/"+id), http.StatusNoContent)
		}
	}
	w.wait(time.Hour)
	requireProblem(t, w.as(t, partner).Post("/v1/organisations/"+home+"/claim", nil), http.StatusConflict)
	requireStatus(t, w.as(t, operator).Post("/v1/organisations/"+home+"/claim", nil), http.StatusCreated)
}

func TestAPartnersClaimLinkEndsWithItsGrant(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	orphan := w.orphan(t, partner)
	secret := w.claimLink(t, partner, orphan)
	requireStatus(t, w.as(t, operator).Delete("/v1/partners/"+w.ids["partners"], "If-Match: *"), http.StatusNoContent)
	requireProblem(t, w.claim(t, secret), http.StatusNotFound)
}

func TestTheLastKeyWithFullAccessStays(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		w := newWorld(t, address)
		home := w.ids["organisations"]
		revoke := func(who *apitest.Client, id string) *apitest.Response {
			return who.Delete("/v1/organisations/" + home + "/keys/" + id)
		}
		_, reading := w.takeKey(t, w.as(t, owner), home, `{"name":"Dashboard","access":"read"}`)
		own, last := w.takeKey(t, w.as(t, owner), home, `{"name":"Ours"}`)
		for id, k := range keysOf(t, own, home) {
			if id != last.ID && k.Access == "full" {
				requireStatus(t, revoke(own, id), http.StatusNoContent)
			}
		}
		for _, who := range []*apitest.Client{own, w.as(t, operator)} {
			requireProblem(t, revoke(who, last.ID), http.StatusConflict)
		}
		_, second := w.takeKey(t, own, home, `{"name":"Second"}`)
		requests := []*http.Request{
			own.Request(http.MethodDelete, "/v1/organisations/"+home+"/keys/"+last.ID, nil, "Authorization: Bearer "+w.keyOf(operator)),
			own.Request(http.MethodDelete, "/v1/organisations/"+home+"/keys/"+second.ID, nil, "Authorization: Bearer "+w.keyOf(operator)),
		}
		var statuses []int
		for _, answer := range w.sendAtOnce(t, requests...) {
			statuses = append(statuses, answer.Code)
		}
		slices.Sort(statuses)
		if !slices.Equal(statuses, []int{http.StatusNoContent, http.StatusConflict}) {
			t.Errorf("both at once: %v", statuses)
		}
		requireStatus(t, revoke(w.as(t, operator), reading.ID), http.StatusNoContent)
	})
}

// TestAKeyThatOnlyReads goes through all addresses with keys of each kind that only
// read, and holds what they get against what a key with full access gets.
func TestAKeyThatOnlyReads(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	for who, things := range map[string]string{owner: "organisations", partner: "partners", funder: "funders"} {
		var made api.KeyCreated
		requireStatus(t, w.as(t, who).Post("/v1/"+things+"/"+w.ids[things]+"/keys", []byte(`{"name":"Dashboard","access":"read"}`)), http.StatusCreated).Decode(&made)
		if made.Access != "read" {
			t.Errorf("it is %+v", made)
		}
		reading := w.client.In(t).As(*made.KeyOnce.Key)
		for _, r := range matrix {
			want := r.status(t, who)
			if want < http.StatusBadRequest && r.method() != http.MethodGet && (len(operations()[r.route].Security) > 0 || r.path() == "/v1/organisations") {
				want = http.StatusForbidden
			}
			request := w.request(t, r, who)
			request.Header.Del("Authorization")
			if got := reading.Do(request); got.Status != want && want != http.StatusConflict && want != http.StatusNotFound {
				t.Errorf("%s with a key of %s that only reads: %d, want %d: %s", r.route, who, got.Status, want, got.Body)
			} else if r.method() == http.MethodGet && strings.Contains(string(got.Body), w.ids["programme-codes"]) && who == funder {
				t.Errorf("%s shows a join code: %s", r.route, got.Body)
			}
		}
	}
}
