package api

import (
	"time"

	"github.com/gin-gonic/gin"
)

// Export is all that is kept of an organisation.
type Export struct {
	ExportedAt   time.Time    `json:"exported_at"`
	Organisation Organisation `json:"organisation"`
	// All keys, but not the keys themselves: nobody has those but their holders
	Keys   []Key   `json:"keys"`
	Grants []Grant `json:"grants"`
}

// exportOrganisation gives an organisation all that is kept of it.
//
//	@Summary		Take away all that is kept of an organisation
//	@ID				exportOrganisation
//	@Tags			organisations
//	@Security		bearer
//	@Param			id	path		string	true	"The organisation"
//	@Success		200	{object}	Export
//	@Header			200	{string}	Content-Disposition	"A name for the file"
//	@Failure		400,401,403,404,406,429,500	{object}	Problem
//	@Router			/v1/organisations/{id}/export [get]
func (s *server) exportOrganisation(c *gin.Context) error {
	all, err := s.Service.Export(c.Request.Context(), callerOf(c), c.Param("id"))
	if err != nil {
		return err
	}
	c.Header("Cache-Control", "no-store")
	c.Header("Content-Disposition", `attachment; filename="sevenrungs-`+all.Organisation.ID+`.json"`)
	return writeJSON(c, Export{
		ExportedAt: all.At, Organisation: newOrganisation(&all.Organisation),
		Keys: each(all.Keys, s.newKey), Grants: each(all.Grants, s.newGrant),
	})
}
