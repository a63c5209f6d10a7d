package comparisons

import (
	"context"
	"regexp"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

// Period is the time whose assessments are compared, such as a year. At its
// freeze it is fixed who counts, and what is published of it is drawn once.
type Period struct {
	Name     string
	OpensAt  time.Time
	ClosesAt time.Time // the first moment after it
	FreezeAt time.Time
	FrozenAt time.Time // zero until it is frozen
	Scoring  string    // the scoring version that its releases count; "" until it is frozen
}

// PeriodState is how far a period has got.
type PeriodState string

// The states of a period.
const (
	PeriodAhead  PeriodState = "ahead"  // not begun
	PeriodOpen   PeriodState = "open"   // assessments closed now count in it
	PeriodOver   PeriodState = "over"   // it waits for its freeze
	PeriodFrozen PeriodState = "frozen" // what is published of it stands
)

// State says how far the period has got at this time.
func (p *Period) State(now time.Time) PeriodState {
	switch {
	case !p.FrozenAt.IsZero():
		return PeriodFrozen
	case now.Before(p.OpensAt):
		return PeriodAhead
	case now.Before(p.ClosesAt):
		return PeriodOpen
	}
	return PeriodOver
}

// Periods reads periods, each by its name.
type Periods interface {
	// Period returns a period, frozen or not.
	Period(ctx context.Context, name string) (Period, error)
	// Periods come in the order of names.
	Periods(ctx context.Context, page access.Page) ([]Period, error)
	// AllPeriods returns every period, those first that are to be frozen first.
	AllPeriods(ctx context.Context) ([]Period, error)
}

// PeriodWriter keeps periods.
type PeriodWriter interface {
	// AddPeriod is an error when there is one of its name.
	AddPeriod(ctx context.Context, p Period) error
	// FreezePeriod is an error for a period that is frozen, or is not there.
	FreezePeriod(ctx context.Context, name string, at time.Time, scoring string) error
	// MovePeriod changes the day on which a period is to be frozen. It is an error
	// for a period that is frozen, or is not there.
	MovePeriod(ctx context.Context, name string, freezeAt time.Time) error
}

// PeriodInput asks for a period.
type PeriodInput struct {
	Name     string
	OpensAt  time.Time
	ClosesAt time.Time
	FreezeAt time.Time
}

var periodName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$`)

const day = 24 * time.Hour

// CreatePeriod makes a period.
func (s *Service) CreatePeriod(ctx context.Context, caller access.Caller, in PeriodInput, once *access.IdempotencyKey[Period]) (Period, error) {
	now := s.Now()
	created, err := in.check(s.Policy.PeriodDays, now)
	if err != nil {
		return Period{}, err
	}
	return create(ctx, s, once, "", func(tx Tx) (Period, error) {
		if _, err := tx.Period(ctx, created.Name); err == nil {
			return Period{}, fault.Refuse(fault.Conflict, "refusal.period_taken", "period", created.Name)
		} else if fault.KindOf(err) != fault.NotFound {
			return Period{}, err
		}
		if err := s.checkBeside(ctx, tx, created); err != nil {
			return Period{}, err
		}
		if err := tx.AddPeriod(ctx, created); err != nil {
			return Period{}, err
		}
		return created, s.record(ctx, tx, caller, PeriodMade, created.Name, "")
	})
}

// CheckPeriod returns what is wrong with a period, so that it can be said before
// somebody confirms it.
func (s *Service) CheckPeriod(in PeriodInput) error {
	_, err := in.check(s.Policy.PeriodDays, s.Now())
	return err
}

func (in *PeriodInput) check(mostDays int, now time.Time) (Period, error) {
	var faults fault.List
	if !periodName.MatchString(in.Name) {
		faults.Say(fault.At("period"), "refusal.period_name")
	}
	p := Period{Name: in.Name, OpensAt: whole(in.OpensAt), ClosesAt: whole(in.ClosesAt), FreezeAt: whole(in.FreezeAt)}
	if p.OpensAt.IsZero() {
		faults.Say(fault.At("opens_at"), "refusal.begins")
	}
	switch {
	case p.ClosesAt.IsZero():
		faults.Say(fault.At("closes_at"), "refusal.period_ends")
	case !p.ClosesAt.After(p.OpensAt):
		faults.Say(fault.At("closes_at"), "refusal.ends_before")
	case p.ClosesAt.Sub(p.OpensAt) > time.Duration(mostDays)*day:
		faults.Say(fault.At("closes_at"), "refusal.period_days", "most", mostDays)
	}
	switch {
	case p.FreezeAt.IsZero():
		faults.Say(fault.At("freeze_at"), "refusal.period_freezes")
	case p.FreezeAt.Before(p.ClosesAt):
		faults.Say(fault.At("freeze_at"), "refusal.freeze_before")
	case !p.FreezeAt.After(now):
		faults.Say(fault.At("freeze_at"), "refusal.freeze_passed")
	}
	return p, faults.Err()
}

// whole is a time as it is kept: in UTC, in whole seconds.
func whole(t time.Time) time.Time { return t.UTC().Truncate(time.Second) }

// Period returns a period.
func (s *Service) Period(ctx context.Context, name string) (Period, error) {
	return s.Store.Period(ctx, name)
}

// Periods lists the periods by name.
func (s *Service) Periods(ctx context.Context, page access.Page) (access.List[Period], error) {
	found, err := s.Store.Periods(ctx, page.More())
	return access.Cut(found, page), err
}
