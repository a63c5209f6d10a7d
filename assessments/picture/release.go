package picture

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/release"
	"github.com/sevenrungs/sevenrungs/assessments/sentences"
)

// About is what the figures of a release do not say.
type About struct {
	Programme string   // its name; "" for the public benchmark
	Sectors   []string // their names; none for a programme, or for all of them
	Period    string   // for which it was asked; a release names its own
	Licence   string   // its name; "" for none
	Method    string   // where it is described how the figures are made
}

// Release is what is published of a cohort, as it is shown. It holds nothing
// but what was published, and each figure with how far it may be off.
type Release struct {
	title     string // what the cohort is called, and the period
	subtitles []string
	notice    *notice
	refused   bool

	overall    figure
	principles []figure
	gap        *figure
	stances    []share // highest first, as on a ladder; none in a small cohort
	median     string
	rungs      []share
	quartiles  string
	readings   []string // how the figures may be read
	credits    []string

	said *sentences.Sentences
}

// figure is a mean with its margin, on a track of a hundred points.
type figure struct {
	title    string
	steps    []string // what stands below the track
	ends     [2]string
	at       int // how many points from the left
	low, end int // between which points it may truly lie
	text     string
}

// share is how many of a hundred organisations there are of a sort.
type share struct {
	title   string
	percent int
}

// OfRelease lays a release out in the words of the instrument that its figures
// come from, and in the sentences of its reader. nil is for a cohort of which
// nothing is released: why, it does not say.
func OfRelease(r *release.Release, in *instrument.Instrument, words *instrument.Words, about *About, said *sentences.Sentences) *Release {
	v := &Release{said: said.Whole("cohort", "release", "picture", "stance"), title: visible(about.Programme), refused: r == nil}
	v.subtitles = []string{v.text("cohort.programme")}
	switch {
	case about.Programme == "" && len(about.Sectors) == 0:
		v.title, v.subtitles = v.text("cohort.benchmark"), []string{v.text("cohort.national")}
	case about.Programme == "":
		v.title, v.subtitles = v.text("cohort.benchmark"), []string{v.text("cohort.sectors", "names", strings.Join(about.Sectors, "; "))}
	}
	v.credits = v.creditsOf(about, in)
	if r == nil {
		v.title += ", " + about.Period
		v.notice = &notice{v.text("release.none_title"), v.text("release.none")}
		return v
	}
	v.title += ", " + r.Period
	v.subtitles = append(v.subtitles, v.size(r.CountBand))
	if r.Demo {
		v.notice = &notice{v.text("cohort.demo"), v.text("release.demo")}
	}
	v.figures(r, words)
	v.shares(r, builder{in: in, words: words})
	v.readings = v.readingsOf(r)
	return v
}

// figures lays the means out, and the gap where there is one.
func (v *Release) figures(r *release.Release, words *instrument.Words) {
	v.overall = v.mean(v.text("release.overall"), r.Overall, r)
	for i, id := range release.Principles {
		v.principles = append(v.principles, v.mean(words.Principles[id].Title, r.Principles[i], r))
	}
	if r.Gap == nil {
		return
	}
	const level = 50 // where a gap of 0 stands
	v.gap = &figure{
		title: v.text("release.gap"), steps: []string{"50", "25", "0", "25", "50"},
		ends: [2]string{v.text("release.gap_left"), v.text("release.gap_right")},
		at:   level + *r.Gap, low: max(0, level+*r.Gap-r.Margin95), end: min(100, level+*r.Gap+r.Margin95),
		text: v.gapText(*r.Gap, r.Margin95),
	}
}

// mean lays one mean out. The first and the last that is shown stand for all
// beyond them, too.
func (v *Release) mean(title string, mean int, r *release.Release) figure {
	f := figure{
		title: title, steps: []string{"0", "25", "50", "75", "100"},
		at: mean, low: max(0, mean-r.Margin95), end: min(100, mean+r.Margin95), text: v.text("release.mean", "points", mean, "margin", r.Margin95),
	}
	if mean <= r.Rounding {
		f.low = 0
	}
	if mean >= 100-r.Rounding {
		f.end = 100
	}
	return f
}

