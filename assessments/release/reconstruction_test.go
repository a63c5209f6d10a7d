package release_test

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/sevenrungs/sevenrungs/assessments/release"
	"github.com/sevenrungs/sevenrungs/assessments/release/attack"
)

const (
	aDay   = 24 * 60 * 60
	theEnd = release.Instant(2000 * aDay)
)

// world is a period in which a funder runs programmes that differ by one, and
// wants to know its members' equality. A peer in another funder's programme
// helps it, and a quarter of the scores is known.
type world struct {
	census *release.Census
	scores map[string]release.Scores
	known  map[int]int // equality, by position in the census
	joined []int       // positions of those who are the difference of two programmes
}

func newWorld(seed uint64, prior *[101]float64) *world {
	random := rand.New(rand.NewPCG(seed, 11))
	measure := release.Measure{Instrument: "coproduction-ladder", Series: "coproduction-ladder-1", Scoring: "2", Scope: "strategic"}
	w := &world{scores: map[string]release.Scores{}, known: map[int]int{}, census: &release.Census{
		Period:    release.Period{Name: "2026", Opens: theEnd - 365*aDay, Closes: theEnd, Freeze: theEnd},
		Benchmark: measure, Sectors: []string{"arts", "health"},
		Digest: func(c release.Contribution) string { return c.Organisation },
	}}
	for i := range 150 {
		id := fmt.Sprintf("o%03d", i)
		o := release.Organisation{
			ID: id, Controller: id, Sector: w.census.Sectors[i%2], Verified: true,
			Assessments: []release.Assessment{{ID: id, Closed: theEnd - 1, Published: true, Measure: measure, Complete: true}},
			Shares:      []release.Share{{Purpose: release.InBenchmark}},
		}
		for _, programme := range joins(i) {
			o.Shares = append(o.Shares, release.Share{Purpose: release.InProgramme, Programme: programme})
		}
		if i >= 12 && i < 18 {
			w.joined = append(w.joined, i)
		}
		s := release.Scores{Rung: 1 + random.IntN(release.Rungs), Gap: random.IntN(41) - 20}
		for j := range s.Principles {
			s.Principles[j] = sample(random, prior)
		}
		if random.IntN(4) == 0 && !slices.Contains(w.joined, i) {
			w.known[i] = s.Principles[0]
		}
		w.census.Organisations, w.scores[id] = append(w.census.Organisations, o), s
	}
	for i, id := range []string{"step0", "step1", "step2", "step3", "step4", "step5", "step6", "wide", "other", "theirs"} {
		funder := "curious"
		if id == "theirs" {
			funder = "another"
		}
		w.census.Programmes = append(w.census.Programmes, release.Programme{ID: id, Funder: funder, Declared: release.Instant(i), Measure: measure})
	}
	return w
}

// joins lists the programmes of an organisation: each step is the one before
// and one organisation more.
func joins(i int) (programmes []string) {
	for step := range 7 {
		if i < 12+step {
			programmes = append(programmes, fmt.Sprint("step", step))
		}
	}
	switch {
	case i >= 18 && i < 45:
		programmes = append(programmes, "wide")
	case i >= 45 && i < 60:
		programmes = append(programmes, "other")
	}
	if i >= 35 && i < 75 {
		programmes = append(programmes, "theirs")
	}
	return programmes
}

func sample(random *rand.Rand, prior *[101]float64) int {
	left := random.Float64()
	for score, weight := range prior {
		if left -= weight; left < 0 {
			return score
		}
	}
	return 100
}

// spread is how scores are spread in general: around 50, two thirds within 18.
func spread() (prior [101]float64) {
	total := 0.0
	for score := range prior {
		prior[score] = math.Exp(-math.Pow((float64(score)-50)/18, 2) / 2)
		total += prior[score]
	}
	for score := range prior {
		prior[score] /= total
	}
	return prior
}

