package web

import (
	"github.com/sevenrungs/sevenrungs/assessments"
)

// chart is the rungs of several results over time, in the units of its drawing. Its
// letters stand beside it, so that they are as large as the reader wants them.
type chart struct {
	Width, Height int
	Rungs         []chartRung
	Points        []chartPoint
	Lines         []chartLine
}

// chartRung is a step of the ladder behind the points.
type chartRung struct{ Level, Y int }

// chartPoint is one result.
type chartPoint struct {
	X, Y      int
	Left, Top int    // the corner of its square, where it is one
	Day       string // when it closed
	Staff     bool   // whether only staff are heard
}

// chartLine joins two results that can be compared.
type chartLine struct{ X1, Y1, X2, Y2 int }

// The chart, in units.
const (
	chartWidth = 320
	chartRungs = 32 // from rung to rung
	chartMark  = 8  // half of a mark
	mostPoints = 5  // that fit beside each other with their days
)

// chartOf draws the newest results that have a rung. It is nil with fewer than two:
// one point is no way.
func (v *visit) chartOf(all []assessments.Progress) *chart {
	var drawn []*assessments.Progress
	for i := range all {
		if all[i].Rung > 0 {
			drawn = append(drawn, &all[i])
		}
	}
	if len(drawn) < 2 {
		return nil
	}
	drawn = drawn[max(0, len(drawn)-mostPoints):]
	top := 0
	for _, p := range drawn {
		top = max(top, p.Instrument.Top())
	}
	c := &chart{Width: chartWidth, Height: top * chartRungs}
	height := func(level int) int { return (top-level)*chartRungs + chartRungs/2 }
	for level := top; level > 0; level-- {
		c.Rungs = append(c.Rungs, chartRung{level, height(level)})
	}
	at := map[string]chartPoint{}
	step := chartWidth / len(drawn)
	for i, p := range drawn {
		point := newChartPoint(step/2+i*step, height(p.Rung), p)
		at[p.Assessment.ID] = point
		c.Points = append(c.Points, point)
		if from, there := at[sinceOf(p)]; there {
			c.Lines = append(c.Lines, chartLine{from.X, from.Y, point.X, point.Y})
		}
	}
	return c
}

func newChartPoint(x, y int, p *assessments.Progress) chartPoint {
	return chartPoint{X: x, Y: y, Left: x - chartMark, Top: y - chartMark, Day: p.Assessment.ClosedAt.Format("Jan 06"), Staff: p.Provisional}
}

// sinceOf is the result that another is compared with; "" for none.
func sinceOf(p *assessments.Progress) string {
	if p.Change == nil || !p.Change.Comparable {
		return ""
	}
	return p.Change.Since
}
