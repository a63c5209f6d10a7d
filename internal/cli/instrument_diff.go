package cli

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/spf13/cobra"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
)

func (p Process) instrumentDiffCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "diff A B",
		Short: "Say what changed between two versions of a questionnaire",
		Long: `Say what changed between two versions of a questionnaire, as a plain list.

A and B are each a version of coproduction-ladder, an ID@VERSION that is known
here, or a file. docs/instrument-changes.md says what the changes of ours mean.`,
		Example: `  sevenrungs instrument diff 0.8.0 0.9.0
  sevenrungs instrument diff 0.9.0 my-ladder.yaml
  sevenrungs instrument diff my-ladder@0.1.0 my-ladder@0.2.0`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 2 {
				return fmt.Errorf("name two versions. You named %d. Like this: %s 0.8.0 0.9.0", len(args), cmd.CommandPath())
			}
			if args[0] == "-" && args[1] == "-" {
				return errors.New("only one of the two can come from the standard input")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return p.diffInstruments(args[0], args[1]) },
	}
}

func (p Process) diffInstruments(a, b string) error {
	was, err := p.findVersion(a)
	if err != nil {
		return err
	}
	is, err := p.findVersion(b)
	if err != nil {
		return err
	}
	if was.Digest() == is.Digest() {
		return fmt.Errorf("both are %s. Name two that are not the same", versionName(is))
	}
	writeDiff(p.Out, was, is)
	return nil
}

var bareVersion = regexp.MustCompile(`^[0-9]+\.[0-9]+\.[0-9]+$`)

// findVersion reads a file, or looks up an id with or without a version, or a version of
// the questionnaire that comes with the program.
func (p Process) findVersion(name string) (*instrument.Instrument, error) {
	if bareVersion.MatchString(name) {
		name = instrument.Ladder + "@" + name
	}
	id, version, with := strings.Cut(name, "@")
	if !with || name == "-" || instrument.IsFileName(name) {
		return p.findInstrument(name)
	}
	if version == "" {
		return nil, fmt.Errorf("%q has no version after the @", name)
	}
	catalogue, err := p.catalogue()
	if err != nil {
		return nil, err
	}
	if _, err := newest(catalogue, id); err != nil {
		return nil, err
	}
	if in := catalogue.Find(id, version); in != nil {
		return in, nil
	}
	return nil, fmt.Errorf("there is no version %s of %s. There are: %s", version, id, strings.Join(catalogue.Versions(id), ", "))
}

func versionName(in *instrument.Instrument) string { return in.ID + " " + in.Version }

func writeDiff(out io.Writer, was, is *instrument.Instrument) {
	fmt.Fprintf(out, "From %s to %s\n", versionName(was), versionName(is))
	changes := instrument.Diff(was, is)
	part := ""
	for _, change := range changes {
		if change.Part != part {
			part = change.Part
			fmt.Fprintf(out, "\n%s\n", part)
		}
		fmt.Fprintf(out, "- %s\n%s", change.What, sides(change))
	}
	if len(changes) == 0 {
		fmt.Fprintln(out, "\nNothing changed but the version.")
		return
	}
	fmt.Fprintln(out, "\nWhether a meaning changed, people must say.")
}

func sides(change instrument.Change) string {
	switch {
	case change.What == instrument.AllWords:
		return "  " + change.Was + change.Is + "\n"
	case change.Was == "":
		return "  new: " + change.Is + "\n"
	case change.Is == "":
		return "  taken out: " + change.Was + "\n"
	}
	return "  was: " + change.Was + "\n  is:  " + change.Is + "\n"
}
