package web

import (
	"net/http"
	"strings"
	"testing"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
)

// ladderInput opens an assessment with the ladder.
func ladderInput(organisation string) assessments.AssessmentInput {
	return assessments.AssessmentInput{
		Organisation: organisation, Instrument: "coproduction-ladder", Scope: "service", SetupInput: assessments.SetupInput{Title: "Short breaks"},
	}
}

func TestAFewQuestionsGiveAResult(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.browser(t)
	b.open("/try")
	b.expect(http.StatusOK, "/try", "Which side do you speak from?")
	b.open("/try?side=lived")
	if got := strings.Count(b.shown.body, `<fieldset class="question"`); got != 4 {
		t.Errorf("%d questions", got)
	}
	b.send("/try/result", "equality-culture", "7", "diversity-culture", "dont_know")
	b.expect(http.StatusOK, "/try/result", "Where your answers stand", "Co-production", "one person with lived experience")
	b.send("/try/result", "words", "easy_read")
	b.expect(http.StatusOK, "/try/result", `class="easy"`, "What your answers mean")
	if cookies := b.cookies().kept; len(cookies) != 1 || cookies[0].Name != wordsCookie {
		t.Errorf("trying leaves the cookies %v", cookies)
	}
}

func TestAllQuestionsGiveTheRung(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for side, wants := range map[string][2]string{"lived": {"6", "Co-design"}, "learnt": {"7", "Engagement"}} { // without the lived voice nobody passes that
		b := w.browser(t)
		b.open("/try/all?side=" + side)
		for range 4 {
			b.expect(b.shown.status, b.shown.path, `<progress`)
			b.send("/try/all", b.chooseAll(wants[0])...)
		}
		b.expect(http.StatusOK, "/try/all", "Where you stand, as you see it", `<strong>`+wants[1]+`.</strong>`, "You are here")
	}
}

// chooseAll chooses an answer to each question that is shown, and goes on.
func (b *browser) chooseAll(code string) []string {
	typed := []string{"go", "next"}
	for _, q := range published().Questions {
		if strings.Contains(b.shown.body, `id="`+q.ID+`"`) {
			typed = append(typed, q.ID, code)
		}
	}
	return typed
}

// published is the newest ladder.
func published() *instrument.Instrument {
	catalogue, err := instrument.Published()
	if err != nil {
		panic(err)
	}
	return catalogue.Find("coproduction-ladder", "")
}

func TestGoingBackKeepsTheAnswers(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.browser(t)
	b.open("/try/all?side=learnt")
	b.send("/try/all", "equality-culture", "3", "go", "next")
	b.send("/try/all", "diversity-culture", "4", "go", "back")
	b.expect(http.StatusOK, "/try/all", `name="diversity-culture" value="4"`)
	if !strings.Contains(b.shown.body, `name="equality-culture" value="3" checked`) {
		t.Error("the answer is not chosen any more")
	}
}

func TestNonsenseIsNoAnswer(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.browser(t)
	b.open("/try?side=lived")
	form := b.shown
	for _, typed := range [][]string{{}, {"equality-culture", "8"}, {"equality-culture", "<b>"}, {"nothing", "1"}} {
		b.shown = form
		b.send("/try/result", typed...)
		b.expect(http.StatusUnprocessableEntity, "/try/result", "Answer one question at least.")
	}
	b.post(nil, "/try/result", map[string][]string{"side": {"neither"}, "equality-culture": {"1"}})
	b.expect(http.StatusOK, "/try/result", "Which side do you speak from?")
	b.post(nil, "/try/all", map[string][]string{"side": {"lived"}, "step": {"99999999999999999999"}, "go": {"back"}})
	b.expect(http.StatusOK, "/try/all", "Part 1 of 4")
}
