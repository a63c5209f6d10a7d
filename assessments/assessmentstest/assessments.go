package assessmentstest

import (
	"slices"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

var ofAssessments = tests{
	"those that say little, and all, read back as they were added": assessmentReadsBack,
	"saving replaces everything, and leaves the others":            saveReplacesAssessment,
	"saving one that is not there is an error":                     saveMissingAssessment,
	"none is kept without its organisation or its instrument":      assessmentNeedsBoth,
	"are found by each filter, and by all together":                filterAssessments,
	"are seen by whom their organisation is seen":                  assessmentScopes,
	"that are closed come in the order of closing":                 closedInOrder,
	"are overdue from the very moment":                             overdue,
	"have enough people by submitted, scored responses alone":      enough,
}

func checkAssessment(t *testing.T, store assessments.Store, want assessments.Assessment) {
	t.Helper()
	got, err := store.Assessment(t.Context(), want.ID)
	Check(t, got, err, want)
}

func assessmentReadsBack(t *testing.T, store assessments.Store) {
	Add(t, store, Organisation(1))
	cancelled := Assessment(12, ID(1))
	cancelled.State = assessments.Cancelled
	all3 := []assessments.Assessment{Assessment(10, ID(1)), FullAssessment(11, ID(1)), cancelled}
	for _, a := range all3 {
		Add(t, store, a)
		checkAssessment(t, store, a)
	}
	got, err := store.Assessments(t.Context(), all, assessments.AssessmentFilter{}, page)
	Check(t, got, err, all3)
}

func saveReplacesAssessment(t *testing.T, store assessments.Store) {
	little, full, other := Assessment(10, ID(1)), FullAssessment(10, ID(2)), FullAssessment(11, ID(1))
	Add(t, store, Organisation(1), Organisation(2), little, other)
	for _, want := range []assessments.Assessment{full, little} {
		write(t, store, func(tx assessments.Tx) error { return tx.SaveAssessment(t.Context(), want) })
		checkAssessment(t, store, want)
		checkAssessment(t, store, other)
	}
}

func saveMissingAssessment(t *testing.T, store assessments.Store) {
	Add(t, store, Organisation(1), Assessment(10, ID(1)))
	missing := Assessment(11, ID(1))
	if err := store.Write(t.Context(), func(tx assessments.Tx) error { return tx.SaveAssessment(t.Context(), missing) }); err == nil {
		t.Error("saved what is not there")
	}
	_, err := store.Assessment(t.Context(), missing.ID)
	CheckKind(t, err, fault.NotFound)
}

func assessmentNeedsBoth(t *testing.T, store assessments.Store) {
	Add(t, store, Organisation(1), Assessment(10, ID(1)))
	unknown := Assessment(12, ID(1))
	unknown.Version = "9.9.9"
	for _, a := range []assessments.Assessment{Assessment(11, ID(9)), unknown} {
		if err := store.Write(t.Context(), func(tx assessments.Tx) error { return tx.AddAssessment(t.Context(), a) }); err == nil {
			t.Errorf("kept %+v", a)
		}
	}
}

func listAssessments(t *testing.T, store assessments.Store, scope assessments.Scope, filter assessments.AssessmentFilter) []string {
	t.Helper()
	found, err := store.Assessments(t.Context(), scope, filter, page)
	if err != nil {
		t.Errorf("%+v, %+v: %v", scope, filter, err)
	}
	return idsOf(found, func(a assessments.Assessment) string { return a.ID })
}

func filterAssessments(t *testing.T, store assessments.Store) {
	Add(t, store, Organisation(1), Organisation(2))
	for n, external := range []string{"A", "a", "A", "", "%"} {
		a := Assessment(10+n, ID(1+n%2)) // 10, 12 and 14 are of the first
		a.ExternalID, a.UpdatedAt = external, Noon.Add(time.Duration(n)*time.Second)
		if n == 2 {
			a.State, a.ClosedAt = assessments.Closed, Noon
		}
		Add(t, store, a)
	}
	for _, tc := range []struct {
		filter assessments.AssessmentFilter
		want   []string
	}{
		{assessments.AssessmentFilter{}, []string{ID(10), ID(11), ID(12), ID(13), ID(14)}},
		{assessments.AssessmentFilter{Organisation: ID(2)}, []string{ID(11), ID(13)}},
		{assessments.AssessmentFilter{Organisation: ID(9)}, nil},
		{assessments.AssessmentFilter{States: []assessments.AssessmentState{assessments.Closed}}, []string{ID(12)}},
		{assessments.AssessmentFilter{States: []assessments.AssessmentState{assessments.Cancelled}}, nil},
		{assessments.AssessmentFilter{States: []assessments.AssessmentState{assessments.Closed, assessments.Open}}, []string{ID(10), ID(11), ID(12), ID(13), ID(14)}},
		{assessments.AssessmentFilter{ClosedSince: Noon}, []string{ID(12)}},
		{assessments.AssessmentFilter{ClosedSince: Noon.Add(time.Millisecond)}, nil},
		{assessments.AssessmentFilter{Scope: instrument.ServiceScope, Instrument: instrumentID}, []string{ID(10), ID(11), ID(12), ID(13), ID(14)}},
		{assessments.AssessmentFilter{Scope: instrument.StrategicScope}, nil},
		{assessments.AssessmentFilter{Instrument: "another"}, nil},
		{assessments.AssessmentFilter{Instrument: "\x00\xff"}, nil},
		{assessments.AssessmentFilter{UpdatedSince: Noon.Add(3 * time.Second)}, []string{ID(13), ID(14)}},
		{assessments.AssessmentFilter{UpdatedSince: Noon.Add(3001 * time.Millisecond)}, []string{ID(14)}},
		{assessments.AssessmentFilter{ExternalID: "A"}, []string{ID(10), ID(12)}},
		{assessments.AssessmentFilter{ExternalID: "%"}, []string{ID(14)}},
		{assessments.AssessmentFilter{ExternalID: "\x00\xff"}, nil},
		{assessments.AssessmentFilter{Organisation: ID(1), States: []assessments.AssessmentState{assessments.Open}, UpdatedSince: Noon, ExternalID: "A"}, []string{ID(10)}},
	} {
		if got := listAssessments(t, store, all, tc.filter); !slices.Equal(got, tc.want) {
			t.Errorf("%+v: %q, want %q", tc.filter, got, tc.want)
		}
	}
}

func assessmentScopes(t *testing.T, store assessments.Store) {
	addGrants(t, store)
	for n := 1; n <= 5; n++ {
		Add(t, store, Assessment(20+n, ID(n)))
	}
	for name, tc := range map[string]struct {
		scope assessments.Scope
		want  []string
	}{
		"the operator":                  {all, []string{ID(21), ID(22), ID(23), ID(24), ID(25)}},
		"an organisation":               {assessments.Scope{Organisation: ID(2), At: Noon}, []string{ID(22)}},
		"a partner":                     {assessments.Scope{Partner: ID(8), At: Noon}, []string{ID(21), ID(22)}},
		"a partner, when one has ended": {assessments.Scope{Partner: ID(8), At: Noon.Add(time.Hour)}, []string{ID(21)}},
		"another partner":               {assessments.Scope{Partner: ID(9), At: Noon}, []string{ID(24)}},
		"nobody":                        {assessments.Scope{At: Noon}, nil},
		"what is not text":              {assessments.Scope{Partner: "\x00\xff"}, nil},
	} {
		if got := listAssessments(t, store, tc.scope, assessments.AssessmentFilter{}); !slices.Equal(got, tc.want) {
			t.Errorf("%s sees %q, want %q", name, got, tc.want)
		}
	}
	// What is asked for stays inside what may be seen.
	foreign := assessments.AssessmentFilter{Organisation: ID(4)}
	if got := listAssessments(t, store, assessments.Scope{Partner: ID(8), At: Noon}, foreign); len(got) > 0 {
		t.Errorf("a partner sees %q of an organisation that did not let it", got)
	}
}

func closedInOrder(t *testing.T, store assessments.Store) {
	Add(t, store, Organisation(1), Organisation(2), Assessment(19, ID(1)), FullAssessment(18, ID(2)))
	for n, at := range []time.Duration{3 * time.Hour, time.Hour, 2 * time.Hour, time.Hour} { // 11 and 13 at once: then by id
		a := FullAssessment(10+n, ID(1))
		a.ClosedAt = Noon.Add(at)
		Add(t, store, a)
	}
	got, err := store.ClosedAssessments(t.Context(), ID(1))
	Check(t, idsOf(got, func(a assessments.Assessment) string { return a.ID }), err, []string{ID(11), ID(13), ID(12), ID(10)})
	for _, organisation := range []string{"", ID(9), "\x00\xff"} {
		got, err := store.ClosedAssessments(t.Context(), organisation)
		Check(t, got, err, nil)
	}
}

func overdue(t *testing.T, store assessments.Store) {
	Add(t, store, Organisation(1), Assessment(10, ID(1)), FullAssessment(11, ID(1)))
	for n, at := range []time.Duration{2 * time.Hour, time.Hour} {
		a := Assessment(12+n, ID(1))
		a.ClosesAt = Noon.Add(at)
		Add(t, store, a)
	}
	for after, want := range map[time.Duration][]string{
		0: nil, time.Hour - time.Millisecond: nil, time.Hour: {ID(13)}, 2 * time.Hour: {ID(13), ID(12)}, 30 * 24 * time.Hour: {ID(13), ID(12)},
	} {
		got, err := store.Overdue(t.Context(), Noon.Add(after))
		Check(t, got, err, want)
	}
}

func enough(t *testing.T, store assessments.Store) {
	of := func(n, lived, learnt int) assessments.Assessment {
		a := Assessment(n, ID(1))
		a.Minimums[scoring.Lived], a.Minimums[scoring.Learnt] = lived, learnt
		return a
	}
	ten, eleven, twelve := of(10, 8, 3), of(11, 3, 8), of(12, 3, 3)
	Add(t, store, Organisation(1), ten, eleven, twelve)
	unscored, draft, withdrawn := FullResponse(1, ID(10), scoring.Lived), FullResponse(2, ID(10), scoring.Lived), Response(3, ID(10), scoring.Lived)
	unscored.Answers = []scoring.Answer{scoring.NotApplicable}
	draft.State, withdrawn.State = assessments.Draft, assessments.Withdrawn
	alone := FullResponse(6, ID(10), scoring.Learnt)
	alone.People = 3
	Add(t, store, unscored, draft, withdrawn, FullResponse(4, ID(10), scoring.Lived), alone, FullResponse(7, ID(11), scoring.Learnt))

	type reached = map[string][len(scoring.Voices)]bool
	got, err := store.Enough(t.Context(), ten, eleven, twelve, of(99, 1, 1))
	Check(t, got, err, reached{ID(10): {false, true}}) // 7 of 8 people, 3 of 3; 7 of 8
	got, err = store.Enough(t.Context(), of(10, 7, 4), of(11, 3, 7))
	Check(t, got, err, reached{ID(10): {true, false}, ID(11): {false, true}})
	got, err = store.Enough(t.Context())
	Check(t, got, err, nil)
	got, err = store.Enough(t.Context(), assessments.Assessment{ID: "\x00\xff"})
	Check(t, got, err, nil)

	many := make([]assessments.Assessment, 0, 601) // an export asks for all there are
	for i := range 600 {
		many = append(many, of(1000+i, 3, 3))
	}
	got, err = store.Enough(t.Context(), append(many, of(10, 7, 3))...)
	Check(t, got, err, reached{ID(10): {true, true}})

	// What is saved counts at once.
	draft.State = assessments.Submitted
	write(t, store, func(tx assessments.Tx) error { return tx.SaveResponse(t.Context(), draft) })
	got, err = store.Enough(t.Context(), ten)
	Check(t, got, err, reached{ID(10): {true, true}})
}
