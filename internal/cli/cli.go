// Package cli is the commands: flags in, calls to the rest, words out.
package cli

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/sevenrungs/sevenrungs/internal/clock"
	"github.com/sevenrungs/sevenrungs/internal/config"
)

// Process is all that a command may use of the outside world.
type Process struct {
	Args    []string // without the program's name
	Environ []string // as from os.Environ
	In      io.Reader
	Out     io.Writer
	Err     io.Writer
	Version string
	Commit  string // may be ""
	// Clocks are those of the machine, which a test may set; none for this machine's.
	Clocks clock.Machine
}

// product is the name of this program, for people.
const product = "Seven Rungs"

// Run carries out one command. It returns when the command is done or, for
// serve, when ctx is and the last request has been answered.
func Run(ctx context.Context, p Process) error {
	root := p.root()
	root.SetArgs(append([]string{}, p.Args...)) // cobra takes nil for those of this process
	root.SetIn(p.In)
	root.SetOut(p.Out)
	root.SetErr(p.Err)
	return root.ExecuteContext(ctx)
}

func (p Process) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "sevenrungs",
		Short: "Score how far you are with co-production",
		Long: `Seven Rungs scores how far an organisation is with co-production: on the seven
rungs of the ladder, and on four principles. Both sides answer: people with
lived experience, and staff.

Without a command it serves the API. Settings come from the environment:

` + settingsHelp(),
		Args:          cobra.NoArgs,
		SilenceErrors: true, // main prints them
		SilenceUsage:  true,
		RunE:          func(cmd *cobra.Command, _ []string) error { return p.serve(cmd.Context()) },
	}
	root.AddCommand(
		p.serveCommand(), p.scoreCommand(), p.verifyCommand(), p.instrumentCommand(), p.operatorKeyCommand(), p.auditCommand(), p.backupCommand(),
		p.restoreCommand(), p.demoCommand(), p.migrateToCommand(), p.validityCommand(), p.openAPICommand(), p.versionCommand())
	root.CompletionOptions.HiddenDefaultCmd = true
	return root
}

// settingsHelp lists every setting: its name and default, then what it means.
func settingsHelp() string {
	var b strings.Builder
	for _, v := range config.Variables() {
		fmt.Fprintf(&b, "  %s", v.Name)
		if v.Default != "" {
			fmt.Fprintf(&b, " (%s)", v.Default)
		}
		fmt.Fprintf(&b, "\n      %s\n", strings.ReplaceAll(v.Meaning, "`", ""))
	}
	return strings.TrimSuffix(b.String(), "\n")
}
