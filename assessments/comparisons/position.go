package comparisons

import (
	"context"
	"slices"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/release"
)

// Placed is where an organisation stands in one release.
type Placed struct {
	Publication Publication
	Position    release.Position
}

// Position says where an organisation stands in each release of a period that
// it may read, from the published figures alone and its own.
func (s *Service) Position(ctx context.Context, caller access.Caller, organisation, period string) ([]Placed, error) {
	if err := mustBe(ctx, s.Store, caller, organisation); err != nil {
		return nil, err
	}
	frozen, err := s.Store.Period(ctx, period)
	if err != nil {
		return nil, hidden(err)
	}
	if frozen.FrozenAt.IsZero() {
		return nil, frozen.NotYet()
	}
	published, err := s.Store.PublicationsFor(ctx, organisation, period)
	if err != nil {
		return nil, err
	}
	closed, err := s.Store.ClosedBy(ctx, organisation)
	if err != nil {
		return nil, err
	}
	var placed []Placed
	for _, p := range published {
		table, err := release.Parse(p.Body)
		if err != nil {
			continue // nothing was released
		}
		own, err := s.ownFigures(ctx, &p, &frozen, closed)
		if err != nil {
			return nil, err
		}
		if own != nil {
			placed = append(placed, Placed{p, table.Place(own)})
		}
	}
	return placed, nil
}

// ownFigures returns what an organisation's result shows: the latest of its
// results in the period that can be compared in a release. nil is for none.
func (s *Service) ownFigures(ctx context.Context, p *Publication, period *Period, closed []ClosedAssessment) (*release.Figures, error) {
	measure := s.benchmark(period.Scoring)
	if p.Cohort.Kind == release.ProgrammeCohort {
		programme, err := s.Store.Programme(ctx, p.Cohort.ID)
		if err != nil {
			return nil, err
		}
		measure = programme.measure(period.Scoring)
	}
	for _, a := range slices.Backward(closed) {
		in := s.Catalogue.Find(a.Instrument, a.Version)
		if in == nil || !in.Published() || a.ClosedAt.Before(period.OpensAt) || !a.ClosedAt.Before(period.ClosesAt) ||
			!measure.Covers(s.measureOf(&a)) || a.Provisional || !a.Complete {
			continue
		}
		own, err := s.Store.Figures(ctx, a.ID)
		return &own, err
	}
	return nil, nil //nolint:nilnil // no result in the period is no fault
}

func orNoRelease(err error) error {
	if err == nil {
		return noRelease
	}
	return err
}
