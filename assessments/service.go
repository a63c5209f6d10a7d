package assessments

import (
	"context"
	"io"
	"log/slog"
	"time"

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

// MaxPage is how many things a list gives at once.
const MaxPage = 100

// Page says which part of a list is wanted, in the order of ids.
type Page struct {
	After string // the id of the last thing of the page before; "" for the first page
	Limit int    // 1 to MaxPage
}

// more asks for one thing more than is shown, to see whether there is a next
// page.
func (p Page) more() Page { return Page{p.After, p.Limit + 1} }

// List is a page of a list.
type List[T any] struct {
	Items []T
	More  bool // whether something follows
}

// cut makes a page of what was asked for with [Page.more].
func cut[T any](items []T, page Page) List[T] {
	if len(items) > page.Limit {
		return List[T]{items[:page.Limit], true}
	}
	return List[T]{items, false}
}

// Match is what an edit asks for: that the thing is still as the caller saw
// it. It holds the tags the caller knows; "*" stands for any.
type Match []string

// Check returns an error of kind Stale unless the tag is among them.
func (m Match) Check(tag string) error {
	for _, known := range m {
		if known == tag || known == "*" {
			return nil
		}
	}
	return &Error{Kind: Stale, Detail: "Somebody changed this since you read it. Read it again, then make your change."}
}

// create does one thing in one transaction, and does it once for a request that
// may be sent again. See [IdempotencyKey]. The answer that is kept goes with the
// organisation, when one is named.
func (s *Service) create(ctx context.Context, once *IdempotencyKey, organisation string, created any, do func(tx Tx) error) error {
	return s.createIdempotently(ctx, once, KeptReplay{Organisation: organisation}, created, do)
}

// createFor is the same for what belongs to an assessment.
func (s *Service) createFor(ctx context.Context, once *IdempotencyKey, assessment string, created any, do func(tx Tx) error) error {
	return s.createIdempotently(ctx, once, KeptReplay{Assessment: assessment}, created, do)
}

func (s *Service) createIdempotently(ctx context.Context, once *IdempotencyKey, kept KeptReplay, created any, do func(tx Tx) error) error {
	return s.Store.Write(ctx, func(tx Tx) error {
		if once == nil {
			return do(tx)
		}
		if found, err := once.find(ctx, tx, kept.Assessment, s.Now()); found || err != nil {
			return err
		}
		if err := do(tx); err != nil {
			return err
		}
		if err := tx.DropReplays(ctx, s.Now()); err != nil {
			return err
		}
		return once.keep(ctx, tx, kept, created, s.Now())
	})
}
