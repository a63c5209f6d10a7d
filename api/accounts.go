package api

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/sevenrungs/sevenrungs/assessments"
)

// PartyRequest is a partner or a funder to make.
type PartyRequest struct {
	Name string `json:"name" minLength:"1" maxLength:"200" example:"Community Apps"`
}

// PartyPatch is what to change (RFC 7396).
type PartyPatch struct {
	Name string `json:"name,omitempty" minLength:"1" maxLength:"200" example:"Community Apps"`
}

// Party is a partner or a funder.
type Party struct {
	ID        string    `json:"id" format:"uuid"`
	Name      string    `json:"name" example:"Community Apps"`
	CreatedAt time.Time `json:"created_at"`
	UpdatedAt time.Time `json:"updated_at"`
}

// PartyList is one page of partners or funders.
type PartyList struct {
	Items []Party `json:"items"`
	// The cursor of the next page; left out on the last
	Next string `json:"next,omitempty"`
}

func newParty(p *assessments.Account) Party { return Party{p.ID, p.Name, p.CreatedAt, p.UpdatedAt} }

func (s *server) createParty(c *gin.Context, role assessments.Role) error {
	body, request, err := bodyOf[PartyRequest](c)
	if err != nil {
		return err
	}
	show := func(created *assessments.Account, _ bool) creation {
		return creation{c.Request.URL.Path + "/" + created.ID, created.Tag(), newParty(created)}
	}
	return create(s, c, body, show, func(once *assessments.IdempotencyKey) (assessments.Account, error) {
		return s.Service.CreateAccount(c.Request.Context(), role, assessments.AccountInput(*request), once)
	})
}

func (s *server) listParties(c *gin.Context, role assessments.Role) error {
	return writeList(c, newParty, func(p *assessments.Account) string { return p.ID },
		func(page assessments.Page) (assessments.List[assessments.Account], error) {
			return s.Service.Accounts(c.Request.Context(), role, page)
		})
}

func (s *server) showParty(c *gin.Context, role assessments.Role) error {
	found, err := s.Service.Account(c.Request.Context(), callerOf(c), role, c.Param("id"))
	if err != nil {
		return err
	}
	return showEditable(c, found.Tag(), newParty(&found))
}

func (s *server) changeParty(c *gin.Context, role assessments.Role) error {
	match, body, err := changeOf(c)
	if err != nil {
		return err
	}
	changed, err := s.Service.ChangeAccount(c.Request.Context(), role, c.Param("id"), match, func(in *assessments.AccountInput) error {
		request := PartyRequest(*in)
		defer func() { *in = assessments.AccountInput(request) }()
		return patch(body, &request)
	})
	if err != nil {
		return err
	}
	return showEditable(c, changed.Tag(), newParty(&changed))
}

func (s *server) deleteParty(c *gin.Context, role assessments.Role) error {
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
