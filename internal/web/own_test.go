package web

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
)

// keysOf lists the keys of an organisation, as the domain knows them.
func (w *world) keysOf(t testing.TB, id string) []assessments.Key {
	t.Helper()
	caller, principal := access.Caller{Role: operator}, assessments.Principal{Role: organisation, ID: id}
	found, err := w.service.Keys(t.Context(), caller, principal, access.Page{Limit: access.MaxPage})
	if err != nil {
		t.Fatal(err)
	}
	return found.Items
}

func (w *world) organisationOf(t testing.TB, id string) assessments.Organisation {
	t.Helper()
	found, err := w.service.Organisation(t.Context(), access.Caller{Role: operator}, id)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func (w *world) verify(t testing.TB, id string) {
	t.Helper()
	if _, err := w.service.Verify(t.Context(), id, assessments.VerificationInput{Decision: "verified"}); err != nil {
		t.Fatal(err)
	}
}

// grant lets the partner act for an organisation.
func (w *world) grant(t testing.TB, id string) assessments.Grant {
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
	"/details": {organisation, partner}, "/assessments": {organisation, partner}, "/assessments/new": {organisation, partner}, "/progress": {organisation, partner},
	"/organisations/claim": {partner}, "/keys/made": access.Accounts,
	"/keys/:key/revoke": {organisation, partner, funder}, "/partners/:grant/revoke": {organisation},

	"/operator/organisations/:id": {operator}, "/operator/organisations/:id/claim": {operator},
	"/operator/organisations/:id/keys": {operator}, "/operator/organisations/:id/keys/new": {operator},
	"/operator/organisations/:id/keys/:key/revoke": {operator},
	"/operator/partners/:id":                       {operator}, "/operator/partners/:id/remove": {operator},
	"/operator/partners/:id/keys": {operator}, "/operator/partners/:id/keys/new": {operator}, "/operator/partners/:id/keys/:key/revoke": {operator},
	"/operator/funders/:id": {operator}, "/operator/funders/:id/remove": {operator},
	"/operator/funders/:id/keys": {operator}, "/operator/funders/:id/keys/new": {operator}, "/operator/funders/:id/keys/:key/revoke": {operator},
	"/operator/periods/:period": {operator}, "/operator/periods/:period/freeze": {operator}, "/operator/organisations/:id/erase": {operator},
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
	b.expect(http.StatusOK, "/details?saved=yes", "Your details are saved", "GB-CHC-1173575", `value="Ada, <020>"`, `value="250,000"`)
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
