package web

import (
	"html"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/internal/edge"
)

// council is the caller of the organisation that every world has.
func (w *world) council() access.Caller {
	return access.Caller{Role: organisation, PrincipalID: w.ids[organisation]}
}

// opened opens an assessment of an organisation.
func (w *world) opened(t testing.TB, caller access.Caller) string {
	t.Helper()
	a, err := w.service.CreateAssessment(t.Context(), caller, ladderInput(caller.PrincipalID), nil)
	if err != nil {
		t.Fatal(err)
	}
	return a.ID
}

// answering is how a side answers: so many people, all with the same code, but for some
// questions.
type answering struct {
	people int
	code   string
	but    map[string]string
	notes  map[string]string
}

// closedWith closes an assessment of the council that both sides answered.
func (w *world) closedWith(t testing.TB, lived, learnt answering) string {
	t.Helper()
	id := w.opened(t, w.council())
	in := w.served.ladder()
	for voice, from := range map[string]answering{"lived": lived, "learnt": learnt} {
		for range from.people {
			answers := map[string]string{}
			for _, q := range in.Questions {
				answers[q.ID] = from.code
				if other := from.but[q.ID]; other != "" {
					answers[q.ID] = other
				}
			}
			entered := assessments.EnteredResponse{Voice: voice, State: assessments.Submitted, ResponseText: assessments.ResponseText{
				People: 1, Answers: answers,
				Particulars: assessments.Particulars{Notes: from.notes, Variant: instrument.Standard, Support: assessments.NoSupport},
			}}
			if _, err := w.service.EnterResponse(t.Context(), w.council(), id, entered, nil); err != nil {
				t.Fatal(err)
			}
		}
	}
	w.close(t, id)
	return id
}

func (w *world) close(t testing.TB, id string) {
	t.Helper()
	if _, err := w.service.CloseAssessment(t.Context(), w.council(), id); err != nil {
		t.Fatal(err)
	}
}

var (
	five   = answering{people: 5, code: "3"}
	higher = answering{people: 5, code: "5"}
)

// triedHere are the addresses of one assessment that tests of their own try.
var triedHere = []string{
	"/assessments/:id/result", "/assessments/:id/result/links", "/assessments/:id/result/links/:link/end", "/assessments/:id/result/table.csv",
	"/assessments/:id/result/data.json", "/assessments/:id/result/picture.svg", "/assessments/:id/report", "/assessments/:id/report/easy",
	"/assessments/:id/plan", "/assessments/:id/plan/new", "/assessments/:id/plan/:action", "/assessments/:id/plan/:action/remove", "/assessments/:id/notes", "/assessments/:id/closing.ics",
}

// ofResults are the pages of a closed assessment, below its address.
var ofResults = []string{"/result", "/result/links", "/notes", "/plan", "/plan/new", "/report", "/report/easy"}

func TestResultPagesForEveryRoleAndAStranger(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	at := "/assessments/" + w.closedWith(t, five, higher)
	plan, err := w.service.Plan(t.Context(), w.council(), strings.TrimPrefix(at, "/assessments/"))
	if err != nil {
		t.Fatal(err)
	}
	w.let(t)
	_, other := w.newOrganisation(t, "Another")
	pages := append(slices.Clone(ofResults), "/plan/"+plan.Actions[0].ID, "/plan/"+plan.Actions[0].ID+"/remove")
	for _, role := range everyone {
		b := w.as(t, role)
		for _, page := range pages {
			b.open(at + page)
			switch role {
			case organisation, partner:
				b.expect(http.StatusOK, at+page)
			case nobody:
				b.expect(http.StatusOK, "/sign-in?next="+escaped(at+page))
			default:
				b.expect(http.StatusForbidden, at+page)
			}
		}
	}
	another := w.browser(t)
	another.signIn(other)
	for _, page := range append(pages, "/result/table.csv", "/result/data.json", "/result/picture.svg", "/result/links/x/end") {
		another.open(at + page)
		another.expect(http.StatusNotFound, at+page, "There is no such page")
		b := w.as(t, organisation)
		b.open("/assessments/nothing" + page)
		b.expect(http.StatusNotFound, "/assessments/nothing"+page)
	}
}

