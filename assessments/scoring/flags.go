package scoring

import "slices"

// Flag draws attention to something in a result.
type Flag string

// The flags, in the order they are raised.
const (
	BottomRung         Flag = "bottom_rung"
	GateUnmet          Flag = "gate_unmet"
	GateUnanswered     Flag = "gate_unanswered"
	Jagged             Flag = "jagged"
	Thin               Flag = "thin"
	LivedVoiceMissing  Flag = "lived_voice_missing"
	LearntVoiceMissing Flag = "learnt_voice_missing"
)

// flags is rule 10.
func (s *heardValues) flags(r *Result) []Flag {
	lowest, highest := 0, 0
	thin := false
	for i := range r.Principles {
		p := &r.Principles[i]
		if p.Rung == 0 {
			continue
		}
		highest = max(highest, p.Rung)
		if lowest == 0 || p.Rung < lowest {
			lowest = p.Rung
		}
		thin = thin || s.isThin(p, len(s.in.InPrinciple(i)))
	}
	unmet := func(g Gate) bool { return g.Answered }
	unanswered := func(g Gate) bool { return !g.Answered }
	flags := make([]Flag, 0, 7)
	for _, raised := range []struct {
		flag Flag
		when bool
	}{
		{BottomRung, lowest == 1},
		{GateUnmet, slices.ContainsFunc(r.Gates, unmet)},
		{GateUnanswered, slices.ContainsFunc(r.Gates, unanswered)},
		{Jagged, highest-lowest >= 2},
		{Thin, thin},
		{LivedVoiceMissing, !r.Voices[Lived].Heard},
		{LearntVoiceMissing, !r.Voices[Learnt].Heard},
	} {
		if raised.when {
			flags = append(flags, raised.flag)
		}
	}
	return flags
}

// isThin is the end of rule 3: a principle of so many questions rests on fewer
// values than three quarters of them, in any heard voice.
func (s *heardValues) isThin(p *Profile, questions int) bool {
	return slices.ContainsFunc(s.heard, func(v Voice) bool {
		return p.Voices[v].Answered < ThreeQuarters.of(questions)
	})
}
