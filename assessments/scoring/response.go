package scoring

import (
	"strconv"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
)

// Voice is the side a response comes from.
type Voice int

// The voices. Lived: people who use services, disabled people, carers.
// Learnt: staff, volunteers, trustees.
const (
	Lived Voice = iota
	Learnt
)

// Voices lists the voices in the order they are shown.
var Voices = [...]Voice{Lived, Learnt}

var voiceNames = [...]string{"lived", "learnt"}

// String returns "lived" or "learnt".
func (v Voice) String() string { return voiceNames[v] }

// Other returns the voice that this is not.
func (v Voice) Other() Voice { return Lived + Learnt - v }

// Asked is a question as this voice is asked it.
func (v Voice) Asked(question *instrument.QuestionWords) string {
	if v == Lived {
		return question.Lived
	}
	return question.Learnt
}

// ParseVoice reads "lived" or "learnt".
func ParseVoice(name string) (Voice, bool) {
	for _, v := range Voices {
		if v.String() == name {
			return v, true
		}
	}
	return 0, false
}

// The limits of what is scored.
const (
	MaxPeople      = 10_000 // people behind one response
	MinLivedPeople = 3
	MinLearnt      = 1
	MaxMinimum     = 10
)

// Minimums says how many people a voice needs before any figure uses it.
type Minimums [len(Voices)]int

// DefaultMinimums are 5 people with lived experience and 1 of the staff's side.
func DefaultMinimums() Minimums { return Minimums{Lived: 5, Learnt: 1} }

// Bounds returns the smallest and the largest minimum a voice may have: 3 to
// 10 for lived, 1 to 10 for learnt.
func Bounds(v Voice) (least, most int) {
	if v == Lived {
		return MinLivedPeople, MaxMinimum
	}
	return MinLearnt, MaxMinimum
}

// Answer is what a response says to one question: a level from 1 up, or one
// of the constants.
type Answer int8

// The answers without a rung.
const (
	Blank          Answer = 0
	DontKnow       Answer = -1
	NotApplicable  Answer = -2
	PreferNotToSay Answer = -3
)

// ParseAnswer reads an answer's code: "1" up to the instrument's top level, or
// one of the codes without a rung.
func ParseAnswer(in *instrument.Instrument, code string) (Answer, bool) {
	switch code {
	case instrument.DontKnow:
		return DontKnow, true
	case instrument.NotApplicable:
		return NotApplicable, true
	case instrument.PreferNotToSay:
		return PreferNotToSay, true
	}
	level := 0
	for _, digit := range []byte(code) {
		if digit < '0' || digit > '9' || level == 0 && digit == '0' || level > in.Top() {
			return 0, false
		}
		level = 10*level + int(digit-'0')
	}
	return Answer(level), level >= 1 && level <= in.Top()
}

// Code returns what [ParseAnswer] reads, and "" for [Blank].
func (a Answer) Code() string {
	switch a {
	case Blank:
		return ""
	case DontKnow:
		return instrument.DontKnow
	case NotApplicable:
		return instrument.NotApplicable
	case PreferNotToSay:
		return instrument.PreferNotToSay
	}
	return strconv.Itoa(int(a))
}

// Response is one set of answers.
type Response struct {
	Voice   Voice
	People  int      // how many people agreed it together: 1 to MaxPeople
	Answers []Answer // one for each question, in the instrument's order
}

// HasScore tells whether any answer carries a rung. A response without one is
// set aside before anything else.
func (r *Response) HasScore() bool {
	for _, answer := range r.Answers {
		if answer > 0 {
			return true
		}
	}
	return false
}