// published is what our release lets the three of them read.
func (w *world) published(t *testing.T, seed byte) []attack.Table {
	t.Helper()
	plan, err := release.Decide(release.Default(), w.census)
	if err != nil {
		t.Fatal(err)
	}
	look := func(c release.Contribution) (release.Scores, error) { return w.scores[c.Organisation], nil }
	forms, err := plan.Draw(rand.NewChaCha8([32]byte{seed}), look, ledger{})
	if err != nil {
		t.Fatal(err)
	}
	var tables []attack.Table
	for i, d := range plan.Decisions() {
		r, err := release.Parse(forms[i].Body)
		if errors.Is(err, release.ErrNotReleased) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		scale := map[release.Kind]float64{
			release.ProgrammeCohort: 40, release.SectorCohort: 50 / 0.3, release.NationalCohort: 2 * 50 / 0.3, // two sectors' noise
		}[d.Cohort.Kind]
		tables = append(tables, attack.Rounded(w.members(d.Contributions), r.Principles[0], r.Rounding, scale))
	}
	return tables
}

func (w *world) members(contributions []release.Contribution) (positions []int) {
	for _, contribution := range contributions {
		positions = append(positions, slices.IndexFunc(w.census.Organisations, func(o release.Organisation) bool { return o.ID == contribution.Organisation }))
	}
	return positions
}

// weakly is what a deliberately weak release would let them read: exact means of
// every programme with three members, and differences as small as may be.
func (w *world) weakly() []attack.Table {
	var tables []attack.Table
	for _, programme := range w.census.Programmes {
		var members []int
		sum := 0
		for i, o := range w.census.Organisations {
			if slices.Contains(joins(i), programme.ID) {
				members, sum = append(members, i), sum+w.scores[o.ID].Principles[0]
			}
		}
		if len(members) >= 3 {
			tables = append(tables, attack.Exact(members, sum))
		}
	}
	return tables
}

type ledger struct{}

func (ledger) Spent(string) (int, error) { return 0, nil }

func (ledger) Charge(string, string, int) error { return nil }

// tally is how an attack went.
type tally struct{ guesses, near, pinned int }

func (w *world) attack(prior *[101]float64, tables []attack.Table, seed uint64, of []int) (result tally) {
	problem := &attack.Problem{Organisations: len(w.census.Organisations), Known: w.known, Prior: *prior, Tables: tables}
	for _, f := range attack.Solve(problem, seed) {
		if of != nil && !slices.Contains(of, f.Organisation) {
			continue
		}
		result.guesses++
		truth := w.scores[w.census.Organisations[f.Organisation].ID].Principles[0]
		if off := f.Guess - truth; off >= -attack.Near && off <= attack.Near {
			result.near++
			if f.Pinned() {
				result.pinned++
			}
		}
	}
	return result
}

// Property 11: from what is published nobody's score is pinned, and the best
// guesses are no better than blind ones. From a weak release the same solver
// pins everybody who is the difference of two programmes.
func TestProperty11ReconstructionFindsNothingHereAndEverythingInAWeakRelease(t *testing.T) {
	t.Parallel()
	prior := spread()
	blind := attack.Problem{Prior: prior}
	_, chance := blind.Blind()
	var strong, weak tally
	for seed := range uint64(6) {
		w := newWorld(seed, &prior)
		tables := w.published(t, byte(seed))
		if len(tables) < 6 { // the first step, wide, other, theirs, two sectors, national
			t.Fatalf("only %d tables are published: the attack would be blind", len(tables))
		}
		strong.plus(w.attack(&prior, tables, seed, nil))
		weak.plus(w.attack(&prior, w.weakly(), seed, w.joined))
	}
	share := float64(strong.near) / float64(strong.guesses)
	limit := chance + 3*math.Sqrt(chance*(1-chance)/float64(strong.guesses))
	t.Logf("published: %+v, near %.3f of the time, blind %.3f, limit %.3f; weak: %+v", strong, share, chance, limit, weak)
	if strong.pinned > 0 || share > limit {
		t.Error("scores can be worked out from what is published")
	}
	if weak.pinned < weak.guesses || weak.guesses != 6*6 {
		t.Error("the solver cannot break a weak release, so it shows nothing here either")
	}
}

func (a *tally) plus(b tally) {
	a.guesses, a.near, a.pinned = a.guesses+b.guesses, a.near+b.near, a.pinned+b.pinned
}
