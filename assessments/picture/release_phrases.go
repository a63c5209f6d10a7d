package picture

import (
	"cmp"
	"strings"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/release"
)

// Lang is the language of its sentences.
func (v *Release) Lang() string { return v.said.Lang }

// text returns a sentence.
func (v *Release) text(key string, filled ...any) string { return v.said.Text(key, filled...) }

// stanceText says to, for or with.
func (v *Release) stanceText(name string) string { return v.said.Stance(instrument.Stance(name)) }

// size says a count band in words.
func (v *Release) size(band string) string {
	if from, to, between := strings.Cut(band, "-"); between {
		return v.text("cohort.band", "from", from, "to", to)
	}
	return v.text("cohort.at_least", "from", strings.TrimSuffix(band, "+"))
}

// gapText says which way a gap goes: above 0, staff stand higher.
func (v *Release) gapText(points, margin int) string {
	switch {
	case points > 0:
		return v.text("release.gap_higher", "points", points, "margin", margin)
	case points < 0:
		return v.text("release.gap_lower", "points", -points, "margin", margin)
	}
	return v.text("release.gap_none", "margin", margin)
}

// middle says the quartiles of the rungs.
func (v *Release) middle(lower, median, upper int) string {
	if lower == upper {
		return v.text("cohort.one_rung", "middle", median)
	}
	return v.text("cohort.half", "low", lower, "high", upper, "middle", median)
}

// oldClearChange is for the oldest releases, which do not say it themselves.
const oldClearChange = 10

// readingsOf says how the figures may be read.
func (v *Release) readingsOf(r *release.Release) []string {
	return []string{
		v.text("cohort.no_clear_change", "points", cmp.Or(r.ClearChange, oldClearChange)), v.text("cohort.change"),
		v.text("release.reading_ends", "rounding", r.Rounding, "lowest", r.Rounding, "highest", 100-r.Rounding),
	}
}

// creditsOf says what the picture rests on, and what may be done with it.
func (v *Release) creditsOf(about *About, in *instrument.Instrument) []string {
	credits := []string{v.text("cohort.method", "address", about.Method), v.text("picture.based_on", "names", sourcesOf(in))}
	if about.Licence != "" {
		credits = append(credits, v.text("cohort.licence", "name", about.Licence))
	}
	return credits
}
