package api_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/internal/apitest"
)

// made is what somebody who acts for an organisation makes: two assessments, of
// which one is closed.
type made struct {
	open, closed        string // their addresses
	invitation, link    string // the keys of an invitation to the open one, and of a link to the result
	answered, draft     *apitest.Client
	answeredAt, draftAt string
	closedKey           *apitest.Client // of a response to the closed one
}

// make has somebody make it all.
func (c *council) make(t *testing.T, by *apitest.Client) (m made) {
	t.Helper()
	create := func(path, body string) (address string, fields map[string]any) {
		t.Helper()
		got := requireStatus(t, by.Post(path, []byte(body)), http.StatusCreated)
		return got.Header.Get("Location"), decodeFields(t, got)
	}
	assess := `{"organisation_id":"` + c.id + `","instrument":"coproduction-ladder","scope":"service","title":"Short breaks 2026"}`
	enter := func(assessment, state string) (string, *apitest.Client) {
		t.Helper()
		address, fields := create(assessment+"/responses", `{"voice":"lived","state":"`+state+`","answers":{"equality-culture":"5"}}`)
		return address, c.client.As(fields["response_key"].(string))
	}
	m.open, _ = create("/v1/assessments", assess)
	m.closed, _ = create("/v1/assessments", assess)
	_, m.closedKey = enter(m.closed, "submitted")
	requireDone(t, by.Post(m.closed+"/close", nil))
	_, fields := create(m.closed+"/result/links", `{"expires_at":"2026-12-01T00:00:00Z"}`)
	m.link = fields["key"].(string)
	_, fields = create(m.open+"/invitations", `{"uses":5}`)
	m.invitation = fields["key"].(string)
	m.answeredAt, m.answered = enter(m.open, "submitted")
	m.draftAt, m.draft = enter(m.open, "draft")
	return m
}

// ended are the ways in which a partner may no longer act. Time goes by in the last.
var ended = []struct {
	how string
	end func(t *testing.T, w *world, c *council, partnerID, grant string)
}{
	{"revoked", func(t *testing.T, _ *world, c *council, _, grant string) {
		t.Helper()
		requireStatus(t, c.own.Delete(grant), http.StatusNoContent)
	}},
	{"the partner gone", func(t *testing.T, w *world, _ *council, partnerID, _ string) {
		t.Helper()
		requireStatus(t, w.as(t, operator).Delete("/v1/partners/"+partnerID, "If-Match: *"), http.StatusNoContent)
	}},
	{"expired", func(_ *testing.T, w *world, _ *council, _, _ string) { w.wait(2 * time.Hour) }},
}

// TestAGrantLeavesNothingBehind has a partner make all it can, ends its grant, and
// tries everything that it still holds. What the organisation made itself goes on.
func TestAGrantLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		w := newWorld(t, address)
		for _, tc := range ended {
			t.Run(tc.how, func(t *testing.T) {
				c := newCouncil(t, w.client.In(t))
				key, partnerID := w.createAccount(t, access.PartnerRole)
				grant := c.grant(t, partnerID, `,"expires_at":"2026-03-04T12:00:00Z"`)
				theirs, ours := c.make(t, c.client.As(key)), c.make(t, c.own)
				tc.end(t, w, c, partnerID, grant)
				c.checkHolds(t, &theirs, false)
				c.checkHolds(t, &ours, true)
			})
		}
	})
}

// grant lets a partner act, and returns the address of the grant.
func (c *council) grant(t *testing.T, partnerID, more string) string {
	t.Helper()
	path := "/v1/organisations/" + c.id + "/grants"
	created := requireStatus(t, c.own.Post(path, []byte(`{"partner_id":"`+partnerID+`"`+more+`}`)), http.StatusCreated)
	return path + "/" + decodeFields(t, created)["id"].(string)
}

// checkHolds tries all keys of what was made.
func (c *council) checkHolds(t *testing.T, m *made, holds bool) {
	t.Helper()
	check := func(what string, got *apitest.Response, held, ended int) {
		t.Helper()
		want := ended
		if holds {
			want = held
		}
		if got.Status != want {
			t.Errorf("%s: %d %s, want %d", what, got.Status, got.Body, want)
		}
	}
	check("the invitation", c.client.Post("/v1/invitations/redeem", []byte(`{"key":"`+m.invitation+`","voice":"lived"}`)), 201, 404)
	check("its key", c.client.As(m.invitation).Get(m.open), 403, 401)
	check("the link", c.client.As(m.link).Get(m.closed+"/result"), 200, 401)
	check("going on with a draft", m.draft.Patch(m.draftAt, []byte(`{"answers":{"equality-culture":"1"}}`), "If-Match: *"), 200, 409)
	check("finishing it", m.draft.Post(m.draftAt+"/submit", nil), 200, 409)
	requireDone(t, c.own.Post(m.open+"/close", nil))
	check("a response that counts", m.answered.Get(m.open+"/result"), 200, 401)
	check("one that did not", m.draft.Get(m.open+"/result"), 200, 401)
	requireStatus(t, m.closedKey.Get(m.closed+"/result"), http.StatusOK) // it was closed while the grant held
}

