package archtest

import (
	"go/ast"
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

// What compares organisations cannot give an answer away, because the compiler
// lets it name none: no package that it imports, however far down, declares a
// response.
func TestNoResponseIsDeclaredWhereComparisonsCanSeeIt(t *testing.T) {
	t.Parallel()
	root := os.DirFS("../..")
	if found := declaring(t, root, compared, "Response"); len(found) > 0 {
		t.Errorf("%s sees a response, declared in %v", compared, found)
	}
	// The same look finds those there are, or it is blind.
	want := []string{domain, scoring}
	if found := declaring(t, root, domain, "Response"); !slices.Equal(found, want) {
		t.Errorf("%s sees a response declared in %v, want %v", domain, found, want)
	}
}

// declaring returns the packages of this module that declare a type of a name: a
// package itself, or one that it imports, directly or through others.
func declaring(t *testing.T, root fs.FS, from, name string) (found []string) {
	t.Helper()
	for seen, next := map[string]bool{}, []string{from}; len(next) > 0; {
		folder := next[0]
		next = next[1:]
		if seen[folder] {
			continue
		}
		seen[folder] = true
		imports, declares := look(t, root, folder, name)
		if declares {
			found = append(found, folder)
		}
		next = append(next, imports...)
	}
	slices.Sort(found)
	return found
}

// look returns which packages of this module a package imports, and whether it
// declares a type of a name.
func look(t *testing.T, root fs.FS, folder, name string) (imports []string, declares bool) {
	t.Helper()
	files, err := fs.Glob(root, path.Join(folder, "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%s has no files: %v", folder, err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		text, err := fs.ReadFile(root, file)
		if err != nil {
			t.Fatal(err)
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, text, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, spec := range parsed.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			if folder, ours := strings.CutPrefix(imported, m); ours {
				imports = append(imports, folder)
			}
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			spec, is := n.(*ast.TypeSpec)
			declares = declares || is && spec.Name.Name == name
			return true
		})
	}
	return imports, declares
}
