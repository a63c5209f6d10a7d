// Command sevenrungs scores how far an organisation is with co-production, and
// serves the scoring API. Run it without arguments to serve; --help says
// what else it does.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/sevenrungs/sevenrungs/internal/cli"
)

// version and commit are set when a release is built.
var version, commit = "dev", ""

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second Ctrl-C does not wait
	err := cli.Run(ctx, cli.Process{
		Args: os.Args[1:], Environ: os.Environ(),
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr,
		Version: version, Commit: commit,
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, "sevenrungs:", err)
		os.Exit(1)
	}
}
