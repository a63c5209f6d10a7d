package cli

import (
	"context"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/validity"
)

// validityFlags are what a report is asked for with.
type validityFlags struct {
	quick         bool
	organisations int
	given         bool // organisations are
	world         string
	size          string
	out           string
}

func (p Process) validityCommand() *cobra.Command {
	var flags validityFlags
	cmd := &cobra.Command{
		Use:   "validity",
		Short: "Simulate organisations, to say how far a rung can be trusted",
		Long: `Invent organisations and people, let few of them answer, and compare the rung
with the one that everybody's answers would give. Nobody real is in it. The
report is in Markdown, with plots in SVG, and comes out the same to the byte
each time. It takes some minutes; --quick takes seconds and shows that it works.

The worlds that organisations live in:

` + worldsHelp(),
		Example: `  sevenrungs validity --out docs/validity.md
  sevenrungs validity --world noisy --size 8/4 --organisations 5000`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			flags.given = cmd.Flags().Changed("organisations")
			study, err := flags.study()
			if err != nil {
				return err
			}
			return p.validity(cmd.Context(), study, flags.out)
		},
	}
	cmd.Flags().BoolVar(&flags.quick, "quick", false, "few organisations: to see that it works, not to trust its figures")
	cmd.Flags().IntVar(&flags.organisations, "organisations", 0, fmt.Sprintf("organisations of each world and size (default %d, with --quick fewer)", validity.Organisations))
	cmd.Flags().StringVar(&flags.world, "world", "", "only this world")
	cmd.Flags().StringVar(&flags.size, "size", "", "only this size: people with lived experience, then staff, such as 5/5")
	cmd.Flags().StringVar(&flags.out, "out", "", "the file to write, with the plots in a folder beside it (default the standard output, without plots)")
	return cmd
}

func worldsHelp() string {
	var b strings.Builder
	for _, world := range validity.Worlds() {
		fmt.Fprintf(&b, "  %-22s %s\n", world.Name, world.About)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// study makes out what is asked for. A world or size of one's own leaves out the
// worlds that are drawn to check the table.
func (f *validityFlags) study() (validity.Study, error) {
	study := validity.Full()
	if f.quick {
		study = validity.Quick()
	}
	if f.given {
		if f.organisations < 1 || f.organisations > validity.MaxOrganisations {
			return study, fmt.Errorf("--organisations is %d. Use 1 to %d", f.organisations, validity.MaxOrganisations)
		}
		study.Organisations = f.organisations
	}
	if f.world != "" {
		world, err := validity.FindWorld(f.world)
		if err != nil {
			return study, fmt.Errorf("--world: %w", err)
		}
		study.Worlds, study.Drawn = []validity.World{world}, 0
	}
	if f.size != "" {
		size, err := validity.ParseSize(f.size)
		if err != nil {
			return study, fmt.Errorf("--size: %w", err)
		}
		study.Sizes, study.Drawn = []validity.Size{size}, 0
	}
	return study, nil
}

// validity makes a report and writes it. A file that cannot be written is told
// before the minutes of work, not after.
func (p Process) validity(ctx context.Context, study validity.Study, out string) error {
	if out != "" {
		if err := tryToWrite(out); err != nil {
			return err
		}
	}
	in, err := p.findInstrument(instrument.Ladder)
	if err != nil {
		return err
	}
	figures, err := study.Run(ctx, in, p.showPercent)
	fmt.Fprintln(p.Err)
	if err != nil {
		return err
	}
	if out == "" {
		_, err := p.Out.Write(figures.Report("validity"))
		return err
	}
	return writeReport(figures, out)
}

// showPercent shows how far the work is whenever another percent is done.
func (p Process) showPercent(before, done, of int) {
	if percent := 100 * done / of; percent > 100*before/of {
		fmt.Fprintf(p.Err, "\rSimulating: %d%%", percent)
	}
}

// tryToWrite opens a file for writing, and leaves all as it was.
func tryToWrite(name string) error {
	_, missing := os.Stat(name)
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE, 0o644) //nolint:gosec // a report is for everybody to read
	if err != nil {
		return fmt.Errorf("--out: %w", err)
	}
	if missing != nil {
		defer os.Remove(name) //nolint:errcheck // it is empty
	}
	return file.Close()
}

// writeReport writes a report, and its plots into the folder of the same name.
func writeReport(figures *validity.Figures, out string) error {
	folder := strings.TrimSuffix(out, filepath.Ext(out))
	if folder == out {
		folder += "-plots"
	}
	if err := os.MkdirAll(folder, 0o755); err != nil { //nolint:gosec // as the report
		return fmt.Errorf("--out: %w", err)
	}
	for _, plot := range figures.Plots() {
		if err := os.WriteFile(filepath.Join(folder, plot.Name+".svg"), plot.SVG, 0o644); err != nil { //nolint:gosec // as the report
			return fmt.Errorf("--out: %w", err)
		}
	}
	report := figures.Report(path.Base(filepath.ToSlash(folder)))
	if err := os.WriteFile(out, report, 0o644); err != nil { //nolint:gosec // as above
		return fmt.Errorf("--out: %w", err)
	}
	return nil
}
