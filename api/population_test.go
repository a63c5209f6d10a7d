package api_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/release"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
	"github.com/sevenrungs/sevenrungs/internal/apitest"
)

// population is a world in which three funders work together to find out the scores
// of single organisations, with the help of some of these. Two periods go by,
// and everybody's scores stay the same, which is the easiest for them.
type population struct {
	*world

	file    string    // its database
	funders [3]string // their keys
	wards   []ward
	folk    []resident
	made    time.Time                   // when the first period began
	counted map[string]map[string][]int // who counts: by period, then by programme or sector
}

// resident is an organisation of a town.
type resident struct {
	id, key, sector string // a key only for those who read or act
	says            [len(scoring.Voices)][]scoring.Answer
	scores          release.Scores    // what counts in releases
	figures         release.Figures   // what its own result shows
	shares          map[string]string // by programme
}

// ward is a programme, made so that some are single in the difference of two.
type ward struct {
	comparisons.Programme

	name        string
	funder      int
	first, next int // of those who join it at once
}

// Organisations of a town that do something. The others only count.
const (
	people  = 150
	joiner  = 112 // joins a programme after the first freeze
	leaver  = 132 // leaves one
	undoer  = 140 // joins one before the first freeze, and leaves it after
	mover   = 141 // changes its sector after the first freeze
	eraser  = 142 // leaves the service
	holiday = 143 // withdraws from the benchmark before the first freeze
)

// peers are those who help the funders. Each is in several programmes.
var peers = []int{5, 20, 105}

// periods of a town.
var periods = []string{"2026", "2027"}

// newPopulation makes a town in its first period. What its peers score is always the
// same, and what the others do goes by the seed.
func newPopulation(t testing.TB, seed uint64) *population {
	t.Helper()
	file := newFile(t)
	tn := &population{world: newWorld(t, file), file: file, counted: map[string]map[string][]int{}}
	tn.settle(t)
	tn.made = tn.service.Now()
	for i, name := range periods {
		opens := tn.made.Add(time.Duration(i) * compared)
		in := comparisons.PeriodInput{Name: name, OpensAt: opens, ClosesAt: opens.Add(compared), FreezeAt: opens.Add(compared)}
		if _, err := tn.comparing.CreatePeriod(t.Context(), byOperator, in, nil); err != nil {
			t.Fatal(err)
		}
	}
	tn.declare(t)
	usual, own := rand.New(rand.NewPCG(seed, 1)), rand.New(rand.NewPCG(0, 2))
	for i := range people {
		random := usual
		if slices.Contains(peers, i) {
			random = own
		}
		tn.folk = append(tn.folk, resident{id: tn.service.NewID(), sector: []string{"C", "D"}[i%2], says: opinions(random), shares: map[string]string{}})
	}
	tn.write(t, tn.registerAll)
	tn.writeCompared(t, tn.agreeAll)
	for _, i := range append([]int{joiner, leaver, undoer, mover, eraser, holiday}, peers...) {
		tn.folk[i].key = tn.createKey(t, assessments.Principal{Role: access.OrganisationRole, ID: tn.folk[i].id}).Secret.Reveal()
	}
	tn.write(t, tn.assessAll)
	return tn
}

// declare makes the funders and what each of them compares.
func (tn *population) declare(t testing.TB) {
	t.Helper()
	var ids [len(tn.funders)]string
	for i := range ids {
		tn.funders[i], ids[i] = tn.createAccount(t, access.FunderRole)
	}
	tn.wards = []ward{
		{name: "near", funder: 0, first: 0, next: 12},
		{name: "and one", funder: 1, first: 0, next: 13},
		{name: "and two", funder: 2, first: 0, next: 14},
		{name: "left", funder: 0, first: 18, next: 30},
		{name: "right", funder: 1, first: 30, next: 42},
		{name: "both and one", funder: 2, first: 18, next: 43},
		{name: "wide", funder: 0, first: 70, next: 100},
		{name: "large", funder: 1, first: 75, next: 140},
		{name: "one joins", funder: 2, first: 100, next: joiner},
		{name: "one leaves", funder: 2, first: 120, next: leaver + 1},
	}
	for from := 50; from < 65; from += 5 { // three, four and five
		for i := range tn.funders {
			tn.wards = append(tn.wards, ward{name: fmt.Sprint("tiny ", from, "-", i), funder: i, first: from, next: from + 3 + i})
		}
	}
	for i := range tn.wards {
		w := &tn.wards[i]
		w.Programme = tn.programme(t, ids[w.funder], periods...)
	}
}

