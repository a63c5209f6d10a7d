package assessments

import (
	"context"
	"fmt"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
)

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
