package gormstore

import (
	"log/slog"
	"path/filepath"
	"runtime"
	"runtime/metrics"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/assessmentstest"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// BenchmarkClosing closes an assessment on SQLite while somebody saves an answer
// to another one, again and again. It reports how long the closing takes, wiping
// included, how long the slowest of those saves waits for it, and how much memory
// is in use at most. More than mostMemory is a failure.
//
//	go test -run '^$' -bench Closing -benchtime 1x ./internal/gormstore
func BenchmarkClosing(b *testing.B) {
	for name, responses := range map[string]int{"10000": 10_000, "100000": assessments.MaxAssessmentResponses} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				store, err := Open(b.Context(), filepath.Join(b.TempDir(), "bench.db"), slog.New(slog.DiscardHandler))
				if err != nil {
					b.Fatal(err)
				}
				service := assessmentstest.Service(b, store, 1)
				a := assessmentstest.OpenAssessment(b, service)
				answerByMany(b, service, a, responses)
				b.StartTimer()
				measureClosing(b, service, a, responses)
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
	text := assessmentstest.Answers(service, a, "4")
	question := firstQuestion(service, a)
	for some := range slices.Chunk(make([]struct{}, responses), 1000) {
		err := service.Store.Write(tb.Context(), func(tx assessments.Tx) error {
			for n := range some {
				id := uuid.NewString()
				r := assessments.Response{
					ID: id, Assessment: a.ID, Voice: scoring.Voices[n%2], ResponseText: text,
					State: assessments.Submitted, Revision: 2, Hash: assessments.ParseSecret(id).Hash(),
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

func measureClosing(b *testing.B, service *assessments.Service, a assessments.Assessment, responses int) {
	b.Helper()
	other := assessmentstest.OpenAssessment(b, service)
	r := assessmentstest.Enter(b, service, other, scoring.Lived, assessments.Draft, assessmentstest.Answers(service, other, "1"))
	const mostMemory = 256 << 20
	peak := watchMemory()
	closed := make(chan error)
	start := time.Now()
	go func() {
		_, err := service.CloseAssessment(b.Context(), assessmentstest.Owner(a.Organisation), a.ID)
		closed <- err
	}()
	var slowest, took time.Duration
	for took == 0 {
		select {
		case err := <-closed:
			if err != nil {
				b.Fatal(err)
			}
			took = time.Since(start)
		default:
			before := time.Now()
			_, err := service.ChangeResponse(b.Context(), assessmentstest.Writer(r), other.ID, r.ID, assessments.Match{"*"}, func(*assessments.ResponseText) error { return nil })
			if err != nil {
				b.Fatal(err)
			}
			slowest = max(slowest, time.Since(before))
		}
	}
	outcome, err := service.Outcome(b.Context(), assessmentstest.Owner(a.Organisation), a.ID)
	if err != nil {
		b.Fatal(err)
	}
	if got := outcome.Voices[scoring.Lived].Responses + outcome.Voices[scoring.Learnt].Responses; got != responses {
		b.Fatalf("%d responses are in the result, want %d", got, responses)
	}
	b.ReportMetric(float64(took.Milliseconds()), "ms-closing")
	used := peak()
	if used > mostMemory {
		b.Errorf("%d MB were in use, want %d at most", used>>20, mostMemory>>20)
	}
	b.ReportMetric(float64(used>>20), "MB-peak")
	b.ReportMetric(float64(slowest.Milliseconds()), "ms-slowest-save")
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
