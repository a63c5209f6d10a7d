package assessmentstest

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/release"
	"github.com/sevenrungs/sevenrungs/assessments/result"
)

var ofPublications = tests{
	"what was published reads back, once for each cohort and period": publicationsReadBack,
	"a sector is found by each of its codes":                         sectorsByCode,
	"the next freeze finds what was drawn last":                      lastPublications,
	"an organisation finds what counted it, and what it may read":    publicationsOfOne,
	"a refused programme is read by who shared in it then":           refusedIsReadByMembers,
	"what was counted is known, and goes with its organisation":      countedGoes,
	"results are read together, those that are there":                resultsTogether,
}

func programmeCohort(id string) release.Cohort {
	return release.Cohort{Kind: release.ProgrammeCohort, ID: id}
}

func sectorCohort(codes string) release.Cohort {
	return release.Cohort{Kind: release.SectorCohort, ID: codes}
}

var national = release.Cohort{Kind: release.NationalCohort, ID: string(release.NationalCohort)}

// Publication returns what is published of a cohort at noon.
func Publication(period string, cohort release.Cohort, released bool) assessments.Publication {
	return assessments.Publication{
		Period: period, Cohort: cohort, Released: released, Body: []byte(`{"cohort":"` + cohort.ID + `","period":"` + period + `"}`), PublishedAt: Noon,
	}
}

// addPublished adds what is published of a cohort, and which assessments it
// counted.
func addPublished(t *testing.T, store assessments.Store, period string, p assessments.Publication, counted ...string) assessments.Publication {
	t.Helper()
	contributions := make([]release.Contribution, len(counted))
	for i, id := range counted {
		contributions[i].Assessment = id
		p.Digests = append(p.Digests, period+id)
	}
	write(t, store, func(tx assessments.Tx) error {
		if err := tx.AddPublication(t.Context(), p); err != nil {
			return err
		}
		return tx.CountAssessments(t.Context(), period, p.Cohort, contributions)
	})
	p.Digests = nil // which are read for an audit alone
	return p
}

func publicationsReadBack(t *testing.T, store assessments.Store) {
	ctx := t.Context()
	Add(t, store, Period("2025", 1), Period("2026", 2))
	sector := Publication("2026", sectorCohort("A+B"), true)
	sector.Sectors, sector.Body, sector.Digests = []string{"A", "B"}, []byte{'{', 0, 0xff, '\'', '}'}, []string{"one", "two"}
	all := []assessments.Publication{
		addPublished(t, store, "2025", Publication("2025", national, false)), addPublished(t, store, "2026", Publication("2026", national, true)),
		addPublished(t, store, "2026", Publication("2026", programmeCohort(ID(1)), false)), addPublished(t, store, "2026", sector),
	}
	for _, want := range all {
		got, err := store.Publication(ctx, want.Period, want.Cohort)
		check(t, got, err, want)
		if store.Write(ctx, func(tx assessments.Tx) error { return tx.AddPublication(ctx, want) }) == nil {
			t.Errorf("%v of %s was published twice", want.Cohort, want.Period)
		}
	}
	var got []assessments.Publication
	all[3].Digests = sector.Digests
	err := store.EachPublication(ctx, func(p *assessments.Publication) { got = append(got, *p) })
	check(t, got, err, all)
	_, err = store.Publication(ctx, "2025", all[3].Cohort)
	checkKind(t, err, fault.NotFound)
}

func sectorsByCode(t *testing.T, store assessments.Store) {
	Add(t, store, Period("2025", 1), Period("2026", 2))
	merged, alone := Publication("2026", sectorCohort("A+BC"), true), Publication("2026", sectorCohort("D"), false)
	merged.Sectors, alone.Sectors = []string{"A", "BC"}, []string{"D"}
	merged, alone = addPublished(t, store, "2026", merged), addPublished(t, store, "2026", alone)
	for code, want := range map[string]assessments.Publication{"A": merged, "BC": merged, "D": alone} {
		got, err := store.SectorPublication(t.Context(), "2026", code)
		check(t, got, err, want)
	}
	for _, where := range [][2]string{{"2026", "B"}, {"2026", "A+BC"}, {"2025", "A"}, {"2026", ""}} {
		_, err := store.SectorPublication(t.Context(), where[0], where[1])
		checkKind(t, err, fault.NotFound)
	}
}

func lastPublications(t *testing.T, store assessments.Store) {
	a, p := FullAssessment(10, ID(1)), programmeCohort(ID(50))
	Add(t, store, Organisation(1), a, Period("2024", 1), Period("2025", 1), Period("2026", 1))
	// The names of periods tell nothing of their order, and what stands or is
	// refused is nothing new.
	freeze(t, store, "2026", 1)
	addPublished(t, store, "2026", Publication("2026", p, true), a.ID)
	addPublished(t, store, "2026", Publication("2026", national, true), a.ID)
	freeze(t, store, "2025", 2)
	addPublished(t, store, "2025", Publication("2025", p, true), a.ID)
	freeze(t, store, "2024", 3)
	addPublished(t, store, "2024", Publication("2024", p, true))
	addPublished(t, store, "2024", Publication("2024", sectorCohort("A"), false))
	got, err := store.LastPublications(t.Context())
	check(t, got, err, map[release.Cohort]release.Last{
		p: {Period: "2025", Digests: []string{"2025" + a.ID}}, national: {Period: "2026", Digests: []string{"2026" + a.ID}},
	})
}

