package picture

import (
	"strings"
	"unicode"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"golang.org/x/text/width"
)

// wrap breaks a text into lines no wider than room, in units of the picture.
// It breaks at blanks, and inside a word only where the word alone is too wide:
// then between what a reader sees as letters. A text without blanks, such as
// Chinese, is broken there too.
func wrap(text string, style style, room int) []string {
	var lines []string
	line := ""
	for word := range strings.FieldsSeq(text) {
		if longer := join(" ", line, word); style.width(longer) <= room {
			line = longer
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		pieces := split(word, style, room)
		lines = append(lines, pieces[:len(pieces)-1]...)
		line = pieces[len(pieces)-1]
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// split cuts a word into pieces that fit, each of one letter at least.
func split(word string, style style, room int) []string {
	var pieces []string
	piece := ""
	for letters := graphemes.FromString(word); letters.Next(); {
		if piece != "" && style.width(piece+letters.Value()) > room {
			pieces = append(pieces, piece)
			piece = ""
		}
		piece += letters.Value()
	}
	return append(pieces, piece)
}

// width estimates how wide a text is drawn, in units of the picture. We do not
// know which font a reader has, so it counts with DejaVu Sans, the widest in
// common use: a line may end early, and does not run out of the picture.
func (s style) width(text string) int {
	hundredths := 0
	for _, r := range text {
		hundredths += hundredthsOfAnEm(r)
	}
	if s.bold {
		hundredths += hundredths / 8
	}
	return (hundredths*s.size + 99) / 100
}

func hundredthsOfAnEm(r rune) int {
	const combining, narrow, slim, small, capital, full = 0, 35, 46, 66, 80, 104
	kind := width.LookupRune(r).Kind()
	switch {
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return combining
	case strings.ContainsRune(" .,:;'|!Iijl", r):
		return narrow
	case strings.ContainsRune("frt()[]-/’", r):
		return slim
	case strings.ContainsRune("mwMW@%", r), kind == width.EastAsianWide, kind == width.EastAsianFullwidth, r > unicode.MaxLatin1 && !unicode.In(r, unicode.Latin):
		return full
	case unicode.IsUpper(r), r > unicode.MaxASCII:
		return capital
	}
	return small
}
