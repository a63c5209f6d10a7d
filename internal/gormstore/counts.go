package gormstore

import "github.com/sevenrungs/sevenrungs/assessments/scoring"

// voiceCounts is what a result was worked out from, of one voice, as it is kept.
// Its JSON must stay readable for ever, so names here never change.
type voiceCounts struct {
	Voice     string           `json:"voice"`
	Responses int              `json:"responses"`
	People    int              `json:"people"`
	Questions []questionCounts `json:"questions"` // in the instrument's order; none of a voice that is not heard
}

type questionCounts struct {
	Rungs          []count `json:"rungs"` // of level 1, 2 and so on
	DontKnow       count   `json:"dont_know"`
	NotApplicable  count   `json:"not_applicable"`
	PreferNotToSay count   `json:"prefer_not_to_say"`
}

// count is a number of responses and one of people.
type count [2]int

func countsOf(tallies *scoring.Tallies) []voiceCounts {
	counts := make([]voiceCounts, len(scoring.Voices))
	for _, voice := range scoring.Voices {
		tally := &tallies[voice]
		counts[voice] = voiceCounts{Voice: voice.String(), Responses: tally.Responses, People: tally.People}
		for i := range tally.Questions {
			counts[voice].Questions = append(counts[voice].Questions, questionCountsOf(&tally.Questions[i]))
		}
	}
	return counts
}

func questionCountsOf(q *scoring.QuestionTally) questionCounts {
	pair := func(c scoring.Count) count { return count{c.Responses, c.People} }
	out := questionCounts{DontKnow: pair(q.DontKnow), NotApplicable: pair(q.NotApplicable), PreferNotToSay: pair(q.PreferNotToSay)}
	for _, rung := range q.Rungs {
		out.Rungs = append(out.Rungs, pair(rung))
	}
	return out
}
