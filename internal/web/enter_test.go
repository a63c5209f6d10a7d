package web

import (
	"net/http"
	"strings"
	"testing"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

func TestTypingInSaysWhatNeedsToBePutRight(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	made := w.open(t, func(in *assessments.AssessmentInput) { in.Answering[1] = "team" })
	page, first := "/assessments/"+made.ID+"/enter", w.served.ladder().Questions[0].ID
	b := w.as(t, organisation)
	for says, typed := range map[string][]string{
		"There is no answer yet.":             {"side", "lived", "support", "none", "variant", "standard"},
		"Say whether somebody helped.":        {"side", "lived", first, "3", "variant", "standard"},
		"There is no support":                 {"side", "lived", first, "3", "variant", "standard", "support", "much"},
		"There is no variant":                 {"side", "lived", first, "3", "variant", "loud", "support", "none"},
		"Give the number of people, from 1.":  {"side", "learnt", first, "3", "variant", "standard", "support", "none", "people", "0"},
		"Give the number of people, from 1. ": {"side", "learnt", first, "3", "variant", "standard", "support", "none", "people", "some"},
		"There is something to put right":     {"side", "lived", first, "9", "variant", "standard", "support", "none"},
	} {
		b.open(page + "?side=" + typed[1])
		b.send(page, typed...)
		b.expect(http.StatusUnprocessableEntity, page, strings.TrimSpace(says), `class="faults"`)
		if typed[2] == first && typed[3] == "3" && !strings.Contains(b.shown.body, `<option value="3" selected>`) {
			t.Errorf("%s: the answer is lost", says)
		}
	}
	b.open(page)
	b.expect(http.StatusOK, page, "Whose answers do you want to type in?")
	b.open(page + "?side=none")
	b.expect(http.StatusOK, page+"?side=none", "Whose answers do you want to type in?")
}

// What people wrote on paper is typed in, and shown with the result like other notes.
func TestANoteOnPaperIsTypedIn(t *testing.T) {
	t.Parallel()
	databasetest.OnBoth(t, migrate, func(t *testing.T, database string) {
		t.Helper()
		w := worldOn(t, database)
		made := w.open(t, nil)
		page := "/assessments/" + made.ID
		b := w.as(t, organisation)
		all := []string{"variant", "standard", "support", "none"}
		first := w.served.ladder().Questions[0].ID
		for _, q := range w.served.ladder().Questions {
			all = append(all, q.ID, "4")
		}
		b.open(page + "/enter?side=lived")
		b.expect(http.StatusOK, page+"/enter?side=lived", "What they wrote to question 16")
		form := b.shown
		for note, says := range map[string]string{strings.Repeat("é", 1001): "Use at most 1000.", "a\x00b": "nobody can see"} {
			b.shown = form
			b.send(page+"/enter", append(all, "note-"+first, note)...)
			b.expect(http.StatusUnprocessableEntity, page+"/enter", says, `href="#note-`+first+`"`, `id="note-`+first+`-fault"`)
		}
		for _, side := range []string{"lived", "learnt"} {
			for range 5 {
				b.open(page + "/enter?side=" + side)
				b.send(page+"/enter", append(all, "note-"+first, "They <asked> us\r\nfirst.")...)
				b.expect(http.StatusOK, page+"/enter?kept=yes")
			}
		}
		w.close(t, made.ID)
		b.open(page + "/notes")
		b.expect(http.StatusOK, page+"/notes", "They <asked> us", "<p>first.</p>")
	})
}

func TestWhatCameOnPaperIsKeptOnceAndMarkedAsTypedIn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	made := w.open(t, func(in *assessments.AssessmentInput) { in.Answering[1] = "team" })
	page := "/assessments/" + made.ID
	b := w.as(t, organisation)
	all := []string{"variant", "easy_read", "support", "helped"}
	for _, q := range w.served.ladder().Questions {
		all = append(all, q.ID, "4")
	}
	for range 5 {
		b.open(page + "/enter?side=lived")
		b.refuses("How many people agreed")
		form := b.shown
		for range 2 { // pressed twice
			b.shown = form
			b.send(page+"/enter", all...)
			b.expect(http.StatusOK, page+"/enter?kept=yes", "The answers are kept.")
		}
	}
	b.open(page + "/enter?side=learnt")
	b.send(page+"/enter", append(all, "people", "6")...)
	b.expect(http.StatusOK, page+"/enter?kept=yes")
	b.open(page + "/enter?side=learnt")
	b.send(page+"/enter", append(all, "people", "6")...)
	b.expect(http.StatusUnprocessableEntity, page+"/enter", "has answered already")
	b.open(page + "/close")
	b.refuses("too few")
	b.send(page + "/close")
	b.expect(http.StatusOK, page, "Closed on")
	found, err := w.service.Result(t.Context(), w.itself(), made.ID)
	if err != nil {
		t.Fatal(err)
	}
	if got := found.Voices[0]; got.Responses != 5 || !got.Heard {
		t.Errorf("the lived side has %d responses", got.Responses)
	}
}

func TestAFormOnPaperIsInTheWordsAsked(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	made := w.open(t, nil)
	page := "/assessments/" + made.ID + "/paper"
	b := w.as(t, organisation)
	in := w.served.ladder()
	for _, words := range in.Words {
		first := words.Questions[in.Questions[0].ID]
		path := page + "?side=lived&large=yes&words=" + string(words.Variant)
		b.open(path)
		b.expect(http.StatusOK, path, first.Lived, first.Choices[7], `class="paper large"`, "Anytown Council")
		b.open(page + "?side=learnt&words=" + string(words.Variant))
		b.expect(http.StatusOK, b.shown.path, first.Learnt)
		b.refuses(`class="paper large"`)
	}
	b.open(page)
	b.expect(http.StatusOK, page, "?side=lived&words=easy_read&large=yes")
}
