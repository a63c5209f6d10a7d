package web

import (
	"cmp"
	"errors"
	"net/http"
	"strings"

	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/picture"
	"github.com/sevenrungs/sevenrungs/assessments/register"
	"github.com/sevenrungs/sevenrungs/assessments/release"
)

// released is a release as a page shows it, beside that of the period before
// where there is one. Of a refused one it holds the names alone, so that pages of
// all that is refused are the same but for those.
type released struct {
	Programme string   // its name; "" for the public benchmark
	Sectors   []string // of the benchmark; none for all of them
	Period    string
	Before    string // the period that it is compared with; "" for none
	Address   string // of this page, under which the table and the picture are

	*release.Release // nil when nothing is released
	Size             string
	Clearly          int // how far two means must differ
	Means            []figure
	Gap              *figure
	Stances, Rungs   []portion
	Lowest, Highest  int // the means that stand for all beyond them, too
}

// figure is a mean with its margin, on a track of a hundred points.
type figure struct {
	Title  string
	Now    spot
	Before *spot
	Change string // "" where nothing is compared
}

// spot is a mean with its margin, in words and on the track.
type spot struct {
	Period, Text   string
	Points, Margin int
	At, Low, Width int // from 0 to 100
}

// portion is how many of a hundred organisations there are of a sort.
type portion struct {
	Title   string
	Percent int
}

// released lays out what was published, beside what was before; nil is for
// nothing.
func (v *visit) released(now, before *comparisons.Publication) (*released, error) {
	subject, err := v.Comparisons.SubjectOf(v.Request.Context(), now)
	if err != nil {
		return nil, err
	}
	out := &released{Programme: subject.Programme, Period: now.Period, Address: v.Request.URL.Path}
	for _, code := range now.Sectors {
		out.Sectors = append(out.Sectors, register.Sector(code).Name())
	}
	if out.Release, err = figuresOf(now); out.Release == nil || err != nil {
		return out, err
	}
	var then *release.Release
	if before != nil {
		if then, err = figuresOf(before); err != nil {
			return nil, err
		}
	}
	words := v.questions(subject.Instrument)
	out.Size, out.Lowest, out.Highest = v.sizeOf(out.CountBand), out.Rounding, 100-out.Rounding
	out.Clearly = out.ClearlyApart(cmp.Or(then, out.Release))
	v.layMeans(out, then, words)
	v.layShares(out, subject.Instrument, words)
	return out, nil
}

// figuresOf returns the figures of a publication; nil when nothing is released.
func figuresOf(p *comparisons.Publication) (*release.Release, error) {
	found, err := release.Parse(p.Body)
	if errors.Is(err, release.ErrNotReleased) {
		return nil, nil //nolint:nilnil // nothing was released, which is no error
	}
	return found, err
}

// layMeans lays the means out, and the gap where there is one.
func (v *visit) layMeans(out *released, then *release.Release, words *instrument.Words) {
	changes := release.Changes{}
	if then != nil {
		out.Before, changes = then.Period, out.Since(then)
	}
	add := func(title string, of func(*release.Release) int, change release.Change) figure {
		f := figure{Title: title, Now: v.meanOf(out.Release, of(out.Release)), Change: v.changeOf(change)}
		if then != nil {
			before := v.meanOf(then, of(then))
			f.Before = &before
		}
		return f
	}
	out.Means = append(out.Means, add(v.say("release.overall"), func(r *release.Release) int { return r.Overall }, changes.Overall))
	for i, id := range release.Principles {
		out.Means = append(out.Means, add(words.Principles[id].Title, func(r *release.Release) int { return r.Principles[i] }, changes.Principles[i]))
	}
	if out.Release.Gap == nil {
		return
	}
	gap := figure{Title: v.say("release.gap"), Now: v.gapOf(out.Release), Change: v.changeOf(changes.Gap)}
	if then != nil && then.Gap != nil {
		before := v.gapOf(then)
		gap.Before = &before
	}
	out.Gap = &gap
}

