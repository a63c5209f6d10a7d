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

// canvas is a page that is filled from the top. What is written on it is told
// too, for the description.
type canvas struct {
	y      int // how far the page is filled
	shapes []any
	told   []string
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

// write tells a text and sets it, wrapped, from x to the right margin.
func (c *canvas) write(x int, style style, text string) {
	if text == "" {
		return
	}
	c.tell(text)
	c.set(x, style, wrap(text, style, pageWidth-margin-x))
}

// The space between the parts of the page.
const (
	gap    = 8
	marksY = 14 // from the top of a track to its marks
	digits = 39 // and to the line its digits stand on
)

func (v *View) draw() *canvas {
	c := &canvas{y: margin}
	if v.notice != nil { // whose view it is comes before all else
		c.y -= gap
		c.frame(v.notice)
		c.y += gap
	}
	c.write(margin, title, v.title)
	c.write(margin, body.on(soft), v.subtitle)
	c.write(margin, body.on(soft), v.closed)
	c.y += gap
	v.drawOverall(c)
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

// rule parts what comes from what was.
func (c *canvas) rule(space int) {
	c.y += space
	c.line(margin, c.y, pageWidth-margin, c.y, hair, 1)
	c.y += space
}

// close ends a page with what the picture rests on.
func (c *canvas) close(credits []string) {
	c.rule(gap)
	for _, credit := range credits {
		c.write(margin, small, credit)
	}
	c.y += margin / 2
}

// drawOverall shows to, for or with large, and the overall rung below it.
func (v *View) drawOverall(c *canvas) {
	c.tell(v.headline())
	if v.overall.level == 0 {
		c.set(margin, heading, wrap(v.headline(), heading, inside))
		return
	}
	c.set(margin, big, wrap(v.doing(), big, inside))
	c.set(margin, strong, wrap(v.overallRung(), strong, inside))
}

// frame puts a frame round what must not be missed. There may be none.
func (c *canvas) frame(notice *notice) {
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
	}{{strong, notice.what}, {body, notice.means}} {
		c.tell(part.text)
		c.set(margin+pad, part.style, wrap(part.text, part.style, inside-2*pad))
	}
	c.y += pad - 4
	c.add(rectangle{X: margin + 1, Y: top, Width: inside - 2, Height: c.y - top, Round: 4, Fill: "none", Stroke: ink, Border: 2, Dashes: "6 4"})
}

// drawVoices says who answered, each with the shape of its mark.
func (v *View) drawVoices(c *canvas) {
	c.write(margin, heading, v.say.whoAnswered)
	for _, who := range scoring.Voices {
		c.key(func(y int) { c.mark(keyX, y, keySize, who) }, body, v.answered(who))
	}
}

// Where a key's picture has its middle, and where its words begin.
const (
	keyX     = margin + 10
	keyWords = margin + 28
)

// key writes a text next to the picture that it explains.
func (c *canvas) key(picture func(y int), style style, text string) {
	picture(c.y + style.size*2/3)
	c.write(keyWords, style, text)
}

// How wide the frame of a mark is: on the track, and beside words.
const (
	markSize = 22
	keySize  = 13
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
	c.write(margin, heading, r.title)
	v.drawTrack(c, r)
	if !v.alone {
		c.key(func(y int) {
			if r.agreed.level > 0 {
				c.climbed(keyX-9, keyX+9, y)
			}
		}, strong, fmt.Sprintf("%s: %s", v.say.agreed, v.agreedText(r)))
	}
	for _, who := range scoring.Voices {
		c.key(func(y int) { c.mark(keyX, y, keySize, who) }, body, v.seen(r, who))
	}
	if apart := v.apart(r); apart != "" {
		c.key(func(y int) { c.apartKey(r.gap, y) }, gapStyle(r.gap), apart)
	}
}

func gapStyle(gap *scoring.Gap) style {
	if gap.Flag == scoring.Priority {
		return strong
	}
	return body
}

func (c *canvas) apartKey(gap *scoring.Gap, y int) {
	if gap.Rungs == 0 {
		c.mark(keyX, y, keySize, scoring.Learnt)
		c.mark(keyX, y, keySize, scoring.Lived)
		return
	}
	c.between(keyX-9, keyX+9, y)
}

// onTrack is where one of the equally far steps of a track stands; 0 is at its
// left end.
func onTrack(step, last int) int {
	const left, right = margin + 10, pageWidth - margin - 10
	return left + step*(right-left)/last
}

// track draws a line with a tick at each step, and what is written below it.
func (c *canvas) track(steps []string) {
	y, last := c.y+marksY, len(steps)-1
	c.line(onTrack(0, last), y, onTrack(last, last), y, hair, 2)
	for i, step := range steps {
		x := onTrack(i, last)
		c.line(x, y-5, x, y+5, hair, 2)
		c.letters(x, c.y+digits, "middle", small, step)
	}
}

// drawTrack draws the rungs from left to right, with the marks on them.
func (v *View) drawTrack(c *canvas, r row) {
	steps := make([]string, len(v.ladder))
	for i, rung := range v.ladder {
		steps[i] = strconv.Itoa(rung.level)
	}
	c.track(steps)
	at := func(level int) int { return onTrack(level-1, len(v.ladder)-1) }
	y := c.y + marksY
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
