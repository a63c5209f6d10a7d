// Code generated from docs/validity.md by go generate ./assessments/validity; DO NOT EDIT.

package scoring

// sureTable holds the figures of rule 13, the smallest size first. Each is the
// mean over the simulated worlds, out of ten, rounded down.
var sureTable = [...]struct {
	from int
	Sure
}{
	{3, Sure{"3_to_4", 6, 9, 8}},
	{5, Sure{"5_to_9", 7, 9, 9}},
	{10, Sure{"10_to_14", 8, 9, 9}},
	{15, Sure{"15_to_29", 8, 9, 9}},
	{30, Sure{"30_or_more", 8, 9, 9}},
}
