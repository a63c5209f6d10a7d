package api

import (
	"errors"
	"fmt"

	"github.com/gin-gonic/gin"

	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/picture"
	"github.com/sevenrungs/sevenrungs/assessments/register"
	"github.com/sevenrungs/sevenrungs/assessments/release"
	"github.com/sevenrungs/sevenrungs/internal/edge"
)

// licence is what open data may be used under, and licenceName what it is called.
const (
	licence     = "https://creativecommons.org/licenses/by/4.0/"
	licenceName = "CC BY 4.0"
)

// method is where it is described how the figures are made and how far they may
// be off.
const method = "https://github.com/sevenrungs/sevenrungs/blob/main/docs/anonymity.md"

// Release is what is published of a cohort in a period, or that nothing is.
//
//	@Description	The bytes never change. Means of two releases that differ by less than clear_change show no clear change: by less than the larger one, where the two differ in it. A larger difference says that the group changed, not why, and nothing about any one organisation.
type Release struct {
	Released    Released    `json:"released" extensions:"x-one-of"`
	NotReleased NotReleased `json:"not_released" extensions:"x-one-of"`
}

// NotReleased says that nothing is published, in the same words for every reason.
type NotReleased struct {
	Status string `json:"status" enums:"not_released" example:"not_released"`
	// The programme's id, the sectors' codes, or national
	Cohort string `json:"cohort" example:"national"`
	Period string `json:"period" example:"2026"`
	// Why nothing is released, the same for every reason
	Message string `json:"message" example:"Not enough independent contributors, or publishing could single one out."`
}

// Released is what is published of a cohort in a period. How many figures there are
// depends on how many organisations take part.
type Released struct {
	Status string `json:"status" enums:"released" example:"released"`
	// The programme's id, the sectors' codes, or national
	Cohort string `json:"cohort" example:"national"`
	Period string `json:"period" example:"2026"`
	// How many independent organisations take part, in bands
	CountBand string `json:"count_band" enums:"10-19,20-59,60-99,100-199,200+" example:"20-59"`
	// The mean index of each principle, by its id
	Principles map[string]int `json:"principles" example:"equality:45"`
	// The mean of the four
	Overall *int `json:"overall" example:"50"`
	// How much higher staff stand than people with lived experience, in points
	Gap *int `json:"gap,omitempty" example:"15"`
	// The shares that do things to, for and with people, in percent. They add up to 100
	Stances      map[string]int `json:"stances,omitempty" example:"to:30"`
	MedianStance string         `json:"median_stance,omitempty" enums:"to,for,with" example:"for"`
	// The shares on each rung, in percent. They add up to 100, and those by stance are sums of them
	Rungs map[string]int `json:"rungs,omitempty" example:"4:25"`
	// The rungs below which a quarter, a half and three quarters stand
	Quartiles map[string]int `json:"quartiles,omitempty" example:"median:4"`
	// To what the means are rounded
	Rounding int `json:"rounding" example:"5"`
	// What a share of 0 or 100 means, where there is one
	Note string `json:"note,omitempty" example:"0 means few and 100 nearly all, never none and all."`
	// How far a mean or the gap may be off, in points, 19 times out of 20
	Margin95 int `json:"margin95" example:"5"`
	// How far the means of two periods must differ before it is a change, in points. Two of one true mean differ as far at most once in 20 times
	ClearChange int `json:"clear_change,omitempty" example:"10"`
	// Which promise it was made under
	Policy string `json:"policy" example:"2"`
	// True for invented organisations
	Demo bool `json:"demo,omitempty"`
}

// showRelease shows what is published of a programme.
//
//	@Summary		Read a release of a programme
//	@Description	For its funder and the members who were counted, the same bytes: as JSON, as a line of a table, or as a picture. Means of two releases that differ by less than clear_change show no clear change: by less than the larger one, where the two differ in it. A larger difference says that the group changed, not why, and nothing about any one organisation.
//	@ID				showRelease
//	@Tags			comparing
//	@Security		bearer
//	@Produce		json,text/csv,image/svg+xml
//	@Param			id		path		string	true	"The programme"
//	@Param			period	path		string	true	"The period"
//	@Param			bom		query	int		false	"1 for a table that Excel opens with all letters right"	Enums(1)
//	@Param			Accept-Language	header	string	false	"Which language of a picture, where there is one"
//	@Success		200		{object}	Release
//	@Header			200		{string}	ETag	"The digest of the bytes"
//	@Success		304		"Not changed since the ETag in If-None-Match"
//	@Failure		409	{object}	Problem
//	@Router			/v1/programmes/{id}/releases/{period} [get]
func (s *server) showRelease(c *gin.Context) error {
	found, err := s.Comparisons.ProgrammeRelease(c.Request.Context(), edge.CallerOf(c), c.Param("id"), c.Param("period"))
	if err != nil {
		return err
	}
	return s.publish(c, &found, "private, max-age=86400")
}

