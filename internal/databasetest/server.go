package databasetest

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
	"golang.org/x/sync/errgroup"
)

// serverDSN names the variable that holds the URL of a PostgreSQL server to use
// instead of one of our own.
const serverDSN = "TEST_POSTGRES_DSN"

// startTimeout is how long a server may take until it answers.
const startTimeout = 2 * time.Minute

// most is how many databases are removed at a time.
const most = 4

var errNoPostgres = errors.New("there is no PostgreSQL here: install it (on Debian and Ubuntu: apt install postgresql) or set " + serverDSN)

// server is the one that all tests of the process use.
var server postgresServer

// A postgresServer is a PostgreSQL server with one migrated database, which
// every test gets a copy of.
type postgresServer struct {
	start    sync.Once
	startErr error // why there is none
	url      *url.URL
	admin    *sql.DB
	prefix   string       // of the names of our databases
	made     atomic.Int64 // how many
	shutDown func() error // nil for a server that is not ours
	dropping errgroup.Group

	migrate    sync.Once
	migrateErr error
	template   string

	mu   sync.Mutex
	kept []string // the names of what others are copies of
}

func (p *postgresServer) address(database string) string {
	u := *p.url
	u.Path = "/" + database
	return u.String()
}

// prepare connects to the server, which may have to be started.
func (p *postgresServer) prepare() (err error) {
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
	p.dropping.SetLimit(most)
	p.prefix = fmt.Sprintf("sevenrungs_test_%d", os.Getpid())
	for deadline := time.Now().Add(startTimeout); ; time.Sleep(20 * time.Millisecond) {
		if err = p.admin.PingContext(context.Background()); err == nil || time.Now().After(deadline) {
			return err
		}
	}
}

// migrated makes the database that the others are copies of, and returns its
// name.
func (p *postgresServer) migrated(migrate Migrate) (name string, err error) {
	name = p.prefix + "_template"
	if _, err := p.admin.ExecContext(context.Background(), "CREATE DATABASE "+name+" TEMPLATE template0"); err != nil {
		return "", err
	}
	p.keep(name)
	return name, migrate(p.address(name))
}

// keep keeps a database until the end.
func (p *postgresServer) keep(name string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.kept = append(p.kept, name)
}

// drop removes a database, while the tests go on: the server waits for those who are
// just leaving it, in steps of 100 ms. What cannot be removed fails all tests at the
// end.
func (p *postgresServer) drop(name string) {
	p.dropping.Go(func() error {
		_, err := p.admin.ExecContext(context.Background(), "DROP DATABASE IF EXISTS "+name+" WITH (FORCE)")
		return err
	})
}

// makeFolder makes the folder of a server whose user is not ours. It is in memory
// where there is enough: copying a database, which is hundreds of small files, is
// several times as fast there. Its name is short, since a socket takes no long path.
const makeFolder = `
set -e
room=/tmp
free=$(df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 { print $4 }')
if [ "${free:-0}" -gt 2000000 ] && [ -w /dev/shm ]; then room=/dev/shm; fi
folder=$(mktemp -d $room/sevenrungs.XXXXXX)
`

// ownServer makes a server and runs it until its standard input ends, which it
// also does when the tests are killed. Nothing on it is worth a clean stop.
const ownServer = makeFolder + `
server=
trap 'if [ "$server" ]; then kill -QUIT $server; wait $server || true; fi; rm -rf "$folder"' EXIT
trap 'exit 1' HUP INT PIPE TERM
"$1/initdb" -D "$folder/data" -U tests -A trust -E UTF8 --no-locale --no-sync >&2
"$1/postgres" -D "$folder/data" -k "$folder" -c listen_addresses= -c fsync=off -c full_page_writes=off -c autovacuum=off -c jit=off -c max_wal_size=64MB -c max_prepared_transactions=8 -c log_min_messages=panic -c log_min_error_statement=panic >&2 &
server=$!
echo "$folder"
cat >/dev/null
`

func (p *postgresServer) startOwn() (address string, err error) {
	programs, err := postgresPrograms()
	if err != nil {
		return "", err
	}
	own := scripted(ownServer, programs)
	var output bytes.Buffer
	own.Stderr = &output
	in, err := own.StdinPipe()
	if err != nil {
		return "", err
	}
	out, err := own.StdoutPipe()
	if err != nil {
		return "", err
	}
	if err := own.Start(); err != nil {
		return "", err
	}
	p.shutDown = func() error {
		if err := errors.Join(in.Close(), own.Wait()); err != nil {
			return fmt.Errorf("PostgreSQL: %w: %s", err, output.String())
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
		initdb, err = filepath.EvalSymlinks(initdb) // the others may have no link
		return filepath.Dir(initdb), err
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
func (p *postgresServer) stop() error {
	var errs []error
	if p.admin != nil {
		for _, name := range p.kept {
			p.drop(name)
		}
		errs = append(errs, p.dropping.Wait(), p.admin.Close())
	}
	if p.shutDown != nil {
		errs = append(errs, p.shutDown())
		p.shutDown = nil
	}
	return errors.Join(errs...)
}
