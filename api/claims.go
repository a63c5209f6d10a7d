package api

import (
	"time"

	"github.com/gin-gonic/gin"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/internal/edge"
)

// ClaimLink is a link with which an organisation takes its first own key.
type ClaimLink struct {
	// Give it to the organisation, and to nobody else. null when it was shown before
	URL       *string   `json:"url" extensions:"x-nullable" example:"https://rungs.example.org/claim#rung_c…"`
	ExpiresAt time.Time `json:"expires_at"`
}

// ClaimMaker is whose claim link it was.
type ClaimMaker struct {
	Role string `json:"role" enums:"operator,partner" example:"partner"`
	// Of the partner, also once it is gone; null for the operator
	ID *string `json:"id" extensions:"x-nullable" format:"uuid"`
	// What the partner was called then; null for the operator
	Name *string `json:"name" extensions:"x-nullable" example:"Community Apps"`
}

// ClaimRequest takes a key with a claim link.
type ClaimRequest struct {
	// What stands in the link after the #
	Claim string `json:"claim" example:"rung_c…"`
}

// Claimed is the first own key of an organisation.
type Claimed struct {
	KeyCreated
	Organisation ClaimedOrganisation `json:"organisation"`
}

// ClaimedOrganisation is whose key was taken.
type ClaimedOrganisation struct {
	ID   string `json:"id" format:"uuid"`
	Name string `json:"name" example:"Riverside Carers"`
}

func newClaimMaker(m assessments.Maker) *ClaimMaker {
	if m.By == access.Nobody {
		return nil
	}
	return &ClaimMaker{string(m.By), orNull(m.Partner), orNull(m.PartnerName)}
}

// createClaim makes a claim link.
//
//	@Summary		Make a link for an organisation to take its first own key
//	@Description	For one that you made. The link works once, for 14 days, and in place of earlier ones. Only while the organisation has no working key. A partner's link is for an organisation that never had one.
//	@ID				createClaim
//	@Tags			keys
//	@Security		bearer
//	@Param			id				path		string	true	"The organisation"
//	@Param			Idempotency-Key	header		string	false	"Makes it safe to send again for 24 hours"
//	@Success		201				{object}	ClaimLink
//	@Header			201				{string}	Idempotency-Replayed	"true when it was made before"
//	@Router			/v1/organisations/{id}/claim [post]
func (s *server) createClaim(c *gin.Context) error {
	show := func(created *assessments.NewClaim, secrets bool) creation {
		out := ClaimLink{ExpiresAt: created.ExpiresAt}
		if secrets {
			out.URL = orNull(s.Base(c) + "/claim#" + created.Secret.Reveal())
		}
		return creation{"/v1/organisations/" + created.Organisation, "", out}
	}
	return create(s, c, nil, show, func(once *access.IdempotencyKey[assessments.NewClaim]) (assessments.NewClaim, error) {
		return s.Service.CreateClaim(c.Request.Context(), edge.CallerOf(c), c.Param("id"), once)
	})
}

// takeClaim makes the first own key of an organisation.
//
//	@Summary		Take the first own key of an organisation
//	@Description	With a claim link, once. Keep the key: it is shown once. It can agree to shares from 14 days later. The list of keys says for ever that it was taken so, and by whose link.
//	@ID				takeClaim
//	@Tags			keys
//	@Param			Idempotency-Key	header		string			false	"Makes it safe to send again for 24 hours"
//	@Param			request			body		ClaimRequest	true	"The link's secret"
//	@Success		201				{object}	Claimed
//	@Header			201				{string}	Idempotency-Replayed	"true when it was made before"
//	@Failure		404	{object}	Problem
//	@x-example		{"claim": "rung_c…"}
//	@Router			/v1/claims [post]
func (s *server) takeClaim(c *gin.Context) error {
	body, request, err := bodyOf[ClaimRequest](c)
	if err != nil {
		return err
	}
	show := func(taken *assessments.ClaimedKey, secrets bool) creation {
		o := &taken.Organisation
		return creation{"/v1/organisations/" + o.ID + "/keys/" + taken.ID, "", Claimed{KeyCreated{s.newKey(&taken.Key), keyOnce(taken.Secret, secrets)}, ClaimedOrganisation{o.ID, o.Name}}}
	}
	return create(s, c, body, show, func(once *access.IdempotencyKey[assessments.ClaimedKey]) (assessments.ClaimedKey, error) {
		return s.Service.TakeClaim(c.Request.Context(), assessments.ParseSecret(request.Claim), once)
	})
}
