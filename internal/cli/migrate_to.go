package cli

import (
	"fmt"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/sevenrungs/sevenrungs/internal/config"
	"github.com/sevenrungs/sevenrungs/internal/gormstore"
)

func (p Process) migrateToCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "migrate-to DATABASE",
		Short: "Copy all data into another database, from a file to PostgreSQL or back",
		Long: `Copy all data of the database that SEVENRUNGS_DATABASE names into another one: a
file, or a database of PostgreSQL. Stop the service first. The other one must be
empty, or not there yet if it is a file. All rows are copied, and then read from
both and compared. The first database is not changed.

It may be stopped at any time. Do the same again, and it goes on. Until all is
there, the service refuses to start on the copy. Then set SEVENRUNGS_DATABASE to
it, and SEVENRUNGS_JOURNAL to the folder of the journal as it was.`,
		Example: "  SEVENRUNGS_DATABASE=sevenrungs.db sevenrungs migrate-to postgres://sevenrungs@localhost/sevenrungs",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			cfg, err := config.Load(p.Environ)
			if err != nil {
				return err
			}
			told := teller{p: p}
			if err := gormstore.Move(cmd.Context(), cfg.Database, args[0], p.quietLog(cfg), told.tell); err != nil {
				return err
			}
			fmt.Fprintf(p.Out, "All is copied: %d rows in %d tables. Both databases were read and are the same.\nNow set SEVENRUNGS_DATABASE to the new one (%s)%s, and start the service.\nThe old one still holds everything. Delete it when you are sure.\n",
				told.rows, told.tables, gormstore.Name(args[0]), sameJournal(cfg))
			return nil
		},
	}
}

// sameJournal says with which setting the journal goes on where it was. The new database
// knows no other.
func sameJournal(cfg config.Config) string {
	folder := cfg.JournalFolder()
	if folder == "" {
		return ""
	}
	if whole, err := filepath.Abs(folder); err == nil {
		folder = whole
	}
	return fmt.Sprintf(", set SEVENRUNGS_JOURNAL to %s, which you keep", folder)
}

// teller tells how far a move is: at the end of each table, and once a second.
type teller struct {
	p            Process
	table        string // of which was told last
	step         gormstore.MoveStep
	first        int64 // how many rows were there when it began
	began, last  time.Time
	rows, tables int64 // of all that was compared
}

const tellEvery = time.Second

func (l *teller) tell(m gormstore.Moved) {
	now := time.Now()
	if m.Table != l.table || m.Step != l.step {
		l.table, l.step, l.first, l.began, l.last = m.Table, m.Step, m.Rows, now, now
	}
	whole := m.Rows == m.Of
	if whole && m.Step == gormstore.Comparing {
		l.rows, l.tables = l.rows+m.Rows, l.tables+1
	}
	if m.Of == 0 || !whole && now.Sub(l.last) < tellEvery {
		return
	}
	l.last = now
	fmt.Fprintf(l.p.Err, "%s: %d of %d rows %s", m.Table, m.Rows, m.Of, m.Step)
	if took := now.Sub(l.began).Seconds(); took >= 1 {
		fmt.Fprintf(l.p.Err, ", %.0f a second", float64(m.Rows-l.first)/took)
	}
	fmt.Fprintln(l.p.Err)
}
