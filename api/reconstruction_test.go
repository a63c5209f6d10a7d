package api_test

import (
	"context"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/release"
	"github.com/sevenrungs/sevenrungs/assessments/release/attack"
)

// figure is one thing about each organisation that the attackers want to know,
// as a whole number from 0 to 100.
type figure struct {
	of func(*release.Scores) int
	// in returns what a release says of it, to what that is rounded, and how wide
	// the noise on its sum is. The step is 0 where it says nothing.
	in func(r *release.Release, kind release.Kind) (mean, step int, noise float64)
}

// figures are everything that is in a release. Shares are of organisations that
// have 100 points for doing things to people, and the others none.
func figures() (all []figure) {
	for i := range release.Principles {
		all = append(all, figure{
			func(s *release.Scores) int { return s.Principles[i] },
			func(r *release.Release, kind release.Kind) (int, int, float64) {
				return r.Principles[i], r.Rounding, map[release.Kind]float64{
					release.ProgrammeCohort: 40, release.SectorCohort: 50 / 0.3, release.NationalCohort: 2 * 50 / 0.3, // of two sectors
				}[kind]
			},
		})
	}
	gap := figure{func(s *release.Scores) int { return 50 + s.Gap }, func(r *release.Release, _ release.Kind) (int, int, float64) {
		if r.Gap == nil {
			return 0, 0, 0
		}
		return 50 + *r.Gap, r.Rounding, 40
	}}
	to := figure{
		func(s *release.Scores) int {
			if s.Rung <= 2 {
				return 100
			}
			return 0
		},
		func(r *release.Release, kind release.Kind) (int, int, float64) {
			switch {
			case r.Stances == nil:
				return 0, 0, 0
			case kind == release.ProgrammeCohort: // by largest remainder: less than a step off either way
				return r.Stances[0], 2 * 10, 100 * 4
			case kind == release.SectorCohort: // two rungs, each less than a step off
				return r.Stances[0], 4 * 5, 100 * 2 / 0.8
			}
			return r.Stances[0], 4 * 5, 100 * 4 / 0.8
		},
	}
	return append(all, gap, to)
}

// found is a release that somebody could read.
type found struct {
	cohort release.Cohort
	*release.Release
}

// releases picks out of all that was read what was published. Wherever a release
// is read, it must be the same.
func (tn *population) releases(t *testing.T, seen map[string]reading) map[string]found {
	t.Helper()
	all, bodies := map[string]found{}, map[string]string{}
	for _, got := range seen {
		r, err := release.Parse([]byte(got.Body))
		if err != nil {
			continue
		}
		name := tn.called(r.Cohort) + " " + r.Period
		if before, known := bodies[name]; known && before != got.Body {
			t.Errorf("%s reads %s and %s", name, before, got.Body)
		}
		kind := release.SectorCohort
		switch {
		case r.Cohort == string(release.NationalCohort):
			kind = release.NationalCohort
		case tn.called(r.Cohort) != r.Cohort:
			kind = release.ProgrammeCohort
		}
		all[name], bodies[name] = found{release.Cohort{Kind: kind, ID: r.Cohort}, r}, got.Body
	}
	return all
}

// called is the name of a programme, or what else a cohort is.
func (tn *population) called(cohort string) string {
	for i := range tn.wards {
		if tn.wards[i].ID == cohort {
			return tn.wards[i].name
		}
	}
	return cohort
}

// members are who counts in a cohort. The attackers know them all.
func (tn *population) members(cohort release.Cohort, period string) (all []int) {
	codes := []string{cohort.ID}
	switch cohort.Kind {
	case release.NationalCohort:
		codes = []string{"C", "D"}
	case release.SectorCohort:
		codes = strings.Split(cohort.ID, "+")
	case release.ProgrammeCohort:
	}
	for _, code := range codes {
		all = append(all, tn.counted[period][code]...)
	}
	return all
}

// known are the scores that the attackers have already: their own, and those of
// a quarter of the others, but of nobody who is singled out.
func (tn *population) known() map[int]bool {
	known := map[int]bool{}
	random := rand.New(rand.NewPCG(4, 4))
	for i := range tn.folk {
		known[i] = slices.Contains(peers, i) || random.IntN(4) == 0 && !slices.Contains(singled(), i)
	}
	return known
}

// problem is what the attackers have about one figure. They even know exactly
// how it is spread among those whose scores they do not know.
func (tn *population) problem(f figure, releases map[string]found) *attack.Problem {
	p := &attack.Problem{Organisations: people, Known: map[int]int{}}
	known := tn.known()
	hidden := 0.0
	for i := range tn.folk {
		value := f.of(&tn.folk[i].scores)
		if known[i] {
			p.Known[i] = value
			continue
		}
		p.Prior[value]++
		hidden++
	}
	for value := range p.Prior {
		p.Prior[value] /= hidden
	}
	for _, r := range releases {
		if mean, step, noise := f.in(r.Release, r.cohort.Kind); step > 0 {
			if r.Rounding == exact {
				noise = 0
			}
			p.Tables = append(p.Tables, attack.Rounded(tn.members(r.cohort, r.Period), mean, step, noise))
		}
	}
	slices.SortFunc(p.Tables, func(a, b attack.Table) int { return slices.Compare(a.Members, b.Members) })
	return p
}

