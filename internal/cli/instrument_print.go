package cli

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
)

//go:embed sheets.html.tmpl
var sheetsText string

var sheetsTemplate = template.Must(template.New("sheets").Parse(sheetsText))

// both asks for the sheets of all variants.
const both = "both"

func (p Process) instrumentPrintCommand() *cobra.Command {
	var variant, out string
	cmd := &cobra.Command{
		Use:   "print [ID|FILE]",
		Short: "Print sheets on which a group can work on the words",
		Long: `Print sheets on which a group can work on the words: a page in HTML to print on
both sides of A4 paper. There is a sheet for each question, with the choices
and room to write. docs/co-producing-the-words.md says how to use them.

ID is an instrument that is known here, and its newest version is printed. FILE
is one of your own.`,
		Example: `  sevenrungs instrument print --out sheets.html
  sevenrungs instrument print my-ladder.yaml --variant standard > sheets.html`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 1 {
				return fmt.Errorf("name one questionnaire. You named %d. Like this: %s my-ladder.yaml", len(args), cmd.CommandPath())
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			in, err := p.findInstrument(append(args, instrument.Ladder)[0])
			if err != nil {
				return err
			}
			var page bytes.Buffer
			if err := writeSheets(&page, in, variant); err != nil {
				return err
			}
			return p.writeNew(out, page.Bytes())
		},
	}
	cmd.Flags().StringVar(&variant, "variant", both, "the words: standard, easy_read or both")
	cmd.Flags().StringVar(&out, "out", "", "the file to write, which must not be there yet (default the standard output)")
	return cmd
}

// sheet is one side of paper.
type sheet struct {
	Anchor  string
	Heading string
	Lang    string
	Asked   []row  // above the table
	Kind    string // what the rows of the table are
	Rows    []row
}

type row struct{ Label, Text string }

func writeSheets(out io.Writer, in *instrument.Instrument, variant string) error {
	blocks, err := chosenWords(in, variant)
	if err != nil {
		return err
	}
	var variants []string
	for _, words := range blocks {
		variants = append(variants, which(words))
	}
	return sheetsTemplate.Execute(out, struct {
		Title, ID, Version string
		Variants           []string
		Sheets             []sheet
	}{in.Words[0].Title, in.ID, in.Version, variants, sheetsOf(in, blocks)})
}

func chosenWords(in *instrument.Instrument, variant string) ([]*instrument.Words, error) {
	if variant != both && !slices.Contains(instrument.Variants, instrument.Variant(variant)) {
		return nil, fmt.Errorf("--variant is %q. Use standard, easy_read or both", variant)
	}
	var chosen []*instrument.Words
	for i := range in.Words {
		if words := &in.Words[i]; variant == both || words.Variant == instrument.Variant(variant) {
			chosen = append(chosen, words)
		}
	}
	if len(chosen) == 0 {
		return nil, fmt.Errorf("%s %s has no %s words", in.ID, in.Version, variant)
	}
	return chosen, nil
}

// sheetsOf lists the sides: each thing in all its words, one after the other.
// With two variants, printed on both sides, a question is one sheet of paper.
func sheetsOf(in *instrument.Instrument, blocks []*instrument.Words) []sheet {
	var sheets []sheet
	add := func(anchor, heading string, fill func(*instrument.Words) sheet) {
		for i, words := range blocks {
			s := fill(words)
			s.Anchor, s.Lang = fmt.Sprintf("%s-%d", anchor, i+1), words.Lang
			s.Heading = heading + ", in " + which(words)
			sheets = append(sheets, s)
		}
	}
	for at, q := range in.Questions {
		add("q-"+q.ID, fmt.Sprintf("Question %d of %d", at+1, len(in.Questions)), func(words *instrument.Words) sheet {
			return questionSheet(in, words.Questions[q.ID])
		})
	}
	add("before-the-questions", "Before the questions", beforeSheet)
	add("the-rungs", "The rungs", func(words *instrument.Words) sheet { return rungSheet(in, words) })
	add("the-headings", "The headings", func(words *instrument.Words) sheet { return headingSheet(in, words) })
	return sheets
}

func which(words *instrument.Words) string {
	name := "standard words"
	if words.Variant == instrument.EasyRead {
		name = "Easy Read"
	}
	if words.Lang != "en" {
		name += " (" + words.Lang + ")"
	}
	return name
}

func questionSheet(in *instrument.Instrument, q instrument.QuestionWords) sheet {
	s := sheet{
		Kind:  "Choice",
		Asked: []row{{"To people with lived experience:", q.Lived}, {"To staff:", q.Learnt}, {"Help:", q.Help}},
	}
	if q.Example != "" {
		s.Asked = append(s.Asked, row{"Example:", q.Example})
	}
	for _, rung := range in.Rungs {
		s.Rows = append(s.Rows, row{fmt.Sprint(rung.Level), q.Choices[rung.Level]})
	}
	return s
}

func beforeSheet(words *instrument.Words) sheet {
	s := sheet{
		Kind:  "What",
		Asked: []row{{"Title:", words.Title}, {"What this is:", words.Summary}, {"What happens to answers:", words.Privacy}},
	}
	for _, stance := range instrument.Stances {
		if text := words.Groups[stance]; text != "" {
			s.Rows = append(s.Rows, row{"Doing " + string(stance), text})
		}
	}
	for _, code := range instrument.Unscored {
		s.Rows = append(s.Rows, row{"No choice", words.Unscored[code]})
	}
	return s
}

func rungSheet(in *instrument.Instrument, words *instrument.Words) sheet {
	s := sheet{Kind: "Rung"}
	for _, rung := range in.Rungs {
		s.Rows = append(s.Rows, named(fmt.Sprint(rung.Level), words.Rungs[rung.ID]))
	}
	return s
}

func headingSheet(in *instrument.Instrument, words *instrument.Words) sheet {
	s := sheet{Kind: "What"}
	for _, id := range in.Principles {
		s.Rows = append(s.Rows, named("Principle", words.Principles[id]))
	}
	for _, id := range in.Areas {
		s.Rows = append(s.Rows, named("Area", words.Areas[id]))
	}
	return s
}

func named(label string, titled instrument.Titled) row {
	return row{label, titled.Title + ": " + titled.Description}
}
