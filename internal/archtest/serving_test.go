package archtest

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Every command but serve does its work without HTTP.
func TestTheCommandLineKnowsTheEdgeOnlyToServe(t *testing.T) {
	t.Parallel()
	got, want := importing(t, os.DirFS("../.."), "internal/cli", m+"api"), []string{"serve.go"}
	if !slices.Equal(got, want) {
		t.Errorf("of internal/cli, %v import api, want %v", got, want)
	}
	// The same look finds another file, or it is blind.
	other := module("internal/cli/score.go", m+"api")
	if got := importing(t, other, "internal/cli", m+"api"); !slices.Equal(got, []string{"score.go"}) {
		t.Errorf("it found %v, want score.go", got)
	}
}

// importing returns the files of a folder, tests aside, that import a package.
func importing(t *testing.T, root fs.FS, folder, imported string) (found []string) {
	t.Helper()
	files, err := fs.Glob(root, path.Join(folder, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		text, err := fs.ReadFile(root, file)
		if err != nil {
			t.Fatal(err)
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, text, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, spec := range parsed.Imports {
			if spec.Path.Value == strconv.Quote(imported) {
				found = append(found, path.Base(file))
			}
		}
	}
	return found
}
