package archtest

// A room is a package of the house, named by its folder, and what it may know.
type room struct {
	folder string
	may    []string // packages of this module that its code may import
	tests  []string // what its tests may import besides
	outer  []string // libraries of the list below that are kept to such rooms
	pure   bool     // a function of what it is given: no clock, files, network, chance
}

// The rooms of the domain, lowest first.
const (
	plainwords    = "assessments/plainwords"
	register      = "assessments/register"
	instrument    = "assessments/instrument"
	scoring       = "assessments/scoring"
	release       = "assessments/release"
	picture       = "assessments/picture"
	result        = "assessments/result"
	validity      = "assessments/validity"
	attack        = "assessments/release/attack"
	fault         = "assessments/fault"
	access        = "assessments/access"
	events        = "assessments/events"
	compared      = "assessments/comparisons"
	domain        = "assessments"
	intake        = "assessments/intake"
	suite         = "assessments/assessmentstest"
	comparedSuite = "assessments/comparisons/comparisonstest"
	samples       = "assessments/instrument/instrumenttest"
	sentences     = "assessments/sentences"
	table         = "assessments/table"
	fhir          = "assessments/fhir"
	surveyjs      = "assessments/surveyjs"
	calendar      = "assessments/calendar"
	again         = "assessments/redo"
)

// edge is what everything that is served over HTTP shares.
const edge = "internal/edge"

// databases gives the tests around the domain a database each.
const databases = "internal/databasetest"

// chance says how often tests try what they leave to chance. Any test may know it.
const chance = "assessments/tries"

var wholeDomain = []string{plainwords, register, instrument, scoring, release, picture, result, sentences, fault, access, events, again, compared, domain}

// house says where every package stands. A package that is not here has no
// place yet: decide on one and add a line. A line may come before its package.
//
// Tests of the domain never import what is around it, so that with api and
// gormstore gone the domain still compiles and its tests pass. Tests around it
// use the real store, because nothing of ours is mocked.
var house = []room{
	{folder: ".", may: []string{"internal/cli"}, tests: []string{"internal/apitest"}},
	{
		folder: "internal/cli", outer: []string{"cobra"},
		may:   append([]string{"api", intake, validity, "docs", edge, "internal/web", "internal/delivery", "internal/journal", "internal/gormstore", "internal/clock", "internal/config", "internal/httpserver", "internal/observe", "internal/repeats"}, wholeDomain...),
		tests: []string{suite, comparedSuite, samples, databases, "internal/apitest"},
	},
	{
		folder: "api", outer: []string{"gin"},
		may: append([]string{"docs", "internal/reference", edge, intake, table, fhir, surveyjs, calendar}, wholeDomain...), tests: []string{suite, comparedSuite, samples, attack, databases, "internal/apitest", "internal/delivery", "internal/gormstore", "internal/clock"},
	},
	{
		folder: "internal/web", outer: []string{"gin"},
		may: append([]string{"docs", edge, table, calendar}, wholeDomain...), tests: []string{suite, comparedSuite, samples, databases, "internal/apitest", "internal/gormstore"},
	},
	{folder: "internal/reference", pure: true, tests: []string{"docs"}},
	{folder: edge, outer: []string{"gin"}, may: []string{access, fault}},
	{folder: "internal/gormstore", outer: []string{"sql"}, may: wholeDomain, tests: []string{suite, comparedSuite, databases}},

	{folder: domain, may: []string{plainwords, register, instrument, scoring, release, result, sentences, fault, access, events, again}, tests: []string{suite, samples}},
	// No room that comparisons may know declares a response: see comparing_test.go.
	{folder: compared, may: []string{register, instrument, release, sentences, fault, access, events, again}, tests: []string{instrument, plainwords}},
	{folder: intake, may: []string{instrument, scoring, result, fault, domain}},
	{folder: fhir, may: []string{instrument, scoring, fault, intake}, tests: []string{samples}},
	{folder: surveyjs, may: []string{instrument, scoring}},
	{folder: calendar, may: []string{sentences, fault, domain}, tests: []string{instrument}},
	{folder: events, may: []string{instrument, fault, access}},
	{folder: again},
	{folder: access, may: []string{fault}},
	{folder: fault, may: []string{instrument, sentences}},
	{folder: picture, may: []string{instrument, scoring, release, sentences}, tests: []string{plainwords, suite, samples}},
	{folder: result, may: []string{instrument, scoring, sentences, table}, tests: []string{plainwords}, pure: true},
	{folder: validity, may: []string{instrument, scoring}},
	{folder: release, tests: []string{instrument, scoring, attack, suite, samples}, pure: true},
	{folder: attack}, // for tests alone: no room may import it otherwise
	{folder: scoring, may: []string{instrument}, tests: []string{suite, samples}, pure: true},
	{folder: instrument, may: []string{plainwords}, tests: []string{samples}},
	{folder: sentences, may: []string{instrument}, tests: []string{plainwords}},
	{folder: plainwords, pure: true},
	{folder: table, pure: true},
	{folder: register, may: []string{sentences}, pure: true},

	{folder: "internal/delivery", may: []string{events}},
	{folder: "internal/clock"},
	{folder: "internal/journal", may: []string{again}},
	// Its tests serve all there is, to see what of that can be seen.
	{folder: "internal/observe", outer: []string{"prometheus", "opentelemetry"}, may: []string{"internal/gormstore"}, tests: append([]string{"api", "internal/web", "internal/delivery", edge, databases}, wholeDomain...)},
	{folder: "internal/config"},
	{folder: "internal/httpserver"},
	{folder: "internal/repeats"},
	{folder: "docs", tests: []string{"internal/openapi", plainwords}},
	{folder: "internal/openapi", outer: []string{"kin-openapi"}, tests: []string{"docs"}},
	{folder: "internal/openapi/generate", outer: []string{"swag"}, may: []string{register, "internal/openapi"}, tests: []string{"docs"}},

	{folder: suite, may: append([]string{samples, chance}, wholeDomain...), outer: []string{"testing"}},
	{folder: comparedSuite, may: append([]string{suite}, wholeDomain...), outer: []string{"testing"}},
	{folder: samples, may: []string{instrument}, outer: []string{"testing"}},
	{
		folder: "internal/apitest", outer: []string{"testing", "gin", "kin-openapi"},
		may: append([]string{"api", "docs", edge, "internal/gormstore", suite, comparedSuite, samples}, wholeDomain...),
	},
	{folder: databases, outer: []string{"testing", "sql"}},
	{folder: chance, outer: []string{"testing"}},
	{folder: "internal/archtest"},
}