// meanOf places a mean. The lowest and the highest that are shown stand for all
// beyond them, too.
func (v *visit) meanOf(r *release.Release, points int) spot {
	low, high := points-r.Margin95, points+r.Margin95
	if points <= r.Rounding {
		low = 0
	}
	if points >= 100-r.Rounding {
		high = 100
	}
	text := v.say("release.mean", "points", points, "margin", r.Margin95)
	return placed(r, text, points, points, low, high)
}

// gapOf places a gap: one of 0 stands in the middle.
func (v *visit) gapOf(r *release.Release) spot {
	key, points, at := "release.gap_none", *r.Gap, 50+*r.Gap
	switch {
	case points > 0:
		key = "release.gap_higher"
	case points < 0:
		key = "release.gap_lower"
	}
	text := v.say(key, "points", max(points, -points), "margin", r.Margin95)
	return placed(r, text, points, at, at-r.Margin95, at+r.Margin95)
}

func placed(r *release.Release, text string, points, at, low, high int) spot {
	low, high = max(0, low), min(100, high)
	return spot{Period: r.Period, Text: text, Points: points, Margin: r.Margin95, At: at, Low: low, Width: high - low}
}

func (v *visit) changeOf(change release.Change) string {
	switch change {
	case release.Higher:
		return v.say("release.higher")
	case release.Lower:
		return v.say("release.lower")
	case release.NoClearChange:
		return v.say("release.no_clear_change")
	}
	return ""
}

// layShares lays out how many organisations there are on each stance and rung, the
// highest first.
func (v *visit) layShares(out *released, in *instrument.Instrument, words *instrument.Words) {
	doing := [...]string{v.say("release.doing_to"), v.say("release.doing_for"), v.say("release.doing_with")}
	if out.Release.Stances != nil {
		for i := len(doing) - 1; i >= 0; i-- {
			out.Stances = append(out.Stances, portion{doing[i], out.Release.Stances[i]})
		}
	}
	if out.Release.Rungs != nil {
		for level := in.Top(); level > 0; level-- {
			out.Rungs = append(out.Rungs, portion{words.Rungs[in.Rung(level).ID].Title, out.Release.Rungs[level-1]})
		}
	}
}

// sizeOf says in words how many organisations take part.
func (v *visit) sizeOf(band string) string {
	if from, to, between := strings.Cut(band, "-"); between {
		return v.say("release.from_to", "from", from, "to", to)
	}
	return v.say("release.at_least", "from", strings.TrimSuffix(band, "+"))
}

// methodAddress is where it is described how the figures are made, and licence what
// open data may be used under.
const (
	methodAddress = "https://github.com/sevenrungs/sevenrungs/blob/main/docs/anonymity.md"
	licence       = "CC BY 4.0"
)

// sendPicture gives a release as a picture to keep.
func (v *visit) sendPicture(p *comparisons.Publication) error {
	subject, err := v.Comparisons.SubjectOf(v.Request.Context(), p)
	if err != nil {
		return err
	}
	figures, err := figuresOf(p)
	if err != nil {
		return err
	}
	about := picture.About{Programme: subject.Programme, Period: p.Period, Method: methodAddress}
	for _, code := range p.Sectors {
		about.Sectors = append(about.Sectors, register.Sector(code).Name())
	}
	if p.Cohort.Kind != release.ProgrammeCohort {
		about.Licence = licence
	}
	drawn := picture.OfRelease(figures, subject.Instrument, v.questions(subject.Instrument), &about, v.words)
	return v.file("seven-rungs-"+p.Period+".svg", "image/svg+xml", drawn.SVG())
}

// file gives something to keep.
func (v *visit) file(name, contentType string, body []byte) error {
	if v.Writer.Header().Get("Cache-Control") == "" {
		v.Header("Cache-Control", "private, no-cache")
	}
	v.Header("Content-Disposition", `attachment; filename="`+name+`"`)
	v.Data(http.StatusOK, contentType, body)
	return nil
}
