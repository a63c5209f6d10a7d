package api

import (
	"github.com/gin-gonic/gin"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/internal/edge"
)

// ResponseKey is a new key to a response.
type ResponseKey struct {
	// Of the response, as before
	ID string `json:"id" format:"uuid"`
	// Opens this one response; null when it was shown before
	ResponseKey *string `json:"response_key" extensions:"x-nullable" example:"rung_r…"`
	// Whether the key was shown before: the request was sent again
	KeyShown bool `json:"key_shown" example:"false"`
}

// replaceResponseKey gives who holds a response key a new one.
//
//	@Summary		Replace your response key
//	@Description	Do so when your key came from somebody else: whoever sent it may have kept it. The old key opens nothing from the first use of the new one on, and works until then. If no answer reaches you, ask again: only the newest key counts. Everything else stays, the id too.
//	@ID				replaceResponseKey
//	@Tags			answering
//	@Security		bearer
//	@Param			id				path		string	true	"The assessment"
//	@Param			response		path		string	true	"The response"
//	@Param			Idempotency-Key	header		string	false	"Makes it safe to send again for 24 hours. The key is shown once, so it is better to ask again without"
//	@Success		201				{object}	ResponseKey
//	@Header			201				{string}	Idempotency-Replayed	"true when it was replaced before"
//	@x-never		[403]
//	@Router			/v1/assessments/{id}/responses/{response}/key [post]
func (s *server) replaceResponseKey(c *gin.Context) error {
	old, err := secretOf(c.Request)
	if err != nil {
		return err
	}
	caller := edge.CallerOf(c)
	show := func(replaced *assessments.NewResponse, secrets bool) creation {
		out := ResponseKey{ID: replaced.ID, KeyShown: !secrets}
		if secrets {
			out.ResponseKey = orNull(replaced.Secret.Reveal())
		}
		return creation{responseLocation(&replaced.Response), replaced.Tag(), out}
	}
	return createUntraced(s, c, nil, show, func(once *access.IdempotencyKey[assessments.NewResponse]) (assessments.NewResponse, error) {
		return s.Service.ReplaceResponseKey(c.Request.Context(), caller, old, c.Param("id"), c.Param("response"), once)
	})
}
