package api

import (
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// StoredResult is the result of a closed assessment. Its numbers never change.
type StoredResult struct {
	Result
	Assessment ResultAssessment `json:"assessment"`
	// The rung that was aimed at; null when none was
	Target *Target `json:"target" extensions:"x-nullable"`
	// True when a heard side has fewer than 10 responses: the index is to the nearest 5, that of a principle to the nearest 10, and much else is null
	Guarded bool `json:"guarded"`
}

// ResultAssessment names what a result is of.
type ResultAssessment struct {
	ID       string    `json:"id" format:"uuid"`
	Title    string    `json:"title" example:"Short breaks 2026"`
	Scope    string    `json:"scope" enums:"individual,service,strategic" example:"service"`
	ClosedAt time.Time `json:"closed_at"`
}

// Target is the rung that was aimed at.
type Target struct {
	Level int `json:"level" minimum:"1" maximum:"12" example:"6"`
	// Whether the overall rung is there or higher
	Met bool `json:"met" example:"false"`
}

// newStoredResult says a stored result in JSON, in the words given.
func newStoredResult(o *assessments.Outcome, words *instrument.Words) *StoredResult {
	result := NewResult(&assessments.Scored{Result: o.Result, Instrument: o.Instrument, Target: o.Assessment.Target}, words)
	if result.ScoringVersion = o.ScoringVersion; o.ScoringVersion == scoring.Version1().Version {
		result.SinceVersion2 = nil // its receipt is over numbers without
	}
	result.Receipt = Receipt{o.Receipt, "result"}
	out := &StoredResult{Result: *result, Assessment: newResultAssessment(o), Guarded: o.Guarded}
	if o.Assessment.Target > 0 {
		out.Target = &Target{o.Assessment.Target, o.Rung >= o.Assessment.Target}
	}
	if o.Guarded { // rather than voices of which nothing is shown
		for i := range out.Areas {
			out.Areas[i].Voices = []VoiceView{}
		}
	}
	return out
}

func newResultAssessment(o *assessments.Outcome) ResultAssessment {
	return ResultAssessment{o.Assessment.ID, o.Assessment.Title, string(o.Assessment.Scope), o.Assessment.ClosedAt}
}

// ProgressList is one page of results.
type ProgressList struct {
	Items []Progress `json:"items"`
	// The cursor of the next page; left out on the last
	Next string `json:"next,omitempty"`
}

// Progress is one closed result, with what changed since the one before.
type Progress struct {
	Assessment  ResultAssessment  `json:"assessment"`
	Instrument  ResultInstrument  `json:"instrument"`
	Rung        *Rung             `json:"rung" extensions:"x-nullable"`
	Index       *int              `json:"index" minimum:"0" maximum:"100" extensions:"x-nullable" example:"62"`
	Provisional bool              `json:"provisional"`
	Guarded     bool              `json:"guarded"`
	Principles  []ProgressFigures `json:"principles"`
	// What changed since the result before; null for the first
	Change *Change `json:"change" extensions:"x-nullable"`
}

// ProgressFigures is where an organisation stood on one principle.
type ProgressFigures struct {
	ID    string `json:"id" example:"equality"`
	Title string `json:"title" example:"Equality"`
	Rung  *Rung  `json:"rung" extensions:"x-nullable"`
	Index *int   `json:"index" minimum:"0" maximum:"100" extensions:"x-nullable" example:"73"`
}

// Change is how a result differs from an earlier one.
type Change struct {
	// The assessment of the earlier result
	Since string `json:"since" format:"uuid"`
	// Whether the two can be compared: the same instrument, major version and scope, and no staff view
	Comparable bool `json:"comparable"`
	// Why they cannot; null when they can
	WhyNot *string `json:"why_not" extensions:"x-nullable"`
	// In rungs; null when one of the two has none, or they cannot be compared
	Rungs *int `json:"rungs" extensions:"x-nullable" example:"1"`
	// In points of the index
	Points     *int         `json:"points" extensions:"x-nullable" example:"12"`
	Principles []Difference `json:"principles"`
}

// Difference is a change on one principle.
type Difference struct {
	ID     string `json:"id" example:"equality"`
	Rungs  *int   `json:"rungs" extensions:"x-nullable" example:"1"`
	Points *int   `json:"points" extensions:"x-nullable" example:"12"`
}

func newProgress(p *assessments.Progress, words *instrument.Words) Progress {
	w := resultWriter{p.Instrument, words}
	out := Progress{
		Assessment: newResultAssessment(&p.Outcome), Instrument: ResultInstrument{p.Instrument.ID, p.Instrument.Version, p.Instrument.Digest()},
		Rung: w.rung(p.Rung), Index: points(p.Index), Provisional: p.Provisional, Guarded: p.Guarded,
	}
	out.Principles = each(p.Principles, func(principle *scoring.Profile) ProgressFigures {
		return ProgressFigures{principle.ID, words.Principles[principle.ID].Title, w.rung(principle.Rung), points(principle.Index)}
	})
	if change := p.Change; change != nil {
		out.Change = &Change{
			Since: change.Since, Comparable: change.Comparable, WhyNot: orNull(change.WhyNot), Rungs: change.Overall.Rungs, Points: change.Overall.Points,
			Principles: each(change.Principles, func(d *assessments.Difference) Difference { return Difference(*d) }),
		}
	}
	return out
}
