package api

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/intake"
	"github.com/sevenrungs/sevenrungs/internal/edge"
)

// createAssessment opens an assessment.
//
//	@Summary		Open an assessment
//	@Description	It is pinned to its version of the instrument for ever. An organisation has at most 200 open assessments; past that comes `409`.
//	@ID				createAssessment
//	@Tags			assessments
//	@Security		bearer
//	@Param			Idempotency-Key	header		string				false	"Makes it safe to send again for 24 hours"
//	@Param			request			body		AssessmentRequest	true	"What is assessed, and how people answer"
//	@Success		201				{object}	Assessment
//	@Header			201				{string}	Location				"Its address"
//	@Header			201				{string}	Idempotency-Replayed	"true when it was made before"
//	@x-example		{"title": "Short breaks 2026"}
//	@Router			/v1/assessments [post]
func (s *server) createAssessment(c *gin.Context) error {
	body, request, err := bodyOf[AssessmentRequest](c)
	if err != nil {
		return err
	}
	show := func(created *assessments.Assessment, _ bool) creation {
		return creation{"/v1/assessments/" + created.ID, created.Tag(), newAssessment(created)}
	}
	return create(s, c, body, show, func(once *access.IdempotencyKey[assessments.Assessment]) (assessments.Assessment, error) {
		return s.Service.CreateAssessment(c.Request.Context(), edge.CallerOf(c), request.domain(edge.CallerOf(c)), once)
	})
}

// listAssessments lists what the caller may see.
//
//	@Summary		List assessments
//	@Description	Its own to an organisation, and to a partner those of all organisations it may act for. The first made come first; with closed_since, those that closed first do, and with updated_since alone those that changed first.
//	@ID				listAssessments
//	@Tags			assessments
//	@Security		bearer
//	@Param			limit			query		int		false	"How many at most"	minimum(1)	maximum(100)	default(20)
//	@Param			cursor			query		string	false	"Where to go on: next of the page before"
//	@Param			organisation_id	query		string	false	"Only this organisation's"
//	@Param			state			query		[]string	false	"Only those in this state, or in one of these, with commas between"	Enums(open, closed, cancelled)	collectionFormat(csv)
//	@Param			scope			query		string	false	"Only those of this scope"	Enums(individual, service, strategic)
//	@Param			instrument		query		string	false	"Only those with this instrument"
//	@Param			closed_since	query		string	false	"Only those closed at this time or later"	Format(date-time)
//	@Param			updated_since	query		string	false	"Only those changed at this time or later"	Format(date-time)
//	@Param			external_id		query		string	false	"Only those with this reference"
//	@Success		200				{object}	AssessmentList
//	@Router			/v1/assessments [get]
func (s *server) listAssessments(c *gin.Context) error {
	filter, err := assessmentFilterOf(c)
	if err != nil {
		return err
	}
	return writeList(c, newAssessment, filter.Place,
		func(page access.Page) (access.List[assessments.Assessment], error) {
			return s.Service.Assessments(c.Request.Context(), edge.CallerOf(c), filter, page)
		})
}

// showAssessment shows an assessment.
//
//	@Summary		Show an assessment
//	@Description	Of the answers so far it tells only whether each side has enough people.
//	@ID				showAssessment
//	@Tags			assessments
//	@Security		bearer
//	@Param			id	path		string	true	"Its id"
//	@Success		200	{object}	Assessment
//	@Header			200	{string}	ETag	"Names this state of it"
//	@Success		304	"Not changed since the ETag in If-None-Match"
//	@Router			/v1/assessments/{id} [get]
func (s *server) showAssessment(c *gin.Context) error {
	found, err := s.Service.Assessment(c.Request.Context(), edge.CallerOf(c), c.Param("id"))
	if err != nil {
		return err
	}
	return showEditable(c, found.Tag(), newAssessment(&found))
}

// changeAssessment edits an open assessment.
//
//	@Summary		Change an open assessment
//	@Description	Its title, target, end and reference. Never what people were promised when they answered.
//	@ID				changeAssessment
//	@Tags			assessments
//	@Security		bearer
//	@Accept			json,application/merge-patch+json
//	@Param			id			path		string			true	"Its id"
//	@Param			If-Match	header		string			true	"The ETag you read"
//	@Param			request		body		AssessmentPatch	true	"What changes"
//	@Success		200			{object}	Assessment
//	@Failure		409	{object}	Problem
//	@x-example		{"title": "Short breaks 2027", "target_rung": 6}
//	@Router			/v1/assessments/{id} [patch]
func (s *server) changeAssessment(c *gin.Context) error {
	match, body, err := changeOf(c)
	if err != nil {
		return err
	}
	changed, err := s.Service.ChangeAssessment(c.Request.Context(), edge.CallerOf(c), c.Param("id"), match, func(in *assessments.SetupInput) error {
		request := SetupRequest{in.Title, in.Target, timeOf(in.ClosesAt), in.ExternalID}
		defer func() { *in = request.domain() }()
		return intake.Patch(body, &request)
	})
	if err != nil {
		return err
	}
	return showEditable(c, changed.Tag(), newAssessment(&changed))
}

// closeAssessment closes an assessment.
//
//	@Summary		Close an assessment
//	@Description	Takes no more answers: `closes_at` is now. Then adds them up, keeps the result and deletes every response for good. Nothing changes a closed result. Closed again, it answers the same. With `202` it is closed, and what was deleted may still lie in the files of the database: `wiped_at` is null until it does not.
//	@ID				closeAssessment
//	@Tags			assessments
//	@Security		bearer
//	@Param			id	path		string	true	"Its id"
//	@Success		200	{object}	Assessment
//	@Success		202	{object}	Assessment
//	@Failure		409	{object}	Problem
//	@Router			/v1/assessments/{id}/close [post]
func (s *server) closeAssessment(c *gin.Context) error {
	closed, err := s.Service.CloseAssessment(c.Request.Context(), edge.CallerOf(c), c.Param("id"))
	if err != nil {
		return err
	}
	return showEnded(c, &closed)
}

// cancelAssessment ends an assessment without a result.
//
//	@Summary		Cancel an assessment
//	@Description	Deletes all answers for good. There is no result. Cancelled again, it answers the same. With `202` it is cancelled, and what was deleted may still lie in the files of the database: `wiped_at` is null until it does not.
//	@ID				cancelAssessment
//	@Tags			assessments
//	@Security		bearer
//	@Param			id	path		string	true	"Its id"
//	@Success		200	{object}	Assessment
//	@Success		202	{object}	Assessment
//	@Failure		409	{object}	Problem
//	@Router			/v1/assessments/{id}/cancel [post]
func (s *server) cancelAssessment(c *gin.Context) error {
	cancelled, err := s.Service.CancelAssessment(c.Request.Context(), edge.CallerOf(c), c.Param("id"))
	if err != nil {
		return err
	}
	return showEnded(c, &cancelled)
}

// showEnded replies with an assessment that is over. While wiping is owed that is not
// all done yet.
func showEnded(c *gin.Context, ended *assessments.Assessment) error {
	status := http.StatusOK
	if ended.WipingOwed() {
		status = http.StatusAccepted
	}
	return showEditableAs(c, status, ended.Tag(), newAssessment(ended))
}
