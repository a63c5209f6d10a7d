package intake

import (
	"strconv"
	"strings"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

// OrganisationColumns are the columns that a table of organisations may have. There may
// be several identifiers in a cell, with spaces between them.
var OrganisationColumns = []string{
	"name", "identifiers", "country", "region", "sector", "annual_income", "led_by_lived_experience", "external_id", "contact",
}

// OrganisationTable reads a table of organisations, a row for each.
func OrganisationTable(body []byte) assessments.Rows[assessments.ProfileInput] {
	return eachRow(records(body, OrganisationColumns, assessments.MaxOrganisations), (*record).organisation)
}

// organisation reads what a row says of an organisation.
func (r record) organisation(faults *fault.List) assessments.ProfileInput {
	plain := func(column string) string { return strings.TrimSpace(r[column]) }
	one := assessments.ProfileInput{
		Name: r["name"], Identifiers: strings.Fields(r["identifiers"]), Country: plain("country"), Region: plain("region"), Sector: plain("sector"),
		ExternalID: r["external_id"], Contact: r["contact"],
	}
	if income := plain("annual_income"); income != "" {
		pounds, err := strconv.ParseInt(income, 10, 64)
		if err != nil {
			faults.Add(fault.At("annual_income"), "annual_income is %.80q. Give whole pounds, in digits alone.", income)
		}
		one.AnnualIncome = &pounds
	}
	switch led := strings.ToLower(plain("led_by_lived_experience")); led {
	case "":
	case "true", "yes", "1":
		one.LedByLivedExperience = new(true)
	case "false", "no", "0":
		one.LedByLivedExperience = new(false)
	default:
		faults.Add(fault.At("led_by_lived_experience"), "led_by_lived_experience is %.80q. Use true or false.", led)
	}
	return one
}