// nationalBenchmark shows the public benchmark.
//
//	@Summary		Read the public benchmark
//	@Description	Open data, CC BY 4.0. Differentially private: each year's figures hide whether one organisation took part. Means of two releases that differ by less than clear_change show no clear change: by less than the larger one, where the two differ in it. A larger difference says that the group changed, not why, and nothing about any one organisation.
//	@ID				nationalBenchmark
//	@Tags			comparing
//	@Produce		json,text/csv,image/svg+xml
//	@Param			period	path		string	true	"The period"
//	@Param			as		query	string	false	"csv for the table, whatever else you accept: an address that is a file"	Enums(csv)
//	@Param			bom		query	int		false	"1 for a table that Excel opens with all letters right"	Enums(1)
//	@Param			Accept-Language	header	string	false	"Which language of a picture, where there is one"
//	@Success		200		{object}	Release
//	@Header			200		{string}	ETag	"The digest of the bytes"
//	@Header			200		{string}	Link	"The licence, the method, and the schema of the table"
//	@Success		304		"Not changed since the ETag in If-None-Match"
//	@Router			/v1/benchmarks/{period} [get]
func (s *server) nationalBenchmark(c *gin.Context) error { return s.benchmark(c, "") }

// sectorBenchmark shows the public benchmark of a sector.
//
//	@Summary		Read the public benchmark of a sector
//	@Description	Open data, CC BY 4.0. A small sector is published together with others; cohort names them all. Means of two releases that differ by less than clear_change show no clear change: by less than the larger one, where the two differ in it. A larger difference says that the group changed, not why, and nothing about any one organisation.
//	@ID				sectorBenchmark
//	@Tags			comparing
//	@Produce		json,text/csv,image/svg+xml
//	@Param			period	path		string	true	"The period"
//	@Param			code	path		string	true	"The section of the ICNP/TSO"
//	@Param			as		query	string	false	"csv for the table, whatever else you accept: an address that is a file"	Enums(csv)
//	@Param			bom		query	int		false	"1 for a table that Excel opens with all letters right"	Enums(1)
//	@Param			Accept-Language	header	string	false	"Which language of a picture, where there is one"
//	@Success		200		{object}	Release
//	@Header			200		{string}	ETag	"The digest of the bytes"
//	@Header			200		{string}	Link	"The licence, the method, and the schema of the table"
//	@Success		304		"Not changed since the ETag in If-None-Match"
//	@Router			/v1/benchmarks/{period}/sectors/{code} [get]
func (s *server) sectorBenchmark(c *gin.Context) error { return s.benchmark(c, c.Param("code")) }

func (s *server) benchmark(c *gin.Context, sector string) error {
	found, err := s.Comparisons.Benchmark(c.Request.Context(), c.Param("period"), sector)
	if err != nil {
		return err
	}
	c.Writer.Header().Add("Link", "<"+licence+`>; rel="license"`)
	c.Writer.Header().Add("Link", "<"+openPath(&found)+`/schema>; rel="describedby"; type="application/json"`)
	return s.publish(c, &found, openCaching)
}

// openCaching is that of what never changes, for everybody.
const openCaching = "public, max-age=31536000, immutable"

// releaseForm reads Accept and ?as=.
func releaseForm(c *gin.Context) (string, error) {
	as, named := c.GetQuery("as")
	switch {
	case !named:
		return edge.Preferred(c, jsonType, csvType, svgType)
	case as != "csv":
		return "", edge.Malformed.Problem(fmt.Sprintf("as is %.80q. Use csv, or leave it out.", as))
	}
	return csvType, nil
}

// publish replies with the kept bytes, or the same figures as a table or a
// picture.
func (s *server) publish(c *gin.Context, p *comparisons.Publication, caching string) error {
	format, err := releaseForm(c)
	if err != nil {
		return err
	}
	body := p.Body
	switch format {
	case csvType:
		if body, err = marked(c, releaseTable(p).Bytes()); err != nil {
			return err
		}
		format += "; charset=utf-8"
	case svgType:
		if body, err = s.releasePicture(c, p); err != nil {
			return err
		}
	}
	c.Writer.Header().Add("Link", "<"+method+`>; rel="describedby"`)
	c.Writer.Header().Add("Vary", "Accept")
	return send(c, caching, format, body)
}

// licenceOf names the licence of a publication, "" where it is not open data.
func licenceOf(p *comparisons.Publication, name string) string {
	if p.Cohort.Kind == release.ProgrammeCohort {
		return ""
	}
	return name
}

// releasePicture draws a release, or that there is none.
func (s *server) releasePicture(c *gin.Context, p *comparisons.Publication) ([]byte, error) {
	locale, err := localeOf(c)
	if err != nil {
		return nil, err
	}
	subject, err := s.Comparisons.SubjectOf(c.Request.Context(), p)
	if err != nil {
		return nil, err
	}
	figures, err := release.Parse(p.Body)
	if err != nil && !errors.Is(err, release.ErrNotReleased) {
		return nil, err
	}
	words := locale.words(subject.Instrument)
	said := s.said(locale, words)
	drawn := picture.OfRelease(figures, subject.Instrument, words, &picture.About{
		Programme: subject.Programme, Sectors: each(p.Sectors, func(code *string) string { return register.Sector(*code).Name() }),
		Period: p.Period, Licence: licenceOf(p, licenceName), Method: method,
	}, said)
	sayLanguage(c, words.Lang, drawn.Lang())
	return drawn.SVG(), nil
}
