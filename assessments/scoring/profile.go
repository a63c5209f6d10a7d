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

// The flags of a gap, from none up.
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

// standingRung is rule 4: the highest rung that three quarters of the values
// that are there reach. It is 0 when none is there.
func (s *heardValues) standingRung(values, questions []int) int {
	n := 0
	for _, q := range questions {
		if values[q] > 0 {
			n++
		}
	}
	need := s.rules.Stands.of(n)
	for rung := s.in.Top(); rung > 0 && n > 0; rung-- {
		atLeast := 0
		for _, q := range questions {
			if values[q] >= rung {
				atLeast++
			}
		}
		if atLeast >= need {
			return rung
		}
	}
	return 0
}

// stand is rules 3, 4 and 7 for one voice.
func (s *heardValues) stand(values, questions []int) Standing {
	var at Standing
	sum := 0
	for _, q := range questions {
		if values[q] > 0 {
			at.Answered++
			sum += values[q]
		}
	}
	if at.Answered < s.rules.Counts.of(len(questions)) {
		return at
	}
	at.Rung = s.standingRung(values, questions)
	at.Index = Index{100 * int64(sum-at.Answered), int64((s.in.Top() - 1) * at.Answered)}
	return at
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
		p.Voices[v] = s.stand(s.values[v], questions)
		rung = min(rung, p.Voices[v].Rung)
		both.add(p.Voices[v].Index)
	}
	p.Gap = s.gap(p.Voices[Lived], p.Voices[Learnt])
	if rung == 0 {
		p.Reason = InsufficientAnswers
		return p
	}
	p.Rung = rung
	p.Index = both.index()
	return p
}

// A gap is flagged from so many points on. Where few answer, chance alone parts
// the two sides further.
const (
	manyResponses = 10 // from each side
	discussFrom   = 15
	priorityFrom  = 25
	moreOfFew     = 5 // points more where fewer answer
)

// gap is rule 9. A voice that is not heard has no rung, and so no gap.
func (s *heardValues) gap(lived, learnt Standing) *Gap {
	if lived.Rung == 0 || learnt.Rung == 0 {
		return nil
	}
	g := &Gap{Rungs: learnt.Rung - lived.Rung, Points: learnt.Index.minus(lived.Index)}
	apart, discuss, priority := g.Points.Rounded(1), discussFrom, priorityFrom
	switch {
	case s.rules.GapsInRungs:
		apart, discuss, priority = g.Rungs, 1, 2
	case min(s.tallies[Lived].Responses, s.tallies[Learnt].Responses) < manyResponses:
		discuss, priority = discussFrom+moreOfFew, priorityFrom+moreOfFew
	}
	switch apart = max(apart, -apart); {
	case apart >= priority:
		g.Flag = Priority
	case apart >= discuss:
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
	rules   *Rules
	in      *instrument.Instrument
	tallies *Tallies
	heard   []Voice
	values  [len(Voices)][]int
}

func newHeardValues(rules *Rules, in *instrument.Instrument, tallies *Tallies, minimums Minimums) *heardValues {
	s := &heardValues{rules: rules, in: in, tallies: tallies, heard: make([]Voice, 0, len(Voices))}
	for _, v := range Voices {
		if tallies[v].Heard(minimums[v]) {
			s.heard = append(s.heard, v)
			s.values[v] = tallies[v].values(rules, minimums[v])
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
