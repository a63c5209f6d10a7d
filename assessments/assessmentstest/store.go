// Package assessmentstest holds the conformance suite of [assessments.Store].
// The contract is written on the interface's methods; this is the same contract
// as tests, so that a new kind of store is held to it by one call.
//
// It also makes what can be kept, valid and with ids that count up, for the
// tests of whatever stands around the domain.
package assessmentstest

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// tests are named by what must hold.
type tests map[string]func(*testing.T, assessments.Store)

// TestStore runs the conformance suite. open returns a new, empty store of its
// own at each call and closes it when t ends; a test may close it before that.
func TestStore(t *testing.T, open func(t *testing.T) assessments.Store) {
	run(t, open, map[string]tests{
		"instruments":   ofInstruments,
		"organisations": ofOrganisations,
		"verification":  ofVerification,
		"accounts":      ofAccounts,
		"keys":          ofKeys,
		"claims":        ofClaims,
		"grants":        ofGrants,
		"replays":       ofReplays,
		"times":         ofTimes,
		"lists":         ofLists,
		"sight":         ofSight,
		"erasure":       ofErasure,
		"transactions":  ofTransactions,
		"readers":       ofReaders,
		"assessments":   ofAssessments,
		"invitations":   ofInvitations,
		"responses":     ofResponses,
		"response keys": ofResponseKeys,
		"closing":       ofClosing,
		"results":       ofResults,
		"sessions":      ofSessions,
		"quotas":        ofHeld,
	})
}

// TestEnds runs the part of it in which answers and their keys end, for a store
// that deletes them in another way. All else never comes to that.
func TestEnds(t *testing.T, open func(t *testing.T) assessments.Store) {
	run(t, open, map[string]tests{"closing": ofClosing, "response keys": ofResponseKeys})
}

func run(t *testing.T, open func(t *testing.T) assessments.Store, subjects map[string]tests) {
	for subject, all := range subjects {
		for name, test := range all {
			t.Run(subject+"/"+name, func(t *testing.T) {
				t.Parallel()
				test(t, open(t))
			})
		}
	}
}

// write runs fn in a transaction that must succeed.
func write(t *testing.T, store assessments.Store, fn func(tx assessments.Tx) error) {
	t.Helper()
	if err := store.Write(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}

// Add keeps things in one transaction, those first that others hang on. The
// instrument versions of assessments are pinned. A result is kept as one that
// nobody answered.
func Add(t testing.TB, store assessments.Store, things ...any) {
	t.Helper()
	ctx := t.Context()
	for _, thing := range things {
		if a, is := thing.(assessments.Assessment); is {
			if err := store.PinInstrument(ctx, a.Instrument, a.Version, digestA); err != nil {
				t.Fatal(err)
			}
		}
	}
	err := store.Write(ctx, func(tx assessments.Tx) error {
		for _, thing := range things {
			if err := addOne(ctx, tx, thing); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func addOne(ctx context.Context, tx assessments.Tx, thing any) error {
	switch thing := thing.(type) {
	case assessments.Organisation:
		return tx.AddOrganisation(ctx, thing)
	case assessments.Account:
		return tx.AddAccount(ctx, thing)
	case assessments.Key:
		return tx.AddKey(ctx, thing)
	case assessments.Claim:
		return tx.AddClaim(ctx, thing)
	case assessments.Grant:
		return tx.AddGrant(ctx, thing)
	case access.KeptReplay:
		return tx.KeepReplay(ctx, thing)
	case assessments.Assessment:
		return tx.AddAssessment(ctx, thing)
	case Invited:
		return tx.AddInvitation(ctx, thing.Invitation, thing.Keys)
	case assessments.Response:
		return tx.AddResponse(ctx, thing)
	case assessments.StoredResult:
		return tx.AddResult(ctx, thing, new(scoring.Tallies))
	case assessments.Link:
		return tx.AddLink(ctx, thing)
	case assessments.Session:
		return tx.AddSession(ctx, thing)
	case assessments.Plan:
		return tx.AddPlan(ctx, thing)
	default:
		return errors.New("nothing that a store keeps")
	}
}

// Check holds what was read against what is wanted. A list with nothing in it
// is the same as none.
func Check[T any](t *testing.T, got T, err error, want T) {
	t.Helper()
	if err != nil {
		t.Errorf("want %+v, got error %v", want, err)
		return
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("want (-), got (+):\n%s", diff)
	}
}

// CheckKind checks what kind of error err is.
func CheckKind(t *testing.T, err error, want fault.Kind) {
	t.Helper()
	if got := fault.KindOf(err); got != want || err == nil {
		t.Errorf("got kind %q (%v), want %q", got, err, want)
	}
}

func idsOf[T any](things []T, id func(T) string) []string {
	ids := make([]string, len(things))
	for i, thing := range things {
		ids[i] = id(thing)
	}
	return ids
}