func publicationsOfOne(t *testing.T, store assessments.Store) {
	ctx := t.Context()
	counted, later := FullAssessment(10, ID(1)), FullAssessment(11, ID(1))
	Add(t, store, FullOrganisation(1), FullOrganisation(2), counted, later, Period("2025", 1), Period("2026", 2))
	freeze(t, store, "2025", 1)
	freeze(t, store, "2026", 2)
	mine, other := Publication("2026", sectorCohort("D"), true), Publication("2026", sectorCohort("A"), true)
	mine.Sectors, other.Sectors = []string{"C", "D"}, []string{"A"}
	wants := []assessments.Publication{
		addPublished(t, store, "2026", Publication("2026", national, true), later.ID),
		addPublished(t, store, "2026", Publication("2026", programmeCohort(ID(50)), true), later.ID), addPublished(t, store, "2026", mine, later.ID),
	}
	addPublished(t, store, "2026", other)
	addPublished(t, store, "2026", Publication("2026", programmeCohort(ID(51)), true))
	before := Publication("2025", programmeCohort(ID(50)), true)
	before.PublishedAt = before.PublishedAt.Add(-time.Hour)
	before = addPublished(t, store, "2025", before, counted.ID)
	got, err := store.PublicationsFor(ctx, ID(1), "2026")
	check(t, got, err, wants)
	got, err = store.PublicationsFor(ctx, ID(2), "2025")
	check(t, got, err, nil)
	for name, tc := range map[string]struct {
		share assessments.Share
		want  assessments.Publication
	}{
		"a programme":   {assessments.Share{Purpose: release.InProgramme, Programme: ID(50)}, wants[1]},
		"the benchmark": {assessments.Share{Purpose: release.InBenchmark}, wants[2]},
	} {
		share := tc.share
		share.Organisation, share.GrantedAt = ID(1), Noon.AddDate(-5, 0, 0)
		got, err := store.LatestFor(ctx, &share)
		check(t, got, err, tc.want)
		share.Organisation = ID(2)
		if _, err := store.LatestFor(ctx, &share); fault.KindOf(err) != fault.NotFound {
			t.Errorf("%s: who was not counted gets %v", name, err)
		}
	}
	for programme, want := range map[string]bool{ID(50): true, ID(51): false, "\x00\xff": false} {
		for _, period := range []string{before.Period, "2026"} {
			got, err := store.WasCounted(ctx, ID(1), programme, period)
			check(t, got, err, want)
			got, err = store.WasCounted(ctx, ID(2), programme, period)
			check(t, got, err, false)
		}
	}
}

// Nobody is counted in what is refused. Those who shared at that time may know.
func refusedIsReadByMembers(t *testing.T, store assessments.Store) {
	ctx := t.Context()
	Add(t, store, Organisation(1), Organisation(2))
	addShares(t, store) // with programme 50, until an hour after noon
	refused := addPublished(t, store, "2026", Publication("2026", programmeCohort(ID(50)), false))
	Add(t, store, Period("2027", 9))
	late := Publication("2027", programmeCohort(ID(50)), false)
	late.PublishedAt = Noon.Add(time.Hour)
	addPublished(t, store, "2027", late)
	for _, tc := range []struct {
		organisation, period string
		want                 bool
	}{{ID(1), "2026", true}, {ID(2), "2026", false}, {ID(1), "2027", false}} {
		got, err := store.WasCounted(ctx, tc.organisation, ID(50), tc.period)
		check(t, got, err, tc.want)
	}
	got, err := store.Publication(ctx, "2026", refused.Cohort)
	check(t, got, err, refused)
}

func countedGoes(t *testing.T, store assessments.Store) {
	ctx := t.Context()
	a := FullAssessment(10, ID(1))
	Add(t, store, Organisation(1), a, StoredResult(a))
	p := addShares(t, store)[0].Programme
	published := addPublished(t, store, "2026", Publication("2026", programmeCohort(p), true), a.ID)
	err := store.EachMember(ctx, func(m *assessments.Member) error {
		if len(m.Assessments) != 1 || m.Assessments[0].CountedIn != "2026" {
			t.Errorf("counted: %+v", m.Assessments)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	write(t, store, func(tx assessments.Tx) error { return tx.DeleteOrganisation(ctx, ID(1)) })
	was, err := store.WasCounted(ctx, ID(1), p, "2026")
	check(t, was, err, false)
	_, err = store.Share(ctx, ID(1), ID(60))
	checkKind(t, err, fault.NotFound)
	got, err := store.Publication(ctx, "2026", published.Cohort)
	check(t, got, err, published)
}

func resultsTogether(t *testing.T, store assessments.Store) {
	Add(t, store, Organisation(1))
	want := map[string]string{}
	ids := []string{ID(99), ID(98)}
	for n := 10; n < 13; n++ {
		a := FullAssessment(n, ID(1))
		created := StoredResult(a)
		created.Receipt = result.KeptReceipt("sha256:"+digest(n), 1)
		Add(t, store, a, created)
		ids = append(ids, a.ID)
		want[a.ID] = created.Receipt.Digest
	}
	got := map[string]string{}
	err := store.EachResult(t.Context(), ids, func(id string, o *assessments.StoredResult) { got[id] = o.Receipt.Digest })
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	if err := store.EachResult(t.Context(), nil, func(string, *assessments.StoredResult) { t.Error("the result of nothing") }); err != nil {
		t.Error(err)
	}
}
