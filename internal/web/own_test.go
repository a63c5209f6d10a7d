package web

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
)

// keysOf lists the keys of an organisation, as the domain knows them.
func (w *world) keysOf(t *testing.T, id string) []assessments.Key {
	t.Helper()
	caller, principal := access.Caller{Role: operator}, assessments.Principal{Role: organisation, ID: id}
	found, err := w.service.Keys(t.Context(), caller, principal, access.Page{Limit: access.MaxPage})
	if err != nil {
		t.Fatal(err)
	}
	return found.Items
}

func (w *world) organisationOf(t *testing.T, id string) assessments.Organisation {
	t.Helper()
	found, err := w.service.Organisation(t.Context(), access.Caller{Role: operator}, id)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func (w *world) verify(t *testing.T, id string) {
	t.Helper()
	if _, err := w.service.Verify(t.Context(), id, assessments.VerificationInput{Decision: "verified"}); err != nil {
		t.Fatal(err)
	}
}

// grant lets the partner act for an organisation.
func (w *world) grant(t *testing.T, id string) assessments.Grant {
	t.Helper()
	caller := access.Caller{Role: organisation, PrincipalID: id}
	made, err := w.service.CreateGrant(t.Context(), caller, id, assessments.GrantInput{Partner: w.ids[partner]}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// ofSomebody are pages about one of many things, and those that a partner sees when
// it chose for whom it acts, with who may come there.
var ofSomebody = map[string][]access.Role{
	"/details": {organisation, partner}, "/organisations/claim": {partner}, "/keys/made": accounts,
	"/keys/:key/revoke": {organisation, partner, funder}, "/partners/:grant/revoke": {organisation},

	"/operator/organisations/:id": {operator}, "/operator/organisations/:id/claim": {operator},
	"/operator/organisations/:id/keys": {operator}, "/operator/organisations/:id/keys/new": {operator},
	"/operator/organisations/:id/keys/:key/revoke": {operator},
	"/operator/partners/:id":                       {operator}, "/operator/partners/:id/remove": {operator},
	"/operator/partners/:id/keys": {operator}, "/operator/partners/:id/keys/new": {operator}, "/operator/partners/:id/keys/:key/revoke": {operator},
	"/operator/funders/:id": {operator}, "/operator/funders/:id/remove": {operator},
	"/operator/funders/:id/keys": {operator}, "/operator/funders/:id/keys/new": {operator}, "/operator/funders/:id/keys/:key/revoke": {operator},
	"/operator/periods/:period": {operator},
}

// Who may come is told that a thing is not there, or led to choose; others are
// turned away, whether it is there or not.
func TestPagesOfOneThingForEveryRoleAndAStranger(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	fill := strings.NewReplacer(":id", "x", ":key", "y", ":grant", "z", ":period", "1999")
	for _, role := range everyone {
		b := w.as(t, role)
		for pattern, roles := range ofSomebody {
			path := fill.Replace(pattern)
			b.open(path)
			switch {
			case role == nobody:
				b.expect(http.StatusOK, "/sign-in?next="+escaped(path), "Sign in")
			case !slices.Contains(roles, role):
				b.expect(http.StatusForbidden, path, "This is not open to you")
			case path != pattern:
				b.expect(http.StatusNotFound, path, "There is no such page")
			case role == partner && pattern != "/keys/made":
				b.expect(http.StatusOK, "/organisations?next="+escaped(path))
			default:
				b.expect(http.StatusOK, b.shown.path)
			}
		}
	}
}

func TestWhatIsWrongInTheDetailsIsSaidAndNothingIsChanged(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.as(t, organisation)
	for name, tc := range map[string]struct{ field, typed, says string }{
		"no name":        {"name", " ", "Say what your organisation is called."},
		"a long name":    {"name", strings.Repeat("é", 201), "Use at most 200"},
		"a bad number":   {"identifiers", "GB-CHC-1173575\nGB-COH-123", "GB-COH-00000123"},
		"twice":          {"identifiers", "GB-CHC-1173575\ngb-chc-1173575", "the same as identifier 1"},
		"too many":       {"identifiers", strings.Repeat("x\n", 21), "Give at most 20"},
		"a long contact": {"contact", strings.Repeat("x", 201), "200"},
		"income":         {"income", "much", "Give a whole number of pounds"},
		"region":         {"region", "X", "There is no region"},
	} {
		b.open("/details")
		b.send("/details", "name", "Another", "identifiers", "", "contact", "", "income", "", "region", "", "sector", "", "led", "", tc.field, tc.typed)
		b.expect(http.StatusUnprocessableEntity, "/details", tc.says, `<a href="#`+tc.field+`">`)
		if got := w.organisationOf(t, w.ids[organisation]); got.Name != "Anytown Council" {
			t.Fatalf("%s: the name is %q", name, got.Name)
		}
	}
}

func TestDetailsAreKeptAndRenamingUnverifies(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.ids[organisation]
	b := w.as(t, organisation)
	b.open("/details")
	stale := b.shown
	typed := []string{"name", "Anytown Council", "identifiers", "GB-CHC-1173575\r\n\r\n", "contact", "Ada, <020>", "region", "TLI", "sector", "D", "income", "£250,000", "led", "no"}
	b.send("/details", typed...)
	b.expect(http.StatusOK, "/details?saved=yes", "Your details are saved", "GB-CHC-1173575", `value="Ada, <020>"`, `value="250000"`)
	if got := w.organisationOf(t, id); got.Contact != "Ada, <020>" || *got.AnnualIncome != 250000 || *got.LedByLivedExperience || len(got.Identifiers) != 1 {
		t.Errorf("kept is %+v", got.Profile)
	}

	b.shown = stale // another window, opened before
	b.send("/details", "name", "Older", "identifiers", "")
	b.expect(http.StatusUnprocessableEntity, "/details", "Somebody else changed this meanwhile", `value="Older"`)

	w.verify(t, id)
	b.open("/details")
	b.refuses("saved")
	b.expect(http.StatusOK, "/details", "you are no longer verified")
	b.send("/details", append(typed, "contact", "Bob")...)
	if got := w.organisationOf(t, id); got.Verification.State != assessments.Verified {
		t.Error("another contact takes the verification away")
	}
	b.open("/details")
	b.send("/details", append(typed, "name", "Othertown")...)
	if got := w.organisationOf(t, id); got.Verification.State != assessments.Unverified || got.Name != "Othertown" {
		t.Errorf("renamed it is %+v", got.Verification)
	}
}

var accountKey = regexp.MustCompile(`rung_k\w{38}`)

func TestAKeyIsMadeOnceShownOnceAndEnded(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.ids[organisation]
	b := w.as(t, organisation)
	for name, typed := range map[string][]string{
		"name":    {"name", " ", "access", "full"},
		"access":  {"name", "Web", "access", "all"},
		"expires": {"name", "Web", "access", "full", "expires", "2026-02-30"},
		"Expires": {"name", "Web", "access", "full", "expires", "2026-03-03"},
	} {
		b.open("/keys/new")
		b.send("/keys/new", typed...)
		b.expect(http.StatusUnprocessableEntity, "/keys/new", `<a href="#`+strings.ToLower(name)+`">`)
	}
	b.open("/keys/new")
	form := b.shown
	b.send("/keys/new", "name", "Our <website>", "access", "read", "expires", "2026-03-04")
	b.expect(http.StatusOK, "/keys/new", "Keep it now")
	if got := b.shown.header.Get("Cache-Control"); got != "no-store" {
		t.Errorf("the page with the key may be kept: %s", got)
	}
	key := accountKey.FindString(b.shown.body)
	b.send("/keys/made")
	b.expect(http.StatusUnprocessableEntity, "/keys/made", "then tick the box", key)
	b.send("/keys/made", "words", "easy_read")
	b.expect(http.StatusOK, "/keys/made", key, `class="easy"`)
	b.send("/keys/made", "kept", "yes", "words", "standard")
	b.send("/keys/made", "kept", "yes")
	b.expect(http.StatusOK, "/keys", "Our <website>", "It only reads.", "It works until 4 March 2026.", "Not used yet.", "You are signed in with this one.")
	b.refuses(key)
	b.shown = form // with the back button
	b.send("/keys/new", "name", "Once more", "access", "full")
	b.expect(http.StatusOK, "/keys/new", "The key is made")
	if got := len(w.keysOf(t, id)); got != 2 {
		t.Errorf("there are %d keys", got)
	}

	first := w.keysOf(t, id)[0]
	b.open("/keys/" + first.ID + "/revoke")
	b.send("/keys/" + first.ID + "/revoke")
	b.expect(http.StatusUnprocessableEntity, "/keys/"+first.ID+"/revoke", "This is the last key with full access")
	second := w.keysOf(t, id)[1]
	b.open("/keys/" + second.ID + "/revoke")
	b.refuses("need another key")
	b.send("/keys/" + second.ID + "/revoke")
	b.expect(http.StatusOK, "/keys", "Ended on 4 March 2026.")
	b.open("/keys/" + second.ID + "/revoke")
	b.expect(http.StatusOK, "/keys/"+second.ID+"/revoke", "There is nothing to end")
}

func TestWhoEndsTheirOwnKeyIsTold(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.newKey(t, organisation, w.ids[organisation])
	own := w.keysOf(t, w.ids[organisation])[0]
	b := w.as(t, organisation)
	b.open("/keys")
	b.expect(http.StatusOK, "/keys", "Made by the people who run this service.", "It can agree to share from 18 March 2026 on.")
	b.open("/keys/" + own.ID + "/revoke")
	b.expect(http.StatusOK, "/keys/"+own.ID+"/revoke", "need another key to come back")
	b.send("/keys/" + own.ID + "/revoke")
	b.expect(http.StatusOK, "/sign-in?next=%2Fkeys")
}

func TestNobodySeesOrEndsWhatIsAnothers(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	other, _ := w.newOrganisation(t, "Another")
	grant := w.grant(t, other)
	key := w.keysOf(t, other)[0]
	b := w.as(t, organisation)
	b.open("/keys")
	token := b.shown
	for _, path := range []string{"/keys/" + key.ID + "/revoke", "/keys/x/revoke", "/keys/%00/revoke", "/partners/" + grant.ID + "/revoke"} {
		b.open(path)
		b.expect(http.StatusNotFound, path, "There is no such page")
		b.shown = token
		b.open("/details")
		guard := hidden.FindStringSubmatch(b.shown.body)[2]
		b.post(nil, path, map[string][]string{tokenField: {guard}})
		if strings.Contains(path, "00") {
			continue
		}
		b.expect(http.StatusNotFound, path)
	}
	if got := w.keysOf(t, other)[0]; !got.RevokedAt.IsZero() {
		t.Error("another's key was ended")
	}
	p := w.as(t, partner)
	p.open("/organisations")
	p.send("/organisations", "organisation", w.ids[organisation])
	p.expect(http.StatusNotFound, "/organisations")
}

func TestAPartnerIsLetInAndEnded(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.as(t, organisation)
	b.open("/partners")
	b.expect(http.StatusOK, "/partners", "Nobody acts for you")
	for _, number := range []string{"", "x", "%00", w.ids[funder], w.ids[organisation]} {
		b.open("/partners/new")
		b.send("/partners/new", "partner", number)
		b.expect(http.StatusUnprocessableEntity, "/partners/new", "There is no partner with this number")
	}
	b.open("/partners/new")
	b.send("/partners/new", "partner", w.ids[partner], "expires", "2026-03-03")
	b.expect(http.StatusUnprocessableEntity, "/partners/new", "This day has passed", `href="#expires"`)
	b.send("/partners/new", "partner", w.ids[partner], "expires", "2026-03-31")
	b.expect(http.StatusOK, "/partners/new", "Do you want to let The partner act for you?")
	sure := b.shown
	b.send("/partners/new", "sure", "yes")
	b.expect(http.StatusOK, "/partners", "The partner", "May act for you", "Until 31 March 2026.")
	b.shown = sure // pressed twice
	b.send("/partners/new", "sure", "yes")
	if got := strings.Count(b.shown.body, "<h2>The partner</h2>"); got != 1 {
		t.Errorf("there are %d grants", got)
	}
	link := regexp.MustCompile(`/partners/[-0-9a-f]+/revoke`).FindString(b.shown.body)
	b.open(link)
	b.send(link)
	b.expect(http.StatusOK, "/partners", "Ended on", "Has been ended")
	b.open(link)
	b.expect(http.StatusOK, link, "This has ended")
	p := w.as(t, partner)
	p.expect(http.StatusOK, "/home", "No organisation has let you act for it yet", w.ids[partner])
}

func TestAPartnerActsForOneAtATime(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	other, _ := w.newOrganisation(t, "Another <club>")
	first := w.grant(t, w.ids[organisation])
	w.grant(t, other)
	b := w.as(t, partner)
	b.expect(http.StatusOK, "/home", "Organisations that you act for")
	b.open("/details")
	b.expect(http.StatusOK, "/organisations?next=%2Fdetails", "Anytown Council", "Another <club>")
	b.send("/organisations", "organisation", w.ids[organisation])
	b.expect(http.StatusOK, "/details", "You act for Anytown Council.")
	form := b.shown
	b.open("/organisations")
	b.expect(http.StatusOK, "/organisations", "You act for it now")
	b.send("/organisations", "organisation", other)
	b.expect(http.StatusOK, "/home", "You act for Another <club>.")
	b.open("/keys") // its own
	b.refuses("You act for")

	b.shown = form // of the first, sent when the second is chosen
	b.send("/details", "name", "Mixed up", "identifiers", "", "contact", "x")
	b.expect(http.StatusConflict, "/details", "another account")
	for _, id := range []string{other, w.ids[organisation]} {
		if got := w.organisationOf(t, id); got.Name == "Mixed up" {
			t.Error("a form for one organisation changed another")
		}
	}

	b.open("/organisations")
	b.send("/organisations", "organisation", w.ids[organisation])
	if err := w.service.RevokeGrant(t.Context(), access.Caller{Role: organisation, PrincipalID: w.ids[organisation]}, w.ids[organisation], first.ID); err != nil {
		t.Fatal(err)
	}
	b.open("/details")
	b.expect(http.StatusOK, "/organisations?next=%2Fdetails")
	b.refuses("Anytown Council")
}

// A key that only reads still chooses what to read.
func TestAKeyThatOnlyReadsChangesNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.grant(t, w.ids[organisation])
	operates := access.Caller{Role: operator}
	for _, role := range []access.Role{organisation, partner} {
		key, err := w.service.CreateKey(t.Context(), operates, assessments.Principal{Role: role, ID: w.ids[role]}, assessments.KeyInput{Name: "Reads", Access: "read"}, nil)
		if err != nil {
			t.Fatal(err)
		}
		b := w.browser(t)
		b.signIn(key.Secret.Reveal())
		if role == partner {
			b.open("/organisations")
			b.send("/organisations", "organisation", w.ids[organisation])
			b.expect(http.StatusOK, "/home", "You act for Anytown Council.")
		}
		b.open("/details")
		b.send("/details", "name", "Othertown", "identifiers", "")
		b.open("/keys/new")
		b.send("/keys/new", "name", "More", "access", "full")
		b.refuses("rung_k")
	}
	if got := w.organisationOf(t, w.ids[organisation]); got.Name != "Anytown Council" {
		t.Error("a key that only reads changed the name")
	}
}

func TestAPartnerMakesAnOrganisationThatTakesItsKey(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.as(t, partner)
	b.open("/organisations/new")
	form := b.shown
	b.send("/organisations/new", "name", " ")
	b.expect(http.StatusUnprocessableEntity, "/organisations/new", "Say what your organisation is called.")
	b.shown = form
	b.send("/organisations/new", "name", "Riverside Carers")
	b.expect(http.StatusOK, "/organisations/claim", "Riverside Carers takes a key of its own", "You act for Riverside Carers.")
	before := w.organisations(t)
	page := b.shown
	b.shown = form
	b.send("/organisations/new", "name", "Riverside Carers")
	if got := w.organisations(t); got != before {
		t.Error("the same form made two")
	}
	b.shown = page
	b.send("/organisations/claim")
	b.expect(http.StatusOK, "/organisations/claim", "works until 18 March 2026")
	link := regexp.MustCompile(`http\S+/claim#rung_c\w+`).FindString(b.shown.body)
	b.open("/organisations/claim")
	b.refuses("rung_c")

	c := w.browser(t)
	for typed, says := range map[string]string{"": "Give your link.", "x": "does not open anything", w.keys[organisation]: "does not open anything", link + "x": ""} {
		c.open("/claim")
		c.send("/claim", "claim", typed)
		c.expect(http.StatusUnprocessableEntity, "/claim", says, `<a href="#claim">`)
	}
	c.open("/claim")
	c.send("/claim", "claim", link)
	c.expect(http.StatusOK, "/claim", "Riverside Carers", "The partner made it")
	sure := c.shown
	c.send("/claim", "sure", "yes")
	c.expect(http.StatusOK, "/claim", "This is your key")
	taken := c.shown
	c.shown = sure
	c.send("/claim", "sure", "yes")
	c.expect(http.StatusUnprocessableEntity, "/claim", "This link was used.")
	c.shown = taken
	c.send("/start/key", "kept", "yes")
	c.expect(http.StatusOK, "/home", "Riverside Carers")
	c.open("/keys")
	c.expect(http.StatusOK, "/keys", "Taken with a link of The partner.")

	b.open("/organisations/claim")
	b.send("/organisations/claim")
	b.expect(http.StatusUnprocessableEntity, "/organisations/claim", "has a key of its own")
	if log := w.log.text.String(); strings.Contains(log, "rung_") {
		t.Errorf("the log holds a secret:\n%s", log)
	}
}

func TestAPartnerDoesNotRenameWhoIsVerified(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.ids[organisation]
	b := w.as(t, organisation)
	b.open("/details")
	b.send("/details", "name", "Anytown Council", "identifiers", "GB-CHC-1173575")
	w.verify(t, id)
	w.grant(t, id)
	p := w.as(t, partner)
	p.open("/organisations?next=/details")
	p.send("/organisations", "organisation", id)
	p.expect(http.StatusOK, "/details", "can only be changed with its own key")
	p.send("/details", "name", "Othertown", "identifiers", "GB-CHC-1173575")
	p.expect(http.StatusForbidden, "/details", "its own key only")
}

func TestAllThatIsKeptIsGivenOut(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.as(t, organisation)
	b.open("/export")
	b.expect(http.StatusOK, "/export", "/export/file")
	b.open("/export/file")
	if want := "all of " + w.ids[organisation] + " for " + w.ids[organisation]; b.shown.body != want {
		t.Errorf("the file is %q", b.shown.body)
	}
}

func TestAnOrganisationIsErasedWhenItsNameIsTyped(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	before := w.organisations(t)
	b := w.as(t, organisation)
	for _, name := range []string{"", "anytown council", "Anytown"} {
		b.open("/delete")
		b.send("/delete", "name", name)
		b.expect(http.StatusUnprocessableEntity, "/delete", "This is another name", `href="#name"`)
	}
	if got := w.organisations(t); got != before {
		t.Fatal("it was erased")
	}
	b.send("/delete", "name", " Anytown Council ")
	b.expect(http.StatusOK, "/deleted", "Your organisation is erased")
	if got := w.organisations(t); got != before-1 {
		t.Error("it was not erased")
	}
	b.open("/home")
	b.expect(http.StatusOK, "/sign-in?next=%2Fhome")
}

func TestTenThingsAPageOfAList(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for range 12 {
		w.newKey(t, organisation, w.ids[organisation])
	}
	b := w.as(t, organisation)
	b.open("/keys")
	if got := strings.Count(b.shown.body, "/revoke"); got != 10 {
		t.Errorf("the first page shows %d", got)
	}
	next := regexp.MustCompile(`/keys\?after=[^"]+`).FindString(b.shown.body)
	b.open(next)
	if got := strings.Count(b.shown.body, "/revoke"); got != 3 {
		t.Errorf("the second page shows %d", got)
	}
	b.expect(http.StatusOK, next, "First page")
}

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
	make := func(name string, numbers ...string) string {
		made, err := w.service.CreateOrganisation(t.Context(), access.Caller{}, assessments.ProfileInput{Name: name, Identifiers: numbers}, nil)
		if err != nil {
			t.Fatal(err)
		}
		return made.ID
	}
	w.verify(t, make("The Charity", "GB-CHC-1173575"))
	make("Somebody who lists both", "GB-CHC-1173575", "GB-COH-01234567")
	linked, same, alone := make("The Company", "GB-COH-01234567"), make("the charity", "GB-COH-07654321"), make("Alone", "GB-COH-00000001")
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

	w.wait(57 * 24 * time.Hour)
	b = w.as(t, operator)
	b.open("/operator/periods/2026")
	b.expect(http.StatusOK, "/operator/periods/2026", "The day has come")
	b.send("/operator/periods/2026")
	b.expect(http.StatusUnprocessableEntity, "/operator/periods/2026", "Tick the box first.")
	b.send("/operator/periods/2026", "sure", "yes")
	b.expect(http.StatusOK, "/operator/periods/2026", "What was published of it stands")
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
