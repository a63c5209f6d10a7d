package gormstore

import (
	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
)

// maker is the columns that say who made something for an organisation.
type maker struct {
	MadeBy      string
	PartnerID   string
	PartnerName string
	GrantID     string
}

func (m maker) maker() assessments.Maker {
	return assessments.Maker{By: access.Role(m.MadeBy), Partner: m.PartnerID, PartnerName: m.PartnerName, Grant: m.GrantID}
}

func makerColumns(m assessments.Maker) maker {
	return maker{string(m.By), m.Partner, m.PartnerName, m.Grant}
}
