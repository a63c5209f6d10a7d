package api

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/intake"
	"github.com/sevenrungs/sevenrungs/internal/edge"
)

// createOrganisation makes an organisation.
//
//	@Summary		Make an organisation
//	@Description	Without a key it registers itself, where the service is open to all, and gets its first key. Keep it: it is shown once.
//	@ID				createOrganisation
//	@Tags			organisations
//	@Security		bearer
//	@x-anyone		true
//	@Param			Idempotency-Key	header		string				false	"Makes it safe to send again for 24 hours"
//	@Param			request			body		OrganisationRequest	true	"Only the name is needed"
//	@Success		201				{object}	OrganisationCreated
//	@Header			201				{string}	Idempotency-Replayed	"true when it was made before"
//	@x-example		{"name": "Riverside Carers", "identifiers": ["GB-CHC-1234567"], "country": "GB", "region": "TLD", "sector": "D", "annual_income": 48000, "led_by_lived_experience": true}
//	@Router			/v1/organisations [post]
func (s *server) createOrganisation(c *gin.Context) error {
	body, request, err := bodyOf[OrganisationRequest](c)
	if err != nil {
		return err
	}
	if edge.CallerOf(c).Is(nobody) {
		if over := s.Registrations.Count(c, edge.Address(c)); over != nil {
			return over
		}
	}
	return create(s, c, body, showNewOrganisation, func(once *access.IdempotencyKey[assessments.NewOrganisation]) (assessments.NewOrganisation, error) {
		return s.Service.CreateOrganisation(c.Request.Context(), edge.CallerOf(c), assessments.ProfileInput(*request), once)
	})
}

func showNewOrganisation(created *assessments.NewOrganisation, secrets bool) creation {
	out := OrganisationCreated{Organisation: newOrganisation(&created.Organisation)}
	if created.Key != nil {
		out.KeyOnce = keyOnce(created.Key.Secret, secrets)
	}
	return creation{"/v1/organisations/" + created.ID, created.Tag(), out}
}

// listOrganisations lists what the caller may see.
//
//	@Summary		List organisations
//	@Description	All for the operator, those it may act for to a partner, and itself to an organisation. The first made come first; with updated_since, those that changed first do.
//	@ID				listOrganisations
//	@Tags			organisations
//	@Security		bearer
//	@Param			limit			query		int		false	"How many at most"	minimum(1)	maximum(100)	default(20)
//	@Param			cursor			query		string	false	"Where to go on: next of the page before"
//	@Param			updated_since	query		string	false	"Only those changed at this time or later"	Format(date-time)
//	@Param			name			query		string	false	"Only those with this in their name, in capitals or not, with accents or without"	maxlength(200)
//	@Param			identifier		query		string	false	"Only those with this identifier"
//	@Param			verification	query		string	false	"Only those that stand so"	Enums(unverified, verified, rejected, revoked)
//	@Param			external_id		query		string	false	"Only those with this reference"
//	@Success		200				{object}	OrganisationList
//	@Router			/v1/organisations [get]
func (s *server) listOrganisations(c *gin.Context) error {
	filter, err := organisationFilterOf(c)
	if err != nil {
		return err
	}
	return writeList(c, newOrganisation, filter.Place,
		func(page access.Page) (access.List[assessments.Organisation], error) {
			return s.Service.Organisations(c.Request.Context(), edge.CallerOf(c), filter, page)
		})
}

// showOrganisation shows an organisation.
//
//	@Summary		Show an organisation
//	@Description	Its ETag is what If-Match needs for a change.
//	@ID				showOrganisation
//	@Tags			organisations
//	@Security		bearer
//	@Param			id	path		string	true	"Its id"
//	@Success		200	{object}	Organisation
//	@Header			200	{string}	ETag	"Names this state of it"
//	@Success		304	"Not changed since the ETag in If-None-Match"
//	@Router			/v1/organisations/{id} [get]
func (s *server) showOrganisation(c *gin.Context) error {
	found, err := s.Service.Organisation(c.Request.Context(), edge.CallerOf(c), c.Param("id"))
	if err != nil {
		return err
	}
	return showEditable(c, found.Tag(), newOrganisation(&found))
}

