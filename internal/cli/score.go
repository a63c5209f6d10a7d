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

	"github.com/sevenrungs/sevenrungs/api"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
)

func (p Process) scoreCommand() *cobra.Command {
	var asJSON bool
	var lang, variant string
	cmd := &cobra.Command{
		Use:   "score FILE",
		Short: "Score the answers in a file",
		Long: `Score the answers in a file and say where you stand, what holds you there and
what would move you. Nothing is stored and nothing is sent.

FILE is JSON, as for POST /v1/scores. A dash reads it from the standard input.`,
		Example: `  sevenrungs score docs/examples/answers.json
  sevenrungs score --json answers.json > result.json`,
		Args: oneFile,
		RunE: func(_ *cobra.Command, args []string) error {
			reader, err := readerOf(lang, variant)
			if err != nil {
				return err
			}
			result, err := p.scoreFile(args[0], reader)
			if err != nil {
				return err
			}
			if asJSON {
				return json.MarshalWrite(p.Out, result, jsontext.WithIndent("  "))
			}
			return printResult(p.Out, result)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the result as JSON")
	cmd.Flags().StringVar(&lang, "lang", "en", "the language of the texts")
	cmd.Flags().StringVar(&variant, "variant", string(instrument.Standard), "the words: standard or easy_read")
	return cmd
}

// oneFile refuses anything but one argument.
func oneFile(cmd *cobra.Command, args []string) error {
	if len(args) != 1 {
		return fmt.Errorf("name one file. You named %d. Like this: %s FILE", len(args), cmd.CommandPath())
	}
	return nil
}

func readerOf(lang, variant string) (api.Reader, error) {
	tag, err := language.Parse(lang)
	if err != nil {
		return api.Reader{}, fmt.Errorf("--lang is %q. Give a language code, such as en", lang)
	}
	if !slices.Contains(instrument.Variants, instrument.Variant(variant)) {
		return api.Reader{}, fmt.Errorf("--variant is %q. Use standard or easy_read", variant)
	}
	return api.Reader{Languages: []language.Tag{tag}, Variant: instrument.Variant(variant)}, nil
}

func (p Process) scoreFile(name string, reader api.Reader) (*api.Result, error) {
	catalogue, err := p.catalogue()
	if err != nil {
		return nil, err
	}
	body, err := p.readFile(name)
	if err != nil {
		return nil, err
	}
	result, err := api.Score(catalogue, body, reader)
	if problem, ok := errors.AsType[*api.Problem](err); ok {
		return nil, spelledOut(name, problem)
	}
	return result, err
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
	body, err := io.ReadAll(io.LimitReader(in, api.MaxScoreBody+1))
	if err == nil && len(body) > api.MaxScoreBody {
		return nil, fmt.Errorf("%s is larger than %d bytes. Score less at once", name, api.MaxScoreBody)
	}
	return body, err
}

// spelledOut names every fault of a file, one a line.
func spelledOut(name string, problem *api.Problem) error {
	var text strings.Builder
	text.WriteString(name + ": " + problem.Detail)
	for _, fault := range problem.Errors {
		if fault.Pointer != "" { // else it is about all of the file, and said already
			text.WriteString("\n  " + fault.Pointer + ": " + fault.Detail)
		}
	}
	return errors.New(text.String())
}
