package api

import (
	"strconv"

	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/release"
	"github.com/sevenrungs/sevenrungs/assessments/table"
)

// releaseTable writes a release as a table of one line.
func releaseTable(p *comparisons.Publication) *table.Table {
	t := &table.Table{}
	r, err := release.Parse(p.Body)
	if err != nil {
		t.Text("status", "not_released")
		t.Text("cohort", p.Cohort.ID)
		t.Text("period", p.Period)
		t.Text("message", release.Withheld)
		t.Text("method", method)
		return t
	}
	t.Text("status", "released")
	t.Text("cohort", r.Cohort)
	t.Text("period", r.Period)
	t.Text("count_band", r.CountBand)
	for i, principle := range release.Principles {
		t.Number(principle, &r.Principles[i])
	}
	t.Number("overall", &r.Overall)
	t.Number("gap", r.Gap)
	for i, stance := range release.StanceNames {
		share(t, "stance_"+stance, i, r.Stances != nil, func(i int) int { return r.Stances[i] })
	}
	t.Text("median_stance", r.MedianStance)
	for i := range release.Rungs {
		share(t, "rung_"+strconv.Itoa(i+1), i, r.Rungs != nil, func(i int) int { return r.Rungs[i] })
	}
	for i, quartile := range []string{"lower", "median", "upper"} {
		share(t, "quartile_"+quartile, i, r.Quartiles != nil, func(i int) int { return r.Quartiles[i] })
	}
	t.Number("rounding", &r.Rounding)
	t.Text("note", r.Note())
	t.Number("margin95", &r.Margin95)
	t.Number("clear_change", whereSaid(&r.ClearChange))
	t.Text("policy", r.Policy)
	t.Text("demo", strconv.FormatBool(r.Demo))
	t.Text("licence", licenceOf(p, licence))
	t.Text("method", method)
	return t
}

// whereSaid is nil for a figure that the oldest releases do not have.
func whereSaid(figure *int) *int {
	if *figure == 0 {
		return nil
	}
	return figure
}

// share adds a cell of a list that may not be there.
func share(t *table.Table, name string, i int, there bool, of func(int) int) {
	if !there {
		t.Number(name, nil)
		return
	}
	share := of(i)
	t.Number(name, &share)
}
