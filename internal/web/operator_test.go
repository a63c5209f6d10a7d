package web

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

func TestTheOperatorChecksOrganisations(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.as(t, operator)
	b.expect(http.StatusOK, "/home", "There are some that nobody has checked")
	b.open("/operator/organisations")
	page := "/operator/organisations/" + w.ids[organisation]
	b.expect(http.StatusOK, "/operator/organisations", "Anytown Council", "It gave no number", page)
	b.open(page)
	b.send(page)
	b.expect(http.StatusUnprocessableEntity, page, "Say what you decide.", `href="#decision"`)
	b.send(page, "decision", "verified")
	b.expect(http.StatusUnprocessableEntity, page, "has no identifier to check")
	b.send(page, "decision", "shouted")
	b.expect(http.StatusUnprocessableEntity, page, "There is no decision")
	b.send(page, "decision", "rejected", "controller", "x")
	b.expect(http.StatusUnprocessableEntity, page, "There is no organisation", `href="#controller"`)

	o := w.as(t, organisation)
	o.open("/details")
	o.send("/details", "name", "Anytown Council", "identifiers", "GB-CHC-1173575")
	b.send(page, "decision", "verified") // as it was before
	b.expect(http.StatusUnprocessableEntity, page, "It changed while you looked")
	b.open(page)
	form := b.shown
	b.send(page, "decision", "verified", "note", "Checked by phone")
	b.expect(http.StatusOK, page+"?saved=yes", "Your decision is kept", "Take the check back")
	b.shown = form
	b.send(page, "decision", "verified")
	b.expect(http.StatusUnprocessableEntity, page, "It changed while you looked")
	o.open("/details")
	o.expect(http.StatusOK, "/details", "Checked by phone")
}

func TestTheOperatorIsWarnedOfWhoMayBeTheSame(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	register := func(name string, numbers ...string) string {
		made, err := w.service.CreateOrganisation(t.Context(), access.Caller{}, assessments.ProfileInput{Name: name, Identifiers: numbers}, nil)
		if err != nil {
			t.Fatal(err)
		}
		return made.ID
	}
	w.verify(t, register("The Charity", "GB-CHC-1173575"))
	register("Somebody who lists both", "GB-CHC-1173575", "GB-COH-01234567")
	linked, same, alone := register("The Company", "GB-COH-01234567"), register("the charity", "GB-COH-07654321"), register("Alone", "GB-COH-00000001")
	b := w.as(t, operator)
	for id, says := range map[string]string{linked: "Their numbers hang together", same: "It has the same name"} {
		b.open("/operator/organisations/" + id)
		b.expect(http.StatusOK, "/operator/organisations/"+id, says, "The Charity</a>")
	}
	b.open("/operator/organisations/" + alone)
	b.refuses("It may be the same as another")
}

func TestTheOperatorMakesPartnersAndFundersWithTheirKeys(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.as(t, operator)
	for _, kind := range []string{"partners", "funders"} {
		list := "/operator/" + kind
		b.open(list + "/new")
		b.send(list+"/new", "name", "")
		b.expect(http.StatusUnprocessableEntity, list+"/new", "Say what it is called.")
		b.open(list + "/new")
		form := b.shown
		b.send(list+"/new", "name", "Community <Apps>", "contact", "Ada")
		keys := b.shown.path
		b.expect(http.StatusOK, keys, "Community <Apps>")
		page := strings.TrimSuffix(keys, "/keys/new")
		b.send(keys, "name", "Theirs", "access", "full")
		b.expect(http.StatusOK, keys, "Keep it now")
		secret := accountKey.FindString(b.shown.body)
		b.send("/keys/made", "kept", "yes")
		b.expect(http.StatusOK, page+"/keys", "Theirs")
		b.shown = form
		b.send(list+"/new", "name", "Community <Apps>", "contact", "Ada")
		b.expect(http.StatusOK, page) // once
		stale := b.shown
		b.send(page, "name", "Renamed", "contact", "")
		b.expect(http.StatusOK, page+"?saved=yes", "It is saved.", "Renamed")
		b.shown = stale
		b.send(page, "name", "Older")
		b.expect(http.StatusUnprocessableEntity, page, "Somebody else changed this meanwhile")
		w.browser(t).signIn(secret)
		b.open(page + "/remove")
		b.send(page + "/remove")
		b.expect(http.StatusOK, list)
		b.refuses("Renamed")
		b.open(page)
		b.expect(http.StatusNotFound, page)
	}
}

