package web

import (
	"net/http"
	"strings"
	"testing"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// The organisation as the attacker: it passes on a link of which it keeps a copy, and
// wants to read what the person writes.

func TestWhoPassesTheirOwnResponseOnIsLockedOut(t *testing.T) {
	t.Parallel()
	databasetest.OnBoth(t, migrate, func(t *testing.T, database string) {
		t.Helper()
		w := worldOn(t, database)
		id := w.open(t, nil).ID
		copied := w.passedOn(t, id)
		b := w.browser(t)
		b.arrive(copied)
		b.expect(http.StatusOK, "/answer", "Are these your answers?")
		for _, path := range []string{"/answer/1", "/answer/about", "/answer/check"} {
			b.open(path) // nothing of it is opened before they go on
			b.expect(http.StatusOK, "/answer", "Are these your answers?")
		}
		if !w.opens(t, copied) {
			t.Error("the link was spent by looking")
		}
		b.send("/answer/arrived")
		b.expect(http.StatusOK, "/answer/renewed", "You have a new link")
		own := b.own()
		if w.opens(t, copied) || !w.opens(t, own) {
			t.Errorf("the copy opens: %v, their own: %v", w.opens(t, copied), w.opens(t, own))
		}
		if before, after := strings.Split(copied, "."), strings.Split(own, "."); before[len(before)-2] != after[len(after)-2] {
			t.Error("it is another response")
		}
		b.open("/answer/1")
		b.send("/answer/1", "answer", "4", "note", "They never listen.", "private", "yes")
		attacker := w.browser(t)
		attacker.arrive(copied)
		attacker.expect(http.StatusUnprocessableEntity, "/answer", "This link does not open")
		attacker.open("/result")
		attacker.send("/result", "link", copied)
		attacker.expect(http.StatusUnprocessableEntity, "/result", "This link does not open")
		w.close(t, id)
		attacker.send("/result", "link", copied)
		attacker.expect(http.StatusUnprocessableEntity, "/result", "This link does not open")
	})
}

func TestOfALostReplyTheOldLinkStillWorksAndTheNextOneCounts(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	copied := w.passedOn(t, w.open(t, nil).ID)
	b := w.browser(t)
	b.arrive(copied)
	lost := b.twin(w)
	lost.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse } // it is never seen
	lost.send("/answer/arrived")
	if lost.shown.status != http.StatusSeeOther || !w.opens(t, copied) {
		t.Fatalf("%d, and the link opens: %v", lost.shown.status, w.opens(t, copied))
	}
	b.send("/answer/arrived")
	b.expect(http.StatusOK, "/answer/renewed", "You have a new link")
	if w.opens(t, copied) || !w.opens(t, b.own()) {
		t.Error("the wrong one of the keys counts")
	}
	lost.open("/answer")
	lost.expect(http.StatusOK, "/answer", "Your answers do not open here any more")
}

