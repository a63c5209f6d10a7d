package api

import (
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/sevenrungs/sevenrungs/assessments/release"
	"github.com/sevenrungs/sevenrungs/assessments/table"
	"github.com/sevenrungs/sevenrungs/internal/edge"
)

// TableSchema says what is in each column of a table: a Table Schema 1.0.
//
//	@Description	See https://specs.frictionlessdata.io/table-schema/
type TableSchema struct {
	// The columns, in order
	Fields []TableField `json:"fields"`
	// What stands where there is no value
	MissingValues []string `json:"missingValues" example:""`
}

// TableField is one column.
type TableField struct {
	Name string `json:"name" example:"overall"`
	// What its cells hold
	Type string `json:"type" enums:"string,integer,boolean" example:"integer"`
	// Which kind of text: uri for an address
	Format      string            `json:"format,omitempty" example:"uri"`
	Description string            `json:"description"`
	Constraints *TableConstraints `json:"constraints,omitempty"`
}

// TableConstraints is what holds for each cell of a column.
type TableConstraints struct {
	// Whether each cell holds something
	Required bool `json:"required,omitempty"`
	// The least a number may be
	Minimum *int `json:"minimum,omitempty"`
	// The most a number may be
	Maximum *int `json:"maximum,omitempty"`
	// What it may be
	Enum []string `json:"enum,omitempty" example:"released"`
}

// columns says what stands in the columns of releases. Those of a list stand here
// under what their names begin with.
var columns = map[string]string{
	"status": "Whether there are figures", "cohort": "national, or the codes of the sectors", "period": "The period, such as a year",
	"count_band": "How many independent organisations take part, in bands", "overall": "The mean of the four principles, 0 to 100",
	"gap": "How much higher staff stand than people with lived experience, in points", "median_stance": "To, for or with: the one in the middle",
	"rounding": "To what the means are rounded", "note": "What a share of 0 or 100 means", "policy": "Which promise it was made under",
	"margin95":     "How far a mean may be off, in points, 19 times out of 20",
	"clear_change": "How far the means of two periods must differ before it is a change, in points",
	"demo":         "Whether the organisations are invented", "licence": "What it may be used under", "method": "How the figures are made",
	"message": "Why there are no figures, the same for every reason",
	"stance_": "The share that does things to, for or with people, in percent", "rung_": "The share on this rung, in percent",
	"quartile_": "The rung below which a quarter, a half or three quarters stand",
}

// always are the columns that are never empty.
var always = []string{"status", "cohort", "period", "count_band", "overall", "rounding", "margin95", "policy", "demo", "licence", "method", "message"}

// newTableSchema says what is in the columns of a release.
func newTableSchema(t *table.Table) TableSchema {
	out := TableSchema{MissingValues: []string{""}}
	for _, column := range t.Columns() {
		field := TableField{Name: column.Name, Type: "string", Description: aboutColumn(column.Name)}
		holds := TableConstraints{Required: slices.Contains(always, column.Name) || slices.Contains(release.Principles[:], column.Name)}
		switch {
		case column.Number:
			field.Type = "integer"
			holds.Minimum, holds.Maximum = new(0), new(100)
			if column.Name == "gap" {
				holds.Minimum = new(-100)
			}
		case column.Name == "demo":
			field.Type = "boolean"
		case column.Name == "licence", column.Name == "method":
			field.Format = "uri"
		case column.Name == "status":
			holds.Enum = []string{"released", "not_released"}
		case column.Name == "median_stance":
			holds.Enum = release.StanceNames[:]
		}
		field.Constraints = &holds
		out.Fields = append(out.Fields, field)
	}
	return out
}

func aboutColumn(name string) string {
	if about, known := columns[name]; known {
		return about
	}
	if list, _, one := strings.Cut(name, "_"); one {
		return columns[list+"_"]
	}
	return "The mean index of this principle, 0 to 100"
}

// nationalSchema describes the table of the public benchmark.
//
//	@Summary		Read what is in the table of the public benchmark
//	@Description	A Table Schema 1.0 of what comes as text/csv, or with the parameter as=csv. Where there are no figures, the table has other columns.
//	@ID				nationalSchema
//	@Tags			comparing
//	@Param			period	path		string	true	"The period"
//	@Success		200		{object}	TableSchema
//	@Header			200		{string}	ETag	"Changes when the body does"
//	@Success		304		"Not changed since the ETag in If-None-Match"
//	@Router			/v1/benchmarks/{period}/schema [get]
func (s *server) nationalSchema(c *gin.Context) error { return s.schema(c, "") }

// sectorSchema describes the table of the public benchmark of a sector.
//
//	@Summary		Read what is in the table of a sector
//	@Description	A Table Schema 1.0 of what comes as text/csv, or with the parameter as=csv. Where there are no figures, the table has other columns.
//	@ID				sectorSchema
//	@Tags			comparing
//	@Param			period	path		string	true	"The period"
//	@Param			code	path		string	true	"The section of the ICNP/TSO"
//	@Success		200		{object}	TableSchema
//	@Header			200		{string}	ETag	"Changes when the body does"
//	@Success		304		"Not changed since the ETag in If-None-Match"
//	@Router			/v1/benchmarks/{period}/sectors/{code}/schema [get]
func (s *server) sectorSchema(c *gin.Context) error {
	if c.Param("code") == "" {
		return edge.NoRoute(c)
	}
	return s.schema(c, c.Param("code"))
}

func (s *server) schema(c *gin.Context, sector string) error {
	found, err := s.Comparisons.Benchmark(c.Request.Context(), c.Param("period"), sector)
	if err != nil {
		return err
	}
	return send(c, openCaching, jsonType, encode(newTableSchema(releaseTable(&found))))
}