// everyone is all who were ever in a town.
func everyone() (all []int) {
	for i := range people {
		all = append(all, i)
	}
	return all
}

// singled are those who are the difference of what was compared, by what all
// three funders know together.
func singled() []int { return append(singledClosely(), 12, 13, 42, joiner, leaver) }

// singledClosely are those of them who are one more than three or four.
func singledClosely() []int { return []int{53, 54, 58, 59, 63, 64} }

// opinions are what the two voices of an organisation say: around the middle,
// and staff often one higher.
func opinions(random *rand.Rand) (says [len(scoring.Voices)][]scoring.Answer) {
	level := func(f float64) scoring.Answer { return scoring.Answer(max(1, min(release.Rungs, math.Round(f)))) }
	higher := float64(random.IntN(2))
	for range release.Principles {
		middle := 3.5 + 1.2*random.NormFloat64()
		for range 4 {
			lived := middle + 0.7*random.NormFloat64()
			says[scoring.Lived] = append(says[scoring.Lived], level(lived))
			says[scoring.Learnt] = append(says[scoring.Learnt], level(lived+higher))
		}
	}
	return says
}

// write writes what no call of the API would.
func (w *world) write(t testing.TB, do func(context.Context, assessments.Tx) error) {
	t.Helper()
	if err := w.service.Store.Write(t.Context(), func(tx assessments.Tx) error { return do(t.Context(), tx) }); err != nil {
		t.Fatal(err)
	}
}

// writeCompared does so with what is compared.
func (w *world) writeCompared(t testing.TB, do func(context.Context, comparisons.Tx) error) {
	t.Helper()
	if err := w.comparing.Store.Write(t.Context(), func(tx comparisons.Tx) error { return do(t.Context(), tx) }); err != nil {
		t.Fatal(err)
	}
}

// registerAll registers everybody, verified.
func (tn *population) registerAll(ctx context.Context, tx assessments.Tx) error {
	for _, r := range tn.folk {
		if err := tx.AddOrganisation(ctx, approveOrganisation(r.id, r.sector, tn.service.Now())); err != nil {
			return err
		}
	}
	return nil
}

// agreeAll has everybody agree to be compared.
func (tn *population) agreeAll(ctx context.Context, tx comparisons.Tx) error {
	now := tn.service.Now()
	for i := range tn.folk {
		r := &tn.folk[i]
		share := comparisons.Share{ID: tn.service.NewID(), Organisation: r.id, Purpose: release.InBenchmark, TextVersion: comparisons.ConsentVersion, GrantedAt: now}
		r.shares[""] = share.ID
		if err := tx.AddShare(ctx, share); err != nil {
			return err
		}
		for _, w := range tn.wards {
			if i < w.first || i >= w.next {
				continue
			}
			share.ID, share.Purpose, share.Programme, share.Funder = tn.service.NewID(), release.InProgramme, w.ID, w.Funder
			r.shares[w.ID] = share.ID
			if err := tx.AddShare(ctx, share); err != nil {
				return err
			}
		}
	}
	return nil
}

// assessAll has everybody who is still there answer as ever.
func (tn *population) assessAll(ctx context.Context, tx assessments.Tx) error {
	for i := range tn.folk {
		r := &tn.folk[i]
		if r.id == "" {
			continue
		}
		stored, tallies := tn.stored(r.id, tn.service.Now(), func(v scoring.Voice, q int) scoring.Answer { return r.says[v][q] })
		r.scores, r.figures = contributed(stored.Result), assessments.Figures(stored.Result)
		if err := keepResult(ctx, tx, &stored, tallies); err != nil {
			return err
		}
	}
	return nil
}

