package cli

import (
	"fmt"
	"io"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/plainwords"
)

// fewWarnings is how many of a kind are shown unless all are asked for. A real
// questionnaire of 90 questions has hundreds, and people mend one kind at a time.
const fewWarnings = 3

// warningKinds says what each kind is called, once and more than once, in the
// order they are shown: the one to mend first comes first.
var warningKinds = []struct {
	kind      plainwords.Kind
	one, many string
}{
	{plainwords.HardToRead, "1 question is hard to read", "%d questions are hard to read"},
	{plainwords.LongSentence, "1 sentence is too long", "%d sentences are too long"},
	{plainwords.ManyIdeas, "1 sentence has more than one idea", "%d sentences have more than one idea"},
	{plainwords.Officialese, "1 word that offices use", "%d words that offices use"},
	{instrument.RungName, "1 text with the name of a rung", "%d texts with the name of a rung"},
	{instrument.SaidTwice, "1 text is said twice", "%d texts are said twice"},
	{instrument.CurlyQuotes, "1 text between curly quotes", "%d texts between curly quotes"},
	{plainwords.HTML, "1 text with HTML", "%d texts with HTML"},
}

// writeWarnings sums the warnings of a file up, kind by kind, and tells whether
// some are left out.
func writeWarnings(out io.Writer, name string, warnings []instrument.Warning, all bool) (leftOut bool) {
	of := map[plainwords.Kind][]instrument.Warning{}
	for _, warning := range warnings {
		of[warning.Kind] = append(of[warning.Kind], warning)
	}
	for _, k := range warningKinds {
		found := of[k.kind]
		if len(found) == 0 {
			continue
		}
		head, shown := k.one, found
		if len(found) > 1 {
			head = fmt.Sprintf(k.many, len(found))
		}
		if len(found) > fewWarnings && !all {
			head += ". The first three"
			shown, leftOut = found[:fewWarnings], true
		}
		fmt.Fprintf(out, "%s: %s:\n", name, head)
		for _, warning := range shown {
			fmt.Fprintf(out, "  %s:%d: %s\n    In: %s\n", name, warning.Line, warning.Detail, warning.Sentence)
		}
	}
	return leftOut
}
