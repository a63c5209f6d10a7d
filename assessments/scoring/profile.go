package scoring

import "github.com/sevenrungs/sevenrungs/assessments/instrument"

// Reason says why a principle or area has no rung.
type Reason string

// The reasons.
const (
	InsufficientAnswers Reason = "insufficient_answers"
	NoVoiceHeard        Reason = "no_voice_heard"
)

// GapFlag says how much a gap asks for.
type GapFlag string

// The flags of a gap: one rung apart either way, two or more, none.
const (
	NoGapFlag GapFlag = ""
	Discuss   GapFlag = "discuss"
	Priority  GapFlag = "priority"
)

// Profile is where an organisation stands on one principle or area.
type Profile struct {
	ID       string
	Rung     int    // the agreed rung; 0 when there is none
	Index    Index  // there only when the rung is
	Reason   Reason // why there is no rung; "" when there is one
	Voices   [len(Voices)]Standing
	Gap      *Gap      // nil unless both voices are heard and have a rung here
	NextStep *NextStep // principles only; nil at the top and without a rung
}

// Standing is where one heard voice sees the organisation. It is empty for a
// voice that is not heard.
type Standing struct {
	Rung     int   // 0 when too few questions have a value
	Index    Index // there only when the rung is
	Answered int   // how many questions have a value
}

// Gap is how much higher the learnt voice stands than the lived one.
type Gap struct {
	Rungs  int
	Points Index
	Flag   GapFlag
}

// threeQuarters is ⌈3n/4⌉, the only threshold of these rules.
func threeQuarters(n int) int { return (3*n + 3) / 4 }

// standingRung is rule 4: the ⌈3n/4⌉-th largest of the n values that are there.
// It is 0 when none is.
func standingRung(values, questions []int, top int) int {
	n := 0
	for _, q := range questions {
		if values[q] > 0 {
			n++
		}
	}
	for rung := top; rung > 0 && n > 0; rung-- {
		atLeast := 0
		for _, q := range questions {
			if values[q] >= rung {
				atLeast++
			}
		}
		if atLeast >= threeQuarters(n) {
			return rung
		}
	}
	return 0
}

// stand is rules 3, 4 and 7 for one voice.
func stand(values, questions []int, top int) Standing {
	var s Standing
	sum := 0
	for _, q := range questions {
		if values[q] > 0 {
			s.Answered++
			sum += values[q]
		}
	}
	if s.Answered < threeQuarters(len(questions)) {
		return s
	}
	s.Rung = standingRung(values, questions, top)
	s.Index = Index{100 * int64(sum-s.Answered), int64((top - 1) * s.Answered)}
	return s
}

// profile is rules 3, 4, 5, 7 and 9 over the questions of one principle or area.
func (s *heardValues) profile(id string, questions []int) Profile {
	p := Profile{ID: id}
	if len(s.heard) == 0 {
		p.Reason = NoVoiceHeard
		return p
	}
	rung := s.in.Top()
	var both mean
	for _, v := range s.heard {
		p.Voices[v] = stand(s.values[v], questions, s.in.Top())
		rung = min(rung, p.Voices[v].Rung)
		both.add(p.Voices[v].Index)
	}
	p.Gap = gap(p.Voices[Lived], p.Voices[Learnt])
	if rung == 0 {
		p.Reason = InsufficientAnswers
		return p
	}
	p.Rung = rung
	p.Index = both.index()
	return p
}

// gap is rule 9. A voice that is not heard has no rung, and so no gap.
func gap(lived, learnt Standing) *Gap {
	if lived.Rung == 0 || learnt.Rung == 0 {
		return nil
	}
	g := &Gap{Rungs: learnt.Rung - lived.Rung, Points: learnt.Index.minus(lived.Index)}
	switch apart := max(g.Rungs, -g.Rungs); {
	case apart >= 2:
		g.Flag = Priority
	case apart == 1:
		g.Flag = Discuss
	}
	return g
}

// profiles is one profile for each id.
func (s *heardValues) profiles(ids []string, questions func(int) []int) []Profile {
	profiles := make([]Profile, len(ids))
	for i, id := range ids {
		profiles[i] = s.profile(id, questions(i))
	}
	return profiles
}

// heardValues is what every rule looks at: the values of the heard voices.
type heardValues struct {
	in     *instrument.Instrument
	heard  []Voice
	values [len(Voices)][]int
}

func newHeardValues(in *instrument.Instrument, tallies *Tallies, minimums Minimums) *heardValues {
	s := &heardValues{in: in, heard: make([]Voice, 0, len(Voices))}
	for _, v := range Voices {
		if tallies[v].Heard(minimums[v]) {
			s.heard = append(s.heard, v)
			s.values[v] = tallies[v].values(minimums[v])
		}
	}
	return s
}

// lowest returns the lowest of the heard voices' values of a question, and
// whether every heard voice has one. It is 0 when none has.
func (s *heardValues) lowest(question int) (value int, all bool) {
	all = true
	for _, v := range s.heard {
		switch own := s.values[v][question]; {
		case own == 0:
			all = false
		case value == 0 || own < value:
			value = own
		}
	}
	return value, all
}
