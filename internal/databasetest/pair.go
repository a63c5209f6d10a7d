package databasetest

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// Pair is two PostgreSQL servers, of which the second follows the first: what the
// first acknowledges is on both. They go when the test ends.
type Pair struct {
	folder string
	in     io.WriteCloser
	out    *bufio.Reader
}

// pairOfServers makes them, and has the second one take over at the first line
// that comes in: the first is killed, and has no time to put anything in order.
const pairOfServers = makeFolder + `
first= second=
leave() {
	for server in $first $second; do kill -QUIT $server 2>/dev/null && wait $server || true; done
	ipcrm -m "$(awk 'NR == 7 { print $2 }' "$folder/first/postmaster.pid" 2>/dev/null)" 2>/dev/null || true # which the killed one left
	rm -rf "$folder"
}
trap leave EXIT
trap 'exit 1' HUP INT PIPE TERM
quiet="-c listen_addresses= -c dynamic_shared_memory_type=mmap -c fsync=off -c jit=off -c max_wal_size=64MB -c log_min_messages=panic -c log_min_error_statement=panic"
"$1/initdb" -D "$folder/first" -U tests -A trust -E UTF8 --no-locale --no-sync >&2
mkdir "$folder/1" "$folder/2"
"$1/postgres" -D "$folder/first" -k "$folder/1" $quiet >&2 &
first=$!
until "$1/psql" -qX -h "$folder/1" -U tests -c "" postgres 2>/dev/null; do kill -0 $first; sleep 0.02; done
"$1/pg_basebackup" -h "$folder/1" -U tests -D "$folder/second" -R -X stream -c fast --no-sync >&2
"$1/postgres" -D "$folder/second" -k "$folder/2" $quiet >&2 &
second=$!
"$1/psql" -qX -h "$folder/1" -U tests -c "ALTER SYSTEM SET synchronous_standby_names = '*'" -c "SELECT pg_reload_conf()" postgres >/dev/null
while [ "$("$1/psql" -qXAt -h "$folder/1" -U tests -c "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'" postgres)" != 1 ]; do kill -0 $second; sleep 0.02; done
"$1/psql" -qX -h "$folder/1" -U tests -c "CREATE DATABASE pair" postgres
echo "$folder"
read -r go || exit 0
kill -KILL $first
"$1/pg_ctl" promote -D "$folder/second" >&2
echo promoted
cat >/dev/null
`

// NewPair starts two servers, or skips the test if there are none to start.
func NewPair(t testing.TB) *Pair {
	t.Helper()
	programs, err := postgresPrograms()
	if errors.Is(err, errNoPostgres) {
		t.Skip(err)
	} else if err != nil {
		t.Fatal(err)
	}
	own := scripted(pairOfServers, programs)
	var output bytes.Buffer
	own.Stderr = &output
	in, inErr := own.StdinPipe()
	out, outErr := own.StdoutPipe()
	if err := errors.Join(inErr, outErr); err != nil {
		t.Fatal(err)
	}
	if err := own.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(in.Close(), own.Wait()); err != nil {
			t.Errorf("the pair of servers: %v: %s", err, output.String())
		}
	})
	p := &Pair{in: in, out: bufio.NewReader(out)}
	if p.folder, err = p.says(); err != nil {
		t.Fatalf("the pair of servers did not start: %v", err)
	}
	return p
}

// Address is that of a database on the one that takes writes, whichever it is.
func (p *Pair) Address() string {
	both := p.folder + "/1," + p.folder + "/2"
	return "postgres://tests@/pair?target_session_attrs=read-write&host=" + url.QueryEscape(both)
}

// FailOver kills the first server, and has the second one take its place. The
// second may still be about to when it returns.
func (p *Pair) FailOver(t testing.TB) {
	t.Helper()
	_, err := io.WriteString(p.in, "go\n")
	if said, heard := p.says(); err != nil || heard != nil || said != "promoted" {
		t.Fatalf("the second server does not take over: %q (%v, %v)", said, err, heard)
	}
}

func (p *Pair) says() (string, error) {
	line, err := p.out.ReadString('\n')
	return strings.TrimSpace(line), err
}

// scripted is a script that runs as somebody PostgreSQL runs as.
func scripted(script, programs string) *exec.Cmd {
	args := []string{"sh", "-c", script, "sh", programs}
	if os.Geteuid() == 0 { // PostgreSQL does not run as root
		args = append([]string{"runuser", "-u", "postgres", "--"}, args...)
	}
	cmd := exec.CommandContext(context.Background(), args[0], args[1:]...) //nolint:gosec // G204: the program is found on this machine, in the path or where Debian keeps it
	cmd.Dir = "/"
	return cmd
}
