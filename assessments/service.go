package assessments

import (
	"context"
	"io"
	"log/slog"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/release"
)

// Service is what the organisation, its partners and the operator can do. It
// holds no state of its own: several may serve one [Store] at once.
//
// Every method takes who asks. What a caller may not know of is not there: the
// error is of kind NotFound, and the same as for what does not exist. Which
// roles may call a method at all is for the edge to say.
type Service struct {
	Store     Store
	Catalogue *instrument.Catalogue
	Now       func() time.Time
	NewID     func() string // UUIDs that grow with time (v7)
	Random    io.Reader     // a source of secrets, and of the noise in what is published
	Policy    release.Policy
	Log       *slog.Logger // for the operator alone: why something is not published
}

// create does one thing in one transaction, and does it once for a request that
// may be sent again. See [access.IdempotencyKey]. The replay that is kept goes with the
// organisation, when one is named.
func (s *Service) create(ctx context.Context, once *access.IdempotencyKey, organisation string, created any, do func(tx Tx) error) error {
	return s.createIdempotently(ctx, once, access.KeptReplay{Organisation: organisation}, created, do)
}

// createFor does one thing in one transaction, once, for a request that may be
// sent again. The replay that is kept goes with the assessment.
func (s *Service) createFor(ctx context.Context, once *access.IdempotencyKey, assessment string, created any, do func(tx Tx) error) error {
	return s.createIdempotently(ctx, once, access.KeptReplay{Assessment: assessment}, created, do)
}

// createIdempotently does one thing in one transaction, unless there is a replay
// of it. With no idempotency key it is done each time it is asked for.
func (s *Service) createIdempotently(ctx context.Context, once *access.IdempotencyKey, kept access.KeptReplay, created any, do func(tx Tx) error) error {
	return s.Store.Write(ctx, func(tx Tx) error {
		if once == nil {
			return do(tx)
		}
		if found, err := once.Find(ctx, tx, kept.Assessment, s.Now()); found || err != nil {
			return err
		}
		if err := do(tx); err != nil {
			return err
		}
		if err := tx.DropReplays(ctx, s.Now()); err != nil {
			return err
		}
		return once.Keep(ctx, tx, kept, created, s.Now())
	})
}
