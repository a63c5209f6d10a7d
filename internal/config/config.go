// Package config reads how the service is to run from SEVENRUNGS_* variables in
// the environment, and from nowhere else.
//
// A service that starts with a setting its owner did not mean is worse than one
// that does not start. So a value that makes no sense is a mistake, and so is a
// name that is not known: a typing error in SEVENRUNGS_CORS_ORIGINS must not
// quietly mean the default. All mistakes are named at once, one line each, in
// words that say what to write instead.
//
// The settings are one table, from which reading, checking, --help and the
// operating guide all take theirs. Libraries that fill a struct from the
// environment name the Go field and type in their errors, and let unknown names
// pass; to mend that takes more code than the table.
package config

import (
	"errors"
	"fmt"
	"log/slog"
	"net/netip"
	"regexp"
	"slices"
	"strings"
)

// Config says how the service is to run.
type Config struct {
	Addr           string         // where to listen, as host:port; port 0 means any free one
	Database       string         // path of the database file, or a URL that begins with postgres:// or postgresql://, which may hold a password
	Journal        string         // folder of the journal; "" for the usual one
	BackupsKept    int            // days that backups are kept, and the journal with them
	Instruments    string         // folder with instruments of one's own; "" for none
	OperatorKey    string         // the operator's first key; "" to have one made
	OpenToAll      bool           // whether organisations may register themselves
	Policy         string         // path of a policy for what is published; "" for the built-in one
	Demo           bool           // whether the database is for invented organisations
	Contact        string         // where people reach who runs this: an e-mail address or a web address; "" when not told
	PublicURL      string         // where people find the service, without a final slash; "" when not told
	Hosts          []string       // names, perhaps with a port, by which people may reach the service
	CORSOrigins    []string       // sites whose pages may call the service, or "*" alone for all
	TrustedProxies []netip.Prefix // whose X-Forwarded-For is believed
	RateLimit      int            // requests a minute for each caller, 0 for no limit
	BodyMemory     int            // MiB that bodies under way may hold together
	Drain          int            // seconds from being told to stop until nobody new is let in
	MetricsAddr    string         // where to give out metrics, as host:port; "" for nowhere
	LogLevel       slog.Level     // Debug, Info, Warn or Error
}

// prefix begins the name of every variable.
const prefix = "SEVENRUNGS_"

// Load makes a Config from an environment as [os.Environ] gives it. A variable
// that is not set, or set to nothing, takes its default. The error holds a
// line for every mistake.
func Load(environ []string) (Config, error) {
	given := map[string]string{}
	var mistakes []error
	for _, entry := range environ {
		name, value, _ := strings.Cut(entry, "=")
		switch {
		case !strings.HasPrefix(strings.ToUpper(name), prefix):
		case !slices.ContainsFunc(settings, func(s setting) bool { return s.Name == name }):
			mistakes = append(mistakes, unknown(name))
		default:
			given[name] = strings.TrimSpace(value)
		}
	}
	c, err := read(func(s setting) string {
		if value := given[s.Name]; value != "" {
			return value
		}
		return s.Default
	})
	return c, errors.Join(append([]error{err}, mistakes...)...)
}

// Validate names every field that [Load] would not have let through.
func (c Config) Validate() error {
	_, err := read(func(s setting) string { return s.get(c) })
	return err
}

// read makes a Config from the values that are given for the settings.
func read(valueOf func(setting) string) (c Config, err error) {
	var mistakes []error
	for _, s := range settings {
		value := valueOf(s)
		if bad, ok := s.set(&c, value); !ok {
			mistakes = append(mistakes, fmt.Errorf("%s is %q. %s", s.Name, hidePassword(bad), s.want))
		}
	}
	return c, errors.Join(mistakes...)
}

// userinfo is the name and password that may stand in a URL before its host.
var userinfo = regexp.MustCompile(`//[^/@]*@`)

// hidePassword keeps what may be a password out of a sentence that gets logged.
func hidePassword(value string) string {
	return userinfo.ReplaceAllString(value, "//…@")
}

// unknown never shows the value: under a mistyped name it may be a secret.
func unknown(name string) error {
	names := make([]string, len(settings))
	for i, s := range settings {
		names[i] = s.Name
	}
	hint := fmt.Sprintf("The settings are %s.", strings.Join(names, ", "))
	nearest := slices.MinFunc(names, func(a, b string) int { return distance(name, a) - distance(name, b) })
	if distance(name, nearest) <= 3 || strings.EqualFold(name, nearest) {
		hint = fmt.Sprintf("Did you mean %s?", nearest)
	}
	return fmt.Errorf("%s is not a setting. %s", name, hint)
}

// distance is the number of letters to add, drop or change to turn a into b
// (Levenshtein), counted row by row.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

// OnServer tells whether the data is in PostgreSQL and not in a file.
func (c Config) OnServer() bool { return strings.Contains(c.Database, "://") }

// JournalFolder is where the journal is: beside the data file, unless it is said where.
// "" is for no journal: beside a server's data there is no place.
func (c Config) JournalFolder() string {
	if c.Journal != "" || c.OnServer() {
		return c.Journal
	}
	return c.Database + ".journal"
}
