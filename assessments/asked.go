package assessments

import (
	"context"

	"github.com/sevenrungs/sevenrungs/assessments/access"
)

// Asked is what a response answers, and who began it.
type Asked struct {
	Answered   // its instrument is nil when it is no longer installed
	Assessment Assessment
}

// Asked returns what a response answers, for who goes on with it on another
// device and has its key alone.
func (s *Service) Asked(ctx context.Context, caller access.Caller, assessment, id string) (Asked, error) {
	found, err := reachResponse(ctx, s.Store, caller, assessment, id)
	if err != nil {
		return Asked{}, err
	}
	a, err := s.Store.Assessment(ctx, assessment)
	return Asked{Answered{Response: found, Instrument: s.instrumentOf(&a)}, a}, err
}
