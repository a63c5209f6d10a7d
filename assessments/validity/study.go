package validity

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// Study is what to simulate.
type Study struct {
	Worlds        []World
	Sizes         []Size
	Organisations int // of each world
	Drawn         int // worlds drawn at random; 0 for none
	OfDrawn       int // organisations of each of them
}

// How many organisations a study has.
const (
	Organisations    = 1500
	quickOnes        = 30
	MaxOrganisations = 100_000
	drawnWorlds      = 150
	ofDrawn          = 300
	groupsOfFew      = 6
)

// Full is the study that the published report is of.
func Full() Study {
	return Study{Worlds: Worlds(), Sizes: Sizes(), Organisations: Organisations, Drawn: drawnWorlds, OfDrawn: ofDrawn}
}

// Quick is the same with few organisations: it shows that all of it works.
func Quick() Study {
	study := Full()
	study.Organisations, study.Drawn, study.OfDrawn = quickOnes, drawnWorlds/10, quickOnes
	return study
}

// Figures are what a study has found.
type Figures struct {
	Study Study
	in    *instrument.Instrument
	cells [][][]Cell // by world, size and variant
	drawn [][]Cell   // by drawn world and size, by the rules in force
	lone  []alone    // by world: what one person is worth
}

// block is how many organisations are worked out at a time.
const block = 25

// Run carries a study out, on as many processors as there are. It tells how far
// it was and now is, one call at a time, and stops when ctx is done. What it
// finds does not depend on how the work was shared.
func (s Study) Run(ctx context.Context, in *instrument.Instrument, progress func(before, done, of int)) (*Figures, error) {
	figures := &Figures{Study: s, in: in}
	for range s.Worlds {
		figures.cells = append(figures.cells, newCells(len(s.Sizes), len(Variants())))
		figures.lone = append(figures.lone, alone{})
	}
	for range s.Drawn {
		figures.drawn = append(figures.drawn, make([]Cell, len(s.Sizes)))
	}
	all := len(s.Worlds)*s.Organisations + s.Drawn*s.OfDrawn
	var mu sync.Mutex
	done := 0
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, t := range s.tasks() {
		group.Go(func() error {
			if err := ctx.Err(); err != nil {
				return fmt.Errorf("the simulation was stopped: %w", err)
			}
			found := t.work(in, s.Sizes)
			mu.Lock()
			defer mu.Unlock()
			figures.put(t, found)
			before := done
			done += t.to - t.from
			progress(before, done, all)
			return nil
		})
	}
	return figures, group.Wait()
}

// task is some organisations of one world.
type task struct {
	world    World
	at       int // the place of the world
	drawn    bool
	from, to int
}

func (s Study) tasks() (tasks []task) {
	cut := func(t task, organisations int) {
		for t.from = 0; t.from < organisations; t.from = t.to {
			t.to = min(t.from+block, organisations)
			tasks = append(tasks, t)
		}
	}
	for at, world := range s.Worlds {
		cut(task{world: world, at: at}, s.Organisations)
	}
	for at := range s.Drawn {
		cut(task{world: drawnWorld(at + 1), at: at, drawn: true}, s.OfDrawn)
	}
	return tasks
}

func newCells(sizes, variants int) [][]Cell {
	cells := make([][]Cell, sizes)
	for i := range cells {
		cells[i] = make([]Cell, variants)
	}
	return cells
}

// found is what a task has found, by size and variant.
type found struct {
	cells [][]Cell
	lone  alone
}

func (f *Figures) put(t task, found found) {
	for size := range found.cells {
		if t.drawn {
			f.drawn[t.at][size].add(&found.cells[size][inForce])
			continue
		}
		for variant := range found.cells[size] {
			f.cells[t.at][size][variant].add(&found.cells[size][variant])
		}
	}
	if !t.drawn {
		f.lone[t.at].add(found.lone)
	}
}

// groups is how many groups of a size an organisation is asked in turn. Few groups
// of three get a rung at all, so that drawn worlds need more of them.
func (t task) groups(size Size) int {
	if t.drawn && size.fewest() < scoring.DefaultMinimums()[scoring.Lived] {
		return groupsOfFew
	}
	return 1
}

func (t task) work(in *instrument.Instrument, sizes []Size) found {
	variants := Variants()
	if t.drawn {
		variants = variants[:1]
	}
	found := found{cells: newCells(len(sizes), len(variants))}
	for number := t.from; number < t.to; number++ {
		c := newChance(t.world.Name, number)
		o := newOrganisation(in, &t.world, c)
		people := o.ask(everybody, c)
		found.lone.look(people)
		truth := trueRungs(in, variants, tally(in, people))
		for i, size := range sizes {
			c := newChance(t.world.Name+" "+size.String(), number)
			for range t.groups(size) {
				o.study(size, c, variants, truth, found.cells[i])
			}
		}
	}
	return found
}

// trueRungs is what each set of rules says when everybody is asked.
func trueRungs(in *instrument.Instrument, variants []Variant, everyone *scoring.Tallies) []int {
	rungs := make([]int, len(variants))
	for i := range variants {
		rungs[i] = variants[i].Rules.Score(in, everyone, scoring.DefaultMinimums()).Rung
	}
	return rungs
}

// study asks some people of an organisation and compares. Where several sets of
// rules are held beside each other, it also asks other people, and changes
// something small.
func (o *organisation) study(size Size, c chance, variants []Variant, truth []int, cells []Cell) {
	people := o.ask(size, c)
	first := tally(o.in, people)
	rungs := make([]int, len(variants))
	for i := range variants {
		result := variants[i].Rules.Score(o.in, first, size.minimums())
		cells[i].compare(o.in, result, truth[i])
		rungs[i] = result.Rung
	}
	if len(variants) == 1 {
		return
	}
	second := tally(o.in, o.ask(size, c))
	for i := range variants {
		again := variants[i].Rules.Score(o.in, second, size.minimums()).Rung
		if rungs[i] > 0 && again > 0 {
			cells[i].Twice++
			cells[i].Again += one(again == rungs[i])
		}
	}
	o.move(size, c, people, rungs[inForce], &cells[inForce])
}

// move leaves one person out, and lets one give another answer, and sees whether
// the rung stays. The person that is left out lowers the smallest number of
// people needed, so that the group is heard as before.
func (o *organisation) move(size Size, c chance, people []scoring.Response, rung int, cell *Cell) {
	if rung == 0 {
		return
	}
	who := c.between(0, len(people)-1)
	left := size
	if people[who].Voice == scoring.Lived {
		left.Lived--
	} else {
		left.Learnt--
	}
	without := slices.Concat(people[:who], people[who+1:])
	cell.PersonMoves += one(scoring.Score(o.in, tally(o.in, without), left.minimums()).Rung != rung)

	other := slices.Clone(people[who].Answers)
	question := c.between(0, len(other)-1)
	other[question] = scoring.Answer(c.between(1, o.in.Top())) //nolint:gosec // no higher than the top rung
	people[who].Answers = other
	cell.AnswerMoves += one(scoring.Score(o.in, tally(o.in, people), size.minimums()).Rung != rung)
}
