package gormstore

import (
	"context"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
)

// trail is a row of trail.
type trail struct {
	Number   int `gorm:"primaryKey;autoIncrement:false"`
	At       int64
	Event    string
	Actor    string
	Subject  string
	Detail   string
	Previous string
	Hash     string
}

// TableName says which table it is a row of.
func (trail) TableName() string { return "trail" }

func (e trail) domain() comparisons.Entry {
	return comparisons.Entry{
		Number: e.Number, At: time.UnixMilli(e.At).UTC(), Event: comparisons.Event(e.Event), Actor: e.Actor, Subject: e.Subject,
		Detail: e.Detail, Previous: e.Previous, Hash: e.Hash,
	}
}

// epsilonCharge is a row of epsilon_charges.
type epsilonCharge struct {
	Period      string `gorm:"primaryKey"`
	Sector      string `gorm:"primaryKey"`
	Number      int    `gorm:"primaryKey;autoIncrement:false"`
	Thousandths int
	ChargedAt   int64
}

// readiness is a row of readiness.
type readiness struct {
	Period      string `gorm:"primaryKey"`
	ProgrammeID string `gorm:"primaryKey"`
	Ready       bool
}

// TableName says which table it is a row of.
func (readiness) TableName() string { return "readiness" }

func (r readiness) domain() bool { return r.Ready }

// forecast is a row of foreseen_periods.
type forecast struct {
	Period     string `gorm:"primaryKey"`
	ForecastAt int64  `gorm:"column:foreseen_at"`
}

// TableName says which table it is a row of.
func (forecast) TableName() string { return "foreseen_periods" }

// LastEntry implements [comparisons.Reader].
func (v view) LastEntry(ctx context.Context) (comparisons.Entry, error) {
	last, err := found(find[trail](begin(ctx, v.db).Order("number DESC").Limit(1)))
	if err != nil || len(last) == 0 {
		return comparisons.Entry{}, err
	}
	return last[0], nil
}

// Entries implements [comparisons.Reader].
func (v view) Entries(ctx context.Context, after, limit int) ([]comparisons.Entry, error) {
	return found(find[trail](begin(ctx, v.db).Where("number > ?", after).Order("number").Limit(limit)))
}

// HasEntry implements [comparisons.Reader].
func (v view) HasEntry(ctx context.Context, event comparisons.Event, actor, subject string, from, to time.Time) (bool, error) {
	return has[trail](ctx, v.db, "subject = ? AND actor = ? AND event = ? AND at BETWEEN ? AND ?", subject, actor, string(event), from.UnixMilli(), to.UnixMilli())
}

// AddEntry implements [comparisons.Tx].
func (t tx) AddEntry(ctx context.Context, e comparisons.Entry) error {
	return add(ctx, t.db, trail{e.Number, e.At.UnixMilli(), string(e.Event), e.Actor, e.Subject, e.Detail, e.Previous, e.Hash})
}

func (c epsilonCharge) domain() comparisons.Charge {
	return comparisons.Charge{Period: c.Period, Sector: c.Sector, Thousandths: c.Thousandths, At: time.UnixMilli(c.ChargedAt).UTC()}
}

// ChargesSince implements [comparisons.Reader].
func (v view) ChargesSince(ctx context.Context, after time.Time) ([]comparisons.Charge, error) {
	return all[epsilonCharge](ctx, v.db, "charged_at, period, sector, number", "charged_at > ?", after.UnixMilli())
}

// Charge implements [comparisons.Tx].
func (t tx) Charge(ctx context.Context, c comparisons.Charge) error {
	var last int
	err := begin(ctx, t.db).Model(&epsilonCharge{}).Select("coalesce(max(number), 0)").Where("period = ? AND sector = ?", c.Period, c.Sector).Take(&last).Error
	if err != nil {
		return err
	}
	return add(ctx, t.db, epsilonCharge{c.Period, c.Sector, last + 1, c.Thousandths, c.At.UnixMilli()})
}

// Readiness implements [comparisons.Reader].
func (v view) Readiness(ctx context.Context, period, programme string) (bool, error) {
	return take[readiness](ctx, v.db, "readiness", "period = ? AND programme_id = ?", period, programme)
}

// HasForecast implements [comparisons.Reader].
func (v view) HasForecast(ctx context.Context, period string) (bool, error) {
	return has[forecast](ctx, v.db, "period = ?", period)
}

// KeepForecast implements [comparisons.Tx].
func (t tx) KeepForecast(ctx context.Context, period string, ready map[string]bool, at time.Time) error {
	if err := add(ctx, t.db, forecast{period, at.UnixMilli()}); err != nil {
		return err
	}
	for programme, is := range ready {
		if err := add(ctx, t.db, readiness{period, programme, is}); err != nil {
			return err
		}
	}
	return nil
}
