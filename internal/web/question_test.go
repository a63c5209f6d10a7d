package web

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// answering opens a browser of somebody who has begun to answer.
func (w *world) answering(t testing.TB, voice string, change func(*assessments.AssessmentInput)) (b *browser, assessment, link string) {
	t.Helper()
	assessment = w.open(t, change).ID
	b = w.browser(t)
	b.begin(w.link(t, assessment, voice, 5))
	return b, assessment, b.own()
}

// quietly sends the form of the first question as our script does, and returns what that is told.
func (b *browser) quietly(typed ...string) (said told) {
	b.t.Helper()
	page := b.shown
	b.send("/answer/1", append(typed, quietField, "yes")...)
	if b.shown.status == http.StatusOK {
		if err := json.Unmarshal([]byte(b.shown.body), &said); err != nil {
			b.t.Fatalf("%v in %s", err, b.shown.body)
		}
	}
	b.shown = &shown{b.shown.status, b.shown.header, page.path, page.body}
	return said
}

func TestWhatNeedsToBePutRightStaysTyped(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b, _, link := w.answering(t, "lived", nil)
	for says, typed := range map[string][]string{
		"answer": {"answer", "9"}, "note": {"note", strings.Repeat("A long note. ", 100)}, "note ": {"note", "A right-to-left\u200f\u200f mark \u2800"},
		"answer ": {"answer", "four"}, "answer  ": {"answer", "scoring"},
	} {
		b.open("/answer/1")
		b.send("/answer/1", typed...)
		if b.shown.status == http.StatusOK && strings.HasPrefix(says, "note ") {
			continue // what is not seen in it is left out, or kept as it does no harm
		}
		b.expect(http.StatusUnprocessableEntity, "/answer/1", `class="faults"`, `href="#`+strings.TrimSpace(says)+`"`)
		if typed[0] == "note" {
			b.expect(http.StatusUnprocessableEntity, "/answer/1", typed[1], "<details open>")
		}
	}
	if got := w.kept(t, link); len(got.Answers) > 0 {
		t.Errorf("kept: %+v", got.Answers)
	}
}

func TestNothingIsChosenBeforehandAndARefreshShowsWhatIsKept(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b, _, _ := w.answering(t, "learnt", nil)
	for range 2 {
		for _, variant := range []string{"standard", "easy_read"} {
			b.open("/answer/1")
			b.send("/answer/1", "words", variant)
			b.refuses(`" checked`)
		}
	}
	b.send("/answer/1", "words", "standard")
	b.expect(http.StatusOK, "/answer/1", published().WordsIn("en", "standard").Questions[published().Questions[0].ID].Learnt)
	b.send("/answer/1", "answer", "dont_know", "go", "back")
	b.expect(http.StatusOK, "/answer?saved=yes")
	b.open("/answer/1")
	b.expect(http.StatusOK, "/answer/1", `value="dont_know" checked`)
	b.send("/answer/1", "words", "easy_read", "answer", "dont_know") // in other words it is the same answer
	b.expect(http.StatusOK, "/answer/1", `name="stance" value="dont_know" checked`)
}

func TestEasyReadAsksToForOrWithFirst(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b, _, link := w.answering(t, "lived", nil)
	first := w.served.ladder().Questions[0].ID
	b.open("/answer/1")
	b.send("/answer/1", "words", "easy_read")
	if got := strings.Count(b.shown.body, `class="inside"`); got != 3 || strings.Count(b.shown.body, "hidden>") != 3 {
		t.Errorf("%d groups are inside:\n%s", got, b.shown.body)
	}
	b.send("/answer/1", "stance", "with")
	b.expect(http.StatusUnprocessableEntity, "/answer/1", "Please pick one of the answers below too.", `href="#answer"`, `id="answer"`, `data-stance="with">`)
	b.send("/answer/1", "stance", "with", "answer", "7")
	b.expect(http.StatusOK, "/answer/2?saved=yes", "Your answer is saved.")
	if got := w.kept(t, link); got.Answers[first] != "7" || got.Variant != "easy_read" {
		t.Errorf("kept: %+v", got)
	}
	b.open("/answer/1")
	b.expect(http.StatusOK, "/answer/1", `value="with" checked`, `value="7" checked`)
	b.send("/answer/1", "stance", "to", "answer", "7") // what was picked inside no longer holds
	b.expect(http.StatusUnprocessableEntity, "/answer/1", `data-stance="to">`)
	if got := w.kept(t, link).Answers; len(got) > 0 {
		t.Errorf("kept: %v", got)
	}
	b.send("/answer/1", "stance", "not_applicable", "answer", "7")
	b.expect(http.StatusOK, "/answer/2?saved=yes")
	if got := w.kept(t, link).Answers[first]; got != "not_applicable" {
		t.Errorf("kept: %v", got)
	}
}

