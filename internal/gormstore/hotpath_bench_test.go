package gormstore

import (
	"cmp"
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
// makes of it, and some against gorm's other ways: written out, and prepared. All
// take turns, and the fastest turn of each counts: the one in which the machine
// had least else to do. When the builder takes less than worthIt times as long on
// SQLite, that is a failure: the statement has no place there any longer.
//
//	go test -run '^$' -bench ByHand -benchtime 1x ./internal/gormstore
func BenchmarkByHand(b *testing.B) {
	const worthIt = 1.4
	for _, on := range []struct {
		kind     string
		database func(testing.TB, databasetest.Migrate) string
	}{{"SQLite", databasetest.SQLite}, {"PostgreSQL", databasetest.Postgres}} {
		store, err := Open(b.Context(), on.database(b, migrateAt), slog.New(slog.DiscardHandler))
		if err != nil {
			b.Fatal(err)
		}
		rows := addHotRows(b, store)
		for _, statement := range slices.Concat(rows.reads(b.Context(), store), rows.writes(b.Context())) {
			b.Run(on.kind+"/"+statement.name, func(b *testing.B) {
				took := statement.measure(b, store)
				ratio := took["built"] / took["by-hand"]
				for way, microseconds := range took {
					b.ReportMetric(microseconds, "µs-"+way)
				}
				b.ReportMetric(ratio, "ratio")
				b.ReportMetric(0, "ns/op")
				if on.kind == "SQLite" && ratio < worthIt {
					b.Errorf("the builder takes %.2f times as long, want %.1f", ratio, worthIt)
				}
			})
		}
		if err := store.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// A hotStatement is one said in more than one way.
type hotStatement struct {
	name string
	in   func(ctx context.Context, store *Store, do func(db *gorm.DB) error) error
	ways map[string]way
}

// A way to say a statement is told which time it runs, from 1.
type way func(db *gorm.DB, n int) error

// measure returns what the statement takes in each way, in microseconds.
func (s *hotStatement) measure(b *testing.B, store *Store) map[string]float64 {
	b.Helper()
	const rounds, times = 25, 200
	fastest := map[string]float64{}
	for b.Loop() {
		for range rounds {
			for name, say := range s.ways {
				var took time.Duration
				err := s.in(b.Context(), store, func(db *gorm.DB) error {
					start := time.Now()
					for n := 1; n <= times; n++ {
						if err := say(db, n); err != nil {
							return err
						}
					}
					took = time.Since(start)
					return nil
				})
				if err != nil {
					b.Fatal(err)
				}
				one := float64(took.Nanoseconds()) / 1000 / times
				if before, measured := fastest[name]; !measured || one < before {
					fastest[name] = one
				}
			}
		}
	}
	return fastest
}

// reading is how a statement that reads is run.
func reading(_ context.Context, store *Store, do func(db *gorm.DB) error) error {
	return do(store.read())
}

// takenBack is how one that writes is run: what it writes is taken back, so that
// nobody waits for a disk.
func takenBack(ctx context.Context, store *Store, do func(db *gorm.DB) error) error {
	errTakenBack := errors.New("taken back")
	err := store.write(ctx, func(db *gorm.DB) error { return cmp.Or(do(db), errTakenBack) })
	if errors.Is(err, errTakenBack) {
		return nil
	}
	return err
}

// hotRows are rows to find and to change.
type hotRows struct {
	key        key
	assessment assessment
	invitation invitation
	invited    string // the label of its key
	response   response
}

// pageOfResponses is how many responses are read at once.
const pageOfResponses = 100

func addHotRows(b *testing.B, store *Store) *hotRows {
	b.Helper()
	k := assessmentstest.Key(11, access.OrganisationRole, assessmentstest.ID(1))
	a := assessmentstest.Assessment(10, assessmentstest.ID(1))
	i := assessmentstest.Invitation(12, a.ID)
	i.Uses = assessments.MaxUses
	assessmentstest.Add(b, store, assessmentstest.Organisation(1), a, k, i)
	for n := range pageOfResponses {
		assessmentstest.Add(b, store, assessmentstest.FullResponse(n, a.ID, scoring.Lived))
	}
	full := assessmentstest.FullResponse(0, a.ID, scoring.Lived)
	r, err := responseRow(&full)
	if err != nil {
		b.Fatal(err)
	}
	return &hotRows{keyRow(&k), assessmentRow(&a), invitationRow(&i.Invitation), i.Keys[0].Label(), r}
}

func (of *hotRows) reads(ctx context.Context, store *Store) []hotStatement {
	prepared := store.read().Session(&gorm.Session{PrepareStmt: true})
	locator := of.assessment.ID[24:]
	const byLocator = "assessment_id IN (SELECT id FROM assessments WHERE substr(id, 25) = ?) AND id = ?"
	return []hotStatement{
		{"keyByLabel", reading, map[string]way{
			"by-hand": finds(func(db *gorm.DB) (key, error) { return keyByLabel(ctx, db, of.key.Label) }),
			"built":   finds(func(db *gorm.DB) (key, error) { return takeRow[key](ctx, db, "label = ?", of.key.Label) }),
			"prepared": finds(func(*gorm.DB) (key, error) {
				return takeRow[key](ctx, prepared, "label = ?", of.key.Label)
			}),
		}},
		{"invitationByLabel", reading, map[string]way{
			"by-hand": finds(func(db *gorm.DB) (invitation, error) {
				found, _, err := invitationByLabel(ctx, db, of.invited)
				return found, err
			}),
			"built": finds(func(db *gorm.DB) (invitation, error) {
				k, err := takeRow[invitationKey](ctx, db, "label = ?", of.invited)
				if err != nil {
					return invitation{}, err
				}
				return takeRow[invitation](ctx, db, "id = ?", k.InvitationID)
			}),
		}},
		{"assessmentByID", reading, map[string]way{
			"by-hand": finds(func(db *gorm.DB) (assessment, error) { return assessmentByID(ctx, db, of.assessment.ID) }),
			"built":   finds(func(db *gorm.DB) (assessment, error) { return takeRow[assessment](ctx, db, "id = ?", of.assessment.ID) }),
		}},
		{"responseByID", reading, map[string]way{
			"by-hand": finds(func(db *gorm.DB) (response, error) { return responseByID(ctx, db, of.assessment.ID, of.response.ID) }),
			"built": finds(func(db *gorm.DB) (response, error) {
				return takeRow[response](ctx, db, "assessment_id = ? AND id = ?", of.assessment.ID, of.response.ID)
			}),
		}},
		{"responseAt", reading, map[string]way{
			"by-hand": finds(func(db *gorm.DB) (response, error) { return responseAt(ctx, db, locator, of.response.ID) }),
			"built": finds(func(db *gorm.DB) (r response, err error) {
				err = begin(brief(ctx, db), db).Select("assessment_id, id, hash, next_hash").Where(byLocator, locator, of.response.ID).Take(&r).Error
				return r, err
			}),
			"written": finds(func(db *gorm.DB) (r response, err error) {
				row := begin(brief(ctx, db), db).Raw("SELECT assessment_id, id, hash, next_hash FROM responses WHERE "+byLocator, locator, of.response.ID).Row()
				return r, row.Scan(&r.AssessmentID, &r.ID, &r.Hash, &r.NextHash)
			}),
		}},
		{fmt.Sprintf("submittedResponses-%d", pageOfResponses), reading, map[string]way{
			"by-hand": finds(func(db *gorm.DB) ([]response, error) {
				return submittedResponses(ctx, db, "TRUE", of.assessment.ID, "", pageOfResponses)
			}),
			"built": finds(func(db *gorm.DB) ([]response, error) {
				return find[response](begin(ctx, db).Where("assessment_id = ? AND id > ? AND state = 'submitted'", of.assessment.ID, "").
					Order("id").Limit(pageOfResponses))
			}),
		}},
	}
}

func (of *hotRows) writes(ctx context.Context) []hotStatement {
	const most = 10_000
	return []hotStatement{
		{"useInvitation", takenBack, map[string]way{
			"by-hand": func(db *gorm.DB, _ int) error {
				return changedOne[invitation](useInvitation(ctx, db, of.invitation.ID, scoring.Lived))
			},
			"built": func(db *gorm.DB, _ int) error {
				return changedOne[invitation](changed(begin(ctx, db).Model(&invitation{}).Where("id = ?", of.invitation.ID).
					Update("used_lived", gorm.Expr("used_lived + 1"))))
			},
			"all columns": func(db *gorm.DB, n int) error { return save(ctx, db, of.invitation.ID, *of.invitationUsed(n)) },
		}},
		{"countResponses", takenBack, map[string]way{
			"by-hand": func(db *gorm.DB, _ int) error {
				return changedOne[responseCount](countResponses(ctx, db, of.assessment.ID, 1, most))
			},
			"built": func(db *gorm.DB, _ int) error {
				return changedOne[responseCount](changed(begin(ctx, db).Model(&responseCount{}).Where("assessment_id = ? AND responses < ?", of.assessment.ID, most).
					Update("responses", gorm.Expr("responses + 1"))))
			},
			"written": func(db *gorm.DB, _ int) error {
				return changedOne[responseCount](changed(begin(ctx, db).
					Exec("UPDATE response_counts SET responses = responses + 1 WHERE assessment_id = ? AND responses < ?", of.assessment.ID, most)))
			},
		}},
		{"insertResponse", takenBack, map[string]way{
			"by-hand": func(db *gorm.DB, n int) error { return insertResponse(ctx, db, of.responseNumber(n)) },
			"built":   func(db *gorm.DB, n int) error { return add(ctx, db, *of.responseNumber(n)) },
		}},
		{"updateResponse", takenBack, map[string]way{
			"by-hand": func(db *gorm.DB, n int) error {
				return changedOne[response](updateResponse(ctx, db, of.responseRevised(n)))
			},
			"built": func(db *gorm.DB, n int) error {
				return changedOne[response](changed(begin(ctx, db).Where("assessment_id = ? AND id = ?", of.assessment.ID, of.response.ID).
					Select("people", "codes", "notes", "private_notes", "variant", "support", "state", "scored", "revision").Updates(*of.responseRevised(n))))
			},
		}},
	}
}

func (of *hotRows) invitationUsed(n int) *invitation {
	row := of.invitation
	row.Uses, row.UsedLived = assessments.MaxUses, n
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

// finds makes a way of what finds something.
func finds[T any](find func(db *gorm.DB) (T, error)) way {
	return func(db *gorm.DB, _ int) error {
		_, err := find(db)
		return err
	}
}
