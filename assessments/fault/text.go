package fault

import (
	"strings"
	"unicode/utf8"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
)

// How long a text may be, in characters. A character is a Unicode code point,
// as JSON Schema counts them for maxLength and PostgreSQL for char_length, once
// the space around the text is gone. What a reader sees as one, such as a flag
// or a letter with an accent, may be several.
const (
	MaxName = 200   // a name or title; it has at least one
	MaxNote = 1_000 // a note
)

// Name reads the name of something, or its title: one line that can be seen. It
// returns the name without the space around it.
func (l *List) Name(path []any, given string) string {
	name := strings.TrimSpace(given)
	switch {
	case !utf8.ValidString(given) || strings.ContainsFunc(name, func(r rune) bool { return r == '\n' || instrument.IsControl(r) }):
		l.Say(path, "refusal.no_line")
	case !strings.ContainsFunc(name, IsSeen):
		l.Say(path, "refusal.no_name", "most", MaxName)
	default:
		l.noLonger(path, name, MaxName)
	}
	return name
}

// FreeText reads what a person wrote in their own words, over as many lines as they
// like, or nothing. It returns the note without the space around it and with
// every line ended in the plain way.
func (l *List) FreeText(path []any, given string) string {
	note := strings.TrimSpace(strings.ReplaceAll(given, "\r\n", "\n"))
	if !utf8.ValidString(given) || strings.ContainsFunc(note, func(r rune) bool { return r != '\t' && instrument.IsControl(r) }) {
		l.Say(path, "refusal.unseen")
		return note
	}
	if note != "" && !strings.ContainsFunc(note, IsSeen) {
		l.Say(path, "refusal.nothing_seen")
	}
	l.noLonger(path, note, MaxNote)
	return note
}

func (l *List) noLonger(path []any, text string, most int) {
	if length := utf8.RuneCountInString(text); length > most {
		l.Say(path, "refusal.too_long", "length", length, "most", most)
	}
}

// IsSeen tells whether r leaves a mark on a page.
func IsSeen(r rune) bool { return instrument.IsSeen(r) }

// Reference reads a caller's own reference to something, or nothing.
func (l *List) Reference(path []any, given string) string {
	if strings.TrimSpace(given) == "" {
		return ""
	}
	return l.Name(path, given)
}