// contributed is what a result puts into a release, as docs/anonymity.md says.
func contributed(r *scoring.Result) release.Scores {
	s := release.Scores{Rung: r.Rung}
	gaps := 0
	for i, p := range r.Principles {
		s.Principles[i] = p.Index.Rounded(5)
		gaps += p.Gap.Points.Rounded(1)
	}
	s.Gap = scoring.Ratio(gaps, len(r.Principles)).Rounded(5)
	return s
}

// ward returns the programme with a name.
func (tn *population) ward(name string) *ward {
	return &tn.wards[slices.IndexFunc(tn.wards, func(w ward) bool { return w.name == name })]
}

func (tn *population) join(t testing.TB, i int, w *ward) {
	t.Helper()
	tn.folk[i].shares[w.ID] = agree(t, tn.actor(t, i), tn.folk[i].id, release.InProgramme, w.JoinCode)
}

// leave takes a share back. The programme "" is the public benchmark.
func (tn *population) leave(t testing.TB, i int, programme string) {
	t.Helper()
	withdraw(t, tn.actor(t, i), tn.folk[i].id, tn.folk[i].shares[programme])
	delete(tn.folk[i].shares, programme)
}

// actor is one of those who do something.
func (tn *population) actor(t testing.TB, i int) *apitest.Client {
	t.Helper()
	return tn.client.In(t).As(tn.folk[i].key)
}

// freeze lets time go by until a period is frozen, and remembers who counts.
func (tn *population) freeze(t testing.TB, period int) {
	t.Helper()
	who := map[string][]int{}
	for i := range tn.folk {
		r := &tn.folk[i]
		for programme := range r.shares {
			if programme == "" {
				programme = r.sector
			}
			who[programme] = append(who[programme], i)
		}
	}
	tn.counted[periods[period]] = who
	tn.reach(t, compared*time.Duration(period+1))
}

// notice lets time go by to the day on which the readiness of a period is worked
// out.
func (tn *population) notice(t testing.TB, period int) {
	t.Helper()
	tn.reach(t, compared*time.Duration(period+1)-time.Duration(tn.comparing.Policy.NoticeDays)*day)
}

// reach lets time go by, since a town was made, and does what is due.
func (tn *population) reach(t testing.TB, since time.Duration) {
	t.Helper()
	tn.past.Store(int64(since + tn.made.Sub(start)))
	if err := tn.comparing.FreezeDue(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// early lets happen what happens before the first freeze.
func (tn *population) early(t testing.TB) {
	t.Helper()
	tn.join(t, undoer, tn.ward("wide"))
	tn.leave(t, holiday, "")
}

// between lets happen what happens between the two freezes.
func (tn *population) between(t testing.TB) {
	t.Helper()
	tn.join(t, joiner, tn.ward("one joins"))
	tn.leave(t, leaver, tn.ward("one leaves").ID)
	tn.leave(t, undoer, tn.ward("wide").ID)
	moved, erased := &tn.folk[mover], &tn.folk[eraser]
	got := tn.actor(t, mover).Patch("/v1/organisations/"+moved.id, []byte(`{"sector":"C","name":"Moved"}`), "If-Match: *")
	if got.Status != http.StatusOK {
		t.Fatalf("move: %d %s", got.Status, got.Body)
	}
	moved.sector = "C"
	got = tn.actor(t, eraser).Delete("/v1/organisations/"+erased.id, "If-Match: *")
	if got.Status != http.StatusNoContent {
		t.Fatalf("erase: %d %s", got.Status, got.Body)
	}
	erased.id, erased.shares = "", nil
}

// liveOn lets the two periods of a new town go by.
func (tn *population) liveOn(t testing.TB) {
	t.Helper()
	tn.notice(t, 0)
	tn.early(t)
	tn.freeze(t, 0)
	tn.between(t)
	tn.again(t)
}

// again has everybody assess themselves once more, until the second freeze.
func (tn *population) again(t testing.TB) {
	t.Helper()
	tn.write(t, tn.assessAll)
	tn.notice(t, 1)
	tn.freeze(t, 1)
}
