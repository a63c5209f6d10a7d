package register

import (
	"regexp"
	"strings"
)

// MaxIdentifier is how many bytes an identifier may have, spaces around it
// included.
const MaxIdentifier = 100

// Identifier is the number an organisation has in a public register, written
// as https://org-id.guide recommends: the code of the list, a hyphen, and the
// number as it stands in that list.
type Identifier struct {
	Given     string // as it was sent, spaces and small letters included
	Canonical string // trimmed, in capitals, with the list's own code: what is compared
	List      string // the Code of one of Lists
}

// ParseIdentifier reads an identifier of one of the [Lists]. Two identifiers
// are the same when their canonical forms are. The canonical form is itself an
// identifier, and its own canonical form. The error is a [*Fault].
func ParseIdentifier(given string) (Identifier, error) {
	canonical := strings.TrimSpace(given)
	switch {
	case len(given) > MaxIdentifier:
		return Identifier{}, faulty("The identifier is too long. Use at most %d characters.", MaxIdentifier)
	case strings.ContainsFunc(canonical, func(r rune) bool { return r <= ' ' || r > '~' }):
		// Checked before capitals are made: the capital of ſ is S.
		return Identifier{}, faulty("The identifier %.80q holds a space or a sign that none has. Use plain letters, digits and hyphens, as in %s.", given, Lists[0].Example)
	}
	canonical = withoutAlias(strings.ToUpper(canonical))
	for i := range Lists {
		list := &Lists[i]
		number, found := strings.CutPrefix(canonical, list.Code+"-")
		switch {
		case !found:
		case list.number.MatchString(number):
			return Identifier{Given: given, Canonical: canonical, List: list.Code}, nil
		default:
			return Identifier{}, list.misfit(given, number)
		}
	}
	return Identifier{}, faulty("The identifier %.80q starts with no list that is known here. Use one of: %s. "+
		"After it come a hyphen and the number, as in %s. Leave out identifiers of other lists.",
		given, strings.Join(codesOfLists(), ", "), Lists[0].Example)
}

// aliases are codes that people write in place of a list's own. The first three
// are how the charity regulators shorten their names; GB-OSCR stands in data
// published to the IATI standard. GB-URN, for the number schools call theirs, is
// among the codes that 360Giving counted in grants data for its Insights, and so
// is UK-COH: UK in place of GB is understood for every list.
var aliases = map[string]string{
	"GB-CCEW": "GB-CHC",
	"GB-OSCR": "GB-SC",
	"GB-CCNI": "GB-NIC",
	"GB-URN":  "GB-EDU",
}

// withoutAlias puts a list's own code in the place of an alias. No alias leads
// to another, so that doing it twice does no more than once.
func withoutAlias(identifier string) string {
	if rest, found := strings.CutPrefix(identifier, "UK-"); found {
		identifier = "GB-" + rest
	}
	for alias, code := range aliases {
		if number, found := strings.CutPrefix(identifier, alias+"-"); found {
			return code + "-" + number
		}
	}
	return identifier
}

var shortCompany = regexp.MustCompile(`^[0-9]{1,7}$`)

// misfit says what a number of the list looks like.
func (l *List) misfit(given, number string) error {
	hint := ""
	if l.Code == "GB-COH" && shortCompany.MatchString(number) {
		hint = " Put zeros in front: " + l.Code + "-" + strings.Repeat("0", 8-len(number)) + number + "."
	}
	return faulty("The identifier %.80q does not fit the list %s, %s. After %s- it needs %s, as in %s.%s",
		given, l.Code, l.Name, l.Code, l.Form, l.Example, hint)
}

func codesOfLists() []string {
	codes := make([]string, 0, len(Lists))
	for _, list := range Lists {
		codes = append(codes, list.Code)
	}
	return codes
}
