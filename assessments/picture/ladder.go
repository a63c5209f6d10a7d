package picture

import "slices"

// Where the parts of the ladder stand.
const (
	leftRail, rightRail = 6, 38 // from the left edge
	labelX, labelWidth  = margin + 48, 216
	labelPad            = 6 // between a label and the edge of its ground
	braceX              = labelX + labelWidth + 8
	stanceAway          = 6 // from the brace
)

// label is the text beside a rung.
type label struct {
	rung        rung
	name, note  style
	names       []string // its name, in lines
	standing    string   // whether the organisation stands or aims there; "" if neither
	notes       []string // that, in lines
	ground      rectangle
	textsHeight int
}

// drawLadder draws the rungs from the top, equally far apart, each with its
// name, and marks the overall rung and the target. The rungs that are climbed
// are thick.
func (v *View) drawLadder(c *canvas) {
	labels := make([]label, 0, len(v.ladder))
	height := 2 * small.leading() // the least: a stance may take two lines
	for _, r := range slices.Backward(v.ladder) {
		l := v.label(r)
		labels = append(labels, l)
		height = max(height, l.textsHeight+gap)
	}
	c.rails(c.y, c.y+len(labels)*height)
	braceTop := c.y
	for i := range labels {
		l := &labels[i]
		c.rung(c.y+height/2, l.rung.level <= v.overall.level)
		c.label(l, height)
		c.tell(l.rung.numbered() + ", " + v.stance(l.rung))
		if l.standing != "" {
			c.tell(l.standing)
		}
		c.y += height
		if i+1 == len(labels) || labels[i+1].rung.stance != l.rung.stance {
			c.brace(v.stance(l.rung), braceX, braceTop, c.y)
			braceTop = c.y
		}
	}
}

// label says a rung's name, and whether the organisation stands or aims there:
// on a dark ground where it stands, in a broken frame where it aims, in a faint one
// where it stood before.
func (v *View) label(r rung) label {
	l := label{rung: r, name: body, note: small.on(ink), standing: v.standing(r.level)}
	switch r.level {
	case v.overall.level:
		l.name, l.note = strong.on(paper), small.on(paper)
		l.ground = rectangle{Fill: ink}
	case v.target:
		l.name = strong
		l.ground = rectangle{Fill: paper, Stroke: ink, Border: 2, Dashes: "6 4"}
	case v.stoodOn:
		l.ground = rectangle{Fill: paper, Stroke: hair, Border: 1}
	}
	l.names = wrap(r.numbered(), l.name, labelWidth-2*labelPad)
	l.notes = wrap(l.standing, l.note, labelWidth-2*labelPad)
	l.textsHeight = len(l.names)*l.name.leading() + len(l.notes)*l.note.leading()
	return l
}

// label draws a label in the middle of its row, from the current height down.
func (c *canvas) label(l *label, height int) {
	top := c.y
	if l.standing != "" {
		l.ground.X, l.ground.Y, l.ground.Width, l.ground.Height, l.ground.Round = labelX, top+2, labelWidth, height-4, 4
		c.add(l.ground)
	}
	c.y += (height - l.textsHeight) / 2
	c.set(labelX+labelPad, l.name, l.names)
	c.set(labelX+labelPad, l.note, l.notes)
	c.y = top
}

// rails are the sides of a ladder.
func (c *canvas) rails(top, bottom int) {
	for _, x := range []int{leftRail, rightRail} {
		c.line(c.left+x, top, c.left+x, bottom, ink, 3)
	}
}

// rung is thick when it is climbed.
func (c *canvas) rung(y int, climbed bool) {
	thick := 2
	if climbed {
		thick = 8
	}
	c.line(c.left+leftRail, y, c.left+rightRail, y, ink, thick)
}

// brace joins the rungs of one stance, and names it.
func (c *canvas) brace(stance string, x, top, bottom int) {
	const short = 4
	c.line(x, top+short, x, bottom-short, ink, 2)
	lines := wrap(stance, small.on(ink), c.right-x-stanceAway)
	below := c.y
	c.y = (top + bottom - len(lines)*small.leading()) / 2
	c.set(x+stanceAway, small.on(ink), lines)
	c.y = below
}
