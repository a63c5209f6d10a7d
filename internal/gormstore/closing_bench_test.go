package gormstore

import (
	"context"
	"fmt"
	"log/slog"
	"runtime"
	"runtime/metrics"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/assessmentstest"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// BenchmarkClosing closes an assessment while responses to another are submitted,
// again and again: by one, or by sixteen at once. It reports how long the closing
// takes, how much of that is the wiping, how long the slowest of those submits
// waits and how long it does in a second without a closing, and how much memory
// is in use at most. More than mostMemory is a failure.
//
//	go test -run '^$' -bench Closing -benchtime 1x ./internal/gormstore
func BenchmarkClosing(b *testing.B) {
	onSQLite, onPostgres := databasetest.SQLite, databasetest.Postgres
	for _, of := range []struct {
		kind              string
		database          func(testing.TB, databasetest.Migrate) string
		responses, beside int
	}{
		{"SQLite", onSQLite, 10_000, 1},
		{"SQLite", onSQLite, 10_000, 16},
		{"SQLite", onSQLite, assessments.MaxAssessmentResponses, 1},
		{"PostgreSQL", onPostgres, 10_000, 1},
		{"PostgreSQL", onPostgres, 10_000, 16},
		{"PostgreSQL", onPostgres, assessments.MaxAssessmentResponses, 1},
	} {
		b.Run(fmt.Sprintf("%s/%d/beside-%d", of.kind, of.responses, of.beside), func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				store, err := Open(b.Context(), of.database(b, migrateAt), slog.New(slog.DiscardHandler))
				if err != nil {
					b.Fatal(err)
				}
				service := assessmentstest.Service(b, store, 1)
				a := assessmentstest.OpenAssessment(b, service)
				answerByMany(b, service, a, of.responses)
				stopSubmitting := submitBeside(b, service, of.beside)
				time.Sleep(time.Second)
				b.ReportMetric(float64(stopSubmitting().Milliseconds()), "ms-slowest-submit-before")
				b.StartTimer()
				measureClosing(b, service, a, of.responses, of.beside)
				b.StopTimer()
				if err := store.Close(); err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
			}
		})
	}
}

// answerByMany has a thousand submit at a time. Every tenth leaves a note.
func answerByMany(tb testing.TB, service *assessments.Service, a assessments.Assessment, responses int) {
	tb.Helper()
	question := firstQuestion(service, a)
	answers := slices.Repeat([]scoring.Answer{4}, len(service.Catalogue.Find(a.Instrument, a.Version).Questions))
	for some := range slices.Chunk(make([]struct{}, responses), 1000) {
		err := service.Store.Write(tb.Context(), func(tx assessments.Tx) error {
			for n := range some {
				id := uuid.NewString()
				r := assessments.Response{
					ID: id, Assessment: a.ID, Response: scoring.Response{Voice: scoring.Voices[n%2], People: 1, Answers: answers},
					Particulars: assessments.Particulars{Variant: instrument.Standard, Support: assessments.NoSupport},
					State:       assessments.Submitted, Revision: 2, Hash: assessments.ParseSecret(id).Hash(),
				}
				if n%10 == 0 {
					r.Notes = map[string]string{question: "They asked us late, and changed nothing. Ask before you write the plan."}
				}
				if err := tx.AddResponse(tb.Context(), r); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			tb.Fatal(err)
		}
	}
}

func measureClosing(b *testing.B, service *assessments.Service, a assessments.Assessment, responses, beside int) {
	b.Helper()
	const mostMemory = 256 << 20
	timed := &wipeTimer{Store: service.Store}
	closing := &assessments.Service{Store: timed, Catalogue: service.Catalogue, Now: service.Now, NewID: service.NewID, Random: service.Random, Log: service.Log}
	stopSubmitting := submitBeside(b, service, beside)
	peak, start := watchMemory(), time.Now()
	_, err := closing.CloseAssessment(b.Context(), assessmentstest.Owner(a.Organisation), a.ID)
	took := time.Since(start)
	used, slowest := peak(), stopSubmitting()
	if err != nil {
		b.Fatal(err)
	}
	stored, err := service.Result(b.Context(), assessmentstest.Owner(a.Organisation), a.ID)
	if err != nil {
		b.Fatal(err)
	}
	if got := stored.Voices[scoring.Lived].Responses + stored.Voices[scoring.Learnt].Responses; got != responses {
		b.Fatalf("%d responses are in the result, want %d", got, responses)
	}
	if used > mostMemory {
		b.Errorf("%d MB were in use, want %d at most", used>>20, mostMemory>>20)
	}
	b.ReportMetric(float64(took.Milliseconds()), "ms-closing")
	b.ReportMetric(float64(timed.took.Milliseconds()), "ms-wiping")
	b.ReportMetric(float64(used>>20), "MB-peak")
	b.ReportMetric(float64(slowest.Milliseconds()), "ms-slowest-submit")
}

// wipeTimer is a store that says how long the last wiping took.
type wipeTimer struct {
	assessments.Store
	took time.Duration
}

func (w *wipeTimer) Wipe(ctx context.Context, note func(assessments.Tx, []string) error) error {
	start := time.Now()
	defer func() { w.took = time.Since(start) }()
	return w.Store.Wipe(ctx, note)
}

// submitBeside has so many submit to an assessment of their own, again and again,
// until it is stopped. Then it tells how long the slowest of it took.
func submitBeside(b *testing.B, service *assessments.Service, many int) (stop func() time.Duration) {
	b.Helper()
	other := assessmentstest.OpenAssessment(b, service)
	one := assessments.EnteredResponse{Voice: "lived", State: assessments.Submitted, ResponseText: assessmentstest.Answers(service, other, "1")}
	var submitting sync.WaitGroup
	var stopped atomic.Bool
	slowest := make([]time.Duration, many)
	for n := range many {
		submitting.Go(func() {
			for !stopped.Load() {
				before := time.Now()
				if _, err := service.EnterResponse(b.Context(), assessmentstest.Owner(other.Organisation), other.ID, one, nil); err != nil {
					b.Error(err)
					return
				}
				slowest[n] = max(slowest[n], time.Since(before))
			}
		})
	}
	return func() time.Duration {
		stopped.Store(true)
		submitting.Wait()
		return slices.Max(slowest)
	}
}

// watchMemory looks at the heap every few milliseconds until the most it saw is
// asked for, in bytes.
func watchMemory() (peak func() uint64) {
	runtime.GC()
	stop, most := make(chan struct{}), make(chan uint64)
	go func() {
		heap := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
		seen := uint64(0)
		for {
			metrics.Read(heap)
			seen = max(seen, heap[0].Value.Uint64())
			select {
			case <-stop:
				most <- seen
				return
			case <-time.After(5 * time.Millisecond):
			}
		}
	}()
	return func() uint64 {
		close(stop)
		return <-most
	}
}
