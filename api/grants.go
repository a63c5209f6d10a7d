package api

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/internal/edge"
)

// GrantRequest lets a partner in.
type GrantRequest struct {
	// The partner tells you its id
	PartnerID string `json:"partner_id" format:"uuid"`
	// Until when; for good when left out
	ExpiresAt *time.Time `json:"expires_at,omitempty"`
}

// Grant lets a partner act for an organisation.
type Grant struct {
	ID        string `json:"id" format:"uuid"`
	PartnerID string `json:"partner_id" format:"uuid"`
	// partner: it came with the organisation, which the partner made
	MadeBy    string     `json:"made_by" enums:"organisation,partner" example:"organisation"`
	State     string     `json:"state" enums:"active,expired,revoked" example:"active"`
	CreatedAt time.Time  `json:"created_at"`
	ExpiresAt *time.Time `json:"expires_at" extensions:"x-nullable"`
	RevokedAt *time.Time `json:"revoked_at" extensions:"x-nullable"`
}

// GrantList is one page of grants.
type GrantList struct {
	Items []Grant `json:"items"`
	// The cursor of the next page; left out on the last
	Next string `json:"next,omitempty"`
}

func (s *server) newGrant(g *assessments.Grant) Grant {
	return Grant{g.ID, g.Partner, string(g.MadeBy), string(g.State(s.Now())), g.CreatedAt, timeOf(g.ExpiresAt), timeOf(g.RevokedAt)}
}

// createGrant lets a partner act for an organisation.
//
//	@Summary		Let a partner act for an organisation
//	@Description	It may do what the organisation may, but for shares, keys and grants. What it makes says so in lists. Its invitations and links end with the grant, and the keys of responses it entered then read no result.
//	@ID				createGrant
//	@Tags			organisations
//	@Security		bearer
//	@Param			id				path		string			true	"The organisation"
//	@Param			Idempotency-Key	header		string			false	"Makes it safe to send again for 24 hours"
//	@Param			request			body		GrantRequest	true	"Whom, and until when"
//	@Success		201				{object}	Grant
//	@Header			201				{string}	Idempotency-Replayed	"true when it was made before"
//	@x-example		{"partner_id": "0198f1d2-6f7e-7c3a-9b1e-0f6f3f1c2a11"}
//	@Router			/v1/organisations/{id}/grants [post]
func (s *server) createGrant(c *gin.Context) error {
	body, request, err := bodyOf[GrantRequest](c)
	if err != nil {
		return err
	}
	show := func(created *assessments.Grant, _ bool) creation {
		return creation{c.Request.URL.Path + "/" + created.ID, "", s.newGrant(created)}
	}
	in := assessments.GrantInput{Partner: request.PartnerID, ExpiresAt: endOf(request.ExpiresAt)}
	return create(s, c, body, show, func(once *access.IdempotencyKey[assessments.Grant]) (assessments.Grant, error) {
		return s.Service.CreateGrant(c.Request.Context(), edge.CallerOf(c), c.Param("id"), in, once)
	})
}

// listGrants lists who may act for an organisation.
//
//	@Summary		List who may act for an organisation
//	@Description	Those who no longer may, too.
//	@ID				listGrants
//	@Tags			organisations
//	@Security		bearer
//	@Param			id		path		string	true	"The organisation"
//	@Param			limit	query		int		false	"How many at most"	minimum(1)	maximum(100)	default(20)
//	@Param			cursor	query		string	false	"Where to go on: next of the page before"
//	@Success		200		{object}	GrantList
//	@Router			/v1/organisations/{id}/grants [get]
func (s *server) listGrants(c *gin.Context) error {
	return writeList(c, s.newGrant, func(g *assessments.Grant) string { return g.ID },
		func(page access.Page) (access.List[assessments.Grant], error) {
			return s.Service.Grants(c.Request.Context(), edge.CallerOf(c), c.Param("id"), page)
		})
}

// showGrant shows one grant.
//
//	@Summary		Show who may act for an organisation
//	@Description	One grant, whether it still holds or not.
//	@ID				showGrant
//	@Tags			organisations
//	@Security		bearer
//	@Param			id	path		string	true	"The organisation"
//	@Param			grant	path		string	true	"The id of the grant"
//	@Success		200	{object}	Grant
//	@Header			200	{string}	ETag	"Changes when the body does"
//	@Success		304	"Not changed since the ETag in If-None-Match"
//	@Router			/v1/organisations/{id}/grants/{grant} [get]
func (s *server) showGrant(c *gin.Context) error {
	found, err := s.Service.Grant(c.Request.Context(), edge.CallerOf(c), c.Param("id"), c.Param("grant"))
	if err != nil {
		return err
	}
	return send(c, privately, jsonType, encode(s.newGrant(&found)))
}

// revokeGrant ends what a partner may.
//
//	@Summary		No longer let a partner act for an organisation
//	@Description	It ends at once and stays in the list as revoked. So do the invitations and links that the partner made under it. The keys of responses that it entered read no result that is closed later.
//	@ID				revokeGrant
//	@Tags			organisations
//	@Security		bearer
//	@Param			id		path	string	true	"The organisation"
//	@Param			grant	path	string	true	"The id of the grant"
//	@Success		204
//	@Router			/v1/organisations/{id}/grants/{grant} [delete]
func (s *server) revokeGrant(c *gin.Context) error {
	if err := s.Service.RevokeGrant(c.Request.Context(), edge.CallerOf(c), c.Param("id"), c.Param("grant")); err != nil {
		return err
	}
	c.Status(http.StatusNoContent)
	return nil
}
