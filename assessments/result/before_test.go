package result_test

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/result"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// TestResultsOfVersion1AreStillWrittenAsTheyWere works some of the results of form
// 1 out again, as the store would return them, and writes them down as now. The
// receipts that were given out then must hold.
func TestResultsOfVersion1AreStillWrittenAsTheyWere(t *testing.T) {
	t.Parallel()
	in := published(t).Find("coproduction-ladder", "0.9.0")
	rules := scoring.Version1()
	none := map[string]string{in.Principles[0]: "dont_know"}
	for name, teams := range map[string][]team{
		"nobody-heard": nil,
		"no-rung":      append(alone("lived", 10, answers(in, "5", nil)), alone("learnt", 10, answers(in, "6", none))...),
		"top":          append(alone("lived", 10, answers(in, "7", nil)), alone("learnt", 11, answers(in, "7", nil))...),
		"bottom":       append(alone("lived", 10, answers(in, "1", nil)), alone("learnt", 11, answers(in, "3", nil))...),
	} {
		before, err := os.ReadFile("testdata/form1/" + name + ".json")
		if err != nil {
			t.Fatal(err)
		}
		var document result.StoredDocument
		if err := json.Unmarshal(before, &document); err != nil {
			t.Fatal(err)
		}
		minimums := scoring.Minimums{scoring.Lived: 5, scoring.Learnt: 3}
		scored := &result.Scored{
			Result: rules.Score(in, tally(in, teams...), minimums).Shown(false), Instrument: in, ScoringVersion: rules.Version,
			Minimums: minimums, Receipt: result.KeptReceipt(document.Receipt.Digest, 1),
		}
		if document.Target != nil {
			scored.Target = document.Target.Level
		}
		words := in.WordsFor(nil, instrument.Standard)
		now := write(t, result.NewStored(scored, document.Assessment, words, said(words)))
		if _, err := result.Verify(now); err != nil {
			t.Errorf("%s: %v\n%s\nwas\n%s", name, err, now, before)
		}
	}
}

// alone is what so many people answer, each for themselves.
func alone(voice string, people int, answers map[string]string) []team {
	all := make([]team, people)
	for i := range all {
		all[i] = team{voice, 1, answers}
	}
	return all
}
