package cli

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"text/template"

	"github.com/go-json-experiment/json"
	"github.com/spf13/cobra"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
)

//go:embed instrument_new.yaml.tmpl
var startText string

var startTemplate = template.Must(template.New("start").Parse(startText))

// schemaURL is where editors find the schema of an instrument.
const schemaURL = "https://github.com/sevenrungs/sevenrungs/raw/main/docs/instrument.schema.json"

// groupTexts say each stance in a sentence.
var groupTexts = map[instrument.Stance]string{
	instrument.To:   "Things were done to people.",
	instrument.For:  "Things were done for people.",
	instrument.With: "Things were done with people.",
}

func (p Process) instrumentNewCommand() *cobra.Command {
	var id, title, out string
	var rungs int
	cmd := &cobra.Command{
		Use:   "new",
		Short: "Write the start of a questionnaire of your own",
		Long: `Write the start of a questionnaire of your own: a file with comments in it that
can be used as it is. Put your words in and check it as you go.`,
		Example: `  sevenrungs instrument new --rungs 5 --out my-ladder.yaml
  sevenrungs instrument check my-ladder.yaml`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return fmt.Errorf("name the file after --out. Like this: %s --out %s", cmd.CommandPath(), args[0])
			}
			return nil
		},
		RunE: func(*cobra.Command, []string) error {
			data, err := newStart(id, title, rungs)
			if err != nil {
				return err
			}
			return p.writeNew(out, data)
		},
	}
	cmd.SetFlagErrorFunc(func(_ *cobra.Command, err error) error {
		if wrong, ok := errors.AsType[interface {
			error
			GetValue() string
		}](err); ok { // --rungs is the only flag with a value that can be wrong by itself
			return fmt.Errorf("--rungs is %q. Give a whole number, from %d to %d", wrong.GetValue(), instrument.MinRungs, instrument.MaxRungs)
		}
		return err
	})
	cmd.Flags().StringVar(&id, "id", "my-ladder", "the instrument's name for programs")
	cmd.Flags().StringVar(&title, "title", "My ladder", "the instrument's name for people")
	cmd.Flags().IntVar(&rungs, "rungs", 5, "how many rungs the ladder has, from 2 to 12")
	cmd.Flags().StringVar(&out, "out", "", "the file to write, which must not be there yet (default the standard output)")
	return cmd
}

// newStart writes an instrument to begin with. It is a valid one.
func newStart(id, title string, rungs int) ([]byte, error) {
	if rungs < instrument.MinRungs || rungs > instrument.MaxRungs {
		return nil, fmt.Errorf("--rungs is %d. A ladder has %d to %d", rungs, instrument.MinRungs, instrument.MaxRungs)
	}
	quoted, err := json.Marshal(title) // a text in JSON is one in YAML too, whatever is in it
	if err != nil {
		return nil, fmt.Errorf("--title: %w", err)
	}
	var b bytes.Buffer
	if err := startTemplate.Execute(&b, struct {
		Schema, ID, Title string
		newLadder
	}{schemaURL, id, string(quoted), ladderOf(rungs)}); err != nil {
		return nil, err
	}
	_, err = instrument.Parse("start", b.Bytes())
	if faults, ok := errors.AsType[*instrument.Faults](err); ok {
		return nil, fmt.Errorf("--id or --title cannot be used: %s", faults.Faults[0].Detail)
	}
	return b.Bytes(), err
}

// newLadder is the rungs of a new instrument, with a text for each stance.
type newLadder struct {
	Ceiling int
	Rungs   []instrument.Rung
	Groups  []group
}

type group struct {
	Stance instrument.Stance
	Text   string
}

// ladderOf shares rungs out among the stances. The highest is always with people, and the
// ceiling is the last one that is not.
func ladderOf(rungs int) (ladder newLadder) {
	for level := 1; level <= rungs; level++ {
		stance := instrument.Stances[(level-1)*len(instrument.Stances)/rungs]
		if level == rungs {
			stance = instrument.With
		}
		if last := len(ladder.Groups) - 1; last < 0 || ladder.Groups[last].Stance != stance {
			ladder.Groups = append(ladder.Groups, group{stance, groupTexts[stance]})
		}
		if stance != instrument.With {
			ladder.Ceiling = level
		}
		ladder.Rungs = append(ladder.Rungs, instrument.Rung{Level: level, Stance: stance})
	}
	return ladder
}
