package config

import (
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

// MaxRateLimit is the highest rate limit, in requests a minute.
const MaxRateLimit = 1_000_000

// MinBodyMemory and MaxBodyMemory bound what bodies under way may hold, in MiB.
// With less than the minimum, one caller could not send what is largest.
const (
	MinBodyMemory = 32
	MaxBodyMemory = 65_536
)

// MaxBackupsKept is the longest time to keep backups, in days.
const MaxBackupsKept = 3650

// MaxDrain is the longest time to drain, in seconds.
const MaxDrain = 300

// Variable describes one variable to a reader.
type Variable struct {
	Name    string
	Default string // "" when there is none
	Meaning string // one or two plain sentences
}

// Variables lists every variable, in the order in which to show them.
func Variables() []Variable {
	list := make([]Variable, len(settings))
	for i, s := range settings {
		list[i] = s.Variable
	}
	return list
}

// setting is a Variable with the field of [Config] behind it.
type setting struct {
	Variable
	want string // what to write, for whoever wrote something else

	// set reads value into the field. When it cannot, it returns the part of
	// value that is bad.
	set func(c *Config, value string) (bad string, ok bool)
	// get writes the field as set reads it.
	get func(c Config) string
}

var settings = []setting{
	{
		Variable: Variable{prefix + "ADDR", "127.0.0.1:8080", "Where to listen, as host and port. `:8080` means on every network of the machine, port 0 any free port."},
		want:     "Give a host and a port, such as 127.0.0.1:8080.",
		set:      func(c *Config, value string) (string, bool) { c.Addr = value; return value, isHostPort(value) },
		get:      func(c Config) string { return c.Addr },
	},
	{
		Variable: Variable{prefix + "DATABASE", "sevenrungs.db", "The file that holds all data. Its folder must exist. A file that is not there is made. Or a PostgreSQL database, which must exist: `postgres://user:password@host:5432/name`."},
		want:     "Give the path of a file, such as /var/lib/sevenrungs/sevenrungs.db, or postgres://user:password@host:5432/name. In the password, write @ as %40, : as %3A, / as %2F and % as %25.",
		set:      setDatabase,
		get:      func(c Config) string { return c.Database },
	},
	{
		Variable: Variable{prefix + "JOURNAL", "", "The folder of the journal, which says what must be done again should a backup be put back. Keep it on another disk than the data. Unless set, it is beside the data file, with `.journal` at the end of its name. With PostgreSQL there is none unless set."},
		want:     "Give the path of a folder, such as /mnt/other/sevenrungs-journal.",
		set: func(c *Config, value string) (string, bool) {
			c.Journal = value
			return value, value == "" || isPath(value)
		},
		get: func(c Config) string { return c.Journal },
	},
	{
		Variable: Variable{prefix + "BACKUPS_KEPT", "35", "For how many days you keep backups. The journal goes back as far, and no further."},
		want:     "Give a whole number of days from 1 to " + strconv.Itoa(MaxBackupsKept) + ".",
		set: func(c *Config, value string) (string, bool) {
			days, err := strconv.Atoi(value)
			c.BackupsKept = days
			return value, err == nil && days >= 1 && days <= MaxBackupsKept
		},
		get: func(c Config) string { return strconv.Itoa(c.BackupsKept) },
	},
	{
		Variable: Variable{prefix + "INSTRUMENTS", "", "A folder with questionnaires of your own, in files that end in `.yaml` or `.yml`. None unless set."},
		want:     "Give the path of a folder, such as /etc/sevenrungs/instruments.",
		set: func(c *Config, value string) (string, bool) {
			c.Instruments = value
			return value, value == "" || isPath(value)
		},
		get: func(c Config) string { return c.Instruments },
	},
	{
		Variable: Variable{prefix + "OPERATOR_KEY", "", "The operator's first key, taken when the database is new: `rung_` and at least 32 letters or digits. Unless set, one is made and shown once."},
		want:     "Give rung_ and 32 to 200 random letters or digits, or nothing to have a key made.",
		set: func(c *Config, value string) (string, bool) {
			c.OperatorKey = value
			return "…", value == "" || operatorKey.MatchString(value)
		},
		get: func(c Config) string { return c.OperatorKey },
	},
	{
		Variable: Variable{prefix + "REGISTRATION", "open", "Who may make organisations: `open` is everybody, `closed` only the operator and partners."},
		want:     "Give open or closed.",
		set: func(c *Config, value string) (string, bool) {
			c.OpenToAll = value == "open"
			return value, c.OpenToAll || value == "closed"
		},
		get: getRegistration,
	},
	{
		Variable: Variable{prefix + "POLICY", "", "A file with stricter figures for what is published, as JSON. A figure that is missing or weaker than the built-in one stops the service. The built-in ones unless set."},
		want:     "Give the path of a file, such as /etc/sevenrungs/policy.json.",
		set: func(c *Config, value string) (string, bool) {
			c.Policy = value
			return value, value == "" || isPath(value)
		},
		get: func(c Config) string { return c.Policy },
	},
	{
		Variable: Variable{prefix + "DEMO", "", "`1` is for a demonstration with invented organisations: no waiting times. Only on an empty database, which is marked for ever. Off unless set."},
		want:     "Give 1, or nothing.",
		set: func(c *Config, value string) (string, bool) {
			c.Demo = value == "1"
			return value, value == "" || value == "1"
		},
		get: func(c Config) string {
			if c.Demo {
				return "1"
			}
			return ""
		},
	},
	{
		Variable: Variable{prefix + "PUBLIC_URL", "", "The address at which people reach the service, for links, and shown when it starts. Set it behind a proxy."},
		want:     "Give a web address without a path, ? or # or a password, such as https://rungs.example.org.",
		set:      setPublicURL,
		get:      func(c Config) string { return c.PublicURL },
	},
	{
		Variable: Variable{prefix + "HOSTS", "", "The names by which people reach the service, with commas between, such as `rungs.local:8080`. Where `SEVENRUNGS_PUBLIC_URL` is not set, links lead to the one a person used. To any other name they never lead: they give the address the service listens on."},
		want:     "Give names with commas between, such as rungs.local, rungs.local:8080.",
		set:      setHosts,
		get:      func(c Config) string { return strings.Join(c.Hosts, ",") },
	},
	{
		Variable: Variable{prefix + "CONTACT", "", "Where people reach you: an e-mail address or a web address. It stands on the pages. None unless set."},
		want:     "Give an e-mail address, such as help@example.org, or a web address, such as https://example.org.",
		set:      setContact,
		get:      func(c Config) string { return c.Contact },
	},
	{
		Variable: Variable{prefix + "CORS_ORIGINS", "", "The sites whose pages may call the service from a browser, with commas between, or `*` for all. None unless set."},
		want:     "Give sites with commas between, such as https://app.example.org, or a single * for all. A site has no path.",
		set:      setCORSOrigins,
		get:      func(c Config) string { return strings.Join(c.CORSOrigins, ",") },
	},
	{
		Variable: Variable{prefix + "TRUSTED_PROXIES", "", "The addresses, or ranges of them, of your own proxies, with commas between. Only these may say whom a request came from. None unless set."},
		want:     "Give addresses or ranges with commas between, such as 10.0.0.1, 10.1.0.0/16. A range may not hold every address.",
		set:      setTrustedProxies,
		get:      getTrustedProxies,
	},
	{
		Variable: Variable{prefix + "RATE_LIMIT", "600", "How many requests a minute each organisation, partner or funder may make with all its keys, each person who answers, and each address without a key. 0 means no limit."},
		want:     "Give a whole number from 0 (no limit) to " + strconv.Itoa(MaxRateLimit) + ".",
		set:      setRateLimit,
		get:      func(c Config) string { return strconv.Itoa(c.RateLimit) },
	},
	{
		Variable: Variable{prefix + "BODY_MEMORY", "64", "How many MiB of memory all that is being sent at one moment may take. Past that comes 503, and it can be sent again."},
		want:     "Give a whole number from " + strconv.Itoa(MinBodyMemory) + " to " + strconv.Itoa(MaxBodyMemory) + ".",
		set:      setBodyMemory,
		get:      func(c Config) string { return strconv.Itoa(c.BodyMemory) },
	},
	{
		Variable: Variable{prefix + "DRAIN", "1", "How many seconds the service goes on when it is told to stop. `/readyz` says no all that time, so that a load balancer sends people elsewhere. 0 means it takes nobody new at once."},
		want:     "Give a whole number of seconds from 0 to " + strconv.Itoa(MaxDrain) + ".",
		set:      setDrain,
		get:      func(c Config) string { return strconv.Itoa(c.Drain) },
	},
	{
		Variable: Variable{prefix + "METRICS_ADDR", "", "Where to give out metrics for Prometheus, as host and port, such as `127.0.0.1:9464`. There is no key to them, so let nobody else get there. Nowhere unless set."},
		want:     "Give a host and a port, such as 127.0.0.1:9464, or nothing.",
		set: func(c *Config, value string) (string, bool) {
			c.MetricsAddr = value
			return value, value == "" || isHostPort(value)
		},
		get: func(c Config) string { return c.MetricsAddr },
	},
	{
		Variable: Variable{prefix + "LOG_LEVEL", "info", "How much to log: `debug`, `info`, `warn` or `error`."},
		want:     "Give debug, info, warn or error.",
		set:      setLogLevel,
		get:      func(c Config) string { return strings.ToLower(c.LogLevel.String()) },
	},
}

// setDatabase takes a path, or the URL of a database on a PostgreSQL server. Of
// a bad URL it returns only how it begins: the rest may hold a password that no
// rule would find.
func setDatabase(c *Config, value string) (string, bool) {
	c.Database = value
	scheme, _, isURL := strings.Cut(value, "://")
	if !isURL {
		return value, isPath(value)
	}
	u, err := url.Parse(value)
	good := err == nil && (scheme == "postgres" || scheme == "postgresql") &&
		strings.Trim(u.Path, "/") != "" && (u.Hostname() != "" || u.Query().Get("host") != "") &&
		!strings.ContainsRune(value, 0) && u.Fragment == ""
	return scheme + "://…", good
}

// operatorKey is what may be given as the operator's key.
var operatorKey = regexp.MustCompile(`^rung_[A-Za-z0-9]{32,200}$`)

func getRegistration(c Config) string {
	if c.OpenToAll {
		return "open"
	}
	return "closed"
}

func setPublicURL(c *Config, value string) (string, bool) {
	if value == "" {
		c.PublicURL = ""
		return "", true
	}
	u, err := url.Parse(value)
	if err != nil || !isWeb(u) || strings.ContainsAny(value, "?#\\") || strings.Trim(u.Path, "/") != "" {
		return value, false
	}
	c.PublicURL = strings.TrimRight(u.String(), "/")
	return "", true
}

// setHosts takes hosts as they stand in a web address, in small letters.
func setHosts(c *Config, value string) (string, bool) {
	c.Hosts = nil
	for _, item := range items(value) {
		u, err := url.Parse("http://" + strings.ToLower(item))
		if err != nil || !isWeb(u) || !strings.EqualFold(item, u.Host) {
			return item, false
		}
		c.Hosts = append(c.Hosts, u.Host)
	}
	return "", true
}

// eMail is an address as people write one. Whether mail gets there, nobody can
// tell from looking at it.
var eMail = regexp.MustCompile(`^[^\s@<>"?&:,]+@[^\s@<>"?&:,]+\.[^\s@<>"?&:,]+$`)

func setContact(c *Config, value string) (string, bool) {
	c.Contact = value
	u, err := url.Parse(value)
	return value, value == "" || eMail.MatchString(value) || err == nil && isWeb(u)
}

// setCORSOrigins writes each origin as a browser sends it: in small letters,
// and without the port that the scheme has anyway (RFC 6454, section 6.2).
func setCORSOrigins(c *Config, value string) (string, bool) {
	c.CORSOrigins = nil
	list := items(value)
	for _, item := range list {
		u, err := url.Parse(strings.ToLower(item))
		switch {
		case item == "*" && len(list) == 1:
			c.CORSOrigins = list
		case err != nil || !isWeb(u) || !strings.EqualFold(item, u.Scheme+"://"+u.Host):
			return item, false
		default:
			host := strings.TrimSuffix(u.Host, map[string]string{"http": ":80", "https": ":443"}[u.Scheme])
			c.CORSOrigins = append(c.CORSOrigins, u.Scheme+"://"+host)
		}
	}
	return "", true
}

func setTrustedProxies(c *Config, value string) (string, bool) {
	c.TrustedProxies = nil
	for _, item := range items(value) {
		proxies, err := netip.ParsePrefix(item)
		if addr, lone := netip.ParseAddr(item); lone == nil && addr.Zone() == "" {
			proxies, err = addr.Unmap().Prefix(addr.Unmap().BitLen())
		}
		if err != nil || proxies.Bits() == 0 || proxies.Addr().Is4In6() {
			return item, false
		}
		c.TrustedProxies = append(c.TrustedProxies, proxies.Masked())
	}
	return "", true
}

func getTrustedProxies(c Config) string {
	ranges := make([]string, len(c.TrustedProxies))
	for i, p := range c.TrustedProxies {
		ranges[i] = p.String()
	}
	return strings.Join(ranges, ",")
}

func setRateLimit(c *Config, value string) (string, bool) {
	n, err := strconv.Atoi(value)
	c.RateLimit = n
	return value, err == nil && 0 <= n && n <= MaxRateLimit
}

func setBodyMemory(c *Config, value string) (string, bool) {
	n, err := strconv.Atoi(value)
	c.BodyMemory = n
	return value, err == nil && MinBodyMemory <= n && n <= MaxBodyMemory
}

func setDrain(c *Config, value string) (string, bool) {
	n, err := strconv.Atoi(value)
	c.Drain = n
	return value, err == nil && 0 <= n && n <= MaxDrain
}

func setLogLevel(c *Config, value string) (string, bool) {
	level, ok := map[string]slog.Level{
		"debug": slog.LevelDebug, "info": slog.LevelInfo, "warn": slog.LevelWarn, "error": slog.LevelError,
	}[strings.ToLower(value)]
	c.LogLevel = level
	return value, ok
}

// items splits a list at its commas. Nothing is a list of none.
func items(value string) []string {
	if value == "" {
		return nil
	}
	list := strings.Split(value, ",")
	for i := range list {
		list[i] = strings.TrimSpace(list[i])
	}
	return list
}

func isPath(value string) bool {
	return value != "" && !strings.ContainsRune(value, 0)
}

// isHostPort allows no host, which means every network of the machine.
func isHostPort(value string) bool {
	host, port, err := net.SplitHostPort(value)
	return err == nil && (host == "" || isHost(host)) && isPort(port)
}

// isWeb reports whether u has a web scheme, a host that means the same on every
// machine, perhaps a port, and nobody's name or password.
func isWeb(u *url.URL) bool {
	host, port := u.Hostname(), u.Port()
	bare := host
	if strings.Contains(host, ":") {
		bare = "[" + host + "]"
	}
	whole := u.Host == bare || (u.Host == bare+":"+port && isPort(port))
	return (u.Scheme == "http" || u.Scheme == "https") && u.User == nil && whole && isHost(host) && !strings.Contains(host, "%")
}

// hostname is letters, digits and hyphens with dots between (RFC 1123, section
// 2.1). A name in other letters has a form in these, which starts with xn--.
var hostname = regexp.MustCompile(`^(?i)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$`)

func isHost(host string) bool {
	_, err := netip.ParseAddr(host)
	return err == nil || (hostname.MatchString(host) && len(host) <= 253)
}

func isPort(port string) bool {
	_, err := strconv.ParseUint(port, 10, 16)
	return err == nil
}
