package picture

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// The wide page, in units. Across a sheet of paper its smallest text is as large as
// a footnote.
const (
	wideWidth  = 960
	wideMargin = 20
	gutter     = 24 // between columns
	perLine    = 4  // principles beside each other
)

// drawWide puts everything on a page about twice as wide as high.
func (v *View) drawWide() *canvas {
	c := &canvas{width: wideWidth, left: wideMargin, right: wideWidth - wideMargin, y: wideMargin}
	v.drawNotice(c)
	c.columns([]int{3, 2}, func() { v.drawHead(c) }, func() { v.drawVoices(c) })
	c.y += gap
	v.drawWideLadder(c)
	c.y += gap
	for rows := range slices.Chunk(v.principles, perLine) {
		columns := make([]func(), len(rows))
		for i, r := range rows {
			columns[i] = func() { v.drawColumn(c, r) }
		}
		c.columns(slices.Repeat([]int{1}, perLine), columns...)
	}
	c.close([]string{join(" ", v.credits()...)})
	return c
}

// columns draws parts beside each other, and goes below the longest. The shares say
// how the width is shared out.
func (c *canvas) columns(shares []int, parts ...func()) {
	all := 0
	for _, share := range shares {
		all += share
	}
	left, right, top, bottom := c.left, c.right, c.y, c.y
	room := right - left - gutter*(len(shares)-1)
	for i, part := range parts {
		c.right, c.y = c.left+room*shares[i]/all, top
		part()
		bottom = max(bottom, c.y)
		c.left = c.right + gutter
	}
	c.left, c.right, c.y = left, right, bottom
}

// drawColumn draws one principle in a column. The ladder above has the names of the
// rungs, so that only their numbers are written here. All is told.
func (v *View) drawColumn(c *canvas, r row) {
	c.y += gap
	c.write(c.left, heading, r.title)
	v.drawTrack(c, r)
	if !v.alone {
		c.tell(fmt.Sprintf("%s: %s", v.agreedTitle(), v.agreedText(r)))
		c.set(c.left, strong, wrap(fmt.Sprintf("%s: %s", v.agreedTitle(), v.agreedLevel(r)), strong, c.right-c.left))
	}
	seen := make([]string, len(scoring.Voices))
	for _, who := range scoring.Voices {
		c.tell(v.seen(r, who))
		seen[who] = v.side(who) + ": " + v.markCell(r.marks[who])
	}
	c.set(c.left, small.on(ink), wrap(strings.Join(seen, ". "), small, c.right-c.left))
	if apart := v.apart(r); apart != "" {
		c.write(c.left, gapStyle(r.gap), apart)
	}
	if before := v.seenBefore(r); before != "" {
		c.tell(before)
	}
}

// Where the parts of the wide ladder stand.
const (
	wideLabelX     = 48 // from the left edge
	wideStance     = 90 // the room for a stance, at the right edge
	mostForNames   = 240
	nameToMeaning  = 18
	betweenMeaning = 6
)

// drawWideLadder draws the rungs from the top, each with its name and what it means
// in a line.
func (v *View) drawWideLadder(c *canvas) {
	names := 0
	for _, r := range v.ladder {
		names = max(names, strong.width(r.numbered()))
	}
	names = min(names, mostForNames)
	top, braceTop := c.y, c.y
	for i, r := range slices.Backward(v.ladder) {
		v.drawWideRung(c, r, names)
		if i == 0 || v.ladder[i-1].stance != r.stance {
			c.brace(v.stance(r), c.right-wideStance, braceTop, c.y)
			braceTop = c.y
		}
	}
	c.rails(top, c.y)
}

// drawWideRung draws one rung: its name, whether the organisation stands or aims
// there, and what it means.
func (v *View) drawWideRung(c *canvas, r rung, names int) {
	l := v.label(r)
	means := style{13, false, l.name.fill}
	x, end, top := c.left+wideLabelX, c.right-wideStance-gap, c.y
	meansX := x + labelPad + names + nameToMeaning
	l.names = wrap(r.numbered(), l.name, names)
	l.notes = wrap(join(" ", l.standing, r.means), means, end-labelPad-meansX)
	height := max(len(l.names)*l.name.leading(), len(l.notes)*means.leading()) + betweenMeaning
	c.rung(top+height/2, r.level <= v.overall.level)
	if l.standing != "" {
		l.ground.X, l.ground.Y, l.ground.Width, l.ground.Height, l.ground.Round = x, top+1, end-x, height-2, 4
		c.add(l.ground)
	}
	c.tell(r.numbered() + ", " + v.stance(r))
	c.tell(join(" ", l.standing, r.means))
	c.y = top + (height-len(l.names)*l.name.leading())/2
	c.set(x+labelPad, l.name, l.names)
	c.y = top + (height-len(l.notes)*means.leading())/2
	c.set(meansX, means, l.notes)
	c.y = top + height
}