func TestOurScriptSavesAndIsToldWhatChanged(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b, id, link := w.answering(t, "lived", nil)
	first := w.served.ladder().Questions[0].ID
	b.open("/answer/1")
	said := b.quietly("answer", "4", "note", "Hello", "private", "yes")
	if said.To != "" || said.Elsewhere || said.Fields["was"] != "4" || said.Fields["hidden"] != "yes" || said.Fields["noted"] != digestOf("Hello")[:16] {
		t.Errorf("told: %+v", said)
	}
	if said := b.quietly("answer", "4", "note", "Hello", "private", "yes"); said.Elsewhere { // nobody heard the first
		t.Errorf("told: %+v", said)
	}
	if said := b.quietly("answer", "4", "note", "Hello", "private", "yes", "go", "next"); said.To != "/answer/2" {
		t.Errorf("told: %+v", said)
	}
	if got := w.kept(t, link); got.Answers[first] != "4" || !slices.Equal(got.Private, []string{first}) {
		t.Errorf("kept: %+v", got)
	}
	if b.quietly("answer", "9"); b.shown.status != http.StatusUnprocessableEntity {
		t.Errorf("%d for what is no answer", b.shown.status)
	}
	w.close(t, id)
	if b.quietly("answer", "4"); b.shown.status != http.StatusConflict {
		t.Errorf("%d when it is closed", b.shown.status)
	}
	if b.twin(w).forget().quietly("answer", "4"); b.shown.status != http.StatusConflict {
		t.Errorf("%d when it is closed", b.shown.status)
	}
}

// forget drops the cookies of people.
func (b *browser) forget() *browser {
	kept := b.cookies()
	for _, cookie := range kept.kept {
		if cookie.Name != formCookie {
			cookie.MaxAge, cookie.Path = -1, "/"
		}
	}
	b.client.Jar.SetCookies(kept.address, kept.kept)
	return b
}

func TestOurScriptIsToldWhenNobodyIsHere(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b, _, _ := w.answering(t, "lived", nil)
	b.open("/answer/1")
	b.forget()
	b.quietly("answer", "4")
	if b.shown.status != http.StatusUnauthorized {
		t.Errorf("%d", b.shown.status)
	}
	b.send("/answer/1", "answer", "4")
	b.expect(http.StatusOK, "/answer/1", "Open your link again", `name="answer" value="4"`)
}

// Two tabs are one response: each changes what it is about, and the latest word on
// a question counts.
func TestTwoTabsAreOneResponse(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b, _, link := w.answering(t, "lived", nil)
	in := w.served.ladder()
	b.open("/answer/1")
	one := b.shown
	b.open("/answer/2")
	b.send("/answer/2", "answer", "2", "note", "Two")
	b.open("/answer/1")
	b.send("/answer/1", "answer", "1", "note", "One")
	b.expect(http.StatusOK, "/answer/2?saved=yes")
	b.shown = one // the other tab, as it was
	b.send("/answer/1", "go", "next")
	b.expect(http.StatusOK, "/answer/2", "")
	want := map[string]string{in.Questions[0].ID: "1", in.Questions[1].ID: "2"}
	if diff := cmp.Diff(want, w.kept(t, link).Answers); diff != "" {
		t.Errorf("a tab that chose nothing changed something: %s", diff)
	}
	if diff := cmp.Diff(map[string]string{in.Questions[0].ID: "One", in.Questions[1].ID: "Two"}, w.kept(t, link).Notes); diff != "" {
		t.Errorf("a tab that wrote nothing changed something: %s", diff)
	}
	b.shown = one
	b.send("/answer/1", "answer", "6", "go", "next")
	b.expect(http.StatusOK, "/answer/2?saved=elsewhere", "Somebody changed these answers on another device too.")
	want[in.Questions[0].ID] = "6"
	if diff := cmp.Diff(want, w.kept(t, link).Answers); diff != "" {
		t.Error(diff)
	}
}

