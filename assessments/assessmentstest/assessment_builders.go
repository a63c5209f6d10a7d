package assessmentstest

import (
	"fmt"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/result"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// Assessment returns an open one that says as little as may be, with the nth id.
func Assessment(n int, organisation string) assessments.Assessment {
	return assessments.Assessment{
		ID: ID(n), Organisation: organisation, Instrument: instrumentID, Version: version,
		Terms: assessments.Terms{
			Scope:     instrument.ServiceScope,
			Answering: [...]assessments.Answering{scoring.Lived: assessments.Individually, scoring.Learnt: assessments.Individually},
			Minimums:  scoring.Minimums{scoring.Lived: 5, scoring.Learnt: 3},
		},
		Setup: assessments.Setup{Title: fmt.Sprintf("Assessment %d", n)},
		Maker: Own(),
		State: assessments.Open, CreatedAt: Noon, UpdatedAt: Noon, Revision: 1,
	}
}

// FullAssessment returns an assessment that says everything and is closed, with the nth id.
func FullAssessment(n int, organisation string) assessments.Assessment {
	a := Assessment(n, organisation)
	a.Version = anotherVersion
	a.Terms = assessments.Terms{
		Scope:     instrument.StrategicScope,
		Answering: [...]assessments.Answering{scoring.Lived: assessments.Individually, scoring.Learnt: assessments.AsTeam},
		Minimums:  scoring.Minimums{scoring.Lived: 10, scoring.Learnt: 1},
	}
	a.Setup = assessments.Setup{Title: "How “we” did 🪜", Target: 6, ClosesAt: Noon.Add(14 * 24 * time.Hour), ExternalID: fmt.Sprintf("our-%d", n)}
	a.Maker = Partnered(n, ID(n))
	a.State, a.ClosedAt = assessments.Closed, Noon.Add(13*24*time.Hour)
	a.UpdatedAt, a.Revision = a.ClosedAt, 9
	return a
}

// Own is the maker of what an organisation made itself.
func Own() assessments.Maker { return assessments.Maker{By: access.OrganisationRole} }

// Partnered is the maker of what partner n made under a grant.
func Partnered(n int, grant string) assessments.Maker {
	return assessments.Maker{By: access.PartnerRole, Partner: ID(n), PartnerName: fmt.Sprintf("Partner %d", n), Grant: grant}
}

// Invited is an invitation with what is known of its keys.
type Invited struct {
	assessments.Invitation
	Keys []assessments.Hash
}

// Invitation returns an invitation for a single response, in either voice and without an
// end, with the nth id and secret.
func Invitation(n int, assessment string) Invited {
	return Invited{
		assessments.Invitation{ID: ID(n), Assessment: assessment, Uses: 1, SingleUse: true, CreatedAt: Noon, Maker: Own()},
		[]assessments.Hash{Hash(n)},
	}
}

// ResponseID returns the nth id of a response, in the order of n. It is random
// to look at, as those of real ones are.
func ResponseID(n int) string { return fmt.Sprintf("%08d-aaaa-4aaa-8aaa-aaaaaaaaaaaa", n) }

// Response returns an empty draft, with the nth id and secret.
func Response(n int, assessment string, voice scoring.Voice) assessments.Response {
	return assessments.Response{
		ID: ResponseID(n), Assessment: assessment, Response: scoring.Response{Voice: voice, People: 1},
		Particulars: assessments.Particulars{Variant: instrument.Standard, Support: assessments.NoSupport},
		State:       assessments.Draft, Revision: 1, Origin: assessments.Invited, Hash: Hash(n),
	}
}

// FullResponse returns a submitted one with something in every field, with the
// nth id and secret.
func FullResponse(n int, assessment string, voice scoring.Voice) assessments.Response {
	r := Response(n, assessment, voice)
	r.State, r.Revision = assessments.Submitted, 5
	r.People, r.Answers = 7, []scoring.Answer{3, scoring.DontKnow, scoring.Blank, 127, scoring.PreferNotToSay, scoring.NotApplicable}
	r.Particulars = assessments.Particulars{
		Notes:   map[string]string{"decisions": "They “ask”,\nand ☕ helps.\\", "budgets": `{"not": "an answer"}`},
		Private: []string{"budgets", "time"},
		Variant: instrument.EasyRead, Support: assessments.Helped,
	}
	return r
}

// Link returns a link to a result that never ends, with the nth id and secret.
func Link(n int, assessment string) assessments.Link {
	return assessments.Link{ID: ID(n), Assessment: assessment, Hash: Hash(n), CreatedAt: Noon, Maker: Own()}
}

// Note returns a note that may be shown, with the nth id.
func Note(n int) assessments.KeptNote {
	return assessments.KeptNote{ID: ResponseID(n), Note: assessments.Note{Question: "decisions", Text: fmt.Sprintf("Note %d, “said” aloud 🪜.", n)}}
}

// Plan returns a plan of two actions, with ids from the nth.
func Plan(n int, assessment string) assessments.Plan {
	return assessments.Plan{Assessment: assessment, Revision: 1, Actions: []assessments.Action{
		{ID: ID(n + 1), Question: "decisions", Text: "Ask first.", Owner: "Ann & “Bo”", Due: "2026-09-30", State: assessments.ActionDoing},
		{ID: ID(n), Text: "Rest.", State: assessments.ActionOpen},
	}}
}

// StoredResult returns the result of an assessment that nobody answered.
func StoredResult(a assessments.Assessment) assessments.StoredResult {
	return assessments.StoredResult{
		Assessment: a,
		Scored: result.Scored{
			Result:         &scoring.Result{Provisional: true, Flags: []scoring.Flag{scoring.LivedVoiceMissing, scoring.LearntVoiceMissing}},
			ScoringVersion: "1", Receipt: result.KeptReceipt(digestA, 1),
		},
	}
}

// ScoredByTwelve is what comes of twelve people in each voice, who all say the
// same, and what is added up for it.
func ScoredByTwelve(in *instrument.Instrument, says func(v scoring.Voice, question int) scoring.Answer) (*scoring.Result, *scoring.Tallies) {
	tallies := scoring.NewTallies(in)
	for _, voice := range scoring.Voices {
		answers := make([]scoring.Answer, len(in.Questions))
		for q := range answers {
			answers[q] = says(voice, q)
		}
		tallies.Add(&scoring.Response{Voice: voice, People: 12, Answers: answers})
	}
	return scoring.Score(in, tallies, scoring.Minimums{1, 1}).Shown(false), tallies
}
