package assessmentstest

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/instrument/instrumenttest"
	"github.com/sevenrungs/sevenrungs/assessments/result"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
	"github.com/sevenrungs/sevenrungs/assessments/tries"
)

var ofResults = tests{
	"any result reads back as it was shown":                 resultsReadBack,
	"there is one result, once and for all":                 resultIsWrittenOnce,
	"notes read back, each assessment its own":              notesReadBack,
	"links read back, and saving replaces everything":       linksReadBack,
	"two links with one key, or to nothing, are not kept":   linkRefused,
	"plans read back in their order, and saving replaces":   plansReadBack,
	"saving a link or plan that is not there is an error":   saveMissingLinkOrPlan,
	"a plan with nothing in it is not the same as no plan":  emptyPlan,
	"an action that another plan has is kept in neither":    actionTwice,
	"a plan is read whole while somebody changes it":        plansAreWhole,
	"of a long plan every action is kept, in its own place": longPlan,
}

// resultsReadBack draws results of any instrument and any answers, and compares
// them in all that they hold.
func resultsReadBack(t *testing.T, store assessments.Store) {
	Add(t, store, Organisation(1))
	n := 100
	tries.Check(t, func(rt *rapid.T) {
		n++
		in := instrumenttest.Random(rt)
		tallies := randomTallies(rt, in)
		guarded := rapid.Bool().Draw(rt, "guarded")
		a := FullAssessment(n, ID(1))
		want := assessments.StoredResult{
			Assessment: a,
			Scored: result.Scored{
				Result:         scoring.Score(in, tallies, scoring.Minimums{3, 1}).Shown(guarded),
				ScoringVersion: "1." + fmt.Sprint(n), Receipt: result.KeptReceipt("sha256:"+digest(n), rapid.IntRange(1, 9).Draw(rt, "form")),
				Origins: randomOrigins(rt),
			},
		}
		Add(t, store, a)
		write(t, store, func(tx assessments.Tx) error { return tx.AddResult(t.Context(), want, tallies) })
		checkResult(t, rt, store, want)
	})
}

// checkResult reads a result back and compares all of it.
func checkResult(t *testing.T, fails rapid.TB, store assessments.Store, want assessments.StoredResult) {
	t.Helper()
	got, err := store.Result(t.Context(), want.Assessment.ID)
	want.Assessment = assessments.Assessment{}
	same := cmp.Comparer(func(a, b scoring.Index) bool {
		return a.Valid() == b.Valid() && (!a.Valid() || !a.Less(b) && !b.Less(a))
	})
	if diff := cmp.Diff(want, got, same, cmpopts.EquateEmpty()); err != nil || diff != "" {
		fails.Errorf("%v, want (-), got (+):\n%s", err, diff)
	}
}

// randomOrigins are nil where a result was closed before it told of them.
func randomOrigins(t *rapid.T) *result.Origins {
	return rapid.SampledFrom([]*result.Origins{nil, {}, {{Entered: 2, Shared: 1}, {Entered: 3}}, {{}, {Shared: 5}}}).Draw(t, "origins")
}

// randomTallies adds up to 6 responses of each voice up.
func randomTallies(t *rapid.T, in *instrument.Instrument) *scoring.Tallies {
	tallies := scoring.NewTallies(in)
	for _, voice := range scoring.Voices {
		for range rapid.IntRange(0, 6).Draw(t, "responses") {
			answers := rapid.SliceOfN(rapid.IntRange(int(scoring.PreferNotToSay), in.Top()), len(in.Questions), len(in.Questions)).Draw(t, "answers")
			r := scoring.Response{Voice: voice, People: rapid.IntRange(1, 9).Draw(t, "people")}
			for _, answer := range answers {
				r.Answers = append(r.Answers, scoring.Answer(answer)) //nolint:gosec // G115: drawn above, from -3 to 12
			}
			tallies.Add(&r)
		}
	}
	return tallies
}

func resultIsWrittenOnce(t *testing.T, store assessments.Store) {
	a := FullAssessment(10, ID(1))
	want := StoredResult(a)
	Add(t, store, Organisation(1), a, want)
	again := want
	again.Receipt = result.KeptReceipt(digestB, 1)
	for _, stored := range []assessments.StoredResult{again, StoredResult(FullAssessment(99, ID(1)))} {
		err := store.Write(t.Context(), func(tx assessments.Tx) error { return tx.AddResult(t.Context(), stored, new(scoring.Tallies)) })
		if err == nil {
			t.Error("a second result, or one of nothing, was kept")
		}
	}
	checkResult(t, t, store, want)
}

func notesReadBack(t *testing.T, store assessments.Store) {
	Add(t, store, Organisation(1), FullAssessment(10, ID(1)), FullAssessment(11, ID(1)))
	write(t, store, func(tx assessments.Tx) error {
		if err := tx.AddNotes(t.Context(), ID(10), nil); err != nil {
			return err
		}
		if err := tx.AddNotes(t.Context(), ID(10), []assessments.KeptNote{Note(2), Note(1)}); err != nil {
			return err
		}
		return tx.AddNotes(t.Context(), ID(11), []assessments.KeptNote{Note(1)})
	})
	for assessment, want := range map[string][]assessments.KeptNote{
		ID(10): {Note(1), Note(2)}, ID(11): {Note(1)}, ID(12): nil, "": nil, "\x00\xff": nil,
	} {
		got, err := store.Notes(t.Context(), assessment, page)
		Check(t, got, err, want)
	}
}

