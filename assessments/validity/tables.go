package validity

import (
	"fmt"
	"strconv"
	"strings"
)

// shownSizes stand for small, middling and large groups where a table has no
// room for all.
var shownSizes = []Size{{5, 5}, {10, 10}, {30, 30}}

// shown returns those of them that were studied.
func (f *Figures) shown() (sizes []Size) {
	for _, size := range shownSizes {
		if f.cell(f.Study.Worlds[0].Name, size, inForce) != nil {
			sizes = append(sizes, size)
		}
	}
	return sizes
}

// WorldsTable lists the worlds, and what one and three people are worth there.
func (f *Figures) WorldsTable() string {
	t := newTable("world", "what is special", "one person", "three people")
	for i := range f.Study.Worlds {
		w, lone := &f.Study.Worlds[i], &f.lone[i]
		t.row("`"+w.Name+"`", w.About, hundredths(lone.reliability(1), 100), hundredths(lone.reliability(3), 100))
	}
	return t.String()
}

// RightBySize says how often a rung is right, over the worlds.
func (f *Figures) RightBySize() string {
	return f.bySize([]string{"the true rung", "within one", "same stance", "no rung at all"}, same, withinOne, sameStance, noRung)
}

// AgainBySize says how often other people give the same rung.
func (f *Figures) AgainBySize() string { return f.bySize([]string{"the same rung again"}, again) }

// MovesBySize says how often something small moves the rung.
func (f *Figures) MovesBySize() string {
	return f.bySize([]string{"without one person", "with one other answer"}, byPerson, byAnswer)
}

func (f *Figures) bySize(heads []string, rates ...func(*Cell) (part, whole int)) string {
	t := newTable(append([]string{"size"}, heads...)...)
	for i, size := range f.Study.Sizes {
		cells := []string{size.String()}
		for _, rate := range rates {
			cells = append(cells, f.rate(i, rate))
		}
		t.row(cells...)
	}
	return t.String()
}

// rate is a mean over the worlds with its range.
func (f *Figures) rate(size int, of func(*Cell) (part, whole int)) string {
	o, ok := f.overWorlds(size, of)
	switch {
	case !ok:
		return none
	case len(f.Study.Worlds) == 1:
		return percent(o.mean)
	}
	return fmt.Sprintf("%s (%s to %s)", percent(o.mean), percent(o.low), percent(o.high))
}

// ErrorBySize says how far seen rungs lie from the true ones in the mean.
func (f *Figures) ErrorBySize() string {
	t := newTable(append([]string{"size"}, f.worldHeads()...)...)
	for i, size := range f.Study.Sizes {
		cells := []string{size.String()}
		for world := range f.Study.Worlds {
			c := &f.cells[world][i][inForce]
			cells = append(cells, hundredths(c.Error, c.Compared))
		}
		t.row(cells...)
	}
	return t.String()
}

func (f *Figures) worldHeads() (heads []string) {
	for i := range f.Study.Worlds {
		heads = append(heads, "`"+f.Study.Worlds[i].Name+"`")
	}
	return heads
}

// Seen is what organisations of a true rung were seen as, in the first world.
func (f *Figures) Seen() string {
	var b strings.Builder
	for _, size := range f.shown() {
		c := f.cell(f.Study.Worlds[0].Name, size, inForce)
		heads := []string{fmt.Sprintf("%s: true rung", size), "organisations"}
		for seen := 1; seen <= f.in.Top(); seen++ {
			heads = append(heads, fmt.Sprintf("seen as %d", seen))
		}
		t := newTable(append(heads, "no rung")...)
		for truth := 1; truth <= f.in.Top(); truth++ {
			t.row(f.seenAs(c, truth)...)
		}
		b.WriteString(t.String() + "\n")
	}
	return b.String()
}

func (f *Figures) seenAs(c *Cell, truth int) []string {
	all := 0
	for _, n := range c.Seen[truth] {
		all += n
	}
	cells := []string{strconv.Itoa(truth), grouped(all)}
	for seen := 1; seen <= f.in.Top(); seen++ {
		cells = append(cells, share(c.Seen[truth][seen], all))
	}
	return append(cells, share(c.Seen[truth][0], all))
}

// Gaps says how often gaps are flagged where there is one and where there is none.
func (f *Figures) Gaps() string {
	t := newTable("the sides see it", "size", "some flag", "`priority`", "version 1: some flag", "version 1: `priority`")
	for _, world := range []string{"usual", "half-apart", "one-apart", "one-and-a-half-apart", "two-apart"} {
		for _, size := range f.shown() {
			now, then := f.cell(world, size, inForce), f.cell(world, size, before)
			if now == nil {
				continue
			}
			apart := strings.ReplaceAll(strings.TrimSuffix(world, "-apart"), "-", " ")
			if world == "usual" {
				apart = "alike"
			}
			t.row(apart, size.String(), share(flagged(now)), share(priority(now)), share(flagged(then)), share(priority(then)))
		}
	}
	return t.String()
}

// Limits says which limit of rule 6 holds a rung alone, in each world.
func (f *Figures) Limits() string {
	t := newTable("world", "size", "`answers`", "`weakest_principle`", "`gates`", "`lived_voice`", "several", "none: the top")
	for i := range f.Study.Worlds {
		world := f.Study.Worlds[i].Name
		for _, size := range f.shown() {
			c := f.cell(world, size, inForce)
			cells := []string{"`" + world + "`", size.String()}
			for _, alone := range c.Alone {
				cells = append(cells, share(alone, c.withRung()))
			}
			t.row(append(cells, share(c.Shared, c.withRung()), share(c.Top, c.withRung()))...)
		}
	}
	return t.String()
}

// Rules holds the variants side by side in the first world and in that where
// many do not know.
func (f *Figures) Rules() string {
	t := newTable("world", "size", "rules", "the true rung", "error in rungs", "same rung again", "some gap flagged", "no rung")
	for _, world := range []string{"usual", "papers", "high"} {
		for _, size := range f.shown() {
			for v, variant := range Variants() {
				c := f.cell(world, size, v)
				if c == nil {
					continue
				}
				t.row("`"+world+"`", size.String(), variant.Name, share(same(c)), hundredths(c.Error, c.Compared), share(again(c)), share(flagged(c)), share(noRung(c)))
			}
		}
	}
	return t.String()
}

// Every has a row for each world and size, by the rules in force.
func (f *Figures) Every() string {
	t := newTable("world", "size", "no rung", "the true rung", "within one", "same stance", "error in rungs", "same rung again", "some gap flagged", "`priority`", "without one person", "with one other answer")
	for world := range f.Study.Worlds {
		for size := range f.Study.Sizes {
			c := &f.cells[world][size][inForce]
			t.row("`"+f.Study.Worlds[world].Name+"`", f.Study.Sizes[size].String(), share(noRung(c)), share(same(c)), share(withinOne(c)), share(sameStance(c)),
				hundredths(c.Error, c.Compared), share(again(c)), share(flagged(c)), share(priority(c)), share(byPerson(c)), share(byAnswer(c)))
		}
	}
	return t.String()
}
