package assessments

import (
	"context"
	"io"
	"log/slog"
	"sync/atomic"
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
	Unsteady  func() bool   // whether the clock jumped, so that nothing should end by itself now; nil for never
	NewID     func() string // UUIDs that grow with time (v7)
	Random    io.Reader     // a source of secrets
	Log       *slog.Logger  // for the operator alone: why something could not be closed

	owesWiping atomic.Bool // and has said so in the log
}

// create creates something in one transaction, and does so once for a request
// that may be sent again. See [access.Create]. The replay goes with the
// organisation, when one is named.
func create[T any](ctx context.Context, s *Service, once *access.IdempotencyKey[T], organisation string, do func(tx Tx) (T, error)) (T, error) {
	return access.Create(ctx, s.Store.Write, s.Now, once, access.KeptReplay{Organisation: organisation}, do)
}

// createFor creates something that belongs to an assessment. The replay goes
// with that.
func createFor[T any](ctx context.Context, s *Service, once *access.IdempotencyKey[T], assessment string, do func(tx Tx) (T, error)) (T, error) {
	return access.Create(ctx, s.Store.Write, s.Now, once, access.KeptReplay{Assessment: assessment}, do)
}
