package release

import (
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/assessments/release/attack"
)

var update = flag.Bool("update", false, "write the table of what an attack gets in docs/anonymity.md anew")

// years is for how long the attackers look, once a year. The one whom they are
// after says the same every year, which is the easiest for them.
const years = 8

// gathering is a cohort in which one member's scores are looked for. All others
// work together, and know each other's.
type gathering struct {
	members int
	public  bool
}

// publish is one year's release, through what the freeze draws and forms with.
func (g *gathering) publish(t *testing.T, s sums, random *rand.ChaCha8) Release {
	t.Helper()
	p := Default()
	blur := s.blur
	if g.public {
		blur = s.blurPublic
	}
	if err := blur(&p, random); err != nil {
		t.Fatal(err)
	}
	if g.public {
		return s.public(&p)
	}
	return s.programme(&p, g.members)
}

// scale is that of the noise on its sums.
func (g *gathering) scale() float64 {
	p := Default()
	if g.public {
		return 50 * 1000 / float64(p.SumEpsilon)
	}
	return float64(p.SumScale)
}

// guessMeans is how often the attackers come within 5 points of an index, by all
// that some cohorts of one member publish in years.
func guessMeans(t *testing.T, correlation float64, cohorts []gathering) (blind, near float64) {
	t.Helper()
	const trials = 4000
	kin := attack.NewKin(correlation)
	random, noise := rand.New(rand.NewPCG(12, 1)), seeded(12)
	var truth [len(Principles)]int
	hits := 0
	told := map[glance]*[101]float64{}
	for range trials {
		kin.Draw(random, truth[:])
		seen := make([][101]float64, len(Principles))
		for _, g := range cohorts {
			exact, others := g.gather(random, kin, &truth)
			for range years {
				r := g.publish(t, exact, noise)
				for i, mean := range r.Principles {
					g.look(told, &seen[i], mean, others[i])
				}
			}
		}
		guesses, _ := kin.Guess(seen)
		for i, guess := range guesses {
			if off := guess - truth[i]; max(off, -off) <= attack.Near {
				hits++
			}
		}
	}
	_, before := kin.Guess(make([][101]float64, 1))
	return before[0], float64(hits) / float64(trials*len(Principles))
}

// glance is one mean of a cohort, and what all members but one add up to. Of the
// same two the attackers learn the same, so that is worked out once.
type glance struct {
	gathering
	mean, others int
}

// look adds what a mean tells of the one score.
func (g *gathering) look(told map[glance]*[101]float64, seen *[101]float64, mean, others int) {
	at := glance{*g, mean, others}
	if told[at] == nil {
		table := attack.Rounded(make([]int, g.members), mean, Default().MeanStep, g.scale())
		told[at] = new([101]float64)
		attack.Look(told[at], &table, others, 5)
	}
	for score, log := range told[at] {
		seen[score] += log
	}
}

// gather puts a member among others of the same kin.
func (g *gathering) gather(random *rand.Rand, kin *attack.Kin, truth *[len(Principles)]int) (exact sums, others [len(Principles)]int) {
	exact.members = int64(g.members)
	exact.rungs[3] = int64(g.members)
	scores := *truth
	for member := range g.members {
		for i, score := range scores {
			index := (score + 2) / 5 * 5
			exact.principles[i] += int64(index - 50)
			if member > 0 {
				others[i] += index
			}
		}
		kin.Draw(random, scores[:])
	}
	return exact, others
}

// onRungs is how many organisations stand on each rung in general: blind, the
// stance is named right 64% of the time, and the rung 26%.
var onRungs = [Rungs]float64{0.06, 0.12, 0.19, 0.26, 0.19, 0.12, 0.06}

func drawRung(random *rand.Rand) int {
	left := random.Float64()
	for i, likely := range onRungs {
		if left -= likely; left < 0 {
			return i
		}
	}
	return Rungs - 1
}

// guessCounts is how often the attackers name the stance of one member right, and
// its rung, by the shares of some cohorts in years.
func guessCounts(t *testing.T, cohorts []gathering) (stance, rung float64) {
	t.Helper()
	const towns, trials = 4, 500 // others, and members among them
	random, noise := rand.New(rand.NewPCG(12, 2)), seeded(13)
	stanceHits, rungHits := 0, 0
	for range towns {
		others := make([]sums, len(cohorts))
		models := make([]*model, len(cohorts))
		for i, g := range cohorts {
			others[i].members = int64(g.members)
			for range g.members - 1 {
				others[i].rungs[drawRung(random)]++
			}
			models[i] = g.model(&others[i], random)
		}
		for range trials {
			truth := drawRung(random)
			var seen [Rungs]float64
			for i, likely := range onRungs {
				seen[i] = math.Log(likely)
			}
			for i, g := range cohorts {
				exact := others[i]
				exact.rungs[truth]++
				for range years {
					r := g.publish(t, exact, noise)
					models[i].look(&seen, &r)
				}
			}
			onStance, onRung := best(&seen)
			if onStance == stanceOf(truth+1) {
				stanceHits++
			}
			if onRung == truth {
				rungHits++
			}
		}
	}
	return float64(stanceHits) / (towns * trials), float64(rungHits) / (towns * trials)
}

// best names the likeliest stance, and the likeliest rung.
func best(logs *[Rungs]float64) (stance, rung int) {
	highest := logs[0]
	for i, log := range logs {
		if log > highest {
			rung, highest = i, log
		}
	}
	var on [stances]float64
	for i, log := range logs {
		on[stanceOf(i+1)] += math.Exp(log - highest)
	}
	for i := range on {
		if on[i] > on[stance] {
			stance = i
		}
	}
	return stance, rung
}

