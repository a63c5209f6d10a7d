package register

import "strings"

// Sector is what an organisation mainly does: a section of the International
// Classification of Non-profit and Third Sector Organisations (ICNP/TSO), such
// as D for social services.
type Sector string

// The names are those of the United Nations, "Satellite Account on Non-profit
// and Related Institutions and Volunteer Work" (2018), document
// ST/ESA/STAT/SER.F/91/Rev.1, in British spelling. What each holds, down to its
// groups: https://github.com/charity-classification/ukcat/blob/main/data/icnptso.csv
var sectors = []term[Sector]{
	{"A", "Culture, communication and recreation activities"},
	{"B", "Education services"},
	{"C", "Human health services"},
	{"D", "Social services"},
	{"E", "Environmental protection and animal welfare activities"},
	{"F", "Community and economic development, and housing activities"},
	{"G", "Civic, advocacy, political and international activities"},
	{"H", "Philanthropic intermediaries and voluntarism promotion"},
	{"I", "Religious congregations and associations"},
	{"J", "Business, professional and labour organisations"},
	{"K", "Professional, scientific, accounting and administrative services"},
	{"L", "Other activities"},
}

// Sectors lists the sectors in the order of their letters.
var Sectors = codesOf(sectors)

// Name returns what the sector is called in English, "" for no sector.
func (s Sector) Name() string { return nameIn(sectors, s) }

// ParseSector reads the letter of a sector, a capital. The error is a [*Fault].
func ParseSector(given string) (Sector, error) {
	if Sector(given).Name() != "" {
		return Sector(given), nil
	}
	if meant := sectorMeant(given); meant != "" {
		return "", faulty("There is no sector %.80q. Use %s for %q.", given, meant, meant.Name())
	}
	return "", faulty("There is no sector %.80q. Use a capital letter from A to L, such as D for social services or L for other activities.", given)
}

// sectorMeant knows a sector by its small letter, by a group in it (D10), and
// by its name.
func sectorMeant(given string) Sector {
	given = strings.TrimSpace(given)
	for _, s := range sectors {
		rest, found := strings.CutPrefix(strings.ToUpper(given), string(s.code))
		if found && strings.Trim(rest, "0123456789") == "" || strings.EqualFold(given, s.name) {
			return s.code
		}
	}
	return ""
}
