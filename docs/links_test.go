package docs_test

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
)

// ours is where the files of this repository are read.
const ours = "https://github.com/sevenrungs/sevenrungs/blob/main/"

// TestLinksLeadSomewhere follows each link from one of our documents to another
// file of ours, and to a heading in it. It asks nothing of the network.
func TestLinksLeadSomewhere(t *testing.T) {
	t.Parallel()
	root := os.DirFS("..")
	err := fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (entry.Name() == ".git" || entry.Name() == "node_modules" || entry.Name() == "testdata"):
			return fs.SkipDir
		case path.Ext(name) != ".md":
			return nil
		}
		for _, fault := range brokenLinks(t, root, name) {
			t.Error(fault)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// brokenLinks names the links of a file that lead nowhere.
func brokenLinks(t *testing.T, root fs.FS, name string) (faults []string) {
	t.Helper()
	for _, link := range linksIn(t, root, name) {
		target, anchor, _ := strings.Cut(link, "#")
		file, isOurs := strings.CutPrefix(target, ours)
		switch {
		case isOurs:
		case strings.Contains(target, ":"): // somebody else's, or an address to write to
			continue
		case target == "":
			file = name
		default:
			file = path.Join(path.Dir(name), target)
		}
		if _, err := fs.Stat(root, file); err != nil {
			faults = append(faults, fmt.Sprintf("%s: %s: there is no such file", name, link))
			continue
		}
		if anchor != "" && !anchors(t, root, file)[anchor] {
			faults = append(faults, fmt.Sprintf("%s: %s: there is no such heading", name, link))
		}
	}
	return faults
}

func linksIn(t *testing.T, root fs.FS, name string) (links []string) {
	t.Helper()
	for node := range descendants(document(t, root, name)) {
		switch node := node.(type) {
		case *ast.Link:
			links = append(links, string(node.Destination))
		case *ast.Image:
			links = append(links, string(node.Destination))
		}
	}
	return links
}

var named = regexp.MustCompile(`<a (?:id|name)="([^"]+)"`)

// anchors returns what a link into a file can name: its headings as GitHub
// writes them, and anchors of its own.
func anchors(t *testing.T, root fs.FS, name string) map[string]bool {
	t.Helper()
	source, err := fs.ReadFile(root, name)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]bool{}
	for _, match := range named.FindAllSubmatch(source, -1) {
		all[string(match[1])] = true
	}
	for node := range descendants(document(t, root, name)) {
		if node.Kind() != ast.KindHeading {
			continue
		}
		var words strings.Builder
		for piece := range descendants(node) {
			if piece, ok := piece.(*ast.Text); ok {
				words.Write(piece.Segment.Value(source))
			}
		}
		anchor := anchorOf(words.String())
		for i := 1; all[anchor]; i++ {
			anchor = fmt.Sprintf("%s-%d", anchorOf(words.String()), i)
		}
		all[anchor] = true
	}
	return all
}

// anchorOf keeps letters, digits, hyphens and underscores of a heading, in small
// letters, and makes a hyphen of a space.
func anchorOf(heading string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r):
			return unicode.ToLower(r)
		default:
			return -1
		}
	}, heading)
}

func document(t *testing.T, root fs.FS, name string) ast.Node {
	t.Helper()
	source, err := fs.ReadFile(root, name)
	if err != nil {
		t.Fatal(err)
	}
	parser := goldmark.New(goldmark.WithExtensions(extension.Table)).Parser()
	return parser.Parse(text.NewReader(source))
}

func TestBrokenLinksAreFound(t *testing.T) {
	t.Parallel()
	root := fstest.MapFS{
		"docs/b.md": {Data: []byte("# It's `code`, twice\n\n# Its code twice\n")},
		"a.md":      nil,
	}
	for link, broken := range map[string]bool{
		"docs/b.md":                       false,
		"docs":                            false,
		"docs/b.md#its-code-twice":        false,
		"docs/b.md#its-code-twice-1":      false,
		"docs/b.md#its-code-twice-2":      true,
		"docs/b.md#Its-code-twice":        true,
		"#a-title":                        false,
		"#another":                        true,
		"docs/c.md":                       true,
		ours + "docs/b.md#its-code-twice": false,
		ours + "docs/c.md":                true,
		"https://example.org/not/looked/at.md#as": false,
	} {
		root["a.md"] = &fstest.MapFile{Data: []byte("# A title\n\n| a | [table](" + link + ") |\n|---|---|\n")}
		if faults := brokenLinks(t, root, "a.md"); (len(faults) == 1) != broken {
			t.Errorf("%s: got %q", link, faults)
		}
	}
}
