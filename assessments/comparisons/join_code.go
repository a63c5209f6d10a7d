package comparisons

import (
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/sevenrungs/sevenrungs/assessments/access"
)

// codeLetters are 32 letters and digits that are not taken for one another
// (Crockford's base 32).
const codeLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// newJoinCode makes a code to be told to others: 12 random letters and digits,
// in threes of four.
func newJoinCode(random io.Reader) (string, error) {
	letters := make([]byte, 12)
	if _, err := io.ReadFull(random, letters); err != nil {
		return "", fmt.Errorf("make a join code: %w", err)
	}
	for i, b := range letters {
		letters[i] = codeLetters[b%32]
	}
	return string(letters[:4]) + "-" + string(letters[4:8]) + "-" + string(letters[8:]), nil
}

// The signs that are taken for those of a code, and what it looks like in a link
// or a sentence.
var (
	misread = strings.NewReplacer("O", "0", "I", "1", "L", "1", " -", "-", "- ", "-")
	aCode   = regexp.MustCompile(`^([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}|[0-9A-Z]{12})$`)
)

// readJoinCode takes a code as people type it or pass it on. "" is for none, or
// for more than one.
func readJoinCode(given string) string {
	text := misread.Replace(strings.ToUpper(access.Given(given)))
	words := strings.FieldsFunc(text, func(r rune) bool { return r != '-' && !isCodeLetter(r) })
	found := slices.DeleteFunc(words, func(word string) bool { return !aCode.MatchString(word) })
	if hyphened := slices.DeleteFunc(slices.Clone(found), func(word string) bool { return len(word) == 12 }); len(hyphened) > 0 {
		found = hyphened // the rest are words that happen to be as long
	}
	if len(slices.Compact(found)) == 1 {
		text = found[0]
	}
	letters := strings.Map(func(r rune) rune {
		if isCodeLetter(r) {
			return r
		}
		return -1
	}, text)
	if len(letters) != 12 {
		return ""
	}
	return letters[:4] + "-" + letters[4:8] + "-" + letters[8:]
}

func isCodeLetter(r rune) bool { return r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' }
