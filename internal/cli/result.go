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
	"github.com/sevenrungs/sevenrungs/assessments/sentences"
)

// printResult says a result to a person at a terminal: what the picture of it
// shows, why it is so, and what would move it.
func printResult(out io.Writer, scored *result.Scored, words *instrument.Words, said *sentences.Sentences) error {
	in := scored.Instrument
	view := picture.Of(in, words, scored.Result, picture.Options{Minimums: scored.Minimums}, said)
	var b bytes.Buffer
	fmt.Fprintln(&b, view.Headline())
	for _, sentence := range result.Explain(scored, words, said).Sentences {
		fmt.Fprintln(&b, sentence)
	}
	fmt.Fprintf(&b, "\n%s", view.Tables())
	nextGates(&b, in, words, scored.Result, said)
	nextSteps(&b, in, words, scored.Principles, said)
	fmt.Fprintf(&b, "\n%s\n%s\n",
		said.Text("terminal.scored_with", "instrument", in.ID+" "+in.Version, "rules", scoring.Version), said.Text("terminal.receipt", "digest", scored.Receipt.Digest))
	_, err := out.Write(b.Bytes())
	return err
}

// nextGates lists the key questions that hold the whole. Without them no step of a
// principle moves it.
func nextGates(out io.Writer, in *instrument.Instrument, words *instrument.Words, scored *scoring.Result, said *sentences.Sentences) {
	gates := scored.NextGates()
	if len(gates) > 0 {
		fmt.Fprintf(out, "\n%s\n", said.Text("terminal.gates", "rung", in.Ceiling))
	}
	for _, gate := range gates {
		from := said.Text("terminal.no_answer")
		if gate.Answered {
			from = strconv.Itoa(gate.Agreed)
		}
		text := words.Choice(in.Questions[gate.Question].ID, in.Ceiling)
		fmt.Fprintf(out, "  %s\n", said.Text("terminal.from", "from", from, "to", in.Ceiling, "text", text))
	}
}

func nextSteps(out io.Writer, in *instrument.Instrument, words *instrument.Words, principles []scoring.Profile, said *sentences.Sentences) {
	heading := "\n" + said.Text("terminal.steps") + "\n"
	for _, p := range principles {
		if p.NextStep == nil {
			continue
		}
		fmt.Fprintf(out, "%s%s\n", heading, said.Text("terminal.step_principle", "principle", words.Principles[p.ID].Title, "rung", p.NextStep.Rung))
		heading = ""
		for _, raise := range p.NextStep.Raises {
			text := words.Choice(in.Questions[raise.Question].ID, p.NextStep.Rung)
			fmt.Fprintf(out, "  %s\n", said.Text("terminal.from", "from", raise.From, "to", p.NextStep.Rung, "text", text))
		}
	}
}
