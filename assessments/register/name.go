package register

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// legalForms are words that say what kind of body has a name. One body is written
// with them and without.
var legalForms = map[string]bool{
	"the": true, "ltd": true, "limited": true, "cio": true, "scio": true, "cic": true, "plc": true, "llp": true,
	"company": true, "co": true, "incorporated": true, "inc": true, "registered": true, "uk": true,
}

// FoldName returns what is the same of a name however it is written: without small
// and capital letters, accents, signs and legal forms. Letters of other scripts that
// look the same stay different.
func FoldName(name string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(strings.ReplaceAll(strings.ToLower(name), "&", " and ")) {
		switch {
		case unicode.IsLetter(r) || unicode.IsNumber(r):
			b.WriteRune(r)
		case unicode.Is(unicode.Mn, r) || r == '.' || r == '\'' || r == '’':
		default:
			b.WriteByte(' ')
		}
	}
	var kept []string
	words := strings.Fields(b.String())
	for _, word := range words {
		if !legalForms[word] {
			kept = append(kept, word)
		}
	}
	if len(kept) == 0 {
		kept = words
	}
	return strings.Join(kept, " ")
}

// FoldLetters returns a text without capitals and accents, to look for a part of it.
func FoldLetters(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFKD.String(strings.ToLower(text)))
}

// FoldContact returns what is the same of a contact however it is written: its
// letters and digits.
func FoldContact(contact string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return r
		}
		return -1
	}, norm.NFKC.String(strings.ToLower(contact)))
}
