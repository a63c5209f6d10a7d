package comparisonstest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/assessmentstest"
	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
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

// AddCompared fills an empty database with a period that waits for its freeze,
// programmes over it, five of each funder, and verified organisations: fewer than
// 900,000, with the first ids. Each closed an assessment, takes part in the public
// benchmark, and shares in up to three of the programmes.
func AddCompared(tb testing.TB, store Stores, organisations, programmes int) []comparisons.Programme {
	tb.Helper()
	in := assessmentstest.Service(tb, store.Assessments, 1).Catalogue.Find(instrumentID, "") // which is pinned now
	declared := addDeclared(tb, store, in, programmes)
	scored := scoredResults(in)
	random := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // G404: the same each time, and nothing is secret
	// Assessments are closed in any order, so their ids follow no organisation's.
	closed := random.Perm(organisations)
	for first := 0; first < organisations; first += 1000 {
		last := min(first+1000, organisations)
		fill(tb, store.Assessments.Write, func(tx assessments.Tx) error {
			for n := first; n < last; n++ {
				if err := addComparedOne(tb, tx, 1+n, closed[n], &scored[n%len(scored)]); err != nil {
					return err
				}
			}
			return nil
		})
		fill(tb, store.Write, func(tx comparisons.Tx) error {
			for n := first; n < last; n++ {
				if err := addComparedShares(tb, tx, 1+n, declared, random); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return declared
}

func fill[T any](tb testing.TB, write func(context.Context, func(T) error) error, fn func(T) error) {
	tb.Helper()
	if err := write(tb.Context(), fn); err != nil {
		tb.Fatal(err)
	}
}

func addDeclared(tb testing.TB, store Stores, in *instrument.Instrument, programmes int) []comparisons.Programme {
	tb.Helper()
	declared := make([]comparisons.Programme, programmes)
	for i := range declared {
		funder := assessmentstest.Funder(comparedFunder + i/5)
		if i%5 == 0 {
			Add(tb, store, funder)
		}
		declared[i] = comparisons.Programme{
			ID: nth(comparedProgramme + i), Funder: funder.ID, Name: fmt.Sprintf("Programme %d", i), Scope: instrument.ServiceScope,
			Instrument: instrumentID, Series: in.Series, Periods: []string{ComparedPeriod}, JoinCode: fmt.Sprintf("0000-0000-%04d", i), DeclaredAt: noon.Add(-100 * day),
		}
	}
	fill(tb, store.Write, func(tx comparisons.Tx) error {
		err := tx.AddPeriod(tb.Context(), comparisons.Period{Name: ComparedPeriod, OpensAt: noon.Add(-300 * day), ClosesAt: noon.Add(-day), FreezeAt: noon.Add(-day)})
		for i := 0; err == nil && i < len(declared); i++ {
			err = tx.AddProgramme(tb.Context(), declared[i])
		}
		return err
	})
	return declared
}

// addComparedOne adds the nth organisation with the mth assessment and its result.
func addComparedOne(tb testing.TB, tx assessments.Tx, n, m int, stored *assessments.StoredResult) error {
	o := assessmentstest.Organisation(n)
	o.CreatedAt, o.Sector, o.Verification.State = noon.Add(-200*day), register.Sectors[n%len(register.Sectors)], assessments.Verified
	if err := tx.AddOrganisation(tb.Context(), o); err != nil {
		return err
	}
	created := *stored
	created.Assessment.ID, created.Assessment.Organisation = nth(comparedAssessment+m), o.ID
	if err := tx.AddAssessment(tb.Context(), created.Assessment); err != nil {
		return err
	}
	return addResult(tb.Context(), tx, created)
}

// addResult keeps a result that shows all figures, and what it puts into releases.
func addResult(ctx context.Context, tx assessments.Tx, stored assessments.StoredResult) error {
	if err := tx.AddResult(ctx, stored, new(scoring.Tallies)); err != nil {
		return err
	}
	scores, counts := assessments.Contribution(stored.Result)
	if !counts {
		return nil
	}
	return tx.AddContribution(ctx, stored.Assessment.ID, scores)
}

// addComparedShares shares the nth organisation's results in the benchmark, and
// in programmes drawn at random.
func addComparedShares(tb testing.TB, tx comparisons.Tx, n int, among []comparisons.Programme, random *rand.Rand) error {
	share := comparisons.Share{ID: nth(comparedShare + 4*n), Organisation: nth(n), Purpose: release.InBenchmark, TextVersion: "1", GrantedAt: noon.Add(-99 * day)}
	if err := tx.AddShare(tb.Context(), share); err != nil {
		return err
	}
	share.Purpose = release.InProgramme
	for i := range random.IntN(4) {
		share.ID, share.Programme = nth(comparedShare+4*n+1+i), among[random.IntN(len(among))].ID
		if err := tx.AddShare(tb.Context(), share); err != nil {
			return err
		}
	}
	return nil
}

// scoredResults are results of every rung, that any comparison may count.
func scoredResults(in *instrument.Instrument) []assessments.StoredResult {
	results := make([]assessments.StoredResult, in.Top())
	for i := range results {
		a := assessmentstest.FullAssessment(0, "")
		a.Version, a.Scope, a.ClosedAt = in.Version, instrument.ServiceScope, noon.Add(-20*day)
		results[i] = assessmentstest.StoredResult(a)
		results[i].ScoringVersion = scoring.Version
		results[i].Result, _ = assessmentstest.ScoredByTwelve(in, func(_ scoring.Voice, q int) scoring.Answer {
			return scoring.Answer(1 + (i+q/5)%in.Top()) //nolint:gosec // G115: a rung, from 1 to 7
		})
	}
	return results
}
