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
	fewest := fewestResponses(r)
	for i := len(sureTable) - 1; i >= 0; i-- {
		if fewest >= sureTable[i].from {
			return &sureTable[i].Sure
		}
	}
	return nil
}

// fewestResponses is the size of the smaller heard voice.
func fewestResponses(r *Result) int {
	fewest := 0
	for _, v := range r.Voices {
		if v.Heard && (fewest == 0 || v.Responses < fewest) {
			fewest = v.Responses
		}
	}
	return fewest
}
