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

// Flag draws attention to something in a result.
type Flag string

// The flags, in the order they are raised.
const (
	BottomRung         Flag = "bottom_rung"
	GateUnmet          Flag = "gate_unmet"
	GateUnanswered     Flag = "gate_unanswered"
	Jagged             Flag = "jagged"
	LivedVoiceMissing  Flag = "lived_voice_missing"
	LearntVoiceMissing Flag = "learnt_voice_missing"
)

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
	Flags       []Flag
	Voices      [len(Voices)]HeadCount
	Gates       []Gate    // those that hold: unmet or unanswered
	Principles  []Profile // in the instrument's order
	Areas       []Profile // in the instrument's order
}

// Gate is a gate question that keeps an organisation from passing the ceiling.
type Gate struct {
	Question int  // its position in the instrument
	Answered bool // every heard voice has a value
	Agreed   int  // the lowest of those values; 0 when not answered, or not shown
}

// Score works out a result. The tallies must be the instrument's.
func Score(in *instrument.Instrument, tallies *Tallies, minimums Minimums) *Result {
	s := newHeardValues(in, tallies, minimums)
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
	r.Flags = flags(r)
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
		limits.Answers = min(limits.Answers, standingRung(s.values[v], s.in.All(), top))
	}
	if len(r.Gates) > 0 {
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
		agreed, all := s.lowest(question)
		if !all {
			agreed = 0
		}
		if agreed < s.in.Ceiling {
			holding = append(holding, Gate{question, all, agreed})
		}
	}
	return holding
}

// flags is rule 10.
func flags(r *Result) []Flag {
	lowest, highest := 0, 0
	for _, p := range r.Principles {
		if p.Rung > 0 {
			highest = max(highest, p.Rung)
			if lowest == 0 || p.Rung < lowest {
				lowest = p.Rung
			}
		}
	}
	unmet := func(g Gate) bool { return g.Answered }
	unanswered := func(g Gate) bool { return !g.Answered }
	flags := make([]Flag, 0, 6)
	for _, raised := range []struct {
		flag Flag
		when bool
	}{
		{BottomRung, lowest == 1},
		{GateUnmet, slices.ContainsFunc(r.Gates, unmet)},
		{GateUnanswered, slices.ContainsFunc(r.Gates, unanswered)},
		{Jagged, highest-lowest >= 2},
		{LivedVoiceMissing, !r.Voices[Lived].Heard},
		{LearntVoiceMissing, !r.Voices[Learnt].Heard},
	} {
		if raised.when {
			flags = append(flags, raised.flag)
		}
	}
	return flags
}

// overallIndex is the end of rule 7: the mean of the principles' indexes.
func overallIndex(principles []Profile) Index {
	var all mean
	for i := range principles {
		all.add(principles[i].Index)
	}
	return all.index()
}
