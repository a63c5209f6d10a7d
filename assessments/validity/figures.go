package validity

import (
	"fmt"
	"slices"
)

// cell returns what was found, or nil where it was not asked for.
func (f *Figures) cell(world string, size Size, variant int) *Cell {
	at := slices.IndexFunc(f.Study.Worlds, func(w World) bool { return w.Name == world })
	of := slices.Index(f.Study.Sizes, size)
	if at < 0 || of < 0 {
		return nil
	}
	return &f.cells[at][of][variant]
}

// over is a rate over the worlds, in thousandths.
type over struct{ mean, low, high int }

// overWorlds takes a rate of each world for a size. Each world counts once, and
// those where there is nothing to count do not.
func (f *Figures) overWorlds(size int, of func(*Cell) (part, whole int)) (o over, ok bool) {
	o.low = 1000
	worlds := 0
	for world := range f.Study.Worlds {
		part, whole := of(&f.cells[world][size][inForce])
		if whole == 0 {
			continue
		}
		rate := perMille(part, whole)
		worlds++
		o.mean += rate
		o.low, o.high = min(o.low, rate), max(o.high, rate)
	}
	if worlds == 0 {
		return over{}, false
	}
	o.mean /= worlds
	return o, true
}

// The rates that the report speaks of: a part and its whole.
func same(c *Cell) (part, whole int)       { return c.Same, c.Compared }
func withinOne(c *Cell) (part, whole int)  { return c.WithinOne, c.Compared }
func sameStance(c *Cell) (part, whole int) { return c.SameStance, c.Compared }
func noRung(c *Cell) (part, whole int)     { return c.NoRung, c.Organisations }
func again(c *Cell) (part, whole int)      { return c.Again, c.Twice }
func flagged(c *Cell) (part, whole int)    { return c.Flagged, c.Organisations }
func priority(c *Cell) (part, whole int)   { return c.Priority, c.Organisations }
func byPerson(c *Cell) (part, whole int)   { return c.PersonMoves, c.withRung() }
func byAnswer(c *Cell) (part, whole int)   { return c.AnswerMoves, c.withRung() }

func (c *Cell) withRung() int { return c.Organisations - c.NoRung }

// Mean is a rate over the worlds in percent, as the report's summary says it.
func (f *Figures) Mean(size, what string) (string, error) {
	rates := map[string]func(*Cell) (part, whole int){
		"same": same, "within one": withinOne, "again": again, "person": byPerson,
	}
	for i := range f.Study.Sizes {
		if rate, ok := rates[what]; ok && f.Study.Sizes[i].String() == size {
			o, _ := f.overWorlds(i, rate)
			return percent(o.mean), nil
		}
	}
	return "", fmt.Errorf("there is no %q of %s", what, size)
}

// MeanError is the error in rungs over the worlds, each of which counts once.
func (f *Figures) MeanError(size string) (string, error) {
	at := slices.IndexFunc(f.Study.Sizes, func(s Size) bool { return s.String() == size })
	if at < 0 {
		return "", fmt.Errorf("there is no size %s", size)
	}
	sum, worlds := 0, 0
	for world := range f.Study.Worlds {
		if c := &f.cells[world][at][inForce]; c.Compared > 0 {
			sum += 1000 * c.Error / c.Compared
			worlds++
		}
	}
	return hundredths(sum, 1000*worlds), nil
}
