package gormstore

import (
	"context"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"gorm.io/gorm"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/assessmentstest"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// manyOrganisations makes so many, each changed a second after the one before.
var manyOrganisations = map[string]string{
	"sqlite":   `WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ?) ` + oneOfMany("printf('%012d', n)") + ` FROM n`,
	"postgres": oneOfMany("lpad(n::text, 12, '0')") + ` FROM generate_series(1, ?) AS n`,
}

func oneOfMany(digits string) string {
	id := "'01900000-0000-7000-8000-' || " + digits
	return `INSERT INTO organisations (id, name, name_folded, country, region, sector, external_id, verification, verification_note, controller_id, created_at, updated_at, revision, contact)
		SELECT ` + id + `, 'Club ' || n, 'club ' || n, '', '', '', 'crm-' || n, 'unverified', '', ` + id + `, 0, 1000 * n, 1, ''`
}

// BenchmarkPages reads the first and the thousandth page of lists of 100,000
// organisations. All take turns, and the fastest turn of each counts. A thousandth page
// that takes more than mostSlower times as long as the first is a failure.
//
//	go test -run '^$' -bench Pages -benchtime 1x ./internal/gormstore
func BenchmarkPages(b *testing.B) {
	const mostSlower, many, turns = 1.3, 100_000, 50
	for kind, database := range map[string]func(testing.TB, databasetest.Migrate) string{"SQLite": databasetest.SQLite, "PostgreSQL": databasetest.Postgres} {
		store, err := Open(b.Context(), database(b, migrateAt), slog.New(slog.DiscardHandler))
		if err != nil {
			b.Fatal(err)
		}
		err = store.write(b.Context(), func(tx *gorm.DB) error {
			if err := tx.Exec(manyOrganisations[tx.Name()], many).Error; err != nil {
				return err
			}
			return tx.Exec(analyse).Error
		})
		if err != nil {
			b.Fatal(err)
		}
		for name, filter := range map[string]assessments.OrganisationFilter{
			"all": {}, "updated_since": {UpdatedSince: time.UnixMilli(1)}, "verification": {Verification: assessments.Unverified},
		} {
			b.Run(kind+"/"+name, func(b *testing.B) {
				last := assessments.Organisation{ID: assessmentstest.ID(many - access.MaxPage), UpdatedAt: time.UnixMilli(1000 * (many - access.MaxPage))}
				pages := []access.Page{{Limit: access.MaxPage}, {After: filter.Place(&last), Limit: access.MaxPage}}
				fastest := make([]time.Duration, len(pages))
				for b.Loop() {
					for range turns {
						for i, page := range pages {
							took := readPage(b.Context(), b, store, filter, page)
							if fastest[i] == 0 || took < fastest[i] {
								fastest[i] = took
							}
						}
					}
				}
				ratio := float64(fastest[1]) / float64(fastest[0])
				b.ReportMetric(float64(fastest[0].Microseconds()), "µs-first")
				b.ReportMetric(float64(fastest[1].Microseconds()), "µs-thousandth")
				b.ReportMetric(ratio, "ratio")
				if ratio > mostSlower {
					b.Errorf("the thousandth page takes %.2f times as long, want %.1f at most", ratio, mostSlower)
				}
			})
		}
		if err := store.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

func readPage(ctx context.Context, b *testing.B, store *Store, filter assessments.OrganisationFilter, page access.Page) time.Duration {
	b.Helper()
	start := time.Now()
	found, err := store.Organisations(ctx, assessments.Scope{All: true}, filter, page)
	if took := time.Since(start); err == nil && len(found) == page.Limit {
		return took
	}
	b.Fatal(fmt.Errorf("%d organisations: %w", len(found), err))
	return 0
}
