package cli

import (
	"fmt"
	"log/slog"

	"github.com/spf13/cobra"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/internal/config"
	"github.com/sevenrungs/sevenrungs/internal/gormstore"
)

func (p Process) operatorKeyCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "operator-key",
		Short: "Make a new key for the operator and revoke the old ones",
		Long: `Make a new key for the operator, for when the old one is lost or somebody else
may have seen it. All older keys of the operator stop working at once. The
service may be running. SEVENRUNGS_DATABASE says which database is meant.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.onStore(cmd.Context(), func(_ config.Config, store *gormstore.Store, _ *slog.Logger) error {
				key, err := newService(store, nil, nil).ReplaceOperatorKey(cmd.Context())
				if err != nil {
					return err
				}
				p.showKey(key)
				return nil
			}, gormstore.ThatIsThere())
		},
	}
}

// showKey shows the operator's key, when one was made.
func (p Process) showKey(key assessments.NewKey) {
	if !key.Secret.IsZero() {
		fmt.Fprintf(p.Out, "The operator's key is %s\nIt is shown only now. Keep it where you keep passwords.\n", key.Secret.Reveal())
	}
}
