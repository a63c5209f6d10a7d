package web

import (
	"strconv"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
)

// allAtOnce is a page as long as there is.
var allAtOnce = access.Page{Limit: access.MaxPage}

// progressPage is how an organisation has come on.
type progressPage struct {
	Organisation string
	Chart        *chart        // nil with nothing to draw
	Rows         []progressRow // the newest first
}

// progressRow is one result among others.
type progressRow struct {
	Title, Address, Rung, Index string
	Closed                      time.Time
	Staff                       bool     // whether only staff are heard
	Change                      []string // what changed since the one before
}

// showProgress shows how an organisation has come on over the years.
func (s *server) showProgress(v *visit, of *assessments.Organisation) error {
	found, err := s.Service.Progress(v.Request.Context(), v.caller, of.ID, allAtOnce)
	if err != nil {
		return err
	}
	data := progressPage{Organisation: of.Name, Chart: v.chartOf(found.Items)}
	for i := range found.Items {
		data.Rows = append([]progressRow{v.progressRow(&found.Items[i])}, data.Rows...)
	}
	return v.show("progress", data)
}

func (v *visit) progressRow(p *assessments.Progress) progressRow {
	t := teller{v, &p.Scored, v.questions(p.Instrument)}
	out := progressRow{
		Title: p.Assessment.Title, Address: "/assessments/" + p.Assessment.ID + "/result", Rung: t.numbered(p.Rung),
		Closed: p.Assessment.ClosedAt, Staff: p.Provisional && p.Rung > 0, Index: v.say("results.none"), Change: v.changeSaid(p.Change),
	}
	if p.Index.Valid() {
		out.Index = strconv.Itoa(p.Index.Rounded(1))
	}
	return out
}

// changeSaid says what changed since the result before, whether that is clear, and
// why it cannot be said.
func (v *visit) changeSaid(change *assessments.Change) []string {
	switch {
	case change == nil:
		return []string{v.say("progress.first")}
	case !change.Comparable:
		return []string{v.say("progress.not_comparable"), v.say(change.WhyNot)}
	}
	said := v.moved(change.Overall.Rungs, "progress.rungs_up", "progress.rungs_down", "progress.rungs_same")
	said = append(said, v.moved(change.Overall.Points, "progress.points_up", "progress.points_down", "progress.points_same")...)
	if change.Clear != nil {
		verdict := "progress.not_clear"
		if *change.Clear {
			verdict = "progress.clear"
		}
		said = append(said, v.say(verdict))
	}
	return said
}

func (v *visit) moved(by *int, up, down, same string) []string {
	switch {
	case by == nil:
		return nil
	case *by > 0:
		return []string{v.say(up, "n", *by)}
	case *by < 0:
		return []string{v.say(down, "n", -*by)}
	}
	return []string{v.say(same)}
}
