package api

import (
	"time"

	"github.com/gin-gonic/gin"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/result"
	"github.com/sevenrungs/sevenrungs/internal/edge"
)

// Asked is what a response answers, in whose voice, and who began it.
type Asked struct {
	Voice string `json:"voice" enums:"lived,learnt" example:"lived"`
	// invited: a person began it with an invitation. entered: the organisation or a partner did, and can read it
	Origin     string            `json:"origin" enums:"invited,entered" example:"invited"`
	Assessment AnswerAssessment  `json:"assessment"`
	Instrument result.Instrument `json:"instrument"`
}

// AnswerAssessment is what somebody who answers needs to know.
type AnswerAssessment struct {
	ID    string `json:"id" format:"uuid"`
	Title string `json:"title" example:"Short breaks 2026"`
	Scope string `json:"scope" enums:"individual,service,strategic" example:"service"`
	// How this voice answers
	Answering string     `json:"answering" enums:"individual,team" example:"individual"`
	ClosesAt  *time.Time `json:"closes_at" extensions:"x-nullable"`
}

func newAsked(asked *assessments.Asked) Asked {
	a := &asked.Assessment
	out := Asked{
		Voice:      asked.Voice.String(),
		Origin:     string(asked.Origin),
		Assessment: AnswerAssessment{a.ID, a.Title, string(a.Scope), string(a.Answering[asked.Voice]), timeOf(a.ClosesAt)},
		Instrument: result.Instrument{ID: a.Instrument, Version: a.Version},
	}
	if asked.Instrument != nil {
		out.Instrument.Digest = asked.Instrument.Digest()
	}
	return out
}

// showAsked shows what a response answers.
//
//	@Summary		Read what your response answers
//	@Description	For going on elsewhere, with the response key alone. Any other key gets 404.
//	@ID				showAsked
//	@Tags			answering
//	@Security		bearer
//	@Param			id			path		string	true	"The assessment"
//	@Param			response	path		string	true	"The response"
//	@Success		200			{object}	Asked
//	@Header			200			{string}	ETag	"Changes when the body does"
//	@Success		304			"Not changed since the ETag in If-None-Match"
//	@x-never		[403]
//	@Router			/v1/assessments/{id}/responses/{response}/asked [get]
func (s *server) showAsked(c *gin.Context) error {
	asked, err := s.Service.Asked(c.Request.Context(), edge.CallerOf(c), c.Param("id"), c.Param("response"))
	if err != nil {
		return err
	}
	return send(c, privately, jsonType, encode(newAsked(&asked)))
}
