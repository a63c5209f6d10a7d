package cli

import (
	"github.com/spf13/cobra"

	"github.com/sevenrungs/sevenrungs/docs"
)

func (p Process) openAPICommand() *cobra.Command {
	return &cobra.Command{
		Use:   "openapi",
		Short: "Print the OpenAPI document of the API",
		Long:  "Print the OpenAPI 3.1 document of the API, the same that is served at /openapi.json.",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			_, err := p.Out.Write(docs.OpenAPI)
			return err
		},
	}
}
