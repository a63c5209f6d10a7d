package calendar

import (
	"bytes"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// MediaType is that of a calendar.
const MediaType = "text/calendar; charset=utf-8"

// Event is a moment in a calendar. It takes up no time there.
type Event struct {
	UID       string    // the same whenever the event is written
	Written   time.Time // when what it says last changed
	Revision  int       // how often that changed
	At        time.Time
	Cancelled bool
	Lang      string
	Title     string
	Text      string
}

// utc is how a time is written. See RFC 5545, section 3.3.5.
const utc = "20060102T150405Z"

// Bytes writes a calendar of this one event. The same event is the same bytes.
func (e *Event) Bytes() []byte {
	status := "CONFIRMED"
	if e.Cancelled {
		status = "CANCELLED"
	}
	var b bytes.Buffer
	for _, line := range []string{
		"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Seven Rungs//Seven Rungs//EN", "METHOD:PUBLISH",
		"BEGIN:VEVENT",
		"UID:" + e.UID,
		"DTSTAMP:" + e.Written.UTC().Format(utc),
		"SEQUENCE:" + strconv.Itoa(e.Revision),
		"DTSTART:" + e.At.UTC().Format(utc),
		"SUMMARY;LANGUAGE=" + e.Lang + ":" + escaped(e.Title),
		"DESCRIPTION;LANGUAGE=" + e.Lang + ":" + escaped(e.Text),
		"STATUS:" + status, "TRANSP:TRANSPARENT", "CLASS:PRIVATE",
		"END:VEVENT", "END:VCALENDAR",
	} {
		fold(&b, line)
	}
	return b.Bytes()
}

var escaper = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r\n", `\n`, "\n", `\n`)

// escaped is a text as a value. Signs that steer programs are left out: none may stand
// there. See RFC 5545, section 3.3.11.
func escaped(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, escaper.Replace(text))
}

// longest is how many bytes a line may have before its end.
const longest = 75

// fold writes a line, cut into lines that are short enough, and never within a letter.
// See RFC 5545, section 3.1.
func fold(b *bytes.Buffer, line string) {
	room := longest
	for len(line) > room {
		cut := room
		for !utf8.RuneStart(line[cut]) {
			cut--
		}
		b.WriteString(line[:cut] + "\r\n ")
		line, room = line[cut:], longest-1
	}
	b.WriteString(line + "\r\n")
}
