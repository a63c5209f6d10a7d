package cli_test

import (
	"bytes"
	"context"
	"log/slog"
	"os"
	"os/exec"
	"testing"

	"github.com/sevenrungs/sevenrungs/internal/cli"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
	"github.com/sevenrungs/sevenrungs/internal/gormstore"
)

// actAsProgram names the variable that turns the test binary into the program.
const actAsProgram = "CLI_TEST_ACT_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(actAsProgram) != "" {
		err := cli.Run(context.Background(), cli.Process{Args: os.Args[1:], Environ: os.Environ(), Out: os.Stdout, Err: os.Stderr, Version: "test"})
		if err != nil {
			os.Exit(1)
		}
		return
	}
	os.Exit(databasetest.Main(m))
}

// forBoth runs a test on a new database of each kind.
func forBoth(t *testing.T, test func(t *testing.T, database string)) {
	t.Helper()
	databasetest.OnBoth(t, migrate, test)
}

// migrate makes the tables of a database.
func migrate(address string) error {
	store, err := gormstore.Open(context.Background(), address, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	return store.Close()
}

// spawn starts the program as a process of its own. Its stop kills it, with no
// time to put anything in order.
func spawn(t *testing.T, database string, settings ...string) *service {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], "serve")
	cmd.Env = append(settings, actAsProgram+"=1", "SEVENRUNGS_ADDR=127.0.0.1:0", "SEVENRUNGS_DATABASE="+database, "HOME="+t.TempDir())
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return &service{url: greeting(t, out, new(bytes.Buffer)), stop: func() error {
		err := cmd.Process.Kill()
		_ = cmd.Wait() // it says that it was killed
		return err
	}}
}
