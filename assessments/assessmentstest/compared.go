package assessmentstest

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/register"
	"github.com/sevenrungs/sevenrungs/assessments/release"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// ComparedPeriod is the period of [AddCompared].
const ComparedPeriod = "2026"

// The numbers of ids in a store of [AddCompared]. Organisations count from 1.
const (
	comparedFunder     = 900_000
	comparedProgramme  = 901_000
	comparedAssessment = 1_000_000
	comparedShare      = 2_000_000
)

const day = 24 * time.Hour

// AddCompared fills the empty store of a service with a period that waits for
// its freeze, programmes over it, five of each funder, and verified organisations:
// fewer than 900,000, with the first ids. Each closed an assessment, takes part in the
// public benchmark, and shares in up to three of the programmes.
func AddCompared(tb testing.TB, service *assessments.Service, organisations, programmes int) []assessments.Programme {
	tb.Helper()
	declared := addDeclared(tb, service, programmes)
	scored := scoredResults(service)
	random := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // G404: the same each time, and nothing is secret
	// Assessments are closed in any order, so their ids follow no organisation's.
	closed := random.Perm(organisations)
	for first := 0; first < organisations; first += 1000 {
		fill(tb, service, func(tx assessments.Tx) error {
			for n := first; n < min(first+1000, organisations); n++ {
				if err := addComparedOne(tb, tx, 1+n, closed[n], &scored[n%len(scored)]); err != nil {
					return err
				}
				if err := addComparedShares(tb, tx, 1+n, declared, random); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return declared
}

func fill(tb testing.TB, service *assessments.Service, fn func(assessments.Tx) error) {
	tb.Helper()
	if err := service.Store.Write(tb.Context(), fn); err != nil {
		tb.Fatal(err)
	}
}

func addDeclared(tb testing.TB, service *assessments.Service, programmes int) []assessments.Programme {
	tb.Helper()
	declared := make([]assessments.Programme, programmes)
	major, err := strconv.Atoi(instrument.Major(service.Catalogue.Find(instrumentID, "").Version))
	if err != nil {
		tb.Fatal(err)
	}
	fill(tb, service, func(tx assessments.Tx) error {
		err := tx.AddPeriod(tb.Context(), assessments.Period{Name: ComparedPeriod, OpensAt: Noon.Add(-300 * day), ClosesAt: Noon.Add(-day), FreezeAt: Noon.Add(-day)})
		if err != nil {
			return err
		}
		for i := range declared {
			funder := Funder(comparedFunder + i/5)
			if i%5 == 0 {
				if err := tx.AddAccount(tb.Context(), funder); err != nil {
					return err
				}
			}
			declared[i] = assessments.Programme{
				ID: ID(comparedProgramme + i), Funder: funder.ID, Name: fmt.Sprintf("Programme %d", i), Scope: assessments.ServiceScope,
				Instrument: instrumentID, Major: major, Periods: []string{ComparedPeriod}, JoinCode: fmt.Sprintf("0000-0000-%04d", i), DeclaredAt: Noon.Add(-100 * day),
			}
			if err := tx.AddProgramme(tb.Context(), declared[i]); err != nil {
				return err
			}
		}
		return nil
	})
	return declared
}

// addComparedOne adds the nth organisation with the mth assessment and its result.
func addComparedOne(tb testing.TB, tx assessments.Tx, n, m int, stored *assessments.StoredResult) error {
	o := Organisation(n)
	o.CreatedAt, o.Sector, o.Verification.State = Noon.Add(-200*day), register.Sectors[n%len(register.Sectors)], assessments.Verified
	if err := tx.AddOrganisation(tb.Context(), o); err != nil {
		return err
	}
	created := *stored
	created.Assessment.ID, created.Assessment.Organisation = ID(comparedAssessment+m), o.ID
	if err := tx.AddAssessment(tb.Context(), created.Assessment); err != nil {
		return err
	}
	return tx.AddResult(tb.Context(), created, new(scoring.Tallies))
}

// addComparedShares shares the nth organisation's results in the benchmark, and
// in programmes drawn at random.
func addComparedShares(tb testing.TB, tx assessments.Tx, n int, among []assessments.Programme, random *rand.Rand) error {
	share := assessments.Share{ID: ID(comparedShare + 4*n), Organisation: ID(n), Purpose: release.InBenchmark, TextVersion: "1", GrantedAt: Noon.Add(-99 * day)}
	if err := tx.AddShare(tb.Context(), share); err != nil {
		return err
	}
	share.Purpose = release.InProgramme
	for i := range random.IntN(4) {
		share.ID, share.Programme = ID(comparedShare+4*n+1+i), among[random.IntN(len(among))].ID
		if err := tx.AddShare(tb.Context(), share); err != nil {
			return err
		}
	}
	return nil
}

// scoredResults are results of every rung, that any comparison may count.
func scoredResults(service *assessments.Service) []assessments.StoredResult {
	in := service.Catalogue.Find(instrumentID, "")
	results := make([]assessments.StoredResult, in.Top())
	for i := range results {
		a := FullAssessment(0, "")
		a.Version, a.Scope, a.ClosedAt = in.Version, assessments.ServiceScope, Noon.Add(-20*day)
		results[i] = StoredResult(a)
		results[i].Result, _ = ScoredByTwelve(in, func(_ scoring.Voice, q int) scoring.Answer {
			return scoring.Answer(1 + (i+q/5)%in.Top()) //nolint:gosec // G115: a rung, from 1 to 7
		})
	}
	return results
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
