package web

import (
	"html"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// link makes an invitation of the council, and returns its link. voice may be "".
func (w *world) link(t testing.TB, assessment, voice string, uses int) string {
	t.Helper()
	made, err := w.service.CreateInvitation(t.Context(), w.council(), assessment, assessments.InvitationInput{Voice: voice, Uses: &uses}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return "https://rungs.example/answer#" + made.Secrets[0].Reveal()
}

// passedOn is the link to a response that the council began itself, and passes on.
func (w *world) passedOn(t testing.TB, assessment string) string {
	t.Helper()
	begun, err := w.service.Redeem(t.Context(), assessments.ParseSecret(w.link(t, assessment, "lived", 1)), "", nil)
	if err != nil {
		t.Fatal(err)
	}
	return "https://rungs.example/answer#" + assessment + "." + begun.ID + "." + begun.Secret.Reveal()
}

// arrive opens a link, as our script and the field without it do.
func (b *browser) arrive(link string) {
	b.t.Helper()
	b.open("/answer")
	b.send("/answer", "link", link)
}

// begin opens an invitation and begins to answer.
func (b *browser) begin(link string) {
	b.t.Helper()
	b.arrive(link)
	b.expect(http.StatusOK, "/answer", "Say how it is for you")
	b.send("/answer/begin")
	b.expect(http.StatusOK, "/answer/about", "What happens when you answer")
}

var ownLink = regexp.MustCompile(`id="own-link" value="([^"]*)"`)

// own is the link that the browser shows.
func (b *browser) own() string {
	b.t.Helper()
	b.open("/answer")
	found := ownLink.FindStringSubmatch(b.shown.body)
	if found == nil {
		b.t.Fatalf("%s shows no link:\n%s", b.shown.path, b.shown.body)
	}
	return html.UnescapeString(found[1])
}

// opens tells whether a key still opens something.
func (w *world) opens(t testing.TB, link string) bool {
	t.Helper()
	_, err := w.service.Authenticate(t.Context(), assessments.ParseSecret(link))
	return err == nil
}

// kept is what is kept of the response that a link opens.
func (w *world) kept(t testing.TB, link string) assessments.ResponseText {
	t.Helper()
	caller, err := w.service.Authenticate(t.Context(), assessments.ParseSecret(link))
	if err != nil {
		t.Fatal(err)
	}
	found, err := w.service.Response(t.Context(), caller, caller.Assessment, caller.Response)
	if err != nil {
		t.Fatal(err)
	}
	return found.Text()
}

// twin is a browser with the same cookies, whose replies this one never sees.
func (b *browser) twin(w *world) *browser {
	b.t.Helper()
	other, shown := w.browser(b.t), *b.shown
	other.client.Jar.SetCookies(b.cookies().address, b.cookies().kept)
	other.address, other.shown = b.address, &shown
	return other
}

// peoplePages are those of people, and resultFiles what they may keep of a result.
var (
	peoplePages = []string{"/answer/about", "/answer/renewed", "/answer/check", "/answer/sent", "/answer/withdraw", "/answer/1", "/answer/q", "/answer/side", "/answer/begin", "/answer/arrived"}
	resultFiles = []string{"/result/table.csv", "/result/data.json", "/result/picture.svg"}
)

func TestThePagesOfPeopleAreForNobodyElse(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	made := w.open(t, nil)
	for _, role := range everyone {
		b := w.as(t, role)
		for _, path := range peoplePages {
			b.open(path)
			b.expect(http.StatusOK, "/answer", "Open your link")
		}
		for _, path := range append(resultFiles, "/result") {
			b.open(path)
			b.expect(http.StatusOK, "/result", "Open your link")
		}
	}

	// Who answers opens no page of an account, and nothing with a number that is none.
	b := w.browser(t)
	b.begin(w.link(t, made.ID, "lived", 5))
	for path, roles := range visitors {
		if !slices.Contains(roles, nobody) {
			b.open(path)
			b.expect(http.StatusOK, "/sign-in?next="+escaped(path))
		}
	}
	for _, path := range []string{"/answer/0", "/answer/17", "/answer/01", "/answer/+1", "/answer/x", "/answer/1/2", "/answer/keep", "/answer/result"} {
		b.open(path)
		if b.shown.status != http.StatusNotFound && b.shown.status != http.StatusMethodNotAllowed {
			t.Errorf("%s: %d", path, b.shown.status)
		}
	}
	b.open("/answer/side") // the invitation is used
	b.expect(http.StatusOK, "/answer", "Short breaks")
}

func TestALinkThatOpensNothingStaysInItsField(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	made := w.open(t, nil)
	link := w.link(t, made.ID, "lived", 5)
	for _, given := range []string{"", "nonsense", "%E0%A4%A", link[:len(link)-3] + "xyz", w.keys[organisation], "rung_s" + strings.Repeat("x", 38), strings.Repeat("x", 5000), `<script>alert(1)</script>`} {
		for _, page := range []string{"/answer", "/result"} {
			b := w.browser(t)
			b.open(page)
			b.send(page, "link", given)
			b.expect(http.StatusUnprocessableEntity, page, "This link does not open", `class="faults"`, `value="`+given+`"`)
			b.send(page, "words", "easy_read", "link", given)
			b.expect(http.StatusOK, page, `value="`+given+`"`)
		}
	}
	b := w.browser(t)
	b.open("/result")
	b.send("/result", "link", link)
	b.expect(http.StatusUnprocessableEntity, "/result", "This link does not open")
}

func TestALinkOpensAsProgramsPassItOn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	link := w.link(t, w.open(t, nil).ID, "lived", 50)
	for _, given := range []string{link, link + ".", link + ")", link + "%3E", link + "%20", link + "?utm_source=mail", link + "\u200b", strings.Replace(link, "rung_", "rung%5F", 1), strings.Replace(link, "rung_", `rung\_`, 1)} {
		b := w.browser(t)
		b.arrive(given)
		b.expect(http.StatusOK, "/answer", "Say how it is for you")
	}
}

func TestWhoAsksIsSaidBeforeAnythingBegins(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	made := w.open(t, func(in *assessments.AssessmentInput) { in.ClosesAt = began.AddDate(0, 1, 0) })
	b := w.browser(t)
	b.arrive(w.link(t, made.ID, "", 1))
	b.expect(http.StatusOK, "/answer", "Anytown Council asks you", "Short breaks", "Nobody has checked who Anytown Council is", "ask whoever sent you the link", "until Saturday 4 April 2026")
	if got := w.invitations(t, made.ID)[0]; got.Started() != 0 {
		t.Error("to look used something up")
	}
	b.send("/answer", "words", "easy_read")
	b.expect(http.StatusOK, "/answer", "Tell us what you think", `class="easy"`)
	b.send("/answer/begin")
	b.expect(http.StatusOK, "/answer/side", "Who are you?")
	b.send("/answer/side")
	b.expect(http.StatusUnprocessableEntity, "/answer/side", "Please pick one.", `href="#side"`)
	b.send("/answer/side", "side", "both")
	b.expect(http.StatusUnprocessableEntity, "/answer/side", "Please pick one.")
	b.send("/answer/side", "side", "learnt")
	b.expect(http.StatusOK, "/answer/about")
}

func TestADeadLinkSaysWhich(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for says, end := range map[string]func(*testing.T, string) string{
		"used as often as it can be": func(t *testing.T, id string) string {
			t.Helper()
			link := w.link(t, id, "lived", 2)
			for range 2 {
				w.browser(t).begin(link)
			}
			return link
		},
		"It was taken back.": func(t *testing.T, id string) string {
			t.Helper()
			link := w.link(t, id, "lived", 2)
			if err := w.service.RevokeInvitation(t.Context(), w.council(), id, w.invitations(t, id)[0].ID); err != nil {
				t.Fatal(err)
			}
			return link
		},
		"The questions are closed.": func(t *testing.T, id string) string {
			t.Helper()
			link := w.link(t, id, "lived", 2)
			w.close(t, id)
			return link
		},
		"The questions were called off.": func(t *testing.T, id string) string {
			t.Helper()
			link := w.link(t, id, "lived", 2)
			if _, err := w.service.CancelAssessment(t.Context(), w.council(), id); err != nil {
				t.Fatal(err)
			}
			return link
		},
	} {
		b := w.browser(t)
		b.arrive(end(t, w.open(t, nil).ID))
		b.expect(http.StatusOK, "/answer", "This link starts no more answers", says)
		b.refuses("/answer/begin")
		b.send("/answer", "words", "easy_read")
		b.expect(http.StatusOK, "/answer", "This link does not work now")
	}

	// Of a link for one person it is not told that it was used, until that is tried.
	link := w.link(t, w.open(t, nil).ID, "lived", 1)
	w.browser(t).begin(link)
	b := w.browser(t)
	b.arrive(link)
	b.expect(http.StatusOK, "/answer", "Say how it is for you")
	b.send("/answer/begin")
	b.expect(http.StatusUnprocessableEntity, "/answer/begin", "This link does not open")
	b.send("/answer", "words", "easy_read")
	b.expect(http.StatusOK, "/answer", "Open your link")
}

// A reply that is lost, or a button that is pressed twice, starts one response, and
// locks nobody out: not even with a link for one person.
func TestToBeginTwiceBeginsOnce(t *testing.T) {
	t.Parallel()
	databasetest.OnBoth(t, migrate, func(t *testing.T, database string) {
		t.Helper()
		w := worldOn(t, database)
		id := w.open(t, nil).ID
		b := w.browser(t)
		b.arrive(w.link(t, id, "lived", 1))
		lost := b.twin(w)
		lost.send("/answer/begin")
		first := lost.own()
		b.send("/answer/begin")
		b.expect(http.StatusOK, "/answer/about")
		if got := b.own(); assessments.ParseSecret(got).Reveal() != assessments.ParseSecret(first).Reveal() {
			t.Error("another response was begun")
		}
		if got := w.invitations(t, id)[0]; !got.SingleUse && got.Started() != 1 {
			t.Errorf("%d were started", got.Started())
		}
	})
}

func TestAnswersAreSavedOneByOneAndSent(t *testing.T) {
	t.Parallel()
	databasetest.OnBoth(t, migrate, func(t *testing.T, database string) {
		t.Helper()
		w := worldOn(t, database)
		id := w.open(t, nil).ID
		b := w.browser(t)
		b.begin(w.link(t, id, "lived", 5))
		link := b.own()
		b.expect(http.StatusOK, "/answer", "Questions with no answer yet: 16 of 16.")
		in := w.served.ladder()
		for n := range in.Questions {
			at := questionPage(n)
			b.open(at)
			b.refuses(`" checked`)
			b.send(at, "answer", "4", "note", map[bool]string{true: "We\r\nwere asked.\u202e"}[n == 0], "private", map[bool]string{true: "yes"}[n == 1], "go", "next")
			next := questionPage(n+1) + "?saved=yes"
			if n+1 == len(in.Questions) {
				next = "/answer/check?saved=yes"
			}
			b.expect(http.StatusOK, next, "Saved.")
		}
		b.expect(http.StatusOK, "/answer/check?saved=yes", "Check your answers", "We\nwere asked.")
		b.send("/answer/check", "change", "3", "support", "helped")
		b.expect(http.StatusOK, "/answer/3", `value="4" checked`)
		b.send("/answer/3", "answer", "5", "go", "check")
		b.expect(http.StatusOK, "/answer/check?saved=yes", `value="helped" checked`)
		b.send("/answer/check", "support", "helped", "go", "send")
		b.expect(http.StatusOK, "/answer/sent", "Thank you", "hand this device over")

		kept := w.kept(t, link)
		if kept.Answers[in.Questions[2].ID] != "5" || len(kept.Answers) != 16 || kept.Support != assessments.Helped {
			t.Errorf("kept: %+v", kept)
		}
		if diff := cmp.Diff(map[string]string{in.Questions[0].ID: "We\nwere asked."}, kept.Notes); diff != "" {
			t.Error(diff)
		}
		for _, path := range []string{"/answer", "/answer/1", "/answer/check"} { // they are past
			b.open(path)
			b.expect(http.StatusOK, "/answer/sent")
		}
	})
}
