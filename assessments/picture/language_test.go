package picture_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/text/language"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/picture"
	"github.com/sevenrungs/sevenrungs/assessments/sentences"
)

// A picture joins pieces of sentences, so it is in one language, and says in which:
// in another one once all of its pieces are there.
func TestAPictureInAnotherLanguage(t *testing.T) {
	t.Parallel()
	own, err := sentences.Written()
	if err != nil {
		t.Fatal(err)
	}
	var all, most strings.Builder
	for _, key := range own.In(sentences.Own, instrument.Standard).Keys() {
		name, is := strings.CutPrefix(key, "picture.")
		if !is {
			continue
		}
		line := name + ": \"pIm " + own.In(sentences.Own, instrument.Standard).Text(key) + "\"\n"
		all.WriteString(line)
		if name != "based_on" {
			most.WriteString(line)
		}
	}
	in := ladder(t)
	for name, tc := range map[string]struct{ text, lang, says string }{
		"all is there":   {all.String(), "tlh", "pIm You do things for people"},
		"one is missing": {most.String(), "en", "You do things for people"},
	} {
		said, err := sentences.Read(sentences.Files, fstest.MapFS{
			"tlh/picture.yaml": {Data: []byte(tc.text)}, "tlh/stance.yaml": {Data: []byte("to: to\nfor: for\nwith: with\n")},
		})
		if err != nil {
			t.Fatal(err)
		}
		words := &in.Words[0]
		view := picture.Of(in, words, score(in, apart...), picture.Options{}, said.Beside(words, language.Make("tlh")))
		svg := parse(t, view.SVG(picture.Phone))
		if got := svg.attribute("lang"); got != tc.lang {
			t.Errorf("%s: the picture is in %q, want %q", name, got, tc.lang)
		}
		if !strings.HasPrefix(view.Headline(), tc.says) {
			t.Errorf("%s: it says %q, want %q", name, view.Headline(), tc.says)
		}
	}
}
