package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
)

// ofAnAssessment are the pages of one assessment.
var ofAnAssessment = []string{
	"/assessments/:id", "/assessments/:id/edit", "/assessments/:id/close", "/assessments/:id/cancel",
	"/assessments/:id/invite", "/assessments/:id/invite/words", "/assessments/:id/invite/letter", "/assessments/:id/invite/:invitation/end",
	"/assessments/:id/paper", "/assessments/:id/enter",
}

// open opens an assessment for the organisation.
func (w *world) open(t testing.TB, change func(*assessments.AssessmentInput)) assessments.Assessment {
	t.Helper()
	in := ladderInput(w.ids[organisation])
	in.Title = "Short breaks"
	if change != nil {
		change(&in)
	}
	made, err := w.service.CreateAssessment(t.Context(), w.itself(), in, nil)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// itself is the organisation as a caller.
func (w *world) itself() access.Caller {
	return access.Caller{Role: organisation, PrincipalID: w.ids[organisation]}
}

// let lets the partner act for the organisation.
func (w *world) let(t testing.TB) assessments.Grant {
	t.Helper()
	grant, err := w.service.CreateGrant(t.Context(), w.itself(), w.ids[organisation], assessments.GrantInput{Partner: w.ids[partner]}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return grant
}

func TestPagesOfAnAssessmentAreForThoseWhoseItIs(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	made := w.open(t, nil)
	other := w.browser(t)
	_, key := w.newOrganisation(t, "Elsewhere")
	other.signIn(key)
	stranger, theirs, elsewhere := w.browser(t), w.as(t, organisation), w.as(t, partner)
	for _, page := range ofAnAssessment {
		path := strings.NewReplacer(":id", made.ID, ":invitation", "any").Replace(page)
		theirs.open(path)
		theirs.expect(http.StatusOK, path)
		for _, b := range []*browser{other, elsewhere} {
			b.open(path)
			b.expect(http.StatusNotFound, path, "There is no such page")
		}
		for _, role := range []access.Role{funder, operator} {
			b := w.as(t, role)
			b.open(path)
			b.expect(http.StatusForbidden, path)
		}
		stranger.open(path)
		stranger.expect(http.StatusOK, "/sign-in?next="+escaped(path))
		theirs.open(strings.Replace(page, ":id", "nothing", 1))
		theirs.expect(http.StatusNotFound, theirs.shown.path)
	}
	w.let(t)
	for _, page := range ofAnAssessment {
		path := strings.NewReplacer(":id", made.ID, ":invitation", "any").Replace(page)
		elsewhere.open(path)
		elsewhere.expect(http.StatusOK, path)
	}
}

func TestAnotherOrganisationCannotEndAnAssessment(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	made := w.open(t, nil)
	_, key := w.newOrganisation(t, "Elsewhere")
	b := w.browser(t)
	b.signIn(key)
	for _, what := range []string{"close", "cancel", "edit"} {
		path := "/assessments/" + made.ID + "/" + what
		b.open("/assessments/new")
		token := hidden.FindStringSubmatch(b.shown.body[strings.Index(b.shown.body, `action="/assessments/new"`):])[2]
		b.post(nil, path, url.Values{tokenField: {token}, "title": {"Theirs"}})
		b.expect(http.StatusNotFound, path)
	}
	now, err := w.service.Assessment(t.Context(), w.itself(), made.ID)
	if err != nil || now.State != assessments.Open || now.Title != made.Title {
		t.Errorf("it is %v, %v", now, err)
	}
}

func TestOpeningSaysWhatNeedsToBePutRightAndKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.as(t, organisation)
	for says, typed := range map[string][]string{
		"Say what it is about.":                          {"title", " "},
		"Give a day, such as":                            {"title", "A", "closes", "soon"},
		"This day is over.":                              {"title", "A", "closes", "2026-03-03"},
		"Give a number from 3 to 10":                     {"title", "A", "least_lived", "2"},
		"Give a number from 1 to 10":                     {"title", "A", "least_learnt", "0", "answering_learnt", "team"},
		"There is no scope":                              {"title", "A", "scope", "none"},
		"Give a number from 3 to 10, or leave it empty.": {"title", "A", "least_learnt", "many"},
	} {
		b.open("/assessments/new")
		b.send("/assessments/new", append([]string{"scope", "service", "instrument", "coproduction-ladder", "least_learnt", ""}, typed...)...)
		b.expect(http.StatusUnprocessableEntity, "/assessments/new", says, `class="faults"`)
		for i := 0; i < len(typed); i += 2 {
			if value := strings.TrimSpace(typed[i+1]); typed[i] != "scope" && !strings.Contains(b.shown.body, `value="`+value+`"`) {
				t.Errorf("%s: %s is lost", says, typed[i])
			}
		}
	}
	b.open("/assessments")
	b.expect(http.StatusOK, "/assessments", "You have not asked anybody yet")
}

func TestAnAssessmentIsOpenedOnceHoweverOftenTheFormIsSent(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.as(t, organisation)
	b.open("/assessments/new")
	b.expect(http.StatusOK, "/assessments/new", `value="2026-04-01"`)
	form := b.shown
	typed := []string{"title", "Short <b>breaks</b>", "scope", "service", "closes", "2026-04-01", "instrument", "coproduction-ladder"}
	b.send("/assessments/new", typed...)
	first := b.shown.path
	b.expect(http.StatusOK, first, "Short <b>breaks</b>", "Open for 28 more days, until Wednesday 1 April 2026", "At least 5 need to answer", "At least 3 need to answer")
	if strings.Contains(b.shown.body, "<b>breaks") {
		t.Error("the title is not escaped")
	}
	b.shown = form
	b.send("/assessments/new", typed...)
	b.expect(http.StatusOK, first)
	b.shown = form
	b.send("/assessments/new", "title", "Something else", "scope", "service", "instrument", "coproduction-ladder")
	b.expect(http.StatusUnprocessableEntity, "/assessments/new")
	b.open("/assessments")
	if got := strings.Count(b.shown.body, `<a href="/assessments/0`); got != 1 {
		t.Errorf("%d were opened", got)
	}
}

func TestAPartnerOpensOneForAnOrganisation(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.as(t, partner)
	b.open("/assessments/new")
	b.expect(http.StatusOK, "/organisations?next=%2Fassessments%2Fnew", "No organisation has let you act for it yet")
	w.let(t)
	_, _ = w.newOrganisation(t, "Elsewhere")
	b.open("/assessments/new")
	b.refuses("Elsewhere")
	b.send("/organisations", "organisation", w.ids[organisation])
	b.expect(http.StatusOK, "/assessments/new", "You act for Anytown Council.")
	b.send("/assessments/new", "title", "Breaks", "scope", "service", "instrument", "coproduction-ladder")
	b.expect(http.StatusOK, b.shown.path, "You act for Anytown Council.", "Open until you close it")
	b.open("/assessments")
	b.expect(http.StatusOK, "/assessments", "Breaks", "You act for Anytown Council.")
}

func TestAnOpenAssessmentIsChanged(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	made := w.open(t, func(in *assessments.AssessmentInput) { in.ClosesAt = began.Add(72 * time.Hour) })
	page := "/assessments/" + made.ID
	b := w.as(t, organisation)
	b.open(page + "/edit")
	form := b.shown
	b.send(page+"/edit", "title", "", "closes", "2026-03-01")
	b.expect(http.StatusUnprocessableEntity, page+"/edit", "Say what it is about.", "This day is over.", `value="2026-03-01"`)
	b.shown = form
	for range 2 { // pressed twice
		b.shown = form
		b.send(page+"/edit", "title", "Longer breaks", "closes", "2026-03-05")
		b.expect(http.StatusOK, page, "Longer breaks", "Open until tomorrow, Thursday 5 March 2026")
	}
	b.shown = form
	b.send(page+"/edit", "title", "Older", "closes", "")
	b.expect(http.StatusUnprocessableEntity, page+"/edit", "Somebody changed this", `value="Older"`)
	b.send(page+"/edit", "title", "Older", "closes", "")
	b.expect(http.StatusOK, page, "Older", "Open until you close it")
}

func TestClosingSaysWhatIsLostAndIsDoneOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	made := w.open(t, func(in *assessments.AssessmentInput) { in.Answering[1] = "team" })
	page := "/assessments/" + made.ID
	b := w.as(t, organisation)
	b.open(page + "/close")
	b.expect(http.StatusOK, page+"/close", "Too few have answered on both sides")
	w.enter(t, made.ID, "learnt", 4)
	b.open(page)
	b.expect(http.StatusOK, page, "Yes, enough.", "Not yet. At least")
	b.open(page + "/close")
	b.expect(http.StatusOK, page+"/close", "People with lived experience: too few have answered")
	b.refuses("Staff: too few")
	form := b.shown
	for range 2 {
		b.shown = form
		b.send(page + "/close")
		b.expect(http.StatusOK, page, "Closed on Wednesday 4 March 2026", page+"/result")
	}
	for _, what := range []string{"/edit", "/close", "/cancel"} {
		b.open(page + what)
		b.expect(http.StatusOK, page, "Closed on")
	}
	b.shown = form
	b.post(nil, page+"/cancel", formOf(form, page+"/close"))
	b.expect(http.StatusConflict, page+"/cancel", "can no longer be cancelled")
}

