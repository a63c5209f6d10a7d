package web

import (
	"github.com/gin-gonic/gin"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
)

// Exporter replies with all that is kept of an organisation, as a file. The API
// knows what stands in it.
type Exporter func(c *gin.Context, caller access.Caller, organisation string) error

// exportFile gives all that is kept of an organisation as a file.
func (s *server) exportFile(v *visit) error {
	return s.Export(v.Context, v.caller, v.caller.PrincipalID)
}

// showDelete says what is gone when an organisation is erased.
func (s *server) showDelete(v *visit, o *assessments.Organisation) error {
	return v.show("delete", o.Name)
}

// deleteOrganisation erases an organisation, when its name was typed.
func (s *server) deleteOrganisation(v *visit, o *assessments.Organisation) error {
	if v.form().text("name") != o.Name {
		v.form().wrong("name", v.say("delete.name_wrong", "name", o.Name))
		return v.again(nil, nil)
	}
	if err := s.Service.DeleteOrganisation(v.Request.Context(), v.caller, o.ID, access.Match{"*"}); err != nil {
		return err
	}
	if err := v.leave(accountCookie); err != nil {
		return err
	}
	v.Header("Clear-Site-Data", `"cache"`)
	return v.to("/deleted")
}
