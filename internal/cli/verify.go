package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/sevenrungs/sevenrungs/assessments/result"
)

func (p Process) verifyCommand() *cobra.Command {
	return &cobra.Command{
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
			body, err := p.readFile(args[0])
			if err != nil {
				return err
			}
			verified, err := result.Verify(body)
			if err != nil {
				return fmt.Errorf("%s: %w", args[0], err)
			}
			return p.sayVerified(verified)
		},
	}
}

// sayVerified says what a result that holds is about. It takes the rung from its
// level and id: titles are words, which the receipt does not cover.
func (p Process) sayVerified(verified *result.StoredDocument) error {
	stance, rung, index := "none", "none", "none"
	if verified.Rung != nil {
		stance, rung = verified.Rung.Stance, fmt.Sprintf("%d, %s", verified.Rung.Level, verified.Rung.ID)
	}
	if verified.Index != nil {
		index = fmt.Sprintf("%d of 100", *verified.Index)
	}
	doing, whose := "To, for or with", "Overall rung"
	if verified.Provisional && verified.Rung != nil {
		doing, whose = "A staff view only. Staff say to, for or with", "Rung that staff see"
	}
	_, err := fmt.Fprintf(p.Out, `The numbers hold. They are those of the receipt.
Assessment: %s, closed %s
%s: %s
%s: %s
Index: %s
Receipt: %s
Words, such as titles, are not covered: they change with the reader.
`, verified.Assessment.ID, verified.Assessment.ClosedAt, doing, stance, whose, rung, index, verified.Receipt.Digest)
	return err
}