func linksReadBack(t *testing.T, store assessments.Store) {
	little, full, other := Link(20, ID(10)), Link(20, ID(10)), Link(21, ID(10))
	full.Maker = Partnered(8, ID(9))
	full.Term = assessments.Term{ExpiresAt: Noon.Add(time.Hour), RevokedAt: Noon.Add(time.Minute)}
	Add(t, store, Organisation(1), FullAssessment(10, ID(1)), FullAssessment(11, ID(1)), little, other)
	for _, want := range []assessments.Link{full, little} {
		write(t, store, func(tx assessments.Tx) error { return tx.SaveLink(t.Context(), want) })
		got, err := store.Link(t.Context(), ID(10), want.ID)
		Check(t, got, err, want)
		got, err = store.LinkByLabel(t.Context(), want.Hash.Label())
		Check(t, got, err, want)
		all, err := store.Links(t.Context(), ID(10), page)
		Check(t, all, err, []assessments.Link{want, other})
	}
	_, err := store.Link(t.Context(), ID(11), little.ID)
	CheckKind(t, err, fault.NotFound)
}

func linkRefused(t *testing.T, store assessments.Store) {
	first := Link(20, ID(10))
	Add(t, store, Organisation(1), FullAssessment(10, ID(1)), first)
	sameKey := Link(21, ID(10))
	sameKey.Hash = first.Hash
	for _, link := range []assessments.Link{sameKey, Link(22, ID(99))} {
		if err := store.Write(t.Context(), func(tx assessments.Tx) error { return tx.AddLink(t.Context(), link) }); err == nil {
			t.Errorf("kept %+v", link)
		}
	}
}

func plansReadBack(t *testing.T, store assessments.Store) {
	first, other := Plan(20, ID(10)), Plan(30, ID(11))
	Add(t, store, Organisation(1), FullAssessment(10, ID(1)), FullAssessment(11, ID(1)), first, other)
	changed := Plan(20, ID(10))
	changed.Revision = 2
	changed.Actions = append(changed.Actions[1:], assessments.Action{ID: ID(25), Text: "New.", State: assessments.ActionDropped})
	for _, want := range []assessments.Plan{first, changed, first} {
		write(t, store, func(tx assessments.Tx) error { return tx.SavePlan(t.Context(), want) })
		for _, plan := range []assessments.Plan{want, other} {
			got, err := store.Plan(t.Context(), plan.Assessment)
			Check(t, got, err, plan)
		}
	}
}

func saveMissingLinkOrPlan(t *testing.T, store assessments.Store) {
	Add(t, store, Organisation(1), FullAssessment(10, ID(1)), Link(20, ID(10)))
	if err := store.Write(t.Context(), func(tx assessments.Tx) error { return tx.SaveLink(t.Context(), Link(21, ID(10))) }); err == nil {
		t.Error("saved a link that is not there")
	}
	if err := store.Write(t.Context(), func(tx assessments.Tx) error { return tx.SavePlan(t.Context(), Plan(30, ID(10))) }); err == nil {
		t.Error("saved a plan that is not there")
	}
	_, err := store.Plan(t.Context(), ID(10))
	CheckKind(t, err, fault.NotFound)
}

func emptyPlan(t *testing.T, store assessments.Store) {
	empty := assessments.Plan{Assessment: ID(10), Revision: 1}
	Add(t, store, Organisation(1), FullAssessment(10, ID(1)), FullAssessment(11, ID(1)), empty)
	got, err := store.Plan(t.Context(), ID(10))
	Check(t, got, err, empty)
	_, err = store.Plan(t.Context(), ID(11))
	CheckKind(t, err, fault.NotFound)
}

func actionTwice(t *testing.T, store assessments.Store) {
	Add(t, store, Organisation(1), FullAssessment(10, ID(1)), FullAssessment(11, ID(1)), Plan(20, ID(10)))
	if err := store.Write(t.Context(), func(tx assessments.Tx) error { return tx.AddPlan(t.Context(), Plan(20, ID(11))) }); err == nil {
		t.Error("two plans have one action")
	}
	_, err := store.Plan(t.Context(), ID(11))
	CheckKind(t, err, fault.NotFound)
}

// A plan takes more than one row. While it changes between two states, whoever
// reads it sees one or the other.
func plansAreWhole(t *testing.T, store assessments.Store) {
	one, two := Plan(20, ID(10)), assessments.Plan{Assessment: ID(10), Revision: 2}
	Add(t, store, Organisation(1), FullAssessment(10, ID(1)), one)
	done := make(chan error)
	go func() {
		var err error
		for i := 0; i < 50 && err == nil; i++ {
			err = store.Write(t.Context(), func(tx assessments.Tx) error { return tx.SavePlan(t.Context(), []assessments.Plan{two, one}[i%2]) })
		}
		done <- err
	}()
	for {
		select {
		case err := <-done:
			if err != nil {
				t.Error(err)
			}
			return
		default:
		}
		got, err := store.Plan(t.Context(), ID(10))
		if err != nil || (got.Revision == 1) != (len(got.Actions) == 2) {
			t.Fatalf("revision %d was read with %d actions (%v)", got.Revision, len(got.Actions), err)
		}
	}
}

func longPlan(t *testing.T, store assessments.Store) {
	long := assessments.Plan{Assessment: ID(10), Revision: 1}
	for n := range assessments.MaxActions {
		long.Actions = append(long.Actions, assessments.Action{ID: ID(100 + n), Text: fmt.Sprint(n), State: assessments.ActionOpen})
	}
	slices.Reverse(long.Actions)
	Add(t, store, Organisation(1), FullAssessment(10, ID(1)), long)
	got, err := store.Plan(t.Context(), ID(10))
	Check(t, got, err, long)
}
