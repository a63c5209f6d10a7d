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

// Contribution is what an exact result puts into releases, and whether it puts
// anything in: it must be complete, and more than a staff view. A guarded result
// shows less than that.
func Contribution(exact *scoring.Result) (release.Scores, bool) {
	if exact.Provisional || !Complete(exact) {
		return release.Scores{}, false
	}
	c := exact.Contribution()
	return release.Scores{Principles: [len(release.Principles)]int(c.Principles), Gap: c.Gap, Rung: c.Rung}, true
}

// Figures are what a complete result shows of where an organisation stands.
func Figures(shown *scoring.Result) release.Figures {
	f := release.Figures{Rung: shown.Rung}
	for i := range f.Principles {
		f.Principles[i] = shown.Principles[i].Index.Rounded(1)
	}
	return f
}
