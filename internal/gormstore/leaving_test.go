package gormstore

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/assessmentstest"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// manyNoted adds responses of lived experience to an assessment, each with a note of its
// own.
func manyNoted(t *testing.T, service *assessments.Service, a assessments.Assessment, many int) (all []assessments.Response) {
	t.Helper()
	question := firstQuestion(service, a)
	for n := range many {
		r := assessmentstest.FullResponse(1, a.ID, scoring.Lived)
		r.ID, r.Hash = uuid.NewString(), assessmentstest.Hash(10_000+n)
		r.Answers = make([]scoring.Answer, len(service.Catalogue.Find(a.Instrument, a.Version).Questions))
		for i := range r.Answers {
			r.Answers[i] = 4
		}
		r.People, r.State, r.Private, r.Notes = 1, assessments.Submitted, nil, map[string]string{question: fmt.Sprintf("note-of-zebra-%04d", n)}
		all = append(all, r)
	}
	err := service.Store.Write(t.Context(), func(tx assessments.Tx) error { return tx.AddResponses(t.Context(), a.ID, all) })
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// notesOf counts the notes of a closed assessment by what they say.
func notesOf(t *testing.T, service *assessments.Service, a assessments.Assessment) map[string]int {
	t.Helper()
	found := map[string]int{}
	for page := (access.Page{Limit: access.MaxPage}); ; {
		list, err := service.Notes(t.Context(), assessmentstest.Owner(a.Organisation), a.ID, page)
		if err != nil {
			t.Fatal(err)
		}
		for _, note := range list.Items {
			found[note.Text]++
			page.After = note.ID
		}
		if len(list.Items) < page.Limit {
			return found
		}
	}
}

// More notes than are kept at once are kept before the result is. Those that an earlier
// try left behind are in no result, and nobody reads them.
func TestManyNotesAreKeptOnceByWhoeverClosesAtOnce(t *testing.T) {
	t.Parallel()
	onBothByTwo(t, func(t *testing.T, two servers) {
		t.Helper()
		const many = 600
		a := assessmentstest.OpenAssessment(t, two[0])
		manyNoted(t, two[0], a, many)
		leftBehind := []assessments.KeptNote{{ID: assessmentstest.ID(1), Note: assessments.Note{Question: "q", Text: "left behind"}}}
		err := two[0].Store.Write(t.Context(), func(tx assessments.Tx) error { return tx.AddNotes(t.Context(), a.ID, leftBehind) })
		if err != nil {
			t.Fatal(err)
		}
		if _, err := two[0].Notes(t.Context(), assessmentstest.Owner(a.Organisation), a.ID, access.Page{Limit: 1}); fault.KindOf(err) != fault.Conflict {
			t.Errorf("notes of an open assessment: %v, want a conflict", err)
		}
		turn := make(chan int, 4)
		for n := range cap(turn) {
			turn <- n
		}
		runAtOnce(t, cap(turn), func() error { return closeAssessment(t, two[<-turn%2], a) })
		checkClosed(t, two[0], a, many)
		found := notesOf(t, two[1], a)
		for note, times := range found {
			if times != 1 {
				t.Errorf("%q is there %d times", note, times)
			}
		}
		if len(found) != many || found["left behind"] > 0 {
			t.Errorf("%d notes are there, want %d, and none that was left behind", len(found), many)
		}
	})
}

// While answers leave, their keys read the result already, nobody reads an answer, and
// the assessment says that they are not gone.
func TestWhatLeavesIsNobodysToReadAndIsGoneInTheEnd(t *testing.T) {
	t.Parallel()
	path := databasetest.SQLite(t, migrateAt)
	store := openAt(t, path)
	store.atOnce = 10
	service := assessmentstest.Service(t, store, 1)
	a := assessmentstest.OpenAssessment(t, service, func(in *assessments.AssessmentInput) { in.ClosesAt = assessmentstest.Noon.Add(time.Hour) })
	service.Now = func() time.Time { return assessmentstest.Noon.Add(2 * time.Hour) }
	all := manyNoted(t, service, a, 35)
	if err := service.CloseOverdue(t.Context()); err != nil { // which leaves wiping to others
		t.Fatal(err)
	}
	check := func(when string, left int) {
		t.Helper()
		for _, r := range all {
			if _, err := store.Response(t.Context(), a.ID, r.ID); fault.KindOf(err) != fault.NotFound {
				t.Errorf("%s a response can be read (%v)", when, err)
			}
			if of, hash, err := store.ResultKeyAt(t.Context(), a.ID[24:], r.Hash.Label()); err != nil || of != a.ID || hash != r.Hash {
				t.Errorf("%s a key does not read the result (%v)", when, err)
			}
		}
		var rows int
		if err := store.read().Raw("SELECT count(*) FROM responses").Scan(&rows).Error; err != nil || rows != left {
			t.Errorf("%s %d rows are left (%v), want %d", when, rows, err, left)
		}
	}
	check("before", len(all))
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond) // nobody deletes them meanwhile
	defer cancel()
	if _, err := Backup(ctx, path, filepath.Join(t.TempDir(), "backup.db"), func(int64, int64) {}); err == nil {
		t.Error("a backup holds answers that leave")
	}
	closed, err := store.Assessment(t.Context(), a.ID)
	if err != nil || !closed.WipingOwed() {
		t.Errorf("it is wiped while answers leave (%v)", err)
	}
	if err := service.Maintain(t.Context()); err != nil {
		t.Fatal(err)
	}
	check("afterwards", 0)
	if closed, err = store.Assessment(t.Context(), a.ID); err != nil || closed.WipingOwed() {
		t.Errorf("it is not wiped though answers are gone (%v)", err)
	}
	if bytes.Contains(filesOf(t, path), []byte(all[0].ID)) {
		t.Error("a response is in the files")
	}
}

// Of two responses one is more than leaves at once. So all that a closing deletes leaves
// bit by bit.
func TestStoreKeepsTheContractWhileAnswersLeaveOnSQLite(t *testing.T) {
	t.Parallel()
	assessmentstest.TestEnds(t, func(t *testing.T) assessments.Store {
		t.Helper()
		store := openStrict(t, databasetest.SQLite(t, migrateAt))
		store.atOnce = 1
		return store
	})
}
