package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/sevenrungs/sevenrungs/internal/config"
	"github.com/sevenrungs/sevenrungs/internal/gormstore"
)

func (p Process) backupCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "backup FILE",
		Short: "Make a backup of the data file, also while the service runs",
		Long: `Make a backup of the data file. The service may be running. The backup is all as
it was at one moment. It is looked through for damage, and gets its name only when
it is whole and on the disk. A file that is there is never replaced.

Keep it on another machine, as private as the data itself. What was done since,
such as answers that were deleted, stands in the journal: SEVENRUNGS_JOURNAL says
where. Keep that on another disk. To put a backup back: sevenrungs restore FILE.

SEVENRUNGS_DATABASE says which data file is meant. If it is in PostgreSQL, use
pg_dump: docs/postgresql.md says how.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			cfg, err := config.Load(p.Environ)
			if err != nil {
				return err
			}
			return p.backup(cmd.Context(), cfg, args[0])
		},
	}
}

func (p Process) backup(ctx context.Context, cfg config.Config, to string) error {
	if cfg.OnServer() {
		return errors.New(`the data is in PostgreSQL, which makes its own backups: pg_dump --format=custom --file=FILE "$SEVENRUNGS_DATABASE"`)
	}
	contents, err := gormstore.Backup(ctx, cfg.Database, to, func(done, all int64) {
		fmt.Fprintf(p.Err, "%d of about %d MiB\n", done>>20, all>>20)
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(p.Err, "The backup %s was looked through and is good.\n%s\n", to, contents)
	return nil
}

func (p Process) restoreCommand() *cobra.Command {
	var without, looked, anew bool
	command := &cobra.Command{
		Use:   "restore [FILE]",
		Short: "Put a backup back, and do again what was done since",
		Long: `Put a backup back in the place of the data file. Stop the service first.

The backup is looked through before anything is replaced. The old files are moved
aside and not deleted. Then the journal says what was done since the backup was
made, and that is done again: answers that were deleted are deleted again, and keys
that were revoked stay so. An assessment that was closed since is cancelled: its
result is not in the backup. A period that was frozen since stays frozen, and
nothing is released of it.

If the journal is lost, use --without-journal. Then open assessments are cancelled,
organisations must agree again to share, and links to results end. Nothing is
frozen until you have looked at what is there, and say so with --looked. If only
the journal is lost, and no backup is to be put back, use --new-journal.

Without FILE, the database that is there is taken for one that was put back by
other means, such as pg_restore or Litestream.

SEVENRUNGS_DATABASE says which database is meant, and SEVENRUNGS_JOURNAL where the
journal is.`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			cfg, err := config.Load(p.Environ)
			if err != nil {
				return err
			}
			r := restoring{Process: p, cfg: cfg, log: p.quietLog(cfg), without: without}
			switch {
			case (looked || anew) && (looked && anew || without || len(args) > 0):
				return errors.New("--looked and --new-journal come alone")
			case anew:
				return r.newJournal(cmd.Context())
			case looked:
				return r.looked(cmd.Context())
			case len(args) > 0:
				return r.fromFile(cmd.Context(), args[0])
			}
			return r.inPlace(cmd.Context())
		},
	}
	command.Flags().BoolVar(&without, "without-journal", false, "the journal is lost: be careful with all that may have changed")
	command.Flags().BoolVar(&anew, "new-journal", false, "the journal is lost and the database is not: begin a new one")
	command.Flags().BoolVar(&looked, "looked", false, "you have looked at what a backup brought back: freezes may go on")
	return command
}
