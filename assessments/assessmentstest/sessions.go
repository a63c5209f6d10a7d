package assessmentstest

import (
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

var ofSessions = tests{
	"one reads back as it was kept":        sessionReadsBack,
	"a label is given once":                sessionOnce,
	"one is prolonged, and no other":       sessionProlonged,
	"one is deleted, and no other":         sessionDeleted,
	"those that ended are dropped":         sessionsDropped,
	"what is not there is changed in vain": sessionNotThere,
}

// Session returns the nth session.
func Session(n int) assessments.Session {
	return assessments.Session{
		Hash: Hash(n), Sealed: []byte(digest(n) + "\x00\xff"), QuietUntil: Noon.Add(assessments.QuietSession), EndsAt: Noon.Add(assessments.LongestSession),
	}
}

func checkSession(t *testing.T, store assessments.Store, want assessments.Session) {
	t.Helper()
	got, err := store.SessionByLabel(t.Context(), want.Hash.Label())
	Check(t, got, err, want)
}

func checkNoSession(t *testing.T, store assessments.Store, label string) {
	t.Helper()
	_, err := store.SessionByLabel(t.Context(), label)
	CheckKind(t, err, fault.NotFound)
}

func sessionReadsBack(t *testing.T, store assessments.Store) {
	Add(t, store, Session(1), Session(2))
	checkSession(t, store, Session(1))
	checkSession(t, store, Session(2))
	for _, label := range []string{"", Hash(3).Label(), string(Hash(1)), "\x00\xff"} {
		checkNoSession(t, store, label)
	}
}

func sessionOnce(t *testing.T, store assessments.Store) {
	Add(t, store, Session(1))
	if err := store.Write(t.Context(), func(tx assessments.Tx) error { return tx.AddSession(t.Context(), Session(1)) }); err == nil {
		t.Error("a second session has the label of the first")
	}
}

func sessionProlonged(t *testing.T, store assessments.Store) {
	Add(t, store, Session(1), Session(2))
	longer := Session(1)
	longer.QuietUntil = Noon.Add(90 * time.Minute)
	write(t, store, func(tx assessments.Tx) error {
		return tx.ProlongSession(t.Context(), longer.Hash.Label(), longer.QuietUntil)
	})
	checkSession(t, store, longer)
	checkSession(t, store, Session(2))
}

func sessionDeleted(t *testing.T, store assessments.Store) {
	Add(t, store, Session(1), Session(2))
	write(t, store, func(tx assessments.Tx) error { return tx.DeleteSession(t.Context(), Hash(1).Label()) })
	checkNoSession(t, store, Hash(1).Label())
	checkSession(t, store, Session(2))
}

func sessionsDropped(t *testing.T, store assessments.Store) {
	over, quiet, open := Session(1), Session(2), Session(3)
	over.EndsAt, quiet.QuietUntil, open.QuietUntil = Noon, Noon, Noon.Add(time.Millisecond)
	Add(t, store, over, quiet, open)
	checkSession(t, store, over) // until it is dropped
	write(t, store, func(tx assessments.Tx) error { return tx.DropSessions(t.Context(), Noon) })
	checkNoSession(t, store, over.Hash.Label())
	checkNoSession(t, store, quiet.Hash.Label())
	checkSession(t, store, open)
}

func sessionNotThere(t *testing.T, store assessments.Store) {
	write(t, store, func(tx assessments.Tx) error {
		if err := tx.ProlongSession(t.Context(), Hash(1).Label(), Noon); err != nil {
			return err
		}
		return tx.DeleteSession(t.Context(), Hash(1).Label())
	})
	checkNoSession(t, store, Hash(1).Label())
}
