package api_test

import (
	"context"
	"maps"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/assessmentstest"
	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/result"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
	"github.com/sevenrungs/sevenrungs/internal/apitest"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// field is a world in which a period is about to be frozen. Its funder has
// programmes of every sort, and 74 organisations take part, each in one.
type field struct {
	*world

	members    []member
	programmes map[string]comparisons.Programme // by what they are for
}

// member is an organisation with its key and its shares, by what they are for.
type member struct {
	id, key string
	shares  map[string]string
}

// The programmes of a field.
const (
	whole     = "whole"     // the first 20 organisations, of 20 controllers; the next 10 are in none
	nobodyIn  = "none"      // nobody
	single    = "one"       // 1 organisation
	few       = "four"      // 4
	nine      = "nine"      // 9
	dominated = "dominated" // 30, 8 of one controller
	period    = "2026"
	next      = "2027" // for the whole and the nine
)

// compared is how long each period of a field lasts; it is frozen at its end,
// when the next begins.
const compared = 365 * 24 * time.Hour

// fields are made once: to make one takes several hundred writes.
var fields databasetest.First[*field]

// newField makes a field and waits until the day of the freeze.
func newField(t testing.TB, address string) *field {
	t.Helper()
	first := fields.In(t, address, func() *field {
		f := &field{firstWorld(t, address).again(), nil, map[string]comparisons.Programme{}}
		f.prepare(t, address, f.moveIn)
		return f
	})
	f := &field{first.again(), nil, maps.Clone(first.programmes)}
	for _, m := range first.members {
		f.members = append(f.members, member{m.id, m.key, maps.Clone(m.shares)})
	}
	f.open(t, address)
	return f
}

// moveIn has all move in who take part.
func (f *field) moveIn(t testing.TB) {
	t.Helper()
	f.settle(t)
	began := f.service.Now()
	over := began.Add(compared)
	f.periods(t)
	for _, name := range []string{nobodyIn, single, few, dominated} {
		f.programmes[name] = f.programme(t, f.ids["funders"], period)
	}
	for _, name := range []string{whole, nine} {
		f.programmes[name] = f.programme(t, f.ids["funders"], period, next)
	}
	for i := range 74 {
		m := f.member(t, i, began)
		for name, in := range map[string]bool{whole: i < 20, single: i == 30, few: i > 30 && i < 35, nine: i >= 35 && i < 44, dominated: i >= 44} {
			if in {
				m.shares[name] = f.share(t, m.id, f.programmes[name].JoinCode).ID
			}
		}
		f.members = append(f.members, m)
	}
	f.past.Store(int64(over.Sub(start)))
}

// periods makes two, one after the other.
func (f *field) periods(t testing.TB) {
	t.Helper()
	opens := f.service.Now()
	for _, name := range []string{period, next} {
		over := opens.Add(compared)
		if _, err := f.comparing.CreatePeriod(t.Context(), byOperator, comparisons.PeriodInput{Name: name, OpensAt: opens, ClosesAt: over, FreezeAt: over}, nil); err != nil {
			t.Fatal(err)
		}
		opens = over
	}
}

// member adds a verified organisation that closed an assessment. The last 8 are of
// one controller.
func (f *field) member(t testing.TB, i int, at time.Time) member {
	t.Helper()
	created := f.createOrganisation(t)
	controller := created.ID
	if i > 66 {
		controller = f.members[66].id
	}
	f.verified(t, created.ID, controller, at)
	m := member{id: created.ID, key: created.Key.Secret.Reveal(), shares: map[string]string{}}
	f.assessed(t, m, at, func(q int) int { return 1 + (i+q)%7 })
	return m
}

// verified has an organisation verified, in the sector D.
func (f *field) verified(t testing.TB, id, controller string, at time.Time) {
	t.Helper()
	f.change(t, func(tx assessments.Tx) error {
		o, err := tx.Organisation(t.Context(), id)
		if err != nil {
			return err
		}
		o.Sector = "D"
		o.Verification = assessments.Verification{State: assessments.Verified, Controller: controller, DecidedAt: at}
		return tx.SaveOrganisation(t.Context(), o)
	})
}

// assessed adds an assessment that a member closed, and returns its result. Both
// voices give each question the same answer.
func (f *field) assessed(t testing.TB, m member, at time.Time, answer func(q int) int) *scoring.Result {
	t.Helper()
	stored, tallies := f.stored(m.id, at, func(_ scoring.Voice, q int) scoring.Answer { return scoring.Answer(answer(q)) })
	f.change(t, func(tx assessments.Tx) error {
		return keepResult(t.Context(), tx, &stored, tallies)
	})
	return stored.Result
}

// change writes what no call of the API would.
func (w *world) change(t testing.TB, fn func(assessments.Tx) error) {
	t.Helper()
	if err := w.service.Store.Write(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}

// stored is an assessment that an organisation closed an hour after a time, and
// what came of it. Of each voice there are twelve people who say the same.
func (w *world) stored(organisation string, at time.Time, says func(v scoring.Voice, question int) scoring.Answer) (assessments.StoredResult, *scoring.Tallies) {
	in := w.service.Catalogue.Find("coproduction-ladder", "")
	scored, tallies := assessmentstest.ScoredByTwelve(in, says)
	a := assessments.Assessment{
		Maker: assessmentstest.Own(),
		ID:    w.service.NewID(), Organisation: organisation, Instrument: in.ID, Version: in.Version, State: assessments.Closed,
		Terms: assessments.Terms{
			Scope: instrument.ServiceScope, Minimums: scoring.DefaultMinimums(),
			Answering: [...]assessments.Answering{scoring.Lived: assessments.Individually, scoring.Learnt: assessments.AsTeam},
		},
		Setup:     assessments.Setup{Title: "Short breaks"},
		CreatedAt: at, UpdatedAt: at, ClosedAt: at.Add(time.Hour), Revision: 1,
	}
	return assessments.StoredResult{
		Assessment: a,
		Scored:     result.Scored{Result: scored, ScoringVersion: scoring.Version, Receipt: result.KeptReceipt("sha256:"+strings.Repeat("0", 64), result.NewestForm)},
	}, tallies
}

func keepResult(ctx context.Context, tx assessments.Tx, o *assessments.StoredResult, tallies *scoring.Tallies) error {
	if err := tx.AddAssessment(ctx, o.Assessment); err != nil {
		return err
	}
	if err := tx.AddResult(ctx, *o, tallies); err != nil {
		return err
	}
	scores, counts := assessments.Contribution(o.Result)
	if !counts {
		return nil
	}
	return tx.AddContribution(ctx, o.Assessment.ID, scores)
}

// freeze freezes the period, with noise of its own that is always the same.
func (f *field) freeze(t testing.TB) {
	t.Helper()
	f.freezePeriod(t, period)
}

// freezeNext lets the next period go by, and freezes it.
func (f *field) freezeNext(t testing.TB) {
	t.Helper()
	f.wait(compared)
	f.freezePeriod(t, next)
}

func (f *field) freezePeriod(t testing.TB, name string) {
	t.Helper()
	f.comparing.Random = rand.NewChaCha8([32]byte([]byte("some noise for tests, 32 bytes..")))
	if got := f.as(t, operator).Post("/v1/periods/"+name+"/freeze", nil); got.Status != 200 {
		t.Fatalf("freeze: %d %s", got.Status, got.Body)
	}
}

func (f *field) path(programme string) string { return f.pathIn(programme, period) }

func (f *field) pathIn(programme, period string) string {
	return "/v1/programmes/" + f.programmes[programme].ID + "/releases/" + period
}

// release reads a release as the funder.
func (f *field) release(t testing.TB, programme string, headers ...string) *apitest.Response {
	t.Helper()
	return f.as(t, funder).Get(f.path(programme), headers...)
}
