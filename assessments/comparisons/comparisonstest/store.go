// Package comparisonstest holds the conformance suite of [comparisons.Store]. The
// contract is written on the interfaces' methods; this is the same contract as
// tests, so that a new kind of store is held to it by one call.
//
// It also makes what is compared, for the tests of whatever stands around the
// domain. Organisations and results come from package assessmentstest.
package comparisonstest

import (
	"context"
	"testing"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/assessmentstest"
	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
)

// Stores are both ways into one database: that of what is compared, and that of
// whom and what it is compared of.
type Stores struct {
	comparisons.Store

	Assessments assessments.Store
}

// tests are named by what must hold.
type tests map[string]func(*testing.T, Stores)

// TestStore runs the conformance suite. open returns the ways into a new, empty
// database at each call and closes it when t ends; a test may close it before that.
func TestStore(t *testing.T, open func(t *testing.T) Stores) {
	for subject, all := range map[string]tests{
		"members":      ofMembers,
		"shares":       ofShares,
		"periods":      ofPeriods,
		"publications": ofPublications,
		"trail":        ofTrail,
		"readers":      ofReaders,
		"transactions": ofTransactions,
	} {
		for name, test := range all {
			t.Run(subject+"/"+name, func(t *testing.T) {
				t.Parallel()
				test(t, open(t))
			})
		}
	}
}

const instrumentID = "coproduction-ladder"

var (
	page = access.Page{Limit: 10}
	nth  = assessmentstest.ID
	noon = assessmentstest.Noon
)

// write runs fn in a transaction that must succeed.
func write(t *testing.T, store Stores, fn func(tx comparisons.Tx) error) {
	t.Helper()
	if err := store.Write(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}

// writeBeneath does so on the other way in.
func writeBeneath(t *testing.T, store Stores, fn func(tx assessments.Tx) error) {
	t.Helper()
	if err := store.Assessments.Write(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}

// Add keeps things one after the other, those first that others hang on. What is
// not compared itself is kept by [assessmentstest.Add].
func Add(t testing.TB, store Stores, things ...any) {
	t.Helper()
	for _, thing := range things {
		add := adding(thing)
		if add == nil {
			assessmentstest.Add(t, store.Assessments, thing)
		} else if err := store.Write(t.Context(), func(tx comparisons.Tx) error { return add(t.Context(), tx) }); err != nil {
			t.Fatal(err)
		}
	}
}

// adding returns what keeps a thing, or nil when it is not compared itself.
func adding(thing any) func(context.Context, comparisons.Tx) error {
	switch thing := thing.(type) {
	case comparisons.Period:
		return func(ctx context.Context, tx comparisons.Tx) error { return tx.AddPeriod(ctx, thing) }
	case comparisons.Programme:
		return func(ctx context.Context, tx comparisons.Tx) error { return tx.AddProgramme(ctx, thing) }
	case comparisons.Share:
		return func(ctx context.Context, tx comparisons.Tx) error { return tx.AddShare(ctx, thing) }
	case comparisons.Publication:
		return func(ctx context.Context, tx comparisons.Tx) error { return tx.AddPublication(ctx, thing) }
	}
	return nil
}
