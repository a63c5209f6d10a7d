package comparisons

import (
	"context"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

// Each freeze tells a little about everybody in it. So periods never overlap, and
// freezes lie far apart: whoever could freeze as often as they liked would take
// the noise away within a day.

// freezes returns when a period was frozen, or is to be.
func (p *Period) freezes() time.Time {
	if p.FrozenAt.IsZero() {
		return p.FreezeAt
	}
	return p.FrozenAt
}

func (p *Period) overlaps(other *Period) bool {
	return p.OpensAt.Before(other.ClosesAt) && other.OpensAt.Before(p.ClosesAt)
}

// date is a time as people are told it.
func date(t time.Time) string { return t.Format(time.RFC3339) }

// checkBeside names what keeps a new period from standing beside the others.
func (s *Service) checkBeside(ctx context.Context, r Reader, created Period) error {
	periods, err := r.AllPeriods(ctx)
	if err != nil {
		return err
	}
	var faults fault.List
	for i := range periods {
		other := &periods[i]
		if created.overlaps(other) {
			faults.Say(fault.At("opens_at"), "refusal.overlaps", "period", other.Name, "from", other.OpensAt, "to", other.ClosesAt)
		}
		if created.FreezeAt.Sub(other.freezes()).Abs() < s.between() {
			faults.Say(fault.At("freeze_at"), "refusal.freeze_near",
				"days", s.Policy.FreezeDays, "period", other.Name, "on", other.freezes(), "from", other.freezes().Add(s.between()))
		}
	}
	return faults.Err()
}

// mayFreeze returns an error of kind Conflict while a freeze would be too soon
// after another, by when that really was, or would count a time twice.
func (s *Service) mayFreeze(ctx context.Context, r Reader, period *Period, now time.Time) error {
	if err := mustBeLooked(ctx, r); err != nil {
		return err
	}
	periods, err := r.AllPeriods(ctx)
	if err != nil {
		return err
	}
	for i := range periods {
		other := &periods[i]
		switch {
		case other.Name == period.Name || other.FrozenAt.IsZero():
		case period.overlaps(other):
			return fault.Refuse(fault.Conflict, "refusal.overlap_frozen", "period", period.Name, "other", other.Name)
		case now.Sub(other.FrozenAt).Abs() < s.between():
			return fault.Refuse(fault.Conflict, "refusal.freeze_soon",
				"days", s.Policy.FreezeDays, "other", other.Name, "on", other.FrozenAt, "period", period.Name, "from", other.FrozenAt.Add(s.between()))
		}
	}
	return nil
}

// moveOn puts off the freezes that would come too soon after one that was late.
func (s *Service) moveOn(ctx context.Context, tx Tx, caller access.Caller, frozenAt time.Time) error {
	periods, err := tx.AllPeriods(ctx)
	if err != nil {
		return err
	}
	last := frozenAt
	for i := range periods {
		period := &periods[i]
		if !period.FrozenAt.IsZero() {
			continue
		}
		last = latest(period.FreezeAt, roundUp(last.Add(s.between())))
		if last.Equal(period.FreezeAt) {
			continue
		}
		if err := tx.MovePeriod(ctx, period.Name, last); err != nil {
			return err
		}
		if err := s.record(ctx, tx, caller, PeriodMoved, period.Name, date(last)); err != nil {
			return err
		}
	}
	return nil
}

// roundUp is the first whole second that is not before a time.
func roundUp(t time.Time) time.Time {
	if whole(t).Equal(t) {
		return whole(t)
	}
	return whole(t).Add(time.Second)
}

// auditPeriods holds the periods and the ledger against the same rules.
func (s *Service) auditPeriods(ctx context.Context, r Reader, a *Audit) error {
	periods, err := r.AllPeriods(ctx)
	if err != nil {
		return err
	}
	for i := range periods {
		for j := range periods[:i] {
			one, two := &periods[j], &periods[i]
			if one.overlaps(two) {
				a.fault("The periods %s and %s overlap.", one.Name, two.Name)
			}
			if !one.FrozenAt.IsZero() && !two.FrozenAt.IsZero() && two.FrozenAt.Sub(one.FrozenAt).Abs() < s.between() {
				a.fault("The periods %s and %s were frozen less than %d days apart.", one.Name, two.Name, s.Policy.FreezeDays)
			}
		}
	}
	return s.auditLedger(ctx, r, a)
}

// auditLedger adds up, at each charge, what any organisation was charged in the
// days before it that count.
func (s *Service) auditLedger(ctx context.Context, r Reader, a *Audit) error {
	charges, err := r.ChargesSince(ctx, time.Time{})
	if err != nil {
		return err
	}
	most, from := 0, 0
	for i, c := range charges {
		for !charges[from].At.After(s.windowBefore(c.At)) {
			from++
		}
		most = max(most, spent(charges[from:i+1], c.Period, c.Sector))
	}
	if most > s.Policy.EpsilonCap {
		a.fault("The ledger passed its cap: %d thousandths of ε were spent within %d days, and %d are allowed.", most, s.Policy.FreezeDays, s.Policy.EpsilonCap)
	}
	return nil
}
