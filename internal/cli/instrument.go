package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/internal/config"
)

// catalogue reads the instruments that the settings ask for.
func (p Process) catalogue() (*instrument.Catalogue, error) {
	cfg, err := config.Load(p.Environ)
	if err != nil {
		return nil, err
	}
	return catalogueOf(cfg)
}

// catalogueOf reads the instruments that come with the program and, when the
// settings name a folder, those of the operator.
func catalogueOf(cfg config.Config) (*instrument.Catalogue, error) {
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

// findInstrument reads a file, or looks an id up.
func (p Process) findInstrument(name string) (*instrument.Instrument, error) {
	if name == "-" || instrument.IsFileName(name) {
		data, err := p.readInstrument(name)
		if err != nil {
			return nil, err
		}
		return instrument.Parse(name, data)
	}
	catalogue, err := p.catalogue()
	if err != nil {
		return nil, err
	}
	return newest(catalogue, name)
}

// newest looks up the newest version of an instrument.
func newest(catalogue *instrument.Catalogue, id string) (*instrument.Instrument, error) {
	if in := catalogue.Find(id, ""); in != nil {
		return in, nil
	}
	var ids []string
	for _, in := range catalogue.Latest() {
		ids = append(ids, in.ID)
	}
	return nil, fmt.Errorf("there is no instrument %q. Choose one of: %s. Or give a file that ends in .yaml or .yml", id, strings.Join(ids, ", "))
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