func TestATeamSaysHowManyAgreedAndAnswersOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	team := func(in *assessments.AssessmentInput) { in.Answering[scoring.Learnt] = string(assessments.AsTeam) }
	b, id, link := w.answering(t, "learnt", team)
	w.enter(t, id, "learnt", 3)
	b.open("/answer/check")
	b.send("/answer/check", "people", "3", "support", "none", "go", "send")
	b.expect(http.StatusUnprocessableEntity, "/answer/check", "Answer one question at least, then send.")
	b.open("/answer/1")
	b.send("/answer/1", "answer", "4", "go", "check")
	b.expect(http.StatusOK, "/answer/check?saved=yes", "You left out 15 of 16 questions.")
	for _, wrong := range []string{"0", "10001", "1.5", "", "some"} {
		b.send("/answer/check", "people", wrong, "support", "helped", "go", "send")
		b.expect(http.StatusUnprocessableEntity, "/answer/check", "Give a whole number from 1 to 10,000.", `value="helped" checked`)
	}
	b.send("/answer/check", "people", "9", "support", "much", "go", "send")
	b.expect(http.StatusUnprocessableEntity, "/answer/check", `class="faults"`)
	b.send("/answer/check", "people", "9", "support", "helped", "go", "send")
	b.expect(http.StatusUnprocessableEntity, "/answer/check", "Your team has sent its answers already.")
	if got := w.kept(t, link); got.People != 9 || got.Support != assessments.Helped {
		t.Errorf("kept: %+v", got)
	}
}

func TestAnswersAreSentOnceHoweverOften(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b, id, _ := w.answering(t, "lived", nil)
	b.open("/answer/1")
	question := b.shown
	b.send("/answer/1", "answer", "4", "go", "check")
	form := b.shown
	for range 2 {
		b.shown = form
		b.send("/answer/check", "support", "none", "go", "send")
		b.expect(http.StatusOK, "/answer/sent", "Thank you")
	}
	b.shown = question // of before it was sent
	b.send("/answer/1", "answer", "7")
	b.expect(http.StatusOK, "/answer/sent", "Thank you")
	b.open("/answer/withdraw")
	b.expect(http.StatusOK, "/answer/withdraw", "Do you want to delete your answers?", `href="/answer/sent"`)
	withdrawal := b.shown
	b.send("/answer/withdraw")
	b.expect(http.StatusOK, "/answer/taken-back", "Your answers are deleted")
	b.shown = withdrawal
	b.send("/answer/withdraw")
	b.expect(http.StatusOK, "/answer/withdraw", "Open your link again")
	b.open("/answer/1")
	b.expect(http.StatusOK, "/answer", "Open your link")
	w.close(t, id)
}

