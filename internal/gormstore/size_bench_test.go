package gormstore

import (
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/assessmentstest"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// BenchmarkSize says how many bytes an organisation with its key takes, an open
// assessment, a full response, and a closed assessment that ten answered. It also
// says how many responses a second sixteen enter. docs/scaling.md reckons with it.
//
//	go test -run '^$' -bench Size -benchtime 1x ./internal/gormstore
func BenchmarkSize(b *testing.B) {
	for kind, database := range map[string]func(testing.TB, databasetest.Migrate) string{"SQLite": databasetest.SQLite, "PostgreSQL": databasetest.Postgres} {
		b.Run(kind, func(b *testing.B) {
			for b.Loop() {
				store, err := Open(b.Context(), database(b, migrateAt), slog.New(slog.DiscardHandler))
				if err != nil {
					b.Fatal(err)
				}
				reportSizes(b, store)
				if err := store.Close(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func reportSizes(b *testing.B, store *Store) {
	b.Helper()
	const organisations, opened, people = 2000, 150, 10
	service := assessmentstest.Service(b, store, 1)
	empty := bytesIn(b, store)
	for n := range organisations {
		o := assessmentstest.FullOrganisation(n + 10)
		assessmentstest.Add(b, store, o, assessmentstest.Key(n+10, access.OrganisationRole, o.ID))
	}
	registered := bytesIn(b, store)
	end := assessmentstest.Noon.Add(time.Hour)
	all := make([]assessments.Assessment, opened)
	for n := range all {
		all[n] = assessmentstest.OpenAssessment(b, service, func(in *assessments.AssessmentInput) { in.ClosesAt = end })
	}
	open := bytesIn(b, store)
	begun := time.Now()
	enterBySixteen(b, service, all, people)
	took := time.Since(begun)
	answered := bytesIn(b, store)
	service.Now = func() time.Time { return end }
	if err := service.Maintain(b.Context()); err != nil {
		b.Fatal(err)
	}
	closed := bytesIn(b, store)
	b.ReportMetric(float64(registered-empty)/organisations, "B/organisation")
	b.ReportMetric(float64(open-registered)/opened, "B/open-assessment")
	b.ReportMetric(float64(answered-open)/opened/people, "B/response")
	b.ReportMetric(float64(closed-registered)/opened, "B/closed-assessment")
	b.ReportMetric(opened*people/took.Seconds(), "responses/s")
}

func enterBySixteen(b *testing.B, service *assessments.Service, all []assessments.Assessment, people int) {
	b.Helper()
	var next atomic.Int64
	var entering sync.WaitGroup
	for range 16 {
		entering.Go(func() {
			for n := int(next.Add(1)) - 1; n < len(all)*people; n = int(next.Add(1)) - 1 {
				a := &all[n%len(all)]
				in := assessments.EnteredResponse{Voice: scoring.Voices[n/len(all)%2].String(), State: assessments.Submitted, ResponseText: assessmentstest.Answers(service, *a, "4")}
				if _, err := service.EnterResponse(b.Context(), assessmentstest.Owner(a.Organisation), a.ID, in, nil); err != nil {
					b.Error(fmt.Errorf("response %d: %w", n, err))
				}
			}
		})
	}
	entering.Wait()
}

// bytesIn is how many bytes the tables and their indexes take.
func bytesIn(b *testing.B, store *Store) (size int64) {
	b.Helper()
	query := "SELECT (page_count - freelist_count) * page_size FROM pragma_page_count, pragma_freelist_count, pragma_page_size"
	if _, is := store.database.(*postgresServer); is {
		query = "SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
	}
	if err := store.read().Raw(query).Scan(&size).Error; err != nil {
		b.Fatal(err)
	}
	return size
}
