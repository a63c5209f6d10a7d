package result_test

import (
	"strings"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/result"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

func published(t interface{ Fatal(...any) }) *instrument.Catalogue {
	catalogue, err := instrument.Published()
	if err != nil {
		t.Fatal(err)
	}
	return catalogue
}

// team is a response of people who answered together.
type team struct {
	voice   string
	people  int
	answers map[string]string // by question id
}

// answers gives the same answer to every question, but for those whose id begins
// as named.
func answers(in *instrument.Instrument, code string, but map[string]string) map[string]string {
	all := map[string]string{}
	for _, q := range in.Questions {
		all[q.ID] = code
		for part, other := range but {
			if strings.HasPrefix(q.ID, part) {
				all[q.ID] = other
			}
		}
	}
	return all
}

// tally adds up responses that are known to be sound.
func tally(in *instrument.Instrument, teams ...team) *scoring.Tallies {
	tallies := scoring.NewTallies(in)
	for _, team := range teams {
		response := scoring.Response{People: team.people, Answers: make([]scoring.Answer, len(in.Questions))}
		response.Voice, _ = scoring.ParseVoice(team.voice)
		for question, code := range team.answers {
			position, _ := in.Position(question)
			response.Answers[position], _ = scoring.ParseAnswer(in, code)
		}
		tallies.Add(&response)
	}
	return tallies
}

func score(in *instrument.Instrument, teams ...team) *result.Scored {
	tallies, minimums := tally(in, teams...), scoring.DefaultMinimums()
	return &result.Scored{
		Result: scoring.Score(in, tallies, minimums), Instrument: in, ScoringVersion: scoring.Version,
		Minimums: minimums, Receipt: result.OverInputs(in, tallies, minimums),
	}
}
