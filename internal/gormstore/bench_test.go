package gormstore

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"gorm.io/gorm"
)

// openNew opens a store on a new file.
func openNew(b *testing.B) (*Store, *sqliteFile) {
	b.Helper()
	store, err := Open(b.Context(), filepath.Join(b.TempDir(), "bench.db"), slog.New(slog.DiscardHandler))
	if err != nil {
		b.Fatal(err)
	}
	file, ok := store.database.(*sqliteFile)
	if !ok {
		b.Fatalf("the store is on a %T", store.database)
	}
	return store, file
}

// writing is what 64 goroutines write together in one turn.
type writing struct {
	b      *testing.B
	writes int
	number atomic.Int64 // of the last row
}

// rate returns how many writes a second go through.
func (w *writing) rate(write func(context.Context, func(*gorm.DB) error) error) float64 {
	const callers = 64
	var wg sync.WaitGroup
	start := time.Now()
	for range callers {
		wg.Go(func() {
			for range w.writes / callers {
				row := versionRow("ladder", fmt.Sprintf("1.0.%d", w.number.Add(1)))
				err := write(w.b.Context(), func(tx *gorm.DB) error {
					return begin(w.b.Context(), tx).Create(row).Error
				})
				if err != nil {
					w.b.Error(err)
				}
			}
		})
	}
	wg.Wait()
	return float64(w.writes) / time.Since(start).Seconds()
}

// BenchmarkGroupCommit writes from 64 goroutines through the committer, and
// then, with the same settings, with a commit for each write. They take turns,
// and the ratio is that of the medians, so that a disk with moods is fair to
// both. Less than atLeast is a failure.
//
//	go test -run '^$' -bench GroupCommit ./internal/gormstore
func BenchmarkGroupCommit(b *testing.B) {
	const rounds = 5
	const atLeast = 1.7
	w := writing{b: b, writes: 4096}
	var together, oneByOne []float64
	for b.Loop() {
		for range rounds {
			store, file := openNew(b)
			together = append(together, w.rate(store.write))
			oneByOne = append(oneByOne, w.rate(func(ctx context.Context, fn func(*gorm.DB) error) error {
				return file.writer.WithContext(ctx).Transaction(fn)
			}))
			if err := store.Close(); err != nil {
				b.Fatal(err)
			}
		}
	}
	slices.Sort(together)
	slices.Sort(oneByOne)
	fast, slow := together[len(together)/2], oneByOne[len(oneByOne)/2]
	b.ReportMetric(fast, "together/s")
	b.ReportMetric(slow, "one-by-one/s")
	b.ReportMetric(fast/slow, "ratio")
	if fast/slow < atLeast {
		b.Errorf("together is %.2f times as fast, want %.1f", fast/slow, atLeast)
	}
}

// BenchmarkMoving writes from 64 goroutines to a file whose log is moved beside
// them and whose files are looked at with each commit, and to one where the writer
// moves the log when it is long, and nobody looks. They take turns, and the ratio is
// the median of those of two turns.
//
//	go test -run '^$' -bench Moving -benchtime 1x ./internal/gormstore
func BenchmarkMoving(b *testing.B) {
	const rounds = 151
	const atLeast = 0.85
	w := writing{b: b, writes: 1024}
	with, _ := openNew(b)
	without, bare := openNew(b)
	b.Cleanup(func() { _ = errors.Join(with.Close(), without.Close()) })
	bare.writes.hold, bare.writes.news = func() error { return nil }, func() {}
	var ratios []float64
	for b.Loop() {
		for range rounds {
			ratios = append(ratios, w.rate(with.write)/w.rate(without.write))
		}
	}
	slices.Sort(ratios)
	ratio := ratios[len(ratios)/2]
	b.ReportMetric(ratio, "ratio")
	if ratio < atLeast {
		b.Errorf("moving leaves %.2f, want %.2f", ratio, atLeast)
	}
}
