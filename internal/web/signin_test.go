package web

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/internal/edge"
)

func TestAKeyThatOpensNothingSignsNobodyIn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.browser(t)
	for name, key := range map[string]string{
		"nothing": "", "space": "  ", "nonsense": "x", "mistyped": w.keys[organisation][:30] + "0000000000", "an id": w.ids[organisation],
	} {
		b.open("/sign-in")
		b.send("/sign-in", "key", key)
		b.expect(http.StatusUnprocessableEntity, "/sign-in", "There is something to put right")
		b.open("/home")
		if b.shown.path == "/home" {
			t.Errorf("%s signs in", name)
		}
	}
}

func TestAKeyToAnswerWithIsNoAccount(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	caller := access.Caller{Role: organisation, PrincipalID: w.ids[organisation]}
	assessment, err := w.service.CreateAssessment(t.Context(), caller, ladderInput(w.ids[organisation]), nil)
	if err != nil {
		t.Fatal(err)
	}
	invitation, err := w.service.CreateInvitation(t.Context(), caller, assessment.ID, assessments.InvitationInput{Voice: "lived", Uses: new(1)}, nil)
	if err != nil {
		t.Fatal(err)
	}
	b := w.browser(t)
	b.open("/sign-in")
	b.send("/sign-in", "key", invitation.Secrets[0].Reveal())
	b.expect(http.StatusUnprocessableEntity, "/sign-in", "for answers or a result")
}

func TestASignInLinkSaysWhoseItIsAndAsks(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.browser(t)
	b.open("/sign-in")
	b.send("/sign-in", "key", w.keys[organisation], "link", "yes")
	b.expect(http.StatusOK, "/sign-in", "Do you want to sign in here?", "Anytown Council")
	whose := b.shown
	b.open("/home")
	b.expect(http.StatusOK, "/sign-in?next=%2Fhome")
	b.shown = whose
	b.send("/sign-in", "sure", "yes")
	b.expect(http.StatusOK, "/home", "Anytown Council")

	// Who is signed in is asked before another account takes its place.
	b.open("/sign-in")
	b.send("/sign-in", "key", w.keys[funder])
	b.expect(http.StatusOK, "/sign-in", "The funder", "Now you are signed in as Anytown Council")
	b.send("/sign-in", "sure", "yes")
	b.expect(http.StatusOK, "/home", "The funder")
}

func TestSigningInLeadsWhereSomebodyWantedToGoButNotElsewhere(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for next, want := range map[string]string{
		"/method": "/method", "/home?a=1": "/home?a=1", "": "/home", "https://evil.example/": "/home", "//evil.example": "/home",
		`/\evil.example`: "/home", "evil": "/home", "/\t/evil.example": "/home", "javascript:alert(1)": "/home",
	} {
		b := w.browser(t)
		b.open("/sign-in?next=" + url.QueryEscape(next))
		b.send("/sign-in", "key", w.keys[organisation])
		b.expect(http.StatusOK, want)
	}
}

func TestTryingKeysIsSlowedDown(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(underneath *edge.Options, _ *Options) { underneath.RateLimit = 10_000 })
	b := w.browser(t)
	b.open("/sign-in")
	form := b.shown
	for range maxSignIns {
		b.shown = form
		b.send("/sign-in", "key", "rung_nonsense")
		b.expect(http.StatusUnprocessableEntity, "/sign-in")
	}
	b.shown = form
	b.send("/sign-in", "key", w.keys[organisation])
	b.expect(http.StatusTooManyRequests, "/sign-in", "Please wait a little")
	// To send them elsewhere is no way round.
	s := w.served
	s.form("/a-form", s.showStart, s.start, organisation)
	for path, key := range map[string]string{"/start/key": "key", "/a-form": keyField} {
		b.post(nil, path, url.Values{tokenField: hidden.FindStringSubmatch(form.body)[2:3], key: {"rung_nonsense"}, "kept": {"yes"}})
		b.expect(http.StatusTooManyRequests, path)
	}
}
