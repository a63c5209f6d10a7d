package register

import (
	"fmt"
	"strings"

	"github.com/sevenrungs/sevenrungs/assessments/sentences"
)

// MaxIdentifier is how many bytes an identifier may have, spaces around it
// included.
const MaxIdentifier = 100

// Identifier is the number an organisation has in a public register, written
// as https://org-id.guide recommends: the code of the list, a hyphen, and the
// number as it stands in that list.
type Identifier struct {
	Given     string // as it was sent, spaces and small letters included
	Canonical string // trimmed, with the list's own code, in capitals where those tell nothing apart: what is compared
	List      string // the Code of one of Lists
}

// ParseIdentifier reads an identifier of one of the [Lists]. Two identifiers
// are the same when their canonical forms are. The canonical form is itself an
// identifier, and its own canonical form. The error is a [*Fault], which says how
// the identifier may have been meant.
func ParseIdentifier(given string) (Identifier, error) {
	trimmed := strings.TrimSpace(given)
	switch {
	case len(given) > MaxIdentifier:
		return Identifier{}, refused(sentences.Of("refusal.identifier_long", "most", MaxIdentifier))
	case strings.ContainsFunc(trimmed, func(r rune) bool { return r <= ' ' || r > '~' }):
		// Checked before capitals are made: the capital of ſ is S.
		return Identifier{}, misread(given, "refusal.identifier_signs", "example", Lists[0].Example)
	}
	id, misfit := read(trimmed)
	switch {
	case misfit != nil:
		return Identifier{}, misread(given, "refusal.identifier_misfit", "code", misfit.Code, "list", misfit.Name, "form", misfit.Form, "example", misfit.Example)
	case id.List == "":
		return Identifier{}, misread(given, "refusal.identifier_list", "lists", strings.Join(codesOfLists(), ", "), "example", Lists[0].Example)
	}
	id.Given = given
	return id, nil
}

// misread is the fault of an identifier, with how it may have been meant.
func misread(given, key string, filled ...any) error {
	line := sentences.Of(key, append(filled, "given", fmt.Sprintf("%.80q", given))...)
	if meant := hint(given); meant.Key != "" {
		line = sentences.Of("refusal.identifier_hint", "refused", line, "hint", meant)
	}
	return refused(line)
}

// read returns an identifier without what was given; the list whose numbers are
// not like this; or nothing, for a list that is not known.
func read(trimmed string) (id Identifier, misfit *List) {
	capitals := withoutAlias(strings.ToUpper(trimmed))
	for i := range Lists {
		list := &Lists[i]
		number, found := strings.CutPrefix(capitals, list.Code+"-")
		switch {
		case !found:
			continue
		case !list.number.MatchString(number):
			return Identifier{}, list
		case list.tellsCapitals:
			number = trimmed[len(trimmed)-len(number):]
		}
		return Identifier{Canonical: list.Code + "-" + number, List: list.Code}, nil
	}
	return Identifier{}, nil
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

func codesOfLists() []string {
	codes := make([]string, 0, len(Lists))
	for _, list := range Lists {
		codes = append(codes, list.Code)
	}
	return codes
}
