package web

import (
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
)

// showHome shows what this is, and the ways in.
func (s *server) showHome(v *visit) error { return v.show("home", nil) }

// plain shows a page that says the same to everybody.
func (s *server) plain(name string) handler {
	return func(v *visit) error { return v.show(name, nil) }
}

// ladder returns the newest version of the ladder that comes with the program.
func (s *server) ladder() *instrument.Instrument {
	for _, in := range s.Catalogue.Latest() {
		if in.Published() {
			return in
		}
	}
	return s.Catalogue.Latest()[0]
}

// step is one rung of the ladder, as it is drawn.
type step struct {
	Level              int
	Title, Description string
	Stance             string
	Reached, Here      bool
}

// stepsOf returns the rungs, the highest first, with the one that is reached; 0
// is for none.
func stepsOf(in *instrument.Instrument, words *instrument.Words, reached int) []step {
	steps := make([]step, 0, in.Top())
	for level := in.Top(); level > 0; level-- {
		rung := in.Rung(level)
		said := words.Rungs[rung.ID]
		steps = append(steps, step{
			Level: level, Title: said.Title, Description: said.Description, Stance: string(rung.Stance),
			Reached: level <= reached, Here: level == reached,
		})
	}
	return steps
}

// pictured is something with a pictogram of its own.
type pictured struct{ ID, Title, Text string }

// method is what the page about the method shows.
type method struct {
	Steps      []step
	Principles []pictured
	Groups     []pictured
}

func (s *server) showMethod(v *visit) error {
	in := s.ladder()
	words := v.questions(in)
	data := method{Steps: stepsOf(in, words, 0)}
	for _, id := range in.Principles {
		said := words.Principles[id]
		data.Principles = append(data.Principles, pictured{id, said.Title, said.Description})
	}
	for _, stance := range instrument.Stances {
		data.Groups = append(data.Groups, pictured{ID: string(stance), Text: words.Groups[stance]})
	}
	return v.show("method", data)
}

func (s *server) showSources(v *visit) error {
	return v.show("sources", s.ladder().Sources)
}

// showContact says who runs this, as far as they said so.
func (s *server) showContact(v *visit) error { return v.show("contact", nil) }