func TestAnOpenOrCancelledAssessmentHasNoResultYet(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	open, cancelled := w.opened(t, w.council()), w.opened(t, w.council())
	if _, err := w.service.CancelAssessment(t.Context(), w.council(), cancelled); err != nil {
		t.Fatal(err)
	}
	b := w.as(t, organisation)
	for _, page := range ofResults {
		b.open("/assessments/" + open + page)
		b.expect(http.StatusOK, "/assessments/"+open+page, "There is no result yet")
		b.open("/assessments/" + cancelled + page)
		b.expect(http.StatusOK, "/assessments/"+cancelled+page, "There is no result yet", "deleted")
	}
}

func TestAResultInItsOrder(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	at := "/assessments/" + w.closedWith(t, five, higher)
	b := w.as(t, organisation)
	b.open(at + "/result")
	b.expect(http.StatusOK, at+"/result", "Answered: 5.", "You do things for people. Your nearest rung is Informing.", "Few people answered.",
		"typed in for people with lived experience: 5 of 5", "The groups are small",
		"Equality, Diversity, Accessibility, Reciprocity: people with lived experience see Informing. Staff see Engagement. Talk about this first.",
		"What do the ones see that the others do not?", "You stand on the same rung everywhere: Informing.", "sha256:")
	last := -1
	for _, part := range []string{"Where we stand", "The picture", "Where the two sides differ", "What holds us here", "The next steps", "The same by area", "Three questions to talk about together", "The numbers", "Go on from here", "Receipt"} {
		at := strings.Index(html.UnescapeString(b.shown.body), part)
		if at < last {
			t.Errorf("%q comes too early", part)
		}
		last = at
	}
	b.send("/words", "words", "easy_read")
	b.expect(http.StatusOK, at+"/result", "Your step may be this: Informing.", "Three things to talk about", "Why do you see it in different ways?")
}

func TestAResultOfOneSideOrNone(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.as(t, organisation)
	for _, tc := range []struct {
		lived, learnt answering
		says          []string
		not           string
	}{
		{answering{}, higher, []string{"This is a staff view only.", "Too few people with lived experience have answered.", "Rung they see"}, "Agreed rung"},
		{five, answering{}, []string{"Only people with lived experience speak here.", "Too few staff have answered.", "Not heard"}, "Agreed rung"},
		{answering{}, answering{}, []string{"There is nothing to show yet."}, "picture.svg?width"},
		{answering{people: 10, code: "5", but: map[string]string{"diversity-review": "dont_know"}}, answering{people: 10, code: "5"}, []string{"What people do not know", "Agreed rung"}, "The groups are small"},
	} {
		at := "/assessments/" + w.closedWith(t, tc.lived, tc.learnt)
		b.open(at + "/result")
		b.expect(http.StatusOK, at+"/result", tc.says...)
		b.refuses(tc.not)
		for _, page := range []string{"/report", "/report/easy", "/plan", "/notes"} {
			b.open(at + page)
			b.expect(http.StatusOK, at+page)
		}
	}
}

func TestAResultIsSavedAsAFile(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	at := "/assessments/" + w.closedWith(t, five, higher) + "/result/"
	b := w.as(t, organisation)
	for file, want := range map[string][2]string{
		"table.csv": {"text/csv; charset=utf-8", "notice,assessment"}, "data.json": {"application/json", `"receipt"`},
		"table.csv?bom=1":      {"text/csv; charset=utf-8", "\ufeffnotice,assessment"},
		"picture.svg?save=yes": {"image/svg+xml", `width="960"`}, "picture.svg?width=phone": {"image/svg+xml", `width="360"`},
	} {
		b.open(at + file)
		if got := b.shown.header.Get("Content-Type"); b.shown.status != http.StatusOK || got != want[0] || !strings.Contains(b.shown.body, want[1]) {
			t.Errorf("%s: %d %s %.80s", file, b.shown.status, got, b.shown.body)
		}
		if saved := strings.Contains(b.shown.header.Get("Content-Disposition"), "attachment"); saved == strings.Contains(file, "phone") {
			t.Errorf("%s is a file to keep: %v", file, saved)
		}
	}
}

