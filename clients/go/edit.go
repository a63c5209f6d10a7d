package sevenrungs

import (
	"context"
	"errors"
	"net/http"
)

// tries is how often a change is asked for at most.
const tries = 3

// Edit reads a thing, asks what is to be different, and sends that. When
// somebody else was faster it reads and asks again, three times in all:
//
//	changed, err := sevenrungs.Edit(ctx, rungs.ShowAssessment, rungs.ChangeAssessment, id,
//		func(present *sevenrungs.Assessment) (sevenrungs.AssessmentPatch, error) {
//			return sevenrungs.AssessmentPatch{Title: new(present.Title + " 2026")}, nil
//		})
func Edit[T, P any](
	ctx context.Context,
	show func(ctx context.Context, id string, options ...Option) (*Reply[T], error),
	change func(ctx context.Context, id, etag string, patch P, options ...Option) (*Reply[T], error),
	id string,
	edit func(present *T) (P, error),
	options ...Option,
) (*Reply[T], error) {
	for tried := 1; ; tried++ {
		read, err := show(ctx, id)
		if err != nil {
			return nil, err
		}
		patch, err := edit(&read.Data)
		if err != nil {
			return nil, err
		}
		changed, err := change(ctx, id, read.ETag, patch, options...)
		var failure *Error
		if tried == tries || !errors.As(err, &failure) || failure.Status != http.StatusPreconditionFailed {
			return changed, err
		}
	}
}
