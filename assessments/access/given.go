package access

import (
	"net/url"
	"strings"
	"unicode"

	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

// longestGiven is how much is read of what should be a key or a code: the longest
// link that programs for mail pass on.
const longestGiven = 2048

// Given reads a key or a code the way it comes out of messages, links and word
// processors: without what nobody can see, with plain hyphens and spaces, and
// with what was written as %20 written plainly. Which part of it is the key or
// the code is for the caller to say.
func Given(text string) string {
	text = text[:min(len(text), longestGiven)]
	if plain, err := url.PathUnescape(text); err == nil {
		text = plain
	}
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.Is(unicode.Pd, r), r == '\u2212': // the last is a minus
			return '-'
		case !fault.IsSeen(r):
			return -1
		}
		return r
	}, text))
}
