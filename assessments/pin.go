package assessments

import (
	"context"
	"fmt"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
)

// Instruments remembers what was seen of published instruments.
type Instruments interface {
	// PinInstrument records the digest of an instrument version the first
	// time it is seen. Seen again with the same digest it does nothing. With
	// another digest it returns an error of kind Conflict and changes
	// nothing: a published version never changes its content.
	PinInstrument(ctx context.Context, id, version, digest string) error
}

// PinInstruments holds every instrument against what the store has seen of it
// before. An error of kind Conflict means that a published version has other
// content now: results that name it could no longer be explained, so nothing
// may go on.
func PinInstruments(ctx context.Context, store Store, catalogue *instrument.Catalogue) error {
	for _, in := range catalogue.All() {
		if err := store.PinInstrument(ctx, in.ID, in.Version, in.Digest()); err != nil {
			return fmt.Errorf("instrument %s %s: %w", in.ID, in.Version, err)
		}
	}
	return nil
}
