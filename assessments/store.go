package assessments

import (
	"context"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/events"
)

// Store keeps what must outlive the process. Every implementation passes the
// conformance suite in package assessmentstest.
type Store interface {
	Reader
	Instruments

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

	// WriteBeside is Write for what takes long, so that others need neither wait
	// for it nor be undone by it where the database can do without that. fn sees
	// one and the same state, and runs again when anything it changes was changed
	// meanwhile. But what it only reads may be.
	WriteBeside(ctx context.Context, fn func(tx Tx) error) error

	// Snapshot runs fn on one and the same state of what is committed.
	Snapshot(ctx context.Context, fn func(r Reader) error) error

	// Wipe returns once nothing of the responses and organisations that were
	// deleted before is left in the database's files, as far as the database can
	// see to that. With nothing to wipe it does nothing. When it fails, or the
	// service stops before it is called, the next call makes up for it.
	//
	// It hands note the assessments whose answers are gone that way, some at a time, in
	// the transaction that forgets them. One may have been erased since, or be handed to
	// two who wipe at once.
	Wipe(ctx context.Context, note func(tx Tx, assessments []string) error) error

	// Ready returns nil when the database is open, migrated and writable.
	Ready(ctx context.Context) error

	// Close finishes the writes that wait and releases the database. The
	// Store must not be used afterwards.
	Close() error
}

// Reader reads what is kept. Outside a transaction each call sees what was
// committed before it began. Lists come in the order of ids, at most page.Limit
// things after page.After.
//
// A method that returns one thing returns an error of kind NotFound when there
// is no such thing.
type Reader interface {
	Organisations
	Accounts
	Keys
	Claims
	Grants
	Assessments
	Invitations
	Responses
	Results
	Notes
	Links
	Plans
	Sessions
	Held
	Times

	// Replay returns a replay, also one kept longer than it should be.
	Replay(ctx context.Context, id string) (access.KeptReplay, error)
}

// Tx reads and writes in one transaction, and sees what it wrote itself.
//
// A Save replaces everything but the id of what is there, and is an error when
// it is not there. A Delete of what is not there does nothing.
type Tx interface {
	Reader
	OrganisationWriter
	AccountWriter
	KeyWriter
	ClaimWriter
	GrantWriter
	AssessmentWriter
	InvitationWriter
	ResponseWriter
	ResultWriter
	NoteWriter
	LinkWriter
	PlanWriter
	SessionWriter
	TimeWriter
	RedoWriter
	access.Replays
	access.ReplayKeeper
	events.Writer
	events.Keeper
}
