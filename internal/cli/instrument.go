package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/internal/config"
)

// catalogue reads the instruments that come with the program and, when the
// settings name a folder, those of the operator.
func (p Process) catalogue() (*instrument.Catalogue, error) {
	cfg, err := config.Load(p.Environ)
	if err != nil {
		return nil, err
	}
	published, err := instrument.Published()
	if err != nil || cfg.Instruments == "" {
		return published, err
	}
	both, err := withFolder(published, cfg.Instruments)
	if err != nil {
		return nil, fmt.Errorf("SEVENRUNGS_INSTRUMENTS is %s.\n%w", cfg.Instruments, err)
	}
	return both, nil
}

func withFolder(published *instrument.Catalogue, name string) (*instrument.Catalogue, error) {
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, errors.New("there is no such folder. Check its name")
	case err != nil:
		return nil, fmt.Errorf("the folder cannot be looked into: %w", err)
	case !info.IsDir():
		return nil, errors.New("this is a file. Name the folder it is in")
	}
	return published.With(os.DirFS(name))
}

func (p Process) instrumentCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "instrument",
		Short: "Make, check, compare and print questionnaires",
		Long: `Make, check, compare and print questionnaires.

An instrument is a questionnaire in a YAML file: a ladder of rungs, principles,
areas, questions and the words people read. docs/instruments.md says how to
make your own.`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return fmt.Errorf("there is no command %q here. Use check, diff, new or print", args[0])
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(p.instrumentCheckCommand(), p.instrumentDiffCommand(), p.instrumentNewCommand(), p.instrumentPrintCommand())
	return cmd
}

// readInstrument reads a file, or the standard input for a dash.
func (p Process) readInstrument(name string) ([]byte, error) {
	if name == "-" {
		return instrument.ReadAll(p.In)
	}
	return instrument.ReadFile(disk{}, name)
}

// disk is all files, by the names that people type.
type disk struct{}

func (disk) Open(name string) (fs.File, error) { return os.Open(name) }

func (disk) Stat(name string) (fs.FileInfo, error) { return os.Stat(name) }

// writeNew writes a file that must not be there yet, or to the standard output
// when no name is given.
func (p Process) writeNew(name string, data []byte) error {
	if name == "" {
		_, err := p.Out.Write(data)
		return err
	}
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644) //nolint:gosec // G302: it holds no secrets and others are to read it
	if os.IsExist(err) {
		return fmt.Errorf("%s is there already. Choose another name, or move it away", name)
	}
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	if closed := file.Close(); err == nil {
		err = closed
	}
	return err
}
