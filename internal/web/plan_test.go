package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
)

// actions counts what is in a plan.
func (w *world) actions(t testing.TB, id string) []assessments.Action {
	t.Helper()
	plan, err := w.service.Plan(t.Context(), w.council(), id)
	if err != nil {
		t.Fatal(err)
	}
	return plan.Actions
}

// fill makes a plan as long as can be. All but the last action are kept at once, since
// each that is added saves the whole plan.
func (w *world) fill(t testing.TB, id string, nth func(n int) assessments.ActionInput) {
	t.Helper()
	err := w.service.Store.Write(t.Context(), func(tx assessments.Tx) error {
		plan, err := tx.Plan(t.Context(), id)
		if err != nil {
			return err
		}
		for n := len(plan.Actions); n < assessments.MaxActions-1; n++ {
			in := nth(n)
			plan.Actions = append(plan.Actions, assessments.Action{ID: newID(), Text: in.Text, Owner: in.Owner, State: assessments.ActionOpen})
		}
		return tx.SavePlan(t.Context(), plan)
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.service.AddAction(t.Context(), w.council(), id, nth(assessments.MaxActions-1), nil); err != nil {
		t.Fatal(err)
	}
}

func TestWhatIsWrongWithAnActionIsSaidAndKept(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.closedWith(t, five, higher)
	at := "/assessments/" + id + "/plan"
	before := len(w.actions(t, id))
	b := w.as(t, organisation)
	for name, tc := range map[string]struct {
		typed []string
		says  string
	}{
		"nothing":     {[]string{"owner", "<Sam>", "state", "open"}, "Say what is to be done."},
		"no such day": {[]string{"text", "Meet", "owner", "<Sam>", "due", "2026-02-30"}, "There is no day"},
		"no state":    {[]string{"text", "Meet", "owner", "<Sam>", "state", "maybe"}, "There is no state"},
		"too long":    {[]string{"text", strings.Repeat("a", 1001), "owner", "<Sam>"}, "1000"},
	} {
		b.open(at + "/new")
		b.send(at+"/new", tc.typed...)
		b.expect(http.StatusUnprocessableEntity, at+"/new", "There is something to put right", tc.says, `value="<Sam>"`)
		if got := len(w.actions(t, id)); got != before {
			t.Fatalf("%s: an action was added", name)
		}
	}
}

func TestAnActionIsAddedOnceChangedDoneAndTakenOut(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.closedWith(t, five, higher)
	at := "/assessments/" + id + "/plan"
	before := len(w.actions(t, id))
	b := w.as(t, organisation)
	b.open(at + "/new")
	form := b.shown
	for range 2 { // pressed twice
		b.shown = form
		b.send(at+"/new", "text", "Ask <people> first", "owner", "Sam", "due", "2026-03-05", "state", "open")
		b.expect(http.StatusOK, at, "Ask <people> first", "Who: Sam.", "By Thursday 5 March 2026.")
	}
	actions := w.actions(t, id)
	if len(actions) != before+1 {
		t.Fatalf("%d actions were added", len(actions)-before)
	}
	one := at + "/" + actions[before].ID

	w.wait(48 * time.Hour)
	b = w.as(t, organisation)
	b.open(at)
	b.expect(http.StatusOK, at, "Overdue since Thursday 5 March 2026.", "Overdue: 1.")
	if _, first, _ := strings.Cut(b.shown.body, `class="what" id="what-`); !strings.HasPrefix(first, actions[before].ID+`">Ask`) {
		t.Error("what is overdue does not come first")
	}
	b.open(one)
	stale := b.shown
	b.send(one, "text", "Ask them", "owner", "Alex", "due", "", "state", "doing")
	b.expect(http.StatusOK, at, "Ask them", "Under way", "Who: Alex.")
	b.shown = stale // another tab, that has not seen the change
	b.send(one, "text", "Mine", "owner", "Me", "due", "", "state", "open")
	b.expect(http.StatusUnprocessableEntity, one, "Somebody else changed this", `value="Me"`)
	b.send(one, "text", "Mine", "owner", "Me", "due", "", "state", "open")
	b.expect(http.StatusOK, at, "Mine")

	b.send(at)
	b.expect(http.StatusUnprocessableEntity, at, "Tick what is done first.")
	b.send(at, "done", actions[before].ID)
	b.expect(http.StatusOK, at, fmt.Sprintf("Still to do: %d. Done or given up: 1.", before))

	b.open(one + "/remove")
	b.expect(http.StatusOK, one+"/remove", "Do you want to take this out of the plan?", "Mine")
	form = b.shown
	for range 2 {
		b.shown = form
		b.send(one + "/remove")
		b.expect(http.StatusOK, at)
		b.refuses("Mine")
	}
	b.open(one)
	b.expect(http.StatusNotFound, one)
}

func TestStepsThatAreTickedBecomeActionsOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.closedWith(t, five, higher)
	at := "/assessments/" + id
	b := w.as(t, organisation)
	b.open(at + "/result")
	b.expect(http.StatusOK, at+"/result", "All of these are in your plan.", "In your plan")
	seeded := w.actions(t, id)
	for i := range seeded[:2] {
		one := at + "/plan/" + seeded[i].ID + "/remove"
		b.open(one)
		b.send(one)
	}
	b.open(at + "/result")
	b.send(at + "/result")
	b.expect(http.StatusUnprocessableEntity, at+"/result", "Tick at least one step.")
	form := b.shown
	for range 2 {
		b.shown = form
		b.send(at+"/result", "step", seeded[0].Question)
		b.expect(http.StatusOK, at+"/plan", seeded[0].Text)
	}
	b.shown = form
	b.send(at+"/result", "step", "no-such-question")
	if got := len(w.actions(t, id)); got != len(seeded)-1 {
		t.Errorf("%d actions, want %d", got, len(seeded)-1)
	}
}

func TestALongPlanIsShownInParts(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.closedWith(t, five, higher)
	w.fill(t, id, func(i int) assessments.ActionInput {
		return assessments.ActionInput{Text: fmt.Sprintf("Action %d", i), Owner: "Sam"}
	})
	at := "/assessments/" + id + "/plan"
	b := w.as(t, organisation)
	for from, want := range map[string]int{"": planLength, "?from=20": planLength, "?from=nonsense": planLength, "?from=-1": planLength, "?from=99999": planLength} {
		b.open(at + from)
		b.expect(http.StatusOK, at+from, "Still to do: 200.", "Next page")
		if got := strings.Count(b.shown.body, `name="done"`); got != want {
			t.Errorf("%s shows %d actions, want %d", from, got, want)
		}
	}
	b.open(at + "?all=yes")
	b.expect(http.StatusOK, at+"?all=yes", "Action 199")
	b.open(at + "/new")
	b.send(at+"/new", "text", "One too many", "state", "open")
	b.expect(http.StatusUnprocessableEntity, at+"/new", "as many as fit", "One too many")
}
