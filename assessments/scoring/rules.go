package scoring

// Share is a part of a whole, in twelfths.
type Share int

// The shares that the rules speak of.
const (
	Nothing       Share = 0
	Third         Share = 4
	Half          Share = 6
	ThreeQuarters Share = 9
	All           Share = 12
)

// of returns that part of n, rounded up.
func (s Share) of(n int) int { return (int(s)*n + int(All) - 1) / int(All) }

// Rules are the points on which versions of the rules differ, so that one piece
// of code scores by any of them. Every result of the service is scored by
// [Version2]; the report on how far scores can be trusted holds others beside it.
type Rules struct {
	Version     string
	LowerMedian bool  // rule 2: of two answers in the middle, the lower one counts
	Scored      Share // rule 2: so many responses must give a scored answer
	Silent      Share // rule 2: no more may be blank, don't know or prefer not to say
	Counts      Share // rule 3: so many questions must have a value
	Stands      Share // rules 4 and 6: so many values must reach a rung
	NoGates     bool  // rule 6: gates hold nobody
	GateScored  Share // rule 6: so many responses must give a gate a scored answer
	GapsInRungs bool  // rule 9: rungs apart raise the flags, whatever the points
}

// Version2 returns the rules in force.
func Version2() Rules {
	return Rules{Version: Version, Scored: Third, Silent: All, Counts: Half, Stands: ThreeQuarters, GateScored: Half}
}

// Version1 returns the rules before: a low middle, a principle lost to those who
// do not know, and a flag wherever two rungs differ.
func Version1() Rules {
	return Rules{
		Version: "1", LowerMedian: true, Scored: Nothing, Silent: Half, Counts: ThreeQuarters, Stands: ThreeQuarters,
		GateScored: Nothing, GapsInRungs: true,
	}
}

// inForce is never changed.
var inForce = Version2()
