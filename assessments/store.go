package assessments

import "context"

// Store keeps what must outlive the process. Every implementation passes the
// conformance suite in package assessmentstest.
//
// Any method that writes may return an error of kind Unavailable, after which
// nothing was written. It returns nil only once the write is safe on the disk.
type Store interface {
	// PinInstrument records the digest of an instrument version the first
	// time it is seen. Seen again with the same digest it does nothing. With
	// another digest it returns an error of kind Conflict and changes
	// nothing: a published version never changes its content.
	PinInstrument(ctx context.Context, id, version, digest string) error

	// Ready returns nil when the database is open, migrated and writable.
	Ready(ctx context.Context) error

	// Close finishes the writes that wait and releases the database. The Store must not be used afterwards.
	Close() error
}
