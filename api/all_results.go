package api

import (
	"fmt"
	"io"
	"iter"
	"slices"

	"github.com/gin-gonic/gin"
	"github.com/go-json-experiment/json"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/result"
	"github.com/sevenrungs/sevenrungs/assessments/table"
	"github.com/sevenrungs/sevenrungs/internal/edge"
)

// ResultOf is a result, and whose it is.
type ResultOf struct {
	OrganisationID string `json:"organisation_id" format:"uuid"`
	result.StoredDocument
}

// streamResults gives all results that the caller may read.
//
//	@Summary		Read all results at once
//	@Description	Every result that the key may read, the first closed first, each as it is read alone: as JSON lines, or as one table with a line for each. To go on later, ask for those closed since the last one you have. Results with a questionnaire that is no longer installed are left out. One at a time: while they are being given out, asking again is `409`. It counts as a tenth of the allowance.
//	@ID				streamResults
//	@Tags			results
//	@Security		bearer
//	@Produce		application/x-ndjson,text/csv
//	@Param			closed_since	query	string	false	"Only those closed at this time or later"	Format(date-time)
//	@Param			organisation_id	query	string	false	"Only this organisation's"
//	@Param			variant			query	string	false	"Which words"	Enums(standard, easy_read)	default(standard)
//	@Param			bom				query	int		false	"1 for a table that Excel opens with all letters right"	Enums(1)
//	@Param			Accept-Language	header	string	false	"Which language, where there is one"
//	@Success		200	{object}	ResultOf
//	@Header			200	{string}	Content-Disposition	"A name for the file"
//	@Failure		409	{object}	Problem
//	@Router			/v1/results [get]
func (s *server) streamResults(c *gin.Context) error {
	format, err := edge.Preferred(c, linesType, csvType)
	if err != nil {
		return err
	}
	filter := assessments.ResultFilter{Organisation: c.Query("organisation_id")}
	if filter.ClosedSince, err = sinceOf(c, "closed_since"); err != nil {
		return err
	}
	locale, err := localeOf(c)
	if err != nil {
		return err
	}
	mark, err := markOf(c)
	if err != nil {
		return err
	}
	all := givenResults{s, locale, s.Service.Results(c.Request.Context(), edge.CallerOf(c), filter)}
	return s.oneAtATime(c, "results of "+edge.CallerOf(c).Holder(), func() error {
		return s.giveResults(c, format, mark, all)
	})
}

// giveResults replies with results as a file.
func (s *server) giveResults(c *gin.Context, format, mark string, all givenResults) error {
	c.Header("Cache-Control", "no-store")
	c.Writer.Header().Add("Vary", "Accept")
	c.Writer.Header().Add("Vary", "Accept-Language")
	if format == csvType {
		return s.streamFile(c, "sevenrungs-results.csv", csvType+"; charset=utf-8", func(out io.Writer) error {
			if _, err := io.WriteString(out, mark); err != nil {
				return err
			}
			return all.table(out)
		})
	}
	return s.streamFile(c, "sevenrungs-results.ndjson", linesType, all.lines)
}

// givenResults are results that are read while they are given out.
type givenResults struct {
	server *server
	locale Locale
	all    iter.Seq2[assessments.StoredResult, error]
}

// document is a result in the words of its reader.
func (g givenResults) document(stored *assessments.StoredResult) *result.StoredDocument {
	words := g.locale.words(stored.Instrument)
	return stored.Document(words, g.server.said(g.locale, words))
}

// lines writes a result a line.
func (g givenResults) lines(out io.Writer) error {
	for stored, err := range g.all {
		if err != nil {
			return err
		}
		line := ResultOf{stored.Assessment.Organisation, *g.document(&stored)}
		if err := json.MarshalWrite(out, line, json.Deterministic(true)); err != nil {
			return err
		}
		if _, err := io.WriteString(out, "\n"); err != nil {
			return err
		}
	}
	return nil
}

// table writes a result a line below the names of the columns: those of every
// questionnaire that there is.
func (g givenResults) table(out io.Writer) error {
	const whose = "organisation"
	sheet, err := table.NewSheet(out, slices.Concat([]string{whose}, result.Columns(g.server.Catalogue.All())))
	if err != nil {
		return err
	}
	for stored, err := range g.all {
		if err != nil {
			return err
		}
		var line table.Table
		line.Text(whose, stored.Assessment.Organisation)
		g.document(&stored).Line(&line)
		if err := sheet.Add(&line); err != nil {
			return err
		}
	}
	return sheet.Flush()
}

// markOf reads ?bom=: what a table begins with.
func markOf(c *gin.Context) (string, error) {
	switch given := c.Query("bom"); given {
	case "":
		return "", nil
	case "1":
		return table.Mark, nil
	default:
		return "", edge.Malformed.Problem(fmt.Sprintf("bom is %.80q. Use 1, or leave it out.", given))
	}
}

// marked is a table as the caller wants it to begin.
func marked(c *gin.Context, table []byte) ([]byte, error) {
	mark, err := markOf(c)
	return append([]byte(mark), table...), err
}
