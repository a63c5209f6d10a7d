package api

import (
	"github.com/gin-gonic/gin"

	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
)

// Offer is whose join code it is, and for what.
type Offer struct {
	Programme OfferedProgramme `json:"programme"`
	Funder    OfferingFunder   `json:"funder"`
}

// OfferedProgramme is what an organisation learns of a programme.
type OfferedProgramme struct {
	ID         string   `json:"id" format:"uuid"`
	Name       string   `json:"name" example:"Community grants"`
	Scope      string   `json:"scope" enums:"individual,service,strategic" example:"service"`
	Instrument string   `json:"instrument" example:"coproduction-ladder"`
	Periods    []string `json:"periods" example:"2026"`
}

// OfferingFunder is whose a programme is.
type OfferingFunder struct {
	Name string `json:"name" example:"Riverside Foundation"`
}

func newOffer(o *comparisons.Offer) Offer {
	return Offer{OfferedProgramme{o.ID, o.Name, string(o.Scope), o.Instrument, o.Periods}, OfferingFunder{o.FunderName}}
}

// showCode shows whose join code it is.
//
//	@Summary		See whose join code it is
//	@Description	Before you agree to anything: the programme, its funder, and the periods it runs over. Nobody learns that you asked.
//	@ID				showCode
//	@Tags			sharing
//	@Security		bearer
//	@Param			code	path		string	true	"The join code"
//	@Success		200		{object}	Offer
//	@Router			/v1/programme-codes/{code} [get]
func (s *server) showCode(c *gin.Context) error {
	found, err := s.Comparisons.Offer(c.Request.Context(), c.Param("code"))
	if err != nil {
		return err
	}
	return writePrivately(c, newOffer(&found))
}
