package instrument

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// unseen are characters that nobody can see and no text needs. They come along
// when words are copied from a web page or a word processor. Two texts that
// differ in one of them look the same, and so do two names.
var unseen = map[rune]string{
	'\u00ad': "a soft hyphen",
	'\u034f': "a grapheme joiner",
	'\u061c': "a mark of direction",
	'\u180e': "a vowel separator",
	'\u200b': "a zero-width space",
	'\u200e': "a mark of direction",
	'\u200f': "a mark of direction",
	'\u2060': "a word joiner",
	'\u2061': "an unseen sign",
	'\u2062': "an unseen sign",
	'\u2063': "an unseen sign",
	'\u2064': "an unseen sign",
	'\ufeff': "a byte order mark",
}

// IsSeen tells whether r leaves a mark on a page, by itself or on what stands
// before it. Letters that fill a place and leave it empty do not.
func IsSeen(r rune) bool {
	return unicode.IsGraphic(r) && !unicode.IsSpace(r) &&
		!unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector) &&
		r != '\u2800' && r != '\U0001d159' // Braille without a dot, a note without a head
}

// joiners are needed within words of some scripts, and between pictures that
// make one. After a plain letter, or at the start of a line, they are not.
var joiners = map[rune]string{
	'\u200c': "a zero-width non-joiner",
	'\u200d': "a zero-width joiner",
}

// unseenFault tells whether nobody can see the character at a place in a file.
// The mark with which some editors start a file is let be.
func unseenFault(data []byte, at int, r rune) (detail string, found bool) {
	name := unseen[r]
	if before, _ := utf8.DecodeLastRune(data[:at]); at == 0 || before < utf8.RuneSelf {
		name += joiners[r]
	}
	if name == "" || r == '\ufeff' && at == 0 {
		return "", false
	}
	return fmt.Sprintf("Here is %s (%U), which nobody can see. Take it out.", name, r), true
}

// lookalikes finds the first line that starts with a space that is none to
// YAML, or with a line for programs.
func lookalikes(lines []string) (Fault, bool) {
	for i, line := range lines {
		blank := line[:len(line)-len(strings.TrimLeftFunc(line, unicode.IsSpace))]
		if at := strings.IndexFunc(blank, isOtherSpace); at >= 0 {
			r, _ := utf8.DecodeRuneInString(blank[at:])
			return Fault{Line: i + 1, Detail: "This line starts with " + otherSpace(r) + ". Use plain spaces."}, true
		}
	}
	for i, line := range lines {
		if strings.HasPrefix(line, "%") {
			return Fault{Line: i + 1, Detail: "Leave out this line. What starts with % is for programs, and is not read here."}, true
		}
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			break // the words have begun
		}
	}
	return Fault{}, false
}

func isOtherSpace(r rune) bool { return r != ' ' && unicode.Is(unicode.Zs, r) }

func otherSpace(r rune) string {
	name := "a space of another kind"
	if r == '\u00a0' || r == '\u202f' {
		name = "a no-break space"
	}
	return fmt.Sprintf("%s (%U), which looks like a space and is none", name, r)
}

var (
	afterMark  = regexp.MustCompile(`^ *(?:- +)*(?:[A-Za-z0-9_-]+(:)|(-))(\p{Zs})`)
	bracketed  = regexp.MustCompile(`[:-] +(?:\[[^\[\]]*\]|\{[^{}]*\}) *[^\s,\]}#]`)
	inBrackets = "A text that starts with [ or { needs quotes around all of it."
)

// misread says what on a line the YAML library stumbles over without naming it.
func misread(line string) (detail string, found bool) {
	if parts := afterMark.FindStringSubmatch(line); parts != nil && parts[3] != " " {
		mark := "dash"
		if parts[1] != "" {
			mark = "colon"
		}
		r, _ := utf8.DecodeRuneInString(parts[3])
		return fmt.Sprintf("After the %s stands %s. Use a plain space.", mark, otherSpace(r)), true
	}
	return inBrackets, bracketed.MatchString(line)
}
