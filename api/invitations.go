package api

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/internal/edge"
)

// InvitationRequest asks for an invitation.
type InvitationRequest struct {
	// Whose voice it is for; the person chooses when left out
	Voice string `json:"voice,omitempty" enums:"lived,learnt" example:"lived"`
	// How many links to make, each for one person: the safe way. In place of uses
	Links *int `json:"links,omitempty" minimum:"1" maximum:"500" example:"12"`
	// How many responses one link may start that people share. Whoever holds it can answer more than once: see the description
	Uses *int `json:"uses,omitempty" minimum:"1" maximum:"10000" default:"1" example:"6"`
	// When it stops working; with the assessment when left out
	ExpiresAt *time.Time `json:"expires_at,omitempty"`
}

// Invitation lets people start responses. What ties a response to it is not
// kept.
type Invitation struct {
	ID string `json:"id" format:"uuid"`
	// null when the person chooses
	Voice *string `json:"voice" extensions:"x-nullable" enums:"lived,learnt" example:"lived"`
	// How many responses it may start, all its links together
	Uses int `json:"uses" example:"12"`
	// Whether each of its links starts one response. Otherwise people share one link
	SingleUse bool `json:"single_use" example:"true"`
	// How many responses it has started. Which links did nobody is told. null where one person holds it alone
	Used  *int   `json:"used" extensions:"x-nullable" example:"2"`
	State string `json:"state" enums:"active,expired,revoked" example:"active"`
	Maker
	CreatedAt time.Time  `json:"created_at"`
	ExpiresAt *time.Time `json:"expires_at" extensions:"x-nullable"`
	RevokedAt *time.Time `json:"revoked_at" extensions:"x-nullable"`
}

// InvitationCreated is a new invitation.
type InvitationCreated struct {
	Invitation
	KeyOnce
	// Where a person can answer with it. null when it was shown before, and with links
	URL *string `json:"url" extensions:"x-nullable" example:"https://rungs.example.org/answer#rung_i…"`
	// With links: one for each person. Empty when they were shown before, and without links
	Links []InvitationLink `json:"links"`
}

// InvitationLink starts one response.
type InvitationLink struct {
	Key string `json:"key" example:"rung_i…"`
	// Where a person can answer with it
	URL string `json:"url" example:"https://rungs.example.org/answer#rung_i…"`
}

// InvitationList is one page of invitations.
type InvitationList struct {
	Items []Invitation `json:"items"`
	// The cursor of the next page; left out on the last
	Next string `json:"next,omitempty"`
}

// RedeemRequest starts a response.
type RedeemRequest struct {
	// The invitation's key
	Key string `json:"key" example:"rung_i…"`
	// Needed only when the invitation leaves it to the person
	Voice string `json:"voice,omitempty" enums:"lived,learnt" example:"lived"`
}

// Redeemed is a response that an invitation started.
type Redeemed struct {
	// The id of the response
	ResponseID string `json:"response_id" format:"uuid"`
	// Opens this one response; null when it was shown before
	ResponseKey *string `json:"response_key" extensions:"x-nullable" example:"rung_r…"`
	// Whether the key was shown before: the request was sent again
	KeyShown bool `json:"key_shown" example:"false"`
	Asked
}

func (s *server) newInvitation(i *assessments.Invitation) Invitation {
	out := Invitation{
		ID: i.ID, Uses: i.Uses, SingleUse: i.SingleUse, State: string(i.State(s.Now())), Maker: newMaker(&i.Maker),
		CreatedAt: i.CreatedAt, ExpiresAt: timeOf(i.ExpiresAt), RevokedAt: timeOf(i.RevokedAt),
	}
	if i.Voice != nil {
		out.Voice = orNull(i.Voice.String())
	}
	if i.Uses > 1 { // of one use it would tell whether that one person has begun
		started := i.Started()
		out.Used = &started
	}
	return out
}

// newInvitationCreated shows an invitation, and its keys this one time.
func (s *server) newInvitationCreated(c *gin.Context, created *assessments.NewInvitation, secrets bool) InvitationCreated {
	out := InvitationCreated{Invitation: s.newInvitation(&created.Invitation)}
	if !secrets {
		out.KeyShown = true
		return out
	}
	for _, secret := range created.Secrets {
		key := secret.Reveal()
		out.Links = append(out.Links, InvitationLink{key, s.Base(c) + "/answer#" + key})
	}
	if !created.Apart {
		out.Key, out.URL, out.Links = &out.Links[0].Key, &out.Links[0].URL, nil
	}
	return out
}

