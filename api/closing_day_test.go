package api_test

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestTheLastDayComesForACalendar(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	open := w.fill(t, "/v1/assessments/{id}")
	path := open + "/closing.ics"
	requireProblem(t, w.as(t, owner).Get(path), http.StatusNotFound) // it has none yet
	requireProblem(t, w.as(t, owner).Get(path, "Accept: application/json"), http.StatusNotAcceptable)
	last := w.service.Now().Add(72 * time.Hour).UTC()
	change := `{"title":"Breaks; and, more","closes_at":"` + last.Format(time.RFC3339) + `"}`
	requireStatus(t, w.as(t, owner).Patch(open, []byte(change), "If-Match: *"), http.StatusOK)
	requireProblem(t, w.as(t, owner).Get(path+"?variant=hard"), http.StatusBadRequest)
	got := requireStatus(t, w.as(t, partner).Get(path), http.StatusOK)
	for _, line := range []string{"DTSTART:" + last.Format("20060102T150405Z"), `Breaks\; and\, more`, "STATUS:CONFIRMED"} {
		if !strings.Contains(string(got.Body), line) {
			t.Errorf("there is no %q in\n%s", line, got.Body)
		}
	}
	if got.Header.Get("Content-Type") != "text/calendar; charset=utf-8" || !strings.Contains(got.Header.Get("Content-Disposition"), ".ics") || got.Header.Get("Content-Language") != "en" {
		t.Errorf("headers: %v", got.Header)
	}
	if again := w.as(t, owner).Get(path, "If-None-Match: "+got.Header.Get("ETag")); again.Status != http.StatusNotModified {
		t.Errorf("the same again: %d", again.Status)
	}
	requireStatus(t, w.as(t, owner).Post(open+"/cancel", nil), http.StatusOK)
	if got := requireStatus(t, w.as(t, owner).Get(path), http.StatusOK); !strings.Contains(string(got.Body), "STATUS:CANCELLED") {
		t.Errorf("called off:\n%s", got.Body)
	}
}
