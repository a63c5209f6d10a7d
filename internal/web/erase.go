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

// erasing is the page before an organisation is erased: by itself, or by the
// operator, for one that asked for it and lost its keys.
type erasing struct {
	Name, Address, Back string
	Own                 bool // whether it erases itself
}

// showDelete says what is gone when an organisation erases itself.
func (s *server) showDelete(v *visit, o *assessments.Organisation) error {
	return v.show("delete", erasing{o.Name, "/delete", "/home", true})
}

// deleteOrganisation erases an organisation, when its name was typed.
func (s *server) deleteOrganisation(v *visit, o *assessments.Organisation) error {
	if !v.isNamed(o) {
		return v.again(nil, nil)
	}
	wiped, err := s.Service.DeleteOrganisation(v.Request.Context(), v.caller, o.ID, access.Match{"*"})
	if err != nil {
		return err
	}
	if err := v.leave(accountCookie); err != nil {
		return err
	}
	v.Header("Clear-Site-Data", `"cache"`)
	return v.to("/deleted" + stillOwed(wiped, "?"))
}

// stillOwed is what an address says after it, once something is erased and wiping is owed.
func stillOwed(wiped bool, before string) string {
	if wiped {
		return ""
	}
	return before + "owed=yes"
}

// showDeleted says that an organisation is erased.
func (s *server) showDeleted(v *visit) error {
	return v.show("deleted", v.Query("owed") != "")
}

// isNamed tells whether the name of an organisation was typed, and notes when it was
// not.
func (v *visit) isNamed(o *assessments.Organisation) bool {
	if v.form().text("name") == o.Name {
		return true
	}
	v.form().wrong("name", v.say("delete.name_wrong", "name", o.Name))
	return false
}

// showErasing says to the operator what is gone when an organisation is erased.
func (s *server) showErasing(v *visit, o *assessments.Organisation) error {
	back := "/operator/organisations/" + o.ID
	return v.show("delete", erasing{o.Name, back + "/erase", back, false})
}

// eraseAnother erases an organisation for the operator, when its name was typed.
func (s *server) eraseAnother(v *visit, o *assessments.Organisation) error {
	if !v.isNamed(o) {
		return v.again(nil, nil)
	}
	wiped, err := s.Service.DeleteOrganisation(v.Request.Context(), v.caller, o.ID, access.Match{"*"})
	if err != nil {
		return err
	}
	return v.to("/operator/organisations?erased=yes" + stillOwed(wiped, "&"))
}
