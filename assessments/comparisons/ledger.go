package comparisons

import (
	"context"
	"time"
)

// Charge is what a sector was charged of ε at a freeze.
type Charge struct {
	Period      string
	Sector      string
	Thousandths int
	At          time.Time
}

// Ledger reads what of ε is spent.
type Ledger interface {
	// ChargesSince returns all charges after a time, the earliest first.
	ChargesSince(ctx context.Context, after time.Time) ([]Charge, error)
}

// LedgerWriter charges. What is charged is never given back.
type LedgerWriter interface {
	// Charge is an error for less than one thousandth.
	Charge(ctx context.Context, c Charge) error
}

// between is how far apart two freezes lie, at least. What is charged in so long,
// from one freeze to just before the time is over, may not pass the cap.
func (s *Service) between() time.Duration { return time.Duration(s.Policy.FreezeDays) * day }

// windowBefore is after when a charge still counts at this time.
func (s *Service) windowBefore(at time.Time) time.Time { return at.Add(-s.between()) }

// spent is the most that an organisation which is in a sector now may have been
// charged. It may have been in another sector in an earlier period, so there the
// most of all sectors counts.
func spent(charges []Charge, period, sector string) int {
	here, elsewhere := 0, map[string]map[string]int{}
	for _, c := range charges {
		if c.Period == period {
			if c.Sector == sector {
				here += c.Thousandths
			}
			continue
		}
		if elsewhere[c.Period] == nil {
			elsewhere[c.Period] = map[string]int{}
		}
		elsewhere[c.Period][c.Sector] += c.Thousandths
	}
	for _, of := range elsewhere {
		most := 0
		for _, thousandths := range of {
			most = max(most, thousandths)
		}
		here += most
	}
	return here
}

// ledger is the store's [Ledger] inside one transaction.
type ledger struct {
	ctx    context.Context //nolint:containedctx // it lives as long as one call, whose context it is
	tx     Tx
	period string
	at     time.Time
	after  time.Time // when the window begins
}

func (l ledger) Spent(sector string) (int, error) {
	charges, err := l.tx.ChargesSince(l.ctx, l.after)
	return spent(charges, l.period, sector), err
}

func (l ledger) Charge(period, sector string, thousandths int) error {
	return l.tx.Charge(l.ctx, Charge{period, sector, thousandths, l.at})
}
