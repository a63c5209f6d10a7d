package archtest

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"path"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"
)

// transactions are what a function is handed that runs in a transaction. Such a
// function may run more than once.
var transactions = []string{"Tx", "Reader"}

// CheckRetries reads the domain and what stands on it, and returns where a
// function that may run more than once, because it runs in a transaction, changes
// a variable that is declared outside it. What it returns is all that may come of
// it. Of the changes it finds assignments, addresses that are taken, and calls of
// methods that take one. Tests with their helpers, and the store itself, are left
// out.
func CheckRetries(fsys fs.FS) ([]Violation, error) {
	gomod, err := fs.ReadFile(fsys, "go.mod")
	if err != nil {
		return nil, err
	}
	names, err := goFiles(fsys)
	if err != nil {
		return nil, err
	}
	r := &retries{
		fsys: fsys, module: modfile.ModulePath(gomod), files: token.NewFileSet(), folders: map[string][]string{}, packages: map[string]*types.Package{},
		info: types.Info{Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{}},
	}
	for _, name := range names {
		folder := path.Dir(name)
		if !strings.HasSuffix(name, "_test.go") && !slices.ContainsFunc(house, func(room room) bool { return room.folder == folder && room.runsOnce() }) {
			imported := path.Join(r.module, folder)
			r.folders[imported] = append(r.folders[imported], name)
		}
	}
	for folder := range r.folders {
		if _, err := r.Import(folder); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(r.found, func(a, b Violation) int { return strings.Compare(a.Where, b.Where) })
	return r.found, nil
}

// runsOnce says whether it is known here how often a transaction runs: in helpers
// for tests, and in the store.
func (r room) runsOnce() bool {
	return slices.Contains(r.outer, "testing") || slices.Contains(r.outer, "sql")
}

// retries reads packages of the module, each with those it imports first.
type retries struct {
	fsys     fs.FS
	module   string
	files    *token.FileSet
	folders  map[string][]string // the files of each package, by its import path
	packages map[string]*types.Package
	info     types.Info
	found    []Violation
}

// Import is types.Importer. Packages of other modules stay empty: no variable is
// theirs that could be changed here.
func (r *retries) Import(folder string) (*types.Package, error) {
	if p := r.packages[folder]; p != nil {
		return p, nil
	}
	var files []*ast.File
	for _, name := range r.folders[folder] {
		src, err := fs.ReadFile(r.fsys, name)
		if err != nil {
			return nil, err
		}
		file, err := parser.ParseFile(r.files, name, src, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		files = append(files, file)
	}
	config := types.Config{Importer: r, Error: func(error) {}} // much is not known here
	p, _ := config.Check(folder, r.files, files, &r.info)
	p.SetName(path.Base(version.ReplaceAllString(folder, "")))
	p.MarkComplete()
	r.packages[folder] = p
	for _, file := range files {
		ast.Inspect(file, func(node ast.Node) bool {
			if fn, ok := node.(*ast.FuncLit); ok && r.isRetried(fn) {
				r.check(fn)
			}
			return true
		})
	}
	return p, nil
}

func (r *retries) isRetried(fn *ast.FuncLit) bool {
	return slices.ContainsFunc(fn.Type.Params.List, func(param *ast.Field) bool {
		named, ok := r.info.Types[param.Type].Type.(*types.Named)
		return ok && named.Obj().Pkg() != nil && under(named.Obj().Pkg().Path(), r.module) && slices.Contains(transactions, named.Obj().Name())
	})
}

// check finds what is changed in a function and not declared there.
func (r *retries) check(fn *ast.FuncLit) {
	ast.Inspect(fn.Body, func(node ast.Node) bool {
		var changed []ast.Expr
		switch node := node.(type) {
		case *ast.AssignStmt:
			changed = node.Lhs
		case *ast.IncDecStmt:
			changed = []ast.Expr{node.X}
		case *ast.RangeStmt:
			changed = []ast.Expr{node.Key, node.Value}
		case *ast.UnaryExpr:
			if node.Op == token.AND {
				changed = []ast.Expr{node.X}
			}
		case *ast.SelectorExpr:
			if r.takesAddress(node) {
				changed = []ast.Expr{node.X}
			}
		}
		for _, expr := range changed {
			if variable := r.rootOf(expr); variable != nil && (variable.Pos() < fn.Pos() || variable.Pos() > fn.End()) {
				at := r.files.Position(node.Pos())
				r.found = append(r.found, Violation{
					fmt.Sprintf("%s:%d", at.Filename, at.Line), "changes " + variable.Name(),
					"what runs in a transaction may run more than once: it returns what it makes, and changes nothing outside",
				})
			}
		}
		return true
	})
}

// takesAddress says whether a method is called on a variable's address, by which
// it could change the variable.
func (r *retries) takesAddress(selector *ast.SelectorExpr) bool {
	selection := r.info.Selections[selector]
	if selection == nil || selection.Kind() != types.MethodVal || selection.Indirect() {
		return false
	}
	signature, _ := selection.Obj().Type().(*types.Signature)
	_, pointer := signature.Recv().Type().(*types.Pointer)
	return pointer
}

// rootOf is the variable that a change of expr changes, or nil.
func (r *retries) rootOf(expr ast.Expr) *types.Var {
	switch expr := expr.(type) {
	case *ast.ParenExpr:
		return r.rootOf(expr.X)
	case *ast.StarExpr:
		return r.rootOf(expr.X)
	case *ast.IndexExpr:
		return r.rootOf(expr.X)
	case *ast.SelectorExpr:
		return r.rootOf(expr.X)
	case *ast.Ident:
		if variable, ok := r.info.Uses[expr].(*types.Var); ok {
			return variable
		}
	}
	return nil
}
