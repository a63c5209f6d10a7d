package comparisonstest

import (
	"log/slog"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/sevenrungs/sevenrungs/assessments/assessmentstest"
	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/release"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// Service returns the service that compares what is in a store, with the built-in
// instruments and policy, and a clock that stands at noon. Services of other seeds
// may share the store, and so may an [assessmentstest.Service] of any.
func Service(t testing.TB, store comparisons.Store, seed byte) *comparisons.Service {
	t.Helper()
	catalogue, err := instrument.Published()
	if err != nil {
		t.Fatal(err)
	}
	random := assessmentstest.Random([32]byte{seed, 1})
	return &comparisons.Service{
		Store: store, Catalogue: catalogue, Policy: release.Default(), Scoring: scoring.Version, Random: random,
		Now:   func() time.Time { return noon },
		NewID: func() string { return uuid.Must(uuid.NewRandomFromReader(random)).String() },
		Log:   slog.New(slog.DiscardHandler),
	}
}