// changeOrganisation edits an organisation.
//
//	@Summary		Change an organisation
//	@Description	Send only what changes. Another name or other identifiers have to be verified anew. Of a verified organisation only its own key changes these (403).
//	@ID				changeOrganisation
//	@Tags			organisations
//	@Security		bearer
//	@Accept			json,application/merge-patch+json
//	@Param			id			path		string				true	"Its id"
//	@Param			If-Match	header		string				true	"The ETag you read"
//	@Param			request		body		OrganisationPatch	true	"What changes"
//	@Success		200			{object}	Organisation
//	@Failure		409	{object}	Problem
//	@x-example		{"region": "TLE", "contact": null}
//	@Router			/v1/organisations/{id} [patch]
func (s *server) changeOrganisation(c *gin.Context) error {
	match, body, err := changeOf(c)
	if err != nil {
		return err
	}
	changed, err := s.Service.ChangeOrganisation(c.Request.Context(), edge.CallerOf(c), c.Param("id"), match, func(in *assessments.ProfileInput) error {
		request := OrganisationRequest(*in)
		defer func() { *in = assessments.ProfileInput(request) }()
		return intake.Patch(body, &request)
	})
	if err != nil {
		return err
	}
	return showEditable(c, changed.Tag(), newOrganisation(&changed))
}

// deleteOrganisation erases an organisation.
//
//	@Summary		Erase an organisation
//	@Description	With its keys, grants, assessments and results, at once and for good. What was published without its name stands.
//	@ID				deleteOrganisation
//	@Tags			organisations
//	@Security		bearer
//	@Param			id			path	string	true	"Its id"
//	@Param			If-Match	header	string	true	"The ETag you read"
//	@Success		202	"It is erased. What was kept of it may still lie in the files of the database, which the service goes on wiping"
//	@Success		204
//	@Router			/v1/organisations/{id} [delete]
func (s *server) deleteOrganisation(c *gin.Context) error {
	match, err := matchOf(c)
	if err != nil {
		return err
	}
	wiped, err := s.Service.DeleteOrganisation(c.Request.Context(), edge.CallerOf(c), c.Param("id"), match)
	if err != nil {
		return err
	}
	c.Status(http.StatusNoContent)
	if !wiped {
		c.Status(http.StatusAccepted)
	}
	return nil
}

// verifyOrganisation keeps the operator's decision.
//
//	@Summary		Say whether an organisation is who it says
//	@Description	Check its name and identifiers first. Only verified organisations count in what is published, or are shown by name. Other verified organisations that may be the same one are named: those with the same or a linked identifier, or the same name.
//	@ID				verifyOrganisation
//	@Tags			organisations
//	@Security		bearer
//	@Param			id		path		string				true	"Its id"
//	@Param			request	body		VerificationRequest	true	"The decision"
//	@Success		200		{object}	OrganisationDecided
//	@Failure		409	{object}	Problem
//	@x-example		{"decision": "rejected", "note": "The register has another name."}
//	@Router			/v1/organisations/{id}/verification [post]
func (s *server) verifyOrganisation(c *gin.Context) error {
	_, request, err := bodyOf[VerificationRequest](c)
	if err != nil {
		return err
	}
	decided, err := s.Service.Verify(c.Request.Context(), c.Param("id"), assessments.VerificationInput{
		Decision: request.Decision, Controller: request.ControllerID, Note: request.Note,
	})
	if err != nil {
		return err
	}
	return showEditable(c, decided.Tag(), OrganisationDecided{newOrganisation(&decided.Organisation), each(decided.Alike, newAlike)})
}
