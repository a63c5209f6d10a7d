package web

import (
	"fmt"
	"strconv"

	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/release"
	"github.com/sevenrungs/sevenrungs/assessments/table"
)

// sendTable gives a release as a table to keep, a figure a line, with the words of
// the page.
func (v *visit) sendTable(p *comparisons.Publication) error {
	data, err := v.released(p, nil)
	if err != nil {
		return err
	}
	rows := [][]string{{v.say("release.column_what"), v.say("release.column_figure"), v.say("release.column_margin")}}
	about := func(what, text string) { rows = append(rows, []string{what, text, ""}) }
	if data.Programme != "" {
		about(v.say("release.programme"), data.Programme)
	}
	about(v.say("release.period"), data.Period)
	if data.Release == nil {
		about(v.say("release.none_title"), v.say("release.none"))
		return v.sendRows(data.Period, rows)
	}
	about(v.say("release.who"), data.Size)
	means := data.Means
	if data.Gap != nil {
		means = append(means, *data.Gap)
	}
	for _, mean := range means {
		rows = append(rows, []string{mean.Title, strconv.Itoa(mean.Now.Points), strconv.Itoa(mean.Now.Margin)})
	}
	for _, share := range append(data.Stances, data.Rungs...) {
		about(share.Title, strconv.Itoa(share.Percent)+"%")
	}
	about(v.say("release.clearly"), strconv.Itoa(data.Clearly))
	if data.Demo {
		about(v.say("release.demo_title"), v.say("release.demo"))
	}
	if p.Cohort.Kind != release.ProgrammeCohort {
		about(v.say("release.licence"), licence)
	}
	about(v.say("release.how"), methodAddress)
	return v.sendRows(data.Period, rows)
}

// sendNamedTable gives what is shown by name as a table to keep, an organisation a
// line.
func (v *visit) sendNamedTable(results []namedResult) error {
	rows := [][]string{{v.say("named.column_name"), v.say("named.column_numbers"), v.say("named.column_assessment"), v.say("named.column_closed"), v.say("named.column_rung")}}
	for i, one := range results {
		row := []string{one.Name, one.Numbers, one.Title, one.Closed.Format("2006-01-02"), ""}
		if one.Rung != nil {
			row[4] = fmt.Sprintf("%d %s", one.Rung.Level, one.Rung.Title)
		}
		for _, principle := range one.Principles {
			if i == 0 {
				rows[0] = append(rows[0], principle.Title)
			}
			cell := ""
			if principle.Rung != nil {
				cell = fmt.Sprintf("%d %s", principle.Rung.Level, principle.Rung.Title)
			}
			row = append(row, cell)
		}
		rows = append(rows, row)
	}
	return v.sendRows("named", rows)
}

// sendRows gives a table to keep.
func (v *visit) sendRows(name string, rows [][]string) error {
	return v.file("seven-rungs-"+name+".csv", "text/csv; charset=utf-8", v.marked(table.Lines(rows)))
}

// marked is a table as it was asked for: ?bom=1 is for Excel, which else takes its
// letters for others.
func (v *visit) marked(body []byte) []byte {
	if v.Query("bom") != "1" {
		return body
	}
	return append([]byte(table.Mark), body...)
}
