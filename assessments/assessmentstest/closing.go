package assessmentstest

import (
	"testing"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

var ofClosing = tests{
	"keeps the bare hashes of those not withdrawn, and no response":  closeResponses,
	"twice keeps them, and makes room for as many again":             closeTwice,
	"cancelling keeps no response, and the invitations":              deleteResponses,
	"a key that a partner holds reads no result once it may not act": partnerKeysEnd,
	"leaves other assessments as they are":                           closingLeavesOthers,
	"an organisation that goes takes all of it along":                assessmentGoesWithOrganisation,
	"a label that is only the start of a hash reads nothing":         resultKeyByShortLabel,
}

// addAnswered adds assessments 10 and 11 of organisation 1, each with an
// invitation, a submitted response, a draft, a withdrawn response, and an answer
// kept for whoever sent one. Their numbers are those of the assessment times 10,
// and up.
func addAnswered(t *testing.T, store assessments.Store) {
	t.Helper()
	Add(t, store, Organisation(1), Organisation(2), Replay(1, ID(1)))
	for n := 10; n <= 11; n++ {
		withdrawn := Response(10*n+2, ID(n), scoring.Lived)
		withdrawn.State = assessments.Withdrawn
		Add(t, store, Assessment(n, ID(1)), Invitation(10*n+5, ID(n)),
			FullResponse(10*n, ID(n), scoring.Lived), Response(10*n+1, ID(n), scoring.Learnt), withdrawn, assessmentReplay(n))
	}
}

// assessmentReplay is an answer that goes with the nth assessment.
func assessmentReplay(n int) access.KeptReplay {
	answer := Replay(1000+n, "")
	answer.Assessment = ID(n)
	return answer
}

// checkAnswered checks that what addAnswered added for an assessment is there:
// responses, the readers they became, invitations.
func checkAnswered(t *testing.T, store assessments.Store, n int, responses, readers, invited bool) {
	t.Helper()
	ctx := t.Context()
	there := func(what string, err error, want bool) {
		t.Helper()
		if got := err == nil; got != want || err != nil && fault.KindOf(err) != fault.NotFound {
			t.Errorf("assessment %d, %s: there %t (%v), want %t", n, what, got, err, want)
		}
	}
	for r := 10 * n; r < 10*n+3; r++ {
		_, err := store.Response(ctx, ID(n), ResponseID(r))
		there("response", err, responses)
		_, err = store.ResponseAt(ctx, Locator(n), ResponseID(r))
		there("response at its place", err, responses)
		assessment, hash, err := store.ResultKeyAt(ctx, Locator(n), Hash(r).Label())
		there("reader", err, readers && r < 10*n+2)
		if err == nil && (assessment != ID(n) || hash != Hash(r)) {
			t.Errorf("the key of response %d reads %s with hash %s", r, assessment, hash)
		}
	}
	_, err := store.Replay(ctx, assessmentReplay(n).ID)
	there("answer", err, responses)
	_, _, err = store.InvitationByLabel(ctx, Hash(10*n+5).Label())
	there("invitation", err, invited)
	submitted, err := store.SubmittedResponses(ctx, ID(n), page)
	if err != nil || (len(submitted) == 1) != responses {
		t.Errorf("assessment %d has %d submitted responses (%v)", n, len(submitted), err)
	}
}

// emptied is for whoever does not care whether wiping is owed.
func emptied(_ bool, err error) error { return err }

func closeResponses(t *testing.T, store assessments.Store) {
	addAnswered(t, store)
	checkAnswered(t, store, 10, true, false, true)
	write(t, store, func(tx assessments.Tx) error { return emptied(tx.CloseResponses(t.Context(), ID(10), Noon)) })
	checkAnswered(t, store, 10, false, true, true)
	checkAssessment(t, store, Assessment(10, ID(1)))
}

func closeTwice(t *testing.T, store assessments.Store) {
	addAnswered(t, store)
	for range 2 {
		write(t, store, func(tx assessments.Tx) error { return emptied(tx.CloseResponses(t.Context(), ID(10), Noon)) })
		checkAnswered(t, store, 10, false, true, true)
	}
	if err := store.Wipe(t.Context(), NoteNothing); err != nil {
		t.Fatal(err)
	}
	checkAnswered(t, store, 10, false, true, true)
	Add(t, store, FullResponse(100, ID(10), scoring.Lived)) // its id and key are free again
	checkResponse(t, store, FullResponse(100, ID(10), scoring.Lived))
}

func deleteResponses(t *testing.T, store assessments.Store) {
	addAnswered(t, store)
	for range 2 {
		write(t, store, func(tx assessments.Tx) error { return emptied(tx.DeleteResponses(t.Context(), ID(10))) })
		checkAnswered(t, store, 10, false, false, true)
	}
	checkAssessment(t, store, Assessment(10, ID(1)))
}

func closingLeavesOthers(t *testing.T, store assessments.Store) {
	addAnswered(t, store)
	write(t, store, func(tx assessments.Tx) error {
		if err := emptied(tx.CloseResponses(t.Context(), ID(10), Noon)); err != nil {
			return err
		}
		return emptied(tx.DeleteResponses(t.Context(), ID(99)))
	})
	checkAnswered(t, store, 11, true, false, true)
	checkReplay(t, store, Replay(1, ID(1)))
}

func assessmentGoesWithOrganisation(t *testing.T, store assessments.Store) {
	addAnswered(t, store)
	write(t, store, func(tx assessments.Tx) error {
		if err := emptied(tx.CloseResponses(t.Context(), ID(10), Noon)); err != nil {
			return err
		}
		return tx.AddNotes(t.Context(), ID(10), []assessments.KeptNote{Note(1)})
	})
	others := FullAssessment(12, ID(2))
	Add(t, store, StoredResult(Assessment(10, ID(1))), Link(20, ID(10)), Plan(30, ID(10)),
		others, StoredResult(others), Link(22, ID(12)), Plan(40, ID(12)), FullResponse(120, ID(12), scoring.Lived))
	write(t, store, func(tx assessments.Tx) error { return tx.DeleteOrganisation(t.Context(), ID(1)) })

	for n := 10; n <= 11; n++ {
		checkAnswered(t, store, n, false, false, false)
	}
	ctx := t.Context()
	gone, stays := map[string]error{}, map[string]error{}
	for id, errs := range map[string]map[string]error{ID(10): gone, ID(12): stays} {
		_, errs["assessment"] = store.Assessment(ctx, id)
		_, errs["result"] = store.Result(ctx, id)
		_, errs["plan"] = store.Plan(ctx, id)
	}
	_, gone["link"] = store.LinkByLabel(ctx, Hash(20).Label())
	_, stays["link"] = store.LinkByLabel(ctx, Hash(22).Label())
	_, stays["response"] = store.Response(ctx, ID(12), ResponseID(120))
	for what, err := range gone {
		if fault.KindOf(err) != fault.NotFound {
			t.Errorf("the %s of the organisation that went is there (%v)", what, err)
		}
	}
	for what, err := range stays {
		if err != nil {
			t.Errorf("the %s of another organisation: %v", what, err)
		}
	}
	notes, err := store.Notes(ctx, ID(10), page)
	Check(t, notes, err, nil)
}

func resultKeyByShortLabel(t *testing.T, store assessments.Store) {
	addAnswered(t, store)
	write(t, store, func(tx assessments.Tx) error { return emptied(tx.CloseResponses(t.Context(), ID(10), Noon)) })
	label := Hash(100).Label()
	for _, short := range []string{"", label[:1], label[:15], label[:15] + "g", "\x00"} {
		_, _, err := store.ResultKeyAt(t.Context(), Locator(10), short)
		CheckKind(t, err, fault.NotFound)
	}
	_, _, err := store.ResultKeyAt(t.Context(), Locator(11), label)
	CheckKind(t, err, fault.NotFound)
}

// Grants 21 and 22 of partner 8 ended: one was revoked, one expired. Grant 23
// holds, and there never was a grant 29.
func partnerKeysEnd(t *testing.T, store assessments.Store) {
	revoked, expired := Grant(21, ID(1), ID(8)), Grant(22, ID(1), ID(8))
	revoked.RevokedAt, expired.ExpiresAt = Noon, Noon
	Add(t, store, Organisation(1), Partner(8), revoked, expired, Grant(23, ID(1), ID(8)), Assessment(10, ID(1)))
	reads := map[string]bool{"": true, ID(21): false, ID(22): false, ID(23): true, ID(29): false}
	number := map[string]int{}
	for grant := range reads {
		n := 100 + len(number)
		number[grant] = n
		entered := FullResponse(n, ID(10), scoring.Lived)
		entered.Grant = grant
		Add(t, store, entered)
		checkResponse(t, store, entered)
	}
	write(t, store, func(tx assessments.Tx) error { return emptied(tx.CloseResponses(t.Context(), ID(10), Noon)) })
	for grant, want := range reads {
		_, _, err := store.ResultKeyAt(t.Context(), Locator(10), Hash(number[grant]).Label())
		if got := err == nil; got != want {
			t.Errorf("entered under grant %q: reads the result %t (%v), want %t", grant, got, err, want)
		}
	}
}
