package attack

import (
	"math"
	"math/rand/v2"
	"slices"
)

// How often all scores are drawn anew, and how many of the first rounds are
// forgotten.
const (
	rounds = 400
	warmUp = 50
)

// posteriors returns how likely each score of each unknown organisation is,
// given every table: by drawing each in turn from its distribution given all
// the others.
func (p *Problem) posteriors(unknown []int, seed uint64) [][top + 1]float64 {
	s := newSampler(p, rand.New(rand.NewPCG(seed, seed))) //nolint:gosec // an attack of a test, the same every time
	posteriors := make([][top + 1]float64, len(unknown))
	for round := range rounds {
		for i, organisation := range unknown {
			weights := s.conditional(organisation)
			s.set(organisation, s.draw(weights))
			if round >= warmUp {
				for score, weight := range weights {
					posteriors[i][score] += weight
				}
			}
		}
	}
	return posteriors
}

// sampler holds one possible world.
type sampler struct {
	*Problem
	random *rand.Rand
	prior  [top + 1]float64 // logarithms
	scores []int
	sums   []int       // by table
	tables [][]int     // by organisation
	logs   [][]float64 // by table: how likely what was published is, by the true sum
}

func newSampler(p *Problem, random *rand.Rand) *sampler {
	s := &sampler{Problem: p, random: random, scores: make([]int, p.Organisations), tables: make([][]int, p.Organisations)}
	for score, likely := range p.Prior {
		s.prior[score] = math.Log(likely)
	}
	for i := range s.scores {
		score, known := p.Known[i]
		if !known {
			score = s.draw(&p.Prior)
		}
		s.scores[i] = score
	}
	for t, table := range p.Tables {
		sum := 0
		for _, member := range table.Members {
			sum += s.scores[member]
			s.tables[member] = append(s.tables[member], t)
		}
		s.sums = append(s.sums, sum)
		s.logs = append(s.logs, table.logs())
	}
	return s
}

// logs is the logarithm of the probability that a true sum and noise together
// lie within the table's limits. Exact tables are taken to have a little noise,
// or the sampler could not move; their limits are for the linear program.
func (t *Table) logs() []float64 {
	scale := max(t.Scale, 1)
	logs := make([]float64, top*len(t.Members)+1)
	for sum := range logs {
		// Half a point is added, since sums are whole numbers.
		logs[sum] = logBetween((t.Least-0.5-float64(sum))/scale, (t.Most+0.5-float64(sum))/scale)
	}
	return logs
}

// logBetween is the logarithm of the probability that a Laplace variable of
// scale 1 lies between two numbers.
func logBetween(from, to float64) float64 {
	switch {
	case from > 0: // both on the right: by e^−from, so that it never comes to nothing
		return -from + math.Log((1-math.Exp(from-to))/2)
	case to < 0:
		return to + math.Log((1-math.Exp(from-to))/2)
	}
	return math.Log(1 - math.Exp(from)/2 - math.Exp(-to)/2)
}

// conditional returns the distribution of one score given all the others.
func (s *sampler) conditional(organisation int) *[top + 1]float64 {
	weights := s.prior
	for _, t := range s.tables[organisation] {
		others := s.sums[t] - s.scores[organisation]
		for score, log := range s.logs[t][others : others+top+1] {
			weights[score] += log
		}
	}
	highest := slices.Max(weights[:])
	total := 0.0
	for score, weight := range weights {
		weights[score] = 0
		if weight > highest-nothing {
			weights[score] = math.Exp(weight - highest)
			total += weights[score]
		}
	}
	for score := range weights {
		weights[score] /= total
	}
	return &weights
}

// nothing is how much less likely than the likeliest, as a logarithm, is lost in
// the last digit of a sum.
const nothing = 40

func (s *sampler) set(organisation, score int) {
	for _, t := range s.tables[organisation] {
		s.sums[t] += score - s.scores[organisation]
	}
	s.scores[organisation] = score
}

// draw draws from weights that add up to 1.
func (s *sampler) draw(weights *[top + 1]float64) int {
	left := s.random.Float64()
	last := 0
	for score, weight := range weights {
		if weight > 0 {
			last = score
		}
		if left -= weight; left < 0 {
			return score
		}
	}
	return last
}
