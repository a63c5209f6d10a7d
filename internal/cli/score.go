package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/spf13/cobra"
	"golang.org/x/text/language"

	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/intake"
	"github.com/sevenrungs/sevenrungs/assessments/picture"
	"github.com/sevenrungs/sevenrungs/assessments/result"
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
			tag, err := readWords(lang, variant)
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
			words := scored.Instrument.WordsFor([]language.Tag{tag}, instrument.Variant(variant))
			switch {
			case asJSON:
				return json.MarshalWrite(p.Out, result.New(scored, words), jsontext.WithIndent("  "))
			case asSVG:
				return p.draw(scored, words, wide)
			}
			return printResult(p.Out, scored, words)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the result as JSON")
	cmd.Flags().BoolVar(&asSVG, "svg", false, "draw the result as an SVG picture")
	cmd.Flags().BoolVar(&wide, "wide", false, "with --svg: for the width of a page, with what each rung means")
	cmd.MarkFlagsMutuallyExclusive("json", "svg")
	cmd.Flags().StringVar(&lang, "lang", "en", "the language of the texts")
	cmd.Flags().StringVar(&variant, "variant", string(instrument.Standard), "the words: standard or easy_read")
	return cmd
}

// draw writes the picture of a result, for a phone or for the width of a page.
func (p Process) draw(scored *result.Scored, words *instrument.Words, wide bool) error {
	width := picture.Phone
	if wide {
		width = picture.Wide
	}
	_, err := p.Out.Write(picture.Of(scored.Instrument, words, scored.Result, picture.Options{Minimums: scored.Minimums}).SVG(width))
	return err
}

// oneFile refuses anything but one argument.
func oneFile(cmd *cobra.Command, args []string) error {
	if len(args) != 1 {
		return fmt.Errorf("name one file. You named %d. Like this: %s FILE", len(args), cmd.CommandPath())
	}
	return nil
}

func readWords(lang, variant string) (language.Tag, error) {
	tag, err := language.Parse(lang)
	if err != nil {
		return tag, fmt.Errorf("--lang is %q. Give a language code, such as en", lang)
	}
	if !slices.Contains(instrument.Variants, instrument.Variant(variant)) {
		return tag, fmt.Errorf("--variant is %q. Use standard or easy_read", variant)
	}
	return tag, nil
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
