package assessments

import (
	"context"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// Responses reads the responses to open assessments. Of closed ones there is but
// the hashes of the keys.
type Responses interface {
	// Response returns a response to this assessment, as it was last saved.
	Response(ctx context.Context, assessment, id string) (Response, error)
	// ResponseAt returns the response with this id to an assessment with this
	// locator, the last 12 digits of its id. It has the hashes of its keys, and
	// nothing of what it says.
	ResponseAt(ctx context.Context, locator, id string) (Response, error)
	// Enough tells, by the ids of assessments, which voices have as many people
	// behind their submitted responses as they need at least. Responses without
	// a scored answer do not count.
	Enough(ctx context.Context, assessments ...Assessment) (map[string][len(scoring.Voices)]bool, error)
	// HasSubmitted tells whether a voice has a submitted response.
	HasSubmitted(ctx context.Context, assessment string, voice scoring.Voice) (bool, error)
	// ResponsesMark names the state of all responses to an open assessment: it
	// changes whenever one is added or saved with another revision, and never
	// comes again.
	ResponsesMark(ctx context.Context, assessment string) (string, error)
	// SubmittedResponses returns the responses that count, with their answers and
	// notes.
	SubmittedResponses(ctx context.Context, assessment string, page access.Page) ([]Response, error)
	// SubmittedNotes returns the responses that count and have notes.
	SubmittedNotes(ctx context.Context, assessment string, page access.Page) ([]Response, error)
	// ResultKeyAt returns the hash of a response key that reads a result after
	// closing, and of which assessment.
	ResultKeyAt(ctx context.Context, locator, label string) (assessment string, hash Hash, err error)
}

// ResponseWriter keeps and deletes responses.
type ResponseWriter interface {
	// AddResponse returns an error of kind Conflict when the assessment has as
	// many responses as it takes.
	AddResponse(ctx context.Context, r Response) error
	// AddResponses adds responses to one assessment, all of them or none. The error
	// is that of AddResponse.
	AddResponses(ctx context.Context, assessment string, responses []Response) error
	// SaveResponse saves all but the voice, the origin and the keys.
	SaveResponse(ctx context.Context, r Response) error
	// SaveResponseKeys saves the hashes of its keys and nothing else. A hash that
	// was there before and is in it no more is kept nowhere.
	SaveResponseKeys(ctx context.Context, r Response) error
	// CloseResponses deletes all responses to an assessment, the replays kept
	// for whoever sent them, and which keys of invitations were spent. Of
	// those that were not withdrawn it keeps the bare hashes of the keys, and of
	// both where a new one was not yet used, unless a partner entered them under
	// a grant that has ended by then. It says whether there was anything to delete, and
	// so wiping is owed.
	CloseResponses(ctx context.Context, assessment string, at time.Time) (owed bool, err error)
	// DeleteResponses deletes all that, and keeps nothing.
	DeleteResponses(ctx context.Context, assessment string) (owed bool, err error)
}
