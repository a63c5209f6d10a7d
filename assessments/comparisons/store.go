package comparisons

import (
	"context"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/events"
)

// Store keeps what is compared. Every implementation passes the conformance
// suite in package comparisonstest.
type Store interface {
	Reader

	// Write runs fn in a transaction and returns nil only once what fn wrote
	// is safe on the disk. When fn returns an error, nothing it wrote stays,
	// and Write returns that error.
	//
	// fn may run more than once, as if it were alone. So it must do nothing
	// but read and write through tx. What comes of it is returned: see
	// [access.Within]. It has come to its end when Write returns, also when ctx
	// ended meanwhile. An error of kind Unavailable means that nothing was written
	// and that trying again soon may help.
	Write(ctx context.Context, fn func(tx Tx) error) error

	// Snapshot runs fn on one and the same state of what is committed.
	Snapshot(ctx context.Context, fn func(r Reader) error) error
}

// Reader reads what is kept. Outside a transaction each call sees what was
// committed before it began. Lists come in the order of ids, at most page.Limit
// things after page.After.
//
// A method that returns one thing returns an error of kind NotFound when there
// is no such thing.
type Reader interface {
	Members
	Contributions
	Periods
	Programmes
	Shares
	Publications
	Forecasts
	Ledger
	Trail
	Marks
}

// Tx reads and writes in one transaction, and sees what it wrote itself.
type Tx interface {
	Reader
	PeriodWriter
	ProgrammeWriter
	ShareWriter
	PublicationWriter
	ForecastWriter
	LedgerWriter
	TrailWriter
	MarkWriter
	access.Replays
	events.Writer
}
