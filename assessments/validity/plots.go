package validity

import (
	"fmt"
	"strconv"
	"strings"
)

// Plots draws what the report shows.
func (f *Figures) Plots() []Plot {
	plots := []Plot{
		f.plotOver("right", "How often the rung is the true one", same),
		f.plotOver("again", "How often other people give the same rung", again),
		f.plotSeen(),
	}
	if gaps := f.gapMarks(); len(gaps) > 0 {
		plots = append(plots, plotMarks("gaps", "How often some gap is flagged", gaps))
	}
	return plots
}

// mark is a row of a plot: a share, and maybe a range, in thousandths.
type mark struct {
	label     string
	at        int
	low, high int
	open      bool // a ring and not a disc
}

func (f *Figures) plotOver(name, title string, of func(*Cell) (part, whole int)) Plot {
	var marks []mark
	for i, size := range f.Study.Sizes {
		if o, ok := f.overWorlds(i, of); ok {
			marks = append(marks, mark{label: size.String(), at: o.mean, low: o.low, high: o.high})
		}
	}
	return plotMarks(name, title+": mean and range over the worlds", marks)
}

func (f *Figures) gapMarks() (marks []mark) {
	for _, w := range []struct{ world, about string }{{"usual", "no gap"}, {"one-and-a-half-apart", "1.5 apart"}} {
		for _, size := range f.shown() {
			for variant, rules := range []string{inForce: "version 2", before: "version 1"} {
				c := f.cell(w.world, size, variant)
				if c == nil {
					return nil
				}
				at := perMille(flagged(c))
				marks = append(marks, mark{fmt.Sprintf("%s, %s, %s", w.about, size, rules), at, at, at, variant == before})
			}
		}
	}
	return marks
}

// The layout of a plot of marks.
const (
	marksTop  = 64
	marksStep = 24
	marksLeft = 216
	marksEnd  = plotWidth - 64
)

// plotMarks draws shares from 0 to 100%, one below the other.
func plotMarks(name, title string, marks []mark) Plot {
	x := func(perMille int) int { return marksLeft + (marksEnd-marksLeft)*perMille/1000 }
	bottom := marksTop + marksStep*len(marks)
	var shapes []any
	for tick := 0; tick <= 1000; tick += 200 {
		shapes = append(shapes,
			stroke{X1: x(tick), Y1: marksTop - 8, X2: x(tick), Y2: bottom, Stroke: pale, Width: 1},
			letters{X: x(tick), Y: marksTop - 14, Size: textSize - 2, Anchor: "middle", Fill: ink, Text: percent(tick)})
	}
	told := make([]string, len(marks))
	for i, m := range marks {
		y := marksTop + marksStep*i + marksStep/2
		shapes = append(shapes,
			letters{X: marksLeft - 12, Y: y + 5, Size: textSize, Anchor: "end", Fill: ink, Text: m.label},
			stroke{X1: x(m.low), Y1: y, X2: x(m.high), Y2: y, Stroke: grey, Width: 4},
			disc{X: x(m.at), Y: y, Radius: 6, Fill: m.fill(), Stroke: ink, Border: 2},
			letters{X: marksEnd + 12, Y: y + 5, Size: textSize, Fill: ink, Text: percent(m.at)})
		told[i] = m.tell()
	}
	return newPlot(name, title, strings.Join(told, " "), bottom+edge, shapes)
}

func (m *mark) fill() string {
	if m.open {
		return paper
	}
	return ink
}

func (m *mark) tell() string {
	if m.low == m.high {
		return fmt.Sprintf("%s: %s.", m.label, percent(m.at))
	}
	return fmt.Sprintf("%s: %s, from %s to %s.", m.label, percent(m.at), percent(m.low), percent(m.high))
}

// The layout of the grid of true rungs and seen ones.
const (
	gridTop  = 96
	gridLeft = 120
	gridStep = 64
)

// plotSeen draws true rungs against seen ones: the larger the square, the more
// organisations of that true rung were seen there.
func (f *Figures) plotSeen() Plot {
	size := f.Study.Sizes[0]
	if sizes := f.shown(); len(sizes) > 0 {
		size = sizes[0]
	}
	c := f.cell(f.Study.Worlds[0].Name, size, inForce)
	shapes := []any{
		letters{X: gridLeft, Y: gridTop - 40, Size: textSize, Fill: ink, Text: "Seen rung"},
		letters{X: edge, Y: gridTop + gridStep/2 + 5, Size: textSize, Fill: ink, Text: "True rung"},
	}
	var told []string
	for truth := 1; truth <= f.in.Top(); truth++ {
		y := gridTop + gridStep*(truth-1) + gridStep/2
		shapes = append(shapes,
			letters{X: gridLeft + gridStep*(truth-1) + gridStep/2, Y: gridTop - 12, Size: textSize, Anchor: "middle", Fill: ink, Text: strconv.Itoa(truth)},
			letters{X: gridLeft - 12, Y: y + 5, Size: textSize, Anchor: "end", Fill: ink, Text: strconv.Itoa(truth)})
		row, says := f.gridRow(c, truth, y)
		shapes, told = append(shapes, row...), append(told, says)
	}
	title := fmt.Sprintf("Where organisations of each true rung are seen, %s people", size)
	return newPlot("seen", title, strings.Join(told, " "), gridTop+gridStep*f.in.Top()+edge, shapes)
}

func (f *Figures) gridRow(c *Cell, truth, y int) (shapes []any, says string) {
	cells := f.seenAs(c, truth)[2:]
	all := 0
	for _, n := range c.Seen[truth] {
		all += n
	}
	says = fmt.Sprintf("True rung %d:", truth)
	for seen := 1; seen <= f.in.Top(); seen++ {
		n := c.Seen[truth][seen]
		if n == 0 {
			continue
		}
		x := gridLeft + gridStep*(seen-1) + gridStep/2
		side := 4 + (gridStep-28)*n/all
		middle := y - textSize/2 - 2
		fill := pale
		if seen == truth {
			fill = paper
		}
		shapes = append(shapes,
			square{X: x - side/2, Y: middle - side/2, Width: side, Height: side, Fill: fill, Stroke: ink},
			letters{X: x, Y: y + gridStep/2 - 6, Size: textSize, Anchor: "middle", Fill: ink, Text: cells[seen-1]})
		says += fmt.Sprintf(" %s seen on %d,", cells[seen-1], seen)
	}
	return shapes, strings.TrimSuffix(says, ",") + "."
}
