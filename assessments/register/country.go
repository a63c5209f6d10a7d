package register

import (
	"slices"
	"strings"

	"golang.org/x/text/language"
)

// Country is a country or territory: an ISO 3166-1 alpha-2 code that is
// officially assigned, such as GB.
type Country string

// Countries lists the 249 countries and territories in the order of their
// codes, as officially assigned at https://www.iso.org/obp/ui/#search/code/.
// The list has stood since South Sudan (SS) joined it in 2011.
//
// It is written out because libraries such as golang.org/x/text know more:
// codes of countries that are no more (YU), reserved ones (UK, EU) and ones in
// private use (XK). A test holds this list against theirs.
var Countries = countriesOf(`
	AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ
	BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR
	CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR
	GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU
	ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ
	LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ
	MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF
	PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI
	SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR
	TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW`)

func countriesOf(codes string) []Country {
	var countries []Country
	for code := range strings.FieldsSeq(codes) {
		countries = append(countries, Country(code))
	}
	return countries
}

// ParseCountry reads the code of a country, in capitals. The error is a
// [*Fault].
func ParseCountry(given string) (Country, error) {
	if isCountry(Country(given)) {
		return Country(given), nil
	}
	if meant := countryMeant(given); meant != "" {
		return "", faulty("There is no country %.80q. Use %s.", given, meant)
	}
	return "", faulty("There is no country %.80q. Use two capital letters from ISO 3166-1, such as GB.", given)
}

func isCountry(code Country) bool {
	_, found := slices.BinarySearch(Countries, code)
	return found
}

// countryMeant knows a country by its code in small letters, by one of three
// letters (GBR), and by one that is not the official one (UK) or no longer.
func countryMeant(given string) Country {
	region, err := language.ParseRegion(strings.TrimSpace(given))
	if err != nil {
		return ""
	}
	if code := Country(region.Canonicalize().String()); isCountry(code) {
		return code
	}
	return ""
}
