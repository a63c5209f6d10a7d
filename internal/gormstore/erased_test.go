package gormstore

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/assessmentstest"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// traces are texts that nothing else in the database looks like, by what they
// would give away.
type traces map[string]string

// leaveTraces has an assessment answered in every way there is: by invitation
// and on paper, saved again and again, submitted, left as a draft, withdrawn,
// sent twice. It returns what must be gone afterwards. What is on paper stays a
// draft, since its note may not be private.
func leaveTraces(t *testing.T, service *assessments.Service, a assessments.Assessment) traces {
	t.Helper()
	ctx, owner := t.Context(), assessmentstest.Owner(a.Organisation)
	left := traces{}
	invited, err := service.CreateInvitation(ctx, owner, a.ID, assessments.InvitationInput{Uses: new(100)}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for n := range 8 {
		once := &access.IdempotencyKey[assessments.Redeemed]{ID: string(assessmentstest.Hash(7000 + n)), Render: func(redeemed *assessments.Redeemed) access.Replay {
			return access.Replay{Location: "/responses/" + redeemed.ID, Body: fmt.Appendf(nil, "invited %d as %s", n, redeemed.ID)}
		}}
		started, err := service.Redeem(ctx, invited.Secrets[0], "lived", once)
		if err != nil {
			t.Fatal(err)
		}
		left[fmt.Sprintf("the Idempotency-Key of response %d", n)] = once.ID
		left[fmt.Sprintf("what ties response %d to its invitation", n)] = fmt.Sprintf("invited %d as", n)
		left[fmt.Sprintf("the id of response %d", n)] = started.ID
		answerInSteps(t, service, n, started.Response, left)
	}
	paper := assessmentstest.Answers(service, a, "3")
	paper.Notes = map[string]string{firstQuestion(service, a): trace(900, "on paper")}
	left["a note on paper"] = trace(900, "on paper")
	left["the id of the paper"] = assessmentstest.Enter(t, service, a, scoring.Learnt, assessments.Draft, paper).ID
	left["the answers on paper"] = "3,3,3,3,3,3,3,3"
	return left
}

func firstQuestion(service *assessments.Service, a assessments.Assessment) string {
	return service.Catalogue.Find(a.Instrument, a.Version).Questions[0].ID
}

// trace is a text long enough to fill pages of its own.
func trace(n int, what string) string {
	return fmt.Sprintf("trace-%d-%s-", n, what) + strings.Repeat("x", 700)
}

// answerInSteps saves three times. Of eight, six are submitted, one withdrawn
// after that, and one stays a draft. All notes are private.
func answerInSteps(t *testing.T, service *assessments.Service, n int, r assessments.Response, left traces) {
	t.Helper()
	ctx, writer, question := t.Context(), assessmentstest.Writer(r), firstQuestion(service, assessments.Assessment{Instrument: "coproduction-ladder"})
	for step := range 3 {
		note := trace(10*n+step, "note")
		left[fmt.Sprintf("note %d of response %d", step, n)] = note
		_, err := service.ChangeResponse(ctx, writer, r.Assessment, r.ID, access.Match{"*"}, func(text *assessments.ResponseText) error {
			text.Answers = map[string]string{question: fmt.Sprint(1 + step)}
			text.Notes, text.Private = map[string]string{question: note}, []string{question}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if n == 7 {
		return
	}
	if err := submitResponse(t, service, r); err != nil {
		t.Fatal(err)
	}
	if n == 6 {
		if err := service.WithdrawResponse(ctx, writer, r.Assessment, r.ID, access.Match{"*"}); err != nil {
			t.Fatal(err)
		}
	}
}

// endings are the ways in which answers go.
var endings = map[string]func(*testing.T, *assessments.Service, assessments.Assessment) error{
	"closed": func(t *testing.T, service *assessments.Service, a assessments.Assessment) error {
		t.Helper()
		_, err := service.CloseAssessment(t.Context(), assessmentstest.Owner(a.Organisation), a.ID)
		return err
	},
	"closed by itself": func(t *testing.T, service *assessments.Service, a assessments.Assessment) error {
		t.Helper()
		service.Now = func() time.Time { return a.ClosesAt }
		return service.Maintain(t.Context())
	},
	"cancelled": func(t *testing.T, service *assessments.Service, a assessments.Assessment) error {
		t.Helper()
		_, err := service.CancelAssessment(t.Context(), assessmentstest.Owner(a.Organisation), a.ID)
		return err
	},
	"erased with its organisation": func(t *testing.T, service *assessments.Service, a assessments.Assessment) error {
		t.Helper()
		_, err := service.DeleteOrganisation(t.Context(), assessmentstest.Owner(a.Organisation), a.Organisation, access.Match{"*"})
		return err
	},
}

func TestNothingOfAnswersIsLeftInAnyPage(t *testing.T) {
	t.Parallel()
	for name, end := range endings {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			databasetest.OnBoth(t, migrateAt, func(t *testing.T, address string) {
				t.Helper()
				store := openAt(t, address)
				service := assessmentstest.Service(t, store, 1)
				a := assessmentstest.OpenAssessment(t, service, func(in *assessments.AssessmentInput) { in.ClosesAt = assessmentstest.Noon.Add(time.Hour) })
				left := leaveTraces(t, service, a)
				held := everything(t, store, address)
				found := 0
				for _, text := range left {
					if bytes.Contains(held, inFile(text)) {
						found++
					}
				}
				// What was saved over or withdrawn is in the log of SQLite alone.
				if want := len(left) - 8*2 - 1; found < want {
					t.Fatalf("%d of %d traces can be found before, want %d: the test looks in the wrong place", found, len(left), want)
				}
				if err := end(t, service, a); err != nil {
					t.Fatal(err)
				}
				held = everything(t, store, address)
				for what, text := range left {
					if bytes.Contains(held, inFile(text)) {
						t.Errorf("%s is still there", what)
					}
				}
				if bytes.Contains(held, []byte("trace-")) {
					t.Error("the start of a note is still there")
				}
			})
		})
	}
}

// inFile is the beginning of a text, since a long one is cut by the pages.
func inFile(text string) []byte { return []byte(text[:min(len(text), 24)]) }

// everything returns the raw bytes of the file and its log, or all rows of all
// tables.
func everything(t *testing.T, store *Store, address string) []byte {
	t.Helper()
	if !isPostgres(address) {
		var all []byte
		for _, beside := range []string{"", "-wal", "-shm", "-journal"} {
			content, err := os.ReadFile(address + beside)
			if err != nil && !os.IsNotExist(err) {
				t.Fatal(err)
			}
			all = append(all, content...)
		}
		return all
	}
	var all []byte
	err := store.read().Transaction(func(tx *gorm.DB) error {
		var tables []string
		err := errors.Join(
			tx.Exec("SET LOCAL bytea_output = 'escape'").Error,
			tx.Raw("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace").Scan(&tables).Error)
		for _, table := range tables {
			var rows []string
			err = errors.Join(err, tx.Raw("SELECT r::text FROM "+table+" AS r").Scan(&rows).Error)
			all = append(all, strings.ReplaceAll(strings.Join(rows, "\n"), `""`, `"`)...) // a row as text doubles its quotes
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