// What was made under a grant that ended does not come back with another.
func TestAnotherGrantBringsNothingBack(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		w := newWorld(t, address)
		c := newCouncil(t, w.client.In(t))
		key, partnerID := w.createAccount(t, access.PartnerRole)
		grant := c.grant(t, partnerID, "")
		theirs := c.make(t, c.client.As(key))
		requireStatus(t, c.own.Delete(grant), http.StatusNoContent)
		c.grant(t, partnerID, "")
		requireStatus(t, c.client.As(key).Get(theirs.open), http.StatusOK)
		c.checkHolds(t, &theirs, false)
	})
}

// A response of a partner's that no longer may act can be taken back still: it may
// be somebody's own.
func TestWhatAPartnerEnteredCanBeTakenBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	c := newCouncil(t, w.client.In(t))
	key, partnerID := w.createAccount(t, access.PartnerRole)
	grant := c.grant(t, partnerID, "")
	theirs := c.make(t, c.client.As(key))
	requireStatus(t, c.own.Delete(grant), http.StatusNoContent)
	requireStatus(t, theirs.answered.Get(theirs.answeredAt), http.StatusOK)
	requireStatus(t, theirs.answered.Delete(theirs.answeredAt, "If-Match: *"), http.StatusNoContent)
}

func TestListsSayWhoMadeWhat(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		w := newWorld(t, address)
		c := newCouncil(t, w.client.In(t))
		key, partnerID := w.createAccount(t, access.PartnerRole)
		grant := c.grant(t, partnerID, "")
		theirs, ours := c.make(t, c.client.As(key)), c.make(t, c.own)
		requireStatus(t, c.own.Delete(grant), http.StatusNoContent)
		partnerName := decodeFields(t, w.as(t, operator).Get("/v1/partners/"+partnerID))["name"]
		byPartner := map[string]any{"made_by": "partner", "partner": map[string]any{"id": partnerID, "name": partnerName}}
		byItself := map[string]any{"made_by": "organisation", "partner": nil}
		check := func(path, state string, want ...map[string]any) {
			t.Helper()
			items := decodeFields(t, c.own.Get(path))["items"].([]any)
			var got []map[string]any
			for _, item := range items {
				fields := item.(map[string]any)
				got = append(got, map[string]any{"made_by": fields["made_by"], "partner": fields["partner"]})
				if state != "" && fields["state"] != state {
					t.Errorf("%s: the state is %v, want %s", path, fields["state"], state)
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s: want (-), got (+):\n%s", path, diff)
			}
		}
		check("/v1/assessments", "", byPartner, byPartner, byItself, byItself)
		check(theirs.open+"/invitations", "revoked", byPartner)
		check(theirs.closed+"/result/links", "revoked", byPartner)
		check(ours.open+"/invitations", "active", byItself)
		check(ours.closed+"/result/links", "active", byItself)
	})
}

// A grant that came with the organisation says so.
func TestGrantsSayWhoMadeThem(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	own, _ := w.createAccount(t, access.PartnerRole)
	registered := requireStatus(t, w.client.In(t).As(own).Post("/v1/organisations", []byte(`{"name":"Hilltop Club"}`)), http.StatusCreated)
	id := decodeFields(t, registered)["id"].(string)
	_, other := w.createAccount(t, access.PartnerRole)
	first := w.createKey(t, assessments.Principal{Role: access.OrganisationRole, ID: id}).Secret.Reveal()
	c := &council{w.client.In(t), w.client.In(t).As(first), id}
	c.grant(t, other, "")
	var got []any
	for _, item := range decodeFields(t, c.own.Get("/v1/organisations/"+id+"/grants"))["items"].([]any) {
		got = append(got, item.(map[string]any)["made_by"])
	}
	if diff := cmp.Diff([]any{"partner", "organisation"}, got); diff != "" {
		t.Errorf("want (-), got (+):\n%s", diff)
	}
}
