package comparisons

import (
	"context"
	"slices"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
)

// Named is what a funder sees of a verified organisation that shares its result by
// name.
type Named struct {
	Share        string   // the id of the share
	Organisation string   // the id of the organisation
	Name         string   // what it is called, as verified
	Identifiers  []string // those that were verified
	Assessment   ClosedAssessment
	Instrument   *instrument.Instrument
	NamedResult
}

// NamedResults lists what verified organisations share by name with a programme.
// Whoever has a join code can give any name, so others are left out.
func (s *Service) NamedResults(ctx context.Context, caller access.Caller, programme string, page access.Page) (access.List[Named], error) {
	found, err := reachProgramme(ctx, s.Store, caller, programme)
	if err != nil {
		return access.List[Named]{}, err
	}
	named, err := s.named(ctx, programme, page.More())
	if err != nil {
		return access.List[Named]{}, err
	}
	return access.Cut(named, page), s.recordRead(ctx, caller, NamedRead, found.ID)
}

// NamedResult returns what one share by name shows. Once that is nothing, the error is
// of kind NotFound.
func (s *Service) NamedResult(ctx context.Context, caller access.Caller, programme, share string) (Named, error) {
	found, err := reachProgramme(ctx, s.Store, caller, programme)
	if err != nil {
		return Named{}, err
	}
	shared, err := s.Store.NamedShare(ctx, programme, share, s.Now())
	if err != nil {
		return Named{}, err
	}
	shown, err := s.namedOf(ctx, &shared)
	if err != nil {
		return Named{}, err
	}
	if shown == nil {
		return Named{}, fault.NoSuch("share")
	}
	return *shown, s.recordRead(ctx, caller, NamedRead, found.ID)
}

// named returns a page of what is shown by name. Shares that show nothing, as
// everybody with a join code can make them, take up no room in it.
func (s *Service) named(ctx context.Context, programme string, page access.Page) (named []Named, err error) {
	for next := (access.Page{After: page.After, Limit: access.MaxPage}); ; {
		shares, err := s.Store.NamedShares(ctx, programme, s.Now(), next)
		if err != nil {
			return nil, err
		}
		for i := range shares {
			shown, err := s.namedOf(ctx, &shares[i])
			if err != nil {
				return nil, err
			}
			if shown != nil {
				named = append(named, *shown)
			}
			if len(named) == page.Limit {
				return named, nil
			}
		}
		if len(shares) < next.Limit {
			return named, nil
		}
		next.After = shares[len(shares)-1].ID
	}
}

// namedOf returns the latest result of a verified organisation that a programme can
// compare, or nil when there is none.
func (s *Service) namedOf(ctx context.Context, share *Share) (*Named, error) {
	who, err := s.Store.Identity(ctx, share.Organisation)
	if err != nil || !who.Verified {
		return nil, err
	}
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
		return &Named{share.ID, share.Organisation, who.Name, who.Identifiers, a, s.Catalogue.Find(a.Instrument, a.Version), result}, nil
	}
	return nil, nil //nolint:nilnil // nothing to show is no fault
}
