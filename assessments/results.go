package assessments

import (
	"context"
	"iter"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

// ResultFilter narrows what results are given.
type ResultFilter struct {
	Organisation string    // "" for all
	ClosedSince  time.Time // zero for all
}

// Results gives all results that the caller may read, in the order of closing. They
// are read while they are gone through, a page at a time: a grant that ends meanwhile
// ends that, too. It reads on for as long as ctx lasts. Results whose questionnaire is
// no longer installed are left out: without it, they cannot be read one by one either.
func (s *Service) Results(ctx context.Context, caller access.Caller, filter ResultFilter) iter.Seq2[StoredResult, error] {
	closed := AssessmentFilter{Organisation: filter.Organisation, States: []AssessmentState{Closed}, ClosedSince: filter.ClosedSince}
	if closed.ClosedSince.IsZero() {
		closed.ClosedSince = time.UnixMilli(0)
	}
	all := every(func(page access.Page) ([]Assessment, error) {
		return s.Store.Assessments(ctx, s.scopeOf(caller), closed, page)
	}, closed.Place)
	return func(yield func(StoredResult, error) bool) {
		for a, err := range all {
			if err == nil && s.instrumentOf(&a) == nil {
				continue
			}
			var stored StoredResult
			if err == nil {
				stored, err = s.resultOf(ctx, s.Store, a)
			}
			if fault.KindOf(err) == fault.NotFound { // the organisation was erased meanwhile
				continue
			}
			if !yield(stored, err) || err != nil {
				return
			}
		}
	}
}
