package web

import (
	"html"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// senders says who may send the form at an address; nil is for everybody.
func senders(path string) []access.Role {
	their := []access.Role{organisation, partner}
	if roles, there := visitors[path]; there && !slices.Equal(roles, everyone) {
		return roles
	}
	if roles, there := ofSomebody[path]; there {
		return roles
	}
	if of, there := ofSomething[path]; there {
		return of.roles
	}
	if strings.HasPrefix(path, "/assessments/:id") {
		return their
	}
	return nil
}

// sent are the addresses of all forms, filled with what there is.
func (w *world) sent(t testing.TB) map[string]string {
	t.Helper()
	open, closed := w.open(t, nil), w.closedWith(t, five, higher)
	action := w.actions(t, closed)[0].ID
	made := map[string]string{}
	for _, route := range w.edge.Routes() {
		if route.Method != http.MethodPost {
			continue
		}
		of := open.ID
		if strings.Contains(route.Path, "/result") || strings.Contains(route.Path, "/plan") {
			of = closed
		}
		if !strings.HasPrefix(route.Path, "/assessments/") {
			of = w.ids[organisation]
		}
		made[route.Path] = strings.NewReplacer(":id", of, ":action", action, ":key", nowhere, ":grant", nowhere, ":link", nowhere, ":invitation", nowhere, ":period", "2026").Replace(route.Path)
	}
	return made
}

// token returns the token of the forms of a browser.
func (b *browser) token() string {
	b.t.Helper()
	b.open("/start")
	return hidden.FindStringSubmatch(b.shown.body[strings.Index(b.shown.body, `action="/start"`):])[2]
}

func TestNoFormIsTakenFromAnotherSiteOrAnotherRole(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	forms, before := w.sent(t), w.organisationOf(t, w.ids[organisation])
	if len(forms) < 40 {
		t.Fatalf("there are %d forms only", len(forms))
	}
	b := w.as(t, organisation)
	typed := url.Values{"name": {before.Name}, "sure": {"yes"}, tokenField: {b.token()}}
	for _, address := range forms {
		b.post(http.Header{"Sec-Fetch-Site": {"cross-site"}}, address, typed)
		b.expect(http.StatusForbidden, address, "This form was sent from another site.")
	}
	for _, role := range everyone {
		b := w.as(t, role)
		typed.Set(tokenField, b.token())
		for pattern, address := range forms {
			may := senders(pattern)
			if may == nil || slices.Contains(may, role) {
				continue
			}
			b.post(nil, address, typed)
			if role == nobody {
				b.expect(http.StatusOK, address, "You were signed out")
				continue
			}
			b.expect(http.StatusForbidden, address, "This is not open to you")
		}
	}
	if after := w.organisationOf(t, before.ID); after.Revision != before.Revision {
		t.Error("a form changed the organisation")
	}
	found, err := w.service.Assessments(t.Context(), w.itself(), assessments.AssessmentFilter{States: []assessments.AssessmentState{assessments.Open}}, access.Page{Limit: 9})
	if err != nil || len(found.Items) != 1 {
		t.Errorf("%d assessments are open, %v", len(found.Items), err)
	}
}

// Each form that is typed into keeps that, when it is sent after its session ended, and
// goes on with it once.
func TestNoFormLosesWhatWasTypedWhenASessionEnds(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	open, closed := "/assessments/"+w.open(t, nil).ID, w.closedWith(t, five, higher)
	plan, before := "/assessments/"+closed+"/plan", len(w.actions(t, closed))
	question := w.served.ladder().Questions[0].ID
	w.declare(t, "Community grants")
	const name = `"Typed" <b>for</b> long`
	for _, form := range []struct {
		path  string
		typed []string
		to    string // how the address begins that it leads to
	}{
		{"/details", []string{"name", "Anytown Council", "identifiers", "", "contact", name}, "/details?saved=yes"},
		{"/assessments/new", []string{"title", name, "scope", "service", "instrument", "coproduction-ladder"}, "/assessments/0"},
		{open + "/edit", []string{"title", name, "closes", ""}, open},
		{open + "/enter?side=lived", []string{question, "4", "note-" + question, name, "support", "none", "variant", "standard"}, open + "/enter?kept=yes"},
		{plan + "/new", []string{"text", name, "state", "open"}, plan},
		{plan + "/" + w.actions(t, closed)[0].ID, []string{"text", name, "state", "doing"}, plan},
		{"/keys/new", []string{"name", name, "access", "full"}, "/keys/new"},
		{"/sharing/new", []string{"purpose", "programme", "code", name}, "/sharing/new"},
	} {
		b := w.as(t, organisation)
		b.open(form.path)
		w.wait(assessments.QuietSession)
		address, _, _ := strings.Cut(form.path, "?")
		b.send(address, form.typed...)
		b.expect(http.StatusOK, address, "You were signed out", html.UnescapeString(name))
		if strings.Contains(b.shown.body, "<b>for") {
			t.Errorf("%s: what was typed is not escaped", address)
		}
		again := b.shown
		b.send(address, keyField, w.keys[organisation])
		if b.shown.status >= 500 || !strings.HasPrefix(b.shown.path, form.to) || strings.Contains(b.shown.body, "You were signed out") {
			t.Errorf("%s went on to %s: %d", address, b.shown.path, b.shown.status)
		}
		b.shown = again // pressed once more
		b.send(address, keyField, w.keys[organisation])
		if b.shown.status >= 500 {
			t.Errorf("%s, sent twice: %d", address, b.shown.status)
		}
	}
	if got := len(w.actions(t, closed)); got != before+1 {
		t.Errorf("%d actions were added, want one", got-before)
	}
	found, err := w.service.Assessments(t.Context(), w.itself(), assessments.AssessmentFilter{States: []assessments.AssessmentState{assessments.Open}}, access.Page{Limit: 9})
	if err != nil || len(found.Items) != 2 {
		t.Errorf("%d assessments are open, want one more than before: %v", len(found.Items), err)
	}
}

// Names of two hundred characters, and no page falls apart: see the browser's tests for
// how they look.
func TestNamesOfTwoHundredCharactersAreTakenAndShown(t *testing.T) {
	t.Parallel()
	databasetest.OnBoth(t, migrate, func(t *testing.T, database string) {
		t.Helper()
		w := worldOn(t, database)
		for _, letter := range []string{"W", "é", "😀", "&"} {
			name := strings.Repeat(letter, 200)
			b := w.browser(t)
			b.open("/start")
			b.send("/start", "name", name+letter)
			b.expect(http.StatusUnprocessableEntity, "/start", "Use at most 200.")
			b.send("/start", "name", name)
			b.send("/start/key", "kept", "yes")
			b.expect(http.StatusOK, "/home", name)
			b.open("/assessments/new")
			b.send("/assessments/new", "title", name, "scope", "service", "instrument", "coproduction-ladder")
			b.expect(http.StatusOK, b.shown.path, name)
			at := b.shown.path
			for _, page := range []string{"/edit", "/invite", "/invite/words", "/invite/letter", "/paper", "/paper?side=lived", "/enter?side=lived", "/close", "/cancel", "/result"} {
				b.open(at + page)
				b.expect(http.StatusOK, at+page)
			}
			b.open("/keys/new")
			b.send("/keys/new", "name", name, "access", "read")
			b.send("/keys/made", "kept", "yes")
			b.expect(http.StatusOK, "/keys", name)
		}
	})
}

// A plan as long as can be, in the longest words there are, stays small on every page.
func TestAPlanInLongWordsStaysSmall(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.closedWith(t, five, higher)
	w.fill(t, id, func(int) assessments.ActionInput {
		return assessments.ActionInput{Text: strings.Repeat("😀", 1000), Owner: strings.Repeat("é", 200)}
	})
	b := w.as(t, organisation)
	for _, page := range []string{"/plan", "/plan?from=100", "/plan?all=yes", "/plan?all=yes&from=100", "/report", "/report/easy", "/result"} {
		b.open("/assessments/" + id + page)
		b.expect(http.StatusOK, "/assessments/"+id+page)
	}
	b.open("/assessments/" + id + "/plan?all=yes")
	b.expect(http.StatusOK, b.shown.path, `rel="next"`)
}
