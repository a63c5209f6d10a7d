package picture

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/release"
)

// releasePhrases are the words around the figures of a release in one language.
// The verbs stand for numbers and names.
type releasePhrases struct {
	benchmark string
	national  string
	sectors   string // names
	programme string
	band      string // from, to
	atLeast   string // from

	demo    notice
	nothing notice

	overall string
	mean    string // points, margin
	dot     string
	span    string

	gapTitle  string
	gapEnds   [2]string // lower, higher
	gapHigher string    // points, margin
	gapLower  string    // points, margin
	gapNone   string    // margin

	stances string
	doing   string // to, for or with
	median  string // to, for or with
	rungs   string
	half    string // the lowest rung of the middle half, the highest, the one in the middle
	oneRung string // of the middle half
	rounded string

	comparing     string
	noClearChange string // points
	change        string
	bounds        string // to what means are rounded, the lowest, the highest
	licence       string // its name
	method        string // where it is
	basedOn       string // names
}

var writtenForReleases = map[string]*releasePhrases{"en": {
	benchmark: "The public benchmark",
	national:  "All sectors together",
	sectors:   "Sectors: %s",
	programme: "A funder's programme",
	band:      "%s to %s independent organisations",
	atLeast:   "%s or more independent organisations",
	demo:      notice{"This is a demo", "All organisations in it are invented."},
	nothing:   notice{"Nothing is released", release.Withheld},
	overall:   "All four principles",
	mean:      "%d of 100, give or take %d",
	dot:       "The dot is the mean of the organisations.",
	span:      "The bar shows how far off it may be, 19 times out of 20.",

	gapTitle:  "The gap between staff and people with lived experience",
	gapEnds:   [...]string{"Staff lower", "Staff higher"},
	gapHigher: "Staff see things %d points higher, give or take %d",
	gapLower:  "Staff see things %d points lower, give or take %d",
	gapNone:   "Both see things alike, give or take %d points",

	stances: "Doing to, for or with people",
	doing:   "Doing %s",
	median:  "The organisation in the middle is doing things %s people.",
	rungs:   "On each rung",
	half:    "The middle half are on rungs %d to %d. The one in the middle is on rung %d.",
	oneRung: "The middle half are on rung %d.",
	rounded: "Shares are rounded so that they add up to 100%. One of 0% means few, and never none. One of 100% means nearly all, and never all.",

	comparing:     "Before you compare",
	noClearChange: "Means of two releases that differ by less than %d show no clear change.",
	change:        "A larger difference says that the group changed. It does not say why, and nothing about any one organisation.",
	bounds:        "Means are rounded to %d. None is shown under %d or over %d.",
	licence:       "Open data. The licence is %s.",
	method:        "How it is made: %s",
	basedOn:       written["en"][instrument.Standard].basedOn,
}}

// releasePhrasesFor returns the phrases in the language of the words, else in
// English.
func releasePhrasesFor(words *instrument.Words) (lang string, say *releasePhrases) {
	if say, ok := writtenForReleases[words.Lang]; ok {
		return words.Lang, say
	}
	return "en", writtenForReleases["en"]
}

// size says a count band in words.
func (p *releasePhrases) size(band string) string {
	if from, to, between := strings.Cut(band, "-"); between {
		return fmt.Sprintf(p.band, from, to)
	}
	return fmt.Sprintf(p.atLeast, strings.TrimSuffix(band, "+"))
}

// gap says which way a gap goes: above 0, staff stand higher.
func (p *releasePhrases) gap(points, margin int) string {
	switch {
	case points > 0:
		return fmt.Sprintf(p.gapHigher, points, margin)
	case points < 0:
		return fmt.Sprintf(p.gapLower, -points, margin)
	}
	return fmt.Sprintf(p.gapNone, margin)
}

// middle says the quartiles of the rungs.
func (p *releasePhrases) middle(lower, median, upper int) string {
	if lower == upper {
		return fmt.Sprintf(p.oneRung, median)
	}
	return fmt.Sprintf(p.half, lower, upper, median)
}

// oldClearChange is for the oldest releases, which do not say it themselves.
const oldClearChange = 10

// readings says how the figures may be read.
func (p *releasePhrases) readings(r *release.Release) []string {
	return []string{
		fmt.Sprintf(p.noClearChange, cmp.Or(r.ClearChange, oldClearChange)), p.change,
		fmt.Sprintf(p.bounds, r.Rounding, r.Rounding, 100-r.Rounding),
	}
}

// sources says what the picture rests on, and what may be done with it.
func (p *releasePhrases) sources(about *About, in *instrument.Instrument) []string {
	output := []string{fmt.Sprintf(p.method, about.Method), fmt.Sprintf(p.basedOn, sourcesOf(in))}
	if about.Licence != "" {
		output = append(output, fmt.Sprintf(p.licence, about.Licence))
	}
	return output
}
