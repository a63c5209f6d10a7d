package web

import "github.com/sevenrungs/sevenrungs/assessments"

// notesPage is what people wrote.
type notesPage struct {
	ID, Title string
	Notes     []note
	Parts     parts
}

// note is what somebody wrote about a question.
type note struct{ About, Asked, Text string }

// showNotes shows what people wrote, in an order that tells nothing.
func (s *server) showNotes(v *visit) error {
	stored, err := v.stored()
	if stored == nil {
		return err
	}
	found, err := s.Service.Notes(v.Request.Context(), v.caller, stored.Assessment.ID, v.page())
	if err != nil {
		return err
	}
	in, words := stored.Instrument, v.questions(stored.Instrument)
	data := notesPage{ID: stored.Assessment.ID, Title: stored.Assessment.Title}
	for _, one := range found.Items {
		said := note{Text: one.Text, Asked: words.Questions[one.Question].Learnt}
		if at, there := in.Position(one.Question); there {
			said.About = words.Principles[in.Questions[at].Principle].Title
		}
		data.Notes = append(data.Notes, said)
	}
	data.Parts = partsOf(v, found, func(n *assessments.KeptNote) string { return n.ID })
	return v.show("notes", data)
}
