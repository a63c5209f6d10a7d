package comparisonstest

import (
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/assessmentstest"
	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/release"
)

var ofPublications = tests{
	"what was published reads back, once for each cohort and period": publicationsReadBack,
	"a sector is found by each of its codes":                         sectorsByCode,
	"an organisation finds what counted it, and what it may read":    publicationsOfOne,
	"a refused programme is read by who shared in it then":           refusedIsReadByMembers,
	"what was counted is known, and goes with its organisation":      countedGoes,
}

func programmeCohort(id string) release.Cohort {
	return release.Cohort{Kind: release.ProgrammeCohort, ID: id}
}

func sectorCohort(codes string) release.Cohort {
	return release.Cohort{Kind: release.SectorCohort, ID: codes}
}

var national = release.Cohort{Kind: release.NationalCohort, ID: string(release.NationalCohort)}

// Publication returns what is published of a cohort at noon.
func Publication(period string, cohort release.Cohort, released bool) comparisons.Publication {
	return comparisons.Publication{
		Period: period, Cohort: cohort, Released: released, Body: []byte(`{"cohort":"` + cohort.ID + `","period":"` + period + `"}`), PublishedAt: noon,
	}
}

// addPublished adds what is published of a cohort, and which assessments it
// counted.
func addPublished(t *testing.T, store Stores, period string, p comparisons.Publication, counted ...string) comparisons.Publication {
	t.Helper()
	contributions := make([]release.Contribution, len(counted))
	for i, id := range counted {
		contributions[i].Assessment = id
		p.Digests = append(p.Digests, period+id)
	}
	write(t, store, func(tx comparisons.Tx) error {
		if err := tx.AddPublication(t.Context(), p); err != nil {
			return err
		}
		return tx.CountAssessments(t.Context(), period, p.Cohort, contributions)
	})
	p.Digests = nil // which are read for an audit alone
	return p
}

func publicationsReadBack(t *testing.T, store Stores) {
	ctx := t.Context()
	Add(t, store, Period("2025", 1), Period("2026", 2))
	sector := Publication("2026", sectorCohort("A+B"), true)
	sector.Sectors, sector.Body, sector.Digests = []string{"A", "B"}, []byte{'{', 0, 0xff, '\'', '}'}, []string{"one", "two"}
	all := []comparisons.Publication{
		addPublished(t, store, "2025", Publication("2025", national, false)), addPublished(t, store, "2026", Publication("2026", national, true)),
		addPublished(t, store, "2026", Publication("2026", programmeCohort(nth(1)), false)), addPublished(t, store, "2026", sector),
	}
	for _, want := range all {
		got, err := store.Publication(ctx, want.Period, want.Cohort)
		assessmentstest.Check(t, got, err, want)
		if store.Write(ctx, func(tx comparisons.Tx) error { return tx.AddPublication(ctx, want) }) == nil {
			t.Errorf("%v of %s was published twice", want.Cohort, want.Period)
		}
	}
	var got []comparisons.Publication
	open, err := store.OpenPublications(ctx, "2026")
	assessmentstest.Check(t, open, err, []comparisons.Publication{all[1], all[3]})
	all[3].Digests = sector.Digests
	err = store.EachPublication(ctx, func(p *comparisons.Publication) { got = append(got, *p) })
	assessmentstest.Check(t, got, err, all)
	_, err = store.Publication(ctx, "2025", all[3].Cohort)
	assessmentstest.CheckKind(t, err, fault.NotFound)
}

func sectorsByCode(t *testing.T, store Stores) {
	Add(t, store, Period("2025", 1), Period("2026", 2))
	merged, alone := Publication("2026", sectorCohort("A+BC"), true), Publication("2026", sectorCohort("D"), false)
	merged.Sectors, alone.Sectors = []string{"A", "BC"}, []string{"D"}
	merged, alone = addPublished(t, store, "2026", merged), addPublished(t, store, "2026", alone)
	for code, want := range map[string]comparisons.Publication{"A": merged, "BC": merged, "D": alone} {
		got, err := store.SectorPublication(t.Context(), "2026", code)
		assessmentstest.Check(t, got, err, want)
	}
	for _, where := range [][2]string{{"2026", "B"}, {"2026", "A+BC"}, {"2025", "A"}, {"2026", ""}} {
		_, err := store.SectorPublication(t.Context(), where[0], where[1])
		assessmentstest.CheckKind(t, err, fault.NotFound)
	}
}

