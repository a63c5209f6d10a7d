package web

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
)

func TestTheLastDayIsPutInACalendar(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.as(t, organisation)
	without := "/assessments/" + w.open(t, nil).ID
	b.open(without)
	b.refuses("closing.ics")
	b.open(without + "/closing.ics")
	b.expect(http.StatusNotFound, without+"/closing.ics")
	made := w.open(t, func(in *assessments.AssessmentInput) {
		in.Title, in.ClosesAt = "Breaks; and, more", began.Add(72*time.Hour)
	})
	page := "/assessments/" + made.ID
	for _, from := range []string{page, page + "/invite/letter"} {
		b.open(from)
		b.expect(http.StatusOK, from, `href="`+page+`/closing.ics"`, "Put the last day in your calendar")
	}
	b.open(page + "/closing.ics")
	if got := b.shown; got.status != http.StatusOK || got.header.Get("Content-Type") != "text/calendar; charset=utf-8" ||
		!strings.Contains(got.body, `Breaks\; and\, more`) || !strings.Contains(got.header.Get("Content-Disposition"), "attachment") {
		t.Errorf("%d %v\n%s", got.status, got.header, got.body)
	}
	other := w.browser(t)
	_, key := w.newOrganisation(t, "Elsewhere")
	other.signIn(key)
	other.open(page + "/closing.ics")
	other.expect(http.StatusNotFound, page+"/closing.ics", "There is no such page")
}
