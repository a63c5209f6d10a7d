package databasetest

import (
	"bytes"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"testing"
)

// ownToRestart makes a server that can be restarted, until its standard input ends.
const ownToRestart = makeFolder + `
trap '"$1/pg_ctl" -D "$folder/data" -s -w -m immediate stop || true; rm -rf "$folder"' EXIT
trap 'exit 1' HUP INT PIPE TERM
"$1/initdb" -D "$folder/data" -U tests -A trust -E UTF8 --no-locale --no-sync >&2
"$1/pg_ctl" -D "$folder/data" -s -w -l "$folder/log" -o "-k $folder -c listen_addresses= -c fsync=off -c jit=off" start >&2
echo "$folder"
cat >/dev/null
`

// A Server is a PostgreSQL server for one test, which may do to it what others
// would feel.
type Server struct {
	Address string // of its one database
	folder  string
}

// PostgresOfItsOwn starts a server that goes when t ends. It skips t when there is
// no PostgreSQL.
func PostgresOfItsOwn(t testing.TB) *Server {
	t.Helper()
	programs, err := postgresPrograms()
	if err != nil {
		t.Skip(err)
	}
	own := asPostgres(t, "sh", "-c", ownToRestart, "sh", programs)
	var said bytes.Buffer
	own.Stderr = &said
	in, err := own.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := own.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := own.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = in.Close()
		if err := own.Wait(); err != nil {
			t.Errorf("PostgreSQL: %v: %s", err, said.String())
		}
	})
	s := &Server{}
	if _, err := fmt.Fscanln(out, &s.folder); err != nil {
		t.Fatalf("PostgreSQL did not start: %v", err)
	}
	s.Address = "postgres://tests@/postgres?host=" + url.QueryEscape(s.folder)
	return s
}

// Restart has the server die at once, and starts it again.
func (s *Server) Restart(t testing.TB) {
	t.Helper()
	programs, err := postgresPrograms()
	if err != nil {
		t.Fatal(err)
	}
	if said, err := asPostgres(t, programs+"/pg_ctl", "-D", s.folder+"/data", "-s", "-w", "-l", s.folder+"/log", "-m", "immediate", "restart").CombinedOutput(); err != nil {
		t.Fatalf("restart: %v: %s", err, said)
	}
}

// asPostgres is a command that root runs as somebody else: PostgreSQL does not run
// as root.
func asPostgres(t testing.TB, args ...string) *exec.Cmd {
	t.Helper()
	if os.Geteuid() == 0 {
		args = append([]string{"runuser", "-u", "postgres", "--"}, args...)
	}
	command := exec.Command(args[0], args[1:]...) //nolint:gosec,noctx // G204: the programs are found on this machine; it ends with its standard input
	command.Dir = "/"
	return command
}
