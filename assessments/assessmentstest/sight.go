package assessmentstest

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
)

var ofSight = tests{
	"a partner's lists hold what its grants open, whatever happens": sightFollowsGrants,
	"and nothing of what is erased":                                 sightEnds,
}

// A sight is a world of two partners and three organisations, in which anything happens.
type sight struct {
	*testing.T
	store  assessments.Store
	chance *rand.Rand
	n      int // how many things were made
	grants []assessments.Grant
}

// sightFollowsGrants looks, after every second thing that happens, as one of them who may
// look, in turn. What one of them should not see stays there to be found.
func sightFollowsGrants(t *testing.T, store assessments.Store) {
	s := &sight{t, store, rand.New(rand.NewPCG(17, 7)), 100, nil} //nolint:gosec // G404: the same each time
	Add(t, store, Organisation(1), Organisation(2), Organisation(3), Partner(8), Partner(9))
	var scopes []assessments.Scope
	for _, at := range []time.Time{Noon, Noon.Add(time.Hour)} {
		for _, partner := range []string{ID(8), ID(9)} {
			scopes = append(scopes, assessments.Scope{Partner: partner, At: at})
		}
	}
	for n := range 40 {
		s.happens()
		if n%2 == 1 {
			s.sees(scopes[n/2%len(scopes)])
		}
		if t.Failed() {
			return
		}
	}
	for _, scope := range scopes {
		s.sees(scope)
	}
}

// happens has one thing happen.
func (s *sight) happens() {
	s.Helper()
	s.n++
	organisation := ID(1 + s.chance.IntN(3))
	switch s.chance.IntN(6) {
	case 0, 1:
		g := Grant(s.n, organisation, ID(8+s.chance.IntN(2)))
		g.ExpiresAt = []time.Time{{}, Noon.Add(time.Minute), Noon.Add(2 * time.Hour)}[s.chance.IntN(3)]
		s.grants = append(s.grants, g)
		Add(s.T, s.store, g)
	case 2:
		if len(s.grants) > 0 {
			g := &s.grants[s.chance.IntN(len(s.grants))]
			g.RevokedAt = Noon
			write(s.T, s.store, func(tx assessments.Tx) error { return tx.SaveGrant(s.Context(), *g) })
		}
	case 3:
		Add(s.T, s.store, Assessment(s.n, organisation))
	case 4:
		s.changesOrganisation(organisation)
	default:
		s.changesAssessment()
	}
}

func (s *sight) changesOrganisation(id string) {
	s.Helper()
	o, err := s.store.Organisation(s.Context(), id)
	if err != nil {
		s.Fatal(err)
	}
	o.UpdatedAt, o.ExternalID = s.later(), []string{"A", "B"}[s.chance.IntN(2)]
	o.Verification.State = assessments.VerificationStates[s.chance.IntN(3)]
	write(s.T, s.store, func(tx assessments.Tx) error { return tx.SaveOrganisation(s.Context(), o) })
}

func (s *sight) changesAssessment() {
	s.Helper()
	found, err := s.store.Assessments(s.Context(), all, assessments.AssessmentFilter{}, access.Page{Limit: access.MaxPage})
	if err != nil {
		s.Fatal(err)
	}
	if len(found) == 0 {
		return
	}
	a := found[s.chance.IntN(len(found))]
	a.UpdatedAt, a.ExternalID = s.later(), []string{"A", "B"}[s.chance.IntN(2)]
	a.State, a.ClosedAt = assessments.Cancelled, time.Time{}
	if s.chance.IntN(2) == 0 {
		a.State, a.ClosedAt = assessments.Closed, s.later()
	}
	write(s.T, s.store, func(tx assessments.Tx) error { return tx.SaveAssessment(s.Context(), a) })
}

func (s *sight) later() time.Time {
	return Noon.Add(time.Duration(s.chance.IntN(1000)) * time.Millisecond)
}

// sees holds the lists of a partner against those of all that is there, of which what no
// grant opens is left out.
func (s *sight) sees(scope assessments.Scope) {
	s.Helper()
	opens := func(organisation string) bool {
		may, err := s.store.MayActFor(s.Context(), scope.Partner, organisation, scope.At)
		if err != nil {
			s.Fatal(err)
		}
		return may
	}
	page := access.Page{Limit: access.MaxPage}
	for _, filter := range []assessments.OrganisationFilter{
		{}, {UpdatedSince: Noon}, {ExternalID: "A"}, {Verification: assessments.Verified}, {Verification: assessments.Verified, UpdatedSince: Noon.Add(300 * time.Millisecond)},
	} {
		want, err := s.store.Organisations(s.Context(), all, filter, page)
		if err != nil {
			s.Fatal(err)
		}
		want = slices.DeleteFunc(want, func(o assessments.Organisation) bool { return !opens(o.ID) })
		got, err := s.store.Organisations(s.Context(), scope, filter, page)
		Check(s.T, got, err, slices.Clip(want))
	}
	for _, filter := range []assessments.AssessmentFilter{
		{},
		{UpdatedSince: Noon},
		{ClosedSince: Noon},
		{ExternalID: "A"},
		{Organisation: ID(2)},
		{States: []assessments.AssessmentState{assessments.Open}},
		{States: []assessments.AssessmentState{assessments.Cancelled, assessments.Open, assessments.Open}},
		{States: []assessments.AssessmentState{assessments.Closed, assessments.Open}, UpdatedSince: Noon.Add(300 * time.Millisecond)},
	} {
		want, err := s.store.Assessments(s.Context(), all, filter, page)
		if err != nil {
			s.Fatal(err)
		}
		want = slices.DeleteFunc(want, func(a assessments.Assessment) bool { return !opens(a.Organisation) })
		got, err := s.store.Assessments(s.Context(), scope, filter, page)
		Check(s.T, got, err, slices.Clip(want))
		slices.SortFunc(want, func(a, b assessments.Assessment) int { return cmp.Compare(b.ID, a.ID) })
		if newest := (access.Page{Limit: access.MaxPage, Newest: true}); filter.UpdatedSince.IsZero() && filter.ClosedSince.IsZero() {
			got, err = s.store.Assessments(s.Context(), scope, filter, newest)
			Check(s.T, got, err, slices.Clip(want))
		}
	}
}

func sightEnds(t *testing.T, store assessments.Store) {
	addGrants(t, store)
	Add(t, store, Assessment(20, ID(1)), Grant(30, ID(1), ID(9)))
	scope := assessments.Scope{Partner: ID(8), At: Noon}
	write(t, store, func(tx assessments.Tx) error { return tx.DeleteOrganisation(t.Context(), ID(1)) })
	got, err := organisations(t, store, scope, assessments.OrganisationFilter{}, page)
	Check(t, got, err, []string{ID(2)})
	if found := listAssessments(t, store, scope, assessments.AssessmentFilter{}); len(found) > 0 {
		t.Errorf("a partner still sees %q", found)
	}
	write(t, store, func(tx assessments.Tx) error { return tx.DeleteAccount(t.Context(), ID(8)) })
	got, err = organisations(t, store, scope, assessments.OrganisationFilter{}, page)
	Check(t, got, err, nil)
}
