package cli

import (
	"fmt"
	"log/slog"
	"strings"

	"github.com/spf13/cobra"

	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/internal/config"
	"github.com/sevenrungs/sevenrungs/internal/gormstore"
)

func (p Process) auditCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "audit",
		Short: "Check that nothing published, and nothing of its trail, was changed",
		Long: `Follow the trail of who declared, froze and read, and hold every release and the
ledger of ε against it. Nothing is changed. When something is wrong, each fault
is named and the exit status is 1. The service may be running.
SEVENRUNGS_DATABASE says which database is meant.

The hash that is printed is that of the last entry. Keep it elsewhere, with the
number of entries. Then you can see later that the trail only grew.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.onStore(cmd.Context(), func(cfg config.Config, store *gormstore.Store, _ *slog.Logger) error {
				comparing, err := comparisonsAsServed(cmd.Context(), cfg, store, nil)
				if err != nil {
					return err
				}
				audit, err := comparing.Audit(cmd.Context())
				if err != nil {
					return err
				}
				return p.sayAudit(cfg, audit)
			}, gormstore.ThatIsThere())
		},
	}
}

func (p Process) sayAudit(cfg config.Config, audit comparisons.Audit) error {
	fmt.Fprintf(p.Out, "Database: %s\nEntries in the trail: %d\nReleases: %d\n", gormstore.Name(cfg.Database), audit.Entries, audit.Releases)
	if audit.Entries > 0 {
		fmt.Fprintf(p.Out, "Hash of the last entry: %s\n", audit.Last)
	}
	if len(audit.Faults) > 0 {
		return fmt.Errorf("the audit found faults, %d in all:\n%s", len(audit.Faults), strings.Join(audit.Faults, "\n"))
	}
	_, err := fmt.Fprintln(p.Out, "All is well. Nothing was changed and nothing is missing.")
	return err
}
