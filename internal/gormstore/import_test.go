package gormstore

import (
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"os"
	"strings"
	"sync"
	"testing"

	"gorm.io/gorm"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/assessmentstest"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// aFile is so many responses that say the same.
func aFile(service *assessments.Service, a assessments.Assessment, voice string, rows int) func(*instrument.Instrument) assessments.Rows[assessments.EnteredResponse] {
	answers := assessmentstest.Answers(service, a, "4")
	return func(*instrument.Instrument) assessments.Rows[assessments.EnteredResponse] {
		return func(*fault.List) iter.Seq2[int, *assessments.EnteredResponse] {
			return func(yield func(int, *assessments.EnteredResponse) bool) {
				for row := range rows {
					if !yield(row+1, &assessments.EnteredResponse{Voice: voice, ResponseText: answers}) {
						return
					}
				}
			}
		}
	}
}

func importFile(tb testing.TB, service *assessments.Service, a assessments.Assessment, voice string, rows int) error {
	tb.Helper()
	_, err := service.EnterResponses(tb.Context(), assessmentstest.Owner(a.Organisation), a.ID, aFile(service, a, voice, rows), false, nil)
	return err
}

// started returns how many responses are counted, and how many there are.
func started(tb testing.TB, store *Store, a assessments.Assessment) string {
	tb.Helper()
	counted, err := store.Responses(tb.Context(), a.ID)
	if err != nil {
		tb.Fatal(err)
	}
	there, err := howMany[response](tb.Context(), store.read(), "assessment_id = ?", a.ID)
	if err != nil {
		tb.Fatal(err)
	}
	return fmt.Sprintf("%d counted, %d there", counted, there)
}

// importTwice imports two files at once, and returns the errors in no order.
func importTwice(t *testing.T, service *assessments.Service, a assessments.Assessment, rows int) (done int, refused []error) {
	t.Helper()
	var both sync.WaitGroup
	errs := make([]error, 2)
	for i := range errs {
		both.Go(func() { errs[i] = importFile(t, service, a, "learnt", rows) })
	}
	both.Wait()
	for _, err := range errs {
		if err == nil {
			done++
		} else {
			refused = append(refused, err)
		}
	}
	return done, refused
}

func TestTwoImportsAtOnceAreBothWhole(t *testing.T) {
	t.Parallel()
	forBoth(t, func(t *testing.T, store *Store) {
		t.Helper()
		service := assessmentstest.Service(t, store, 1)
		a := assessmentstest.OpenAssessment(t, service)
		if done, refused := importTwice(t, service, a, 1500); done != 2 || started(t, store, a) != "3000 counted, 3000 there" {
			t.Errorf("%d done (%v): %s", done, refused, started(t, store, a))
		}
	})
}

func TestTwoImportsAtOnceDoNotExceedTheQuota(t *testing.T) {
	t.Parallel()
	forBoth(t, func(t *testing.T, store *Store) {
		t.Helper()
		service := assessmentstest.Service(t, store, 1)
		a := assessmentstest.OpenAssessment(t, service)
		err := store.write(t.Context(), func(tx *gorm.DB) error {
			return tx.Exec("UPDATE response_counts SET responses = ? WHERE assessment_id = ?", assessments.MaxAssessmentResponses-500, a.ID).Error
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := importFile(t, service, a, "lived", 501); fault.KindOf(err) != fault.Conflict {
			t.Errorf("one too many: %v", err)
		}
		_, err = service.EnterResponses(t.Context(), assessmentstest.Owner(a.Organisation), a.ID, aFile(service, a, "lived", 501), true, nil)
		if fault.KindOf(err) != fault.Conflict {
			t.Errorf("one too many, only checked: %v", err)
		}
		done, refused := importTwice(t, service, a, 300)
		if done != 1 || fault.KindOf(errors.Join(refused...)) != fault.Conflict || started(t, store, a) != "99800 counted, 300 there" {
			t.Errorf("%d done (%v): %s", done, refused, started(t, store, a))
		}
	})
}

func TestOfTwoTeamsAtOnceOneAnswers(t *testing.T) {
	t.Parallel()
	forBoth(t, func(t *testing.T, store *Store) {
		t.Helper()
		service := assessmentstest.Service(t, store, 1)
		a := assessmentstest.OpenAssessment(t, service, func(in *assessments.AssessmentInput) { in.Answering = [...]string{"individual", "team"} })
		if done, refused := importTwice(t, service, a, 1); done != 1 || fault.KindOf(errors.Join(refused...)) != fault.Conflict {
			t.Errorf("%d done (%v)", done, refused)
		}
	})
}

// importPath names the variable that has [TestImportUntilKilled] do something.
const importPath = "GORMSTORE_TEST_IMPORT"

const rowsToKill = 2000

// TestImportUntilKilled is the process that the test below kills. It imports files
// without end, each into an assessment of its own, and prints what was acknowledged.
func TestImportUntilKilled(t *testing.T) {
	t.Parallel()
	path := os.Getenv(importPath)
	if path == "" {
		return
	}
	service := assessmentstest.Service(t, openAt(t, path), os.Getenv(crashRound)[0])
	assessmentstest.OpenAssessment(t, service) // which makes the organisation
	runAtOnce(t, 2, func() error {
		for {
			a := assessmentstest.OpenAssessment(t, service)
			fmt.Fprintln(os.Stdout, "began", a.ID)
			if err := importFile(t, service, a, "lived", rowsToKill); err != nil {
				return err
			}
			fmt.Fprintln(os.Stdout, "imported", a.ID)
		}
	})
}

// Each file is there whole, or not at all; what was acknowledged is.
func TestKilledWhileImportingAllRowsAreThereOrNone(t *testing.T) {
	t.Parallel()
	const rounds = 8
	path := databasetest.SQLite(t, migrateAt)
	whole, none := 0, 0
	for round := range rounds {
		said := map[string]bool{}
		for _, line := range killAfter(t, anotherProcess(t, "TestImportUntilKilled", importPath+"="+path, crashRound+"="+fmt.Sprint(round)), 2+round) {
			said[line] = true
		}
		store, err := Open(t.Context(), path, slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		for line := range said {
			id, began := strings.CutPrefix(line, "began ")
			if !began {
				continue
			}
			switch got := started(t, store, assessments.Assessment{ID: id}); {
			case got == fmt.Sprintf("%d counted, %[1]d there", rowsToKill):
				whole++
			case got != "0 counted, 0 there" || said["imported "+id]:
				t.Errorf("round %d: %s (acknowledged: %t)", round, got, said["imported "+id])
			default:
				none++
			}
		}
		if err := store.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if t.Logf("%d files are there whole, %d not at all after %d kills", whole, none, rounds); whole == 0 || none == 0 {
		t.Error("the kills came too early or too late to show anything")
	}
}

// BenchmarkImport keeps 5,000 responses that a file held, while others submit to
// another assessment. It reports how long that takes and how long the slowest of those
// waits. Reading the file is not in it. More than mostImport is a failure.
//
//	go test -run '^$' -bench Import -benchtime 1x ./internal/gormstore
func BenchmarkImport(b *testing.B) {
	const mostImport = 5_000 // milliseconds
	for kind, database := range map[string]func(testing.TB, databasetest.Migrate) string{"SQLite": databasetest.SQLite, "PostgreSQL": databasetest.Postgres} {
		b.Run(kind, func(b *testing.B) {
			store, err := Open(b.Context(), database(b, migrateAt), slog.New(slog.DiscardHandler))
			if err != nil {
				b.Fatal(err)
			}
			service := assessmentstest.Service(b, store, 1)
			for b.Loop() {
				b.StopTimer()
				a := assessmentstest.OpenAssessment(b, service)
				stop := submitBeside(b, service, 1)
				b.StartTimer()
				if err := importFile(b, service, a, "lived", assessments.MaxEntered); err != nil {
					b.Fatal(err)
				}
				b.StopTimer()
				b.ReportMetric(float64(stop().Milliseconds()), "ms-slowest-submit")
				if got := started(b, store, a); got != "5000 counted, 5000 there" {
					b.Fatal(got)
				}
				b.StartTimer()
			}
			took := float64(b.Elapsed().Milliseconds()) / float64(b.N)
			b.ReportMetric(took, "ms-import")
			if took > mostImport {
				b.Errorf("an import takes %.0f ms, want %d at most", took, mostImport)
			}
			if err := store.Close(); err != nil {
				b.Fatal(err)
			}
		})
	}
}
