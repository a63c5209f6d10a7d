package api

import (
	"net/url"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/release"
	"github.com/sevenrungs/sevenrungs/internal/edge"
)

// BenchmarkList is one page of the open data there is.
type BenchmarkList struct {
	Items []Benchmarks `json:"items"`
	// The cursor of the next page; left out on the last
	Next string `json:"next,omitempty"`
	// What all of it may be used under
	Licence string `json:"licence" format:"uri" example:"https://creativecommons.org/licenses/by/4.0/"`
	// How the figures are made, and how far they may be off
	Method string `json:"method" format:"uri"`
}

// Benchmarks is the open data of one period that is frozen.
type Benchmarks struct {
	Period   string    `json:"period" example:"2026"`
	FrozenAt time.Time `json:"frozen_at"`
	// The national one first, then those of sectors
	Releases []BenchmarkOf `json:"releases"`
}

// BenchmarkOf is one release of open data.
type BenchmarkOf struct {
	// national, or the sectors' codes
	Cohort string `json:"cohort" example:"national"`
	// The codes of the sectors that are published together; none for national
	Sectors []string `json:"sectors" example:"A"`
	// Whether there are figures, or too few took part
	Released bool `json:"released" example:"true"`
	// Where it is
	URL string `json:"url" format:"uri" example:"https://rungs.example.org/v1/benchmarks/2026"`
	// Where it is said what is in each column of its table
	Schema string `json:"schema" format:"uri" example:"https://rungs.example.org/v1/benchmarks/2026/schema"`
}

const linkedType = "application/ld+json"

// listBenchmarks lists the open data there is.
//
//	@Summary		List the open data
//	@Description	The public benchmarks of all periods that are frozen, by period. Also as a DCAT catalogue in JSON-LD, for those that collect open data. There it names only what has figures.
//	@ID				listBenchmarks
//	@Tags			comparing
//	@Produce		json,application/ld+json
//	@Param			limit	query		int		false	"How many periods at most"	minimum(1)	maximum(100)	default(20)
//	@Param			cursor	query		string	false	"Where to go on: next of the page before"
//	@Success		200		{object}	BenchmarkList
//	@Router			/v1/benchmarks [get]
func (s *server) listBenchmarks(c *gin.Context) error {
	format, err := edge.Preferred(c, jsonType, linkedType)
	if err != nil {
		return err
	}
	asked, err := pageOf(c)
	if err != nil {
		return err
	}
	found, err := s.Comparisons.AllOpenData(c.Request.Context(), asked.page())
	if err != nil {
		return err
	}
	next := ""
	if found.More {
		next = nextPage(c, found.Items[len(found.Items)-1].Name)
	}
	c.Header("Cache-Control", "no-cache")
	c.Writer.Header().Add("Vary", "Accept")
	base := s.Base(c)
	if format == linkedType {
		return send(c, "no-cache", linkedType, encode(newCatalogue(found.Items, base, s.Contact)))
	}
	show := func(of *comparisons.OpenData) Benchmarks { return newBenchmarks(of, base) }
	return writeJSON(c, BenchmarkList{each(found.Items, show), next, licence, method})
}

func newBenchmarks(of *comparisons.OpenData, base string) Benchmarks {
	return Benchmarks{of.Name, of.FrozenAt, each(of.Publications, func(p *comparisons.Publication) BenchmarkOf {
		address := base + openPath(p)
		sectors := p.Sectors
		if sectors == nil {
			sectors = []string{}
		}
		return BenchmarkOf{p.Cohort.ID, sectors, p.Released, address, address + "/schema"}
	})}
}

// openPath is where open data is read.
func openPath(p *comparisons.Publication) string {
	path := "/v1/benchmarks/" + url.PathEscape(p.Period)
	if p.Cohort.Kind == release.SectorCohort {
		path += "/sectors/" + url.PathEscape(p.Sectors[0])
	}
	return path
}