// A kept library is imported only by rooms that name it in outer.
type kept struct {
	name     string
	prefixes []string // import paths: themselves and what is below them
	inTests  bool     // whether any test may import it
	why      string
}

var keptLibraries = []kept{
	{
		name: "gin", why: "only the HTTP edges know gin",
		prefixes: []string{"github.com/gin-gonic", "github.com/gin-contrib"},
	},
	{
		name: "sql", why: "every SQL word lives in internal/gormstore",
		prefixes: []string{
			"database/sql", "gorm.io", "github.com/pressly/goose",
			"github.com/mattn/go-sqlite3", "github.com/jackc/pgx", "github.com/lib/pq",
		},
	},
	{
		name: "swag", why: "swag is a tool of the generator, never of the running service",
		prefixes: []string{"github.com/swaggo"},
	},
	{
		name: "kin-openapi", why: "the OpenAPI document is made by the generator and held by the tests; the running service only hands it out",
		prefixes: []string{"github.com/getkin/kin-openapi"},
	},
	{
		name: "cobra", why: "only the command line knows cobra",
		prefixes: []string{"github.com/spf13/cobra", "github.com/spf13/pflag"},
	},
	{
		name: "prometheus", why: "what is counted is told to a watcher; only internal/observe knows by what",
		prefixes: []string{"github.com/prometheus"},
	},
	{
		name: "opentelemetry", why: "as for prometheus",
		prefixes: []string{"go.opentelemetry.io"},
	},
	{
		name: "testing", why: "a running service has no tests in it", inTests: true,
		prefixes: []string{"testing", "net/http/httptest", "github.com/google/go-cmp", "pgregory.net/rapid"},
	},
}

// outsideDomain is what no package of the domain may know, tests included.
var outsideDomain = []string{"net/http"}

// impure is what a pure package may not import: its result would depend on
// more than what it is given. Its tests may.
var impure = []string{"time", "os", "io/ioutil", "path/filepath", "context", "math/rand", "crypto/rand", "net", "log", "sync/atomic", "runtime"}

// refusedNames say where code was put, not what it is about.
var refusedNames = []string{
	"base", "common", "core", "dto", "helper", "helpers", "lib", "misc", "model", "models", "repositories",
	"repository", "service", "services", "shared", "types", "util", "utils",
}
