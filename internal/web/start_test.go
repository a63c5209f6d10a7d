package web

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/internal/edge"
)

func TestWhatIsWrongIsSaidOnTopAndAtItsField(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	before := w.organisations(t)
	b := w.browser(t)
	for name, tc := range map[string]struct {
		typed []string
		field string
		says  string
	}{
		"no name":           {[]string{"name", " "}, "name", "Say what your organisation is called."},
		"a name too long":   {[]string{"name", strings.Repeat("é", 201)}, "name", "Use at most 200"},
		"a line break":      {[]string{"name", "A\u2028B"}, "name", "nobody can see"},
		"no such list":      {[]string{"name", "A", "number", "x"}, "number", "starts with no list"},
		"a short number":    {[]string{"name", "A", "number", "GB-COH-123"}, "number", "GB-COH-00000123"},
		"income in words":   {[]string{"name", "A", "income", "much"}, "income", "Give a whole number of pounds"},
		"income below zero": {[]string{"name", "A", "income", "-5"}, "income", ""},
		"no such region":    {[]string{"name", "A", "region", "X"}, "region", "There is no region"},
		"no such sector":    {[]string{"name", "A", "sector", "X"}, "sector", "There is no sector"},
	} {
		b.open("/start")
		b.send("/start", tc.typed...)
		b.expect(http.StatusUnprocessableEntity, "/start", tc.says, `<a href="#`+tc.field+`">`, `id="`+tc.field+`-fault"`, "<title>To put right:")
		if name == "a short number" {
			b.expect(http.StatusUnprocessableEntity, "/start", `value="GB-COH-123"`, `value="A"`)
		}
	}
	if got := w.organisations(t); got != before {
		t.Errorf("%d organisations were made", got-before)
	}
}

func TestAnOrganisationStartsKeepsItsKeyAndComesBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.browser(t)
	b.open("/start")
	b.send("/start", "name", `Club "1" & <i>`, "number", "GB-CHC-1173575", "region", "TLI", "sector", "D", "income", "£250,000", "led", "no")
	b.expect(http.StatusOK, "/start", "This is your key")
	key := regexp.MustCompile(`rung_k\w+`).FindString(b.shown.body)
	page := b.shown

	b.send("/start/key/file")
	if got := b.shown; got.status != http.StatusOK || !strings.Contains(got.body, key) || !strings.Contains(got.header.Get("Content-Disposition"), "attachment") {
		t.Errorf("the file is %d %v %q", got.status, got.header, got.body)
	}
	b.shown = page
	b.send("/start/key")
	b.expect(http.StatusUnprocessableEntity, "/start/key", "Keep the key first", key)
	b.send("/start/key", "kept", "yes")
	b.expect(http.StatusOK, "/home", `Club "1" & <i>`, "You have not asked anybody yet")

	b = w.browser(t)
	b.signIn(key)
	b.expect(http.StatusOK, "/home", `Club "1" & <i>`)
	caller, err := w.service.Authenticate(t.Context(), assessments.ParseSecret(key))
	if err != nil {
		t.Fatal(err)
	}
	made, err := w.service.Organisation(t.Context(), caller, caller.PrincipalID)
	if err != nil || made.Region != "TLI" || made.Sector != "D" || *made.AnnualIncome != 250_000 || *made.LedByLivedExperience || made.Identifiers[0].Canonical != "GB-CHC-1173575" {
		t.Errorf("what was made is %+v, %v", made, err)
	}
}

func TestAFormSentTwiceMakesOneOrganisation(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	before := w.organisations(t)
	b := w.browser(t)
	b.open("/start")
	form := b.shown
	b.send("/start", "name", "A club")
	b.expect(http.StatusOK, "/start", "This is your key")
	b.shown = form
	b.send("/start", "name", "A club")
	b.expect(http.StatusOK, "/start", "You have started")
	b.refuses("rung_k")
	b.shown = form
	b.send("/start", "name", "Another club") // with the back button
	b.expect(http.StatusOK, "/start", "You have started")
	if got := w.organisations(t) - before; got != 1 {
		t.Errorf("%d organisations were made", got)
	}
	b.open("/start?again=yes") // because the key is lost
	b.send("/start", "name", "Another club")
	b.expect(http.StatusOK, "/start", "This is your key")
	b.send("/start/key", "kept", "yes")
	b.open("/start") // for a second one
	b.send("/start", "name", "A third")
	b.expect(http.StatusOK, "/start", "This is your key")
}

func TestNobodyStartsWhereThatIsClosed(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(_ *edge.Options, pages *Options) { pages.OpenToAll = false })
	before := w.organisations(t)
	b := w.browser(t)
	b.open("/start")
	b.expect(http.StatusOK, "/start", "Here you cannot start by yourself")
	b.open("/sign-in")
	token := hidden.FindStringSubmatch(b.shown.body)[2]
	b.post(nil, "/start", map[string][]string{"name": {"A club"}, tokenField: {token}})
	b.expect(http.StatusForbidden, "/start")
	if got := w.organisations(t); got != before {
		t.Error("an organisation was made")
	}
}

func TestStartingIsCountedWithTheRegistrationsOfTheAPI(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(underneath *edge.Options, _ *Options) { underneath.RateLimit = 600 })
	b := w.browser(t)
	for i := range 11 {
		b.open("/start")
		b.send("/start", "name", fmt.Sprintf("Club %d", i))
	}
	b.expect(http.StatusTooManyRequests, "/start", "Please wait a little")
}

func TestANumberIsCheckedWhileItIsTyped(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.browser(t)
	for number, says := range map[string]string{
		"GB-CHC-1173575": `"good":true`, "gb-coh-123": "GB-COH-00000123", "x": `"good":false`, "%00": `"good":false`, "": `"good":false`,
		"GB-CHC-1173575%0A%0Agb-coh-123": "GB-COH-00000123", "GB-CHC-1173575%0Ax%0AGB-COH-01234567": `"good":false`,
	} {
		b.open("/start/number?number=" + number)
		b.expect(http.StatusOK, "/start/number?number="+number, says)
	}
}

func TestWhoRunsThisIsSaidWhereTheySaidSo(t *testing.T) {
	t.Parallel()
	for contact, says := range map[string]string{
		"":                        "have not said how to reach them",
		"help@example.org":        `<a href="mailto:help@example.org">help@example.org</a>`,
		"https://example.org/who": `<a href="https://example.org/who">example.org/who</a>`,
	} {
		w := newWorld(t, func(_ *edge.Options, pages *Options) { pages.Contact = contact })
		b := w.browser(t)
		b.open("/contact")
		b.expect(http.StatusOK, "/contact", says)
	}
}
