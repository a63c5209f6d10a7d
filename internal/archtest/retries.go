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

// runsThem is the method of the store's databases that runs a function in a transaction.
const runsThem = "commit"

// CheckRetries reads the domain, what stands on it and the store, and returns where a
// function that may run more than once, because it runs in a transaction, changes
// a variable that is declared outside it. What it returns is all that may come of
// it. Of the changes it finds assignments, addresses that are taken, and calls of
// methods that take one.
//
// Such a function is handed a transaction, or is called by one that is: it may have been
// handed on to there by others. In the store, which runs transactions, it is what comes
// to a database. Tests with their helpers are left out.
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
		again: map[*types.Var]bool{}, checked: map[*ast.FuncLit]bool{},
		info: types.Info{Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{}},
	}
	for _, name := range names {
		folder := path.Dir(name)
		if !strings.HasSuffix(name, "_test.go") && !slices.ContainsFunc(house, func(room room) bool { return room.folder == folder && room.helpsTests() }) {
			imported := path.Join(r.module, folder)
			r.folders[imported] = append(r.folders[imported], name)
		}
	}
	for folder := range r.folders {
		if _, err := r.Import(folder); err != nil {
			return nil, err
		}
	}
	for before := -1; before < len(r.again)+len(r.checked); {
		before = len(r.again) + len(r.checked)
		r.follow()
	}
	slices.SortStableFunc(r.found, func(a, b Violation) int { return strings.Compare(a.Where, b.Where) })
	return r.found, nil
}

func (r room) helpsTests() bool { return slices.Contains(r.outer, "testing") }

// isStore says whether a folder holds the store, where it is known how often what is
// handed a transaction runs.
func isStore(folder string) bool {
	return slices.ContainsFunc(house, func(room room) bool { return room.folder == folder && slices.Contains(room.outer, "sql") })
}

// retries reads packages of the module, each with those it imports first.
type retries struct {
	fsys     fs.FS
	module   string
	files    *token.FileSet
	folders  map[string][]string // the files of each package, by its import path
	packages map[string]*types.Package
	info     types.Info
	parsed   []*ast.File
	again    map[*types.Var]bool // functions that may run more than once: parameters and variables
	checked  map[*ast.FuncLit]bool
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
	r.parsed = append(r.parsed, files...)
	return p, nil
}

// follow finds functions that may run more than once, by those that are known.
func (r *retries) follow() {
	for _, file := range r.parsed {
		inStore := isStore(path.Dir(r.files.Position(file.Pos()).Filename))
		ast.Inspect(file, func(node ast.Node) bool {
			switch node := node.(type) {
			case *ast.FuncLit:
				r.take(node, inStore)
			case *ast.CallExpr:
				r.handOn(node, inStore)
			case *ast.AssignStmt:
				r.name(node)
			}
			return true
		})
	}
}

// take marks a function that is handed a transaction.
func (r *retries) take(fn *ast.FuncLit, inStore bool) {
	if !inStore && r.isHanded(fn, isTransaction) {
		r.check(fn)
	}
	if r.isHanded(fn, isAnyTransaction) {
		r.note(fn)
	}
}

// name marks the functions that are given to variables which may run more than once.
func (r *retries) name(given *ast.AssignStmt) {
	if len(given.Lhs) != len(given.Rhs) {
		return
	}
	for i, left := range given.Lhs {
		if name, ok := left.(*ast.Ident); ok && r.again[r.variable(name)] {
			r.mark(given.Rhs[i])
		}
	}
}

// handOn marks the functions that are handed to one that has them run again.
func (r *retries) handOn(call *ast.CallExpr, inStore bool) {
	signature, ok := r.info.Types[call.Fun].Type.(*types.Signature)
	if !ok {
		return
	}
	selector, _ := call.Fun.(*ast.SelectorExpr)
	root := inStore && selector != nil && selector.Sel.Name == runsThem
	for i, arg := range call.Args {
		if i < signature.Params().Len() && (root || r.again[signature.Params().At(i).Origin()]) {
			r.mark(arg)
		}
	}
}

// mark notes that a function may run more than once.
func (r *retries) mark(expr ast.Expr) {
	switch expr := expr.(type) {
	case *ast.FuncLit:
		r.check(expr)
	case *ast.Ident:
		if variable := r.variable(expr); isFunction(variable) {
			r.again[variable] = true
		}
	}
}

func (r *retries) variable(name *ast.Ident) *types.Var {
	if variable, ok := r.info.Defs[name].(*types.Var); ok {
		return variable
	}
	variable, _ := r.info.Uses[name].(*types.Var)
	return variable
}

func isFunction(variable *types.Var) bool {
	if variable == nil {
		return false
	}
	_, ok := variable.Type().Underlying().(*types.Signature)
	return ok
}

func (r *retries) isHanded(fn *ast.FuncLit, transaction func(t types.Type, module string) bool) bool {
	return slices.ContainsFunc(fn.Type.Params.List, func(param *ast.Field) bool {
		return transaction(r.info.Types[param.Type].Type, r.module)
	})
}

func isTransaction(t types.Type, module string) bool {
	named, ok := t.(*types.Named)
	return ok && named.Obj().Pkg() != nil && under(named.Obj().Pkg().Path(), module) && slices.Contains(transactions, named.Obj().Name())
}

// isAnyTransaction is true of what stands for a transaction in a generic function. That
// may keep what came of the last time: it is there for it.
func isAnyTransaction(t types.Type, _ string) bool {
	param, ok := t.(*types.TypeParam)
	return ok && slices.Contains(transactions, param.Obj().Name())
}

// note notes which functions one that may run more than once calls.
func (r *retries) note(fn *ast.FuncLit) {
	ast.Inspect(fn.Body, func(node ast.Node) bool {
		if name, ok := node.(*ast.Ident); ok {
			r.mark(name)
		}
		return true
	})
}

// check finds what is changed in a function and not declared there.
func (r *retries) check(fn *ast.FuncLit) {
	if r.checked[fn] {
		return
	}
	r.checked[fn] = true
	r.note(fn)
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
