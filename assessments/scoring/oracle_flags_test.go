package scoring_test

import "github.com/sevenrungs/sevenrungs/assessments/scoring"

// Rules 10, 12 and 13 of the second scoring.

// Rule 10.
func (s *slow) flags(out *said) []scoring.Flag {
	var bottom, unmet, unanswered, jagged, thin bool
	for _, p := range out.principles {
		bottom = bottom || p.rung == 1
		thin = thin || p.rung > 0 && p.thin
		for _, other := range out.principles {
			jagged = jagged || p.rung > 0 && other.rung > 0 && p.rung-other.rung >= 2
		}
	}
	for _, gate := range out.gates {
		unanswered = unanswered || gate.from == 0
		unmet = unmet || gate.from > 0
	}
	var flags []scoring.Flag
	raise := func(flag scoring.Flag, when bool) {
		if when {
			flags = append(flags, flag)
		}
	}
	raise("bottom_rung", bottom)
	raise("gate_unmet", unmet)
	raise("gate_unanswered", unanswered)
	raise("jagged", jagged)
	raise("thin", thin)
	raise("lived_voice_missing", !s.hears(scoring.Lived))
	raise("learnt_voice_missing", !s.hears(scoring.Learnt))
	return flags
}

// Rule 12.
func (s *slow) notKnown() map[scoring.Voice][]int {
	unknown := map[scoring.Voice][]int{}
	for _, one := range s.heard() {
		unknown[one.voice] = []int{}
		for q := range s.in.Questions {
			by, _, _ := one.counts(q)
			if share(by[scoring.DontKnow], len(one.responses)).Cmp(share(1, 2)) > 0 {
				unknown[one.voice] = append(unknown[one.voice], q)
			}
		}
	}
	return unknown
}

// Rule 13, but for the figures.
func (s *slow) size(out *said) string {
	if out.rung == 0 || out.provisional {
		return ""
	}
	fewest := len(s.heard()[0].responses)
	for _, one := range s.heard() {
		fewest = min(fewest, len(one.responses))
	}
	switch {
	case fewest >= 30:
		return "30_or_more"
	case fewest >= 15:
		return "15_to_29"
	case fewest >= 10:
		return "10_to_14"
	case fewest >= 5:
		return "5_to_9"
	case fewest >= 3:
		return "3_to_4"
	}
	return ""
}
