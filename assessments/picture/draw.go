package picture

import (
	"fmt"
	"strconv"

	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// The page, in units. At the width of a phone a unit is a pixel.
const (
	pageWidth = 360
	margin    = 16
	inside    = pageWidth - 2*margin
)

// The colours. On paper each has a contrast of 7 to 1 or more, so that grey
// print keeps it.
const (
	paper     = "#ffffff"
	ink       = "#1a1a1a"
	soft      = "#4d4d4d"
	hair      = "#8c8c8c" // lines that carry no meaning
	shade     = "#d9d9d9" // of a shape that has an edge of ink
	livedInk  = "#8a1253"
	learntInk = "#0b4f6c"
)

// style is how a text is set.
type style struct {
	size int // no less than 12
	bold bool
	fill string
}

var (
	title   = style{20, true, ink}
	big     = style{24, true, ink}
	heading = style{16, true, ink}
	body    = style{14, false, ink}
	strong  = style{14, true, ink}
	small   = style{12, false, soft}
)

func (s style) on(fill string) style { return style{s.size, s.bold, fill} }

// leading is the distance from one line to the next.
func (s style) leading() int { return s.size + s.size/4 + 1 }

// canvas is a page that is filled from the top, between a left and a right edge.
// What is written on it is told too, for the description.
type canvas struct {
	width       int
	left, right int
	y           int // how far the page is filled
	shapes      []any
	told        []string
}

// newPhone is a page as wide as a phone.
func newPhone() *canvas {
	return &canvas{width: pageWidth, left: margin, right: pageWidth - margin, y: margin}
}

func (c *canvas) add(shapes ...any) { c.shapes = append(c.shapes, shapes...) }

func (c *canvas) line(x1, y1, x2, y2 int, colour string, width int) {
	c.add(stroke(x1, y1, x2, y2, colour, width))
}

func (c *canvas) tell(text string) { c.told = append(c.told, sentence(text)) }

// set writes lines from the current height down, and goes below them.
func (c *canvas) set(x int, style style, lines []string) {
	for _, line := range lines {
		c.letters(x, c.y+style.size, "", style, line)
		c.y += style.leading()
	}
}

func (c *canvas) letters(x, y int, anchor string, style style, line string) {
	shape := text{X: x, Y: y, Size: style.size, Anchor: anchor, Fill: style.fill, Text: line}
	if style.bold {
		shape.Weight = "bold"
	}
	c.add(shape)
}

// write tells a text and sets it, wrapped, from x to the right edge.
func (c *canvas) write(x int, style style, text string) {
	if text == "" {
		return
	}
	c.tell(text)
	c.set(x, style, wrap(text, style, c.right-x))
}

// The space between the parts of the page.
const (
	gap    = 8
	marksY = 14 // from the top of a track to its marks
	digits = 39 // and to the line its digits stand on
)

func (v *View) draw() *canvas {
	c := newPhone()
	v.drawNotice(c)
	v.drawHead(c)
	c.y += gap
	v.drawLadder(c)
	c.y += gap
	v.drawVoices(c)
	for _, r := range v.principles {
		v.drawRow(c, r)
	}
	c.close(v.credits())
	return c
}

// drawNotice says before all else whose view it is, where it is not that of both.
func (v *View) drawNotice(c *canvas) {
	if v.notice != nil {
		c.y -= gap
		c.frame(v.notice, big)
		c.y += gap
	}
}

// drawHead says what it is about, and where they stand.
func (v *View) drawHead(c *canvas) {
	c.write(c.left, title, v.title)
	c.write(c.left, body.on(soft), join(". ", v.subtitle, v.closed))
	c.y += gap
	v.drawOverall(c)
}

// rule parts what comes from what was.
func (c *canvas) rule(space int) {
	c.y += space
	c.line(c.left, c.y, c.right, c.y, hair, 1)
	c.y += space
}

// close ends a page with what the picture rests on.
func (c *canvas) close(credits []string) {
	c.rule(gap)
	for _, credit := range credits {
		c.write(c.left, small, credit)
	}
	c.y += margin / 2
}

// drawOverall shows to, for or with large, and the overall rung below it.
func (v *View) drawOverall(c *canvas) {
	c.tell(v.headline())
	if v.overall.level == 0 {
		c.set(c.left, heading, wrap(v.headline(), heading, c.right-c.left))
		return
	}
	c.set(c.left, big, wrap(v.doing(), big, c.right-c.left))
	c.set(c.left, strong, wrap(v.overallRung(), strong, c.right-c.left))
	c.write(c.left, small, v.sure)
}

// frame puts a frame round what must not be missed. There may be none.
func (c *canvas) frame(notice *notice, what style) {
	if notice == nil {
		return
	}
	const pad = 10
	c.y += gap
	top := c.y
	c.y += pad - 2
	for _, part := range []struct {
		style style
		text  string
	}{{what, notice.what}, {body, notice.means}} {
		c.tell(part.text)
		c.set(c.left+pad, part.style, wrap(part.text, part.style, c.right-c.left-2*pad))
	}
	c.y += pad - 4
	c.add(rectangle{X: c.left + 1, Y: top, Width: c.right - c.left - 2, Height: c.y - top, Round: 4, Fill: "none", Stroke: ink, Border: 2, Dashes: "6 4"})
}

// drawVoices says who answered, each with the shape of its mark.
func (v *View) drawVoices(c *canvas) {
	c.write(c.left, heading, v.text("picture.who_answered"))
	for _, who := range scoring.Voices {
		c.key(func(x, y int) { c.mark(x, y, keySize, who) }, body, v.answered(who))
	}
	if v.before != "" {
		c.key(func(x, y int) {
			c.faint(x-5, y, scoring.Lived)
			c.faint(x+5, y, scoring.Learnt)
		}, body, v.before)
	}
}

// How far from the left edge a key's picture has its middle, and its words begin.
const (
	keyMiddle = 10
	keyWords  = 28
)

// key writes a text next to the picture that it explains.
func (c *canvas) key(picture func(x, y int), style style, text string) {
	picture(c.left+keyMiddle, c.y+style.size*2/3)
	c.write(c.left+keyWords, style, text)
}

// How wide the frame of a mark is: on the track, and beside words.
const (
	markSize  = 22
	keySize   = 13
	faintSize = 8
)

// mark is a disc for people with lived experience and a frame for staff. The
// disc fits into the frame, so both can be seen when they share a rung.
func (c *canvas) mark(x, y, size int, who scoring.Voice) {
	if who == scoring.Lived {
		c.add(circle{X: x, Y: y, Radius: (size + 2) / 3, Fill: livedInk, Stroke: paper, Border: 1})
		return
	}
	c.add(rectangle{X: x - size/2, Y: y - size/2, Width: size, Height: size, Fill: paper, Stroke: learntInk, Border: max(2, size/7)})
}

// faint is the mark of where a voice stood before.
func (c *canvas) faint(x, y int, who scoring.Voice) {
	if who == scoring.Lived {
		c.add(circle{X: x, Y: y, Radius: faintSize / 2, Fill: paper, Stroke: hair, Border: 2})
		return
	}
	c.add(rectangle{X: x - faintSize/2, Y: y - faintSize/2, Width: faintSize, Height: faintSize, Fill: paper, Stroke: hair, Border: 2})
}

// between is the stretch that lies between the voices.
func (c *canvas) between(from, to, y int) {
	c.add(rectangle{X: from, Y: y - 3, Width: to - from, Height: 6, Fill: paper, Stroke: ink, Border: 1, Dashes: "3 2"})
}

// climbed is the stretch that both voices see.
func (c *canvas) climbed(from, to, y int) {
	c.line(from, y, to, y, ink, 6)
}

// drawRow draws one principle: the ladder on its side, and the words of it.
func (v *View) drawRow(c *canvas, r row) {
	c.rule(10)
	c.write(c.left, heading, r.title)
	v.drawTrack(c, r)
	if !v.alone {
		c.key(func(x, y int) {
			if r.agreed.level > 0 {
				c.climbed(x-9, x+9, y)
			}
		}, strong, fmt.Sprintf("%s: %s", v.agreedTitle(), v.agreedText(r)))
	}
	for _, who := range scoring.Voices {
		c.key(func(x, y int) { c.mark(x, y, keySize, who) }, body, v.seen(r, who))
	}
	if apart := v.apart(r); apart != "" {
		c.key(func(x, y int) { c.apartKey(r.gap, x, y) }, gapStyle(r.gap), apart)
	}
	c.write(c.left+keyWords, small, v.seenBefore(r))
}

func gapStyle(gap *scoring.Gap) style {
	if gap.Flag == scoring.Priority {
		return strong
	}
	return body
}

func (c *canvas) apartKey(gap *scoring.Gap, x, y int) {
	if gap.Rungs == 0 {
		c.mark(x, y, keySize, scoring.Learnt)
		c.mark(x, y, keySize, scoring.Lived)
		return
	}
	c.between(x-9, x+9, y)
}

// onTrack is where one of the equally far steps of a track stands; 0 is at its
// left end.
func (c *canvas) onTrack(step, last int) int {
	const end = 10
	return c.left + end + step*(c.right-c.left-2*end)/last
}

// track draws a line with a tick at each step, and what is written below it.
func (c *canvas) track(steps []string) {
	y, last := c.y+marksY, len(steps)-1
	c.line(c.onTrack(0, last), y, c.onTrack(last, last), y, hair, 2)
	for i, step := range steps {
		x := c.onTrack(i, last)
		c.line(x, y-5, x, y+5, hair, 2)
		c.letters(x, c.y+digits, "middle", small, step)
	}
}

// drawTrack draws the rungs from left to right, with the marks on them, and above
// them where the marks were before.
func (v *View) drawTrack(c *canvas, r row) {
	if v.before != "" {
		c.y += faintSize
	}
	steps := make([]string, len(v.ladder))
	for i, rung := range v.ladder {
		steps[i] = strconv.Itoa(rung.level)
	}
	c.track(steps)
	at := func(level int) int { return c.onTrack(level-1, len(v.ladder)-1) }
	y := c.y + marksY
	for _, who := range scoring.Voices {
		if level := r.before[who]; level > 0 {
			c.faint(at(level)+[...]int{-5, 5}[who], y-markSize/2-faintSize/2-1, who)
		}
	}
	if r.agreed.level > 1 && !v.alone {
		c.climbed(at(1), at(r.agreed.level), y)
	}
	lived, learnt := r.marks[scoring.Lived], r.marks[scoring.Learnt]
	if lived.state == stands && learnt.state == stands && lived.rung.level != learnt.rung.level {
		from, to := at(lived.rung.level), at(learnt.rung.level)
		c.between(min(from, to), max(from, to), y)
	}
	for _, who := range []scoring.Voice{scoring.Learnt, scoring.Lived} { // the disc goes into the frame
		if m := r.marks[who]; m.state == stands {
			c.mark(at(m.rung.level), y, markSize, who)
		}
	}
	c.y += digits + gap
}
