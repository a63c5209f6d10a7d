package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/spf13/cobra"

	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/intake"
	"github.com/sevenrungs/sevenrungs/assessments/picture"
	"github.com/sevenrungs/sevenrungs/assessments/result"
	"github.com/sevenrungs/sevenrungs/assessments/sentences"
)

func (p Process) scoreCommand() *cobra.Command {
	var asJSON, asSVG, wide bool
	var lang, variant string
	cmd := &cobra.Command{
		Use:   "score FILE",
		Short: "Score the answers in a file",
		Long: `Score the answers in a file and say where you stand, what holds you there and
what would move you. Nothing is stored and nothing is sent.

FILE is JSON, as for POST /v1/scores. A dash reads it from the standard input.`,
		Example: `  sevenrungs score docs/examples/answers.json
  sevenrungs score --json answers.json > result.json
  sevenrungs score --svg --wide answers.json > picture.svg`,
		Args: oneFile,
		RunE: func(_ *cobra.Command, args []string) error {
			reads, err := reads(lang, variant)
			if err != nil {
				return err
			}
			if wide && !asSVG {
				return errors.New("--wide is for a picture. Add --svg")
			}
			scored, err := p.scoreFile(args[0])
			if err != nil {
				return err
			}
			words, said := reads.of(scored.Instrument)
			switch {
			case asJSON:
				return json.MarshalWrite(p.Out, result.New(scored, words, said), jsontext.WithIndent("  "))
			case asSVG:
				return p.draw(scored, words, said, wide)
			}
			return printResult(p.Out, scored, words, said)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the result as JSON")
	cmd.Flags().BoolVar(&asSVG, "svg", false, "draw the result as an SVG picture")
	cmd.Flags().BoolVar(&wide, "wide", false, "with --svg: for the width of a page, with what each rung means")
	cmd.MarkFlagsMutuallyExclusive("json", "svg")
	wordsFlags(cmd, &lang, &variant)
	return cmd
}

// draw writes the picture of a result, for a phone or for the width of a page.
func (p Process) draw(scored *result.Scored, words *instrument.Words, said *sentences.Sentences, wide bool) error {
	width := picture.Phone
	if wide {
		width = picture.Wide
	}
	_, err := p.Out.Write(picture.Of(scored.Instrument, words, scored.Result, picture.Options{Minimums: scored.Minimums}, said).SVG(width))
	return err
}

// oneFile refuses anything but one argument.
func oneFile(cmd *cobra.Command, args []string) error {
	if len(args) != 1 {
		return fmt.Errorf("name one file. You named %d. Like this: %s FILE", len(args), cmd.CommandPath())
	}
	return nil
}

func (p Process) scoreFile(name string) (*result.Scored, error) {
	catalogue, err := p.catalogue()
	if err != nil {
		return nil, err
	}
	body, err := p.readFile(name)
	if err != nil {
		return nil, err
	}
	scored, err := intake.Score(catalogue, body)
	if refused, ok := errors.AsType[*fault.Error](err); ok {
		return nil, spelledOut(name, refused)
	}
	return scored, err
}

// readFile reads a file, or the standard input for a dash, up to what the API
// would take.
func (p Process) readFile(name string) ([]byte, error) {
	in := p.In
	if name != "-" {
		file, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer func() { _ = file.Close() }()
		in = file
	}
	body, err := io.ReadAll(io.LimitReader(in, intake.MaxScoreBytes+1))
	if err == nil && len(body) > intake.MaxScoreBytes {
		return nil, fmt.Errorf("%s is larger than %d bytes, which is more than the service takes", name, intake.MaxScoreBytes)
	}
	return body, err
}

// spelledOut names every fault of a file, one a line.
func spelledOut(name string, refused *fault.Error) error {
	var text strings.Builder
	text.WriteString(name + ": " + refused.Detail)
	for _, fault := range refused.Faults {
		if fault.Pointer != "" { // else it is about all of the file, and said already
			text.WriteString("\n  " + fault.Pointer + ": " + fault.Detail)
		}
	}
	return errors.New(text.String())
}
