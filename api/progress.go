package api

import (
	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/result"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
	"github.com/sevenrungs/sevenrungs/assessments/sentences"
)

// ProgressList is one page of results.
type ProgressList struct {
	Items []Progress `json:"items"`
	// The cursor of the next page; left out on the last
	Next string `json:"next,omitempty"`
}

// Progress is one closed result, with what changed since the one before.
type Progress struct {
	Assessment result.Assessment `json:"assessment"`
	Instrument result.Instrument `json:"instrument"`
	Rung       *result.Rung      `json:"rung" extensions:"x-nullable"`
	Index      *int              `json:"index" minimum:"0" maximum:"100" extensions:"x-nullable" example:"62"`
	// Whether a voice is missing
	Provisional bool `json:"provisional"`
	// Whether figures are less exact, because the group is small
	Guarded    bool              `json:"guarded"`
	Principles []ProgressFigures `json:"principles"`
	// What changed since the result before; null for the first
	Change *Change `json:"change" extensions:"x-nullable"`
}

// ProgressFigures is where an organisation stood on one principle.
type ProgressFigures struct {
	ID    string       `json:"id" example:"equality"`
	Title string       `json:"title" example:"Equality"`
	Rung  *result.Rung `json:"rung" extensions:"x-nullable"`
	Index *int         `json:"index" minimum:"0" maximum:"100" extensions:"x-nullable" example:"73"`
}

// Change is how a result differs from an earlier one.
type Change struct {
	// The assessment of the earlier result
	Since string `json:"since" format:"uuid"`
	// Whether the two can be compared: the same instrument series, scoring version and scope, and no staff view
	Comparable bool `json:"comparable"`
	// Why they cannot, in a sentence; null when they can
	WhyNot *string `json:"why_not" extensions:"x-nullable"`
	// In rungs; null when one of the two has none, or they cannot be compared
	Rungs *int `json:"rungs" extensions:"x-nullable" example:"1"`
	// In points of the index
	Points *int `json:"points" extensions:"x-nullable" example:"12"`
	// Whether the index moved further than other people answering would move it: by 15 points, or by 10 where each heard side gave 10 responses or more both times; null without points
	Clear      *bool        `json:"clear" extensions:"x-nullable" example:"false"`
	Principles []Difference `json:"principles"`
}

// Difference is a change on one principle.
type Difference struct {
	ID    string `json:"id" example:"equality"`
	Rungs *int   `json:"rungs" extensions:"x-nullable" example:"1"`
	// By how many points of the index; below 0 for a fall
	Points *int `json:"points" extensions:"x-nullable" example:"12"`
}

func newProgress(p *assessments.Progress, words *instrument.Words, said *sentences.Sentences) Progress {
	out := Progress{
		Assessment: p.Named(), Instrument: result.InstrumentOf(p.Instrument),
		Rung: result.RungOf(p.Instrument, words, p.Rung), Index: result.Points(p.Index), Provisional: p.Provisional, Guarded: p.Guarded,
	}
	out.Principles = each(p.Principles, func(principle *scoring.Profile) ProgressFigures {
		return ProgressFigures{principle.ID, words.Principles[principle.ID].Title, result.RungOf(p.Instrument, words, principle.Rung), result.Points(principle.Index)}
	})
	if change := p.Change; change != nil {
		out.Change = &Change{
			Since: change.Since, Comparable: change.Comparable, WhyNot: whyNot(change, said), Rungs: change.Overall.Rungs, Points: change.Overall.Points, Clear: change.Clear,
			Principles: each(change.Principles, func(d *assessments.Difference) Difference { return Difference(*d) }),
		}
	}
	return out
}

// whyNot says why two results cannot be compared; nil when they can.
func whyNot(change *assessments.Change, said *sentences.Sentences) *string {
	if change.WhyNot == "" {
		return nil
	}
	return orNull(said.Text(change.WhyNot))
}
