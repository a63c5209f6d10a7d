package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

func TestASessionEndsByItselfWithItsKeyAndAtSignOut(t *testing.T) {
	t.Parallel()
	databasetest.OnBoth(t, migrate, func(t *testing.T, database string) {
		t.Helper()
		w := worldOn(t, database)
		for name, end := range map[string]func(b *browser, key assessments.NewKey){
			"after an hour of nothing": func(*browser, assessments.NewKey) { w.wait(assessments.QuietSession) },
			"after twelve hours": func(b *browser, _ assessments.NewKey) {
				for range 12 {
					w.wait(59 * time.Minute)
					b.open("/home")
					b.expect(http.StatusOK, "/home")
				}
				w.wait(12 * time.Minute)
			},
			"with its key": func(b *browser, key assessments.NewKey) {
				caller := access.Caller{Role: access.OperatorRole}
				if err := w.service.RevokeKey(b.t.Context(), caller, assessments.Principal{Role: organisation, ID: w.ids[organisation]}, key.ID); err != nil {
					b.t.Fatal(err)
				}
			},
			"at sign-out": func(b *browser, _ assessments.NewKey) {
				b.open("/sign-out")
				b.send("/sign-out")
				b.expect(http.StatusOK, "/sign-out", "You are signed out")
			},
		} {
			key := w.newKey(t, organisation, w.ids[organisation])
			b := w.browser(t)
			b.signIn(key.Secret.Reveal())
			cookies := b.cookies()
			end(b, key)
			b.open("/home")
			if b.shown.path != "/sign-in?next=%2Fhome" {
				t.Errorf("%s the session has not ended: %s", name, b.shown.path)
			}
			stolen := w.browser(t) // the cookie as it was is worth nothing either
			stolen.client.Jar.SetCookies(cookies.address, cookies.kept)
			stolen.open("/home")
			if stolen.shown.path == "/home" {
				t.Errorf("%s the cookie still opens the session", name)
			}
		}
	})
}

type kept struct {
	address *url.URL
	kept    []*http.Cookie
}

func (b *browser) cookies() kept {
	address, err := url.Parse(b.address)
	if err != nil {
		b.t.Fatal(err)
	}
	return kept{address, b.client.Jar.Cookies(address)}
}

func TestEachSignInIsANewSession(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.as(t, organisation)
	first := b.cookies()
	b.signIn(w.keys[organisation])
	old := w.browser(t)
	old.client.Jar.SetCookies(first.address, first.kept)
	old.open("/home")
	old.expect(http.StatusOK, "/sign-in?next=%2Fhome")
}

// What is kept of a session does not say whose it is, and opens nothing.
func TestWhatIsKeptOfASessionTellsNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	signedIn, err := w.service.SignIn(t.Context(), assessments.ParseSecret(w.keys[organisation]))
	if err != nil {
		t.Fatal(err)
	}
	session, err := w.service.Store.SessionByLabel(t.Context(), signedIn.Token.Hash().Label())
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(session.Sealed), "rung_") || strings.Contains(string(session.Sealed), w.ids[organisation]) {
		t.Errorf("the key can be read: %q", session.Sealed)
	}
	for name, token := range map[string]string{
		"nothing": "", "a key": w.keys[organisation], "the hash": string(session.Hash), "what is sealed": string(session.Sealed),
		"another's": signedIn.Token.Reveal()[:40] + "000000",
	} {
		if who, err := w.service.Resume(t.Context(), assessments.ParseSecret(token)); err == nil {
			t.Errorf("%s opens the session of %v", name, who.Caller)
		}
	}
	if _, err := w.service.Authenticate(t.Context(), signedIn.Token); err == nil {
		t.Error("the token of a session opens the API")
	}
}

func TestASessionIsNotEndedForBeingUsed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.as(t, organisation)
	b.open("/")
	b.expect(http.StatusOK, "/", "signed out in about 60 minutes", `data-left="3600"`)
	w.wait(55 * time.Minute)
	b.open("/") // it is used, so it is as long again
	b.expect(http.StatusOK, "/", `data-left="3600"`)
	w.wait(11*time.Hour - 25*time.Minute)
	b.open("/")
	b.expect(http.StatusOK, "/", "Sign in")
}

