package web

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/sentences"
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

// quoted is what can be the key of a sentence.
var quoted = regexp.MustCompile(`"([a-z_]+\.[a-z_]+)"`)

// A sentence that a page says and that is not written shows on no page until
// somebody comes there. One that is written and said nowhere is in the way of who
// translates.
func TestPagesSayWhatIsWrittenAndAllOfIt(t *testing.T) {
	t.Parallel()
	said, err := sentences.Written()
	if err != nil {
		t.Fatal(err)
	}
	written, rooms := map[string]bool{}, map[string]bool{}
	for _, key := range said.In(sentences.Own, instrument.Standard).Keys() {
		room, _, _ := strings.Cut(key, ".")
		written[key], rooms[room] = false, true
	}
	for _, name := range wrongs {
		for _, part := range []string{"title", "text"} {
			written[fmt.Sprintf("problem.%s_%s", name, part)] = true
		}
	}
	for _, found := range quoted.FindAllStringSubmatch(source(t), -1) {
		key := found[1]
		room, _, _ := strings.Cut(key, ".")
		if _, there := written[key]; there {
			written[key] = true
		} else if rooms[room] {
			t.Errorf("%s is said, and not written", key)
		}
	}
	for key, used := range written {
		if !used {
			t.Errorf("%s is written, and said nowhere", key)
		}
	}
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
