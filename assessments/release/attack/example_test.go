package attack_test

import (
	"fmt"

	"github.com/sevenrungs/sevenrungs/assessments/release/attack"
)

// Two exact tables that differ by one organisation give its score away: the
// reason why releases are rounded, noised and kept apart.
func ExampleSolve() {
	problem := &attack.Problem{
		Organisations: 3,
		Tables: []attack.Table{
			attack.Exact([]int{0, 1, 2}, 180),
			attack.Exact([]int{0, 1}, 110),
		},
	}
	for score := range problem.Prior {
		problem.Prior[score] = 1 / float64(len(problem.Prior)) // all scores are as likely
	}
	for _, finding := range attack.Solve(problem, 1) {
		fmt.Printf("organisation %d is from %.0f to %.0f, pinned: %t\n", finding.Organisation, finding.Low, finding.High, finding.Pinned())
	}
	// Output:
	// organisation 0 is from 10 to 100, pinned: false
	// organisation 1 is from 10 to 100, pinned: false
	// organisation 2 is from 70 to 70, pinned: true
}
