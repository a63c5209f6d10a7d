package gormstore

import (
	"context"
	"errors"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
)

// period is a row of periods.
type period struct {
	Name     string `gorm:"primaryKey"`
	OpensAt  int64
	ClosesAt int64
	FreezeAt int64
	FrozenAt millis
	// ScoringVersion is "" until it is frozen.
	ScoringVersion string
}

func (p period) domain() comparisons.Period {
	return comparisons.Period{
		Name: p.Name, OpensAt: time.UnixMilli(p.OpensAt).UTC(), ClosesAt: time.UnixMilli(p.ClosesAt).UTC(),
		FreezeAt: time.UnixMilli(p.FreezeAt).UTC(), FrozenAt: fromMillis(p.FrozenAt), Scoring: p.ScoringVersion,
	}
}

// programme is a row of programmes.
type programme struct {
	ID         string `gorm:"primaryKey"`
	FunderID   string
	Name       string
	Scope      string
	Instrument string
	Related    string
	JoinCode   string
	DeclaredAt int64
	Series     string
}

// programmePeriod is a row of programme_periods.
type programmePeriod struct {
	ProgrammeID string `gorm:"primaryKey"`
	Position    int    `gorm:"primaryKey"`
	Period      string
}

func (p programme) domain() comparisons.Programme {
	return comparisons.Programme{
		ID: p.ID, Funder: p.FunderID, Name: p.Name, Scope: instrument.Scope(p.Scope), Instrument: p.Instrument, Series: p.Series,
		JoinCode: p.JoinCode, DeclaredAt: time.UnixMilli(p.DeclaredAt).UTC(),
	}
}

// Period implements [comparisons.Reader].
func (v view) Period(ctx context.Context, name string) (comparisons.Period, error) {
	return take[period](ctx, v.db, "period", "name = ?", name)
}

// Periods implements [comparisons.Reader].
func (v view) Periods(ctx context.Context, page access.Page) ([]comparisons.Period, error) {
	if !isText(page.After) {
		return nil, nil
	}
	return found(find[period](begin(ctx, v.db).Where("name > ?", page.After).Order("name").Limit(page.Limit)))
}

// AllPeriods implements [comparisons.Reader].
func (v view) AllPeriods(ctx context.Context) ([]comparisons.Period, error) {
	return all[period](ctx, v.db, "freeze_at, name", "")
}

// AddPeriod implements [comparisons.Tx].
func (t tx) AddPeriod(ctx context.Context, p comparisons.Period) error {
	return add(ctx, t.db, period{p.Name, p.OpensAt.UnixMilli(), p.ClosesAt.UnixMilli(), p.FreezeAt.UnixMilli(), toMillis(p.FrozenAt), p.Scoring})
}

// FreezePeriod implements [comparisons.Tx].
func (t tx) FreezePeriod(ctx context.Context, name string, at time.Time, scoring string) error {
	p, err := t.Period(ctx, name)
	if err != nil {
		return err
	}
	p.FrozenAt, p.Scoring = at, scoring
	t.noteFact(p.Fact())
	frozen := period{FrozenAt: toMillis(at), ScoringVersion: scoring}
	return changedOne[period](changed(begin(ctx, t.db).Model(&period{}).Where("name = ? AND frozen_at IS NULL", name).
		Select("frozen_at", "scoring_version").Updates(&frozen)))
}

// MovePeriod implements [comparisons.Tx].
func (t tx) MovePeriod(ctx context.Context, name string, freezeAt time.Time) error {
	return changedOne[period](changed(begin(ctx, t.db).Model(&period{}).Where("name = ? AND frozen_at IS NULL", name).
		Updates(&period{FreezeAt: freezeAt.UnixMilli()})))
}

// Programme implements [comparisons.Reader].
func (v view) Programme(ctx context.Context, id string) (comparisons.Programme, error) {
	return v.programme(ctx, "id = ?", id)
}

// ProgrammeByCode implements [comparisons.Reader].
func (v view) ProgrammeByCode(ctx context.Context, code string) (comparisons.Programme, error) {
	return v.programme(ctx, "join_code = ?", code)
}

func (v view) programme(ctx context.Context, where string, args ...any) (comparisons.Programme, error) {
	found, err := v.programmes(ctx, func(v view) ([]programme, error) {
		if !isText(args...) {
			return nil, nil
		}
		return find[programme](begin(ctx, v.db).Where(where, args...).Limit(1))
	})
	if err == nil && len(found) == 0 {
		return comparisons.Programme{}, fault.NoSuch("programme")
	}
	if err != nil {
		return comparisons.Programme{}, err
	}
	return found[0], nil
}

// Programmes implements [comparisons.Reader].
func (v view) Programmes(ctx context.Context, funder string, page access.Page) ([]comparisons.Programme, error) {
	return v.programmes(ctx, func(v view) ([]programme, error) {
		if !isText(funder, page.After) {
			return nil, nil
		}
		of := begin(ctx, v.db).Where("id > ?", page.After)
		if funder != "" {
			of = of.Where("funder_id = ?", funder)
		}
		return find[programme](of.Order("id").Limit(page.Limit))
	})
}

// ProgrammesOf implements [comparisons.Reader].
func (v view) ProgrammesOf(ctx context.Context, period string) ([]comparisons.Programme, error) {
	return v.programmes(ctx, func(v view) ([]programme, error) {
		if !isText(period) {
			return nil, nil
		}
		return find[programme](begin(ctx, v.db).Where("id IN (SELECT programme_id FROM programme_periods WHERE period = ?)", period).Order("id"))
	})
}

// programmes reads programmes with their periods.
func (v view) programmes(ctx context.Context, find func(view) ([]programme, error)) (programmes []comparisons.Programme, err error) {
	err = v.whole(ctx, func(v view) error {
		found, err := find(v)
		if err != nil {
			return translate(err)
		}
		programmes = make([]comparisons.Programme, len(found))
		for i := range found {
			programmes[i] = found[i].domain()
			if err := errors.Join(fromJSON(found[i].Related, &programmes[i].Related), v.givePeriods(ctx, &programmes[i])); err != nil {
				return err
			}
		}
		return nil
	})
	return programmes, err
}

// frozenOrNot is a period of a programme.
type frozenOrNot struct {
	Period string
	Frozen bool
}

// givePeriods fills in the periods of a programme, and whether one of them is
// not frozen.
func (v view) givePeriods(ctx context.Context, p *comparisons.Programme) error {
	found, err := find[frozenOrNot](begin(ctx, v.db).Raw(`SELECT pp.period, p.frozen_at IS NOT NULL AS frozen FROM programme_periods AS pp
		JOIN periods AS p ON p.name = pp.period WHERE pp.programme_id = ? ORDER BY pp.position`, p.ID))
	for _, row := range found {
		p.Periods = append(p.Periods, row.Period)
		p.Open = p.Open || !row.Frozen
	}
	return translate(err)
}

// AddProgramme implements [comparisons.Tx].
func (t tx) AddProgramme(ctx context.Context, p comparisons.Programme) error {
	related, err := toJSON(p.Related)
	if err != nil {
		return err
	}
	row := programme{p.ID, p.Funder, p.Name, string(p.Scope), p.Instrument, related, p.JoinCode, p.DeclaredAt.UnixMilli(), p.Series}
	if err := add(ctx, t.db, row); err != nil {
		return err
	}
	for i, name := range p.Periods {
		if err := add(ctx, t.db, programmePeriod{p.ID, i, name}); err != nil {
			return err
		}
	}
	return nil
}
