package comparisons

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/events"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/redo"
	"github.com/sevenrungs/sevenrungs/assessments/release"
)

// Fact is what must be known of a frozen period should a backup bring back one from
// before.
func (p *Period) Fact() redo.Fact {
	millis := func(t time.Time) string { return strconv.FormatInt(t.UnixMilli(), 10) }
	return redo.Fact{
		Kind: redo.PeriodFrozen, ID: p.Name, At: p.FrozenAt,
		More: []string{millis(p.OpensAt), millis(p.ClosesAt), millis(p.FreezeAt), p.Scoring},
	}
}

// frozenPeriod reads a period back from its fact.
func frozenPeriod(f redo.Fact) (Period, error) {
	p := Period{Name: f.ID, FrozenAt: f.At}
	const parts = 4
	if len(f.More) != parts {
		return p, fmt.Errorf("the journal says that the period %s was frozen, in a way that nobody can read", f.ID)
	}
	for i, into := range []*time.Time{&p.OpensAt, &p.ClosesAt, &p.FreezeAt} {
		millis, err := strconv.ParseInt(f.More[i], 10, 64)
		if err != nil {
			return p, err
		}
		*into = time.UnixMilli(millis).UTC()
	}
	p.Scoring = f.More[parts-1]
	return p, nil
}

// Restored writes into the trail that a backup was put back, and does again what facts
// say was done since: shares are withdrawn, and periods stay frozen. Without facts, all
// shares are withdrawn, for nobody knows which were. It returns how many were.
//
// What was released of such a period is gone. It must not be drawn again: noise that
// is drawn twice over the same scores is worth less, and the scores are not even the
// same. So nothing is released of it, and it counts as frozen when it was.
func (s *Service) Restored(ctx context.Context, facts []redo.Fact, withJournal bool) (withdrawn int, err error) {
	return access.Within(ctx, s.Store.Write, func(tx Tx) (int, error) {
		how := "without the journal"
		if withJournal {
			how = "with the journal"
		}
		if err := s.record(ctx, tx, access.Caller{}, Restored, how, ""); err != nil {
			return 0, err
		}
		for _, f := range facts {
			if f.Kind != redo.PeriodFrozen {
				continue
			}
			if err := s.freezeAgain(ctx, tx, f); err != nil {
				return 0, err
			}
		}
		shares, err := s.withdrawnSince(ctx, tx, facts, withJournal)
		if err != nil {
			return 0, err
		}
		return s.withdrawAgain(ctx, tx, shares)
	})
}

// withdrawnSince returns the shares that were withdrawn, or may have been.
func (s *Service) withdrawnSince(ctx context.Context, r Reader, facts []redo.Fact, withJournal bool) (shares []Share, err error) {
	if !withJournal {
		return r.EveryShareInForce(ctx, s.Now())
	}
	for _, f := range facts {
		if f.Kind != redo.ShareWithdrawn {
			continue
		}
		share, err := r.Share(ctx, f.Of, f.ID)
		switch {
		case err == nil:
			shares = append(shares, share)
		case fault.KindOf(err) != fault.NotFound:
			return nil, err
		}
	}
	return shares, nil
}

func (s *Service) withdrawAgain(ctx context.Context, tx Tx, shares []Share) (withdrawn int, err error) {
	done := map[string]bool{}
	for i := range shares {
		share := &shares[i]
		if !share.WithdrawnAt.IsZero() || done[share.ID] {
			continue
		}
		done[share.ID] = true
		if err := tx.WithdrawShare(ctx, share.ID, s.Now()); err != nil {
			return 0, err
		}
		if err := s.tellShare(ctx, tx, share, events.ShareWithdrawn); err != nil {
			return 0, err
		}
	}
	return len(done), nil
}

func (s *Service) freezeAgain(ctx context.Context, tx Tx, f redo.Fact) error {
	frozen, err := frozenPeriod(f)
	if err != nil {
		return err
	}
	there, err := tx.Period(ctx, frozen.Name)
	switch {
	case fault.KindOf(err) == fault.NotFound:
		open := frozen
		open.FrozenAt, open.Scoring = time.Time{}, ""
		err = tx.AddPeriod(ctx, open)
	case err == nil && !there.FrozenAt.IsZero():
		return nil
	}
	if err != nil {
		return err
	}
	if err := tx.FreezePeriod(ctx, frozen.Name, frozen.FrozenAt, frozen.Scoring); err != nil {
		return err
	}
	if err := s.record(ctx, tx, access.Caller{}, PeriodFroze, frozen.Name, "restored"); err != nil {
		return err
	}
	if err := s.refuseAll(ctx, tx, &frozen); err != nil {
		return err
	}
	return s.moveOn(ctx, tx, access.Caller{}, frozen.FrozenAt)
}

// refuseAll has nothing released of a period, for anybody.
func (s *Service) refuseAll(ctx context.Context, tx Tx, period *Period) error {
	programmes, err := tx.ProgrammesOf(ctx, period.Name)
	if err != nil {
		return err
	}
	cohorts := []release.Cohort{{Kind: release.NationalCohort, ID: string(release.NationalCohort)}}
	for i := range programmes {
		cohorts = append(cohorts, release.Cohort{Kind: release.ProgrammeCohort, ID: programmes[i].ID})
	}
	for _, cohort := range cohorts {
		p := Publication{Period: period.Name, Cohort: cohort, Body: release.Refused(cohort.ID, period.Name), PublishedAt: period.FrozenAt}
		if err := tx.AddPublication(ctx, p); err != nil {
			return err
		}
		if err := s.record(ctx, tx, access.Caller{}, ReleaseMade, p.subject(), p.digest()); err != nil {
			return err
		}
	}
	return nil
}

// mustBeLooked returns an error of kind Conflict while the operator has not looked at
// a backup that was put back without its journal: what was frozen since is not known.
func mustBeLooked(ctx context.Context, r Reader) error {
	waits, err := r.AwaitsLook(ctx)
	if err == nil && waits {
		return fault.Refuse(fault.Conflict, "refusal.restored")
	}
	return err
}
