package comparisons

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"slices"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/release"
)

// Freeze fixes what is published of a period, once and for ever. It may be
// called from the day of the freeze on; the service also does it by itself.
func (s *Service) Freeze(ctx context.Context, caller access.Caller, name string) (Period, error) {
	period, err := s.Store.Period(ctx, name)
	if err != nil {
		return Period{}, err
	}
	now := s.Now()
	switch {
	case !period.FrozenAt.IsZero():
		return Period{}, errFrozen(name)
	case now.Before(period.ClosesAt):
		return Period{}, fault.Refuse(fault.Conflict, "refusal.not_over", "period", name, "from", period.FreezeAt)
	case now.Before(period.FreezeAt):
		return Period{}, fault.Refuse(fault.Conflict, "refusal.told", "period", name, "on", period.FreezeAt)
	}
	return s.freeze(ctx, caller, period)
}

func errFrozen(name string) error {
	return fault.Refuse(fault.Conflict, "refusal.frozen", "period", name)
}

// freeze plans without any score, then looks scores up, then draws and keeps
// everything in one transaction. Of several at once, one gets through.
func (s *Service) freeze(ctx context.Context, caller access.Caller, period Period) (Period, error) {
	ctx = access.TakingLong(ctx)
	now := s.Now()
	if err := s.mayFreeze(ctx, s.Store, &period, now); err != nil {
		return Period{}, err
	}
	if err := s.keepDigestKey(ctx); err != nil {
		return Period{}, err
	}
	plan, err := s.plan(ctx, &period, now)
	if err != nil {
		return Period{}, err
	}
	scores, err := s.scoresOf(ctx, plan)
	if err != nil {
		return Period{}, err
	}
	period.FrozenAt, period.Scoring = now, s.Scoring
	err = s.Store.Write(ctx, func(tx Tx) error {
		current, err := tx.Period(ctx, period.Name)
		if err != nil {
			return err
		}
		if !current.FrozenAt.IsZero() {
			return errFrozen(period.Name)
		}
		if err := s.mayFreeze(ctx, tx, &current, now); err != nil {
			return err
		}
		if err := tx.FreezePeriod(ctx, period.Name, now, s.Scoring); err != nil {
			return err
		}
		if err := s.record(ctx, tx, caller, PeriodFroze, period.Name, ""); err != nil {
			return err
		}
		if err := s.publish(ctx, tx, plan, period, scores); err != nil {
			return err
		}
		return s.moveOn(ctx, tx, caller, now)
	})
	if err != nil {
		return Period{}, err
	}
	s.tellOperator(ctx, plan, period.Name)
	return period, nil
}

// plan decides what is published. No score is read for it.
func (s *Service) plan(ctx context.Context, period *Period, at time.Time) (*release.Plan, error) {
	census, err := access.Within(ctx, s.Store.Snapshot, func(r Reader) (*release.Census, error) {
		return s.census(ctx, r, period, at)
	})
	if err != nil {
		return nil, fmt.Errorf("gather the census of %s: %w", period.Name, err)
	}
	return release.Decide(s.Policy, census)
}

// scoresOf looks up the scores of the contributions that the plan fixed, where
// something is to be drawn.
func (s *Service) scoresOf(ctx context.Context, plan *release.Plan) (map[string]release.Scores, error) {
	counted := map[string]bool{}
	for _, decision := range plan.Decisions() {
		if decision.Verdict != release.Publish {
			continue
		}
		for _, contribution := range decision.Contributions {
			counted[contribution.Assessment] = true
		}
	}
	scores := make(map[string]release.Scores, len(counted))
	err := s.Store.EachContribution(ctx, slices.Collect(maps.Keys(counted)), func(assessment string, found release.Scores) {
		scores[assessment] = found
	})
	if err == nil && len(scores) < len(counted) {
		err = errors.New("an organisation was erased during the freeze; it is tried again")
	}
	return scores, err
}

// publish draws the noise and keeps what comes of it.
func (s *Service) publish(ctx context.Context, tx Tx, plan *release.Plan, period Period, scores map[string]release.Scores) error {
	look := func(c release.Contribution) (release.Scores, error) {
		found, ok := scores[c.Assessment]
		if !ok {
			return found, errors.New("its scores were not looked up")
		}
		return found, nil
	}
	forms, err := plan.Draw(s.noise(), look, ledger{ctx, tx, period.Name, period.FrozenAt, s.windowBefore(period.FrozenAt)})
	if err != nil {
		return fmt.Errorf("draw %s: %w", period.Name, err)
	}
	for i, decision := range plan.Decisions() {
		p := Publication{
			Period: period.Name, Cohort: decision.Cohort, Sectors: decision.Sectors, Released: decision.Verdict != release.Refuse,
			Body: forms[i].Body, Digests: decision.Digests, PublishedAt: period.FrozenAt,
		}
		if err := tx.AddPublication(ctx, p); err != nil {
			return err
		}
		if err := s.record(ctx, tx, access.Caller{}, ReleaseMade, p.subject(), p.digest()); err != nil {
			return err
		}
		if err := tx.CountAssessments(ctx, period.Name, decision.Cohort, decision.Contributions); err != nil {
			return err
		}
		if err := s.tellPublished(ctx, tx, &p); err != nil {
			return err
		}
	}
	return nil
}

// noise is where the noise of a freeze comes from.
func (s *Service) noise() io.Reader { return s.Random }

// tellOperator logs why something is not published. Nobody else is told.
func (s *Service) tellOperator(ctx context.Context, plan *release.Plan, period string) {
	for _, decision := range plan.Decisions() {
		s.Log.InfoContext(ctx, "release decided", slog.String("period", period), slog.String("cohort", string(decision.Cohort.Kind)+" "+decision.Cohort.ID),
			slog.String("outcome", string(decision.Verdict)), slog.String("reason", string(decision.Reason)))
	}
}

// FreezeDue freezes every period whose day has come, and works out readiness on
// the day of notice. What another server does at the same time is done once.
func (s *Service) FreezeDue(ctx context.Context) error {
	periods, err := s.Store.AllPeriods(ctx)
	if err != nil {
		return err
	}
	now := s.Now()
	for i := range periods {
		if !periods[i].FrozenAt.IsZero() {
			continue
		}
		period, err := s.Store.Period(ctx, periods[i].Name) // the freeze before may have moved it
		if err != nil {
			return err
		}
		if notice := period.FreezeAt.Add(-time.Duration(s.Policy.NoticeDays) * day); !now.Before(notice) {
			if err := s.forecast(ctx, &period, now); err != nil {
				return fmt.Errorf("readiness of %s: %w", period.Name, err)
			}
		}
		if now.Before(period.FreezeAt) || !period.FrozenAt.IsZero() {
			continue
		}
		_, err = s.freeze(ctx, access.Caller{}, period)
		if doneElsewhere := fault.KindOf(err) == fault.Conflict && !errors.Is(err, errClock()); err != nil && !doneElsewhere {
			return fmt.Errorf("freeze %s: %w", period.Name, err)
		}
	}
	return nil
}
