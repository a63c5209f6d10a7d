package comparisons

import (
	"context"
	"slices"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
)

// Named is what a funder sees of an organisation that shares its result by name.
type Named struct {
	Share        string // the id of the share
	Organisation string // the id of the organisation
	Name         string // what it is called
	Assessment   ClosedAssessment
	Instrument   *instrument.Instrument
	NamedResult
}

// NamedResults lists what organisations share by name with a programme.
func (s *Service) NamedResults(ctx context.Context, caller access.Caller, programme string, page access.Page) (access.List[Named], error) {
	found, err := reachProgramme(ctx, s.Store, caller, programme)
	if err != nil {
		return access.List[Named]{}, err
	}
	shares, err := s.Store.NamedShares(ctx, programme, s.Now(), page.More())
	if err != nil {
		return access.List[Named]{}, err
	}
	of := access.Cut(shares, page)
	list := access.List[Named]{More: of.More}
	for i := range of.Items {
		named, err := s.namedOf(ctx, &of.Items[i])
		if err != nil {
			return access.List[Named]{}, err
		}
		if named != nil {
			list.Items = append(list.Items, *named)
		}
	}
	return list, s.recordRead(ctx, caller, NamedRead, found.ID)
}

// namedOf returns the latest result of an organisation that a programme can
// compare, or nil when there is none.
func (s *Service) namedOf(ctx context.Context, share *Share) (*Named, error) {
	programme, err := s.Store.Programme(ctx, share.Programme)
	if err != nil {
		return nil, err
	}
	closed, err := s.Store.ClosedBy(ctx, share.Organisation)
	if err != nil {
		return nil, err
	}
	for _, a := range slices.Backward(closed) {
		if !programme.measure(a.Scoring).Covers(s.measureOf(&a)) { // it is in no sum, so any scoring version will do
			continue
		}
		result, err := s.Store.NamedResult(ctx, a.ID)
		if err != nil {
			return nil, err
		}
		if a.Provisional || result.Rung == 0 {
			continue
		}
		name, err := s.Store.OrganisationName(ctx, share.Organisation)
		return &Named{share.ID, share.Organisation, name, a, s.Catalogue.Find(a.Instrument, a.Version), result}, err
	}
	return nil, nil //nolint:nilnil // nothing to show is no fault
}
