package comparisonstest

import (
	"context"
	"testing"

	"github.com/sevenrungs/sevenrungs/assessments/assessmentstest"
	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/release"
)

var ofReaders = tests{
	"what is not there is not found, whatever its id":         notFound,
	"the same is so inside a transaction":                     notFoundInside,
	"a cancelled context reads nothing":                       cancelledReads,
	"a closed store reads nothing":                            closedReads,
	"asking a closed store is not asking for what is missing": closedIsNotMissing,
}

// reads are all methods that return one thing, by its id.
func reads(ctx context.Context, r comparisons.Reader) map[string]func(id string) error {
	return map[string]func(id string) error{
		"Identity":    func(id string) error { _, err := r.Identity(ctx, id); return err },
		"Funder":      func(id string) error { _, err := r.Funder(ctx, id); return err },
		"Figures":     func(id string) error { _, err := r.Figures(ctx, id); return err },
		"NamedResult": func(id string) error { _, err := r.NamedResult(ctx, id); return err },

		"Period":                  func(id string) error { _, err := r.Period(ctx, id); return err },
		"Programme":               func(id string) error { _, err := r.Programme(ctx, id); return err },
		"ProgrammeByCode":         func(id string) error { _, err := r.ProgrammeByCode(ctx, id); return err },
		"Share":                   func(id string) error { _, err := r.Share(ctx, nth(1), id); return err },
		"Share, of nobody":        func(id string) error { _, err := r.Share(ctx, id, nth(60)); return err },
		"Publication":             func(id string) error { _, err := r.Publication(ctx, "2026", programmeCohort(id)); return err },
		"Publication, of no time": func(id string) error { _, err := r.Publication(ctx, id, programmeCohort(nth(50))); return err },
		"SectorPublication":       func(id string) error { _, err := r.SectorPublication(ctx, "2026", id); return err },
		"PublicationsFor":         func(id string) error { _, err := r.PublicationsFor(ctx, id, "2026"); return err },
		"LatestFor": func(id string) error {
			_, err := r.LatestFor(ctx, &comparisons.Share{Organisation: nth(2), Programme: id})
			return err
		},
		"LatestFor, of nobody":      func(id string) error { _, err := r.LatestFor(ctx, &comparisons.Share{Organisation: id}); return err },
		"Readiness":                 func(id string) error { _, err := r.Readiness(ctx, "2026", id); return err },
		"Readiness, of no time":     func(id string) error { _, err := r.Readiness(ctx, id, nth(50)); return err },
		"DigestKey, kept by nobody": func(string) error { _, err := r.DigestKey(ctx); return err },
	}
}

// addOneOfEach adds two organisations, what [addShares] does, and a release that
// counts an assessment.
func addOneOfEach(t *testing.T, store Stores) {
	t.Helper()
	a := assessmentstest.FullAssessment(41, nth(1))
	Add(t, store, assessmentstest.FullOrganisation(1), assessmentstest.FullOrganisation(2), a, assessmentstest.StoredResult(a))
	addShares(t, store)
	addPublished(t, store, "2026", Publication("2026", programmeCohort(nth(50)), true), a.ID)
}

// questions are the methods that return an answer for anything asked.
func questions(ctx context.Context, r comparisons.Reader) map[string]func() error {
	return map[string]func() error{
		"Funders": func() error { _, err := r.Funders(ctx); return err },
		"MayActFor": func() error {
			_, err := r.MayActFor(ctx, nth(3), nth(1), noon)
			return err
		},
		"ClosedBy": func() error { _, err := r.ClosedBy(ctx, nth(1)); return err },
		"EachContribution": func() error {
			return r.EachContribution(ctx, []string{nth(41)}, func(string, release.Scores) {})
		},
		"Periods":          func() error { _, err := r.Periods(ctx, page); return err },
		"AllPeriods":       func() error { _, err := r.AllPeriods(ctx); return err },
		"Programmes":       func() error { _, err := r.Programmes(ctx, "", page); return err },
		"ProgrammesOf":     func() error { _, err := r.ProgrammesOf(ctx, "2026"); return err },
		"Shares":           func() error { _, err := r.Shares(ctx, nth(1), page); return err },
		"SharesInForce":    func() error { _, err := r.SharesInForce(ctx, nth(1), noon); return err },
		"NamedShares":      func() error { _, err := r.NamedShares(ctx, nth(50), noon, page); return err },
		"EachMember":       func() error { return r.EachMember(ctx, func(*comparisons.Member) error { return nil }) },
		"OpenPublications": func() error { _, err := r.OpenPublications(ctx, "2026"); return err },
		"EachPublication":  func() error { return r.EachPublication(ctx, func(*comparisons.Publication) {}) },
		"WasCounted":       func() error { _, err := r.WasCounted(ctx, nth(1), nth(50), "2026"); return err },
		"HasForecast":      func() error { _, err := r.HasForecast(ctx, "2026"); return err },
		"ChargesSince":     func() error { _, err := r.ChargesSince(ctx, noon); return err },
		"LastEntry":        func() error { _, err := r.LastEntry(ctx); return err },
		"Entries":          func() error { _, err := r.Entries(ctx, 0, 9); return err },
		"IsDemo":           func() error { _, err := r.IsDemo(ctx); return err },
		"IsEmpty":          func() error { _, err := r.IsEmpty(ctx); return err },
		"HasEntry": func() error {
			_, err := r.HasEntry(ctx, comparisons.ReleaseRead, "service", "2026", noon, noon)
			return err
		},
	}
}

func notFound(t *testing.T, store Stores) {
	addOneOfEach(t, store)
	assessmentstest.RequireNotFound(t, reads(t.Context(), store))
}

func notFoundInside(t *testing.T, store Stores) {
	addOneOfEach(t, store)
	write(t, store, func(tx comparisons.Tx) error {
		assessmentstest.RequireNotFound(t, reads(t.Context(), tx))
		return tx.AddPeriod(t.Context(), Period("2029", 9)) // which goes on as if nothing was
	})
	got, err := store.Period(t.Context(), "2029")
	assessmentstest.Check(t, got, err, Period("2029", 9))
}

func cancelledReads(t *testing.T, store Stores) {
	addOneOfEach(t, store)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	assessmentstest.RequireCancelled(t, reads(ctx, store), questions(ctx, store))
}

func closedReads(t *testing.T, store Stores) {
	closeStore(t, store)
	assessmentstest.RequireClosed(t, nil, questions(t.Context(), store))
}

func closedIsNotMissing(t *testing.T, store Stores) {
	closeStore(t, store)
	assessmentstest.RequireClosed(t, reads(t.Context(), store), nil)
}

func closeStore(t *testing.T, store Stores) {
	t.Helper()
	if err := store.Assessments.Close(); err != nil {
		t.Fatal(err)
	}
}
