package cli

import (
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/result"
	"github.com/sevenrungs/sevenrungs/assessments/sentences"
)

func (p Process) verifyCommand() *cobra.Command {
	var lang, variant string
	cmd := &cobra.Command{
		Use:   "verify FILE",
		Short: "Hold a stored result against its receipt",
		Long: `Hold the result of a closed assessment against its receipt, and say whether its
numbers are still those it was closed with. Nothing is stored and nothing is
sent. When they are not, or it cannot be told, the exit status is 1.

FILE is the JSON of GET /v1/assessments/{id}/result, as it was downloaded. A dash
reads it from the standard input.

The receipt stands in the file. Whoever changes a number can put another receipt
beside it. So compare the receipt that is printed with one you got elsewhere.`,
		Example: `  sevenrungs verify result.json
  curl -s -H "Authorization: Bearer $KEY" $URL/v1/assessments/$ID/result | sevenrungs verify -`,
		Args: oneFile,
		RunE: func(_ *cobra.Command, args []string) error {
			reads, err := reads(lang, variant)
			if err != nil {
				return err
			}
			body, err := p.readFile(args[0])
			if err != nil {
				return err
			}
			verified, err := result.Verify(body)
			if err != nil {
				return fmt.Errorf("%s: %w", args[0], err)
			}
			return p.sayVerified(verified, reads.said())
		},
	}
	wordsFlags(cmd, &lang, &variant)
	return cmd
}

// sayVerified says what a result that holds is about. It takes the rung from its
// level and id: titles are words, which the receipt does not cover.
func (p Process) sayVerified(verified *result.StoredDocument, said *sentences.Sentences) error {
	none := said.Text("terminal.none")
	stance, rung, index := none, none, none
	if verified.Rung != nil {
		stance, rung = verified.Rung.Stance, fmt.Sprintf("%d, %s", verified.Rung.Level, verified.Rung.ID)
		if known := instrument.Stance(stance); slices.Contains(instrument.Stances, known) {
			stance = said.Stance(known)
		}
	}
	if verified.Index != nil {
		index = said.Text("terminal.of_100", "points", *verified.Index)
	}
	doing, whose := "terminal.doing", "terminal.overall"
	if verified.Provisional && verified.Rung != nil {
		doing, whose = "terminal.staff_doing", "terminal.staff_overall"
	}
	for _, line := range []string{
		said.Text("terminal.holds"),
		said.Text("terminal.assessment", "id", verified.Assessment.ID, "at", verified.Assessment.ClosedAt),
		said.Text(doing, "stance", stance), said.Text(whose, "rung", rung), said.Text("terminal.index", "points", index),
		said.Text("terminal.receipt", "digest", verified.Receipt.Digest), said.Text("terminal.uncovered"),
	} {
		if _, err := fmt.Fprintln(p.Out, line); err != nil {
			return err
		}
	}
	return nil
}
