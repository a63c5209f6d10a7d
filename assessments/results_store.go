package assessments

import (
	"context"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// Results reads the results of closed assessments.
type Results interface {
	// Outcome returns a result without its assessment and instrument.
	Outcome(ctx context.Context, assessment string) (Outcome, error)
}

// ResultWriter keeps results. There is one to an assessment, and another is an
// error.
type ResultWriter interface {
	// AddOutcome keeps a result and what it was worked out from.
	AddOutcome(ctx context.Context, o Outcome, tallies *scoring.Tallies) error
}

// Notes reads the notes that may be shown of closed assessments.
type Notes interface {
	Notes(ctx context.Context, assessment string, page access.Page) ([]KeptNote, error)
}

// NoteWriter keeps notes.
type NoteWriter interface {
	// AddNotes keeps notes that may be shown, in the order given: somewhere on
	// the disk it may stay, so it must tell nothing.
	AddNotes(ctx context.Context, assessment string, notes []KeptNote) error
}
