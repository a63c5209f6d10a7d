package picture_test

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/picture"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// A result is laid out once, and shown as text and as SVG.
func Example() {
	catalogue, err := instrument.Published()
	if err != nil {
		fmt.Println(err)
		return
	}
	in := catalogue.Find("coproduction-ladder", "0.9.0")
	tallies := scoring.NewTallies(in)
	for _, voice := range scoring.Voices {
		answers := slices.Repeat([]scoring.Answer{4}, len(in.Questions))
		tallies.Add(&scoring.Response{Voice: voice, People: 6, Answers: answers})
	}
	result := scoring.Score(in, tallies, scoring.DefaultMinimums())

	view := picture.Of(in, &in.Words[0], result, picture.Options{Title: "The council"}, said(&in.Words[0]))
	fmt.Println(view.Headline())
	who, _, _ := strings.Cut(view.Tables(), "\n\n") // then come the principles and the areas
	fmt.Println(who)
	fmt.Printf("%.4s…\n", view.SVG(picture.Phone))
	// Output:
	// You do things for people. Nearest rung: 4 Consultation
	// Index: 50 of 100
	//
	// Who answered. People with lived experience: 6. Staff: 6.
	// <svg…
}
