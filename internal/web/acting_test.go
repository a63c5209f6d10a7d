package web

import (
	"fmt"
	"html"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
)

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

// A partner that acts for more organisations than a list shows finds each by its name,
// and the bar names it on every page about it, results too.
func TestAPartnerFindsOneOfManyByItsName(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for i := range 101 {
		id, _ := w.newOrganisation(t, fmt.Sprintf("Club %03d", i))
		w.grant(t, id)
	}
	at := "/assessments/" + w.closedWith(t, five, higher)
	w.let(t)
	b := w.as(t, partner)
	for _, wrong := range []string{"nobody", "%25", "_", "%00", "'", "%3Cb%3E"} {
		b.open("/organisations?name=" + wrong)
		b.expect(http.StatusOK, "/organisations?name="+wrong, "There is none with")
		if strings.Contains(b.shown.body, "<b>") {
			t.Error("what was looked for is not escaped")
		}
	}
	b.open("/organisations?name=+CLUB+09&next=%2Fdetails")
	if got := strings.Count(b.shown.body, "Club 09"); got != 2*10 { // the name, and that of its button
		t.Errorf("%d are found, want 10", got/2)
	}
	b.open("/organisations?next=%2Fprogress")
	more := regexp.MustCompile(`href="([^"]+)" rel="next"`).FindStringSubmatch(b.shown.body)
	b.open(html.UnescapeString(more[1]))
	b.expect(http.StatusOK, b.shown.path, "Club 010", `name="next" value="/progress"`)
	b.open("/organisations?name=anytown&next=%2Fprogress")
	b.send("/organisations", "organisation", w.ids[organisation])
	b.expect(http.StatusOK, "/progress", "You act for Anytown Council.")
	for _, page := range append(slices.Clone(ofResults), "") {
		b.open(at + page)
		b.expect(http.StatusOK, at+page, `<div class="acting">`, "for Anytown Council") // one is in Easy Read
	}
}
