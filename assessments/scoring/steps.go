package scoring

import (
	"slices"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
)

// NextStep is the smallest set of questions that lifts a principle one rung.
type NextStep struct {
	Rung   int     // the rung it leads to
	Raises []Raise // in the instrument's order
}

// Raise is one question to bring up to the next rung.
type Raise struct {
	Question int // its position in the instrument
	From     int // the lowest of the heard voices' values
}

// nextStep is rule 11. Each heard voice needs some number of its lower values
// raised, and a question can be low in one voice or in both. So the choice is
// how many questions that are low in both to take; the rest follows, and the
// cheapest of each kind make the set. Kinds do not compete, so that the
// cheapest, earliest of each kind are together the cheapest, earliest set.
func (s *heardValues) nextStep(agreed int, questions []int) *NextStep {
	next := agreed + 1
	if agreed == 0 || next > s.in.Top() {
		return nil
	}
	var space [kinds * instrument.MaxTogether]Raise
	need, low := s.shortfall(next, questions, space[:])
	var best []Raise
	both := low[bothVoices]
	for take := 0; take <= len(both); take++ {
		lived, learnt := max(0, need[Lived]-take), max(0, need[Learnt]-take)
		if lived > len(low[onlyLived]) || learnt > len(low[onlyLearnt]) {
			continue
		}
		if best != nil && take+lived+learnt > len(best) {
			continue
		}
		set := slices.Concat(both[:take], low[onlyLived][:lived], low[onlyLearnt][:learnt])
		slices.SortFunc(set, func(a, b Raise) int { return a.Question - b.Question })
		if best == nil || compare(set, best) < 0 {
			best = set
		}
	}
	return &NextStep{Rung: next, Raises: best}
}

// The kinds of questions with a value below the next rung.
const (
	onlyLived = iota
	onlyLearnt
	bothVoices
	kinds
)

// shortfall tells how many values each heard voice needs raised to stand on
// next, and which questions are low in whom: the cheapest first, then the
// earliest. The lists are kept in space.
func (s *heardValues) shortfall(next int, questions []int, space []Raise) (need [len(Voices)]int, low [kinds][]Raise) {
	var values, high [len(Voices)]int
	for kind := range low {
		low[kind], space = space[:0:len(questions)], space[len(questions):]
	}
	for _, q := range questions {
		lowIn := [len(Voices)]bool{}
		for _, v := range s.heard {
			switch own := s.values[v][q]; {
			case own >= next:
				high[v]++
				values[v]++
			case own > 0:
				lowIn[v] = true
				values[v]++
			}
		}
		from, _ := s.lowest(q)
		switch raise := (Raise{q, from}); {
		case lowIn[Lived] && lowIn[Learnt]:
			low[bothVoices] = append(low[bothVoices], raise)
		case lowIn[Lived]:
			low[onlyLived] = append(low[onlyLived], raise)
		case lowIn[Learnt]:
			low[onlyLearnt] = append(low[onlyLearnt], raise)
		}
	}
	for v := range need {
		need[v] = max(0, s.rules.Stands.of(values[v])-high[v])
	}
	for kind := range low {
		slices.SortStableFunc(low[kind], func(a, b Raise) int { return b.From - a.From })
	}
	return need, low
}

// compare orders sets: the smaller, then the one with fewer rungs to climb,
// then the one whose questions come first.
func compare(a, b []Raise) int {
	if len(a) != len(b) {
		return len(a) - len(b)
	}
	climb := 0
	for i := range a {
		climb += b[i].From - a[i].From
	}
	if climb != 0 {
		return climb
	}
	return slices.CompareFunc(a, b, func(x, y Raise) int { return x.Question - y.Question })
}