// guess is the attackers' best one at one figure of an organisation.
type guess struct {
	organisation int
	near         bool
	claimed      bool    // they say that they know
	blind        float64 // how often a guess without any release would be near
}

// solve attacks some figures of all whose scores are hidden.
func (tn *population) solve(all []figure, releases map[string]found) []guess {
	guesses := make([][]guess, len(all))
	var done sync.WaitGroup
	for i, f := range all {
		done.Go(func() {
			p := tn.problem(f, releases)
			_, blind := p.Blind()
			for _, finding := range attack.Solve(p, 1) {
				off := finding.Guess - f.of(&tn.folk[finding.Organisation].scores)
				guesses[i] = append(guesses[i], guess{finding.Organisation, off >= -attack.Near && off <= attack.Near, finding.Pinned(), blind})
			}
		})
	}
	done.Wait()
	return slices.Concat(guesses...)
}

// loot is how an attack went.
type loot struct {
	guesses, near, claimed, pinned int     // pinned is what they claim to know, and do
	blind, variance                float64 // how many blind guesses would be near
}

// tally adds up the guesses at some organisations.
func tally(guesses []guess, at []int) (l loot) {
	for _, g := range guesses {
		if !slices.Contains(at, g.organisation) {
			continue
		}
		l.guesses++
		l.blind, l.variance = l.blind+g.blind, l.variance+g.blind*(1-g.blind)
		if g.near {
			l.near++
		}
		if g.claimed {
			l.claimed++
		}
		if g.near && g.claimed {
			l.pinned++
		}
	}
	return l
}

// limit is how many guesses may be near: as many as blind ones, and three standard
// errors more.
func (l *loot) limit() float64 { return l.blind + 3*math.Sqrt(l.variance) }

// exact is the rounding of a weak release.
const exact = 1

// weak is a store that publishes means to the point, without noise, of every
// programme with three members, however little two of them differ.
type weak struct {
	comparisons.Store

	town *population
}

func (s weak) Write(ctx context.Context, fn func(comparisons.Tx) error) error {
	return s.Store.Write(ctx, func(tx comparisons.Tx) error { return fn(weakTx{tx, s.town}) })
}

type weakTx struct {
	comparisons.Tx

	town *population
}

func (tx weakTx) AddPublication(ctx context.Context, p comparisons.Publication) error {
	members := tx.town.members(p.Cohort, p.Period)
	if n := len(members); n >= 3 && p.Cohort.Kind == release.ProgrammeCohort {
		r := release.Release{Cohort: p.Cohort.ID, Period: p.Period, CountBand: "10-19", Rounding: exact, Policy: "2"}
		for i := range r.Principles {
			sum := 0
			for _, member := range members {
				sum += tx.town.folk[member].scores.Principles[i]
			}
			r.Principles[i] = int(math.Round(float64(sum) / float64(n)))
		}
		p.Released, p.Body = true, r.Body()
	}
	return tx.Tx.AddPublication(ctx, p)
}

// Property 11: three funders and three organisations that work together, and the
// public's figures, over two periods in which organisations join, leave, move and
// are erased, and nobody's scores change. Between what they can read there are
// near copies, and sums of two programmes that are a third but for one.
func TestProperty11ReconstructionFindsNothingHere(t *testing.T) {
	t.Parallel()
	tn, seen := livedIn(t, 1)
	releases := tn.releases(t, seen)
	var want []string
	for _, period := range periods {
		for _, name := range []string{
			"near", "left", "right", "both and one", "wide", "large", "one joins", "one leaves", "A+B+C", "D+E+F+G+H+I+J+K+L", "national",
		} {
			want = append(want, name+" "+period)
		}
	}
	slices.Sort(want)
	if diff := cmp.Diff(want, slices.Sorted(maps.Keys(releases))); diff != "" {
		t.Fatalf("what can be read is not what this test is about (-want +got):\n%s", diff)
	}
	guesses := tn.solve(figures(), releases)
	for _, who := range []struct {
		at    []int
		least int // figures, or the attack is none
	}{{everyone(), 600}, {singled(), 50}} {
		got := tally(guesses, who.at)
		t.Logf("%+v, at most %.0f may be near", got, got.limit())
		if got.guesses < who.least || got.claimed > 0 || float64(got.near) > got.limit() {
			t.Errorf("scores can be worked out from what can be read, or too few were tried: %+v", got)
		}
	}
}

// The same attack must break a weak release, or the test above shows nothing.
func TestProperty11ReconstructionFindsEverybodySingledOutInAWeakRelease(t *testing.T) {
	t.Parallel()
	tn := newPopulation(t, 1)
	tn.comparing.Store = weak{tn.comparing.Store, tn}
	tn.liveOn(t)
	releases := tn.releases(t, tn.crawl(t))
	means := figures()[:len(release.Principles)]
	guesses := tn.solve(means, releases)
	got := tally(guesses, singledClosely())
	t.Logf("%+v", got)
	if want := len(means) * len(singledClosely()); got.guesses != want || got.pinned != want {
		t.Errorf("the attack pins %d figures of %d: it is blind", got.pinned, want)
	}
	if got := tally(guesses, singled()); float64(got.near) <= got.limit() {
		t.Errorf("%d of %d guesses are near, and %.0f would be no wonder: the limit is blind", got.near, got.guesses, got.limit())
	}
}
