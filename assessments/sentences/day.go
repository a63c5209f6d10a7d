package sentences

import (
	"fmt"
	"strings"
	"time"
)

// Day writes a day, such as 3 December 2026.
func (s *Sentences) Day(t time.Time) string { return s.dayIn("calendar.day", t) }

// Weekday writes a day with what day of the week it is: Thursday 3 December 2026.
func (s *Sentences) Weekday(t time.Time) string { return s.dayIn("calendar.weekday", t) }

func (s *Sentences) dayIn(key string, t time.Time) string {
	t, s = t.UTC(), s.Whole("calendar")
	return s.Text(key,
		"day", t.Day(), "month", s.oneOf("calendar.months", int(t.Month())-1), "year", t.Year(), "weekday", s.oneOf("calendar.weekdays", int(t.Weekday())))
}

// calendars are those that have too few months or days of the week, or too many.
func (c *Catalogue) calendars() []error {
	var wrong []error
	for lang, variants := range c.variants {
		for _, s := range variants {
			for key, want := range map[string]int{"calendar.months": 12, "calendar.weekdays": 7} {
				if text, there := s.texts[key]; there && len(strings.Split(text, ", ")) != want {
					wrong = append(wrong, fmt.Errorf("%s needs %d of %s", lang, want, key))
				}
			}
		}
	}
	return wrong
}

func (s *Sentences) oneOf(key string, position int) string {
	return strings.Split(s.Text(key), ", ")[position]
}
