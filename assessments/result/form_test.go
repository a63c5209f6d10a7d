package result_test

import (
	"testing"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/result"
)

// TestEveryMemberIsInTheNewestFormOrHoldsWords keeps a new member of the document
// from being one that can be changed unseen.
func TestEveryMemberIsInTheNewestFormOrHoldsWords(t *testing.T) {
	t.Parallel()
	in := published(t).Find("coproduction-ladder", "0.9.0")
	for name, teams := range map[string][]team{
		"both heard":        {{"lived", 10, answers(in, "3", map[string]string{"equality": "4"})}, {"learnt", 10, answers(in, "6", nil)}},
		"a rung is missing": {{"lived", 10, answers(in, "3", map[string]string{"equality": "dont_know"})}},
	} {
		scored := score(in, teams...)
		scored.Result, scored.Target, scored.Origins = scored.Shown(false), 5, &result.Origins{{Entered: 1}, {Shared: 2}}
		of := result.Assessment{ID: "0190", Title: "Short breaks", Scope: "service", ClosedAt: "2026-03-04T10:00:00Z"}
		scored.Receipt = result.OverResult(scored, of)
		words := in.WordsFor(nil, instrument.Standard)
		document := read(t, write(t, result.NewStored(scored, of, words, said(words))))
		tried := map[string]bool{}
		for _, s := range spotsOf(document) {
			if s.set == nil || tried[s.kind()] {
				continue
			}
			tried[s.kind()] = true
			s.set("something else")
			if _, err := result.Verify(write(t, document)); err == nil && !s.words {
				t.Errorf("%s: %s can be changed and the receipt still holds. Add it to a new form, or to the words", name, s.path)
			}
			s.set(s.value)
		}
	}
}
