package docs_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"

	"github.com/sevenrungs/sevenrungs/assessments/plainwords"
)

// plainEnough is how plain the documents must be. It is more lenient than the
// rule for questionnaires: a document may need a long word, and has no grade.
var plainEnough = plainwords.Rule{MaxWords: 25}

// TestDocumentsAreInPlainWords holds what people read to short sentences
// without officialese. Code, tables and addresses are left out, and so are the
// decision records in adr.
func TestDocumentsAreInPlainWords(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("*.md")
	if err != nil {
		t.Fatal(err)
	}
	around, err := filepath.Glob("../*.md")
	if err != nil {
		t.Fatal(err)
	}
	clients, err := filepath.Glob("../clients/*/README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range slices.Concat(files, around, clients) {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range prose(source) {
			for _, fault := range plainwords.Check(plainEnough, p.text) {
				t.Errorf("%s:%d: %v", filepath.Base(file), p.line(source, fault.Sentence), fault)
			}
		}
	}
}

// passage is the text of a heading, a paragraph or an item of a list.
type passage struct {
	text   string
	starts []start // of its pieces, in order
}

// start says where a piece of a passage begins: in its text, and in the file.
type start struct{ inText, inFile int }

// prose returns the passages of a Markdown file. Code in a passage reads as one
// word, "It".
func prose(source []byte) []passage {
	var passages []passage
	parser := goldmark.New(goldmark.WithExtensions(extension.Table)).Parser()
	for node := range descendants(parser.Parse(text.NewReader(source))) {
		switch node.Kind() {
		case ast.KindParagraph, ast.KindTextBlock, ast.KindHeading:
			passages = append(passages, readPassage(node, source))
		}
	}
	return passages
}

func readPassage(block ast.Node, source []byte) passage {
	var p passage
	var words strings.Builder
	for node := range descendants(block) {
		switch node := node.(type) {
		case *ast.CodeSpan:
			words.WriteString("It")
		case *ast.Text:
			if node.Parent().Kind() == ast.KindCodeSpan {
				continue
			}
			p.starts = append(p.starts, start{words.Len(), node.Segment.Start})
			words.Write(node.Segment.Value(source))
			if node.SoftLineBreak() || node.HardLineBreak() {
				words.WriteByte(' ')
			}
		}
	}
	p.text = words.String()
	return p
}

// line returns the line of the file on which a sentence of the passage begins,
// or that of the words just before it.
func (p passage) line(source []byte, sentence string) int {
	at := strings.Index(p.text, sentence)
	from := 0
	for _, piece := range p.starts {
		if piece.inText <= at || from == 0 {
			from = piece.inFile
		}
	}
	return 1 + bytes.Count(source[:from], []byte("\n"))
}

// descendants walks the nodes below a node in the order of the file.
func descendants(node ast.Node) func(yield func(ast.Node) bool) {
	return func(yield func(ast.Node) bool) {
		_ = ast.Walk(node, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
			if entering && n != node && !yield(n) {
				return ast.WalkStop, nil
			}
			return ast.WalkContinue, nil
		})
	}
}

func TestProseLeavesOutCodeTablesAndAddresses(t *testing.T) {
	t.Parallel()
	source := "# A title\n\nSome `code` and\na [link](https://example.org/utilise).\n\n" +
		"| a | table |\n|---|---|\n| in order to | utilise |\n\n```sh\nutilise\n```\n\n- one\n- two:\n  three\n\n> Said.\n\n<!-- utilise -->\n"
	var got []string
	for _, p := range prose([]byte(source)) {
		got = append(got, p.text)
	}
	want := []string{"A title", "Some It and a link.", "one", "two: three", "Said."}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAFaultIsFoundOnItsLine(t *testing.T) {
	t.Parallel()
	source := []byte("# A title\n\nThis is\nfine. We utilise `code`\nhere.\n")
	passages := prose(source)
	faults := plainwords.Check(plainEnough, passages[1].text)
	if len(faults) != 1 || passages[1].line(source, faults[0].Sentence) != 4 {
		t.Errorf("got %v on line %d, want one fault on line 4", faults, passages[1].line(source, faults[0].Sentence))
	}
}
