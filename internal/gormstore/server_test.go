package gormstore

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
)

// serverDSN names the variable that holds the URL of a PostgreSQL server to use
// instead of one of our own. Its user must be allowed to make databases.
const serverDSN = "TEST_POSTGRES_DSN"

// A postgresForTests is a PostgreSQL server with one migrated database, which
// every test gets a copy of.
type postgresForTests struct {
	start    sync.Once
	err      error // why there is none
	url      *url.URL
	admin    *sql.DB
	template string
	made     atomic.Int64
	shutDown func() error // nil for a server that is not ours
}

var testServer postgresForTests

var errNoPostgres = errors.New("there is no PostgreSQL here: install it (on Debian and Ubuntu: apt install postgresql) or set " + serverDSN)

// needPostgres starts the server, or skips the test if there is none to start.
func needPostgres(t *testing.T) {
	t.Helper()
	testServer.start.Do(func() { testServer.err = testServer.prepare() })
	if errors.Is(testServer.err, errNoPostgres) {
		t.Skip(testServer.err)
	}
	if testServer.err != nil {
		t.Fatal(testServer.err)
	}
}

// tempDatabase returns the URL of a migrated database that goes when t ends.
func tempDatabase(t *testing.T) string {
	t.Helper()
	needPostgres(t)
	return makeDatabase(t, "TEMPLATE "+testServer.template)
}

// emptyDatabase is as tempDatabase, with no tables.
func emptyDatabase(t *testing.T) string {
	t.Helper()
	needPostgres(t)
	return makeDatabase(t, "TEMPLATE template0")
}

func makeDatabase(t *testing.T, how string) string {
	t.Helper()
	name := fmt.Sprintf("%s_%d", testServer.template, testServer.made.Add(1))
	onServer(t, "CREATE DATABASE "+name+" "+how)
	t.Cleanup(func() { onServer(t, "DROP DATABASE "+name+" WITH (FORCE)") })
	return testServer.address(name)
}

func onServer(t *testing.T, statement string) {
	t.Helper()
	if _, err := testServer.admin.ExecContext(context.WithoutCancel(t.Context()), statement); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

func (p *postgresForTests) address(database string) string {
	u := *p.url
	u.Path = "/" + database
	return u.String()
}

func (p *postgresForTests) prepare() (err error) {
	address := os.Getenv(serverDSN)
	if address == "" {
		if address, err = p.startOwn(); err != nil {
			return err
		}
	}
	if p.url, err = url.Parse(address); err != nil {
		return fmt.Errorf("%s is not a URL", serverDSN)
	}
	if p.admin, err = sql.Open("pgx", address); err != nil {
		return err
	}
	for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		if err = p.admin.PingContext(context.Background()); err == nil || time.Now().After(deadline) {
			break
		}
	}
	p.template = fmt.Sprintf("sevenrungs_test_%d", os.Getpid())
	if err == nil {
		_, err = p.admin.ExecContext(context.Background(), "CREATE DATABASE "+p.template+" TEMPLATE template0")
	}
	if err == nil {
		var store *Store
		if store, err = Open(context.Background(), p.address(p.template), slog.New(slog.DiscardHandler)); err == nil {
			err = store.Close()
		}
	}
	return err
}

// ownServer makes a server and runs it until its standard input ends, which it
// also does when the tests are killed. Nothing on it is worth a clean stop.
const ownServer = `
set -e
folder=$(mktemp -d /tmp/sevenrungs.XXXXXX) # a socket takes no long path
server=
trap 'if [ "$server" ]; then kill -QUIT $server; wait $server || true; fi; rm -rf "$folder"' EXIT
trap 'exit 1' HUP INT PIPE TERM
"$1/initdb" -D "$folder/data" -U tests -A trust -E UTF8 --no-locale --no-sync >&2
"$1/postgres" -D "$folder/data" -k "$folder" -c listen_addresses= -c fsync=off -c log_min_messages=panic -c log_min_error_statement=panic >&2 &
server=$!
echo "$folder"
cat >/dev/null
`

func (p *postgresForTests) startOwn() (address string, err error) {
	programs, err := postgresPrograms()
	if err != nil {
		return "", err
	}
	args := []string{"sh", "-c", ownServer, "sh", programs}
	if os.Geteuid() == 0 { // PostgreSQL does not run as root
		args = append([]string{"runuser", "-u", "postgres", "--"}, args...)
	}
	server := exec.CommandContext(context.Background(), args[0], args[1:]...)
	server.Dir = "/"
	var said bytes.Buffer
	server.Stderr = &said
	in, err := server.StdinPipe()
	if err != nil {
		return "", err
	}
	out, err := server.StdoutPipe()
	if err != nil {
		return "", err
	}
	if err := server.Start(); err != nil {
		return "", err
	}
	p.shutDown = func() error {
		if err := errors.Join(in.Close(), server.Wait()); err != nil {
			return fmt.Errorf("PostgreSQL: %w: %s", err, said.String())
		}
		return nil
	}
	var folder string
	if _, err := fmt.Fscanln(out, &folder); err != nil {
		return "", fmt.Errorf("PostgreSQL did not start: %w", errors.Join(p.stop(), err))
	}
	return "postgres://tests@/postgres?host=" + url.QueryEscape(folder), nil
}

// postgresPrograms returns the folder of initdb and postgres. Debian keeps them
// out of the path, because there may be several releases.
func postgresPrograms() (string, error) {
	if initdb, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(initdb), nil
	}
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil || len(found) == 0 {
		return "", cmp.Or(err, errNoPostgres)
	}
	newest := found[0]
	for _, initdb := range found {
		if len(initdb) > len(newest) || len(initdb) == len(newest) && initdb > newest {
			newest = initdb
		}
	}
	return filepath.Dir(newest), nil
}

// stop removes what is left on the server, and stops it if it is ours.
func (p *postgresForTests) stop() error {
	var errs []error
	if p.admin != nil {
		if p.template != "" {
			_, err := p.admin.ExecContext(context.Background(), "DROP DATABASE IF EXISTS "+p.template+" WITH (FORCE)")
			errs = append(errs, err)
		}
		errs = append(errs, p.admin.Close())
	}
	if p.shutDown != nil {
		errs = append(errs, p.shutDown())
		p.shutDown = nil
	}
	return errors.Join(errs...)
}
