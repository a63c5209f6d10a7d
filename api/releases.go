package api

import (
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/release"
)

// licence is what open data may be used under.
const licence = "https://creativecommons.org/licenses/by/4.0/"

// method is where it is described how the figures are made and how far they may
// be off.
const method = "https://github.com/sevenrungs/sevenrungs/blob/main/docs/anonymity.md"

// Release is what is published of a cohort in a period, or that nothing is. The
// bytes never change.
type Release struct {
	Status string `json:"status" enums:"released,not_released" example:"released"`
	ReleaseFigures
}

// ReleaseFigures are the figures of a release. How many there are depends on how
// many organisations take part. Two periods' means that differ by less than 10
// show no clear change: rounding and noise alone can move both.
type ReleaseFigures struct {
	// The programme's id, the sectors' codes, or national
	Cohort string `json:"cohort,omitempty" example:"national"`
	Period string `json:"period,omitempty" example:"2026"`
	// Why nothing is released, the same for every reason
	Message string `json:"message,omitempty"`
	// How many independent organisations take part, in bands
	CountBand string `json:"count_band,omitempty" enums:"10-19,20-59,60-99,100-199,200+" example:"20-59"`
	// The mean index of each principle, by its id
	Principles map[string]int `json:"principles,omitempty" example:"equality:45"`
	// The mean of the four
	Overall *int `json:"overall,omitempty" example:"50"`
	// How much higher staff stand than people with lived experience, in points
	Gap *int `json:"gap,omitempty" example:"15"`
	// The shares that do things to, for and with people, in percent
	Stances      map[string]int `json:"stances,omitempty" example:"to:30"`
	MedianStance string         `json:"median_stance,omitempty" enums:"to,for,with" example:"for"`
	// The shares on each rung, in percent
	Rungs     map[string]int `json:"rungs,omitempty" example:"4:25"`
	Quartiles map[string]int `json:"quartiles,omitempty" example:"median:4"`
	// To what the means are rounded
	Rounding int `json:"rounding,omitempty" example:"5"`
	// How far a mean may be off, in points, 19 times out of 20
	Margin95 int `json:"margin95,omitempty" example:"5"`
	// Which promise it was made under
	Policy string `json:"policy,omitempty" example:"1"`
	// True for invented organisations
	Demo bool `json:"demo,omitempty"`
}

// showRelease shows what is published of a programme.
//
//	@Summary		Read a release of a programme
//	@Description	For its funder and the members who were counted, the same bytes. Means that differ by less than 10 between two periods show no clear change.
//	@ID				showRelease
//	@Tags			comparing
//	@Security		bearer
//	@Produce		json,text/csv
//	@Param			id		path		string	true	"The programme"
//	@Param			period	path		string	true	"The period"
//	@Success		200		{object}	Release
//	@Header			200		{string}	ETag	"The digest of the bytes"
//	@Success		304		"Not changed since the ETag in If-None-Match"
//	@Failure		400,401,403,404,406,429,500,503	{object}	Problem
//	@Router			/v1/programmes/{id}/releases/{period} [get]
func (s *server) showRelease(c *gin.Context) error {
	found, err := s.Service.ProgrammeRelease(c.Request.Context(), callerOf(c), c.Param("id"), c.Param("period"))
	if err != nil {
		return err
	}
	return publish(c, &found, "private, max-age=86400")
}

// nationalBenchmark shows the public benchmark.
//
//	@Summary		Read the public benchmark
//	@Description	Open data, CC BY 4.0. Differentially private: each year's figures hide whether one organisation took part. Means that differ by less than 10 between two periods show no clear change.
//	@ID				nationalBenchmark
//	@Tags			comparing
//	@Produce		json,text/csv
//	@Param			period	path		string	true	"The period"
//	@Success		200		{object}	Release
//	@Header			200		{string}	ETag	"The digest of the bytes"
//	@Header			200		{string}	Link	"The licence and the method"
//	@Success		304		"Not changed since the ETag in If-None-Match"
//	@Failure		400,401,404,406,429,500	{object}	Problem
//	@Router			/v1/benchmarks/{period} [get]
func (s *server) nationalBenchmark(c *gin.Context) error { return s.benchmark(c, "") }

// sectorBenchmark shows the public benchmark of a sector.
//
//	@Summary		Read the public benchmark of a sector
//	@Description	A small sector is published together with others; cohort names them all.
//	@ID				sectorBenchmark
//	@Tags			comparing
//	@Produce		json,text/csv
//	@Param			period	path		string	true	"The period"
//	@Param			code	path		string	true	"The section of the ICNP/TSO"
//	@Success		200		{object}	Release
//	@Header			200		{string}	ETag	"The digest of the bytes"
//	@Header			200		{string}	Link	"The licence and the method"
//	@Success		304		"Not changed since the ETag in If-None-Match"
//	@Failure		400,401,404,406,429,500	{object}	Problem
//	@Router			/v1/benchmarks/{period}/sectors/{code} [get]
func (s *server) sectorBenchmark(c *gin.Context) error { return s.benchmark(c, c.Param("code")) }

func (s *server) benchmark(c *gin.Context, sector string) error {
	found, err := s.Service.Benchmark(c.Request.Context(), c.Param("period"), sector)
	if err != nil {
		return err
	}
	c.Writer.Header().Add("Link", "<"+licence+`>; rel="license"`)
	return publish(c, &found, "public, max-age=31536000, immutable")
}

// publish answers with the kept bytes, or the same figures as a table.
func publish(c *gin.Context, p *assessments.Publication, caching string) error {
	format, err := preferred(c, jsonType, csvType)
	if err != nil {
		return err
	}
	body := p.Body
	if format == csvType {
		body = releaseTable(p)
		format += "; charset=utf-8"
	}
	c.Writer.Header().Add("Link", "<"+method+`>; rel="describedby"`)
	c.Writer.Header().Add("Vary", "Accept")
	c.Header("Cache-Control", caching)
	if !notModified(c, etagOf(body)) {
		c.Data(http.StatusOK, format, body)
	}
	return nil
}

// releaseTable writes a release as a table of one line.
func releaseTable(p *assessments.Publication) []byte {
	t := &table{}
	r, err := release.Parse(p.Body)
	if err != nil {
		t.text("status", "not_released")
		t.text("cohort", p.Cohort.ID)
		t.text("period", p.Period)
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
	for i, stance := range []string{"to", "for", "with"} {
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
	t.number("margin95", &r.Margin95)
	t.text("policy", r.Policy)
	t.text("demo", strconv.FormatBool(r.Demo))
	t.text("licence", licence)
	t.text("method", method)
	return t.bytes()
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
