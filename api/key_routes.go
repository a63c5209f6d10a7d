package api

import (
	"github.com/gin-gonic/gin"
)

// createOrganisationKey makes a key for an organisation.
//
//	@Summary		Make a key for an organisation
//	@Description	The key is shown once: keep it. A key the operator makes shows in the organisation's list.
//	@ID				createOrganisationKey
//	@Tags			keys
//	@Security		bearer
//	@Param			id				path		string		true	"The organisation"
//	@Param			Idempotency-Key	header		string		false	"Makes it safe to send again for 24 hours"
//	@Param			request			body		KeyRequest	true	"Its name and end"
//	@Success		201				{object}	KeyCreated
//	@Header			201				{string}	Idempotency-Replayed	"true when it was made before"
//	@Failure		400,401,403,404,406,408,409,413,415,422,429,500,503	{object}	Problem
//	@Router			/v1/organisations/{id}/keys [post]
func (s *server) createOrganisationKey(c *gin.Context) error { return s.createKey(c, organisation) }

// listOrganisationKeys lists the keys of an organisation.
//
//	@Summary		List the keys of an organisation
//	@Description	Expired and revoked ones too, so that you see which were used and when.
//	@ID				listOrganisationKeys
//	@Tags			keys
//	@Security		bearer
//	@Param			id		path		string	true	"The organisation"
//	@Param			limit	query		int		false	"How many at most"	minimum(1)	maximum(100)	default(20)
//	@Param			cursor	query		string	false	"Where to go on: next of the page before"
//	@Success		200		{object}	KeyList
//	@Failure		400,401,403,404,406,429,500	{object}	Problem
//	@Router			/v1/organisations/{id}/keys [get]
func (s *server) listOrganisationKeys(c *gin.Context) error { return s.listKeys(c, organisation) }

// revokeOrganisationKey ends a key of an organisation.
//
//	@Summary		Revoke a key of an organisation
//	@Description	It stops working at once and stays in the list as revoked.
//	@ID				revokeOrganisationKey
//	@Tags			keys
//	@Security		bearer
//	@Param			id	path	string	true	"The organisation"
//	@Param			key	path	string	true	"The id of the key"
//	@Success		204
//	@Failure		400,401,403,404,406,429,500,503	{object}	Problem
//	@Router			/v1/organisations/{id}/keys/{key} [delete]
func (s *server) revokeOrganisationKey(c *gin.Context) error { return s.revokeKey(c, organisation) }

// createPartnerKey makes a key for a partner.
//
//	@Summary		Make a key for a partner
//	@Description	The key is shown once: keep it. A partner may make its own once it has one.
//	@ID				createPartnerKey
//	@Tags			keys
//	@Security		bearer
//	@Param			id				path		string		true	"The partner"
//	@Param			Idempotency-Key	header		string		false	"Makes it safe to send again for 24 hours"
//	@Param			request			body		KeyRequest	true	"Its name and end"
//	@Success		201				{object}	KeyCreated
//	@Header			201				{string}	Idempotency-Replayed	"true when it was made before"
//	@Failure		400,401,403,404,406,408,409,413,415,422,429,500,503	{object}	Problem
//	@Router			/v1/partners/{id}/keys [post]
func (s *server) createPartnerKey(c *gin.Context) error { return s.createKey(c, partner) }

// listPartnerKeys lists the keys of a partner.
//
//	@Summary		List the keys of a partner
//	@Description	Expired and revoked ones too, so that you see which were used and when.
//	@ID				listPartnerKeys
//	@Tags			keys
//	@Security		bearer
//	@Param			id		path		string	true	"The partner"
//	@Param			limit	query		int		false	"How many at most"	minimum(1)	maximum(100)	default(20)
//	@Param			cursor	query		string	false	"Where to go on: next of the page before"
//	@Success		200		{object}	KeyList
//	@Failure		400,401,403,404,406,429,500	{object}	Problem
//	@Router			/v1/partners/{id}/keys [get]
func (s *server) listPartnerKeys(c *gin.Context) error { return s.listKeys(c, partner) }

// revokePartnerKey ends a key of a partner.
//
//	@Summary		Revoke a key of a partner
//	@Description	It stops working at once and stays in the list as revoked.
//	@ID				revokePartnerKey
//	@Tags			keys
//	@Security		bearer
//	@Param			id	path	string	true	"The partner"
//	@Param			key	path	string	true	"The id of the key"
//	@Success		204
//	@Failure		400,401,403,404,406,429,500,503	{object}	Problem
//	@Router			/v1/partners/{id}/keys/{key} [delete]
func (s *server) revokePartnerKey(c *gin.Context) error { return s.revokeKey(c, partner) }

// createFunderKey makes a key for a funder.
//
//	@Summary		Make a key for a funder
//	@Description	The key is shown once: keep it. A funder may make its own once it has one.
//	@ID				createFunderKey
//	@Tags			keys
//	@Security		bearer
//	@Param			id				path		string		true	"The funder"
//	@Param			Idempotency-Key	header		string		false	"Makes it safe to send again for 24 hours"
//	@Param			request			body		KeyRequest	true	"Its name and end"
//	@Success		201				{object}	KeyCreated
//	@Header			201				{string}	Idempotency-Replayed	"true when it was made before"
//	@Failure		400,401,403,404,406,408,409,413,415,422,429,500,503	{object}	Problem
//	@Router			/v1/funders/{id}/keys [post]
func (s *server) createFunderKey(c *gin.Context) error { return s.createKey(c, funder) }

// listFunderKeys lists the keys of a funder.
//
//	@Summary		List the keys of a funder
//	@Description	Expired and revoked ones too, so that you see which were used and when.
//	@ID				listFunderKeys
//	@Tags			keys
//	@Security		bearer
//	@Param			id		path		string	true	"The funder"
//	@Param			limit	query		int		false	"How many at most"	minimum(1)	maximum(100)	default(20)
//	@Param			cursor	query		string	false	"Where to go on: next of the page before"
//	@Success		200		{object}	KeyList
//	@Failure		400,401,403,404,406,429,500	{object}	Problem
//	@Router			/v1/funders/{id}/keys [get]
func (s *server) listFunderKeys(c *gin.Context) error { return s.listKeys(c, funder) }

// revokeFunderKey ends a key of a funder.
//
//	@Summary		Revoke a key of a funder
//	@Description	It stops working at once and stays in the list as revoked.
//	@ID				revokeFunderKey
//	@Tags			keys
//	@Security		bearer
//	@Param			id	path	string	true	"The funder"
//	@Param			key	path	string	true	"The id of the key"
//	@Success		204
//	@Failure		400,401,403,404,406,429,500,503	{object}	Problem
//	@Router			/v1/funders/{id}/keys/{key} [delete]
func (s *server) revokeFunderKey(c *gin.Context) error { return s.revokeKey(c, funder) }
