package gormstore

import (
	"cmp"
	"log/slog"
	"path/filepath"
	"runtime/debug"
	"slices"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/comparisons/comparisonstest"
)

// BenchmarkFreeze freezes a period on SQLite, as the service does it, and shows
// how time and memory grow from 1,000 to 100,000 organisations, and from 10 to 500
// programmes. The small freeze is done before, between and after the large ones,
// and its median counts. Taking more than mostGrowth times as long for each
// organisation is a failure.
//
//	go test -run '^$' -bench Freeze -benchtime 1x -timeout 20m ./internal/gormstore
func BenchmarkFreeze(b *testing.B) {
	const fewOrganisations, manyOrganisations, mostGrowth = 1_000, 100_000, 1.5
	const collectAt = 400 // as the service sets it, unless GOGC says otherwise
	defer debug.SetGCPercent(debug.SetGCPercent(collectAt))
	for b.Loop() {
		few := []measuredFreeze{measureFreeze(b, fewOrganisations, 10)}
		many := measureFreeze(b, manyOrganisations, 10)
		few = append(few, measureFreeze(b, fewOrganisations, 10))
		wide := measureFreeze(b, manyOrganisations, 500)
		few = append(few, measureFreeze(b, fewOrganisations, 10))
		slices.SortFunc(few, func(a, b measuredFreeze) int { return cmp.Compare(a.took, b.took) })

		growth := many.took.Seconds() / few[1].took.Seconds() * fewOrganisations / manyOrganisations
		if growth > mostGrowth {
			b.Errorf("each organisation takes %.2f times as long among %d as among %d", growth, manyOrganisations, fewOrganisations)
		}
		b.ReportMetric(growth, "x-organisations")
		b.ReportMetric(wide.took.Seconds()/many.took.Seconds(), "x-programmes")
		for name, measured := range map[string]measuredFreeze{"1k-10": few[1], "100k-10": many, "100k-500": wide} {
			b.ReportMetric(measured.took.Seconds(), "s-"+name)
			b.ReportMetric(float64(measured.peak>>20), "MB-"+name)
		}
	}
}

type measuredFreeze struct {
	took time.Duration
	peak uint64
}

func measureFreeze(b *testing.B, organisations, programmes int) (m measuredFreeze) {
	b.Helper()
	store, err := Open(b.Context(), filepath.Join(b.TempDir(), "bench.db"), slog.New(slog.DiscardHandler))
	if err != nil {
		b.Fatal(err)
	}
	service := comparisonstest.Service(b, store.Comparisons(), 1)
	comparisonstest.AddCompared(b, bothWays(store), organisations, programmes)
	peak := watchMemory()
	start := time.Now()
	if _, err := service.Freeze(b.Context(), access.Caller{Role: access.OperatorRole}, comparisonstest.ComparedPeriod); err != nil {
		b.Fatal(err)
	}
	m = measuredFreeze{time.Since(start), peak()}
	audit, err := service.Audit(b.Context())
	if err != nil || audit.Releases <= programmes || len(audit.Faults) > 0 {
		b.Fatalf("after the freeze: %+v, %v", audit, err)
	}
	if err := store.Close(); err != nil {
		b.Fatal(err)
	}
	return m
}
