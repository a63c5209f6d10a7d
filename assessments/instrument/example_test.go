package instrument_test

import (
	"fmt"
	"os"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
)

// A questionnaire of one's own is read from a file.
func ExampleParse() {
	file, err := os.ReadFile("testdata/small.yaml")
	if err != nil {
		fmt.Println(err)
		return
	}
	in, err := instrument.Parse("small.yaml", file)
	if err != nil {
		fmt.Println(err)
		return
	}
	words := in.Words[0]
	fmt.Println(words.Title, in.Version)
	for _, question := range in.Questions {
		fmt.Println(words.Questions[question.ID].Lived)
		fmt.Println("  3:", words.Choice(question.ID, 3))
	}
	// Output:
	// A small ladder 1.2.0
	// Who made the plans for your group?
	//   3: We all made them.
	// Who said what your money is spent on?
	//   3: Both sides said it.
}

// Everything wrong with a file is said at once, with the line where there is one.
func ExampleParse_faults() {
	_, err := instrument.Parse("ours.yaml", []byte("id: Ours\nversion: 1\n"))
	fmt.Println(err)
	// Output:
	// ours.yaml cannot be used:
	//   ours.yaml: Name at least one source: what this rests on, and whose it is.
	//   ours.yaml: There are 0 areas. Give 1 to 40.
	//   ours.yaml: There are 0 principles. Give 1 to 20.
	//   ours.yaml: There are 0 rungs. A ladder has 2 to 12.
	//   ours.yaml: There are no words. Give at least one block, with variant: standard.
	//   ours.yaml: ceiling is 0. Give the level of one of the rungs: nobody passes it while a gate is not met.
	//   ours.yaml: minutes is 0. Say how long one person needs, from 1 to 240.
	//   ours.yaml:1: The id is "Ours". Use small letters, digits and single hyphens, at most 64, starting with a letter.
	//   ours.yaml:2: The version is "1". Give three numbers with dots between them, such as 1.0.0.
}

// Versions never change, so a caller may name one. Without one it gets the
// newest.
func ExampleCatalogue_Find() {
	catalogue, err := instrument.Published()
	if err != nil {
		fmt.Println(err)
		return
	}
	in := catalogue.Find("coproduction-ladder", "0.8.0")
	fmt.Println(in.ID, in.Version, "has", len(in.Questions), "questions on", in.Top(), "rungs")
	fmt.Println(in.Digest())
	fmt.Println("of an unknown one:", catalogue.Find("no-such-thing", ""))
	// Output:
	// coproduction-ladder 0.8.0 has 16 questions on 7 rungs
	// sha256:25c8fc72c0c5096e407e98363c0cf8f4369dc9e95fd2a45b70a129f39bb05a95
	// of an unknown one: <nil>
}

// Who asks for Easy Read in a language that there are no words in still gets
// Easy Read: that is a need of access. The words say what they are.
func ExampleInstrument_WordsIn() {
	catalogue, err := instrument.Published()
	if err != nil {
		fmt.Println(err)
		return
	}
	words := catalogue.Find("coproduction-ladder", "0.9.0").WordsIn("cy", instrument.EasyRead)
	fmt.Println(words.Lang, words.Variant)
	// Output: en easy_read
}
