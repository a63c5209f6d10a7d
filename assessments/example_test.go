package assessments_test

import (
	"errors"
	"fmt"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/result"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
	"github.com/sevenrungs/sevenrungs/assessments/sentences"
)

// A score needs no store: answers go in, and a result with its explanation
// comes out.
func ExampleScore() {
	catalogue, err := instrument.Published()
	if err != nil {
		fmt.Println(err)
		return
	}
	in := catalogue.Find("coproduction-ladder", "")
	answers := map[string]string{} // the code of an answer, by question
	for _, question := range in.Questions {
		answers[question.ID] = "4"
	}
	scored, err := assessments.Score(catalogue, &assessments.ScoreRequest{
		Instrument: in.ID, Version: in.Version, Minimums: scoring.DefaultMinimums(),
		Responses: []assessments.ResponseInput{
			{Voice: "lived", People: 6, Answers: answers},
			{Voice: "learnt", People: 9, Answers: answers},
		},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	words := in.WordsIn("en", instrument.Standard)
	fmt.Println("rung", scored.Rung, words.Rungs[in.Rung(scored.Rung).ID].Title)
	written, err := sentences.Written()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(result.Explain(scored, words, written.Beside(words)).Sentences[0])
	// Output:
	// rung 4 Consultation
	// You do things for people. Your nearest rung is Consultation.
}

// Every fault is named at once, with the place it is in.
func ExampleScore_faults() {
	catalogue, err := instrument.Published()
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = assessments.Score(catalogue, &assessments.ScoreRequest{
		Instrument: "coproduction-ladder", Minimums: scoring.DefaultMinimums(),
		Responses: []assessments.ResponseInput{{Voice: "staff", People: 0}},
	})
	fmt.Println(fault.KindOf(err))
	if failure, ok := errors.AsType[*fault.Error](err); ok {
		for _, fault := range failure.Faults {
			fmt.Println(fault.Pointer, fault.Detail)
		}
	}
	// Output:
	// invalid
	// /responses/0/voice There is no voice "staff". Use lived or learnt.
	// /responses/0/people people is 0. It must be from 1 to 10000.
}
