package assessmentstest

import (
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
)

var ofAnswers = tests{
	"one reads back as it was kept":                     answerReadsBack,
	"another with its id takes its place, in all of it": answerReplaced,
	"those kept long enough are dropped":                answersDropped,
}

func checkAnswer(t *testing.T, store assessments.Store, want assessments.KeptAnswer) {
	t.Helper()
	got, err := store.KeptAnswer(t.Context(), want.ID)
	check(t, got, err, want)
}

// emptyAnswer is one with nothing in it.
func emptyAnswer(n int) assessments.KeptAnswer {
	return assessments.KeptAnswer{ID: Answer(n, "").ID, Until: Noon}
}

func answerReadsBack(t *testing.T, store assessments.Store) {
	Add(t, store, Organisation(1), Assessment(14, ID(1)))
	for _, answer := range []assessments.KeptAnswer{Answer(10, ""), Answer(11, ID(1)), emptyAnswer(12), assessmentAnswer(14)} {
		Add(t, store, answer)
		checkAnswer(t, store, answer)
	}
	for _, id := range []string{"", ID(10), Answer(13, "").ID, "\x00\xff"} {
		_, err := store.KeptAnswer(t.Context(), id)
		checkKind(t, err, assessments.NotFound)
	}
}

func answerReplaced(t *testing.T, store assessments.Store) {
	first, other := Answer(10, ID(1)), Answer(11, ID(1))
	Add(t, store, Organisation(1), first, other)
	for _, answer := range []assessments.KeptAnswer{emptyAnswer(10), first} {
		Add(t, store, answer)
		checkAnswer(t, store, answer)
		checkAnswer(t, store, other)
	}
}

func answersDropped(t *testing.T, store assessments.Store) {
	over, due, open := Answer(10, ""), Answer(11, ""), Answer(12, "")
	over.Until, due.Until, open.Until = Noon.Add(-time.Hour), Noon, Noon.Add(time.Millisecond)
	Add(t, store, over, due, open)
	checkAnswer(t, store, over) // until it is dropped
	for range 2 {
		write(t, store, func(tx assessments.Tx) error { return tx.DropAnswers(t.Context(), Noon) })
		for _, dropped := range []assessments.KeptAnswer{over, due} {
			_, err := store.KeptAnswer(t.Context(), dropped.ID)
			checkKind(t, err, assessments.NotFound)
		}
		checkAnswer(t, store, open)
	}
}
