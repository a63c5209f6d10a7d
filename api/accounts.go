package api

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/sevenrungs/sevenrungs/assessments"
)

// AccountRequest is a partner or a funder to make.
type AccountRequest struct {
	Name string `json:"name" minLength:"1" maxLength:"200" example:"Community Apps"`
}

// AccountPatch is what to change (RFC 7396).
type AccountPatch struct {
	Name string `json:"name,omitempty" minLength:"1" maxLength:"200" example:"Community Apps"`
}

// Account is a partner or a funder.
type Account struct {
	ID        string    `json:"id" format:"uuid"`
	Name      string    `json:"name" example:"Community Apps"`
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
	return Account{p.ID, p.Name, p.CreatedAt, p.UpdatedAt}
}

func (s *server) createAccount(c *gin.Context, role assessments.Role) error {
	body, request, err := bodyOf[AccountRequest](c)
	if err != nil {
		return err
	}
	show := func(created *assessments.Account, _ bool) creation {
		return creation{c.Request.URL.Path + "/" + created.ID, created.Tag(), newAccount(created)}
	}
	return create(s, c, body, show, func(once *assessments.IdempotencyKey) (assessments.Account, error) {
		return s.Service.CreateAccount(c.Request.Context(), role, assessments.AccountInput(*request), once)
	})
}

func (s *server) listAccounts(c *gin.Context, role assessments.Role) error {
	return writeList(c, newAccount, func(p *assessments.Account) string { return p.ID },
		func(page assessments.Page) (assessments.List[assessments.Account], error) {
			return s.Service.Accounts(c.Request.Context(), role, page)
		})
}

func (s *server) showAccount(c *gin.Context, role assessments.Role) error {
	found, err := s.Service.Account(c.Request.Context(), callerOf(c), role, c.Param("id"))
	if err != nil {
		return err
	}
	return showEditable(c, found.Tag(), newAccount(&found))
}

func (s *server) changeAccount(c *gin.Context, role assessments.Role) error {
	match, body, err := changeOf(c)
	if err != nil {
		return err
	}
	changed, err := s.Service.ChangeAccount(c.Request.Context(), role, c.Param("id"), match, func(in *assessments.AccountInput) error {
		request := AccountRequest(*in)
		defer func() { *in = assessments.AccountInput(request) }()
		return patch(body, &request)
	})
	if err != nil {
		return err
	}
	return showEditable(c, changed.Tag(), newAccount(&changed))
}

func (s *server) deleteAccount(c *gin.Context, role assessments.Role) error {
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
