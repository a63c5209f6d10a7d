package config

import (
	"fmt"
	"io/fs"
	"log/slog"
	"net/netip"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var comparePrefixes = cmp.Comparer(func(a, b netip.Prefix) bool { return a == b })

func TestMistakesAreNamed(t *testing.T) {
	t.Parallel()
	const (
		addr     = "Give a host and a port, such as 127.0.0.1:8080."
		url      = "Give a web address without a path, ? or # or a password, such as https://rungs.example.org."
		origins  = "Give sites with commas between, such as https://app.example.org, or a single * for all. A site has no path."
		reach    = "Give an e-mail address, such as help@example.org, or a web address, such as https://example.org."
		proxies  = "Give addresses or ranges with commas between, such as 10.0.0.1, 10.1.0.0/16. A range may not hold every address."
		rate     = "Give a whole number from 0 (no limit) to 1000000."
		hosts    = "Give names with commas between, such as rungs.local, rungs.local:8080."
		memory   = "Give a whole number from 32 to 65536."
		drain    = "Give a whole number of seconds from 0 to 300."
		kept     = "Give a whole number of days from 1 to 3650."
		metrics  = "Give a host and a port, such as 127.0.0.1:9464, or nothing."
		level    = "Give debug, info, warn or error."
		database = "Give the path of a file, such as /var/lib/sevenrungs/sevenrungs.db, or postgres://user:password@host:5432/name. " +
			"In the password, write @ as %40, : as %3A, / as %2F and % as %25."
	)
	for _, test := range []struct{ name, value, bad, want string }{
		{"ADDR", "x", "x", addr},
		{"ADDR", "8080", "8080", addr},
		{"ADDR", "127.0.0.1", "127.0.0.1", addr},
		{"ADDR", "127.0.0.1:http", "127.0.0.1:http", addr},
		{"ADDR", "127.0.0.1:65536", "127.0.0.1:65536", addr},
		{"ADDR", "127.0.0.1:-1", "127.0.0.1:-1", addr},
		{"ADDR", "http://127.0.0.1:8080", "http://127.0.0.1:8080", addr},
		{"ADDR", "no host:80", "no host:80", addr},
		{"ADDR", "::1:8080", "::1:8080", addr},
		{"DATABASE", "a\x00b", `a\x00b`, database},
		{"DATABASE", "mysql://ann:pass@host/rungs", "mysql://…", database},
		{"DATABASE", "Postgres://ann:pass@host/rungs", "Postgres://…", database},
		{"DATABASE", "postgres://ann:pass@host", "postgres://…", database},
		{"DATABASE", "postgres://ann:pass@host/", "postgres://…", database},
		{"DATABASE", "postgres://ann:pass@:5432/rungs", "postgres://…", database},
		{"DATABASE", "postgres://ann:pa/ss@host/rungs", "postgres://…", database},
		{"DATABASE", "postgres://ann:pass%@host/rungs", "postgres://…", database},
		{"DATABASE", "postgres://ann:pass@host:port/rungs", "postgres://…", database},
		{"DATABASE", "postgres://host/rungs#pass", "postgres://…", database},
		{"INSTRUMENTS", "a\x00b", `a\x00b`, "Give the path of a folder, such as /etc/sevenrungs/instruments."},
		{"PUBLIC_URL", "rungs.example.org", "rungs.example.org", url},
		{"PUBLIC_URL", "/rungs", "/rungs", url},
		{"PUBLIC_URL", "https://example.org/rungs", "https://example.org/rungs", url},
		{"PUBLIC_URL", "ftp://example.org", "ftp://example.org", url},
		{"PUBLIC_URL", "https://", "https://", url},
		{"PUBLIC_URL", "https://example.org:", "https://example.org:", url},
		{"PUBLIC_URL", "https://example.org:99999", "https://example.org:99999", url},
		{"PUBLIC_URL", "https://example.org/?a=1", "https://example.org/?a=1", url},
		{"PUBLIC_URL", "https://example.org/?", "https://example.org/?", url},
		{"PUBLIC_URL", "https://example.org/#top", "https://example.org/#top", url},
		{"PUBLIC_URL", "https://ann:pass@example.org", "https://…@example.org", url},
		{"PUBLIC_URL", "http://:::80", "http://:::80", url},
		{"PUBLIC_URL", "http://[fe80::1%25eth0]", "http://[fe80::1%25eth0]", url},
		{"PUBLIC_URL", "https://exa mple.org", "https://exa mple.org", url},
		{"PUBLIC_URL", "javascript:alert(1)", "javascript:alert(1)", url},
		{"CONTACT", "help", "help", reach},
		{"CONTACT", "help@example", "help@example", reach},
		{"CONTACT", "help@example.org?subject=x", "help@example.org?subject=x", reach},
		{"CONTACT", "Ann <help@example.org>", "Ann <help@example.org>", reach},
		{"CONTACT", "help@example.org, us@example.org", "help@example.org, us@example.org", reach},
		{"CONTACT", "mailto:", "mailto:", reach},
		{"CONTACT", "javascript:alert(1)", "javascript:alert(1)", reach},
		{"CONTACT", "javascript:a@b.c", "javascript:a@b.c", reach},
		{"CORS_ORIGINS", "app.example.org", "app.example.org", origins},
		{"CORS_ORIGINS", "https://a.org,https://b.org/", "https://b.org/", origins},
		{"CORS_ORIGINS", "https://a.org/path", "https://a.org/path", origins},
		{"CORS_ORIGINS", "https://a.org?x", "https://a.org?x", origins},
		{"CORS_ORIGINS", "*,https://a.org", "*", origins},
		{"CORS_ORIGINS", "https://*.a.org", "https://*.a.org", origins},
		{"CORS_ORIGINS", "null", "null", origins},
		{"CORS_ORIGINS", "https://a.org,,https://b.org", "", origins},
		{"CORS_ORIGINS", "https://bücher.example", "https://bücher.example", origins},
		{"CORS_ORIGINS", "https://ann:pass@a.org", "https://…@a.org", origins},
		{"CORS_ORIGINS", "https://a.org;https://b.org", "https://a.org;https://b.org", origins},
		{"TRUSTED_PROXIES", "10.0.0.1, 10.0.0.300", "10.0.0.300", proxies},
		{"TRUSTED_PROXIES", "proxy.example.org", "proxy.example.org", proxies},
		{"TRUSTED_PROXIES", "10.0.0.0/33", "10.0.0.0/33", proxies},
		{"TRUSTED_PROXIES", "0.0.0.0/0", "0.0.0.0/0", proxies},
		{"TRUSTED_PROXIES", "::/0", "::/0", proxies},
		{"TRUSTED_PROXIES", "::ffff:10.0.0.0/104", "::ffff:10.0.0.0/104", proxies},
		{"TRUSTED_PROXIES", "fe80::1%eth0", "fe80::1%eth0", proxies},
		{"TRUSTED_PROXIES", "10.0.0.1,", "", proxies},
		{"TRUSTED_PROXIES", "*", "*", proxies},
		{"HOSTS", "https://rungs.local", "https://rungs.local", hosts},
		{"HOSTS", "rungs.local/path", "rungs.local/path", hosts},
		{"HOSTS", "rungs.local,,a", "", hosts},
		{"HOSTS", "*", "*", hosts},
		{"HOSTS", "rungs.local:99999", "rungs.local:99999", hosts},
		{"HOSTS", "ann@rungs.local", "ann@rungs.local", hosts},
		{"BODY_MEMORY", "31", "31", memory},
		{"BODY_MEMORY", "65537", "65537", memory},
		{"BODY_MEMORY", "64 MiB", "64 MiB", memory},
		{"RATE_LIMIT", "-1", "-1", rate},
		{"RATE_LIMIT", "1000001", "1000001", rate},
		{"RATE_LIMIT", "1.5", "1.5", rate},
		{"RATE_LIMIT", "1,000", "1,000", rate},
		{"RATE_LIMIT", "many", "many", rate},
		{"RATE_LIMIT", "99999999999999999999", "99999999999999999999", rate},
		{"JOURNAL", "a\x00b", `a\x00b`, "Give the path of a folder, such as /mnt/other/sevenrungs-journal."},
		{"BACKUPS_KEPT", "0", "0", kept},
		{"BACKUPS_KEPT", "3651", "3651", kept},
		{"BACKUPS_KEPT", "5 weeks", "5 weeks", kept},
		{"DRAIN", "-1", "-1", drain},
		{"DRAIN", "301", "301", drain},
		{"DRAIN", "5s", "5s", drain},
		{"METRICS_ADDR", "9464", "9464", metrics},
		{"METRICS_ADDR", "http://127.0.0.1:9464", "http://127.0.0.1:9464", metrics},
		{"LOG_LEVEL", "verbose", "verbose", level},
		{"LOG_LEVEL", "info+1", "info+1", level},
	} {
		t.Run(test.name+" "+test.value, func(t *testing.T) {
			t.Parallel()
			_, err := Load([]string{prefix + test.name + "=" + test.value})
			want := fmt.Sprintf(`%s%s is "%s". %s`, prefix, test.name, test.bad, test.want)
			if err == nil || err.Error() != want {
				t.Errorf("the mistake reads\n\t%v\nwant\n\t%s", err, want)
			}
		})
	}
}

func TestUnknownNamesAreMistakes(t *testing.T) {
	t.Parallel()
	const all = "The settings are SEVENRUNGS_ADDR, SEVENRUNGS_DATABASE, SEVENRUNGS_JOURNAL, SEVENRUNGS_BACKUPS_KEPT, SEVENRUNGS_INSTRUMENTS, SEVENRUNGS_OPERATOR_KEY, SEVENRUNGS_REGISTRATION, SEVENRUNGS_POLICY, SEVENRUNGS_DEMO, SEVENRUNGS_PUBLIC_URL, SEVENRUNGS_HOSTS, SEVENRUNGS_CONTACT, SEVENRUNGS_CORS_ORIGINS, " +
		"SEVENRUNGS_TRUSTED_PROXIES, SEVENRUNGS_RATE_LIMIT, SEVENRUNGS_BODY_MEMORY, SEVENRUNGS_DRAIN, SEVENRUNGS_METRICS_ADDR, SEVENRUNGS_LOG_LEVEL."
	for entry, want := range map[string]string{
		"SEVENRUNGS_ADDRESS=hunter2":     "SEVENRUNGS_ADDRESS is not a setting. Did you mean SEVENRUNGS_ADDR?",
		"SEVENRUNGS_ADR=":                "SEVENRUNGS_ADR is not a setting. Did you mean SEVENRUNGS_ADDR?",
		"SEVENRUNGS_CORS_ORIGIN=hunter2": "SEVENRUNGS_CORS_ORIGIN is not a setting. Did you mean SEVENRUNGS_CORS_ORIGINS?",
		"SEVENRUNGS_RATELIMIT=hunter2":   "SEVENRUNGS_RATELIMIT is not a setting. Did you mean SEVENRUNGS_RATE_LIMIT?",
		"sevenrungs_addr=hunter2":        "sevenrungs_addr is not a setting. Did you mean SEVENRUNGS_ADDR?",
		"SEVENRUNGS_PASSWORD=hunter2":    "SEVENRUNGS_PASSWORD is not a setting. " + all,
		"SEVENRUNGS_=hunter2":            "SEVENRUNGS_ is not a setting. " + all,
	} {
		_, err := Load([]string{entry})
		if err == nil || err.Error() != want {
			t.Errorf("%s:\n\t%v\nwant\n\t%s", entry, err, want)
		}
	}
}

func TestAllMistakesAreNamedAtOnce(t *testing.T) {
	t.Parallel()
	_, err := Load([]string{
		"SEVENRUNGS_ADDR=x", "SEVENRUNGS_DATABASE=a\x00", "SEVENRUNGS_JOURNAL=a\x00", "SEVENRUNGS_BACKUPS_KEPT=x", "SEVENRUNGS_INSTRUMENTS=a\x00",
		"SEVENRUNGS_OPERATOR_KEY=secret", "SEVENRUNGS_REGISTRATION=x",
		"SEVENRUNGS_POLICY=a\x00", "SEVENRUNGS_DEMO=x", "SEVENRUNGS_PUBLIC_URL=x", "SEVENRUNGS_HOSTS=x/y", "SEVENRUNGS_CONTACT=x", "SEVENRUNGS_CORS_ORIGINS=x",
		"SEVENRUNGS_TRUSTED_PROXIES=x", "SEVENRUNGS_RATE_LIMIT=x", "SEVENRUNGS_BODY_MEMORY=x", "SEVENRUNGS_DRAIN=x", "SEVENRUNGS_METRICS_ADDR=x", "SEVENRUNGS_LOG_LEVEL=x", "SEVENRUNGS_X=x",
	})
	mistakes := len(Variables()) + 1
	if err == nil {
		t.Fatalf("%d mistakes were let through", mistakes)
	}
	lines := strings.Split(err.Error(), "\n")
	if len(lines) != mistakes {
		t.Fatalf("%d lines for %d mistakes:\n%v", len(lines), mistakes, err)
	}
	if strings.Contains(err.Error(), "secret") {
		t.Errorf("the error shows the operator's key: %v", err)
	}
	for i, v := range Variables() {
		if !strings.HasPrefix(lines[i], v.Name+" is ") {
			t.Errorf("line %d is %q, want it to name %s", i, lines[i], v.Name)
		}
	}
}

func TestDefaults(t *testing.T) {
	t.Parallel()
	want := Config{Addr: "127.0.0.1:8080", Database: "sevenrungs.db", BackupsKept: 35, OpenToAll: true, RateLimit: 600, BodyMemory: 64, Drain: 1, LogLevel: slog.LevelInfo}
	empty := []string{"PATH=/bin", "SEVENRUNG_ADDR=x", "=odd"}
	for _, v := range Variables() {
		empty = append(empty, v.Name+"= ")
	}
	for name, environ := range map[string][]string{"nothing set": nil, "all set to nothing": empty} {
		got, err := Load(environ)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if diff := cmp.Diff(want, got, comparePrefixes); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestValuesAreRead(t *testing.T) {
	t.Parallel()
	got, err := Load([]string{
		"SEVENRUNGS_ADDR=[::1]:0",
		"SEVENRUNGS_DATABASE=/data/a b=c.db",
		"SEVENRUNGS_JOURNAL=/mnt/a journal",
		"SEVENRUNGS_BACKUPS_KEPT=3650",
		"SEVENRUNGS_INSTRUMENTS=our ladders",
		"SEVENRUNGS_OPERATOR_KEY=rung_0123456789abcdefghijABCDEFGHIJ01",
		"SEVENRUNGS_REGISTRATION=closed",
		"SEVENRUNGS_POLICY=/etc/strict.json",
		"SEVENRUNGS_DEMO=1",
		"SEVENRUNGS_PUBLIC_URL=https://rungs.example.org:8443//",
		"SEVENRUNGS_HOSTS=Rungs.local, [::1]:8080",
		"SEVENRUNGS_BODY_MEMORY=32",
		"SEVENRUNGS_CORS_ORIGINS= https://App.example.org:443 , http://localhost:5173,http://[::1]:80",
		"SEVENRUNGS_TRUSTED_PROXIES=10.0.0.1, 10.1.2.3/16, ::1, ::ffff:10.0.0.2",
		"SEVENRUNGS_RATE_LIMIT=1000000",
		"SEVENRUNGS_DRAIN=0",
		"SEVENRUNGS_METRICS_ADDR=127.0.0.1:9464",
		"SEVENRUNGS_LOG_LEVEL=WARN",
	})
	if err != nil {
		t.Fatal(err)
	}
	want := Config{
		Addr:        "[::1]:0",
		Database:    "/data/a b=c.db",
		Journal:     "/mnt/a journal",
		BackupsKept: 3650,
		Instruments: "our ladders",
		OperatorKey: "rung_0123456789abcdefghijABCDEFGHIJ01",
		Policy:      "/etc/strict.json",
		Demo:        true,
		PublicURL:   "https://rungs.example.org:8443",
		Hosts:       []string{"rungs.local", "[::1]:8080"},
		CORSOrigins: []string{"https://app.example.org", "http://localhost:5173", "http://[::1]"},
		TrustedProxies: []netip.Prefix{
			netip.MustParsePrefix("10.0.0.1/32"), netip.MustParsePrefix("10.1.0.0/16"),
			netip.MustParsePrefix("::1/128"), netip.MustParsePrefix("10.0.0.2/32"),
		},
		RateLimit:   1_000_000,
		BodyMemory:  32,
		MetricsAddr: "127.0.0.1:9464",
		LogLevel:    slog.LevelWarn,
	}
	if diff := cmp.Diff(want, got, comparePrefixes); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestEdgesAreLetThrough(t *testing.T) {
	t.Parallel()
	for _, entry := range []string{
		"ADDR=:8080", "ADDR=localhost:65535", "ADDR=0.0.0.0:0", "RATE_LIMIT=0", "DRAIN=300", "CORS_ORIGINS=*",
		"PUBLIC_URL=http://localhost",
		"DATABASE=postgres://ann:p%40ss@db.example.org:5432/rungs?sslmode=verify-full", "DATABASE=postgresql:///rungs?host=/run/postgresql",
		"PUBLIC_URL=https://192.0.2.1:8080/", "TRUSTED_PROXIES=128.0.0.0/1",
	} {
		if _, err := Load([]string{prefix + entry}); err != nil {
			t.Errorf("%s: %v", entry, err)
		}
	}
}

func TestValidateNamesBadFields(t *testing.T) {
	t.Parallel()
	good, err := Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := good.Validate(); err != nil {
		t.Errorf("the defaults: %v", err)
	}
	for field, corrupt := range map[string]func(*Config){
		"ADDR":            func(c *Config) { c.Addr = "" },
		"DATABASE":        func(c *Config) { c.Database = "" },
		"INSTRUMENTS":     func(c *Config) { c.Instruments = "a\x00b" },
		"PUBLIC_URL":      func(c *Config) { c.PublicURL = "example.org" },
		"CORS_ORIGINS":    func(c *Config) { c.CORSOrigins = []string{"*", "https://a.org"} },
		"TRUSTED_PROXIES": func(c *Config) { c.TrustedProxies = []netip.Prefix{{}} },
		"RATE_LIMIT":      func(c *Config) { c.RateLimit = -1 },
		"HOSTS":           func(c *Config) { c.Hosts = []string{"a/b"} },
		"BODY_MEMORY":     func(c *Config) { c.BodyMemory = 0 },
		"DRAIN":           func(c *Config) { c.Drain = -1 },
		"METRICS_ADDR":    func(c *Config) { c.MetricsAddr = "here" },
		"LOG_LEVEL":       func(c *Config) { c.LogLevel = 3 },
	} {
		bad := good
		corrupt(&bad)
		if err := bad.Validate(); err == nil || !strings.HasPrefix(err.Error(), prefix+field+" is ") {
			t.Errorf("%s: %v", field, err)
		}
	}
}

// The guide for operators must say what the program says.
func TestOperatingGuideListsEveryVariable(t *testing.T) {
	t.Parallel()
	guide, err := os.ReadFile("../../docs/operating.md")
	if err != nil {
		t.Fatal(err)
	}
	var table strings.Builder
	table.WriteString("| variable | default | meaning |\n|---|---|---|\n")
	for _, v := range Variables() {
		shown := "none"
		if v.Default != "" {
			shown = "`" + v.Default + "`"
		}
		fmt.Fprintf(&table, "| `%s` | %s | %s |\n", v.Name, shown, v.Meaning)
	}
	if !strings.Contains(string(guide), table.String()) {
		t.Errorf("docs/operating.md does not hold this table:\n%s", table.String())
	}
}

func FuzzLoad(f *testing.F) {
	f.Add("127.0.0.1:8080", "a.db", "ladders", "https://example.org", "https://a.org:443,http://b", "10.0.0.1,::1/64", "600", "info", "X")
	f.Add("x", "postgres://ann:pass@host/rungs", "", "", "", "", "", "", "")
	f.Add("x", "\x00", "\x00", "https://a@b", "*", "0.0.0.0/0", "-1", "INFO+1", "")
	f.Add(" :0", " ", " ", "http://[::1%25a]:0/%2f", "http://[::ffff:1.2.3.4]", "::ffff:1.2.3.4", "+0", "Debug", "addr")
	f.Fuzz(func(t *testing.T, addr, database, instruments, url, origins, proxies, rate, level, name string) {
		environ := []string{
			"SEVENRUNGS_ADDR=" + addr, "SEVENRUNGS_DATABASE=" + database, "SEVENRUNGS_INSTRUMENTS=" + instruments, "SEVENRUNGS_PUBLIC_URL=" + url,
			"SEVENRUNGS_CORS_ORIGINS=" + origins, "SEVENRUNGS_TRUSTED_PROXIES=" + proxies,
			"SEVENRUNGS_RATE_LIMIT=" + rate, "SEVENRUNGS_LOG_LEVEL=" + level,
		}
		if _, err := Load(append(environ, prefix+name)); err == nil && !known(prefix+name) {
			t.Fatalf("%q was let through", prefix+name)
		}
		c, err := Load(environ)
		if err != nil {
			return
		}
		if err := c.Validate(); err != nil {
			t.Fatalf("accepted, but not valid: %v", err)
		}
		var written []string
		for _, s := range settings {
			written = append(written, s.Name+"="+s.get(c))
		}
		again, err := Load(written)
		if diff := cmp.Diff(c, again, comparePrefixes); err != nil || diff != "" {
			t.Fatalf("written out and read again: %v\n%s", err, diff)
		}
	})
}

// known reports whether an entry without a value names a setting.
func known(entry string) bool {
	name, _, _ := strings.Cut(entry, "=")
	for _, v := range Variables() {
		if v.Name == name {
			return true
		}
	}
	return false
}

// What is ready to be copied must name settings that there are.
func TestFilesToDeployNameSettingsThatThereAre(t *testing.T) {
	t.Parallel()
	name, named := regexp.MustCompile(prefix+`[A-Z_]+`), 0
	err := filepath.WalkDir("../../deploy", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		for _, found := range name.FindAllString(string(text), -1) {
			if named++; !known(found) {
				t.Errorf("%s names %s, which is no setting", path, found)
			}
		}
		return err
	})
	if err != nil || named < 5 {
		t.Errorf("%d settings are named: %v", named, err)
	}
}
