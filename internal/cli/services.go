package cli

import (
	"crypto/rand"
	"log/slog"
	"time"

	"github.com/google/uuid"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/release"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
	"github.com/sevenrungs/sevenrungs/internal/gormstore"
)

// newService returns the service on a store, with the clock and the chance of
// this machine. What runs for long has a clock that notices when it is set.
func newService(store assessments.Store, catalogue *instrument.Catalogue, log *slog.Logger) *assessments.Service {
	return &assessments.Service{
		Store: store, Catalogue: catalogue, Log: log, Now: now, NewID: newID, Random: rand.Reader,
	}
}

// newComparisons returns the service that compares what is in a store, under the
// built-in policy.
func newComparisons(store *gormstore.Store, catalogue *instrument.Catalogue, log *slog.Logger) *comparisons.Service {
	return &comparisons.Service{
		Store: store.Comparisons(), Catalogue: catalogue, Log: log, Now: now, NewID: newID, Random: rand.Reader,
		Policy: release.Default(), Scoring: scoring.Version,
	}
}

// now is the time as it is kept: in whole milliseconds.
func now() time.Time { return time.Now().UTC().Truncate(time.Millisecond) }

func newID() string { return uuid.Must(uuid.NewV7()).String() }
