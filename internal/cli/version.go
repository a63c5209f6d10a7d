package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/sevenrungs/sevenrungs/assessments/scoring"
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
			fmt.Fprintf(p.Out, "%s %s", product, p.Version)
			if p.Commit != "" {
				fmt.Fprintf(p.Out, " (%s)", p.Commit)
			}
			fmt.Fprintf(p.Out, "\nscoring rules %s\n", scoring.Version)
			for _, in := range catalogue.All() {
				fmt.Fprintf(p.Out, "instrument %s %s %s\n", in.ID, in.Version, in.Digest())
			}
			return nil
		},
	}
}
