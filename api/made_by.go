package api

import (
	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
)

// Maker says who made something for an organisation.
type Maker struct {
	MadeBy string `json:"made_by" enums:"organisation,partner" example:"partner"`
	// Which partner; null unless a partner made it
	Partner *MakerPartner `json:"partner" extensions:"x-nullable"`
}

// MakerPartner is a partner as it was called when it made something.
type MakerPartner struct {
	ID   string `json:"id" format:"uuid"`
	Name string `json:"name" example:"North Network"`
}

func newMaker(m *assessments.Maker) Maker {
	out := Maker{MadeBy: string(m.By)}
	if m.By == access.PartnerRole {
		out.Partner = &MakerPartner{m.Partner, m.PartnerName}
	}
	return out
}
