package register

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/sevenrungs/sevenrungs/assessments/sentences"
)

// hint says how an identifier that cannot be read may have been meant, or none.
// What it names can be read.
func hint(given string) sentences.Line {
	meant := meanings(given)
	switch {
	case len(meant) == 0:
		return sentences.Line{}
	case len(meant) > 1:
		names := make([]string, len(meant))
		for i, id := range meant {
			names[i] = id.Canonical + " (" + nameOf(id.List) + ")"
		}
		return sentences.Of("refusal.meant_many", "meant", strings.Join(names, ", "))
	}
	right, wrong := meant[0].Canonical, withoutAlias(squeezed(given))
	if len(right) > len(wrong) && strings.ReplaceAll(right, "0", "") == strings.ReplaceAll(wrong, "0", "") {
		return sentences.Of("refusal.meant_zeros", "meant", right)
	}
	return sentences.Of("refusal.meant_one", "meant", right)
}

// meanings returns what may have been meant: what fits the list that is named,
// or else what the number alone tells.
func meanings(given string) []Identifier {
	list, number := parted(squeezed(given))
	if list != "" && list != "GB-COH" && !charities[list] {
		return nil // letters before a number say nothing there
	}
	var meant []Identifier
	for _, r := range readings(list, number) {
		id, misfit := read(r.list + "-" + r.number)
		switch {
		case misfit != nil || id.List == "":
		case r.list == list:
			return []Identifier{id}
		case list == "" || r.told && (charities[r.list] || !charities[list]):
			meant = append(meant, id)
		}
	}
	return meant
}

// charities are the lists that hold nothing but charities.
var charities = map[string]bool{"GB-CHC": true, "GB-SC": true, "GB-NIC": true}

// squeezed writes an identifier in capitals, with a plain hyphen for every dash,
// and without all that is no letter or digit of ASCII.
func squeezed(given string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Pd, r), r == '\u2212': // the last is a minus
			return '-'
		case r > unicode.MaxASCII, !unicode.IsLetter(r) && !unicode.IsDigit(r):
			return -1
		}
		return unicode.ToUpper(r)
	}, given)
}

// parted parts a squeezed identifier into the list it names, if any, and its
// number, both found without hyphens.
func parted(squeezed string) (list, number string) {
	plain := strings.ReplaceAll(squeezed, "-", "")
	if rest, found := strings.CutPrefix(plain, "UK"); found {
		plain = "GB" + rest
	}
	for _, code := range slices.Concat(codesOfLists(), slices.Sorted(maps.Keys(aliases))) {
		if rest, found := strings.CutPrefix(plain, strings.ReplaceAll(code, "-", "")); found {
			return cmp.Or(aliases[code], code), rest
		}
	}
	return "", plain
}

// A reading is one way to understand a number.
type reading struct {
	list, number string
	told         bool // the number itself tells the list, whichever is named
}

// wordy is a number with letters before it; people take O and 0 for each other.
var wordy = regexp.MustCompile(`^(SC|NIC|[A-Z]{2})([0-9O]{1,6})$`)

// readings returns how a number may be understood, the likeliest first.
func readings(list, number string) []reading {
	if digits := strings.ReplaceAll(number, "O", "0"); isDigits(digits) {
		return ofDigits(list, digits)
	}
	parts := wordy.FindStringSubmatch(number)
	if parts == nil {
		return nil
	}
	letters, digits := parts[1], strings.ReplaceAll(parts[2], "O", "0")
	long := letters + padded(digits, 6)
	switch letters {
	case "SC":
		return []reading{{"GB-SC", long, true}, {"GB-COH", long, true}}
	case "NIC":
		return []reading{{"GB-NIC", digits, true}}
	case "NI":
		return []reading{{"GB-COH", long, true}, {"GB-NIC", digits, false}}
	}
	return []reading{{"GB-COH", long, true}}
}

// ofDigits are the readings of digits alone. Zeros come and go where the list is
// named. Where it is not, only one comes: many leave out the first digit of a
// company when it is 0.
func ofDigits(list, digits string) []reading {
	charity := digits
	if list == "GB-CHC" {
		charity = strings.TrimLeft(digits, "0")
	}
	all := []reading{{"GB-CHC", charity, false}, {"GB-NIC", digits, false}}
	if list == "GB-SC" || len(digits) == 6 {
		all = append(all, reading{"GB-SC", "SC" + padded(digits, 6), false})
	}
	if list == "GB-COH" || len(digits) >= 7 {
		all = append(all, reading{"GB-COH", padded(digits, 8), false})
	}
	return all
}

func isDigits(text string) bool { return text != "" && strings.Trim(text, "0123456789") == "" }

func padded(digits string, length int) string {
	return strings.Repeat("0", max(0, length-len(digits))) + digits
}

func nameOf(code string) string {
	return Lists[slices.IndexFunc(Lists, func(l List) bool { return l.Code == code })].Name
}
