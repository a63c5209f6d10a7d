package cli

import (
	"bytes"
	"fmt"
	"io"
	"strconv"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/picture"
	"github.com/sevenrungs/sevenrungs/assessments/result"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// printResult says a result to a person at a terminal: what the picture of it
// shows, why it is so, and what would move it.
func printResult(out io.Writer, scored *result.Scored, words *instrument.Words) error {
	in := scored.Instrument
	view := picture.Of(in, words, scored.Result, picture.Options{Minimums: scored.Minimums})
	var b bytes.Buffer
	fmt.Fprintln(&b, view.Headline())
	for _, sentence := range result.Explain(scored, words).Sentences {
		fmt.Fprintln(&b, sentence)
	}
	fmt.Fprintf(&b, "\n%s", view.Tables())
	nextGates(&b, in, words, scored.Result)
	nextSteps(&b, in, words, scored.Principles)
	fmt.Fprintf(&b, "\nScored with %s %s, rules %s.\nReceipt: %s\n", in.ID, in.Version, scoring.Version, scored.Receipt.Digest)
	_, err := out.Write(b.Bytes())
	return err
}

// nextGates lists the key questions that hold the whole. Without them no step of a
// principle moves it.
func nextGates(out io.Writer, in *instrument.Instrument, words *instrument.Words, scored *scoring.Result) {
	gates := scored.NextGates()
	if len(gates) > 0 {
		fmt.Fprintf(out, "\nKey questions first, to pass %d\n", in.Ceiling)
	}
	for _, gate := range gates {
		from := "no answer that counts"
		if gate.Answered {
			from = strconv.Itoa(gate.Agreed)
		}
		fmt.Fprintf(out, "  from %s to %d: %s\n", from, in.Ceiling, words.Choice(in.Questions[gate.Question].ID, in.Ceiling))
	}
}

func nextSteps(out io.Writer, in *instrument.Instrument, words *instrument.Words, principles []scoring.Profile) {
	heading := "\nNext steps\n"
	for _, p := range principles {
		if p.NextStep == nil {
			continue
		}
		fmt.Fprintf(out, "%s%s, to stand on %d:\n", heading, words.Principles[p.ID].Title, p.NextStep.Rung)
		heading = ""
		for _, raise := range p.NextStep.Raises {
			text := words.Choice(in.Questions[raise.Question].ID, p.NextStep.Rung)
			fmt.Fprintf(out, "  from %d to %d: %s\n", raise.From, p.NextStep.Rung, text)
		}
	}
}
