package scoring

import (
	"slices"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
)

// Limit names one of the four limits of the overall rung.
type Limit string

// The limits, in the order they are named.
const (
	AnswersLimit          Limit = "answers"
	WeakestPrincipleLimit Limit = "weakest_principle"
	GatesLimit            Limit = "gates"
	LivedVoiceLimit       Limit = "lived_voice"
)

// Limits are the four levels of which the overall rung is the lowest.
type Limits struct {
	Answers          int
	WeakestPrinciple int
	Gates            int
	LivedVoice       int
}

// HeadCount is how many there are of a voice, and whether it is heard.
type HeadCount struct {
	Count
	Heard bool
}

// Result is where an organisation stands, in numbers.
type Result struct {
	Rung        int     // the overall rung; 0 when there is none
	Index       Index   // there only when every principle has one
	Limits      *Limits // nil when there is no overall rung
	LimitedBy   []Limit // the limits equal to the rung; none on the top rung
	Provisional bool    // a staff view: the lived voice is not heard
	Guarded     bool    // small groups: see Shown
	Sure        *Sure   // nil where nothing can be said of it
	Flags       []Flag
	Voices      [len(Voices)]HeadCount
	NotKnown    *NotKnown // nil when guarded
	Gates       []Gate    // those that hold: unmet or unanswered
	Principles  []Profile // in the instrument's order
	Areas       []Profile // in the instrument's order
}

// Gate is a gate question that keeps an organisation from passing the ceiling.
type Gate struct {
	Question int  // its position in the instrument
	Answered bool // it has an agreed value
	Agreed   int  // the lowest of the heard voices' values; 0 when not answered, or not shown
}

// NotKnown lists the questions, in the instrument's order, to which most of a
// voice say that they do not know. It is empty for a voice that is not heard.
type NotKnown [len(Voices)][]int

// Score works out a result. The tallies must be the instrument's.
func Score(in *instrument.Instrument, tallies *Tallies, minimums Minimums) *Result {
	return inForce.Score(in, tallies, minimums)
}

// Score works out a result by these rules. The tallies must be the instrument's.
func (rules *Rules) Score(in *instrument.Instrument, tallies *Tallies, minimums Minimums) *Result {
	s := newHeardValues(rules, in, tallies, minimums)
	r := &Result{
		Principles: s.profiles(in.Principles, in.InPrinciple),
		Areas:      s.profiles(in.Areas, in.InArea),
	}
	for _, v := range Voices {
		r.Voices[v] = HeadCount{tallies[v].Count, tallies[v].Heard(minimums[v])}
	}
	r.Provisional = !r.Voices[Lived].Heard
	r.Index = overallIndex(r.Principles)
	r.Gates = s.gates()
	s.overall(r)
	r.NotKnown = s.notKnown()
	r.Flags = s.flags(r)
	r.Sure = sure(r)
	for p := range r.Principles {
		r.Principles[p].NextStep = s.nextStep(r.Principles[p].Rung, in.InPrinciple(p))
	}
	return r
}

// overall is rule 6: the lowest of four limits.
func (s *heardValues) overall(r *Result) {
	weakest := s.in.Top()
	for _, p := range r.Principles {
		if p.Rung == 0 {
			return
		}
		weakest = min(weakest, p.Rung)
	}
	top := s.in.Top()
	limits := Limits{Answers: top, WeakestPrinciple: min(weakest+1, top), Gates: top, LivedVoice: top}
	for _, v := range s.heard {
		limits.Answers = min(limits.Answers, s.standingRung(s.values[v], s.in.All()))
	}
	if len(r.Gates) > 0 && !s.rules.NoGates {
		limits.Gates = s.in.Ceiling
	}
	if !r.Voices[Lived].Heard {
		limits.LivedVoice = s.in.Ceiling
	}
	r.Limits = &limits
	r.Rung = min(limits.Answers, limits.WeakestPrinciple, limits.Gates, limits.LivedVoice)
	if r.Rung == top {
		return
	}
	for _, limit := range []struct {
		name  Limit
		level int
	}{
		{AnswersLimit, limits.Answers},
		{WeakestPrincipleLimit, limits.WeakestPrinciple},
		{GatesLimit, limits.Gates},
		{LivedVoiceLimit, limits.LivedVoice},
	} {
		if limit.level == r.Rung {
			r.LimitedBy = append(r.LimitedBy, limit.name)
		}
	}
}

// gates finds the gates that hold. Without a heard voice there is nothing to see.
func (s *heardValues) gates() []Gate {
	if len(s.heard) == 0 {
		return nil
	}
	holding := make([]Gate, 0, len(s.in.Gates()))
	for _, question := range s.in.Gates() {
		if agreed := s.agreedOnGate(question); agreed < s.in.Ceiling {
			holding = append(holding, Gate{question, agreed > 0, agreed})
		}
	}
	return holding
}

// agreedOnGate is the lowest of the heard voices' values of a gate, or 0. A value
// is enough for a rung; a gate has one that counts only where half of a voice
// can say.
func (s *heardValues) agreedOnGate(question int) int {
	agreed, all := s.lowest(question)
	for _, v := range s.heard {
		scored := s.tallies[v].Questions[question].scored().Responses
		all = all && scored >= s.rules.GateScored.of(s.tallies[v].Responses)
	}
	if !all {
		return 0
	}
	return agreed
}

// NextGates lists the gates to see to, where gates are what limits the rung: the
// end of rule 11.
func (r *Result) NextGates() []Gate {
	if slices.Contains(r.LimitedBy, GatesLimit) {
		return r.Gates
	}
	return nil
}

// notKnown is rule 12.
func (s *heardValues) notKnown() *NotKnown {
	var unknown NotKnown
	for _, v := range s.heard {
		for q := range s.tallies[v].Questions {
			if 2*s.tallies[v].Questions[q].DontKnow.Responses > s.tallies[v].Responses {
				unknown[v] = append(unknown[v], q)
			}
		}
	}
	return &unknown
}

// overallIndex is the end of rule 7: the mean of the principles' indexes.
func overallIndex(principles []Profile) Index {
	var all mean
	for i := range principles {
		all.add(principles[i].Index)
	}
	return all.index()
}