func TestTheOperatorHelpsWhoLostTheirKey(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	page := "/operator/organisations/" + w.ids[organisation]
	b := w.as(t, operator)
	b.open(page + "/keys/new")
	b.send(page+"/keys/new", "name", "In place of the lost one", "access", "full")
	w.browser(t).signIn(accountKey.FindString(b.shown.body))
	first := w.keysOf(t, w.ids[organisation])[0]
	revoke := page + "/keys/" + first.ID + "/revoke"
	b.open(revoke)
	b.send(revoke)
	b.expect(http.StatusOK, page+"/keys", "Ended on")
	b.open(page + "/claim")
	b.send(page + "/claim")
	b.expect(http.StatusUnprocessableEntity, page+"/claim", "has a key of its own")
}

func TestTheOperatorPlansAndFreezesPeriods(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.as(t, operator)
	b.open("/operator/periods")
	b.expect(http.StatusOK, "/operator/periods", "There is no period yet")
	typed := []string{"period", "2026", "opens", "2026-01-01", "closes", "2026-03-31", "freeze", "2026-04-30"}
	for field, value := range map[string]string{"period": "20 26", "opens": "", "closes": "2025-01-01", "freeze": "2026-03-01"} {
		b.open("/operator/periods/new")
		b.send("/operator/periods/new", append(slices.Clone(typed), field, value)...)
		b.expect(http.StatusUnprocessableEntity, "/operator/periods/new", fmt.Sprintf(`<a href="#%s">`, field))
	}
	b.open("/operator/periods/new")
	b.send("/operator/periods/new", typed...)
	b.expect(http.StatusOK, "/operator/periods/new", "It cannot be changed later", "31 March 2026", "30 April 2026")
	b.send("/operator/periods/new", "sure", "no")
	b.expect(http.StatusOK, "/operator/periods/new", `value="2026-04-30"`)
	b.send("/operator/periods/new", typed...)
	sure := b.shown
	b.send("/operator/periods/new", "sure", "yes")
	b.expect(http.StatusOK, "/operator/periods/2026", "It freezes by itself on 30 April 2026")
	b.shown = sure
	b.send("/operator/periods/new", "sure", "yes") // twice
	b.expect(http.StatusOK, "/operator/periods/2026")

	b.open("/operator/periods/2026/freeze") // before its day
	b.expect(http.StatusOK, "/operator/periods/2026", "It freezes by itself on")

	w.wait(57 * 24 * time.Hour)
	b = w.as(t, operator)
	b.open("/operator/periods/2026")
	b.expect(http.StatusOK, "/operator/periods/2026", "The day has come")
	b.open("/operator/periods/2026/freeze")
	b.send("/operator/periods/2026/freeze")
	b.expect(http.StatusUnprocessableEntity, "/operator/periods/2026/freeze", "Tick the box first.")
	form := b.shown
	for range 2 { // pressed twice
		b.shown = form
		b.send("/operator/periods/2026/freeze", "sure", "yes")
		b.expect(http.StatusOK, "/operator/periods/2026", "What was published of it stands")
	}
	b.open("/operator/periods/2026/freeze") // there is nothing to do any more
	b.expect(http.StatusOK, "/operator/periods/2026")
	b.open("/operator/periods/2027")
	b.expect(http.StatusNotFound, "/operator/periods/2027")
}

func TestTheOperatorSeesWhetherAllIsWell(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.as(t, operator)
	b.open("/operator/health")
	b.expect(http.StatusOK, "/operator/health", "All is well")
}

// The operator erases an organisation that asked for it, and types its name, so that it
// is not another's.
func TestTheOperatorErasesAnOrganisation(t *testing.T) {
	t.Parallel()
	databasetest.OnBoth(t, migrate, func(t *testing.T, database string) {
		t.Helper()
		w := worldOn(t, database)
		id, key := w.newOrganisation(t, "A <club>")
		page := "/operator/organisations/" + id
		member := w.browser(t)
		member.signIn(key)
		b := w.as(t, operator)
		b.open(page)
		b.expect(http.StatusOK, page, page+"/erase")
		b.open(page + "/erase")
		b.expect(http.StatusOK, page+"/erase", "Erase A <club>", "Who uses one is signed out.")
		form := b.shown
		for _, typed := range []string{"", "A club", "Anytown Council"} {
			b.shown = form
			b.send(page+"/erase", "name", typed)
			b.expect(http.StatusUnprocessableEntity, page+"/erase", "This is another name.")
		}
		b.send(page+"/erase", "name", "A <club>")
		b.expect(http.StatusOK, "/operator/organisations?erased=yes", "It is erased")
		b.shown = form
		b.send(page+"/erase", "name", "A <club>") // twice
		b.expect(http.StatusNotFound, page+"/erase")
		member.open("/home")
		member.expect(http.StatusOK, "/sign-in?next=%2Fhome")
		w.organisationOf(t, w.ids[organisation])
	})
}
