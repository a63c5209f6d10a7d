package comparisons

import (
	"context"
	"io"
	"log/slog"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/release"
)

// Service is what can be done about comparing. It holds no state of its own:
// several may serve one [Store] at once.
//
// A method whose answer depends on who asks takes the caller. What a caller may
// not know of is not there: the error is of kind NotFound, and the same as for
// what does not exist. Which roles may call a method at all is for the edge to
// say.
type Service struct {
	Store     Store
	Catalogue *instrument.Catalogue
	Policy    release.Policy
	Scoring   string // the scoring version in force: what is frozen counts no other
	Now       func() time.Time
	NewID     func() string // UUIDs that grow with time (v7)
	Random    io.Reader     // a source of join codes, and of the noise in what is published
	Log       *slog.Logger  // for the operator alone: why something is not published
}

// create creates something in one transaction, and does so once for a request
// that may be sent again. See [access.Create]. The replay goes with the
// organisation, when one is named.
func create[T any](ctx context.Context, s *Service, once *access.IdempotencyKey[T], organisation string, do func(tx Tx) (T, error)) (T, error) {
	return access.Create(ctx, s.Store.Write, s.Now, once, access.KeptReplay{Organisation: organisation}, do)
}

// mustBe returns an error of kind NotFound unless the caller is the organisation
// itself: nobody agrees in its place, or sees where it stands.
func mustBe(ctx context.Context, r Reader, caller access.Caller, organisation string) error {
	if !caller.IsPrincipal(access.OrganisationRole, organisation) {
		return fault.NoSuch(access.OrganisationRole)
	}
	_, err := r.Identity(ctx, organisation)
	return err
}
