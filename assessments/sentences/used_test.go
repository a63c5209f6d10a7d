package sentences

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
)

// speaking are the folders whose code and templates say sentences.
var speaking = []string{"..", "../../api", "../../internal"}

// silent is the folder whose names of what happened look like keys of sentences.
const silent = "../events"

// said is a sentence somewhere in code or in a template, with the names of what is
// filled in. Where the names cannot be told, there are none, and any is true.
type said struct {
	where, key string
	names      []string
	any        bool
}

// whole is what the key of a sentence looks like.
var whole = regexp.MustCompile(`^[a-z_]+\.[a-z0-9_]+$`)

// aFile is what looks like a key, and is the name of a file.
var aFile = regexp.MustCompile(`\.(css|go|html|ics|js|json|svg|yaml)$`)

// inTemplate is a sentence as a template says it.
var inTemplate = regexp.MustCompile(`"([a-z_]+\.[a-z0-9_]+)"((?:\s+"[a-z_]+"\s+(?:\([^()]*(?:\([^()]*\)[^()]*)*\)|[^\s"})]+))*)`)

// saidIn finds all that is said.
func saidIn(t *testing.T) []said {
	t.Helper()
	var all []said
	for _, folder := range speaking {
		err := filepath.WalkDir(folder, func(name string, entry fs.DirEntry, err error) error {
			switch {
			case err == nil && name == silent:
				return filepath.SkipDir
			case err != nil || entry.IsDir() || strings.HasSuffix(name, "_test.go"):
				return err
			case strings.HasSuffix(name, ".go"):
				all = append(all, saidInCode(t, name)...)
			case strings.HasSuffix(name, ".html"):
				all = append(all, saidInTemplate(t, name)...)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return all
}

func saidInTemplate(t *testing.T, name string) []said {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var all []said
	for _, at := range inTemplate.FindAllSubmatchIndex(text, -1) {
		one := said{where: name, key: string(text[at[2]:at[3]])}
		before := strings.TrimRight(string(text[:at[0]]), " ")
		one.any = !strings.HasSuffix(before, "say") && !strings.HasSuffix(before, "paragraphs") && !strings.HasSuffix(before, "text")
		for _, found := range regexp.MustCompile(`"([a-z_]+)"\s+[^\s"]`).FindAllSubmatch(text[at[4]:at[5]], -1) {
			one.names = append(one.names, string(found[1]))
		}
		all = append(all, one)
	}
	return all
}

func saidInCode(t *testing.T, name string) []said {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var all []said
	inCalls := map[ast.Expr]bool{}
	ast.Inspect(file, func(node ast.Node) bool {
		call, is := node.(*ast.CallExpr)
		if !is {
			return true
		}
		for i, arg := range call.Args {
			if key, is := literal(arg); is && whole.MatchString(key) {
				inCalls[arg] = true
				all = append(all, said{where: name, key: key, names: namesAfter(call.Args[i+1:]), any: call.Ellipsis.IsValid() || !slices.Contains(sayers, nameOf(call.Fun))})
			}
		}
		return true
	})
	ast.Inspect(file, func(node ast.Node) bool {
		if expression, is := node.(ast.Expr); is && !inCalls[expression] {
			if key, is := literal(expression); is && whole.MatchString(key) {
				all = append(all, said{where: name, key: key, any: true})
			}
		}
		return true
	})
	return all
}

// sayers are what the functions are called that take a key and then what is filled in.
var sayers = []string{"Find", "Must", "Of", "Refuse", "Say", "Text", "say", "sayIn", "text"}

func nameOf(function ast.Expr) string {
	switch function := function.(type) {
	case *ast.Ident:
		return function.Name
	case *ast.SelectorExpr:
		return function.Sel.Name
	case *ast.IndexExpr:
		return nameOf(function.X)
	}
	return ""
}

// namesAfter are the names among what comes after a key: every other one.
func namesAfter(args []ast.Expr) []string {
	var names []string
	for i := 0; i < len(args); i += 2 {
		if name, is := literal(args[i]); is {
			names = append(names, name)
		}
	}
	return names
}

func literal(expression ast.Expr) (string, bool) {
	basic, is := expression.(*ast.BasicLit)
	if !is || basic.Kind != token.STRING {
		return "", false
	}
	text, err := strconv.Unquote(basic.Value)
	return text, err == nil
}

// A sentence that is said and not written is found out when somebody needs it. One
// that is written and said nowhere is in the way of who translates.
func TestWhatIsSaidIsWrittenAndAllOfItIsSaid(t *testing.T) {
	t.Parallel()
	standard := catalogue(t).In(Own, instrument.Standard)
	used, rooms := map[string]bool{}, map[string]bool{}
	for _, key := range standard.Keys() {
		room, _, _ := strings.Cut(key, ".")
		rooms[room] = true
	}
	for _, one := range saidIn(t) {
		room, _, _ := strings.Cut(one.key, ".")
		if _, there := standard.texts[one.key]; !there && rooms[room] && !aFile.MatchString(one.key) {
			t.Errorf("%s says %s, which is not written", one.where, one.key)
		}
		used[one.key] = true
	}
	for _, key := range standard.Keys() {
		if !used[key] {
			t.Errorf("%s is written, and said nowhere", key)
		}
	}
}

// What is in braces is filled in, and nothing else is.
func TestWhatIsInBracesIsFilledIn(t *testing.T) {
	t.Parallel()
	standard := catalogue(t).In(Own, instrument.Standard)
	for _, one := range saidIn(t) {
		text, there := standard.texts[one.key]
		if !there || one.any {
			continue
		}
		var names []string
		for _, name := range one.names {
			names = append(names, "{"+name+"}")
		}
		slices.Sort(names)
		if gaps := gapsIn(text); !slices.Equal(gaps, slices.Compact(names)) {
			t.Errorf("%s fills %v into %s, which has %v", one.where, names, one.key, gaps)
		}
	}
}
