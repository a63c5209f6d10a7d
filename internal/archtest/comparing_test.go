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
	for _, parsed := range parse(t, root, folder) {
		for _, imported := range importsOf(t, parsed) {
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

// parse returns the files of a package, tests aside, by their names.
func parse(t *testing.T, root fs.FS, folder string) map[string]*ast.File {
	t.Helper()
	names, err := fs.Glob(root, path.Join(folder, "*.go"))
	if err != nil || len(names) == 0 {
		t.Fatalf("%s has no files: %v", folder, err)
	}
	files := map[string]*ast.File{}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		text, err := fs.ReadFile(root, name)
		if err != nil {
			t.Fatal(err)
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), name, text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files[path.Base(name)] = parsed
	}
	return files
}

func importsOf(t *testing.T, file *ast.File) (paths []string) {
	t.Helper()
	for _, spec := range file.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		paths = append(paths, imported)
	}
	return paths
}
