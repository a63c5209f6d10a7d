package web

import (
	"io/fs"
	"regexp"
	"testing"
)

// A copy of what pages share for each of them took ten times the memory of all else
// that the service keeps.
func TestWhatPagesShareIsThereOnce(t *testing.T) {
	t.Parallel()
	names, err := fs.Glob(templateFiles, "templates/*.html")
	if err != nil {
		t.Fatal(err)
	}
	define, notOurs := regexp.MustCompile(`{{-? *define "`), regexp.MustCompile(`^$|\.html$|\$htmltemplate`)
	defined := 0
	for _, name := range names {
		text, err := fs.ReadFile(templateFiles, name)
		if err != nil {
			t.Fatal(err)
		}
		defined += len(define.FindAll(text, -1))
	}
	w := newWorld(t)
	for words, pages := range w.served.templates.pages {
		made := 0
		for _, part := range pages.Templates() {
			if !notOurs.MatchString(part.Name()) {
				made++
			}
		}
		if made > defined {
			t.Errorf("%s %s: %d templates are kept of %d", words.Lang, words.Variant, made, defined)
		}
	}
}
