package api

import (
	"math"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/result"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
	"github.com/sevenrungs/sevenrungs/internal/edge"
)

// Export is all that is kept of an organisation. What people answer is not in it,
// nor what results were worked out from: that is shown to nobody.
type Export struct {
	ExportedAt   time.Time    `json:"exported_at"`
	Organisation Organisation `json:"organisation"`
	// All keys, but not the keys themselves: nobody has those but their holders
	Keys []Key `json:"keys"`
	// Whom it let in, and whom it once did
	Grants []Grant `json:"grants"`
	// All assessments, the oldest first
	Assessments []AssessmentExport `json:"assessments"`
}

// AssessmentExport is one assessment with all that hangs on it.
type AssessmentExport struct {
	Assessment Assessment `json:"assessment"`
	// All invitations, but not their keys
	Invitations []Invitation `json:"invitations"`
	// In standard words; null unless it is closed and its questionnaire is still installed
	Result *result.StoredDocument `json:"result" extensions:"x-nullable"`
	// What there is of the result when its questionnaire is gone; else null
	Figures *ExportedFigures `json:"figures" extensions:"x-nullable"`
	// Those that may be read, shuffled
	Notes []Note `json:"notes"`
	// All links to the result, but not their keys
	Links []Link `json:"links"`
	// null unless it is closed
	Plan *Plan `json:"plan" extensions:"x-nullable"`
}

// ExportedFigures are the figures of a result without words, by codes alone.
type ExportedFigures struct {
	Level *int `json:"level" minimum:"1" maximum:"12" extensions:"x-nullable" example:"5"`
	Index *int `json:"index" minimum:"0" maximum:"100" extensions:"x-nullable" example:"62"`
	// Whether a voice is missing
	Provisional bool `json:"provisional"`
	// How many there were of each voice
	Voices     []result.HeadCount `json:"voices"`
	Principles []ExportedFigure   `json:"principles"`
	Areas      []ExportedFigure   `json:"areas"`
}

// ExportedFigure is where an organisation stood on one principle or area.
type ExportedFigure struct {
	ID    string `json:"id" example:"equality"`
	Level *int   `json:"level" minimum:"1" maximum:"12" extensions:"x-nullable" example:"5"`
	Index *int   `json:"index" minimum:"0" maximum:"100" extensions:"x-nullable" example:"73"`
}

func newExportedFigures(scored *result.Scored) *ExportedFigures {
	figure := func(p *scoring.Profile) ExportedFigure {
		return ExportedFigure{p.ID, level(p.Rung), result.Points(p.Index)}
	}
	return &ExportedFigures{
		Level: level(scored.Rung), Index: result.Points(scored.Index), Provisional: scored.Provisional, Voices: scored.HeadCounts(),
		Principles: each(scored.Principles, figure), Areas: each(scored.Areas, figure),
	}
}

// exportOrganisation gives an organisation all that is kept of it.
//
//	@Summary		Take away all that is kept of an organisation
//	@Description	As one JSON document. What people answered is not in it, nor are the keys themselves. One at a time: while it is being given out, asking again is `409`. It counts as a tenth of the allowance.
//	@ID				exportOrganisation
//	@Tags			organisations
//	@Security		bearer
//	@Param			id	path		string	true	"The organisation"
//	@Success		200	{object}	Export
//	@Header			200	{string}	Content-Disposition	"A name for the file"
//	@Failure		409	{object}	Problem
//	@Router			/v1/organisations/{id}/export [get]
func (s *server) exportOrganisation(c *gin.Context) error {
	return s.giveExport(c, edge.CallerOf(c), c.Param("id"))
}

// giveExport replies with all that is kept of an organisation, as a file.
func (s *server) giveExport(c *gin.Context, caller access.Caller, id string) error {
	return s.oneAtATime(c, id, func() error {
		all, err := s.Service.Export(c.Request.Context(), caller, id)
		if err != nil {
			return err
		}
		c.Header("Cache-Control", "no-store")
		return s.stream(c, "sevenrungs-"+id+".json", s.newExport(&all))
	})
}

// oneAtATime gives something large out, which costs what the dearest call does. To
// whom it is being given out already gets no second one.
func (s *server) oneAtATime(c *gin.Context, what string, give func() error) error {
	if _, running := s.exports.LoadOrStore(what, true); running {
		return edge.Conflict.Problem("This is being given out already. Wait until it has come, then ask again.").After(time.Second)
	}
	defer s.exports.Delete(what)
	if err := s.Charge(c, math.MaxInt); err != nil {
		return err
	}
	return give()
}
