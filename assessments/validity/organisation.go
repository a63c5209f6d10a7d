package validity

import (
	"slices"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// papers are the areas that people with lived experience often cannot see into:
// who holds votes and money, and what was found out.
var papers = []string{"structure", "review"}

// organisation is an invented one: what there is to see in it.
type organisation struct {
	in      *instrument.Instrument
	world   *World
	seen    [len(scoring.Voices)][]int // of each question, in thousandths of a rung
	unknown [len(scoring.Voices)][]int // of each question: how many in a thousand do not know
}

func newOrganisation(in *instrument.Instrument, world *World, c chance) *organisation {
	o := &organisation{in: in, world: world}
	for _, v := range scoring.Voices {
		o.seen[v] = make([]int, len(in.Questions))
		o.unknown[v] = make([]int, len(in.Questions)) // staff can look things up
	}
	stands := c.between(world.Low, world.High)
	for p := range in.Principles {
		principle := stands + c.scatter(world.Principles)
		for _, q := range in.InPrinciple(p) {
			question := principle + c.scatter(world.Questions)
			o.seen[scoring.Lived][q] = question - world.Gap/2
			o.seen[scoring.Learnt][q] = question + world.Gap/2
			o.unknown[scoring.Lived][q] = world.Unknown
			if slices.Contains(papers, in.Questions[q].Area) {
				o.unknown[scoring.Lived][q] = world.Papers
			}
		}
	}
	return o
}

// person answers every question: with the choice that is closest to what they
// see, or that they do not know.
func (o *organisation) person(v scoring.Voice, c chance) []scoring.Answer {
	answers := make([]scoring.Answer, len(o.in.Questions))
	person := c.scatter(o.world.Person)
	for q := range answers {
		sees := o.seen[v][q] + person + c.scatter(o.world.Answer)
		answers[q] = scoring.Answer(min(max((sees+rung/2)/rung, 1), o.in.Top())) //nolint:gosec // no higher than the top rung
		if c.happens(o.unknown[v][q]) {
			answers[q] = scoring.DontKnow
		}
	}
	return answers
}

// ask lets that many people answer, each for themselves.
func (o *organisation) ask(size Size, c chance) []scoring.Response {
	people := make([]scoring.Response, 0, size.Lived+size.Learnt)
	for _, v := range scoring.Voices {
		for range size.of(v) {
			people = append(people, scoring.Response{Voice: v, People: 1, Answers: o.person(v, c)})
		}
	}
	return people
}

// tally adds answers up.
func tally(in *instrument.Instrument, people []scoring.Response) *scoring.Tallies {
	tallies := scoring.NewTallies(in)
	for i := range people {
		tallies.Add(&people[i])
	}
	return tallies
}
