package comparisons

import (
	"context"

	"github.com/sevenrungs/sevenrungs/assessments/events"
	"github.com/sevenrungs/sevenrungs/assessments/release"
)

func (s *Service) events() events.Teller { return events.Teller{NewID: s.NewID} }

// tellShare tells the organisation what it agreed to or took back, and a funder what
// it is shown by name. Nobody is told who joins a programme.
func (s *Service) tellShare(ctx context.Context, tx Tx, share *Share, happened events.Type) error {
	told := events.Share{ID: share.ID, Organisation: share.Organisation}
	if share.Purpose == release.ByName {
		who, err := tx.Identity(ctx, share.Organisation)
		if err != nil {
			return err
		}
		told.Funder, told.Programme, told.Shown = share.Funder, share.Programme, who.Verified
	}
	return s.events().Share(ctx, tx, told, happened, s.Now())
}

// TellExpired tells of the shares that expired since events are kept.
func (s *Service) TellExpired(ctx context.Context) error {
	since := s.Now().Add(-events.KeptFor)
	expired, err := s.Store.ExpiredShares(ctx, since, s.Now())
	if err != nil || len(expired) == 0 {
		return err
	}
	return s.Store.Write(ctx, func(tx Tx) error {
		// Read again: another server may have told of them.
		expired, err := tx.ExpiredShares(ctx, since, s.Now())
		if err != nil {
			return err
		}
		for i := range expired {
			if err := s.tellShare(ctx, tx, &expired[i], events.ShareWithdrawn); err != nil {
				return err
			}
		}
		return nil
	})
}

// tellPublished tells of a release to those who may read it, whether it holds figures
// or not. Of the benchmark it tells once, for all sectors.
func (s *Service) tellPublished(ctx context.Context, tx Tx, p *Publication) error {
	switch p.Cohort.Kind {
	case release.NationalCohort:
		return s.events().Benchmark(ctx, tx, p.Period, p.PublishedAt)
	case release.ProgrammeCohort:
		programme, err := tx.Programme(ctx, p.Cohort.ID)
		if err != nil {
			return err
		}
		members, err := tx.ReadersOf(ctx, programme.ID, p.Period)
		if err != nil {
			return err
		}
		return s.events().Release(ctx, tx, programme.ID, p.Period, programme.Funder, members, p.PublishedAt)
	case release.SectorCohort:
	}
	return nil
}
