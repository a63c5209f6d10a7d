package assessments

import (
	"context"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/release"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// Results reads the results of closed assessments.
type Results interface {
	// Result returns a result without its assessment and instrument.
	Result(ctx context.Context, assessment string) (StoredResult, error)
}

// ResultWriter keeps results. There is one to an assessment, and another is an
// error.
type ResultWriter interface {
	// AddResult keeps a result and what it was worked out from.
	AddResult(ctx context.Context, o StoredResult, tallies *scoring.Tallies) error
	// AddContribution keeps what the result of an assessment puts into releases.
	// It is finer than the result, so nothing here reads it.
	AddContribution(ctx context.Context, assessment string, scores release.Scores) error
}

// Notes reads the notes that may be shown of closed assessments.
type Notes interface {
	// Notes returns the notes of an assessment, in the order of their ids.
	Notes(ctx context.Context, assessment string, page access.Page) ([]KeptNote, error)
}

// NoteWriter keeps notes.
type NoteWriter interface {
	// AddNotes keeps notes that may be shown, in the order given: somewhere on
	// the disk it may stay, so it must tell nothing.
	AddNotes(ctx context.Context, assessment string, notes []KeptNote) error
	// DropNotes deletes those that were kept of an assessment that is not closed.
	DropNotes(ctx context.Context, assessment string) error
}
