package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/api"
	"github.com/sevenrungs/sevenrungs/internal/apitest"
)

const looking = "/v1/invitations/look"

// invite makes an invitation.
func (r *round) inviteBy(t testing.TB, body string) (created api.InvitationCreated) {
	t.Helper()
	got := requireStatus(t, r.own.Post(r.path+"/invitations", []byte(body)), http.StatusCreated)
	got.Decode(&created)
	return created
}

// look looks at an invitation as a stranger does.
func (c *council) look(t testing.TB, key string) (look api.Look) {
	t.Helper()
	requireStatus(t, c.client.Post(looking, []byte(`{"key":"`+key+`"}`)), http.StatusOK).Decode(&look)
	return look
}

func (c *council) redeem(key string) *apitest.Response {
	return c.client.Post(redeeming, []byte(`{"key":"`+key+`","voice":"lived"}`))
}

// invitation is the state of one in the list, as its organisation sees it.
func (r *round) invitation(t testing.TB, id string) api.Invitation {
	t.Helper()
	for _, item := range getDecoded[api.InvitationList](r.own, r.path+"/invitations?limit=100").Items {
		if item.ID == id {
			return item
		}
	}
	t.Fatal("it is not in the list")
	return api.Invitation{}
}

func TestKeysThatInviteToNothingAreLookedAtInVain(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	for _, key := range []string{"rung_nonsense", w.keyOf(owner), w.keyOf(author), w.keyOf(reader), w.keyOf(mistyped), strings.Repeat("x", 5000), "\x00"} {
		requireProblem(t, w.client.In(t).Post(looking, fmt.Appendf(nil, `{"key":%q}`, strings.ReplaceAll(key, "\x00", " "))), http.StatusNotFound)
	}
}

func TestALookSaysWhoAsksAndUsesNothingUp(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	c := newCouncil(t, w.client.In(t))
	r := c.open(t, `,"closes_at":"2026-03-05T12:00:00Z"`)
	once := r.inviteBy(t, `{"voice":"learnt"}`)
	want := api.Look{
		State: "open", Assessment: api.LookAssessment{Title: "Short breaks 2026", ClosesAt: new(time.Date(2026, 3, 5, 12, 0, 0, 0, time.UTC))},
		Organisation: api.LookOrganisation{Name: "Riverside Council"}, Voice: new("learnt"),
	}
	for range 3 {
		if diff := cmp.Diff(want, c.look(t, *once.Key)); diff != "" {
			t.Fatalf("want (-), got (+):\n%s", diff)
		}
	}
	const contact = `Ann, <b>01632</b> 960 123, https://example.org`
	requireDone(t, c.own.Patch("/v1/organisations/"+c.id, fmt.Appendf(nil, `{"contact":%q,"identifiers":["GB-CHC-1234567"]}`, contact), "If-Match: *"))
	requireDone(t, w.as(t, operator).Post("/v1/organisations/"+c.id+"/verification", []byte(`{"decision":"verified"}`)))
	want.Organisation.Contact, want.Organisation.Verified = new(contact), true
	if diff := cmp.Diff(want, c.look(t, *once.Key)); diff != "" {
		t.Errorf("want (-), got (+):\n%s", diff)
	}
	requireStatus(t, c.client.Post(redeeming, []byte(`{"key":"`+*once.Key+`"}`)), http.StatusCreated)
}

func TestADeadInvitationSaysWhy(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	c := newCouncil(t, w.client.In(t))
	for want, end := range map[string]func(r *round, i api.InvitationCreated){
		"open":    func(*round, api.InvitationCreated) {},
		"used_up": func(r *round, i api.InvitationCreated) { r.redeem(*i.Key); r.redeem(*i.Key) },
		"revoked": func(r *round, i api.InvitationCreated) { r.own.Delete(r.path + "/invitations/" + i.ID) },
		"closed": func(r *round, i api.InvitationCreated) {
			r.own.Delete(r.path + "/invitations/" + i.ID)
			r.own.Post(r.path+"/close", nil)
		},
		"cancelled": func(r *round, _ api.InvitationCreated) { r.own.Post(r.path+"/cancel", nil) },
	} {
		r := c.open(t, "")
		i := r.inviteBy(t, `{"uses":2}`)
		end(r, i)
		if got := c.look(t, *i.Key).State; got != want {
			t.Errorf("it is %s, want %s", got, want)
		}
	}
	r, overdue := c.open(t, ""), c.open(t, `,"closes_at":"2026-03-04T12:00:00Z"`)
	i, late := r.inviteBy(t, `{"expires_at":"2026-03-04T12:00:00Z"}`), overdue.inviteBy(t, `{}`)
	w.wait(3 * time.Hour)
	if got := c.look(t, *i.Key).State + " " + c.look(t, *late.Key).State; got != "expired closed" {
		t.Errorf("they are %s", got)
	}
}

