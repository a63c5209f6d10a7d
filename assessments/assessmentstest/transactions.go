package assessmentstest

import (
	"context"
	"errors"
	"sync"
	"testing"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

var ofTransactions = tests{
	"one that fails leaves nothing, and gives its own error":       failureLeavesNothing,
	"one that fails at a rule of the store leaves nothing":         refusalLeavesNothing,
	"one that panics leaves nothing, and the next works":           panicLeavesNothing,
	"one sees what it wrote itself, and nobody else does":          readsOwnWrites,
	"many that read and write the same thing at once lose nothing": loseNothing,
	"one beside others leaves nothing when it fails":               failureBesideLeavesNothing,
	"one whose context is cancelled before never runs":             cancelledWrite,
	"one on a closed store never runs":                             closedWrite,
}

// addSome adds an organisation with a key and an answer.
func addSome(ctx context.Context, tx assessments.Tx) error {
	return errors.Join(
		tx.AddOrganisation(ctx, FullOrganisation(1)), tx.AddKey(ctx, Key(11, access.OrganisationRole, ID(1))), tx.KeepReplay(ctx, Replay(31, ID(1))))
}

// checkNone checks that nothing of addSome is there.
func checkNone(t *testing.T, store assessments.Store) {
	t.Helper()
	_, err := store.Organisation(t.Context(), ID(1))
	CheckKind(t, err, fault.NotFound)
	_, err = store.KeyByLabel(t.Context(), Hash(11).Label())
	CheckKind(t, err, fault.NotFound)
	_, err = store.Replay(t.Context(), Replay(31, "").ID)
	CheckKind(t, err, fault.NotFound)
}

func failureLeavesNothing(t *testing.T, store assessments.Store) {
	failure := &fault.Error{Kind: fault.Stale, Detail: "Not today."}
	err := store.Write(t.Context(), func(tx assessments.Tx) error { return errors.Join(addSome(t.Context(), tx), failure) })
	if !errors.Is(err, failure) {
		t.Errorf("got %v, want its own error", err)
	}
	checkNone(t, store)
}

func refusalLeavesNothing(t *testing.T, store assessments.Store) {
	err := store.Write(t.Context(), func(tx assessments.Tx) error {
		if err := addSome(t.Context(), tx); err != nil {
			return err
		}
		return tx.AddKey(t.Context(), Key(12, access.OrganisationRole, ID(9))) // of nobody
	})
	if err == nil {
		t.Error("the key of nobody was kept")
	}
	checkNone(t, store)
}

func panicLeavesNothing(t *testing.T, store assessments.Store) {
	err := store.Write(t.Context(), func(tx assessments.Tx) error {
		if err := addSome(t.Context(), tx); err != nil {
			t.Error(err)
		}
		panic("at the disco")
	})
	if err == nil {
		t.Error("a panic is no error")
	}
	checkNone(t, store)
	write(t, store, func(tx assessments.Tx) error { return addSome(t.Context(), tx) })
}

func readsOwnWrites(t *testing.T, store assessments.Store) {
	ctx := t.Context()
	write(t, store, func(tx assessments.Tx) error {
		if err := addSome(ctx, tx); err != nil {
			return err
		}
		checkNone(t, store)
		changed := FullOrganisation(1)
		changed.Name = "Changed"
		if err := tx.SaveOrganisation(ctx, changed); err != nil {
			return err
		}
		organisation, err := tx.Organisation(ctx, ID(1))
		Check(t, organisation, err, changed)
		organisations, err := tx.Organisations(ctx, all, assessments.OrganisationFilter{}, page)
		Check(t, organisations, err, []assessments.Organisation{changed})
		key, err := tx.Key(ctx, anOrganisation, ID(11))
		Check(t, key, err, Key(11, access.OrganisationRole, ID(1)))
		answer, err := tx.Replay(ctx, Replay(31, "").ID)
		Check(t, answer, err, Replay(31, ID(1)))
		verified, err := tx.VerifiedFor(ctx, changed.Identifiers[0].Canonical)
		Check(t, verified, err, ID(1))
		if err := tx.DeleteOrganisation(ctx, ID(1)); err != nil {
			return err
		}
		_, err = tx.Key(ctx, anOrganisation, ID(11))
		CheckKind(t, err, fault.NotFound)
		return nil
	})
	checkNone(t, store)
}

func loseNothing(t *testing.T, store assessments.Store) {
	const writers, each = 6, 5
	Add(t, store, Organisation(1))
	count := func(tx assessments.Tx) error {
		o, err := tx.Organisation(t.Context(), ID(1))
		if err != nil {
			return err
		}
		o.Revision++
		return tx.SaveOrganisation(t.Context(), o)
	}
	var wg sync.WaitGroup
	for n := range writers {
		write := store.Write
		if n%2 == 0 {
			write = store.WriteBeside
		}
		wg.Go(func() {
			for range each {
				err := write(t.Context(), count)
				for fault.KindOf(err) == fault.Unavailable {
					err = write(t.Context(), count)
				}
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	got, err := store.Organisation(t.Context(), ID(1))
	Check(t, got.Revision, err, 1+writers*each)
}

func failureBesideLeavesNothing(t *testing.T, store assessments.Store) {
	failure := &fault.Error{Kind: fault.Stale, Detail: "Not today."}
	err := store.WriteBeside(t.Context(), func(tx assessments.Tx) error { return errors.Join(addSome(t.Context(), tx), failure) })
	if !errors.Is(err, failure) {
		t.Errorf("got %v, want its own error", err)
	}
	checkNone(t, store)
}

func neverRuns(t *testing.T) func(assessments.Tx) error {
	t.Helper()
	return func(assessments.Tx) error {
		t.Error("it ran")
		return nil
	}
}

func cancelledWrite(t *testing.T, store assessments.Store) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := store.Write(ctx, neverRuns(t)); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
}

func closedWrite(t *testing.T, store assessments.Store) {
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	if err := store.Write(t.Context(), neverRuns(t)); err == nil {
		t.Error("a closed store took a write")
	}
	if err := store.Wipe(t.Context(), NoteNothing); err == nil {
		t.Error("a closed store was wiped")
	}
}
