package result_test

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/result"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// Four people with lived experience are too few to be heard, so this is what a
// document says of nobody.
func ExampleNew() {
	catalogue, err := instrument.Published()
	if err != nil {
		fmt.Println(err)
		return
	}
	in := catalogue.Find("coproduction-ladder", "")
	tallies := scoring.NewTallies(in)
	answers := make([]scoring.Answer, len(in.Questions))
	answers[0] = 5
	tallies.Add(&scoring.Response{Voice: scoring.Lived, People: 4, Answers: answers})
	minimums := scoring.DefaultMinimums()
	scored := &result.Scored{
		Result: scoring.Score(in, tallies, minimums), Instrument: in, ScoringVersion: scoring.Version,
		Minimums: minimums, Receipt: result.OverInputs(in, tallies, minimums),
	}
	words := in.WordsIn("en", instrument.Standard)
	document := result.New(scored, words, said(words))
	fmt.Println(document.Rung == nil, document.Voices[0].People, document.Voices[0].Heard)
	fmt.Println(document.Explanation[0])
	fmt.Println("a receipt over", document.Receipt.Over)
	// Output:
	// true 4 false
	// Too few people have answered so far. There is nothing to show yet.
	// a receipt over inputs
}

// A stored result verifies until a number in it is changed. Other words, or
// members that are not in its form, make no difference.
func ExampleVerify() {
	stored, err := os.ReadFile("testdata/form3/guarded.json")
	if err != nil {
		fmt.Println(err)
		return
	}
	verified, err := result.Verify(stored)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("rung", verified.Rung.Level, "of form", verified.Receipt.Form)

	changed := strings.Replace(string(stored), `"index":60`, `"index":65`, 1)
	_, err = result.Verify([]byte(changed))
	fmt.Println(err)

	var later map[string]any
	if err := json.Unmarshal(stored, &later); err != nil {
		fmt.Println(err)
		return
	}
	later["told_since"] = "a later version"
	more, err := json.Marshal(later)
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = result.Verify(more)
	fmt.Println(err)
	// Output:
	// rung 4 of form 3
	// the numbers are not those of the receipt: something in them was changed
	// <nil>
}
