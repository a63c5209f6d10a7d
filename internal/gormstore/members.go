package gormstore

import (
	"context"
	"fmt"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/release"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// What is in this file is all that comparing sees of organisations and results.

// Identity implements [comparisons.Members].
func (v view) Identity(ctx context.Context, id string) (comparisons.Identity, error) {
	found, err := v.Organisation(ctx, id)
	if err != nil {
		return comparisons.Identity{}, err
	}
	who := comparisons.Identity{Name: found.Name, Verified: found.Verification.State == assessments.Verified}
	for _, identifier := range found.Identifiers {
		who.Identifiers = append(who.Identifiers, identifier.Canonical)
	}
	return who, nil
}

// Funder implements [comparisons.Members].
func (v view) Funder(ctx context.Context, id string) (comparisons.Funder, error) {
	found, err := v.Account(ctx, access.FunderRole, id)
	return asFunder(&found), err
}

// Funders implements [comparisons.Members].
func (v view) Funders(ctx context.Context) ([]comparisons.Funder, error) {
	found, err := all[account](ctx, v.db, "id", "role = ?", string(access.FunderRole))
	funders := make([]comparisons.Funder, len(found))
	for i := range found {
		funders[i] = asFunder(&found[i])
	}
	return funders, err
}

func asFunder(a *assessments.Account) comparisons.Funder {
	return comparisons.Funder{ID: a.ID, Name: a.Name, Contact: a.Contact}
}

// memberPage is how many organisations are read at once for a census.
const memberPage = 1000

// EachMember implements [comparisons.Members].
func (v view) EachMember(ctx context.Context, do func(*comparisons.Member) error) error {
	for after := ""; ; {
		organisations, err := find[organisation](begin(ctx, v.db).Select("id, controller_id, sector, verification, created_at").
			Where("id > ?", after).Order("id").Limit(memberPage))
		if err != nil {
			return fmt.Errorf("read the census: %w", translate(err))
		}
		if len(organisations) == 0 {
			return nil
		}
		last := organisations[len(organisations)-1].ID
		members, err := v.members(ctx, organisations, after, last)
		if err != nil {
			return err
		}
		for i := range members {
			if err := do(&members[i]); err != nil {
				return err
			}
		}
		after = last
	}
}

// members gathers the assessments and shares of organisations with ids between
// two.
func (v view) members(ctx context.Context, organisations []organisation, after, last string) ([]comparisons.Member, error) {
	members := make([]comparisons.Member, len(organisations))
	position := make(map[string]int, len(organisations))
	for i, o := range organisations {
		whole := o.domain()
		members[i] = comparisons.Member{
			ID: o.ID, Controller: o.ControllerID, Sector: whole.Sector, CreatedAt: whole.CreatedAt,
			Verified: whole.Verification.State == assessments.Verified,
		}
		position[o.ID] = i
	}
	closed, err := v.closedWhere(ctx, "a.organisation_id > ? AND a.organisation_id <= ? ORDER BY a.id", after, last)
	if err != nil {
		return nil, err
	}
	for _, row := range closed {
		m := &members[position[row.Assessment.OrganisationID]]
		m.Closed = append(m.Closed, row.domain())
	}
	shares, err := v.sharesWhere(ctx, "s.organisation_id > ? AND s.organisation_id <= ? ORDER BY s.id", after, last)
	for _, s := range shares {
		m := &members[position[s.Organisation]]
		m.Shares = append(m.Shares, s)
	}
	return members, err
}

// closedRow is a closed assessment with what of its result is no score.
type closedRow struct {
	Assessment     assessment `gorm:"embedded"`
	ScoringVersion string
	Provisional    bool
	Complete       bool
	CountedIn      string
}

func (row closedRow) domain() comparisons.ClosedAssessment {
	a := row.Assessment
	return comparisons.ClosedAssessment{
		ID: a.ID, Instrument: a.Instrument, Version: a.Version, Scope: instrument.Scope(a.Scope), ClosedAt: fromMillis(a.ClosedAt),
		Scoring: row.ScoringVersion, Provisional: row.Provisional, Complete: row.Complete, CountedIn: row.CountedIn,
	}
}

// closedWhere reads closed assessments that meet a condition.
func (v view) closedWhere(ctx context.Context, condition string, args ...any) (closed []closedRow, err error) {
	if !isText(args...) {
		return nil, nil
	}
	closed, err = find[closedRow](begin(ctx, v.db).Raw(`SELECT a.id, a.organisation_id, a.instrument, a.version, a.scope, a.closed_at, r.scoring_version, r.provisional, r.complete,
		coalesce((SELECT min(c.period) FROM counted_assessments AS c WHERE c.assessment_id = a.id), '') AS counted_in
		FROM assessments AS a JOIN results AS r ON r.assessment_id = a.id WHERE `+condition, args...))
	if err != nil {
		return nil, fmt.Errorf("read closed assessments: %w", translate(err))
	}
	return closed, nil
}

// ClosedBy implements [comparisons.Members].
func (v view) ClosedBy(ctx context.Context, organisation string) ([]comparisons.ClosedAssessment, error) {
	return found(v.closedWhere(ctx, "a.organisation_id = ? ORDER BY a.closed_at, a.id", organisation))
}

// Figures implements [comparisons.Members].
func (v view) Figures(ctx context.Context, assessment string) (release.Figures, error) {
	stored, err := v.Result(ctx, assessment)
	if err != nil {
		return release.Figures{}, err
	}
	if !assessments.Complete(stored.Result) {
		return release.Figures{}, fault.NoSuch("result")
	}
	return assessments.Figures(stored.Result), nil
}

// NamedResult implements [comparisons.Members].
func (v view) NamedResult(ctx context.Context, assessment string) (named comparisons.NamedResult, err error) {
	err = v.whole(ctx, func(v view) error {
		of, err := v.Assessment(ctx, assessment)
		if err != nil {
			return err
		}
		stored, err := v.Result(ctx, assessment)
		if err != nil {
			return err
		}
		named = namedResult(stored.Result)
		named.Title = of.Title
		return nil
	})
	return named, err
}

func namedResult(r *scoring.Result) comparisons.NamedResult {
	named := comparisons.NamedResult{Rung: r.Rung}
	for _, p := range r.Principles {
		principle := comparisons.NamedPrinciple{ID: p.ID, Rung: p.Rung}
		if p.NextStep != nil {
			principle.Next = &comparisons.NamedStep{Rung: p.NextStep.Rung}
			for _, raise := range p.NextStep.Raises {
				principle.Next.Questions = append(principle.Next.Questions, raise.Question)
			}
		}
		named.Principles = append(named.Principles, principle)
	}
	return named
}
