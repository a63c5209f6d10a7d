package web

import (
	"html/template"
	"net/http"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/assessments/result"
	"github.com/sevenrungs/sevenrungs/assessments/sentences"
)

// A language that is there in part is a page with some sentences in English, each
// of which says so. A title can hold no mark, and holds none.
func TestAPageInALanguageThatIsThereInPart(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	said, err := sentences.Read(sentences.Files, fstest.MapFS{
		"tlh/home.yaml":    {Data: []byte("start: {standard: 'yI<tagh>', easy_read: 'yItagh!'}")},
		"tlh/problem.yaml": {Data: []byte("not_found_text: naDev pagh tu'lu'\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	w.served.sentences = said
	if w.served.templates, err = readTemplates(said, w.served.assets); err != nil {
		t.Fatal(err)
	}
	b := w.browser(t)
	b.language = "tlh, en;q=0.5"
	english := said.In(sentences.Own, "standard")
	for path, tc := range map[string]struct {
		status int
		own    string
		others []string
	}{
		"/":        {http.StatusOK, ">yI<tagh><", []string{"home.title", "home.try"}},
		"/nowhere": {http.StatusNotFound, "naDev pagh tu'lu'", []string{"problem.not_found_title"}},
	} {
		b.open(path)
		b.expect(tc.status, path, `<html lang="tlh"`, tc.own, "<title>"+english.Text(tc.others[0])+" – "+english.Text("page.product")+"</title>")
		for _, key := range tc.others {
			b.expect(tc.status, path, `<span lang="en">`+english.Text(key)+`</span>`)
		}
		b.refuses(`="<span`) // no mark in an attribute
	}
	b.language = "en"
	b.open("/")
	b.refuses("<span lang=")
}

// An explanation says of each sentence of another language which that is.
func TestAnExplanationOnAPageSaysWhatIsInAnotherLanguage(t *testing.T) {
	t.Parallel()
	st := standing{Lang: "tlh", Said: map[result.Part][]sentences.Said{result.Holds: {{Text: "pagh <b>", Lang: "tlh"}, {Text: "None & <b>", Lang: "en"}}}}
	want := []any{"pagh <b>", template.HTML(`<span lang="en">None &amp; &lt;b&gt;</span>`)}
	if diff := cmp.Diff(want, st.Holds()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// What the domain refuses is said in the words that somebody reads.
func TestRefusalsAreInTheWordsOfTheReader(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.browser(t)
	b.open("/")
	b.send("/words", "words", "easy_read")
	b.open("/start")
	b.send("/start", "name", "A\u0000B", "number", "GB-CHC-1")
	b.expect(http.StatusUnprocessableEntity, "/start", "There is a sign in here that no one can see.", `This number does not fit: "GB-CHC-1".`)
	b.refuses("another character that nobody can see")
	b.open("/start/number?number=GB-CHC-1")
	b.expect(http.StatusOK, "/start/number?number=GB-CHC-1", "This number does not fit")

	// A whole page that says no, too.
	o := w.as(t, operator)
	o.open("/")
	o.send("/words", "words", "easy_read")
	o.open("/operator/organisations/" + w.ids[organisation])
	o.send("/operator/organisations/"+w.ids[organisation], "decision", "verified")
	o.expect(http.StatusUnprocessableEntity, "/operator/organisations/"+w.ids[organisation], "This group has given no number to check.")
}
