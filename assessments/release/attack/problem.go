package attack

import "math"

// top is the highest score. Scores are whole numbers from 0 to it.
const top = 100

// Table is one published sum, or mean, of scores. What was published says that
// the sum and its noise together lie between two limits.
type Table struct {
	Members []int   // positions of organisations, each once
	Least   float64 // −∞ for a figure that stands at the lower end of what is shown
	Most    float64 // +∞ for one at the upper end
	Scale   float64 // of the Laplace noise; 0 for none
}

// Rounded is the table of a mean that was noised, rounded to a step, and kept a
// step away from 0 and 100.
func Rounded(members []int, mean, step int, scale float64) Table {
	n, half := float64(len(members)), float64(step)/2
	t := Table{Members: members, Least: n * (float64(mean) - half), Most: n * (float64(mean) + half), Scale: scale}
	if mean <= step {
		t.Least = math.Inf(-1)
	}
	if mean >= top-step {
		t.Most = math.Inf(1)
	}
	return t
}

// Exact is the table of a mean without noise or rounding.
func Exact(members []int, sum int) Table {
	return Table{Members: members, Least: float64(sum), Most: float64(sum)}
}

// Problem is what an attacker has. It is about one figure of each organisation,
// such as one principle's index.
type Problem struct {
	Organisations int
	Known         map[int]int      // scores, by organisation
	Prior         [top + 1]float64 // how likely each score is, before any table; it adds up to 1
	Tables        []Table
}

// Finding is what the attack says of one organisation that was not known.
type Finding struct {
	Organisation int
	Low, High    float64 // between which the score lies, if no noise was unusual
	Guess        int     // the best one
	Confidence   float64 // how likely the score is within Near of the guess
}

// Near is how close a guess is close.
const Near = 5

// sure is how confident an attacker is who says that it knows.
const sure = 0.95

// Pinned tells whether the attacker would say that it knows the score.
func (f *Finding) Pinned() bool { return f.High-f.Low <= 2*Near || f.Confidence >= sure }

// Blind returns the best guess from the prior alone, and how often it is near.
func (p *Problem) Blind() (guess int, near float64) { return best(&p.Prior) }

// best returns the guess with the most weight around it.
func best(weights *[top + 1]float64) (guess int, near float64) {
	total := 0.0
	for _, weight := range weights {
		total += weight
	}
	for at := range weights {
		around := 0.0
		for score := max(0, at-Near); score <= min(top, at+Near); score++ {
			around += weights[score]
		}
		if around/total > near {
			guess, near = at, around/total
		}
	}
	return guess, near
}

// unknown lists the organisations whose scores are looked for: those that are
// in a table and not known.
func (p *Problem) unknown() []int {
	inTable := make([]bool, p.Organisations)
	for _, table := range p.Tables {
		for _, member := range table.Members {
			inTable[member] = true
		}
	}
	var list []int
	for i, in := range inTable {
		if _, known := p.Known[i]; in && !known {
			list = append(list, i)
		}
	}
	return list
}

// Solve attacks. The seed is of the sampling, so that a test is the same every
// time.
func Solve(p *Problem, seed uint64) []Finding {
	unknown := p.unknown()
	low, high := p.bounds(unknown)
	posteriors := p.posteriors(unknown, seed)
	findings := make([]Finding, len(unknown))
	for i, organisation := range unknown {
		f := &findings[i]
		f.Organisation, f.Low, f.High = organisation, low[i], high[i]
		f.Guess, f.Confidence = best(&posteriors[i])
		if f.High-f.Low <= 2*Near {
			f.Guess = int(math.Round((f.Low + f.High) / 2))
		}
	}
	return findings
}
