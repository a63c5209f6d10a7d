package validity

import "slices"

// Class is a row of the table of how sure: sizes that are told the same.
type Class struct {
	Name string // as a result names it
	From int    // the fewest responses of a side
}

// Classes returns the classes, the smallest first.
func Classes() []Class {
	return []Class{{"3_to_4", 3}, {"5_to_9", 5}, {"10_to_14", 10}, {"15_to_29", 15}, {"30_or_more", 30}}
}

// classOf returns the place of a size's class, or -1 where nothing can be said.
func classOf(size Size) int {
	at := -1
	for i, class := range Classes() {
		if size.fewest() >= class.From {
			at = i
		}
	}
	return at
}

// rates are how often, in a thousand organisations with a rung, it is the true
// one, within one of it, and of the same stance.
type rates [3]int

func (c *Cell) rates() rates {
	return rates{perMille(c.Same, c.Compared), perMille(c.WithinOne, c.Compared), perMille(c.SameStance, c.Compared)}
}

// Sureness is what the table says of a class, and the range over the worlds.
type Sureness struct {
	Class
	Mean, Low, High rates
}

// Tenths are the three figures that a result shows, out of ten, rounded down.
func (s *Sureness) Tenths() [3]int { return [3]int{s.Mean[0] / 100, s.Mean[1] / 100, s.Mean[2] / 100} }

// Table works out how sure a rung is in each class that was studied. In a world,
// each organisation of the class that got a rung counts once. Then each world
// counts once.
func (f *Figures) Table() []Sureness {
	var table []Sureness
	for at, class := range Classes() {
		s := Sureness{Class: class, Low: rates{1000, 1000, 1000}}
		worlds := 0
		for world := range f.Study.Worlds {
			var all Cell
			for size := range f.Study.Sizes {
				if classOf(f.Study.Sizes[size]) == at {
					all.add(&f.cells[world][size][inForce])
				}
			}
			if all.Compared == 0 {
				continue
			}
			worlds++
			for i, rate := range all.rates() {
				s.Mean[i] += rate
				s.Low[i] = min(s.Low[i], rate)
				s.High[i] = max(s.High[i], rate)
			}
		}
		if worlds == 0 {
			continue
		}
		for i := range s.Mean {
			s.Mean[i] /= worlds
		}
		table = append(table, s)
	}
	return table
}

// tolerance is how far, in a thousand, what the table says may be off.
const tolerance = 150

// promise counts the drawn worlds in which a row of the table holds for
// organisations of a size: for each figure, and for all three.
func (f *Figures) promise(size int, said [3]int) (holds [3]int, all, worlds int) {
	for drawn := range f.drawn {
		cell := &f.drawn[drawn][size]
		if cell.Compared < fewestCompared {
			continue
		}
		worlds++
		holdsAll := true
		for i, rate := range cell.rates() {
			off := rate - 100*said[i]
			fits := -tolerance <= off && off <= tolerance
			holds[i] += one(fits)
			holdsAll = holdsAll && fits
		}
		all += one(holdsAll)
	}
	return holds, all, worlds
}

// fewestCompared is how many organisations of a drawn world must have a rung, so
// that how often it is right is more than chance.
const fewestCompared = 100

// said finds the row of the table that holds for a size.
func said(table []Sureness, size Size) (row *Sureness, ok bool) {
	class := classOf(size)
	if class < 0 {
		return nil, false
	}
	at := slices.IndexFunc(table, func(s Sureness) bool { return s.Class == Classes()[class] })
	if at < 0 {
		return nil, false
	}
	return &table[at], true
}

// perMille is a part of a whole in thousandths, rounded down, and 0 of
// nothing.
func perMille(part, whole int) int {
	if whole == 0 {
		return 0
	}
	return 1000 * part / whole
}