// A form that is sent after its session ended loses nothing: it asks for the key,
// and goes on.
func TestNothingTypedIsLostWhenASessionEnds(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var taken []string
	s := w.served
	s.form("/a-form", s.showStart, func(v *visit) error {
		taken = append(taken, v.form().text("name")+" by "+string(v.caller.Role)+" "+v.caller.PrincipalID)
		return v.to("/home")
	}, organisation)
	typed := url.Values{"name": {"A <long> text"}, forField: {mark(access.Caller{Role: organisation, PrincipalID: w.ids[organisation]})}}
	b := w.as(t, organisation)
	b.open("/a-form")
	typed.Set(tokenField, hidden.FindStringSubmatch(b.shown.body)[2])
	w.wait(assessments.QuietSession)

	b.post(nil, "/a-form", typed)
	b.expect(http.StatusOK, "/a-form", "You were signed out", `value="A <long> text"`)
	b.send("/a-form", keyField, "rung_nonsense")
	b.expect(http.StatusOK, "/a-form", "You were signed out", "This key does not open anything", `value="A <long> text"`)
	b.send("/a-form", keyField, w.keys[funder])
	b.expect(http.StatusForbidden, "/a-form")
	if len(taken) > 0 {
		t.Fatalf("a form was taken: %q", taken)
	}

	b = w.as(t, organisation)
	b.open("/a-form")
	typed.Set(tokenField, hidden.FindStringSubmatch(b.shown.body)[2])
	w.wait(assessments.QuietSession)
	b.post(nil, "/a-form", typed)
	b.send("/a-form", keyField, w.keys[organisation])
	b.expect(http.StatusOK, "/home")
	if want := "A <long> text by organisation " + w.ids[organisation]; len(taken) != 1 || taken[0] != want {
		t.Errorf("what was taken is %q, want %q", taken, want)
	}
}

func TestAFormOfOneAccountIsNotTakenFromAnother(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.as(t, organisation)
	b.open("/sign-out")
	form := b.shown
	_, other := w.newOrganisation(t, "Another")
	b.open("/sign-in")
	b.send("/sign-in", "key", other, "sure", "yes")
	b.expect(http.StatusOK, "/home", "Another")
	b.shown = form // in another tab
	b.send("/sign-out")
	b.expect(http.StatusConflict, "/sign-out", "another account")
	b.open("/home")
	b.expect(http.StatusOK, "/home", "Another")
}

// Who answers has cookies beside that of an account: a director can try the own
// link and stay signed in.
func TestWhoAnswersIsSignedInBesideAnAccount(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	link := w.link(t, w.open(t, nil).ID, "lived", 5)
	b := w.as(t, organisation)
	b.begin(link)
	b.expect(http.StatusOK, "/answer/about", "Sign out")
	b.open("/home")
	b.expect(http.StatusOK, "/home")
	b.open("/answer/1")
	form := b.shown

	w.wait(29 * 24 * time.Hour) // the account has ended long ago, and who answers comes back
	b.open("/answer")
	b.expect(http.StatusOK, "/answer", "Short breaks", "Finish here")
	b.shown = form
	b.send("/answer/1", "answer", "4")
	b.expect(http.StatusOK, "/answer/2?saved=yes")
	session, err := w.service.SignIn(t.Context(), assessments.ParseSecret(b.own()))
	if err != nil {
		t.Fatal(err)
	}
	if got := session.Until; !got.Equal(got.Truncate(24 * time.Hour)) {
		t.Errorf("a time is kept of who answers: %s", got)
	}
	w.wait(3 * 24 * time.Hour)
	b.open("/answer/1")
	b.expect(http.StatusOK, "/answer", "Your answers do not open here any more")
}

// An invitation that was opened can be come back to for a day or two.
func TestALinkThatWasOpenedIsKeptForAWhile(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.browser(t)
	b.arrive(w.link(t, w.open(t, nil).ID, "lived", 5))
	w.wait(24 * time.Hour)
	b.open("/answer")
	b.expect(http.StatusOK, "/answer", "Say how it is for you")
	w.wait(24 * time.Hour)
	b.open("/answer")
	b.expect(http.StatusOK, "/answer", "Open your link")
}

func TestASessionAndAFormOutliveARestart(t *testing.T) {
	t.Parallel()
	databasetest.OnBoth(t, migrate, func(t *testing.T, database string) {
		t.Helper()
		w := worldOn(t, database)
		b := w.as(t, organisation)
		b.open("/sign-out")
		b.address = worldOn(t, database).address
		b.send("/sign-out")
		b.expect(http.StatusOK, "/sign-out", "You are signed out")
	})
}
