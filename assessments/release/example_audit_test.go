package release

import "fmt"

// This is the rank audit on three cohorts. A viewer reads the sums of north, south and
// both. Organisations that are in the same of these are one atom, since no sum
// tells them apart:
//
//	          north  south  both
//	in north    1             1    15 organisations
//	in south           1      1    15 organisations
//	new                       1     3 organisations
//
// A combination of the sums is of use to single few out only if no large atom is
// left in it. Here the large ones leave one free: both, less north, less south
// (a multiple of it is as good). On the small atom it is 1 when scaled. So the
// sum of those 3 can be calculated from all three sums, and both, the last
// declared of them, has to give way.
func Example_determined() {
	const north, south, both = 1, 2, 3 // rows, counted from one; 0 is none
	large := []*atom{
		{rows: [...]int{north, both, 0}},
		{rows: [...]int{south, both, 0}},
	}
	small := []*atom{{rows: [...]int{both, 0, 0}}}

	free := newComplement(3) // of three rows all combinations are free
	for _, atom := range large {
		free.take(atom.column()) // but those that take this atom with them are not
	}
	fmt.Println("combinations that are left:", len(free))

	for sets := range determined(free, small) {
		for _, set := range sets {
			fmt.Println("small atoms", set.atoms, "are the sum of rows", set.rows(free))
		}
	}

	free.take(small[0].column()) // as if there were 10 new ones
	fmt.Println("with 10 new ones:", len(free))
	// Output:
	// combinations that are left: 1
	// small atoms [0] are the sum of rows [0 1 2]
	// with 10 new ones: 0
}