func TestWhatSomebodyEnteredForOthersIsNotOpened(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.open(t, nil).ID
	entered, err := w.service.EnterResponse(t.Context(), w.council(), id, assessments.EnteredResponse{Voice: "lived", ResponseText: assessments.ResponseText{
		People: 1, Particulars: assessments.Particulars{Variant: instrument.Standard, Support: assessments.NoSupport},
	}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	link := "https://rungs.example/answer#" + id + "." + entered.ID + "." + entered.Secret.Reveal()
	b := w.browser(t)
	b.arrive(link)
	b.expect(http.StatusOK, "/answer", "These answers do not open here")
	b.refuses("/answer/arrived")
	b.open("/answer/1")
	b.expect(http.StatusOK, "/answer", "These answers do not open here")
	b.send("/answer", "link", w.passedOn(t, id))
	form := b.shown
	b.send("/answer", "link", link)
	b.shown = form // a form to go on, of another link, does not go on with this one
	b.send("/answer/arrived")
	b.expect(http.StatusConflict, "/answer/arrived", "other answers than those on this device")
}

func TestALinkAsksBeforeTheDeviceForgetsOtherAnswers(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.open(t, nil).ID
	b := w.browser(t)
	b.begin(w.link(t, id, "lived", 5))
	mine := b.own()
	copied := w.passedOn(t, id)
	b.arrive(copied)
	b.expect(http.StatusOK, "/answer", "This device has the key to other answers.", mine)
	b.open("/answer/1") // what the device has is untouched
	b.expect(http.StatusOK, "/answer/1")
	b.open("/answer")
	b.send("/answer", "words", "easy_read")
	b.expect(http.StatusOK, "/answer", "This device can open other answers too.", mine)
	b.send("/answer/arrived") // the form is the same as that of the other button
	b.expect(http.StatusOK, "/answer/renewed")
	if !w.opens(t, mine) {
		t.Error("the answers that were there are lost")
	}
	other := b.own()
	b.arrive(w.link(t, id, "lived", 5))
	b.expect(http.StatusOK, "/answer", "Go on or start again?", other)
	b.send("/answer", "words", "standard")
	b.send("/answer/keep")
	if b.own() != other {
		t.Error("the answers were changed for others")
	}
	b.arrive(w.link(t, id, "lived", 5))
	b.shown.body = strings.ReplaceAll(b.shown.body, ` action="/answer/keep"`, ` action="/answer/begin"`) // the button names it
	b.send("/answer/begin")
	b.expect(http.StatusOK, "/answer/about")
	if b.own() == other || !w.opens(t, other) {
		t.Error("no new answers were begun")
	}
}

func TestAnOlderLinkOpensWhatTheDeviceHas(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	copied := w.passedOn(t, w.open(t, nil).ID)
	b := w.browser(t)
	b.arrive(copied)
	b.send("/answer/arrived")
	own := b.own()
	for _, link := range []string{copied, own} {
		b.arrive(link)
		b.expect(http.StatusOK, "/answer", "Short breaks", own)
	}
}

// Going on elsewhere ends it here, and says so. What was just written is not lost.
func TestWhoWentOnElsewhereIsToldHere(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.open(t, nil).ID
	b := w.browser(t)
	b.begin(w.link(t, id, "lived", 5))
	mine := b.own()
	b.open("/answer/1")
	written := b.shown
	elsewhere := w.browser(t)
	elsewhere.arrive(mine)
	elsewhere.send("/answer/arrived")
	renewed := elsewhere.own()

	b.open("/answer")
	b.expect(http.StatusOK, "/answer", "Your answers do not open here any more")
	b.shown = written
	b.send("/answer/1", "answer", "4", "note", "A <long> thought", "go", "next")
	b.expect(http.StatusOK, "/answer/1", "Open your link again", `value="A <long> thought"`)
	for _, wrong := range []string{mine, "nonsense", w.passedOn(t, id), w.keys[organisation]} {
		b.send("/answer/1", keyField, wrong)
		b.expect(http.StatusOK, "/answer/1", "This link does not open the answers that you wrote here", `value="A <long> thought"`)
	}
	b.send("/answer/1", keyField, renewed)
	b.expect(http.StatusOK, "/answer/2?saved=yes")
	if got := w.kept(t, renewed); got.Notes[w.served.ladder().Questions[0].ID] != "A <long> thought" {
		t.Errorf("the note is lost: %+v", got)
	}
}

func TestWhoAnsweringBelongsToOneDeviceIsSignedOutWhole(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.open(t, nil).ID
	b := w.as(t, organisation)
	b.begin(w.link(t, id, "lived", 5))
	mine := b.own()
	b.arrive(w.passedOn(t, id)) // and a link that is not gone on with
	stolen := b.twin(w)
	b.open("/answer/hand-over")
	b.expect(http.StatusOK, "/answer/hand-over", "Take the key off this device?", mine)
	form := b.shown
	b.send("/answer/hand-over")
	b.expect(http.StatusOK, "/answer/hand-over", "The key is off this device")
	b.refuses("rung_r")
	if b.shown.header.Get("Cache-Control") != "no-store" {
		t.Error("the page is kept")
	}
	for browser, says := range map[*browser]string{b: "Open your link", stolen: "Your answers do not open here any more"} {
		browser.open("/answer/1")
		browser.expect(http.StatusOK, "/answer", says)
		browser.refuses("rung_r")
	}
	b.shown = form // pressed once more
	b.send("/answer/hand-over")
	b.expect(http.StatusForbidden, "/answer/hand-over")
	b.open("/home") // the account is not disturbed
	b.expect(http.StatusOK, "/home")
	if !w.opens(t, mine) {
		t.Error("the answers are lost")
	}
	b.arrive(mine)
	b.expect(http.StatusOK, "/answer", "Are these your answers?")
}
