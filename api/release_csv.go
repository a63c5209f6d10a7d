package api

import (
	"strconv"

	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/release"
)

// releaseTable writes a release as a table of one line.
func releaseTable(p *comparisons.Publication) []byte {
	t := &table{}
	r, err := release.Parse(p.Body)
	if err != nil {
		t.text("status", "not_released")
		t.text("cohort", p.Cohort.ID)
		t.text("period", p.Period)
		t.text("message", release.Withheld)
		t.text("method", method)
		return t.bytes()
	}
	t.text("status", "released")
	t.text("cohort", r.Cohort)
	t.text("period", r.Period)
	t.text("count_band", r.CountBand)
	for i, principle := range release.Principles {
		t.number(principle, &r.Principles[i])
	}
	t.number("overall", &r.Overall)
	t.number("gap", r.Gap)
	for i, stance := range release.StanceNames {
		t.share("stance_"+stance, i, r.Stances != nil, func(i int) int { return r.Stances[i] })
	}
	t.text("median_stance", r.MedianStance)
	for i := range release.Rungs {
		t.share("rung_"+strconv.Itoa(i+1), i, r.Rungs != nil, func(i int) int { return r.Rungs[i] })
	}
	for i, quartile := range []string{"lower", "median", "upper"} {
		t.share("quartile_"+quartile, i, r.Quartiles != nil, func(i int) int { return r.Quartiles[i] })
	}
	t.number("rounding", &r.Rounding)
	t.text("note", r.Note())
	t.number("margin95", &r.Margin95)
	t.number("clear_change", whereSaid(&r.ClearChange))
	t.text("policy", r.Policy)
	t.text("demo", strconv.FormatBool(r.Demo))
	t.text("licence", licenceOf(p, licence))
	t.text("method", method)
	return t.bytes()
}

// whereSaid is nil for a figure that the oldest releases do not have.
func whereSaid(figure *int) *int {
	if *figure == 0 {
		return nil
	}
	return figure
}

// share adds a cell of a list that may not be there.
func (t *table) share(name string, i int, there bool, of func(int) int) {
	if !there {
		t.number(name, nil)
		return
	}
	share := of(i)
	t.number(name, &share)
}
