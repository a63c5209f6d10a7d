package attack

import (
	"math"
	"math/rand/v2"
)

// Kin is how the scores of an organisation on several principles go together: each
// is spread around 50, two thirds within 18, and all lean on one thing that they
// have in common, the more so the higher their correlation.
type Kin struct {
	likely []float64          // how likely each state is of what they have in common
	spread [][top + 1]float64 // how likely each score is in that state
}

// NewKin returns scores of this correlation, from 0 to less than 1.
func NewKin(correlation float64) *Kin {
	const states, widest, deviation = 81, 4, 18
	k := &Kin{}
	total := 0.0
	for i := range states {
		state := widest * (2*float64(i)/(states-1) - 1)
		k.likely = append(k.likely, math.Exp(-state*state/2))
		total += k.likely[i]
		middle, own := 50+deviation*math.Sqrt(correlation)*state, deviation*math.Sqrt(1-correlation)
		var spread [top + 1]float64
		of := 0.0
		for score := range spread {
			spread[score] = math.Exp(-math.Pow((float64(score)-middle)/own, 2) / 2)
			of += spread[score]
		}
		for score := range spread {
			spread[score] /= of
		}
		k.spread = append(k.spread, spread)
		if correlation == 0 {
			break // all states are like the first
		}
	}
	for i := range k.likely {
		k.likely[i] /= total
	}
	return k
}

// Draw invents the scores of one organisation.
func (k *Kin) Draw(random *rand.Rand, scores []int) {
	s := sampler{random: random}
	state, left := 0, random.Float64()
	for ; state < len(k.likely)-1; state++ {
		if left -= k.likely[state]; left < 0 {
			break
		}
	}
	for i := range scores {
		scores[i] = s.draw(&k.spread[state])
	}
}

// Guess returns the best guess at each score, and how sure it is. What was seen is
// given as the logarithm of how likely it was by each score, for each principle.
func (k *Kin) Guess(seen [][top + 1]float64) (guesses []int, near []float64) {
	odds := make([][top + 1]float64, len(seen))
	for at := range seen {
		for score, log := range seen[at] {
			odds[at][score] = math.Exp(log)
		}
	}
	posteriors, both := make([][top + 1]float64, len(seen)), make([][top + 1]float64, len(seen))
	weights := make([]float64, len(seen)) // of what was seen of each, in one state
	for state, likely := range k.likely {
		spread := &k.spread[state]
		for at := range odds {
			weights[at] = weigh(&both[at], spread, &odds[at])
		}
		for at := range posteriors {
			others := likely * product(weights, at)
			posterior, own := &posteriors[at], &both[at]
			for score := range posterior {
				posterior[score] += others * own[score]
			}
		}
	}
	for at := range posteriors {
		guess, sure := best(&posteriors[at])
		guesses, near = append(guesses, guess), append(near, sure)
	}
	return guesses, near
}

// weigh puts two reasons for each score together, and adds them up.
func weigh(both, spread, odds *[top + 1]float64) (total float64) {
	for score := range both {
		both[score] = spread[score] * odds[score]
		total += both[score]
	}
	return total
}

// product multiplies all weights but one.
func product(weights []float64, but int) float64 {
	total := 1.0
	for i, weight := range weights {
		if i != but {
			total *= weight
		}
	}
	return total
}

// Look adds what one more table says of the one score in it that is not known. The
// others add up to a sum. A score goes into the table to the nearest of a step.
func Look(seen *[top + 1]float64, table *Table, others, step int) {
	highest, log := math.Inf(-1), 0.0
	for score := range seen {
		if score == 0 || (score+step/2)%step == 0 { // it goes in as another than the one before
			sum := float64(others + (score+step/2)/step*step)
			log = logBetween((table.Least-0.5-sum)/table.Scale, (table.Most+0.5-sum)/table.Scale)
		}
		seen[score] += log
		highest = max(highest, seen[score])
	}
	for score := range seen {
		seen[score] -= highest // so that nothing is too small for its number
	}
}
