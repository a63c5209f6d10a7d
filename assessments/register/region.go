package register

import (
	"fmt"
	"strings"
)

// Region is a part of the United Kingdom: an International Territorial Level 1
// code, such as TLI for London.
type Region string

// The regions are those of the Office for National Statistics, which says what
// they are at https://www.ons.gov.uk/methodology/geography/ukgeographies/eurostat
// and looks at them again about every three years. Its names, without the
// "(England)" that some of them carry.
var regions = []term[Region]{
	{"TLC", "North East"},
	{"TLD", "North West"},
	{"TLE", "Yorkshire and The Humber"},
	{"TLF", "East Midlands"},
	{"TLG", "West Midlands"},
	{"TLH", "East of England"},
	{"TLI", "London"},
	{"TLJ", "South East"},
	{"TLK", "South West"},
	{"TLL", "Wales"},
	{"TLM", "Scotland"},
	{"TLN", "Northern Ireland"},
}

// Regions lists the regions in the order of their codes.
var Regions = codesOf(regions)

// Name returns what the region is called in English, "" for no region.
func (r Region) Name() string { return nameIn(regions, r) }

// ParseRegion reads the code of a region, in capitals. The error is a [*Fault].
func ParseRegion(given string) (Region, error) {
	if Region(given).Name() != "" {
		return Region(given), nil
	}
	if meant := regionMeant(given); meant != "" {
		return "", faulty("There is no region %.80q. Use %s for %s.", given, meant, meant.Name())
	}
	all := make([]string, 0, len(regions))
	for _, r := range regions {
		all = append(all, fmt.Sprintf("%s (%s)", r.code, r.name))
	}
	return "", faulty("There is no region %.80q. Use one of: %s.", given, strings.Join(all, ", "))
}

// regionMeant knows a region by its name, by the code of a smaller place in it
// (TLI4), and by the code it had in the European Union (UKI).
func regionMeant(given string) Region {
	given = strings.TrimSpace(given)
	for _, r := range regions {
		if strings.EqualFold(given, r.name) {
			return r.code
		}
	}
	code := strings.ToUpper(given)
	if len(code) >= 3 && len(code) <= 5 && (code[:2] == "TL" || code[:2] == "UK") {
		if r := Region("TL" + code[2:3]); r.Name() != "" {
			return r
		}
	}
	return ""
}