func TestCallingOffDeletesTheAnswers(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	made := w.open(t, nil)
	page := "/assessments/" + made.ID
	b := w.as(t, organisation)
	b.open(page + "/cancel")
	b.expect(http.StatusOK, page+"/cancel", "All answers are deleted for good")
	form := b.shown
	for range 2 {
		b.shown = form
		b.send(page + "/cancel")
		b.expect(http.StatusOK, page, "Called off on", "All answers are gone")
	}
}

// formOf is what a form on a page would send.
func formOf(page *shown, action string) url.Values {
	_, after, _ := strings.Cut(page.body, `action="`+action+`"`)
	values := url.Values{}
	for _, field := range hidden.FindAllStringSubmatch(after, -1) {
		values.Add(field[1], field[2])
	}
	return values
}

// enter enters an answer to every question.
func (w *world) enter(t testing.TB, assessment, voice string, people int) {
	t.Helper()
	in := assessments.EnteredResponse{Voice: voice, State: assessments.Submitted, ResponseText: assessments.ResponseText{
		People: people, Answers: map[string]string{}, Particulars: assessments.Particulars{Variant: "standard", Support: assessments.NoSupport},
	}}
	for _, q := range w.served.ladder().Questions {
		in.Answers[q.ID] = fmt.Sprint(people)
	}
	if _, err := w.service.EnterResponse(t.Context(), w.itself(), assessment, in, nil); err != nil {
		t.Fatal(err)
	}
}
