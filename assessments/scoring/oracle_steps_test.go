package scoring_test

import "slices"

// Rule 11 of the second scoring tries every set of a principle's questions.

func (s *slow) step(agreed int, questions []int) (set, from []int) {
	next := agreed + 1
	if agreed == 0 || next > len(s.in.Rungs) {
		return nil, nil
	}
	values := make([]map[int]int, 0, 2)
	for _, one := range s.heard() {
		values = append(values, s.found(&one, questions))
	}
	for choice := range 1 << len(questions) {
		var tried []int
		for i, q := range questions {
			if choice&(1<<i) != 0 {
				tried = append(tried, q)
			}
		}
		if (set == nil || preferred(values, tried, set, next)) && lifts(values, tried, next) {
			set = tried
		}
	}
	for _, q := range set {
		from = append(from, lowestOf(values, q))
	}
	return set, from
}

// lifts tells whether every voice reaches next when a set is brought up to it.
func lifts(values []map[int]int, set []int, next int) bool {
	for _, of := range values {
		raised := map[int]int{}
		for q, value := range of {
			if slices.Contains(set, q) && value < next {
				value = next
			}
			raised[q] = value
		}
		if standingOn(raised) < next {
			return false
		}
	}
	return true
}

// preferred tells whether a set goes before another: it is smaller, or climbs
// less, or comes first.
func preferred(values []map[int]int, set, than []int, next int) bool {
	climb := func(set []int) int {
		rungs := 0
		for _, q := range set {
			rungs += next - lowestOf(values, q)
		}
		return rungs
	}
	switch {
	case len(set) != len(than):
		return len(set) < len(than)
	case climb(set) != climb(than):
		return climb(set) < climb(than)
	}
	return slices.Compare(set, than) < 0
}

// lowestOf is the lowest value that a heard voice has of a question.
func lowestOf(values []map[int]int, question int) int {
	lowest := 0
	for _, of := range values {
		if value, has := of[question]; has && (lowest == 0 || value < lowest) {
			lowest = value
		}
	}
	return lowest
}
