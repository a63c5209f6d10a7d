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
	Now       func() time.Time
	NewID     func() string // UUIDs that grow with time (v7)
	Random    io.Reader     // a source of join codes, and of the noise in what is published
	Log       *slog.Logger  // for the operator alone: why something is not published
}

// create does one thing in one transaction, and does it once for a request that
// may be sent again. See [access.IdempotencyKey]. Its replay goes with the
// organisation, when one is named.
func (s *Service) create(ctx context.Context, once *access.IdempotencyKey, organisation string, created any, do func(tx Tx) error) error {
	return s.Store.Write(ctx, func(tx Tx) error {
		return once.Once(ctx, tx, access.KeptReplay{Organisation: organisation}, s.Now(), created, func() error { return do(tx) })
	})
}

// reach returns nil when the caller is the organisation, acts for it or is the
// operator. Otherwise the error is of kind NotFound, as it is when there is no
// such organisation.
func (s *Service) reach(ctx context.Context, r Reader, caller access.Caller, organisation string) error {
	if err := caller.Reach(ctx, r, organisation, s.Now()); err != nil {
		return err
	}
	_, err := r.OrganisationName(ctx, organisation)
	return err
}

// mustBe returns an error of kind NotFound unless the caller is the organisation
// itself: nobody agrees in its place.
func mustBe(ctx context.Context, r Reader, caller access.Caller, organisation string) error {
	if !caller.IsPrincipal(access.OrganisationRole, organisation) {
		return fault.NoSuch(access.OrganisationRole)
	}
	_, err := r.OrganisationName(ctx, organisation)
	return err
}
