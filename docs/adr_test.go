package docs_test

import (
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var heading = regexp.MustCompile(`^# ([0-9]+\. .+)\n\nDate: [0-9]{4}-[0-9]{2}-[0-9]{2}\. Status: `)

// TestEveryDecisionIsInTheIndex holds that docs/adr/README.md names each record
// by its heading, in order, and that each says when it was made and whether it
// stands.
func TestEveryDecisionIsInTheIndex(t *testing.T) {
	t.Parallel()
	records, err := filepath.Glob("adr/[0-9]*.md")
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, record := range records {
		text, err := os.ReadFile(record)
		if err != nil {
			t.Fatal(err)
		}
		match := heading.FindSubmatch(text)
		if match == nil {
			t.Errorf("%s does not start with its number, a heading, a date and a status", record)
			continue
		}
		want = append(want, "| ["+string(match[1])+"]("+path.Base(filepath.ToSlash(record))+") | ")
	}
	index, err := os.ReadFile("adr/README.md")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for line := range strings.Lines(string(index)) {
		if strings.HasPrefix(line, "| [") {
			title, _, _ := strings.Cut(line[1:], "|")
			got = append(got, "|"+title+"| ")
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("docs/adr/README.md holds\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
