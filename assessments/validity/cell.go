package validity

import (
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// rungs has room for no rung, 0, and for the most that a ladder may have.
const rungs = 13

// Cell counts what became of organisations of one world and size by one set of
// rules. Cells add up, in any order.
type Cell struct {
	Organisations int
	NoRung        int // those that got none
	Compared      int // those with a rung, and with a true one
	Same          int // of them: it is the true one
	WithinOne     int
	SameStance    int
	Error         int // seen rungs less true ones
	Seen          [rungs][rungs]int

	Twice int // those with a rung from each of two groups of people
	Again int // of them: the same

	Flagged  int // those with a gap flagged on some principle
	Priority int // those with one flagged as priority

	PersonMoves int // the rung is another, or gone, without one person
	AnswerMoves int // or after one person gives one other answer

	Alone  [len(limits)]int // the rung is held by that limit alone
	Shared int              // by more than one
	Top    int              // by none
}

var limits = [...]scoring.Limit{
	scoring.AnswersLimit, scoring.WeakestPrincipleLimit, scoring.GatesLimit, scoring.LivedVoiceLimit,
}

// add puts another cell's counts to this one's.
func (c *Cell) add(d *Cell) {
	for _, n := range []struct{ to, from *int }{
		{&c.Organisations, &d.Organisations},
		{&c.NoRung, &d.NoRung},
		{&c.Compared, &d.Compared},
		{&c.Same, &d.Same},
		{&c.WithinOne, &d.WithinOne},
		{&c.SameStance, &d.SameStance},
		{&c.Error, &d.Error},
		{&c.Twice, &d.Twice},
		{&c.Again, &d.Again},
		{&c.Flagged, &d.Flagged},
		{&c.Priority, &d.Priority},
		{&c.PersonMoves, &d.PersonMoves},
		{&c.AnswerMoves, &d.AnswerMoves},
		{&c.Shared, &d.Shared},
		{&c.Top, &d.Top},
	} {
		*n.to += *n.from
	}
	for limit := range c.Alone {
		c.Alone[limit] += d.Alone[limit]
	}
	for truth := range c.Seen {
		for seen := range c.Seen[truth] {
			c.Seen[truth][seen] += d.Seen[truth][seen]
		}
	}
}

// compare notes what an organisation's result says, and what the true one would.
func (c *Cell) compare(in *instrument.Instrument, result *scoring.Result, truth int) {
	c.Organisations++
	c.Seen[truth][result.Rung]++
	c.noteGaps(result)
	if result.Rung == 0 {
		c.NoRung++
		return
	}
	c.noteLimits(result)
	if truth == 0 {
		return
	}
	c.Compared++
	apart := result.Rung - truth
	c.Error += apart
	c.Same += one(apart == 0)
	c.WithinOne += one(-1 <= apart && apart <= 1)
	c.SameStance += one(in.Rung(result.Rung).Stance == in.Rung(truth).Stance)
}

func (c *Cell) noteGaps(result *scoring.Result) {
	some, priority := false, false
	for i := range result.Principles {
		if gap := result.Principles[i].Gap; gap != nil {
			some = some || gap.Flag != scoring.NoGapFlag
			priority = priority || gap.Flag == scoring.Priority
		}
	}
	c.Flagged += one(some)
	c.Priority += one(priority)
}

func (c *Cell) noteLimits(result *scoring.Result) {
	switch len(result.LimitedBy) {
	case 0:
		c.Top++
	case 1:
		for i, limit := range limits {
			c.Alone[i] += one(limit == result.LimitedBy[0])
		}
	default:
		c.Shared++
	}
}

func one(is bool) int {
	if is {
		return 1
	}
	return 0
}
