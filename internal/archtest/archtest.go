// Package archtest holds the house in order: which package may know which. An
// import is one line, and each is reasonable by itself. So the arrows are
// written down in house.go, in a form that a test can hold against every import
// in the module, whatever system or build tag its file is for. The drawing in
// docs/architecture.md is made from them.
//
// golangci-lint's depguard holds the same arrows in the editor. This test needs
// nothing but Go.
//
// It also holds the signposts: every link in a comment leads to something. And it
// finds functions that could not run again, where one that is in a transaction
// must be able to.
package archtest

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/mod/modfile"
)

// A Violation is one thing out of place.
type Violation struct {
	Where string // file and line, or a folder
	What  string // the import or the name
	Rule  string // the rule it breaks, in a sentence
}

func (v Violation) String() string { return v.Where + ": " + v.What + ": " + v.Rule }

// Check reads the imports of every Go file of the module whose root is fsys
// and returns what breaks the rules of the house, in order of the files.
func Check(fsys fs.FS) ([]Violation, error) {
	gomod, err := fs.ReadFile(fsys, "go.mod")
	if err != nil {
		return nil, err
	}
	module := modfile.ModulePath(gomod)
	var all []Violation
	names, err := goFiles(fsys)
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		found, err := checkFile(fsys, name, module)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return slices.Compact(all), nil
}

// goFiles lists every Go file of the module whose root is fsys. It leaves out
// other modules below, testdata, node_modules, and folders whose name starts
// with a dot or an underscore.
func goFiles(fsys fs.FS) (names []string, err error) {
	err = fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && skipped(fsys, name):
			return fs.SkipDir
		case !entry.IsDir() && path.Ext(name) == ".go":
			names = append(names, name)
		}
		return nil
	})
	return names, err
}

func skipped(fsys fs.FS, folder string) bool {
	if folder == "." {
		return false
	}
	base := path.Base(folder)
	_, err := fs.Stat(fsys, path.Join(folder, "go.mod"))
	return err == nil || base == "testdata" || base == "node_modules" || strings.ContainsAny(base[:1], "._")
}

func checkFile(fsys fs.FS, name, module string) ([]Violation, error) {
	src, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, err
	}
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, name, src, parser.ImportsOnly)
	if err != nil {
		return nil, err
	}
	folder := path.Dir(name)
	for _, n := range []string{path.Base(folder), file.Name.Name} {
		if slices.Contains(refusedNames, strings.TrimSuffix(n, "_test")) {
			return []Violation{{folder, "package " + n, "a package is named after what it is about"}}, nil
		}
	}
	at := slices.IndexFunc(house, func(r room) bool { return r.folder == folder })
	if at < 0 {
		return []Violation{{folder, "package " + file.Name.Name, "it has no place in the house: give it one in internal/archtest/house.go"}}, nil
	}
	var all []Violation
	for _, spec := range file.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return nil, err
		}
		if rule := house[at].refuses(imported, module, strings.HasSuffix(name, "_test.go")); rule != "" {
			where := fmt.Sprintf("%s:%d", name, files.Position(spec.Pos()).Line)
			all = append(all, Violation{where, "imports " + imported, rule})
		}
	}
	return all, nil
}

// refuses returns the rule that forbids the room an import, or "".
func (r room) refuses(imported, module string, test bool) string {
	if under(imported, module) {
		return r.refusesRoom(strings.TrimPrefix(strings.TrimPrefix(imported, module), "/"), test)
	}
	for _, k := range keptLibraries {
		allowed := slices.Contains(r.outer, k.name) || test && k.inTests
		if !allowed && underAny(imported, k.prefixes) {
			return k.why
		}
	}
	switch {
	case under(r.folder, domain) && underAny(imported, outsideDomain):
		return "the domain knows nothing of HTTP"
	case r.pure && !test && underAny(imported, impure):
		return "this package is pure: what it returns depends only on what it is given"
	}
	return ""
}

func (r room) refusesRoom(other string, test bool) string {
	if other == r.folder || slices.Contains(r.may, other) || test && (other == chance || slices.Contains(r.tests, other)) {
		return ""
	}
	may := r.may
	if test {
		may = slices.Concat(r.may, r.tests)
	}
	if len(may) == 0 {
		return r.folder + " imports no other package of this module"
	}
	return r.folder + " may import only " + strings.Join(may, ", ")
}

// under says whether an import path is prefix or below it.
func under(imported, prefix string) bool {
	return imported == prefix || strings.HasPrefix(imported, prefix+"/")
}

func underAny(imported string, prefixes []string) bool {
	return slices.ContainsFunc(prefixes, func(prefix string) bool { return under(imported, prefix) })
}
