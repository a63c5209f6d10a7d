package assessments

import (
	"context"
	"io"
	"log/slog"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
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
	Random    io.Reader     // a source of secrets
	Log       *slog.Logger  // for the operator alone: why something could not be closed
}

// create does one thing in one transaction, and does it once for a request that
// may be sent again. See [access.IdempotencyKey]. Its replay goes with the
// organisation, when one is named.
func (s *Service) create(ctx context.Context, once *access.IdempotencyKey, organisation string, created any, do func(tx Tx) error) error {
	return s.createWith(ctx, once, access.KeptReplay{Organisation: organisation}, created, do)
}

// createFor does one thing in one transaction, once, for a request that may be
// sent again. Its replay goes with the assessment.
func (s *Service) createFor(ctx context.Context, once *access.IdempotencyKey, assessment string, created any, do func(tx Tx) error) error {
	return s.createWith(ctx, once, access.KeptReplay{Assessment: assessment}, created, do)
}

// createWith does one thing in one transaction, unless there is a replay of it.
// With no idempotency key it is done each time it is asked for.
func (s *Service) createWith(ctx context.Context, once *access.IdempotencyKey, kept access.KeptReplay, created any, do func(tx Tx) error) error {
	return s.Store.Write(ctx, func(tx Tx) error {
		return once.Once(ctx, tx, kept, s.Now(), created, func() error { return do(tx) })
	})
}
