package assessmentstest

import (
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

var ofReplays = tests{
	"one reads back as it was kept":                     replayReadsBack,
	"another with its id takes its place, in all of it": replayReplaced,
	"those kept long enough are dropped":                replaysDropped,
}

func checkReplay(t *testing.T, store assessments.Store, want access.KeptReplay) {
	t.Helper()
	got, err := store.Replay(t.Context(), want.ID)
	Check(t, got, err, want)
}

// emptyReplay returns a replay with nothing in it.
func emptyReplay(n int) access.KeptReplay {
	return access.KeptReplay{ID: Replay(n, "").ID, Until: Noon}
}

func replayReadsBack(t *testing.T, store assessments.Store) {
	Add(t, store, Organisation(1), Assessment(14, ID(1)))
	for _, answer := range []access.KeptReplay{Replay(10, ""), Replay(11, ID(1)), emptyReplay(12), assessmentReplay(14)} {
		Add(t, store, answer)
		checkReplay(t, store, answer)
	}
	for _, id := range []string{"", ID(10), Replay(13, "").ID, "\x00\xff"} {
		_, err := store.Replay(t.Context(), id)
		CheckKind(t, err, fault.NotFound)
	}
}

func replayReplaced(t *testing.T, store assessments.Store) {
	first, other := Replay(10, ID(1)), Replay(11, ID(1))
	Add(t, store, Organisation(1), first, other)
	for _, answer := range []access.KeptReplay{emptyReplay(10), first} {
		Add(t, store, answer)
		checkReplay(t, store, answer)
		checkReplay(t, store, other)
	}
}

func replaysDropped(t *testing.T, store assessments.Store) {
	over, due, open := Replay(10, ""), Replay(11, ""), Replay(12, "")
	over.Until, due.Until, open.Until = Noon.Add(-time.Hour), Noon, Noon.Add(time.Millisecond)
	Add(t, store, over, due, open)
	checkReplay(t, store, over) // until it is dropped
	for range 2 {
		write(t, store, func(tx assessments.Tx) error { return tx.DropReplays(t.Context(), Noon) })
		for _, dropped := range []access.KeptReplay{over, due} {
			_, err := store.Replay(t.Context(), dropped.ID)
			CheckKind(t, err, fault.NotFound)
		}
		checkReplay(t, store, open)
	}
}
