package api

import (
	"github.com/gin-gonic/gin"
)

// createPartner makes a partner.
//
//	@Summary		Make a partner
//	@Description	A partner calls the API for organisations that let it. Make a key for it next.
//	@ID				createPartner
//	@Tags			partners
//	@Security		bearer
//	@Param			Idempotency-Key	header		string			false	"Makes it safe to send again for 24 hours"
//	@Param			request			body		AccountRequest	true	"Its name"
//	@Success		201				{object}	Account
//	@Header			201				{string}	Idempotency-Replayed	"true when it was made before"
//	@Failure		400,401,403,406,408,409,413,415,422,429,500,503	{object}	Problem
//	@Router			/v1/partners [post]
func (s *server) createPartner(c *gin.Context) error { return s.createAccount(c, partner) }

// listPartners lists the partners.
//
//	@Summary		List the partners
//	@Description	In the order they were made. What each may do for whom is in the grants of the organisations.
//	@ID				listPartners
//	@Tags			partners
//	@Security		bearer
//	@Param			limit	query		int		false	"How many at most"	minimum(1)	maximum(100)	default(20)
//	@Param			cursor	query		string	false	"Where to go on: next of the page before"
//	@Success		200		{object}	AccountList
//	@Failure		400,401,403,406,429,500	{object}	Problem
//	@Router			/v1/partners [get]
func (s *server) listPartners(c *gin.Context) error { return s.listAccounts(c, partner) }

// showPartner shows a partner.
//
//	@Summary		Show a partner
//	@Description	For the operator and the partner itself. Its ETag is what If-Match needs for a change.
//	@ID				showPartner
//	@Tags			partners
//	@Security		bearer
//	@Param			id	path		string	true	"Its id"
//	@Success		200	{object}	Account
//	@Header			200	{string}	ETag	"Names this state of it"
//	@Success		304	"Not changed since the ETag in If-None-Match"
//	@Failure		400,401,403,404,406,429,500	{object}	Problem
//	@Router			/v1/partners/{id} [get]
func (s *server) showPartner(c *gin.Context) error { return s.showAccount(c, partner) }

// changePartner renames a partner.
//
//	@Summary		Change a partner
//	@Description	Its name is all that can change. Send its ETag in If-Match.
//	@ID				changePartner
//	@Tags			partners
//	@Security		bearer
//	@Accept			json,application/merge-patch+json
//	@Param			id			path		string		true	"Its id"
//	@Param			If-Match	header		string		true	"The ETag you read"
//	@Param			request		body		AccountPatch	true	"What changes"
//	@Success		200			{object}	Account
//	@Failure		400,401,403,404,406,408,412,413,415,422,428,429,500,503	{object}	Problem
//	@Router			/v1/partners/{id} [patch]
func (s *server) changePartner(c *gin.Context) error { return s.changeAccount(c, partner) }

// deletePartner removes a partner.
//
//	@Summary		Remove a partner
//	@Description	Its keys stop working at once.
//	@ID				deletePartner
//	@Tags			partners
//	@Security		bearer
//	@Param			id			path	string	true	"Its id"
//	@Param			If-Match	header	string	true	"The ETag you read"
//	@Success		204
//	@Failure		400,401,403,404,406,412,428,429,500,503	{object}	Problem
//	@Router			/v1/partners/{id} [delete]
func (s *server) deletePartner(c *gin.Context) error { return s.deleteAccount(c, partner) }

// createFunder makes a funder.
//
//	@Summary		Make a funder
//	@Description	A funder has programmes and reads what is published for them. Make a key for it next.
//	@ID				createFunder
//	@Tags			funders
//	@Security		bearer
//	@Param			Idempotency-Key	header		string			false	"Makes it safe to send again for 24 hours"
//	@Param			request			body		AccountRequest	true	"Its name"
//	@Success		201				{object}	Account
//	@Header			201				{string}	Idempotency-Replayed	"true when it was made before"
//	@Failure		400,401,403,406,408,409,413,415,422,429,500,503	{object}	Problem
//	@Router			/v1/funders [post]
func (s *server) createFunder(c *gin.Context) error { return s.createAccount(c, funder) }

// listFunders lists the funders.
//
//	@Summary		List the funders
//	@Description	In the order they were made. Their programmes are at /v1/programmes.
//	@ID				listFunders
//	@Tags			funders
//	@Security		bearer
//	@Param			limit	query		int		false	"How many at most"	minimum(1)	maximum(100)	default(20)
//	@Param			cursor	query		string	false	"Where to go on: next of the page before"
//	@Success		200		{object}	AccountList
//	@Failure		400,401,403,406,429,500	{object}	Problem
//	@Router			/v1/funders [get]
func (s *server) listFunders(c *gin.Context) error { return s.listAccounts(c, funder) }

// showFunder shows a funder.
//
//	@Summary		Show a funder
//	@Description	For the operator and the funder itself. Its ETag is what If-Match needs for a change.
//	@ID				showFunder
//	@Tags			funders
//	@Security		bearer
//	@Param			id	path		string	true	"Its id"
//	@Success		200	{object}	Account
//	@Header			200	{string}	ETag	"Names this state of it"
//	@Success		304	"Not changed since the ETag in If-None-Match"
//	@Failure		400,401,403,404,406,429,500	{object}	Problem
//	@Router			/v1/funders/{id} [get]
func (s *server) showFunder(c *gin.Context) error { return s.showAccount(c, funder) }

// changeFunder renames a funder.
//
//	@Summary		Change a funder
//	@Description	Its name is all that can change. Send its ETag in If-Match.
//	@ID				changeFunder
//	@Tags			funders
//	@Security		bearer
//	@Accept			json,application/merge-patch+json
//	@Param			id			path		string		true	"Its id"
//	@Param			If-Match	header		string		true	"The ETag you read"
//	@Param			request		body		AccountPatch	true	"What changes"
//	@Success		200			{object}	Account
//	@Failure		400,401,403,404,406,408,412,413,415,422,428,429,500,503	{object}	Problem
//	@Router			/v1/funders/{id} [patch]
func (s *server) changeFunder(c *gin.Context) error { return s.changeAccount(c, funder) }

// deleteFunder removes a funder.
//
//	@Summary		Remove a funder
//	@Description	Its keys stop working at once. Once organisations shared with its programmes it stays on record (409): revoke its keys instead.
//	@ID				deleteFunder
//	@Tags			funders
//	@Security		bearer
//	@Param			id			path	string	true	"Its id"
//	@Param			If-Match	header	string	true	"The ETag you read"
//	@Success		204
//	@Failure		400,401,403,404,406,409,412,428,429,500,503	{object}	Problem
//	@Router			/v1/funders/{id} [delete]
func (s *server) deleteFunder(c *gin.Context) error { return s.deleteAccount(c, funder) }