// createInvitation makes an invitation.
//
//	@Summary		Invite people to answer
//	@Description	Best make `links`: one for each person, for one response each. They are shown once. Neither lists nor the links themselves tell who has begun.
//	@Description
//	@Description	With `uses` people share one link. Then one person who holds it can answer as often as it has uses, and so reach the minimum alone: a voice that looks like many may be one. A stored result says how many responses of each voice were started with shared links.
//	@Description
//	@Description	A key only starts responses. What a person then writes hangs on a key of their own. An invitation that a partner makes ends when the grant does. An assessment has at most 20 invitations that hold; past that comes `409`.
//	@ID				createInvitation
//	@Tags			assessments
//	@Security		bearer
//	@Param			id				path		string				true	"The assessment"
//	@Param			Idempotency-Key	header		string				false	"Makes it safe to send again for 24 hours"
//	@Param			request			body		InvitationRequest	true	"For whom, and how often"
//	@Success		201				{object}	InvitationCreated
//	@Header			201				{string}	Idempotency-Replayed	"true when it was made before"
//	@x-example		{"voice": "lived", "links": 12}
//	@Router			/v1/assessments/{id}/invitations [post]
func (s *server) createInvitation(c *gin.Context) error {
	body, request, err := bodyOf[InvitationRequest](c)
	if err != nil {
		return err
	}
	show := func(created *assessments.NewInvitation, secrets bool) creation {
		return creation{c.Request.URL.Path + "/" + created.ID, "", s.newInvitationCreated(c, created, secrets)}
	}
	in := assessments.InvitationInput{Voice: request.Voice, Uses: request.Uses, Links: request.Links, ExpiresAt: endOf(request.ExpiresAt)}
	return create(s, c, body, show, func(once *access.IdempotencyKey[assessments.NewInvitation]) (assessments.NewInvitation, error) {
		return s.Service.CreateInvitation(c.Request.Context(), edge.CallerOf(c), c.Param("id"), in, once)
	})
}

// listInvitations lists the invitations to an assessment.
//
//	@Summary		List invitations
//	@Description	Those that ended, too, and who made each.
//	@ID				listInvitations
//	@Tags			assessments
//	@Security		bearer
//	@Param			id		path		string	true	"The assessment"
//	@Param			limit	query		int		false	"How many at most"	minimum(1)	maximum(100)	default(20)
//	@Param			cursor	query		string	false	"Where to go on: next of the page before"
//	@Success		200		{object}	InvitationList
//	@Router			/v1/assessments/{id}/invitations [get]
func (s *server) listInvitations(c *gin.Context) error {
	return writeList(c, s.newInvitation, func(i *assessments.Invitation) string { return i.ID },
		func(page access.Page) (access.List[assessments.Invitation], error) {
			return s.Service.Invitations(c.Request.Context(), edge.CallerOf(c), c.Param("id"), page)
		})
}

// showInvitation shows one invitation.
//
//	@Summary		Show an invitation
//	@Description	Whether it still works, how often it was used and who made it. Its links are not shown again.
//	@ID				showInvitation
//	@Tags			assessments
//	@Security		bearer
//	@Param			id	path		string	true	"The assessment"
//	@Param			invitation	path		string	true	"The id of the invitation"
//	@Success		200	{object}	Invitation
//	@Header			200	{string}	ETag	"Changes when the body does"
//	@Success		304	"Not changed since the ETag in If-None-Match"
//	@Router			/v1/assessments/{id}/invitations/{invitation} [get]
func (s *server) showInvitation(c *gin.Context) error {
	found, err := s.Service.Invitation(c.Request.Context(), edge.CallerOf(c), c.Param("id"), c.Param("invitation"))
	if err != nil {
		return err
	}
	return send(c, privately, jsonType, encode(s.newInvitation(&found)))
}

// revokeInvitation ends an invitation.
//
//	@Summary		Revoke an invitation
//	@Description	It starts no more responses. Those it started go on.
//	@ID				revokeInvitation
//	@Tags			assessments
//	@Security		bearer
//	@Param			id			path	string	true	"The assessment"
//	@Param			invitation	path	string	true	"The id of the invitation"
//	@Success		204
//	@Router			/v1/assessments/{id}/invitations/{invitation} [delete]
func (s *server) revokeInvitation(c *gin.Context) error {
	if err := s.Service.RevokeInvitation(c.Request.Context(), edge.CallerOf(c), c.Param("id"), c.Param("invitation")); err != nil {
		return err
	}
	c.Status(http.StatusNoContent)
	return nil
}

// redeemInvitation starts a response.
//
//	@Summary		Start a response with an invitation
//	@Description	Nothing ties the response to the invitation. Keep the response key: it alone opens the response, and after closing the result.
//	@ID				redeemInvitation
//	@Tags			answering
//	@Param			Idempotency-Key	header		string			false	"Makes it safe to send again for 24 hours"
//	@Param			request			body		RedeemRequest	true	"The invitation's key"
//	@Success		201				{object}	Redeemed
//	@Header			201				{string}	Idempotency-Replayed	"true when it was started before"
//	@Failure		404	{object}	Problem
//	@x-example		{"key": "rung_i…"}
//	@Router			/v1/invitations/redeem [post]
func (s *server) redeemInvitation(c *gin.Context) error {
	body, request, err := bodyOf[RedeemRequest](c)
	if err != nil {
		return err
	}
	show := func(created *assessments.Redeemed, secrets bool) creation {
		out := Redeemed{
			ResponseID: created.ID, KeyShown: !secrets,
			Asked: newAsked(&assessments.Asked{Answered: assessments.Answered{Response: created.Response, Instrument: created.Instrument}, Assessment: created.Assessment}),
		}
		if secrets {
			out.ResponseKey = orNull(created.Secret.Reveal())
		}
		return creation{responseLocation(&created.Response), created.Tag(), out}
	}
	return createUntraced(s, c, body, show, func(once *access.IdempotencyKey[assessments.Redeemed]) (assessments.Redeemed, error) {
		return s.Service.Redeem(c.Request.Context(), assessments.ParseSecret(request.Key), request.Voice, once)
	})
}
