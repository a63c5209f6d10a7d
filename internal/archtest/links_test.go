package archtest

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"
)

func TestEveryLinkInACommentLeadsSomewhere(t *testing.T) {
	t.Parallel()
	violations, err := CheckLinks(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range violations {
		t.Error(v)
	}
}

// linksOfComment checks a comment in a small module, and returns what does not
// resolve in it.
func linksOfComment(t *testing.T, comment string) []Violation {
	t.Helper()
	files := fstest.MapFS{
		"go.mod": {Data: []byte("module m.org/m\n")},
		"a/a.go": {Data: []byte(`package a

import (
	"io"

	"m.org/m/b"
	"other.org/c/v2"
)

` + comment + `
type T struct {
	Field  int
	hidden int
	Inner
}

func (t *T) Method() {}

type Inner struct{ Deep int }

type Store interface { Read() }

const Limit, other = 1, 2

var _ = []any{io.EOF, b.B, c.C}
`)},
		"b/b.go":       {Data: []byte("package b\n\nvar B, B2 int\n\ntype K[V any] struct{}\n\nfunc (k *K[V]) Get() {}\n")},
		"b/b_test.go":  {Data: []byte("package b_test\n\n// [Own] is here, and [helper] too.\nfunc Own() {}\n\nfunc helper() {}\n")},
		"sub/go.mod":   {Data: []byte("module sub.org/sub\n")},
		"sub/wrong.go": {Data: []byte("package sub\n\n// See [Nothing].\nvar X int\n")},
	}
	violations, err := CheckLinks(files)
	if err != nil {
		t.Fatal(err)
	}
	return violations
}

func TestALinkToNothingIsCaught(t *testing.T) {
	t.Parallel()
	for _, link := range []string{
		"Gone", "T.Gone", "*Gone", "Inner.Field", "T.gone", "goneToo", "b.Gone", "b.K.Gone", "a.T", "d.D", "m.org/m/b.Gone", "m.org/m/d.D", "no.org/x",
	} {
		got := linksOfComment(t, "// T is linked to ["+link+"], and there is more.")
		if len(got) != 1 || !strings.HasPrefix(got[0].Where, "a/a.go:10") || got[0].What != "links to "+strings.TrimPrefix(link, "*") {
			t.Errorf("[%s]: %v", link, got)
		}
	}
	if got := linksOfComment(t, "// T is in a list:\n//   - one [Gone]\n//   - two [Lost]"); len(got) != 2 {
		t.Errorf("in a list: %v", got)
	}
}

func TestALinkToWhatIsThereIsFine(t *testing.T) {
	t.Parallel()
	for _, link := range []string{
		"T", "*T", "T.Method", "T.Field", "T.hidden", "T.Inner", "T.Deep", "Store.Read", "Limit", "other", "b", "b.B", "*b.K", "b.K.Get", "c.C",
		"io", "io.EOF", "net/http", "net/http.Handler", "m.org/m/b", "m.org/m/b.B2", "string", "i",
	} {
		if got := linksOfComment(t, "// T is linked to ["+link+"]."); len(got) != 0 {
			t.Errorf("[%s]: %v", link, got)
		}
	}
	if got := linksOfComment(t, "// T does not link:\n//\n//\tcode[Gone]\n//\t[Gone]"); len(got) != 0 {
		t.Errorf("in code: %v", got)
	}
}

func TestCheckLinksReportsWhatItCannotRead(t *testing.T) {
	t.Parallel()
	if _, err := CheckLinks(fstest.MapFS{}); err == nil {
		t.Error("no go.mod is no error")
	}
	broken := fstest.MapFS{"go.mod": {Data: []byte("module m.org/m\n")}, "a.go": {Data: []byte("package\n")}}
	if _, err := CheckLinks(broken); err == nil {
		t.Error("a file that cannot be read is no error")
	}
}
