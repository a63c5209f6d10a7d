package plainwords

import (
	"slices"
	"strings"
	"unicode"

	"github.com/clipperhouse/uax29/v2/sentences"
	"github.com/clipperhouse/uax29/v2/words"
)

// abbreviations end in a full stop that ends no sentence. (One before a small
// letter is no end in any case: Unicode's rule sees to that.)
var abbreviations = []string{"e.g.", "i.e.", "mr.", "mrs.", "ms.", "mx.", "dr.", "prof.", "st.", "vs.", "cf.", "approx."}

// Sentences splits a text where Unicode's rules end a sentence (UAX #29), but
// not after an abbreviation such as "e.g.". A line break ends one too, so an
// item of a list needs no full stop: text that is wrapped must be unwrapped
// first. Spaces around a sentence are dropped; pieces without a letter or a
// digit are no sentences.
func Sentences(text string) []string {
	var all []string
	var open strings.Builder
	flush := func() {
		if s := strings.TrimSpace(open.String()); strings.ContainsFunc(s, isWordRune) {
			all = append(all, s)
		}
		open.Reset()
	}
	for pieces := sentences.FromString(text); pieces.Next(); {
		piece := pieces.Value()
		open.WriteString(piece)
		if strings.ContainsAny(piece, "\r\n\u0085\u2028\u2029") || !endsInAbbreviation(piece) {
			flush()
		}
	}
	flush()
	return all
}

func endsInAbbreviation(piece string) bool {
	fields := strings.Fields(piece)
	if len(fields) == 0 {
		return false
	}
	last := strings.ToLower(strings.TrimLeft(fields[len(fields)-1], "(\"'“‘["))
	return slices.Contains(abbreviations, last)
}

// wordsOf returns the words of a text as people count them: "co-production",
// "don't" and "12.50" are one word each.
func wordsOf(text string) []string {
	var all []string
	tokens := words.FromString(text)
	tokens.Joiners(&words.Joiners[string]{Middle: []rune{'-', '‐', '‑'}})
	for tokens.Next() {
		if w := tokens.Value(); strings.ContainsFunc(w, isWordRune) {
			all = append(all, w)
		}
	}
	return all
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
