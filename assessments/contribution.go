package assessments

import (
	"github.com/sevenrungs/sevenrungs/assessments/release"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// Complete says whether a result can enter a release: it has an overall rung,
// and each of the four principles has an index.
func Complete(r *scoring.Result) bool {
	if r.Rung == 0 || len(r.Principles) != len(release.Principles) {
		return false
	}
	for i, p := range r.Principles {
		if p.ID != release.Principles[i] || !p.Index.Valid() {
			return false
		}
	}
	return true
}

// Contribution is what a complete result puts into a release: its figures as they
// are shown. The gap is the rounded mean of the principles' gaps in points, and 0
// where only people with lived experience are heard.
func Contribution(r *scoring.Result) release.Scores {
	s := release.Scores{Rung: r.Rung}
	sum, gaps := 0, 0
	for i, p := range r.Principles {
		s.Principles[i] = p.Index.Rounded(1)
		if p.Gap != nil && p.Gap.Points.Valid() {
			sum += p.Gap.Points.Rounded(1)
			gaps++
		}
	}
	if gaps > 0 {
		s.Gap = scoring.Ratio(sum, gaps).Rounded(1)
	}
	return s
}
