package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/internal/edge"
)

// organisations counts what the service keeps.
func (w *world) organisations(t testing.TB) int {
	t.Helper()
	found, err := w.service.Organisations(t.Context(), access.Caller{Role: access.OperatorRole}, assessments.OrganisationFilter{}, access.Page{Limit: access.MaxPage})
	if err != nil {
		t.Fatal(err)
	}
	return len(found.Items)
}

func TestAFormFromAnotherSiteDoesNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	before := w.organisations(t)
	b := w.browser(t)
	for name, header := range map[string]http.Header{
		"cross-site":               {"Sec-Fetch-Site": {"cross-site"}},
		"same-site":                {"Sec-Fetch-Site": {"same-site"}},
		"an old browser":           {"Sec-Fetch-Site": nil, "Origin": {"https://evil.example"}},
		"a page without an origin": {"Sec-Fetch-Site": nil, "Origin": {"null"}},
	} {
		b.open("/start")
		b.sendWith(header, "/start", "name", "Planted")
		if b.shown.status != http.StatusForbidden {
			t.Errorf("%s: %d", name, b.shown.status)
		}
	}
	if got := w.organisations(t); got != before {
		t.Errorf("%d organisations were made", got-before)
	}
}

// A browser that says nothing of where a form comes from is held to the token.
func TestAFormWithoutItsTokenIsShownAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	before := w.organisations(t)
	other := w.browser(t)
	other.open("/start")
	stolen := hidden.FindStringSubmatch(other.shown.body)[2]
	silent := http.Header{"Sec-Fetch-Site": nil}
	for name, token := range map[string]string{"none": "", "made up": "x", "another browser's": stolen} {
		b := w.browser(t)
		values := url.Values{"name": {"Planted"}, tokenField: {token}}
		b.post(silent, "/start", values) // without a cookie
		b.expect(http.StatusForbidden, "/start", "This form was open for too long", `value="Planted"`)
		b.post(silent, "/start", values) // with one
		b.expect(http.StatusForbidden, "/start", "This form was open for too long")
		if got := w.organisations(t); got != before {
			t.Fatalf("%s: an organisation was made", name)
		}
		b.send("/start", "name", "Meant")
		b.expect(http.StatusOK, "/start", "This is your key")
		before++
	}
	b := w.as(t, organisation)
	b.post(silent, "/sign-out", url.Values{})
	b.open("/home")
	b.expect(http.StatusOK, "/home")
	b.post(silent, "/stay", url.Values{})
	if b.shown.status != http.StatusForbidden {
		t.Errorf("/stay without a token: %d", b.shown.status)
	}
}

func TestAFormTooLongIsRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.browser(t)
	b.open("/start")
	b.send("/start", "name", strings.Repeat("a", maxForm))
	b.expect(http.StatusRequestEntityTooLarge, "/start", "This is too long")
	b.post(nil, "/start", nil)
	b.post(http.Header{"Content-Type": {"application/json"}}, "/start", url.Values{"name": {"x"}})
	b.expect(http.StatusBadRequest, "/start", "could not be read")
}

func TestCookiesCannotBeReadOrSentByOthers(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"":                          "account=",
		"http://rungs.example.org":  "account=",
		"https://rungs.example.org": "__Host-account=",
	} {
		w := newWorld(t, func(underneath *edge.Options, _ *Options) { underneath.PublicURL = address })
		b := w.browser(t)
		b.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
		b.client.Jar = nil
		b.open("/sign-in")
		form := strings.Join(b.shown.header.Values("Set-Cookie"), "\n")
		secret, _, _ := strings.Cut(form, ";")
		b.post(http.Header{"Cookie": {secret}}, "/sign-in", url.Values{
			"key": {w.keys[organisation]}, tokenField: {hidden.FindStringSubmatch(b.shown.body)[2]},
		})
		cookies := append(b.shown.header.Values("Set-Cookie"), form)
		if len(cookies) != 2 || !strings.HasPrefix(cookies[0], want+"rung_s") {
			t.Fatalf("%s: the cookies are %q", address, cookies)
		}
		for _, cookie := range cookies {
			if !strings.Contains(cookie, "; HttpOnly; ") && !strings.Contains(cookie, "; HttpOnly") || !strings.Contains(cookie, "SameSite=Lax") ||
				!strings.Contains(cookie, "Path=/") || strings.Contains(cookie, "Domain") || strings.Contains(cookie, "Secure") != strings.HasPrefix(want, "__Host-") {
				t.Errorf("%s: the cookie is %q", address, cookie)
			}
		}
	}
}

