package assessments

import (
	"context"

	"github.com/sevenrungs/sevenrungs/assessments/result"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// addShared says of each heard voice how many of its responses were started with
// keys that people shared: one person could have used such a key more than once.
// No response tells what started it, so it goes by what invitations count. That
// counts drafts and what was withdrawn, too. So it is at most that many, and no
// more than there are and nobody entered.
func addShared(ctx context.Context, r Reader, assessment string, scored result.Scored) error {
	started, err := r.StartedShared(ctx, assessment)
	if err != nil {
		return err
	}
	for _, voice := range scoring.Voices {
		if of := scored.Voices[voice]; of.Heard {
			origin := &scored.Origins[voice]
			origin.Shared = min(started[voice], of.Responses-origin.Entered)
		}
	}
	return nil
}