// TestNobodyIsToldWhoHasBegun is the organisation that keeps copies of the links it
// sends, one to each person, and asks all it can before and after one of them
// begins.
func TestNobodyIsToldWhoHasBegun(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		w := newWorld(t, address)
		c := newCouncil(t, w.client.In(t))
		r := c.open(t, "")
		links := r.inviteBy(t, `{"voice":"lived","links":3}`)
		alone, first := r.inviteBy(t, `{"voice":"lived"}`), r.inviteBy(t, `{"voice":"lived","links":1}`)
		either := r.inviteBy(t, `{"links":2}`)
		secrets := []string{*alone.Key, first.Links[0].Key, links.Links[0].Key, links.Links[1].Key, links.Links[2].Key, either.Links[0].Key}
		seen := func() (all []any) {
			for _, id := range []string{alone.ID, first.ID} {
				all = append(all, r.invitation(t, id))
			}
			for _, secret := range secrets {
				all = append(all, c.look(t, secret), requireProblem(t, c.client.As(secret).Get(r.path), http.StatusForbidden).Detail)
				all = append(all, startsNothing(t, c, secret))
			}
			return all
		}
		before := seen()
		for _, secret := range []string{*alone.Key, first.Links[0].Key, links.Links[1].Key, either.Links[0].Key} {
			requireStatus(t, c.redeem(secret), http.StatusCreated)
			requireProblem(t, c.redeem(secret), http.StatusConflict)
		}
		if diff := cmp.Diff(before, seen()); diff != "" {
			t.Errorf("what is told before (-) and after (+) they began:\n%s", diff)
		}
		if got := r.invitation(t, links.ID); *got.Used != 1 || got.Uses != 3 || !got.SingleUse {
			t.Errorf("of the links: %+v", got)
		}
		requireDone(t, r.own.Post(r.path+"/close", nil))
		if got := r.invitation(t, links.ID); *got.Used != 1 {
			t.Errorf("after closing: %d", *got.Used)
		}
	})
}

// startsNothing tries to start with a link in every way that uses nothing up, and
// returns what is told.
func startsNothing(t *testing.T, c *council, secret string) (told []string) {
	t.Helper()
	for _, body := range []string{`"voice":"learnt"`, `"voice":"x"`, `"voice":7`, `"uses":1`} {
		if c.look(t, secret).Voice == nil {
			body = strings.ReplaceAll(body, "learnt", "")
		}
		got := c.client.Post(redeeming, []byte(`{"key":"`+secret+`",`+body+`}`))
		told = append(told, requireProblem(t, got, got.Status).Detail, http.StatusText(got.Status))
	}
	return told
}

func TestLinksStartOneResponseEach(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		w := newWorld(t, address)
		c := newCouncil(t, w.client.In(t))
		r := c.open(t, "")
		links := r.inviteBy(t, `{"links":500}`)
		if links.Key != nil || links.URL != nil || links.KeyShown || len(links.Links) != 500 || links.Uses != 500 {
			t.Fatalf("%d links for %d uses", len(links.Links), links.Uses)
		}
		one, other := links.Links[7], links.Links[499]
		if !strings.HasSuffix(one.URL, "/answer#"+one.Key) || one.Key == other.Key {
			t.Errorf("the links are %v and %v", one, other)
		}
		started := countStatuses(w.sendAtOnce(t, w.copies(t, 20, "", http.MethodPost, redeeming, `{"key":"`+one.Key+`","voice":"lived"}`)...))
		if started[http.StatusCreated] != 1 || started[http.StatusConflict] != 19 {
			t.Errorf("20 at once: %v", started)
		}
		requireStatus(t, c.redeem(other.Key), http.StatusCreated)
		requireStatus(t, r.own.Delete(r.path+"/invitations/"+links.ID), http.StatusNoContent)
		requireProblem(t, c.redeem(links.Links[8].Key), http.StatusNotFound)
		if got := c.look(t, links.Links[8].Key).State; got != "revoked" {
			t.Errorf("it is %s", got)
		}
	})
}

// The links are shown once, also to who sends the request again.
func TestLinksAreShownOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	r := newCouncil(t, w.client.In(t)).open(t, "")
	var first, again api.InvitationCreated
	for _, into := range []*api.InvitationCreated{&first, &again} {
		r.own.Post(r.path+"/invitations", []byte(`{"links":2}`), "Idempotency-Key: links").Decode(into)
	}
	if len(first.Links) != 2 || len(again.Links) != 0 || again.Key != nil || !again.KeyShown || again.ID != first.ID {
		t.Errorf("want (-), got (+):\n%s", cmp.Diff(first, again))
	}
}

// After cancelling an invitation still says so, and starts nothing.
func TestACancelledAssessmentKeepsItsInvitations(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	r := newCouncil(t, w.client.In(t)).open(t, "")
	invited := r.inviteBy(t, `{"links":2}`)
	requireStatus(t, r.redeem(invited.Links[0].Key), http.StatusCreated)
	requireDone(t, r.own.Post(r.path+"/cancel", nil))
	for _, link := range invited.Links {
		requireProblem(t, r.redeem(link.Key), http.StatusConflict)
	}
}
