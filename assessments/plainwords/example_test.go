package plainwords_test

import (
	"fmt"

	"github.com/sevenrungs/sevenrungs/assessments/plainwords"
)

// Each fault says what to do. Several texts are read as one piece, such as a
// question with its choices.
func ExampleCheck() {
	texts := []string{"Who made the plans?", "We utilise a plan in order to help you."}
	for _, fault := range plainwords.Check(plainwords.Rule{MaxWords: 20}, texts...) {
		fmt.Println(fault.Kind, "in text", fault.Text, "-", fault.Detail)
	}
	// Output:
	// officialese in text 1 - "utilise" is a word that offices use. Instead: use.
	// officialese in text 1 - "in order to" is a word that offices use. Instead: to.
}

// The grade is a year of school in the United States: 6 is about 11 years old.
func ExampleGrade() {
	fmt.Printf("%.1f\n", plainwords.Grade("We met. We made the plan together."))
	fmt.Printf("%.1f\n", plainwords.Grade("Participatory methodologies facilitated organisational prioritisation."))
	// Output:
	// 0.9
	// 52.4
}

// A sentence does not end after an abbreviation.
func ExampleSentences() {
	for _, sentence := range plainwords.Sentences("Bring what you like, e.g. photos. We have tea!") {
		fmt.Printf("%q\n", sentence)
	}
	// Output:
	// "Bring what you like, e.g. photos."
	// "We have tea!"
}
