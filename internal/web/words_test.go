package web

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
)

// source is the text of every template and of all code here but the tests.
func source(t testing.TB) string {
	t.Helper()
	var all strings.Builder
	templates, err := fs.Glob(templateFiles, "templates/*.html")
	if err != nil {
		t.Fatal(err)
	}
	code, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range append(templates, code...) {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(text)
	}
	return all.String()
}

// Templates hold no words: those stand in the catalogue, in both variants.
func TestTemplatesHoldNoWords(t *testing.T) {
	t.Parallel()
	actions, tags := regexp.MustCompile(`(?s){{.*?}}`), regexp.MustCompile(`(?s)<[^>]*>`)
	letters := regexp.MustCompile(`[A-Za-z]{2,}[^\n]*`)
	files, err := fs.Glob(templateFiles, "templates/*.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		text, err := fs.ReadFile(templateFiles, name)
		if err != nil {
			t.Fatal(err)
		}
		plain := tags.ReplaceAllString(actions.ReplaceAllString(string(text), ""), "")
		plain = regexp.MustCompile(`[a-z-]+="[^"]*"`).ReplaceAllString(plain, "")
		plain = strings.NewReplacer("github.com/sevenrungs/sevenrungs/issues", "", "github.com/sevenrungs/sevenrungs", "").Replace(plain)
		if found := letters.FindString(plain); found != "" {
			t.Errorf("%s says %q", name, found)
		}
		if found := regexp.MustCompile(`<script>|<style|\sstyle=|\son\w+="|javascript:`).FindString(string(text)); found != "" {
			t.Errorf("%s has %s, which its policy refuses", name, found)
		}
	}
}

func TestEachPrincipleStanceAndOtherAnswerHasItsPictogram(t *testing.T) {
	t.Parallel()
	in := published()
	names := append(append([]string{}, in.Principles...), instrument.Unscored...)
	for _, stance := range instrument.Stances {
		names = append(names, string(stance))
	}
	for _, named := range regexp.MustCompile(`{{pictogram "(\w+)"}}`).FindAllStringSubmatch(source(t), -1) {
		names = append(names, named[1])
	}
	for _, name := range names {
		if drawing := string(pictogram(name)); !strings.Contains(drawing, `aria-hidden="true"`) || strings.Contains(drawing, "<text") {
			t.Errorf("the pictogram %s is %q", name, drawing)
		}
	}
}