// model is what the attackers expect: how likely each share is, for each rung that
// the one member may be on. They found it out by drawing noise themselves.
type model struct {
	rungs    bool
	likely   [Rungs][Rungs][101]float64 // by the member's rung, the position of a share, and the share
	together [Rungs]map[[stances]int]float64
}

const rehearsals = 12_000

// model rehearses what a cohort would publish for each rung of the one member. The
// same noise for all of them shows best in what they differ.
func (g *gathering) model(others *sums, random *rand.Rand) *model {
	p := Default()
	m := &model{rungs: g.public || g.members >= withRungs}
	for at := range m.together {
		m.together[at] = map[[stances]int]float64{}
	}
	scale := float64(p.StanceScale)
	switch {
	case g.public:
		scale = 1000 / float64(p.HistogramEpsilon)
	case m.rungs:
		scale = float64(p.RungScale)
	}
	for range rehearsals {
		var noise [Rungs]int64
		for i := range noise {
			noise[i] = roughly(random, scale)
		}
		for at := range m.likely {
			m.rehearse(&p, others, &noise, at)
		}
	}
	return m
}

func (m *model) rehearse(p *Policy, others *sums, noise *[Rungs]int64, at int) {
	counts := others.rungs
	counts[at]++
	var r Release
	if !m.rungs {
		on := byStance(counts[:])
		for i := range on {
			on[i] += noise[i]
		}
		r.stances(on, p.StanceStep)
		m.together[at][*r.Stances]++
		return
	}
	for i := range counts {
		counts[i] += noise[i]
	}
	r.rungs(counts, p.RungStep)
	for i, share := range r.Rungs {
		m.likely[at][i][share]++
	}
}

// look adds what a release says of the one member's rung.
func (m *model) look(seen *[Rungs]float64, r *Release) {
	for at := range seen {
		if !m.rungs {
			seen[at] += math.Log((m.together[at][*r.Stances] + 0.5) / rehearsals)
			continue
		}
		for i, share := range r.Rungs {
			seen[at] += math.Log((m.likely[at][i][share] + 0.5) / rehearsals)
		}
	}
}

// roughly draws discrete Laplace noise as well as attackers need it.
func roughly(random *rand.Rand, scale float64) int64 {
	geometric := func() int64 { return int64(math.Log(1-random.Float64()) * -scale) }
	up, down := geometric(), geometric()
	return up - down
}

// yearsRow is what an attack got, beside what may be.
type yearsRow struct {
	what       string
	where      string
	blind, got float64
	most       float64 // 0 where nothing is promised
}

// Property 12: two programmes of two funders around one member, and the benchmark,
// in which all other members work together, over eight years.
func TestProperty12WhatEightYearsTell(t *testing.T) {
	t.Parallel()
	two := func(members int) []gathering { return []gathering{{members: members}, {members: members}} }
	sector := []gathering{{60, true}}
	const unrelated, together = "an index within 5 points, principles unrelated", "an index within 5 points, principles that move together"
	var rows []yearsRow
	for _, tc := range []struct {
		what, where string
		correlation float64
		cohorts     []gathering
		most        float64
	}{
		{unrelated, "two programmes of 10", 0, two(10), 0.45},
		{together, "two programmes of 10", 0.8, two(10), 0.52},
		{unrelated, "the benchmark, 60", 0, sector, 0},
		{together, "the benchmark, 60", 0.8, sector, 0},
	} {
		blind, got := guessMeans(t, tc.correlation, tc.cohorts)
		rows = append(rows, yearsRow{tc.what, tc.where, blind, got, tc.most})
	}
	stance, _ := guessCounts(t, two(60))
	_, rung := guessCounts(t, two(200))
	publicStance, publicRung := guessCounts(t, sector)
	rows = append(rows,
		yearsRow{"to, for or with", "two programmes of 60", 0.64, stance, 0.72},
		yearsRow{"the rung", "two programmes of 200", 0.26, rung, 0.34},
		yearsRow{"to, for or with", "the benchmark, 60", 0.64, publicStance, 0},
		yearsRow{"the rung", "the benchmark, 60", 0.26, publicRung, 0},
	)
	table := "| what they guess | where | blind | after 8 years |\n|---|---|---|---|\n"
	for _, row := range rows {
		t.Logf("%s, %s: blind %.3f, got %.3f", row.what, row.where, row.blind, row.got)
		if row.most > 0 && row.got > row.most {
			t.Errorf("%s, %s: %.3f, and %.2f is the most", row.what, row.where, row.got, row.most)
		}
		table += fmt.Sprintf("| %s | %s | %.0f%% | %.0f%% |\n", row.what, row.where, 100*row.blind, 100*row.got)
	}
	requireTold(t, table)
}

// requireTold holds the guide for data-protection officers to what the attack got.
func requireTold(t *testing.T, table string) {
	t.Helper()
	const guide, from, to = "../../docs/anonymity.md", "<!-- what eight years tell -->\n", "\n<!-- end -->"
	text, err := os.ReadFile(guide)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, found := strings.Cut(string(text), from)
	told, after, ends := strings.Cut(rest, to)
	if !found || !ends {
		t.Fatalf("%s has no place for the table", guide)
	}
	if *update {
		if err := os.WriteFile(guide, []byte(before+from+table+to+after), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(table, told); diff != "" {
		t.Errorf("%s (-want +got; write it anew with -update):\n%s", guide, diff)
	}
}
