package scoring

// Sure says how far a rung can be trusted: of ten organisations of that size, in
// how many it is what asking everybody would show.
type Sure struct {
	Responses  string // how many answered on the smaller side, such as 5_to_9
	SameRung   int    // out of 10: it is the same rung
	WithinOne  int    // out of 10: it is at most one rung away
	SameStance int    // out of 10: it is on the same side of to, for and with
}

// sure is rule 13. The figures are looked up by size alone. Of fewer responses than
// the table begins with nothing is said: they are most often a team that answers
// as one, and how sure that is nobody knows.
func sure(r *Result) *Sure {
	if r.Rung == 0 || r.Provisional {
		return nil
	}
	fewest := r.Fewest()
	for i := len(sureTable) - 1; i >= 0; i-- {
		if fewest >= sureTable[i].from {
			return &sureTable[i].Sure
		}
	}
	return nil
}

// fewAnswers is below how many responses on a heard side to, for and with are
// what can be said first: the rung itself is less sure.
const fewAnswers = 15

// Few says whether so few answered that a rung is shown only after to, for or
// with.
func (r *Result) Few() bool { return r.Fewest() < fewAnswers }

// Missing is how many people of a voice still need to answer for it to be heard.
func (r *Result) Missing(v Voice, minimums Minimums) int {
	return max(0, minimums[v]-r.Voices[v].People)
}

// Alone returns the only voice that is heard, where there is just one.
func (r *Result) Alone() (only Voice, alone bool) {
	lived, learnt := r.Voices[Lived].Heard, r.Voices[Learnt].Heard
	if learnt {
		only = Learnt
	}
	return only, lived != learnt
}

// Fewest is how many responses the smaller heard voice has; 0 when none is heard.
func (r *Result) Fewest() int {
	fewest := 0
	for _, v := range r.Voices {
		if v.Heard && (fewest == 0 || v.Responses < fewest) {
			fewest = v.Responses
		}
	}
	return fewest
}
