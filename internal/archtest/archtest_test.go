package archtest

import (
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func TestEveryImportFollowsTheHouse(t *testing.T) {
	t.Parallel()
	violations, err := Check(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range violations {
		t.Error(v)
	}
}

const m = "github.com/sevenrungs/sevenrungs/"

func TestForbiddenArrowsAreCaught(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct{ file, imports, rule string }{
		"main past cli":                  {"main.go", m + "api", ". may import only internal/cli"},
		"the domain to its edge":         {"assessments/x.go", m + "api", "assessments may import only"},
		"the domain to its store":        {"assessments/x.go", m + "internal/gormstore", "assessments may import only"},
		"a domain test to the store":     {"assessments/x_test.go", m + "internal/gormstore", "assessments may import only"},
		"scoring upwards":                {"assessments/scoring/x.go", m + "assessments", "assessments/scoring may import only"},
		"instrument upwards":             {"assessments/instrument/x.go", m + "assessments/scoring", "assessments/instrument may import only"},
		"the edge to the store":          {"api/x.go", m + "internal/gormstore", "api may import only"},
		"the edge to a test helper":      {"api/x.go", m + "internal/apitest", "api may import only"},
		"the store to the edge":          {"internal/gormstore/x.go", m + "api", "internal/gormstore may import only"},
		"config, a leaf":                 {"internal/config/x.go", m + "assessments", "imports no other package"},
		"httpserver, a leaf":             {"internal/httpserver/x.go", m + "api", "imports no other package"},
		"the service to the generator":   {"internal/cli/x.go", m + "internal/openapi", "internal/cli may import only"},
		"anything to main":               {"api/x.go", strings.TrimSuffix(m, "/"), "api may import only"},
		"gin in the domain":              {"assessments/x.go", "github.com/gin-gonic/gin", "only the HTTP edges"},
		"gin in a domain test":           {"assessments/x_test.go", "github.com/gin-gonic/gin", "only the HTTP edges"},
		"gin in the server":              {"internal/httpserver/x.go", "github.com/gin-contrib/cors", "only the HTTP edges"},
		"gin's binding in the store":     {"internal/gormstore/x.go", "github.com/gin-gonic/gin/binding", "only the HTTP edges"},
		"gorm in the edge":               {"api/x.go", "gorm.io/gorm", "every SQL word"},
		"SQL in the domain":              {"assessments/x.go", "database/sql", "every SQL word"},
		"a driver in the command line":   {"internal/cli/x.go", "github.com/mattn/go-sqlite3", "every SQL word"},
		"goose in a test of the edge":    {"api/x_test.go", "github.com/pressly/goose/v3", "every SQL word"},
		"swag at run time":               {"api/x.go", "github.com/swaggo/swag", "never of the running service"},
		"kin-openapi at run time":        {"api/x.go", "github.com/getkin/kin-openapi/openapi3", "only hands it out"},
		"cobra in the edge":              {"api/x.go", "github.com/spf13/cobra", "only the command line"},
		"testing in the service":         {"internal/cli/x.go", "testing", "no tests in it"},
		"HTTP in the domain":             {"assessments/instrument/x.go", "net/http", "nothing of HTTP"},
		"a clock in scoring":             {"assessments/scoring/x.go", "time", "is pure"},
		"chance in the release":          {"assessments/release/x.go", "math/rand/v2", "is pure"},
		"files in scoring, by build tag": {"assessments/scoring/x_plan9.go", "os", "is pure"},
		"a package without a place":      {"internal/mailer/x.go", "fmt", "no place in the house"},
		"a package called utils":         {"internal/utils/x.go", "fmt", "named after what it is about"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			violations, err := Check(module(tc.file, tc.imports))
			if err != nil || len(violations) != 1 {
				t.Fatalf("got %v and error %v, want one violation", violations, err)
			}
			if v := violations[0]; !strings.Contains(v.Rule, tc.rule) || !strings.HasPrefix(tc.file, strings.Split(v.Where, ":")[0]) {
				t.Errorf("got %q, want rule %q for %s", v, tc.rule, tc.file)
			}
		})
	}
}

func TestAllowedArrowsPass(t *testing.T) {
	t.Parallel()
	for file, imported := range map[string]string{
		"main.go":                        m + "internal/cli",
		"api/x.go":                       "github.com/gin-gonic/gin",
		"api/x_test.go":                  m + "internal/gormstore",
		"internal/web/x.go":              m + "assessments", // a package of later
		"internal/gormstore/x.go":        "gorm.io/gorm",
		"assessments/scoring/x.go":       m + "assessments/instrument",
		"assessments/scoring/x_test.go":  "os",
		"assessments/x.go":               "context",
		"internal/apitest/x.go":          "github.com/getkin/kin-openapi/openapi3filter",
		"internal/config/x.go":           "timeout.example/time", // not the standard library's
		"tools/x/y.go":                   "gorm.io/gorm",         // another module
		"api/testdata/x.go":              "gorm.io/gorm",
		"tools/node_modules/a/x.go":      "gorm.io/gorm",
		"internal/openapi/generate/x.go": "github.com/swaggo/swag",
	} {
		if violations, err := Check(module(file, imported)); err != nil || violations != nil {
			t.Errorf("%s importing %s: got %v and error %v", file, imported, violations, err)
		}
	}
}

func TestCheckReportsWhatItCannotRead(t *testing.T) {
	t.Parallel()
	if _, err := Check(fstest.MapFS{}); err == nil {
		t.Error("no error without go.mod")
	}
	broken := module("api/x.go", "fmt")
	broken["api/x.go"].Data = []byte("package")
	if _, err := Check(broken); err == nil {
		t.Error("no error for a file that does not parse")
	}
}

func TestHouseIsConsistent(t *testing.T) {
	t.Parallel()
	folders, names := map[string]bool{}, map[string]bool{}
	for _, r := range house {
		if folders[r.folder] {
			t.Errorf("%s is there twice", r.folder)
		}
		folders[r.folder] = true
	}
	for _, k := range keptLibraries {
		names[k.name] = true
	}
	for _, r := range house {
		for _, other := range slices.Concat(r.may, r.tests) {
			if !folders[other] {
				t.Errorf("%s may import %s, which has no place in the house", r.folder, other)
			}
		}
		for _, name := range r.outer {
			if !names[name] {
				t.Errorf("%s may import %s, which is no kept library", r.folder, name)
			}
		}
	}
}

// module makes a module of one file with one import, and a nested module.
func module(file, imported string) fstest.MapFS {
	name := "main"
	if i := strings.LastIndex(file, "/"); i > 0 {
		name = file[strings.LastIndex(file[:i], "/")+1 : i]
	}
	return fstest.MapFS{
		"go.mod":       {Data: []byte("module github.com/sevenrungs/sevenrungs\n")},
		"tools/go.mod": {Data: []byte("module tools\n")},
		file:           {Data: []byte("package " + name + "\n\nimport _ \"" + imported + "\"\n")},
	}
}