func publicationsOfOne(t *testing.T, store Stores) {
	ctx := t.Context()
	counted, later := assessmentstest.FullAssessment(10, nth(1)), assessmentstest.FullAssessment(11, nth(1))
	Add(t, store, assessmentstest.FullOrganisation(1), assessmentstest.FullOrganisation(2), counted, later, Period("2025", 1), Period("2026", 2))
	freeze(t, store, "2025", 1)
	freeze(t, store, "2026", 2)
	mine, other := Publication("2026", sectorCohort("D"), true), Publication("2026", sectorCohort("A"), true)
	mine.Sectors, other.Sectors = []string{"C", "D"}, []string{"A"}
	wants := []comparisons.Publication{
		addPublished(t, store, "2026", Publication("2026", national, true), later.ID),
		addPublished(t, store, "2026", Publication("2026", programmeCohort(nth(50)), true), later.ID), addPublished(t, store, "2026", mine, later.ID),
	}
	addPublished(t, store, "2026", other)
	addPublished(t, store, "2026", Publication("2026", programmeCohort(nth(51)), true))
	before := Publication("2025", programmeCohort(nth(50)), true)
	before.PublishedAt = before.PublishedAt.Add(-time.Hour)
	before = addPublished(t, store, "2025", before, counted.ID)
	got, err := store.PublicationsFor(ctx, nth(1), "2026")
	assessmentstest.Check(t, got, err, wants)
	got, err = store.PublicationsFor(ctx, nth(2), "2025")
	assessmentstest.Check(t, got, err, nil)
	for name, tc := range map[string]struct {
		share comparisons.Share
		want  comparisons.Publication
	}{
		"a programme":   {comparisons.Share{Purpose: release.InProgramme, Programme: nth(50)}, wants[1]},
		"the benchmark": {comparisons.Share{Purpose: release.InBenchmark}, wants[2]},
	} {
		share := tc.share
		share.Organisation, share.GrantedAt = nth(1), noon.AddDate(-5, 0, 0)
		got, err := store.LatestFor(ctx, &share)
		assessmentstest.Check(t, got, err, tc.want)
		share.Organisation = nth(2)
		if _, err := store.LatestFor(ctx, &share); fault.KindOf(err) != fault.NotFound {
			t.Errorf("%s: who was not counted gets %v", name, err)
		}
	}
	for programme, want := range map[string]bool{nth(50): true, nth(51): false, "\x00\xff": false} {
		for _, period := range []string{before.Period, "2026"} {
			got, err := store.WasCounted(ctx, nth(1), programme, period)
			assessmentstest.Check(t, got, err, want)
			got, err = store.WasCounted(ctx, nth(2), programme, period)
			assessmentstest.Check(t, got, err, false)
		}
	}
}

// Nobody is counted in what is refused. Those who shared at that time may know.
func refusedIsReadByMembers(t *testing.T, store Stores) {
	ctx := t.Context()
	Add(t, store, assessmentstest.Organisation(1), assessmentstest.Organisation(2))
	addShares(t, store) // with programme 50, until an hour after noon
	refused := addPublished(t, store, "2026", Publication("2026", programmeCohort(nth(50)), false))
	Add(t, store, Period("2027", 9))
	late := Publication("2027", programmeCohort(nth(50)), false)
	late.PublishedAt = noon.Add(time.Hour)
	addPublished(t, store, "2027", late)
	for _, tc := range []struct {
		organisation, period string
		want                 bool
	}{{nth(1), "2026", true}, {nth(2), "2026", false}, {nth(1), "2027", false}} {
		got, err := store.WasCounted(ctx, tc.organisation, nth(50), tc.period)
		assessmentstest.Check(t, got, err, tc.want)
	}
	got, err := store.Publication(ctx, "2026", refused.Cohort)
	assessmentstest.Check(t, got, err, refused)
}

func countedGoes(t *testing.T, store Stores) {
	ctx := t.Context()
	a := assessmentstest.FullAssessment(10, nth(1))
	Add(t, store, assessmentstest.Organisation(1), a, assessmentstest.StoredResult(a))
	p := addShares(t, store)[0].Programme
	published := addPublished(t, store, "2026", Publication("2026", programmeCohort(p), true), a.ID)
	err := store.EachMember(ctx, func(m *comparisons.Member) error {
		if len(m.Closed) != 1 || m.Closed[0].CountedIn != "2026" {
			t.Errorf("counted: %+v", m.Closed)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	writeBeneath(t, store, func(tx assessments.Tx) error { return tx.DeleteOrganisation(ctx, nth(1)) })
	was, err := store.WasCounted(ctx, nth(1), p, "2026")
	assessmentstest.Check(t, was, err, false)
	_, err = store.Share(ctx, nth(1), nth(60))
	assessmentstest.CheckKind(t, err, fault.NotFound)
	got, err := store.Publication(ctx, "2026", published.Cohort)
	assessmentstest.Check(t, got, err, published)
}
