package api

import (
	"encoding/json"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/assessments/plainwords"
)

// pageTexts is what the pages say, by variant, screen and name.
type pageTexts map[string]map[string]map[string]string

func readPageTexts(t *testing.T) pageTexts {
	t.Helper()
	var found struct {
		Standard map[string]map[string]string `json:"standard"`
		EasyRead map[string]map[string]string `json:"easy_read"`
	}
	if err := json.Unmarshal(newPages()["/pages/texts.json"].body, &found); err != nil {
		t.Fatal(err)
	}
	return pageTexts{"standard": found.Standard, "easy_read": found.EasyRead}
}

// Each text is held to the rule for its sentences, and those of a screen, read
// together, to the grade.
func TestPagesSpeakInPlainWords(t *testing.T) {
	t.Parallel()
	rules := map[string]plainwords.Rule{"standard": plainwords.Standard, "easy_read": plainwords.EasyRead}
	for variant, screens := range readPageTexts(t) {
		for screen, texts := range screens {
			var all []string
			for _, name := range slices.Sorted(maps.Keys(texts)) {
				all = append(all, placeholder.ReplaceAllString(texts[name], "12"))
			}
			for _, fault := range plainwords.Check(rules[variant], all...) {
				t.Errorf("%s, %s: %v", variant, screen, fault)
			}
		}
	}
	for _, page := range []string{"/answer", "/result"} {
		_, shown, _ := strings.Cut(string(newPages()[page].body), "<main>")
		for _, fault := range plainwords.Check(plainwords.Standard, tags.ReplaceAllString(shown, "\n")) {
			t.Errorf("%s: %v", page, fault)
		}
	}
}

var (
	placeholder = regexp.MustCompile(`{\w+}`)
	tags        = regexp.MustCompile(`<[^>]*>`)
)

// A text that one variant has and the other has not, or that is said nowhere,
// shows on no screen until somebody comes there.
func TestPagesSayEveryTextInBothVariants(t *testing.T) {
	t.Parallel()
	texts := readPageTexts(t)
	shape := func(variant string) map[string][]string {
		names := map[string][]string{}
		for screen, output := range texts[variant] {
			for name, text := range output {
				held := placeholder.FindAllString(text, -1)
				slices.Sort(held)
				names[screen+"."+name] = held
			}
		}
		return names
	}
	if diff := cmp.Diff(shape("standard"), shape("easy_read")); diff != "" {
		t.Errorf("the variants differ (-standard +easy read):\n%s", diff)
	}
	var scripts strings.Builder
	for address, file := range newPages() {
		if path.Ext(address) == ".js" {
			scripts.Write(file.body)
		}
	}
	for _, named := range regexp.MustCompile("(?:say|p|button)\\(\"(\\w+\\.\\w+)\"").FindAllStringSubmatch(scripts.String(), -1) {
		if _, there := shape("standard")[named[1]]; !there {
			t.Errorf("the pages say %s, which is not written", named[1])
		}
	}
}

func TestPagesComeWholeFromHere(t *testing.T) {
	t.Parallel()
	pages := newPages()
	for address, file := range pages {
		body := string(file.body)
		if outside := regexp.MustCompile(`(?:https?:)?//[\w.]+\.\w`).FindString(strings.ReplaceAll(body, "http://www.w3.org/2000/svg", "")); outside != "" {
			t.Errorf("%s names an address outside: %s", address, outside)
		}
		if inline := regexp.MustCompile(`<script>|<style|\sstyle=|\son\w+="|javascript:|innerHTML|insertAdjacentHTML|document\.write|eval\(`).FindString(body); inline != "" {
			t.Errorf("%s has %s, which its policy or care refuses", address, inline)
		}
		if strings.Contains(file.policy, "unsafe") || !strings.HasPrefix(file.policy, "default-src 'none'; ") {
			t.Errorf("%s has the policy %q", address, file.policy)
		}
		for _, load := range regexp.MustCompile(`(?:src|href|from|fetch\()[=\s]?"(\.?/[^"#]+)"`).FindAllStringSubmatch(body, -1) {
			if _, there := pages[path.Join("/pages", path.Base(load[1]))]; !there {
				t.Errorf("%s loads %s, which is not there", address, load[1])
			}
		}
	}
}

func TestEveryFileOfThePagesIsSent(t *testing.T) {
	t.Parallel()
	there, err := pagesUI.ReadDir("pages")
	if err != nil {
		t.Fatal(err)
	}
	pages := newPages()
	if len(there) != len(pages) {
		t.Errorf("%d files in the folder, %d sent", len(there), len(pages))
	}
	for address, file := range pages {
		if file.contentType == "" || len(file.body) == 0 {
			t.Errorf("%s has type %q and %d bytes", address, file.contentType, len(file.body))
		}
	}
}
