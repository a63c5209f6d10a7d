package validity

import "github.com/sevenrungs/sevenrungs/assessments/scoring"

// Variant is a set of rules that the report holds beside the one in force. What
// is true is found by the same rules from everybody.
type Variant struct {
	Name  string
	Rules scoring.Rules
}

// The places of the rules that the report looks up.
const (
	inForce = 0
	before  = 1
)

// Variants returns the rules in force, those before, and the rules in force with
// one of them changed.
func Variants() []Variant {
	lower, half, open := scoring.Version2(), scoring.Version2(), scoring.Version2()
	lower.LowerMedian = true
	half.Stands = scoring.Half
	open.NoGates = true
	return []Variant{
		inForce: {"version 2", scoring.Version2()},
		before:  {"version 1", scoring.Version1()},
		{"lower median", lower},
		{"half, not three quarters", half},
		{"no gates", open},
	}
}
