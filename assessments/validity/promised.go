package validity

import (
	"fmt"
	"strconv"
	"strings"
)

// Sure is the table that the program shows, with the range over the worlds.
func (f *Figures) Sure() string {
	t := newTable("responses", "same rung", "within one", "same stance", "same rung: mean (range)", "within one: mean (range)", "same stance: mean (range)")
	for _, s := range f.Table() {
		cells := []string{"`" + s.Name + "`"}
		for _, tenths := range s.Tenths() {
			cells = append(cells, strconv.Itoa(tenths))
		}
		for i := range s.Mean {
			cells = append(cells, fmt.Sprintf("%s (%s to %s)", percent(s.Mean[i]), percent(s.Low[i]), percent(s.High[i])))
		}
		t.row(cells...)
	}
	return t.String()
}

// Promise says in how many drawn worlds the table holds.
func (f *Figures) Promise() string {
	if len(f.drawn) == 0 {
		return ""
	}
	t := newTable("size", "worlds", "same rung holds in", "within one", "same stance", "all three")
	table := f.Table()
	for i, size := range f.Study.Sizes {
		row, ok := said(table, size)
		if !ok {
			continue
		}
		holds, all, worlds := f.promise(i, row.Tenths())
		t.row(size.String(), strconv.Itoa(worlds), share(holds[0], worlds), share(holds[1], worlds), share(holds[2], worlds), share(all, worlds))
	}
	return t.String()
}

// Ranges says what worlds are drawn from.
func (*Figures) Ranges() string {
	t := newTable("what", "the usual world", "drawn worlds")
	for _, r := range []struct {
		what  string
		usual int
		from  span
		show  func(int) string
	}{
		{"the middle of where organisations stand, in rungs", (usual.Low + usual.High) / 2, drawnFrom.middle, rungsOf},
		{"from the lowest to the highest, in rungs", usual.High - usual.Low, drawnFrom.width, rungsOf},
		{"scatter of an organisation's principles", usual.Principles, drawnFrom.principles, rungsOf},
		{"scatter of a principle's questions", usual.Questions, drawnFrom.questions, rungsOf},
		{"scatter of people", usual.Person, drawnFrom.person, rungsOf},
		{"scatter of one person's answers", usual.Answer, drawnFrom.answer, rungsOf},
		{"how much higher staff see it", usual.Gap, drawnFrom.gap, rungsOf},
		{"*don't know* among people with lived experience", usual.Unknown, drawnFrom.unknown, percent},
		{"more of it on structure and review", usual.Papers - usual.Unknown, drawnFrom.papers, percent},
	} {
		t.row(r.what, r.show(r.usual), r.show(r.from.from)+" to "+r.show(r.from.to))
	}
	return t.String()
}

// Design holds this report against the figures that version 2 was designed with,
// where the study has what they are of.
func (f *Figures) Design() string {
	t := newTable("people a side: 5 / 10 / 30", "version 1 then", "version 1 here", "version 2 then", "version 2 here")
	if len(f.shown()) < len(shownSizes) {
		return ""
	}
	for _, d := range []struct {
		what, world, v1, v2 string
		show                func(*Cell) string
	}{
		{"no rung at all, where many do not know", "papers", "65% / 36% / 38%", "4% / 0% / 0%", func(c *Cell) string { return share(noRung(c)) }},
		{"exactly the true rung", "usual", "59% / 75% / 85%", "68% / 78% / 85%", func(c *Cell) string { return share(same(c)) }},
		{"mean error in rungs", "usual", "−0.36 / −0.17 / −0.06", "−0.17 / 0.00 / −0.01", func(c *Cell) string { return hundredths(c.Error, c.Compared) }},
		{"some gap flagged though there is none", "usual", "96% / 84% / 68%", "16% / 17% / 1%", func(c *Cell) string { return share(flagged(c)) }},
		{"`priority` though there is none", "usual", "20% / 4% / 0%", "1% / 1% / 0%", func(c *Cell) string { return share(priority(c)) }},
		{"some flag, 1.5 rungs apart", "one-and-a-half-apart", "100% / 99% / 100%", "93% / 99% / 100%", func(c *Cell) string { return share(flagged(c)) }},
	} {
		if f.cell(d.world, shownSizes[0], inForce) == nil {
			return ""
		}
		t.row(d.what, d.v1, f.threeSizes(d.world, before, d.show), d.v2, f.threeSizes(d.world, inForce, d.show))
	}
	return t.String()
}

func (f *Figures) threeSizes(world string, variant int, show func(*Cell) string) string {
	texts := make([]string, len(shownSizes))
	for i, size := range shownSizes {
		texts[i] = show(f.cell(world, size, variant))
	}
	return strings.Join(texts, " / ")
}
