package api

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/intake"
	"github.com/sevenrungs/sevenrungs/internal/edge"
)

// AccountRequest is a partner or a funder to make.
type AccountRequest struct {
	Name string `json:"name" minLength:"1" maxLength:"200" example:"Community Apps"`
	// Whom to ask there
	Contact string `json:"contact,omitempty" maxLength:"200" example:"Ada Okafor, 020 7946 0123"`
}

// AccountPatch is what to change (RFC 7396).
type AccountPatch struct {
	Name    string  `json:"name,omitempty" minLength:"1" maxLength:"200" example:"Community Apps"`
	Contact *string `json:"contact,omitempty" extensions:"x-nullable" maxLength:"200" example:"Ada Okafor, 020 7946 0123"`
}

// Account is a partner or a funder.
type Account struct {
	ID        string    `json:"id" format:"uuid"`
	Name      string    `json:"name" example:"Community Apps"`
	Contact   *string   `json:"contact" extensions:"x-nullable" example:"Ada Okafor, 020 7946 0123"`
	CreatedAt time.Time `json:"created_at"`
	UpdatedAt time.Time `json:"updated_at"`
}

// AccountList is one page of partners or funders.
type AccountList struct {
	Items []Account `json:"items"`
	// The cursor of the next page; left out on the last
	Next string `json:"next,omitempty"`
}

func newAccount(p *assessments.Account) Account {
	return Account{p.ID, p.Name, orNull(p.Contact), p.CreatedAt, p.UpdatedAt}
}

// createAccount makes a partner or a funder.
//
//	@Summary		Make {an owner}
//	@Description	Make a key for it next.
//	@ID				create{Owner}
//	@Tags			{owners}
//	@Security		bearer
//	@Param			Idempotency-Key	header		string			false	"Makes it safe to send again for 24 hours"
//	@Param			request			body		AccountRequest	true	"Its name, and whom to ask"
//	@Success		201				{object}	Account
//	@Header			201				{string}	Idempotency-Replayed	"true when it was made before"
//	@x-example		{"name": "Community Apps"}
//	@Router			/v1/(partners+funders) [post]
func (s *server) createAccount(c *gin.Context, role access.Role) error {
	body, request, err := bodyOf[AccountRequest](c)
	if err != nil {
		return err
	}
	show := func(created *assessments.Account, _ bool) creation {
		return creation{c.Request.URL.Path + "/" + created.ID, created.Tag(), newAccount(created)}
	}
	return create(s, c, body, show, func(once *access.IdempotencyKey[assessments.Account]) (assessments.Account, error) {
		return s.Service.CreateAccount(c.Request.Context(), role, assessments.AccountInput(*request), once)
	})
}

// listAccounts lists the partners or the funders.
//
//	@Summary		List the {owners}
//	@Description	In the order they were made.
//	@ID				list{Owner}s
//	@Tags			{owners}
//	@Security		bearer
//	@Param			limit	query		int		false	"How many at most"	minimum(1)	maximum(100)	default(20)
//	@Param			cursor	query		string	false	"Where to go on: next of the page before"
//	@Success		200		{object}	AccountList
//	@Router			/v1/(partners+funders) [get]
func (s *server) listAccounts(c *gin.Context, role access.Role) error {
	return writeList(c, newAccount, func(p *assessments.Account) string { return p.ID },
		func(page access.Page) (access.List[assessments.Account], error) {
			return s.Service.Accounts(c.Request.Context(), role, page)
		})
}

// showAccount shows a partner or a funder.
//
//	@Summary		Show {an owner}
//	@Description	For the operator and the {owner} itself. Its ETag is what If-Match needs for a change.
//	@ID				show{Owner}
//	@Tags			{owners}
//	@Security		bearer
//	@Param			id	path		string	true	"Its id"
//	@Success		200	{object}	Account
//	@Header			200	{string}	ETag	"Names this state of it"
//	@Success		304	"Not changed since the ETag in If-None-Match"
//	@Router			/v1/(partners+funders)/{id} [get]
func (s *server) showAccount(c *gin.Context, role access.Role) error {
	found, err := s.Service.Account(c.Request.Context(), edge.CallerOf(c), role, c.Param("id"))
	if err != nil {
		return err
	}
	return showEditable(c, found.Tag(), newAccount(&found))
}

// changeAccount renames a partner or a funder.
//
//	@Summary		Change {an owner}
//	@Description	Its name and contact can change. Send its ETag in If-Match.
//	@ID				change{Owner}
//	@Tags			{owners}
//	@Security		bearer
//	@Accept			json,application/merge-patch+json
//	@Param			id			path		string			true	"Its id"
//	@Param			If-Match	header		string			true	"The ETag you read"
//	@Param			request		body		AccountPatch	true	"What changes"
//	@Success		200			{object}	Account
//	@x-example		{"name": "Community Apps and Data"}
//	@Router			/v1/(partners+funders)/{id} [patch]
func (s *server) changeAccount(c *gin.Context, role access.Role) error {
	match, body, err := changeOf(c)
	if err != nil {
		return err
	}
	changed, err := s.Service.ChangeAccount(c.Request.Context(), role, c.Param("id"), match, func(in *assessments.AccountInput) error {
		request := AccountRequest(*in)
		defer func() { *in = assessments.AccountInput(request) }()
		return intake.Patch(body, &request)
	})
	if err != nil {
		return err
	}
	return showEditable(c, changed.Tag(), newAccount(&changed))
}

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
//	@Router			/v1/partners/{id} [delete]
func (s *server) deletePartner(c *gin.Context) error { return s.deleteAccount(c, partner) }

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
//	@Failure		409			{object}	Problem
//	@Router			/v1/funders/{id} [delete]
func (s *server) deleteFunder(c *gin.Context) error { return s.deleteAccount(c, funder) }

func (s *server) deleteAccount(c *gin.Context, role access.Role) error {
	match, err := matchOf(c)
	if err != nil {
		return err
	}
	if err := s.Service.DeleteAccount(c.Request.Context(), role, c.Param("id"), match); err != nil {
		return err
	}
	c.Status(http.StatusNoContent)
	return nil
}
