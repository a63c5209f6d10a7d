package gormstore

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"testing"
	"time"

	"gorm.io/gorm"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/assessmentstest"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// BenchmarkByHand holds each statement of hotpath.go against what gorm's builder
// makes of it. The two take turns, and the medians count, so that a busy machine
// is busy for both. When the builder takes less than worthIt times as long on
// SQLite, that is a failure: the statement has no place there any longer.
//
//	go test -run '^$' -bench ByHand -benchtime 1x ./internal/gormstore
func BenchmarkByHand(b *testing.B) {
	const worthIt = 1.5
	for _, on := range []struct {
		kind     string
		database func(testing.TB, databasetest.Migrate) string
	}{{"SQLite", databasetest.SQLite}, {"PostgreSQL", databasetest.Postgres}} {
		store, err := Open(b.Context(), on.database(b, migrateAt), slog.New(slog.DiscardHandler))
		if err != nil {
			b.Fatal(err)
		}
		for _, of := range addHotRows(b, store).statements(b.Context()) {
			b.Run(on.kind+"/"+of.name, func(b *testing.B) {
				byHand, built := of.compare(b, store)
				b.ReportMetric(byHand, "µs-by-hand")
				b.ReportMetric(built, "µs-built")
				b.ReportMetric(built/byHand, "ratio")
				b.ReportMetric(0, "ns/op")
				if on.kind == "SQLite" && built < worthIt*byHand {
					b.Errorf("the builder takes %.2f times as long, want %.1f", built/byHand, worthIt)
				}
			})
		}
		if err := store.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// A hotStatement is one by hand and built. It is told which time it runs, from 1.
type hotStatement struct {
	name          string
	byHand, built func(db *gorm.DB, n int) error
}

// compare returns what the statement takes each way, in microseconds.
func (s hotStatement) compare(b *testing.B, store *Store) (byHand, built float64) {
	b.Helper()
	const rounds = 15
	var byHands, builts []float64
	for b.Loop() {
		for range rounds {
			byHands = append(byHands, measureStatement(b, store, s.byHand))
			builts = append(builts, measureStatement(b, store, s.built))
		}
	}
	slices.Sort(byHands)
	slices.Sort(builts)
	return byHands[len(byHands)/2], builts[len(builts)/2]
}

// measureStatement runs a statement many times in one transaction, which is taken
// back, so that nobody waits for a disk.
func measureStatement(b *testing.B, store *Store, do func(db *gorm.DB, n int) error) (microseconds float64) {
	b.Helper()
	const times = 200
	errTakenBack := errors.New("taken back")
	err := store.write(b.Context(), func(db *gorm.DB) error {
		start := time.Now()
		for n := 1; n <= times; n++ {
			if err := do(db, n); err != nil {
				return err
			}
		}
		microseconds = float64(time.Since(start).Nanoseconds()) / 1000 / times
		return errTakenBack
	})
	if !errors.Is(err, errTakenBack) {
		b.Fatal(err)
	}
	return microseconds
}

// hotRows are rows to find and to change.
type hotRows struct {
	key        key
	assessment assessment
	invitation invitation
	response   response
}

// pageOfResponses is how many responses are read at once.
const pageOfResponses = 100

func addHotRows(b *testing.B, store *Store) *hotRows {
	b.Helper()
	k := assessmentstest.Key(11, access.OrganisationRole, assessmentstest.ID(1))
	a := assessmentstest.Assessment(10, assessmentstest.ID(1))
	i := assessmentstest.Invitation(12, a.ID)
	assessmentstest.Add(b, store, assessmentstest.Organisation(1), a, k, i)
	for n := range pageOfResponses {
		assessmentstest.Add(b, store, assessmentstest.FullResponse(n, a.ID, scoring.Lived))
	}
	full := assessmentstest.FullResponse(0, a.ID, scoring.Lived)
	r, err := responseRow(&full)
	if err != nil {
		b.Fatal(err)
	}
	return &hotRows{keyRow(&k), assessmentRow(&a), invitationRow(&i), r}
}

func (of *hotRows) statements(ctx context.Context) []hotStatement {
	locator := of.assessment.ID[24:]
	return []hotStatement{
		{
			"keyByLabel",
			finds(func(db *gorm.DB) (key, error) { return keyByLabel(ctx, db, of.key.Label) }),
			finds(func(db *gorm.DB) (key, error) { return gorm.G[key](db).Where("label = ?", of.key.Label).Take(ctx) }),
		},
		{
			"invitationByLabel",
			finds(func(db *gorm.DB) (invitation, error) { return invitationByLabel(ctx, db, of.invitation.Label) }),
			finds(func(db *gorm.DB) (invitation, error) {
				return gorm.G[invitation](db).Where("label = ?", of.invitation.Label).Take(ctx)
			}),
		},
		{
			"assessmentByID",
			finds(func(db *gorm.DB) (assessment, error) { return assessmentByID(ctx, db, of.assessment.ID) }),
			finds(func(db *gorm.DB) (assessment, error) {
				return gorm.G[assessment](db).Where("id = ?", of.assessment.ID).Take(ctx)
			}),
		},
		{
			"responseByID",
			finds(func(db *gorm.DB) (response, error) {
				return responseByID(ctx, db, of.assessment.ID, of.response.ID)
			}),
			finds(func(db *gorm.DB) (response, error) {
				return gorm.G[response](db).Where("assessment_id = ? AND id = ?", of.assessment.ID, of.response.ID).Take(ctx)
			}),
		},
		{
			"responseAt",
			finds(func(db *gorm.DB) (response, error) { return responseAt(ctx, db, locator, of.response.ID) }),
			finds(func(db *gorm.DB) (response, error) {
				return gorm.G[response](db).Select("assessment_id, id, hash").
					Where("assessment_id IN (SELECT id FROM assessments WHERE substr(id, 25) = ?) AND id = ?", locator, of.response.ID).Take(ctx)
			}),
		},
		{
			fmt.Sprintf("submittedResponses-%d", pageOfResponses),
			finds(func(db *gorm.DB) ([]response, error) {
				return submittedResponses(ctx, db, "TRUE", of.assessment.ID, "", pageOfResponses)
			}),
			finds(func(db *gorm.DB) ([]response, error) {
				return gorm.G[response](db).Where("assessment_id = ? AND id > ? AND state = 'submitted'", of.assessment.ID, "").
					Order("id").Limit(pageOfResponses).Find(ctx)
			}),
		},
		{
			"updateInvitation",
			func(db *gorm.DB, n int) error {
				return changedOne[invitation](updateInvitation(ctx, db, of.invitationUsed(n)))
			},
			func(db *gorm.DB, n int) error {
				return changedOne[invitation](gorm.G[invitation](db).Where("id = ?", of.invitation.ID).Select("*").Updates(ctx, *of.invitationUsed(n)))
			},
		},
		{
			"countResponse",
			func(db *gorm.DB, _ int) error {
				return changedOne[responseCount](countResponse(ctx, db, of.assessment.ID, 10_000))
			},
			func(db *gorm.DB, _ int) error {
				return changedOne[responseCount](gorm.G[responseCount](db).Where("assessment_id = ? AND responses < ?", of.assessment.ID, 10_000).
					Update(ctx, "responses", gorm.Expr("responses + 1")))
			},
		},
		{
			"insertResponse",
			func(db *gorm.DB, n int) error { return insertResponse(ctx, db, of.responseNumber(n)) },
			func(db *gorm.DB, n int) error { return gorm.G[response](db).Create(ctx, of.responseNumber(n)) },
		},
		{
			"updateResponse",
			func(db *gorm.DB, n int) error {
				return changedOne[response](updateResponse(ctx, db, of.responseRevised(n)))
			},
			func(db *gorm.DB, n int) error {
				return changedOne[response](gorm.G[response](db).Where("assessment_id = ? AND id = ?", of.assessment.ID, of.response.ID).
					Select("people", "codes", "notes", "private_notes", "variant", "support", "state", "scored", "revision").Updates(ctx, *of.responseRevised(n)))
			},
		},
	}
}

func (of *hotRows) invitationUsed(n int) *invitation {
	row := of.invitation
	row.Uses, row.Used = assessments.MaxUses, n
	return &row
}

func (of *hotRows) responseNumber(n int) *response {
	row := of.response
	row.ID, row.Hash = assessmentstest.ResponseID(pageOfResponses+n), string(assessmentstest.Hash(pageOfResponses+n))
	return &row
}

func (of *hotRows) responseRevised(n int) *response {
	row := of.response
	row.Revision += n
	return &row
}

// finds makes a statement of what finds something.
func finds[T any](find func(db *gorm.DB) (T, error)) func(*gorm.DB, int) error {
	return func(db *gorm.DB, _ int) error {
		_, err := find(db)
		return err
	}
}
