package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
)

func (p Process) instrumentCheckCommand() *cobra.Command {
	var all bool
	cmd := &cobra.Command{
		Use:   "check FILE...",
		Short: "Check questionnaires and the words in them",
		Long: `Check questionnaires and the words in them.

Faults keep a file from being used: every one is named with its line and what
to do. Warnings do not: they name words that readers may stumble over. The
words are held to the same rules as ours, in English. The first three of each
kind are shown, and with --all every one.

It fails when there is a fault, and not for warnings.`,
		Example: `  sevenrungs instrument check my-ladder.yaml
  sevenrungs instrument check instruments/*.yaml`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return fmt.Errorf("name at least one file. Like this: %s my-ladder.yaml", cmd.CommandPath())
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return p.checkInstruments(args, all) },
	}
	cmd.Flags().BoolVar(&all, "all", false, "show every warning, and not just the first three of a kind")
	return cmd
}

func (p Process) checkInstruments(names []string, all bool) error {
	published, err := instrument.Published()
	if err != nil {
		return err
	}
	var good []*instrument.Instrument
	for _, name := range names {
		in, err := p.checkInstrument(published, name, all)
		if err != nil {
			fmt.Fprintln(p.Out, err)
			continue
		}
		good = append(good, in)
	}
	if _, err := instrument.NewCatalogue(good...); err != nil {
		fmt.Fprintln(p.Out, err)
		return errors.Join(errors.New("two files have one version"), unusable(len(names)-len(good), len(names)))
	}
	return unusable(len(names)-len(good), len(names))
}

func unusable(bad, files int) error {
	switch {
	case bad == 0:
		return nil
	case files == 1:
		return errors.New("the file cannot be used yet. Mend what is named above, then check it again")
	}
	return fmt.Errorf("%d of %d files cannot be used", bad, files)
}

// checkInstrument prints what is to be said of a file that can be used.
func (p Process) checkInstrument(published *instrument.Catalogue, name string, all bool) (*instrument.Instrument, error) {
	data, err := p.readInstrument(name)
	if err != nil {
		return nil, err
	}
	in, err := instrument.Parse(name, data)
	if err != nil {
		return nil, err
	}
	if err := published.CheckNext(in); err != nil {
		return nil, err
	}
	warnings := in.Warnings(data)
	how := counted(len(warnings))
	if writeWarnings(p.Out, name, warnings, all) {
		how += ". --all shows every one"
	}
	fmt.Fprintf(p.Out, "%s is OK: %s %s, %d rungs, %d questions, %s. %s.\n%s\n",
		name, in.ID, in.Version, in.Top(), len(in.Questions), blocks(in), how, in.Digest())
	if published.Find(in.ID, "") != nil {
		fmt.Fprintln(p.Out, "This id is ours. In a folder of your own, choose another.")
	}
	return in, nil
}

// blocks names the languages and variants there are words in.
func blocks(in *instrument.Instrument) string {
	names := make([]string, 0, len(in.Words))
	for _, words := range in.Words {
		names = append(names, words.Lang+" "+string(words.Variant))
	}
	return "words: " + strings.Join(names, ", ")
}

func counted(warnings int) string {
	switch warnings {
	case 0:
		return "No warnings"
	case 1:
		return "1 warning"
	}
	return fmt.Sprintf("%d warnings", warnings)
}