func TestNotesAreShownWithoutWhoWroteThemAndTenAtATime(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	talking := answering{people: 6, code: "3", notes: map[string]string{"equality-culture": "<b>We</b> were asked", "equality-review": "late"}}
	at := "/assessments/" + w.closedWith(t, talking, higher) + "/notes"
	b := w.as(t, organisation)
	b.open(at)
	b.expect(http.StatusOK, at, "<b>We</b> were asked", "Next page", "Nobody can tell who wrote them")
	if strings.Contains(b.shown.body, "<b>We") {
		t.Error("a note is not escaped")
	}
	if got := strings.Count(b.shown.body, "<blockquote>"); got != 10 {
		t.Errorf("%d notes, want 10", got)
	}
	few := "/assessments/" + w.closedWith(t, answering{people: 3, code: "3", notes: map[string]string{"equality-culture": "alone"}}, higher) + "/notes"
	b.open(few)
	b.expect(http.StatusOK, few, "There are no notes to show")
}

func TestAFormOfAResultFromAnotherSiteDoesNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.closedWith(t, five, higher)
	at := "/assessments/" + id
	b := w.as(t, organisation)
	for _, form := range []string{"/plan/new", "/result/links"} {
		b.open(at + form)
		b.sendWith(http.Header{"Sec-Fetch-Site": {"cross-site"}}, at+form, "text", "Planted", "days", "30")
		b.expect(http.StatusForbidden, at+form)
	}
	b.open(at + "/plan")
	b.refuses("Planted")
}

func TestALinkIsMadeOnceShownOnceAndEnded(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(underneath *edge.Options, _ *Options) { underneath.PublicURL = "http://rungs.example.org" })
	at := "/assessments/" + w.closedWith(t, five, higher) + "/result/links"
	b := w.as(t, organisation)
	b.open(at)
	b.expect(http.StatusOK, at, "You have made none yet.")
	b.send(at, "days", "")
	b.expect(http.StatusUnprocessableEntity, at, "Choose how long the link should work.")
	form := b.shown
	b.send(at, "days", "7")
	b.expect(http.StatusOK, at, "Here is the link", "http://rungs.example.org/result#", "Wednesday 11 March 2026")
	if got := b.shown.header.Get("Cache-Control"); got != "no-store" {
		t.Errorf("the page with the link may be kept: %s", got)
	}
	b.shown = form
	b.send(at, "days", "7")
	b.expect(http.StatusOK, at, "This link was made before")
	b.refuses("rung_r")
	b.open(at)
	b.expect(http.StatusOK, at, "It works until Wednesday 11 March 2026.")
	if got := strings.Count(b.shown.body, "/end\""); got != 1 {
		t.Fatalf("%d links, want 1", got)
	}
	_, after, _ := strings.Cut(b.shown.body, `href="`+at+"/")
	end, _, _ := strings.Cut(after, `"`)
	b.open(at + "/" + end)
	b.expect(http.StatusOK, at+"/"+end, "Do you want to end this link?")
	b.send(at + "/" + end)
	b.expect(http.StatusOK, at, "You ended it")
	b.refuses("/end\"")
}

func TestProgressSaysWhatChangedOrWhyNot(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.as(t, organisation)
	b.open("/progress")
	b.expect(http.StatusOK, "/progress", "There is no result yet")
	w.closedWith(t, five, five)
	b.open("/progress")
	b.expect(http.StatusOK, "/progress", "This is the first.", "When there are two results or more")
	w.wait(365 * 24 * time.Hour)
	b = w.as(t, organisation)
	w.closedWith(t, higher, higher)
	b.open("/progress")
	b.expect(http.StatusOK, "/progress", "Rungs up: 2.", "That is a clear change.", `class="chart"`)
	w.wait(time.Hour / 2)
	w.closedWith(t, answering{}, higher)
	b.open("/progress")
	b.expect(http.StatusOK, "/progress", "It cannot be compared with the one before.", "This is a staff view only.", "Staff view only")

	p := w.as(t, partner)
	p.open("/progress?organisation=" + w.ids[organisation])
	p.expect(http.StatusOK, "/organisations?next=%2Fprogress", "No organisation has let you act for it yet")
	p.refuses("Anytown Council")
	w.let(t)
	p.open("/progress")
	p.send("/organisations", "organisation", w.ids[organisation])
	p.expect(http.StatusOK, "/progress", "You act for Anytown Council.", "Rungs up: 2.")
}
