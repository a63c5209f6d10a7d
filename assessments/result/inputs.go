package result

import (
	"slices"
	"strconv"
	"strings"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// OverInputs is the receipt of a score: over all that the score depends on. Its
// digest is "sha256:" and the SHA-256, in lower-case hex, of the RFC 8785 form of
// the receipt's recipe. docs/receipt.md gives the recipe and a test vector, so
// that anyone can recompute it in another language.
func OverInputs(in *instrument.Instrument, tallies *scoring.Tallies, minimums scoring.Minimums) Receipt {
	return Receipt{Digest: digest(recipe(in, tallies, minimums)), Over: overInputs}
}

// recipe writes {instrument, minimum_people, scoring_version, tallies} in its
// RFC 8785 form: members sorted by name, no white space. Only heard voices are
// in it, and only answers that were given. It is written by hand because it is
// a third of the work of a score otherwise; names here are ids and numbers, so
// nothing needs escaping, and a test holds it against a general writer.
func recipe(in *instrument.Instrument, tallies *scoring.Tallies, minimums scoring.Minimums) []byte {
	w := recipeWriter{make([]byte, 0, 4096)}
	w.text(`{"instrument":"`, in.Digest(), `","minimum_people":{"learnt":`)
	w.number(minimums[scoring.Learnt])
	w.text(`,"lived":`)
	w.number(minimums[scoring.Lived])
	w.text(`},"scoring_version":"`, scoring.Version, `","tallies":{`)
	separator := ""
	for _, voice := range []scoring.Voice{scoring.Learnt, scoring.Lived} {
		if tally := &tallies[voice]; tally.Heard(minimums[voice]) {
			w.text(separator, `"`, voice.String(), `":`)
			w.tally(in, tally)
			separator = ","
		}
	}
	w.text("}}")
	return w.out
}

type recipeWriter struct{ out []byte }

func (w *recipeWriter) text(parts ...string) {
	for _, part := range parts {
		w.out = append(w.out, part...)
	}
}

func (w *recipeWriter) number(n int) { w.out = strconv.AppendInt(w.out, int64(n), 10) }

func (w *recipeWriter) count(c scoring.Count) {
	w.text(`"people":`)
	w.number(c.People)
	w.text(`,"responses":`)
	w.number(c.Responses)
	w.text("}")
}

func (w *recipeWriter) tally(in *instrument.Instrument, tally *scoring.Tally) {
	w.text(`{"answers":{`)
	separator := ""
	for _, position := range byID(in) {
		opening := separator + `"` + in.Questions[position].ID + `":{`
		inside := ""
		for _, code := range answerCodes {
			if count := code.of(&tally.Questions[position]); count.Responses > 0 {
				w.text(opening, inside, `"`, code.name, `":{`)
				w.count(count)
				opening, inside = "", ","
			}
		}
		if opening == "" {
			w.text("}")
			separator = ","
		}
	}
	w.text("},")
	w.count(tally.Count)
}

// byID lists the positions of the questions in the order of their ids.
func byID(in *instrument.Instrument) []int {
	positions := slices.Clone(in.All())
	slices.SortFunc(positions, func(a, b int) int { return strings.Compare(in.Questions[a].ID, in.Questions[b].ID) })
	return positions
}

// answerCode is a code and where its count stands.
type answerCode struct {
	name string
	of   func(*scoring.QuestionTally) scoring.Count
}

// answerCodes lists the codes of the longest ladder as texts are sorted: "1",
// "10", "2", … before the words. Of a shorter one nobody gave the higher ones.
var answerCodes = func() []answerCode {
	codes := make([]answerCode, 0, instrument.MaxRungs+len(instrument.Unscored))
	for i := range instrument.MaxRungs {
		codes = append(codes, answerCode{strconv.Itoa(i + 1), func(q *scoring.QuestionTally) scoring.Count {
			if i < len(q.Rungs) {
				return q.Rungs[i]
			}
			return scoring.Count{}
		}})
	}
	slices.SortFunc(codes, func(a, b answerCode) int { return strings.Compare(a.name, b.name) })
	return append(codes,
		answerCode{instrument.DontKnow, func(q *scoring.QuestionTally) scoring.Count { return q.DontKnow }},
		answerCode{instrument.NotApplicable, func(q *scoring.QuestionTally) scoring.Count { return q.NotApplicable }},
		answerCode{instrument.PreferNotToSay, func(q *scoring.QuestionTally) scoring.Count { return q.PreferNotToSay }},
	)
}()
