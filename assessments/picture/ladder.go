package picture

import (
	"fmt"
	"slices"
)

// Where the parts of the ladder stand.
const (
	leftRail, rightRail = margin + 6, margin + 38
	labelX, labelWidth  = margin + 48, 216
	labelPad            = 6 // between a label and the edge of its ground
	braceX              = labelX + labelWidth + 8
	stanceX             = braceX + 6
	stanceWidth         = pageWidth - stanceX - labelPad
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
	for _, x := range []int{leftRail, rightRail} {
		c.line(x, c.y, x, c.y+len(labels)*height, ink, 3)
	}
	braceTop := c.y
	for i := range labels {
		l := &labels[i]
		thick := 2
		if l.rung.level <= v.overall.level {
			thick = 8
		}
		c.line(leftRail, c.y+height/2, rightRail, c.y+height/2, ink, thick)
		c.label(l, height)
		c.tell(fmt.Sprintf("%s, "+v.say.stance, l.rung.numbered(), l.rung.stance))
		if l.standing != "" {
			c.tell(l.standing)
		}
		c.y += height
		if i+1 == len(labels) || labels[i+1].rung.stance != l.rung.stance {
			c.brace(fmt.Sprintf(v.say.stance, l.rung.stance), braceTop, c.y)
			braceTop = c.y
		}
	}
}

// label says a rung's name, and whether the organisation stands or aims there:
// on a dark ground where it stands, in a broken frame where it aims.
func (v *View) label(r rung) label {
	l := label{rung: r, name: body, note: small.on(ink), standing: v.standing(r.level)}
	switch r.level {
	case v.overall.level:
		l.name, l.note = strong.on(paper), small.on(paper)
		l.ground = rectangle{Fill: ink}
	case v.target:
		l.name = strong
		l.ground = rectangle{Fill: paper, Stroke: ink, Border: 2, Dashes: "6 4"}
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

// brace joins the rungs of one stance, and names it.
func (c *canvas) brace(stance string, top, bottom int) {
	const short = 4
	c.line(braceX, top+short, braceX, bottom-short, ink, 2)
	lines := wrap(stance, small.on(ink), stanceWidth)
	below := c.y
	c.y = (top + bottom - len(lines)*small.leading()) / 2
	c.set(stanceX, small.on(ink), lines)
	c.y = below
}
