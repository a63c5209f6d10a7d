package sentences

import (
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
)

// Line is a sentence that is still to be said, by whoever knows the words of the
// reader. The zero Line is none.
type Line struct {
	Key    string
	Filled []any // as for [Sentences.Find]
}

// Of makes a line.
func Of(key string, filled ...any) Line { return Line{key, filled} }

// Say says a line in the words of a reader.
func (l Line) Say(s *Sentences) string { return s.Text(l.Key, l.Filled...) }

// Standard says a line for programs, in standard words of the own language, with
// times as they can be read back.
func (l Line) Standard() string {
	written, err := Written()
	if err != nil {
		panic(err) // it is part of the program, and its tests read it
	}
	filled := make([]any, len(l.Filled))
	for i, with := range l.Filled {
		filled[i] = with
		if at, is := with.(time.Time); is {
			filled[i] = at.Format(time.RFC3339)
		}
	}
	return Of(l.Key, filled...).Say(written.In(Own, instrument.Standard))
}
