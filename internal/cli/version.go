package cli

import (
	"fmt"

	"github.com/spf13/cobra"
)

func (p Process) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version, the scoring rules and the instruments",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			catalogue, err := p.catalogue()
			if err != nil {
				return err
			}
			about := p.about()
			fmt.Fprintf(p.Out, "%s %s", about.Name, about.Version)
			if about.Commit != "" {
				fmt.Fprintf(p.Out, " (%s)", about.Commit)
			}
			fmt.Fprintf(p.Out, "\nscoring rules %s\n", about.ScoringVersion)
			for _, in := range catalogue.All() {
				fmt.Fprintf(p.Out, "instrument %s %s %s\n", in.ID, in.Version, in.Digest())
			}
			return nil
		},
	}
}
