package gormstore

import (
	"sync/atomic"
	"testing"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/assessmentstest"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// before is how many have answered before the closing is tried.
const before = 200

// Sixteen save and submit without a pause, to what is closed or beside it. On
// PostgreSQL each of them may undo the closing, which takes longer than they do.
func TestClosingWinsAgainstAStreamOfAnswers(t *testing.T) {
	t.Parallel()
	for name, stream := range map[string]func(closed, other assessments.Assessment) assessments.Assessment{
		"to what is closed": func(closed, _ assessments.Assessment) assessments.Assessment { return closed },
		"beside it":         func(_, other assessments.Assessment) assessments.Assessment { return other },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			forBoth(t, func(t *testing.T, store *Store) {
				t.Helper()
				service := assessmentstest.Service(t, store, 1)
				a, other := assessmentstest.OpenAssessment(t, service), assessmentstest.OpenAssessment(t, service)
				answerByMany(t, service, a, before)
				closeAgainst(t, service, a, stream(a, other))
			})
		})
	}
}

// closeAgainst closes an assessment in one try while sixteen answer it, or
// another one. What counts must be what was acknowledged.
func closeAgainst(t *testing.T, service *assessments.Service, a, answered assessments.Assessment) {
	t.Helper()
	const writers, each, soon = 16, 12, 30
	mine := make(chan []assessments.Response, writers)
	for range writers {
		mine <- startResponses(t, service, answered, each)
	}
	var submitted, turn atomic.Int64
	var closed atomic.Bool
	some := make(chan struct{})
	runAtOnce(t, writers+1, func() error {
		n := int(turn.Add(1))
		if n > writers {
			defer closed.Store(true)
			<-some
			_, err := service.CloseAssessment(t.Context(), assessmentstest.Owner(a.Organisation), a.ID)
			return err
		}
		for own := <-mine; !closed.Load(); {
			err := saveResponse(t, service, own[0])
			if err == nil && len(own) > 1 {
				err = submitResponse(t, service, own[0])
				if err == nil && submitted.Add(1) == soon {
					close(some)
				}
				own = own[1:]
			}
			if err != nil && fault.KindOf(err) != fault.Conflict {
				return err
			}
		}
		return nil
	})
	counted := 0
	if answered.ID == a.ID {
		counted = int(submitted.Load())
	}
	stored, err := service.Result(t.Context(), assessmentstest.Owner(a.Organisation), a.ID)
	if err != nil {
		t.Fatal(err)
	}
	if got := stored.Voices[scoring.Lived].Responses; got != before/2+counted {
		t.Errorf("%d responses are in the result, want %d", got, before/2+counted)
	}
}

// saveResponse saves a draft as it is.
func saveResponse(t testing.TB, service *assessments.Service, r assessments.Response) error {
	t.Helper()
	return retry(func() error {
		_, err := service.ChangeResponse(t.Context(), assessmentstest.Writer(r), r.Assessment, r.ID, access.Match{"*"},
			func(*assessments.ResponseText) error { return nil })
		return err
	})
}
