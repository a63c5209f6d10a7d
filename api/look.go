package api

import (
	"time"

	"github.com/gin-gonic/gin"

	"github.com/sevenrungs/sevenrungs/assessments"
)

// LookRequest asks what an invitation is to.
type LookRequest struct {
	// The invitation's key
	Key string `json:"key" example:"rung_i…"`
}

// Look says who invites, and to what.
type Look struct {
	// Whether a response can be started. open also stands for a single-use link that was used
	State        string           `json:"state" enums:"open,used_up,expired,revoked,closed,cancelled" example:"open"`
	Assessment   LookAssessment   `json:"assessment"`
	Organisation LookOrganisation `json:"organisation"`
	// null when the person chooses
	Voice *string `json:"voice" extensions:"x-nullable" enums:"lived,learnt" example:"lived"`
}

// LookAssessment is what the questions are about.
type LookAssessment struct {
	Title    string     `json:"title" example:"Short breaks 2026"`
	ClosesAt *time.Time `json:"closes_at" extensions:"x-nullable"`
}

// LookOrganisation is who asks.
type LookOrganisation struct {
	Name string `json:"name" example:"Riverside Carers"`
	// Whom to ask for help, in the organisation's words. Show it as text: never make a link of it
	Contact *string `json:"contact" extensions:"x-nullable" example:"Ann at the front desk, 01632 960 123"`
	// Whether the operator has checked that it is who it says
	Verified bool `json:"verified" example:"true"`
}

func newLook(look *assessments.Look) Look {
	out := Look{
		State:        string(look.State),
		Assessment:   LookAssessment{look.Assessment.Title, timeOf(look.Assessment.ClosesAt)},
		Organisation: LookOrganisation{look.Organisation.Name, orNull(look.Organisation.Contact), look.Organisation.Verification.State == assessments.Verified},
	}
	if look.Voice != nil {
		out.Voice = orNull(look.Voice.String())
	}
	return out
}

// lookAtInvitation says who invites, before anything is used up.
//
//	@Summary		See who invites you
//	@Description	Uses nothing up, also when it is asked often. It does not tell whether a single-use link was used: who kept copies of the links would learn who has begun.
//	@ID				lookAtInvitation
//	@Tags			answering
//	@Param			request	body		LookRequest	true	"The invitation's key"
//	@Success		200		{object}	Look
//	@Failure		404		{object}	Problem
//	@x-example		{"key": "rung_i…"}
//	@Router			/v1/invitations/look [post]
func (s *server) lookAtInvitation(c *gin.Context) error {
	_, request, err := bodyOf[LookRequest](c)
	if err != nil {
		return err
	}
	look, err := s.Service.Look(c.Request.Context(), assessments.ParseSecret(request.Key))
	if err != nil {
		return err
	}
	c.Header("Cache-Control", "no-store")
	return writeJSON(c, newLook(&look))
}