func TestWhoIsLateIsToldAndLedToTheResult(t *testing.T) {
	t.Parallel()
	databasetest.OnBoth(t, migrate, func(t *testing.T, database string) {
		t.Helper()
		w := worldOn(t, database)
		b, id, link := w.answering(t, "lived", nil)
		b.open("/answer/1")
		form := b.shown
		b.address = worldOn(t, database).address // the service was started again meanwhile
		w.close(t, id)
		b.send("/answer/1", "answer", "4")
		b.expect(http.StatusConflict, "/answer/1", "The questions are closed")
		for _, path := range []string{"/answer", "/answer/1", "/answer/check", "/answer/sent"} {
			b.open(path)
			b.expect(http.StatusOK, path, "The questions are closed")
		}
		b.send("/answer/result")
		b.expect(http.StatusOK, "/result", "Short breaks", "Where we stand")
		for _, path := range resultFiles {
			b.open(path)
			b.expect(http.StatusOK, path)
		}
		other := w.browser(t)
		other.arrive(link)
		other.expect(http.StatusOK, "/result", "Short breaks")
		b.shown = form
		b.sendWith(http.Header{"Sec-Fetch-Site": {"cross-site"}}, "/answer/1", "answer", "4")
		b.expect(http.StatusForbidden, "/answer/1", "sent from another site")
	})
}

func TestAResultIsForWhoAnsweredAndForALink(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b, open, _ := w.answering(t, "lived", nil)
	id := w.closedWith(t, answering{people: 5, code: "3"}, answering{people: 5, code: "5", notes: map[string]string{w.served.ladder().Questions[0].ID: "A secret note"}})
	link, err := w.service.CreateLink(t.Context(), w.council(), id, began.AddDate(0, 1, 0), nil)
	if err != nil {
		t.Fatal(err)
	}
	b.open("/result")
	b.expect(http.StatusOK, "/result", "There is no result yet")
	b.send("/result", "link", "https://rungs.example/result#"+id+"."+link.Secret.Reveal())
	b.expect(http.StatusOK, "/result", "Where we stand", "Anytown Council", "The next steps", `srcset="/result/picture.svg`)
	for _, refused := range []string{"/assessments/", "/plan", "/notes", "/progress", "A secret note", `type="checkbox"`, "Put these into the plan", "rung_"} {
		b.refuses(refused)
	}
	for _, path := range resultFiles {
		b.open(path)
		b.expect(http.StatusOK, path)
		b.refuses("A secret note")
	}
	for _, path := range []string{"/assessments/" + id + "/result", "/assessments/" + id + "/notes", "/assessments/" + id + "/plan"} {
		b.open(path)
		if !strings.HasPrefix(b.shown.path, "/sign-in") {
			t.Errorf("%s leads to %s", path, b.shown.path)
		}
	}
	b.open("/answer/1") // what the device answers with is untouched
	b.expect(http.StatusOK, "/answer/1")
	w.close(t, open)
	b.open("/answer")
	b.send("/answer/result")
	b.expect(http.StatusOK, "/result", "Too few people")
	b.send("/words", "words", "easy_read")
	b.expect(http.StatusOK, "/result", `class="easy"`)
	if err := w.service.RevokeLink(t.Context(), w.council(), id, link.ID); err != nil {
		t.Fatal(err)
	}
	ended := w.browser(t)
	ended.open("/result")
	ended.send("/result", "link", link.Secret.Reveal())
	ended.expect(http.StatusUnprocessableEntity, "/result", "This link does not open")
}

func TestAFormOfOnesAnswersIsNotTakenForAnothers(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b, id, first := w.answering(t, "lived", nil)
	b.open("/answer/1")
	form := b.shown
	b.open("/answer/hand-over")
	guard := b.cookies()
	b.send("/answer/hand-over")
	b.client.Jar.SetCookies(guard.address, slices.DeleteFunc(guard.kept, func(c *http.Cookie) bool { return c.Name != formCookie }))
	b.begin(w.link(t, id, "lived", 5))
	b.shown = form
	b.send("/answer/1", "answer", "7", "note", "Mine")
	b.expect(http.StatusConflict, "/answer/1", "other answers than those on this device")
	for _, link := range []string{first, b.own()} {
		if got := w.kept(t, link); len(got.Answers) > 0 || len(got.Notes) > 0 {
			t.Errorf("kept: %+v", got)
		}
	}
	b.post(nil, "/answer/1", url.Values{"answer": {"4"}}) // without the token of this browser
	b.expect(http.StatusForbidden, "/answer/1", "This form was open for too long")
}