// shares lays out how many organisations there are on each stance and rung.
func (v *Release) shares(r *release.Release, b builder) {
	if r.Stances != nil {
		v.median = v.text("cohort.median", "stance", v.stanceText(r.MedianStance))
		for i, name := range release.StanceNames {
			v.stances = append(v.stances, share{v.text("cohort.doing", "stance", v.stanceText(name)), r.Stances[i]})
		}
		slices.Reverse(v.stances)
	}
	if r.Rungs != nil {
		v.quartiles = v.middle(r.Quartiles[0], r.Quartiles[1], r.Quartiles[2])
		for i, percent := range r.Rungs {
			v.rungs = append(v.rungs, share{b.rung(i + 1).numbered(), percent})
		}
		slices.Reverse(v.rungs)
	}
}

// SVG draws the release as [View.SVG] draws a result.
func (v *Release) SVG() []byte {
	headline := v.text("release.overall") + ": " + v.overall.text
	if v.refused {
		headline = v.notice.what
	}
	return v.draw().svg(v.said.Lang, v.title, headline)
}

func (v *Release) draw() *canvas {
	c := newPhone()
	c.write(margin, title, v.title)
	for _, subtitle := range v.subtitles {
		c.write(margin, body.on(soft), subtitle)
	}
	c.frame(v.notice, strong)
	if !v.refused {
		v.drawFigures(c)
		v.drawShares(c)
		v.drawReadings(c)
	}
	c.close(v.credits)
	return c
}

func (v *Release) drawFigures(c *canvas) {
	c.y += gap
	c.key(func(x, y int) { c.dot(x, y) }, body, v.text("cohort.dot"))
	c.key(func(x, y int) { c.span(x-9, x+9, y) }, body, v.text("cohort.span"))
	v.overall.draw(c)
	for i := range v.principles {
		v.principles[i].draw(c)
	}
	if v.gap != nil {
		v.gap.draw(c)
	}
}

func (v *Release) drawShares(c *canvas) {
	if len(v.stances) == 0 {
		return
	}
	c.rule(10)
	c.write(margin, heading, v.text("release.stances"))
	c.shares(v.stances, v.median)
	if len(v.rungs) > 0 {
		c.rule(10)
		c.write(margin, heading, v.text("release.rungs"))
		c.shares(v.rungs, v.quartiles)
	}
	c.y += gap / 2
	c.write(margin, small, v.text("release.portions"))
}

// drawReadings says what the figures do and do not mean.
func (v *Release) drawReadings(c *canvas) {
	c.rule(10)
	c.write(margin, heading, v.text("release.reading"))
	for _, reading := range v.readings {
		c.y += gap / 2
		c.write(margin, body, reading)
	}
}

// draw draws a figure on its track, with its words below.
func (f *figure) draw(c *canvas) {
	c.rule(10)
	c.write(margin, heading, f.title)
	c.track(f.steps)
	y := c.y + marksY
	c.span(c.onTrack(f.low, 100), c.onTrack(f.end, 100), y)
	c.dot(c.onTrack(f.at, 100), y)
	c.y += digits + gap
	if f.ends[0] != "" {
		c.letters(margin, c.y+small.size, "", small, f.ends[0])
		c.letters(pageWidth-margin, c.y+small.size, "end", small, f.ends[1])
		c.y += small.leading() + gap/2
	}
	c.write(margin, strong, f.text)
}

// dot is a mean, and span how far off it may be.
func (c *canvas) dot(x, y int) {
	c.add(circle{X: x, Y: y, Radius: 5, Fill: ink, Stroke: paper, Border: 1})
}

func (c *canvas) span(from, to, y int) {
	c.add(rectangle{X: from, Y: y - 7, Width: to - from, Height: 14, Fill: shade, Stroke: ink, Border: 1})
}

// shares draws a bar for each share, full at a hundred per cent, and says what
// lies in the middle.
func (c *canvas) shares(shares []share, middle string) {
	const high = 12
	c.y += gap
	for _, s := range shares {
		c.write(margin, body, fmt.Sprintf("%s: %d%%", s.title, s.percent))
		c.y += 2
		c.add(
			rectangle{X: margin, Y: c.y, Width: inside, Height: high, Fill: paper, Stroke: hair, Border: 1},
			rectangle{X: margin, Y: c.y, Width: s.percent * inside / 100, Height: high, Fill: ink},
		)
		c.y += high + gap
	}
	c.write(margin, strong, middle)
}
