package archtest

import (
	"fmt"
	"go/ast"
	"go/build"
	"go/doc/comment"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/mod/modfile"
)

// CheckLinks reads the comments of every Go file that [Check] reads, and returns
// the links in them that lead nowhere, such as one to a function that has a new
// name. A link to another package needs an import of that package, or it is one
// of Go's own. What is in a package of another module is not looked at.
func CheckLinks(fsys fs.FS) ([]Violation, error) {
	gomod, err := fs.ReadFile(fsys, "go.mod")
	if err != nil {
		return nil, err
	}
	l := &linker{module: modfile.ModulePath(gomod), files: token.NewFileSet(), packages: map[string]*pack{}}
	names, err := goFiles(fsys)
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		if err := l.read(fsys, name); err != nil {
			return nil, err
		}
	}
	var all []Violation
	for _, file := range l.sources {
		all = append(all, l.check(file)...)
	}
	return all, nil
}

// linker knows what a link can lead to.
type linker struct {
	module   string
	files    *token.FileSet
	packages map[string]*pack // by import path; that of tests from outside ends in _test
	sources  []source
}

// source is one file, and the package it is in.
type source struct {
	file *ast.File
	in   *pack
}

// pack is what a package declares, and imports.
type pack struct {
	path     string
	symbols  map[string]bool     // Name, or Type.Member
	embedded map[string][]string // the types that are embedded in a type, by its name
	imports  map[string]string   // paths by name
}

func (l *linker) read(fsys fs.FS, name string) error {
	src, err := fs.ReadFile(fsys, name)
	if err != nil {
		return err
	}
	file, err := parser.ParseFile(l.files, name, src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	at := path.Join(l.module, path.Dir(name))
	if strings.HasSuffix(file.Name.Name, "_test") {
		at += "_test"
	}
	p := l.packages[at]
	if p == nil {
		p = &pack{at, map[string]bool{}, map[string][]string{}, map[string]string{}}
		l.packages[at] = p
	}
	for _, spec := range file.Imports {
		if err := p.addImport(spec); err != nil {
			return err
		}
	}
	for _, decl := range file.Decls {
		p.addDecl(decl)
	}
	l.sources = append(l.sources, source{file, p})
	return nil
}

// version ends the path of a later version of a module. The package is called
// after what is before it.
var version = regexp.MustCompile(`/v[0-9]+$`)

func (p *pack) addImport(spec *ast.ImportSpec) error {
	imported, err := strconv.Unquote(spec.Path.Value)
	if err != nil {
		return err
	}
	name := path.Base(version.ReplaceAllString(imported, ""))
	if spec.Name != nil {
		name = spec.Name.Name
	}
	p.imports[name] = imported
	return nil
}

func (p *pack) addDecl(decl ast.Decl) {
	switch decl := decl.(type) {
	case *ast.FuncDecl:
		name := decl.Name.Name
		if decl.Recv != nil {
			name = typeName(decl.Recv.List[0].Type) + "." + name
		}
		p.symbols[name] = true
	case *ast.GenDecl:
		for _, spec := range decl.Specs {
			switch spec := spec.(type) {
			case *ast.ValueSpec:
				for _, name := range spec.Names {
					p.symbols[name.Name] = true
				}
			case *ast.TypeSpec:
				p.addType(spec)
			}
		}
	}
}

func (p *pack) addType(spec *ast.TypeSpec) {
	name := spec.Name.Name
	p.symbols[name] = true
	var members *ast.FieldList
	switch kind := spec.Type.(type) {
	case *ast.StructType:
		members = kind.Fields
	case *ast.InterfaceType:
		members = kind.Methods
	default:
		return
	}
	for _, member := range members.List {
		for _, n := range member.Names {
			p.symbols[name+"."+n.Name] = true
		}
		if len(member.Names) == 0 {
			p.embedded[name] = append(p.embedded[name], typeName(member.Type))
		}
	}
}

// typeName is the name of a type, without its package, parameters or star.
func typeName(expr ast.Expr) string {
	switch expr := expr.(type) {
	case *ast.StarExpr:
		return typeName(expr.X)
	case *ast.IndexExpr:
		return typeName(expr.X)
	case *ast.IndexListExpr:
		return typeName(expr.X)
	case *ast.SelectorExpr:
		return expr.Sel.Name
	case *ast.Ident:
		return expr.Name
	}
	return ""
}

// check returns the links of a file that lead nowhere.
func (l *linker) check(s source) (all []Violation) {
	for _, group := range s.file.Comments {
		at, text := l.files.Position(group.Pos()), group.Text()
		p := comment.Parser{
			LookupSym:     func(string, string) bool { return true },
			LookupPackage: func(name string) (string, bool) { return name, isMeant(s.in, name, text) },
		}
		for _, link := range linksIn(p.Parse(text).Content) {
			if !l.resolves(s.in, link) {
				where := fmt.Sprintf("%s:%d", at.Filename, at.Line)
				all = append(all, Violation{where, "links to " + link, "a link in a comment leads to what is there"})
			}
		}
	}
	return all
}

// isMeant says whether a name in brackets, with or without more behind it, is
// meant as a link. A small word alone may be of a piece of code.
func isMeant(in *pack, name, text string) bool {
	return in.imports[name] != "" || strings.ToLower(name) != name || strings.ContainsAny(name, "./") ||
		strings.Contains(text, "["+name+".") || strings.Contains(text, "[*"+name+".")
}

// linksIn returns what is linked to, as it is written.
func linksIn(blocks []comment.Block) (all []string) {
	for _, block := range blocks {
		switch block := block.(type) {
		case *comment.Paragraph:
			all = append(all, linksOf(block.Text)...)
		case *comment.List:
			for _, item := range block.Items {
				all = append(all, linksIn(item.Content)...)
			}
		}
	}
	return all
}

func linksOf(texts []comment.Text) (all []string) {
	for _, text := range texts {
		if link, ok := text.(*comment.DocLink); ok {
			parts := slices.DeleteFunc([]string{link.ImportPath, link.Recv, link.Name}, func(part string) bool { return part == "" })
			all = append(all, strings.Join(parts, "."))
		}
	}
	return all
}

// resolves says whether a link in a package leads to something.
func (l *linker) resolves(from *pack, link string) bool {
	if from.has(link) {
		return true
	}
	folder, last := path.Split(link)
	name, symbol, _ := strings.Cut(last, ".")
	imported, isImported := from.imports[name]
	if folder != "" || !isImported {
		imported, isImported = folder+name, false
	}
	if p := l.packages[imported]; p != nil {
		return symbol == "" || p.has(symbol)
	}
	if isImported {
		return true
	}
	found, err := build.Import(imported, "", build.FindOnly)
	return err == nil && found.Goroot
}

// has says whether there is a symbol, one that an embedded type brings included.
// A type that is embedded in one of its own name is another package's.
func (p *pack) has(symbol string) bool {
	if p.symbols[symbol] {
		return true
	}
	of, member, ok := strings.Cut(symbol, ".")
	if !ok {
		return false
	}
	for _, embedded := range p.embedded[of] {
		if embedded == member || embedded != of && p.has(embedded+"."+member) {
			return true
		}
	}
	return false
}
