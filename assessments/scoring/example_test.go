package scoring_test

import (
	"fmt"
	"slices"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// Both sides answer every question alike: staff with Engagement, rung 5, and
// people with lived experience with Consultation, rung 4. A rung counts when
// both sides see it, so the organisation stands on the lower of the two.
func Example() {
	catalogue, err := instrument.Published()
	if err != nil {
		fmt.Println(err)
		return
	}
	in := catalogue.Find("coproduction-ladder", "")
	same := func(level scoring.Answer) []scoring.Answer {
		return slices.Repeat([]scoring.Answer{level}, len(in.Questions))
	}

	tallies := scoring.NewTallies(in)
	tallies.Add(&scoring.Response{Voice: scoring.Learnt, People: 9, Answers: same(5)})
	tallies.Add(&scoring.Response{Voice: scoring.Lived, People: 6, Answers: same(4)})
	result := scoring.Score(in, tallies, scoring.DefaultMinimums())

	fmt.Println("rung", result.Rung, in.Rung(result.Rung).ID)
	for _, principle := range result.Principles {
		fmt.Println(principle.ID, principle.Rung, "apart:", principle.Gap.Rungs)
	}
	// Output:
	// rung 4 consultation
	// equality 4 apart: 1
	// diversity 4 apart: 1
	// accessibility 4 apart: 1
	// reciprocity 4 apart: 1
}

// Four people with lived experience are one too few. None of what they said is
// in any figure, and the result says that it is the view of the staff.
func ExampleScore_voiceNotHeard() {
	catalogue, err := instrument.Published()
	if err != nil {
		fmt.Println(err)
		return
	}
	in := catalogue.Find("coproduction-ladder", "")
	tallies := scoring.NewTallies(in)
	tallies.Add(&scoring.Response{Voice: scoring.Learnt, People: 9, Answers: slices.Repeat([]scoring.Answer{6}, len(in.Questions))})
	tallies.Add(&scoring.Response{Voice: scoring.Lived, People: 4, Answers: slices.Repeat([]scoring.Answer{1}, len(in.Questions))})
	result := scoring.Score(in, tallies, scoring.DefaultMinimums())

	fmt.Println("rung", result.Rung, "provisional:", result.Provisional, result.Flags)
	// Output: rung 5 provisional: true [lived_voice_missing]
}

// A response counts once for each question, and with all the people who agreed
// it. One that answers nothing is in no count.
func ExampleTallies_Add() {
	catalogue, err := instrument.Published()
	if err != nil {
		fmt.Println(err)
		return
	}
	in := catalogue.Find("coproduction-ladder", "")
	answers := make([]scoring.Answer, len(in.Questions)) // all blank
	tallies := scoring.NewTallies(in)
	tallies.Add(&scoring.Response{Voice: scoring.Lived, People: 2, Answers: answers})

	answers[0], answers[1] = 3, scoring.DontKnow
	tallies.Add(&scoring.Response{Voice: scoring.Lived, People: 4, Answers: answers})

	lived := tallies[scoring.Lived]
	fmt.Println(lived.Responses, "response of", lived.People, "people")
	fmt.Println("rung 3 of the first question:", lived.Questions[0].Rungs[2].People, "people")
	fmt.Println("the second, not known:", lived.Questions[1].DontKnow.People, "people")
	fmt.Println("heard:", lived.Heard(5))
	// Output:
	// 1 response of 4 people
	// rung 3 of the first question: 4 people
	// the second, not known: 4 people
	// heard: false
}

// An index is exact until it is shown.
func ExampleIndex() {
	third := scoring.Ratio(200, 3)
	fmt.Println(third.Rounded(1), third.Rounded(5))
	fmt.Println(third.Less(scoring.Whole(67)))
	fmt.Println(scoring.Index{}.Valid())
	// Output:
	// 67 65
	// true
	// false
}
