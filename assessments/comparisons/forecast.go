package comparisons

import (
	"context"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/release"
)

// Forecasts tell which programmes would be released if their period were frozen
// on the day of notice.
type Forecasts interface {
	// Readiness tells what was forecast for a programme.
	Readiness(ctx context.Context, period, programme string) (bool, error)
	// HasForecast tells whether the readiness of a period was forecast.
	HasForecast(ctx context.Context, period string) (bool, error)
}

// ForecastWriter keeps forecasts. There is one for a period, and another is an
// error.
type ForecastWriter interface {
	// KeepForecast keeps the readiness of a period, by programme.
	KeepForecast(ctx context.Context, period string, ready map[string]bool, at time.Time) error
}

// Readiness says whether enough organisations have agreed for a programme to be
// released. It is worked out once, on the day of notice, without any score.
func (s *Service) Readiness(ctx context.Context, caller access.Caller, programme, period string) (bool, error) {
	if _, err := reachProgramme(ctx, s.Store, caller, programme); err != nil {
		return false, hidden(err)
	}
	ready, err := s.Store.Readiness(ctx, period, programme)
	return ready, hidden(err)
}

// forecast keeps the decision on every programme as it would be if the period
// were frozen as things are. It is done once.
func (s *Service) forecast(ctx context.Context, period *Period, now time.Time) error {
	done, err := s.Store.HasForecast(ctx, period.Name)
	if err != nil || done {
		return err
	}
	if err := s.keepDigestKey(ctx); err != nil {
		return err
	}
	asIfOver := *period
	if now.Before(asIfOver.ClosesAt) {
		asIfOver.ClosesAt = now
	}
	plan, err := s.plan(ctx, &asIfOver, latest(now, asIfOver.ClosesAt))
	if err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx Tx) error {
		if done, err := tx.HasForecast(ctx, period.Name); err != nil || done {
			return err
		}
		ready := map[string]bool{}
		for _, decision := range plan.Decisions() {
			if decision.Cohort.Kind == release.ProgrammeCohort {
				ready[decision.Cohort.ID] = decision.Verdict != release.Refuse
			}
		}
		return tx.KeepForecast(ctx, period.Name, ready, now)
	})
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
