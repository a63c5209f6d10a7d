package comparisons

import (
	"context"
	"time"
)

// Ledger reads what of ε is spent, in thousandths.
type Ledger interface {
	// Spent returns what was charged for a sector in a period.
	Spent(ctx context.Context, period, sector string) (int, error)
	// MostSpent returns the most that any sector has spent in any period.
	MostSpent(ctx context.Context) (int, error)
}

// LedgerWriter charges. What is charged is never given back.
type LedgerWriter interface {
	// Charge is an error for less than one thousandth.
	Charge(ctx context.Context, period, sector string, thousandths int, at time.Time) error
}

// ledger is the store's [Ledger] inside one transaction.
type ledger struct {
	ctx context.Context //nolint:containedctx // it lives as long as one call, whose context it is
	tx  Tx
	at  time.Time
}

func (l ledger) Spent(period, sector string) (int, error) { return l.tx.Spent(l.ctx, period, sector) }

func (l ledger) Charge(period, sector string, thousandths int) error {
	return l.tx.Charge(l.ctx, period, sector, thousandths, l.at)
}
