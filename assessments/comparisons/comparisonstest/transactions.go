package comparisonstest

import (
	"context"
	"errors"
	"testing"

	"github.com/sevenrungs/sevenrungs/assessments/assessmentstest"
	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

var ofTransactions = tests{
	"one that fails leaves nothing, and gives its own error": failureLeavesNothing,
	"one sees what it wrote itself, and nobody else does":    readsOwnWrites,
	"a snapshot sees nothing of what is written meanwhile":   snapshotStands,
	"one whose context is cancelled before never runs":       cancelledWrite,
	"one on a closed store never runs":                       closedWrite,
}

func failureLeavesNothing(t *testing.T, store Stores) {
	failure := &fault.Error{Kind: fault.Stale, Detail: "Not today."}
	err := store.Write(t.Context(), func(tx comparisons.Tx) error {
		return errors.Join(tx.AddPeriod(t.Context(), Period("2026", 1)), failure)
	})
	if !errors.Is(err, failure) {
		t.Errorf("got %v, want its own error", err)
	}
	_, err = store.Period(t.Context(), "2026")
	assessmentstest.CheckKind(t, err, fault.NotFound)
}

func readsOwnWrites(t *testing.T, store Stores) {
	write(t, store, func(tx comparisons.Tx) error {
		if err := tx.AddPeriod(t.Context(), Period("2026", 1)); err != nil {
			return err
		}
		_, err := store.Period(t.Context(), "2026")
		assessmentstest.CheckKind(t, err, fault.NotFound)
		got, err := tx.Period(t.Context(), "2026")
		assessmentstest.Check(t, got, err, Period("2026", 1))
		return err
	})
}

func snapshotStands(t *testing.T, store Stores) {
	ctx := t.Context()
	err := store.Snapshot(ctx, func(r comparisons.Reader) error {
		before, err := r.Periods(ctx, page)
		assessmentstest.Check(t, before, err, nil)
		Add(t, store, Period("2026", 1))
		after, err := r.Periods(ctx, page)
		assessmentstest.Check(t, after, err, nil)
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

func neverRuns(t *testing.T) func(comparisons.Tx) error {
	t.Helper()
	return func(comparisons.Tx) error {
		t.Error("it ran")
		return nil
	}
}

func cancelledWrite(t *testing.T, store Stores) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := store.Write(ctx, neverRuns(t)); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
}

func closedWrite(t *testing.T, store Stores) {
	if err := store.Assessments.Close(); err != nil {
		t.Fatal(err)
	}
	if err := store.Write(t.Context(), neverRuns(t)); err == nil {
		t.Error("a closed store took a write")
	}
}
