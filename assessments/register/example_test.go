package register_test

import (
	"fmt"

	"github.com/sevenrungs/sevenrungs/assessments/register"
)

// People write the same number in several ways. What is compared is the
// canonical form.
func ExampleParseIdentifier() {
	for _, given := range []string{"GB-CHC-1110522", " gb-ccew-1110522 ", "UK-COH-00445790"} {
		identifier, err := register.ParseIdentifier(given)
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(identifier.Canonical, "on list", identifier.List)
	}
	// Output:
	// GB-CHC-1110522 on list GB-CHC
	// GB-CHC-1110522 on list GB-CHC
	// GB-COH-00445790 on list GB-COH
}

// An error says what to do, in words that can be shown to who sent it.
func ExampleParseIdentifier_misfit() {
	_, err := register.ParseIdentifier("GB-COH-445790")
	fmt.Println(err)
	// Output:
	// The identifier "GB-COH-445790" does not fit the list GB-COH, companies in the United Kingdom. After GB-COH- it needs 8 characters: 8 digits, or 2 letters and 6 digits, as in GB-COH-09506232. Put zeros in front: GB-COH-00445790.
}

// An organisation's size is a band of its yearly income in pounds.
func ExampleSizeOf() {
	fmt.Println(register.SizeOf(9_999), register.SizeOf(10_000), register.SizeOf(2_500_000))
	// Output: micro small large
}
