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
	err := cli.Run(untilTold(), cli.Process{
		Args: os.Args[1:], Environ: os.Environ(),
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr,
		Version: version, Commit: commit,
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, "sevenrungs:", err)
		os.Exit(1)
	}
}

// untilTold ends with the first Ctrl-C or SIGTERM. The second does not wait: by
// then the system deals with it, which ends the program.
func untilTold() context.Context {
	ctx, end := context.WithCancel(context.Background())
	told := make(chan os.Signal, 1)
	signal.Notify(told, os.Interrupt, syscall.SIGTERM)
	go func() {
		<-told
		signal.Stop(told)
		end()
	}()
	return ctx
}
