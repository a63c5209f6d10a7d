package register

import "regexp"

// List is a public register whose numbers identify organisations.
type List struct {
	Code    string // as https://org-id.guide/list/ has it
	Name    string // what is in it
	Form    string // what its numbers look like, after "it needs"
	Example string // a whole identifier

	number        *regexp.Regexp // in capitals
	tellsCapitals bool           // whether a number is another one in other letters
}

// Lists are the lists whose identifiers are known here: of the United Kingdom,
// and those that grant-makers give under their 360Giving prefix. The examples
// are those of https://org-id.guide, where there are any. A form is no narrower
// than its source: a number that is refused wrongly shuts out somebody real, and
// one that is taken wrongly is found when the organisation is verified.
var Lists = []List{
	{
		// Published by the Charity Commission. 360Giving checks for 6 or 7 digits.
		Code: "GB-CHC", Name: "charities in England and Wales",
		Form: "6 or 7 digits, the first not 0", Example: "GB-CHC-1173575",
		number: numbers(`[1-9][0-9]{5,6}`),
	},
	{
		// The letters are part of the number: https://github.com/org-id/register/issues/75.
		Code: "GB-SC", Name: "charities in Scotland",
		Form: "SC and 6 digits", Example: "GB-SC-SC042386",
		number: numbers(`SC[0-9]{6}`),
	},
	{
		Code: "GB-NIC", Name: "charities in Northern Ireland",
		Form: "6 digits", Example: "GB-NIC-100019",
		number: numbers(`[0-9]{6}`),
	},
	{
		// 8 digits; 2 letters that say of what kind and where, and 6 digits; R and 7
		// digits for the oldest of Northern Ireland. Numbers that the mutual societies
		// brought with them may end in a letter. No list of the letters is kept: some
		// are added now and then (OE in 2022).
		// https://forum.aws.chdev.org/t/company-number-format-and-suffixed-letters/4922
		Code: "GB-COH", Name: "companies in the United Kingdom",
		Form: "8 characters: 8 digits, or 2 letters and 6 digits", Example: "GB-COH-09506232",
		number: numbers(`[0-9]{8}|R[0-9]{7}|[A-Z]{2}[0-9]{5}[0-9A-Z]`),
	},
	{
		// The number is made from name and postcode, with 8 hexadecimal digits:
		// https://github.com/ThreeSixtyGiving/cascs
		Code: "GB-CASC", Name: "community amateur sports clubs",
		Form: "8 digits or letters from a to f", Example: "GB-CASC-df679063",
		number: numbers(`[0-9A-F]{8}`),
	},
	{
		// Digits, mostly with letters after them for the kind of society, in older
		// numbers before them: https://mutuals.fca.org.uk/home/glossary
		Code: "GB-MPR", Name: "mutual societies",
		Form: "a number of up to 6 digits, with the letters before and after it", Example: "GB-MPR-235C",
		number: numbers(`[A-Z]{0,2}[0-9]{1,6}[A-Z]{0,6}`),
	},
	// The registers of local authorities were kept as open data until 2021:
	// https://github.com/openregister/local-authority-data
	{
		Code: "GB-LAE", Name: "local authorities in England",
		Form: "3 letters", Example: "GB-LAE-BAS",
		number: numbers(`[A-Z]{3}`),
	},
	{
		Code: "GB-LAS", Name: "local authorities in Scotland",
		Form: "3 letters", Example: "GB-LAS-ORK",
		number: numbers(`[A-Z]{3}`),
	},
	{
		Code: "GB-PLA", Name: "local authorities in Wales",
		Form: "3 letters", Example: "GB-PLA-AGY",
		number: numbers(`[A-Z]{3}`),
	},
	{
		Code: "GB-LANI", Name: "local authorities in Northern Ireland",
		Form: "3 letters", Example: "GB-LANI-BFS",
		number: numbers(`[A-Z]{3}`),
	},
	{
		// Codes of the Organisation Data Service: 3 characters for a trust, 5 for most
		// others, up to 8 in the coding frames of the NHS Data Dictionary. Some room is
		// left. https://digital.nhs.uk/services/organisation-data-service
		Code: "GB-NHS", Name: "health and care organisations",
		Form: "3 to 10 letters or digits", Example: "GB-NHS-RAX",
		number: numbers(`[0-9A-Z]{3,10}`),
	},
	{
		// The unique reference number (URN): https://get-information-schools.service.gov.uk
		Code: "GB-EDU", Name: "schools and colleges in England",
		Form: "6 digits, the first not 0", Example: "GB-EDU-125554",
		number: numbers(`[1-9][0-9]{5}`),
	},
	{
		// Of 8 digits: https://www.hesa.ac.uk/collection/c12025/c/UKPRN
		Code: "GB-UKPRN", Name: "learning providers",
		Form: "8 digits, the first not 0", Example: "GB-UKPRN-10000346",
		number: numbers(`[1-9][0-9]{7}`),
	},
	{
		// https://github.com/openregister/social-housing-data: 4 digits, with up to 2
		// letters before them, or 2 digits and 2 letters for local authorities.
		Code: "GB-SHPE", Name: "registered providers of social housing in England",
		Form: "4 digits with up to 2 letters in front, or 2 digits and 2 letters", Example: "GB-SHPE-LH4401",
		number: numbers(`[A-Z]{0,2}[0-9]{4}|[0-9]{2}[A-Z]{2}`),
	},
	{
		// Closed in 2021, still in use:
		// https://github.com/openregister/government-organisation-data
		Code: "GB-GOR", Name: "government organisations",
		Form: "1 or 2 letters and up to 4 digits", Example: "GB-GOR-OT1211",
		number: numbers(`[A-Z]{1,2}[0-9]{1,4}`),
	},
	{
		// No list of org-id.guide: for organisations that are on none of those, the
		// prefix of a grant-maker and its own reference. Some grant-makers go by their
		// prefix alone. The grant-maker's own system may tell capitals apart.
		// https://standard.threesixtygiving.org/en/latest/technical/identifiers/
		Code: "360G", Name: "references of grant-makers",
		Form:    "the grant-maker's prefix and its reference, in letters, digits, - and _",
		Example: "360G-XYZFunder-123456",
		number:  numbers(`[0-9A-Z][0-9A-Z_-]*`), tellsCapitals: true,
	},
}

// numbers compiles what a whole number must match.
func numbers(pattern string) *regexp.Regexp {
	return regexp.MustCompile(`^(?:` + pattern + `)$`)
}
