package validity

import (
	"fmt"
	"strings"
)

// World is a set of assumptions about organisations and the people who answer.
// Lengths are in thousandths of a rung, and shares in thousandths of a whole.
type World struct {
	Name  string
	About string // what is special about it

	Low, High  int // organisations stand evenly between these
	Principles int // how far the principles of one scatter round where it stands
	Questions  int // how far the questions of a principle scatter round that

	Person int // how far a person's answers lie together from what there is to see
	Answer int // how far each single answer does
	Gap    int // how much higher the learnt voice sees everything

	Unknown int // how many people with lived experience do not know
	Papers  int // the same, where structure and review are asked about
}

// The rung is one step of the ladder.
const rung = 1000

// usual is the world that the others differ from.
var usual = World{
	Name: "usual", About: "the starting point",
	Low: 2 * rung, High: 6 * rung, Principles: 700, Questions: 700,
	Person: 600, Answer: 900, Unknown: 150, Papers: 150,
}

// Worlds returns the worlds of the report. All but the first differ from it in
// one way.
func Worlds() []World {
	worlds := []World{usual}
	for _, w := range []struct {
		name, about string
		change      func(*World)
	}{
		{"careful", "people answer alike", func(w *World) { w.Person, w.Answer = 300, 600 }},
		{"noisy", "people answer less alike", func(w *World) { w.Person, w.Answer = 900, 1200 }},
		{"half-apart", "staff see all half a rung higher", func(w *World) { w.Gap = 500 }},
		{"one-apart", "staff see all one rung higher", func(w *World) { w.Gap = 1000 }},
		{"one-and-a-half-apart", "staff see all one and a half rungs higher", func(w *World) { w.Gap = 1500 }},
		{"two-apart", "staff see all two rungs higher", func(w *World) { w.Gap = 2000 }},
		{"unknown", "twice as many do not know, evenly", func(w *World) { w.Unknown, w.Papers = 300, 300 }},
		{"papers", "about half do not know of structure and review", func(w *World) { w.Papers = 480 }},
		{"low", "organisations on the low rungs", func(w *World) { w.Low, w.High = 1*rung, 3*rung }},
		{"middle", "organisations on the middle rungs", func(w *World) { w.Low, w.High = 3*rung, 5*rung }},
		{"high", "organisations on the high rungs", func(w *World) { w.Low, w.High = 5*rung, 7*rung }},
		{"even", "principles and questions are much alike", func(w *World) { w.Principles, w.Questions = 300, 300 }},
		{"uneven", "principles differ much", func(w *World) { w.Principles = 1200 }},
	} {
		world := usual
		world.Name, world.About = w.name, w.about
		w.change(&world)
		worlds = append(worlds, world)
	}
	return worlds
}

// FindWorld returns the world of that name. Its error names those there are.
func FindWorld(name string) (World, error) {
	worlds := Worlds()
	names := make([]string, len(worlds))
	for i, w := range worlds {
		if w.Name == name {
			return w, nil
		}
		names[i] = w.Name
	}
	return World{}, fmt.Errorf("there is no world %q. Choose one of: %s", name, strings.Join(names, ", "))
}

// A span is what drawn worlds have of something: from and to, both included.
type span struct{ from, to int }

// drawnFrom holds what worlds are drawn from to see whether the table of how
// sure holds in them too.
var drawnFrom = struct{ middle, width, principles, questions, person, answer, gap, unknown, papers span }{
	middle: span{3000, 5000}, width: span{2000, 4000},
	principles: span{300, 1200}, questions: span{300, 1000},
	person: span{500, 800}, answer: span{700, 1100},
	gap: span{0, 2000}, unknown: span{50, 300}, papers: span{0, 200},
}

// drawnWorld returns a world drawn at random, the same for a number each time.
func drawnWorld(number int) World {
	c := newChance("drawn worlds", number)
	of := func(s span) int { return c.between(s.from, s.to) }
	middle, width := of(drawnFrom.middle), of(drawnFrom.width)
	w := World{
		Name: fmt.Sprintf("drawn %d", number),
		Low:  max(middle-width/2, rung), High: min(middle+width/2, 7*rung),
		Principles: of(drawnFrom.principles), Questions: of(drawnFrom.questions),
		Person: of(drawnFrom.person), Answer: of(drawnFrom.answer),
		Gap: of(drawnFrom.gap), Unknown: of(drawnFrom.unknown),
	}
	w.Papers = w.Unknown + of(drawnFrom.papers)
	return w
}
