package web

import (
	"strings"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/result"
)

// namedResult is what an organisation shows with its name.
type namedResult struct {
	Name, Numbers string
	Title         string // of the assessment
	Closed        time.Time
	Rung          *result.Rung
	Principles    []namedPrinciple
}

// namedPrinciple is a principle of it.
type namedPrinciple struct {
	Title string
	Rung  *result.Rung
	Next  []string // what the next rung looks like
}

func (v *visit) namedResult(n *comparisons.Named) namedResult {
	in, words := n.Instrument, v.questions(n.Instrument)
	out := namedResult{
		Name: n.Name, Numbers: strings.Join(n.Identifiers, ", "), Title: n.Title, Closed: n.Assessment.ClosedAt,
		Rung: result.RungOf(in, words, n.Rung),
	}
	for _, p := range n.Principles {
		principle := namedPrinciple{Title: words.Principles[p.ID].Title, Rung: result.RungOf(in, words, p.Rung)}
		if p.Next != nil {
			for _, at := range p.Next.Questions {
				principle.Next = append(principle.Next, words.Choice(in.Questions[at].ID, p.Next.Rung))
			}
		}
		out.Principles = append(out.Principles, principle)
	}
	return out
}
