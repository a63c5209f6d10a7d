package web

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/internal/edge"
)

// everyone are the roles that come to the pages, and who has none.
var everyone = append([]access.Role{nobody}, access.Accounts...)

// visitors says where each page leads whom: open to all, or to those roles. A page
// that is not here fails the test.
var visitors = map[string][]access.Role{
	"/": everyone, "/privacy": everyone, "/accessibility": everyone, "/method": everyone, "/sources": everyone, "/contact": everyone,
	"/try": everyone, "/try/all": everyone, "/try/result": everyone,
	"/start": everyone, "/start/number": everyone, "/sign-in": everyone, "/sign-out": everyone,
	"/home": access.Accounts,
	"/keys": {organisation, partner, funder}, "/keys/new": {organisation, partner, funder},
	"/partners": {organisation}, "/partners/new": {organisation},
	"/export": {organisation}, "/export/file": {organisation}, "/delete": {organisation}, "/deleted": everyone,
	"/claim": everyone, "/lost-key": everyone,
	"/organisations": {partner}, "/organisations/new": {partner},

	"/operator": {operator}, "/operator/health": {operator},
	"/operator/organisations": {operator}, "/operator/organisations/new": {operator},
	"/operator/partners": {operator}, "/operator/partners/new": {operator},
	"/operator/funders": {operator}, "/operator/funders/new": {operator},
	"/operator/periods": {operator}, "/operator/periods/new": {operator},
	"/sharing": {organisation}, "/sharing/new": {organisation},
	"/programmes": {funder, operator}, "/programmes/new": {funder},
	"/benchmarks": everyone,

	"/answer": everyone, "/answer/hand-over": everyone, "/answer/taken-back": everyone, "/result": everyone,
}

// led are pages that lead on to another when they are opened by themselves.
var led = map[string]string{"/start/key": "/start"}

func TestEveryPageForEveryRoleAndAStranger(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, role := range everyone {
		b := w.as(t, role)
		for path, roles := range visitors {
			b.open(path)
			switch {
			case slices.Contains(roles, role):
				b.expect(http.StatusOK, path)
			case role == nobody:
				b.expect(http.StatusOK, "/sign-in?next="+escaped(path), "Sign in")
			default:
				b.expect(http.StatusForbidden, path, "This is not open to you")
			}
		}
		for path, to := range led {
			b.open(path)
			b.expect(http.StatusOK, to)
		}
	}
}

func TestEveryPageThereIsIsTried(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, route := range w.edge.Routes() {
		_, tried := visitors[route.Path]
		_, leads := led[route.Path]
		_, isOfSomething := ofSomething[route.Path]
		leads = leads || slices.Contains(linksPages, route.Path)
		tried = tried || slices.Contains(append(resultFiles, peoplePages...), route.Path) || route.Path == "/answer/:question"
		tried = tried || slices.Contains(ofAnAssessment, route.Path)
		_, isOfSomebody := ofSomebody[route.Path]
		_, isAsset := readAssets()[route.Path]
		if route.Method == http.MethodGet && !tried && !leads && !isOfSomebody && !isOfSomething && !isAsset && !slices.Contains(triedHere, route.Path) {
			t.Errorf("%s is not in the table of visitors", route.Path)
		}
	}
}

func TestWhatIsNotThereIsSaidOnAPage(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, role := range everyone {
		b := w.as(t, role)
		for _, path := range []string{"/nothing", "/Try", "/try/", "/start/key/", "/sources/x", "/%2e%2e", "/words", "/stay"} {
			b.open(path)
			if b.shown.status != http.StatusNotFound && b.shown.status != http.StatusMethodNotAllowed {
				t.Errorf("%s: %d", path, b.shown.status)
			}
			b.expect(b.shown.status, path, "There is no such page")
		}
	}
}

func TestAProgramStillGetsAProblemDocument(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, w.address+"/nothing", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	reply, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer reply.Body.Close()
	if got := reply.Header.Get("Content-Type"); reply.StatusCode != http.StatusNotFound || got != "application/problem+json" {
		t.Errorf("%d %s", reply.StatusCode, got)
	}
}

func TestEasyReadIsASwitchOnEveryPage(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.browser(t)
	b.open("/method?a=1")
	b.refuses(`class="easy"`)
	b.send("/words", "words", "easy_read")
	b.expect(http.StatusOK, "/method?a=1", `class="easy"`, "Leave Easy Read")
	b.open("/")
	b.expect(http.StatusOK, "/", `class="easy"`)
	b.send("/words", "words", "standard")
	b.expect(http.StatusOK, "/", "Show in Easy Read")
	b.refuses(`class="easy"`)

	// What is no variant, and what leads elsewhere, does no harm.
	for _, back := range []string{"https://evil.example", "//evil.example", `/\evil.example`, "", "evil", "/\t/evil.example"} {
		b.send("/words", "words", "<shouted>", "back", back)
		b.expect(http.StatusOK, "/", "Show in Easy Read")
	}
}

func TestTheSwitchLosesNothingThatWasTyped(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.browser(t)
	b.open("/start")
	b.send("/start", "name", "A <b>club</b>", "number", "x", "words", "easy_read")
	b.expect(http.StatusOK, "/start", `value="A <b>club</b>"`, `value="x"`, `class="easy"`)
	b.refuses(`class="faults"`)
	if strings.Contains(b.shown.body, "<b>club") {
		t.Error("what was typed is not escaped")
	}
}

func TestAssetsAreKeptUnderTheirVersion(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.browser(t)
	for address, file := range readAssets() {
		b.open(address)
		if got := b.shown.header.Get("Cache-Control"); b.shown.status != http.StatusOK || got != "no-cache" {
			t.Errorf("%s: %d %s", address, b.shown.status, got)
		}
		b.open(file.versioned(address))
		if got := b.shown.header.Get("Cache-Control"); !strings.Contains(got, "immutable") || b.shown.body != string(file.body) {
			t.Errorf("%s: %s", address, got)
		}
	}
}

// What fails says so in words, and what the machine says of it goes to the log.
func TestWhatFailsIsSaidOnAPage(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for name, tc := range map[string]struct {
		err    error
		status int
		says   string
	}{
		"broken":   {errors.New("disk on fire"), http.StatusInternalServerError, "This is our mistake"},
		"busy":     {&fault.Error{Kind: fault.Unavailable, Detail: "Later."}, http.StatusServiceUnavailable, "We are busy just now"},
		"gone":     {fault.NoSuch("assessment"), http.StatusNotFound, "There is no such page"},
		"conflict": {&fault.Error{Kind: fault.Conflict, Detail: "It is closed."}, http.StatusConflict, "It is closed."},
		"too-many": {edge.TooMany.Problem("Slow down."), http.StatusTooManyRequests, "Please wait a little"},
	} {
		w.served.page("/"+name, func(*visit) error { return tc.err })
		w.served.page("/"+name+"/panic", func(*visit) error { panic(tc.err) })
		b := w.as(t, organisation)
		b.open("/" + name)
		b.expect(tc.status, "/"+name, tc.says, "Sign out")
		b.refuses("disk on fire")
		b.open("/" + name + "/panic")
		b.expect(http.StatusInternalServerError, "/"+name+"/panic", "This is our mistake", "01900000-")
	}
}