// Keys come in forms and go in one page. Nothing of them is left in the log, in an
// address, or in what another site is told.
func TestNoKeyIsLoggedOrLed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.browser(t)
	b.client.CheckRedirect = func(r *http.Request, _ []*http.Request) error {
		if strings.Contains(r.URL.String(), "rung_") {
			t.Errorf("a key stands in the address %s", r.URL)
		}
		return nil
	}
	b.open("/start")
	b.send("/start", "name", "A club")
	b.expect(http.StatusOK, "/start", "rung_k")
	if got := b.shown.header.Get("Cache-Control"); got != "no-store" {
		t.Errorf("the page with the key may be kept: %s", got)
	}
	b.send("/start/key", "kept", "yes")
	w.as(t, operator).open("/home")
	if log := w.log.text.String(); strings.Contains(log, "rung_") || strings.Contains(log, "A club") {
		t.Errorf("the log holds a key or what was typed:\n%s", log)
	}
}

// Who is signed in is counted by themselves, so that strangers at the same address
// cannot keep them out. A cookie opens nothing but pages.
func TestStrangersDoNotKeepOutWhoIsSignedIn(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(underneath *edge.Options, _ *Options) { underneath.RateLimit = 20 })
	b := w.as(t, organisation)
	stranger := w.browser(t)
	for range 25 {
		stranger.open("/")
	}
	stranger.expect(http.StatusTooManyRequests, "/", "Please wait a little")
	b.open("/home")
	b.expect(http.StatusOK, "/home")

	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, w.address+"/v1/organisations", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Cookie", "account="+b.cookies().kept[0].Value)
	who, err := Who(w.service, "", func(*http.Request) (access.Caller, error) { return access.Caller{}, nil })(r)
	if err != nil || !who.Is(access.Nobody) {
		t.Errorf("a cookie opens the API: %v, %v", who, err)
	}
}

// A key that only reads sees each page of its role, and changes nothing there.
func TestAKeyThatOnlyReadsSendsNoForm(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	taken := false
	w.served.form("/a-form", w.served.showStart, func(v *visit) error {
		taken = true
		return v.to("/home")
	}, organisation)
	caller, principal := access.Caller{Role: access.OperatorRole}, assessments.Principal{Role: organisation, ID: w.ids[organisation]}
	key, err := w.service.CreateKey(t.Context(), caller, principal, assessments.KeyInput{Name: "To look", Access: assessments.ReadAccess}, nil)
	if err != nil {
		t.Fatal(err)
	}
	b := w.browser(t)
	b.signIn(key.Secret.Reveal())
	b.open("/a-form")
	b.expect(http.StatusOK, "/a-form")
	token := hidden.FindStringSubmatch(b.shown.body)[2]
	b.post(nil, "/a-form", url.Values{tokenField: {token}, wordsField: {"easy_read"}})
	b.expect(http.StatusOK, "/a-form", `class="easy"`)
	b.post(nil, "/a-form", url.Values{tokenField: {token}, wordsField: {"standard"}})
	b.post(nil, "/a-form", url.Values{tokenField: {token}})
	b.expect(http.StatusForbidden, "/a-form", "Your key only reads")
	if taken {
		t.Error("the form was taken")
	}
	b.post(nil, "/stay", url.Values{tokenField: {token}})
	b.expect(http.StatusOK, "/stay", "3600")
	b.open("/sign-out")
	b.send("/sign-out")
	b.expect(http.StatusOK, "/sign-out", "You are signed out")
}
