package assessmentstest

import (
	"slices"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
)

var ofLists = tests{
	"each comes in the order of ids, page by page":     listsAreInOrder,
	"so do those of what hangs on an assessment":       listsOfAssessments,
	"an empty store has empty ones":                    listsAreEmpty,
	"organisations by when they last changed":          filterUpdatedSince,
	"organisations by somebody's own reference":        filterExternalID,
	"organisations by a part of their name":            filterNamed,
	"organisations that somebody may see, no others":   scopes,
	"organisations whatever the accents of their name": filterFolded,
	"organisations by an identifier":                   filterIdentifier,
	"those by time go on behind a time and an id":      pagesByTime,
	"references that somebody gave, no others":         referred,
	"filters and scopes hold on every page":            filteredPages,
}

// lists are all lists, of the things of principals 1 to 3, as ids.
func lists(t *testing.T, store assessments.Store) map[string]func(access.Page) ([]string, error) {
	t.Helper()
	ctx := t.Context()
	accounts := func(role access.Role) func(access.Page) ([]string, error) {
		return func(page access.Page) ([]string, error) {
			found, err := store.Accounts(ctx, role, page)
			return idsOf(found, func(p assessments.Account) string { return p.ID }), err
		}
	}
	keys := func(principal assessments.Principal) func(access.Page) ([]string, error) {
		return func(page access.Page) ([]string, error) {
			found, err := store.Keys(ctx, principal, page)
			return idsOf(found, func(k assessments.Key) string { return k.ID }), err
		}
	}
	return map[string]func(access.Page) ([]string, error){
		"organisations": func(page access.Page) ([]string, error) {
			return organisations(t, store, assessments.Scope{All: true}, assessments.OrganisationFilter{}, page)
		},
		"partners": accounts(access.PartnerRole), "funders": accounts(access.FunderRole),
		"keys of an organisation": keys(anOrganisation), "keys of a partner": keys(aPartner), "keys of a funder": keys(aFunder),
		"grants": func(page access.Page) ([]string, error) {
			found, err := store.Grants(ctx, ID(1), page)
			return idsOf(found, func(g assessments.Grant) string { return g.ID }), err
		},
	}
}

func organisations(t *testing.T, store assessments.Store, scope assessments.Scope, filter assessments.OrganisationFilter, page access.Page) ([]string, error) {
	t.Helper()
	found, err := store.Organisations(t.Context(), scope, filter, page)
	return idsOf(found, func(o assessments.Organisation) string { return o.ID }), err
}

// Five things of each kind are added, in no order. Their last digits are 1 to 5,
// and their tens digit tells the kinds apart.
func listsAreInOrder(t *testing.T, store assessments.Store) {
	first := map[string]int{
		"organisations": 0, "partners": 10, "funders": 20, "keys of an organisation": 30, "keys of a partner": 40, "keys of a funder": 50, "grants": 60,
	}
	order := []int{4, 2, 5, 1, 3}
	for _, n := range order {
		Add(t, store, Organisation(n), Partner(10+n), Funder(20+n))
	}
	Add(t, store, Partner(2), Funder(3), Key(70, access.OperatorRole, "")) // who holds the keys, and what is in no list
	for _, n := range order {
		Add(t, store, Key(30+n, anOrganisation.Role, anOrganisation.ID), Key(40+n, aPartner.Role, aPartner.ID), Key(50+n, aFunder.Role, aFunder.ID),
			Grant(60+n, ID(1), aPartner.ID), Grant(80+n, ID(2), aPartner.ID), Key(90+n, access.OrganisationRole, ID(2)))
	}
	for name, list := range lists(t, store) {
		var want []string
		for n := range 5 {
			want = append(want, ID(first[name]+n+1))
		}
		checkPages(t, name, ID(first[name]), want, list) // past the principals themselves
	}
}

// checkPages walks a list after an id with pages of every size, and checks that
// it has what is wanted, 5 ids that count up.
func checkPages(t *testing.T, name, after string, want []string, list func(access.Page) ([]string, error)) {
	t.Helper()
	for limit := 1; limit <= 6; limit++ {
		var got []string
		for page := (access.Page{After: after, Limit: limit}); ; {
			ids, err := list(page)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			got = append(got, ids...)
			if len(ids) < limit {
				break
			}
			page.After = ids[len(ids)-1]
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s, %d at a time: %q, want %q", name, limit, got, want)
		}
	}
	// Where to go on need not be an id that is there.
	got, err := list(access.Page{After: want[1] + "x", Limit: 2})
	Check(t, got, err, want[2:4])
	got, err = list(access.Page{After: "\x00\xff", Limit: 2})
	Check(t, got, err, nil)
	for after, two := range map[string][]string{want[4] + "x": {want[4], want[3]}, want[3]: {want[2], want[1]}} {
		got, err = list(access.Page{After: after, Limit: 2, Newest: true})
		Check(t, got, err, two)
	}
}

// Five things of each kind hang on assessment 10, and some on another.
func listsOfAssessments(t *testing.T, store assessments.Store) {
	Add(t, store, Organisation(1), Assessment(10, ID(1)), Assessment(11, ID(1)), Invitation(20, ID(11)), Link(30, ID(11)))
	for _, n := range []int{4, 2, 5, 1, 3} {
		Add(t, store, Assessment(40+n, ID(1)), Invitation(20+n, ID(10)), Link(30+n, ID(10)))
		write(t, store, func(tx assessments.Tx) error {
			if err := tx.AddNotes(t.Context(), ID(10), []assessments.KeptNote{Note(n)}); err != nil {
				return err
			}
			return tx.AddNotes(t.Context(), ID(11), []assessments.KeptNote{Note(10 + n)})
		})
	}
	five := func(id func(int) string, first int) (ids []string) {
		for n := range 5 {
			ids = append(ids, id(first+n+1))
		}
		return ids
	}
	checkPages(t, "assessments", ID(40), five(ID, 40), func(page access.Page) ([]string, error) {
		found, err := store.Assessments(t.Context(), all, assessments.AssessmentFilter{States: []assessments.AssessmentState{assessments.Open}}, page)
		return idsOf(found, func(a assessments.Assessment) string { return a.ID }), err
	})
	checkPages(t, "invitations", "", five(ID, 20), func(page access.Page) ([]string, error) {
		found, err := store.Invitations(t.Context(), ID(10), page)
		return idsOf(found, func(i assessments.Invitation) string { return i.ID }), err
	})
	checkPages(t, "links", "", five(ID, 30), func(page access.Page) ([]string, error) {
		found, err := store.Links(t.Context(), ID(10), page)
		return idsOf(found, func(l assessments.Link) string { return l.ID }), err
	})
	checkPages(t, "notes", "", five(ResponseID, 0), func(page access.Page) ([]string, error) {
		found, err := store.Notes(t.Context(), ID(10), page)
		return idsOf(found, func(n assessments.KeptNote) string { return n.ID }), err
	})
}

func listsAreEmpty(t *testing.T, store assessments.Store) {
	for _, list := range lists(t, store) {
		got, err := list(access.Page{Limit: 10})
		Check(t, got, err, nil)
	}
}

var (
	all  = assessments.Scope{All: true}
	page = access.Page{Limit: 10}
)

func filterUpdatedSince(t *testing.T, store assessments.Store) {
	for n := range 3 {
		o := Organisation(n)
		o.UpdatedAt = Noon.Add(time.Duration(n) * time.Second)
		Add(t, store, o)
	}
	for since, want := range map[time.Time][]string{
		{}:                         {ID(0), ID(1), ID(2)},
		Noon:                       {ID(0), ID(1), ID(2)},
		Noon.Add(time.Millisecond): {ID(1), ID(2)},
		Noon.Add(time.Second):      {ID(1), ID(2)},
		Noon.Add(2 * time.Second).In(time.FixedZone("elsewhere", -3600)): {ID(2)},
		Noon.Add(2001 * time.Millisecond):                                nil,
	} {
		got, err := organisations(t, store, all, assessments.OrganisationFilter{UpdatedSince: since}, page)
		Check(t, got, err, want)
	}
}

func filterExternalID(t *testing.T, store assessments.Store) {
	for n, external := range []string{"", "A-1", "a-1", "A-1", "A-1 ", "%"} {
		o := Organisation(n)
		o.ExternalID, o.UpdatedAt = external, Noon.Add(time.Duration(n)*time.Second)
		Add(t, store, o)
	}
	for external, want := range map[string][]string{"A-1": {ID(1), ID(3)}, "a-1": {ID(2)}, "%": {ID(5)}, "A": nil, "\x00": nil, "\xff": nil} {
		got, err := organisations(t, store, all, assessments.OrganisationFilter{ExternalID: external}, page)
		Check(t, got, err, want)
	}
	got, err := organisations(t, store, all, assessments.OrganisationFilter{ExternalID: "A-1", UpdatedSince: Noon.Add(2 * time.Second)}, page)
	Check(t, got, err, []string{ID(3)})
}

func filterFolded(t *testing.T, store assessments.Store) {
	for n, name := range []string{"Ŵyn Carers", "wyncote", "100% Club", "Under_score", "O!"} {
		o := Organisation(n)
		o.Name = name
		Add(t, store, o)
	}
	for part, want := range map[string][]string{
		"WYN": {ID(0), ID(1)}, "ŵYN": {ID(0), ID(1)}, "w\u0302yn c": {ID(0)}, "carers": {ID(0)}, "%": {ID(2)}, "_": {ID(3)}, "!": {ID(4)}, "0_": nil, "wyn%": nil, "\x00": nil, "\xff": nil, "": {ID(0), ID(1), ID(2), ID(3), ID(4)},
	} {
		got, err := organisations(t, store, all, assessments.OrganisationFilter{Named: part}, page)
		Check(t, got, err, want)
	}
	renamed := Organisation(1)
	renamed.Name = "Ŵhitby"
	write(t, store, func(tx assessments.Tx) error { return tx.SaveOrganisation(t.Context(), renamed) })
	got, err := organisations(t, store, all, assessments.OrganisationFilter{Named: "WHIT"}, page)
	Check(t, got, err, []string{ID(1)})
}

func filterIdentifier(t *testing.T, store assessments.Store) {
	one, both, other := FullOrganisation(1), FullOrganisation(2), FullOrganisation(3)
	for _, o := range []*assessments.Organisation{&one, &both, &other} {
		o.Verification.State = assessments.Unverified
	}
	both.Identifiers = append(both.Identifiers, one.Identifiers[0])
	Add(t, store, one, both, other)
	for canonical, want := range map[string][]string{one.Identifiers[0].Canonical: {ID(1), ID(2)}, other.Identifiers[1].Canonical: {ID(3)}, "GB-CHC-9": nil, "\x00": nil} {
		got, err := organisations(t, store, all, assessments.OrganisationFilter{Identifier: canonical}, page)
		Check(t, got, err, want)
	}
}

// Five organisations changed, two at a time; so were assessments closed.
func pagesByTime(t *testing.T, store assessments.Store) {
	when := map[int]int{1: 2, 2: 1, 3: 2, 4: 0, 5: 1}
	for n, second := range when {
		at := Noon.Add(time.Duration(second) * time.Second)
		o, a := Organisation(n), Assessment(20+n, ID(n))
		o.UpdatedAt, a.UpdatedAt = at, at
		a.State, a.ClosedAt = assessments.Closed, at
		Add(t, store, o, a)
	}
	order := []int{4, 2, 5, 1, 3}
	for limit := 1; limit <= 6; limit++ {
		updated, closed := assessments.OrganisationFilter{UpdatedSince: Noon}, assessments.AssessmentFilter{ClosedSince: Noon}
		got := walk(t, limit, func(page access.Page) ([]assessments.Organisation, error) {
			return store.Organisations(t.Context(), all, updated, page)
		}, updated.Place)
		Check(t, idsOf(got, func(o assessments.Organisation) string { return o.ID }), nil, numbered(0, order))
		also := walk(t, limit, func(page access.Page) ([]assessments.Assessment, error) {
			return store.Assessments(t.Context(), all, closed, page)
		}, closed.Place)
		Check(t, idsOf(also, func(a assessments.Assessment) string { return a.ID }), nil, numbered(20, order))
	}
	for _, after := range []string{"x", ID(1), "1", " ", "1 \x00"} {
		found, err := store.Assessments(t.Context(), all, assessments.AssessmentFilter{ClosedSince: Noon}, access.Page{After: after, Limit: 5})
		Check(t, found, err, nil)
	}
}

// walk reads a list to its end.
func walk[T any](t *testing.T, limit int, find func(access.Page) ([]T, error), place func(*T) string) (all []T) {
	t.Helper()
	for page := (access.Page{Limit: limit}); ; {
		found, err := find(page)
		if err != nil {
			t.Fatal(err)
		}
		if all = append(all, found...); len(found) < limit {
			return all
		}
		page.After = place(&found[limit-1])
	}
}

func numbered(first int, order []int) (ids []string) {
	for _, n := range order {
		ids = append(ids, ID(first+n))
	}
	return ids
}

func referred(t *testing.T, store assessments.Store) {
	addGrants(t, store)
	for n, reference := range map[int]string{1: "A-1", 2: "", 3: "A-3", 4: "A-1"} {
		o := FullOrganisation(n)
		o.ExternalID, o.Verification.State = reference, assessments.Unverified
		write(t, store, func(tx assessments.Tx) error { return tx.SaveOrganisation(t.Context(), o) })
	}
	for _, tc := range []struct {
		scope assessments.Scope
		asked []string
		want  map[string]string
	}{
		{all, []string{"A-3", "a-3", "A-9"}, map[string]string{"A-3": ID(3)}},
		{assessments.Scope{Partner: ID(8), At: Noon}, []string{"A-1", "A-3"}, map[string]string{"A-1": ID(1)}},
		{assessments.Scope{Partner: ID(9), At: Noon}, []string{"A-1"}, map[string]string{"A-1": ID(4)}},
		{all, nil, map[string]string{}},
	} {
		got, err := store.Referred(t.Context(), tc.scope, tc.asked)
		Check(t, got, err, tc.want)
	}
}

func filterNamed(t *testing.T, store assessments.Store) {
	for n, name := range []string{"Riverside Carers", "the river club", "100% Us", "Us_Two", "Élan", "Back\\slash!"} {
		o := Organisation(n)
		o.Name, o.UpdatedAt = name, Noon.Add(time.Duration(n)*time.Second)
		Add(t, store, o)
	}
	for part, want := range map[string][]string{
		"": {ID(0), ID(1), ID(2), ID(3), ID(4), ID(5)}, "RIVER": {ID(0), ID(1)}, "carers": {ID(0)}, "us": {ID(2), ID(3)}, "%": {ID(2)}, "s_t": {ID(3)}, "_": {ID(3)},
		"Élan": {ID(4)}, "\\": {ID(5)}, "!": {ID(5)}, "nobody": nil, "\x00": nil, "\xff": nil, "' OR 1=1 --": nil,
	} {
		got, err := organisations(t, store, all, assessments.OrganisationFilter{Named: part}, page)
		Check(t, got, err, want)
	}
	got, err := organisations(t, store, assessments.Scope{Organisation: ID(1), At: Noon}, assessments.OrganisationFilter{Named: "river"}, page)
	Check(t, got, err, []string{ID(1)})
}

func scopes(t *testing.T, store assessments.Store) {
	addGrants(t, store)
	Add(t, store, Grant(15, ID(1), ID(8))) // granted twice, listed once
	for name, tc := range map[string]struct {
		scope assessments.Scope
		want  []string
	}{
		"the operator":                    {all, []string{ID(1), ID(2), ID(3), ID(4), ID(5)}},
		"an organisation":                 {assessments.Scope{Organisation: ID(2), At: Noon}, []string{ID(2)}},
		"one that is not there":           {assessments.Scope{Organisation: ID(7), At: Noon}, nil},
		"a partner":                       {assessments.Scope{Partner: ID(8), At: Noon}, []string{ID(1), ID(2)}},
		"a partner, just before one ends": {assessments.Scope{Partner: ID(8), At: Noon.Add(time.Hour - time.Millisecond)}, []string{ID(1), ID(2)}},
		"a partner, when one has ended":   {assessments.Scope{Partner: ID(8), At: Noon.Add(time.Hour)}, []string{ID(1)}},
		"another partner":                 {assessments.Scope{Partner: ID(9), At: Noon}, []string{ID(4)}},
		"a partner that is not there":     {assessments.Scope{Partner: ID(1), At: Noon}, nil},
		"nobody":                          {assessments.Scope{At: Noon}, nil},
		"what is not text":                {assessments.Scope{Organisation: "\x00\xff"}, nil},
		"what is not text, for a partner": {assessments.Scope{Partner: "\x00\xff"}, nil},
	} {
		got, err := organisations(t, store, tc.scope, assessments.OrganisationFilter{}, page)
		if err != nil || !slices.Equal(got, tc.want) {
			t.Errorf("%s sees %q (%v), want %q", name, got, err, tc.want)
		}
	}
}

func filteredPages(t *testing.T, store assessments.Store) {
	addGrants(t, store)
	for n := range 5 {
		changed := FullOrganisation(n + 1)
		changed.ExternalID, changed.Verification.State = "ours", assessments.Unverified
		write(t, store, func(tx assessments.Tx) error { return tx.SaveOrganisation(t.Context(), changed) })
	}
	filter := assessments.OrganisationFilter{UpdatedSince: Noon.Add(time.Hour), ExternalID: "ours"}
	scope := assessments.Scope{Partner: ID(8), At: Noon}
	changed := Noon.Add(2 * time.Hour)
	for after, want := range map[string][]string{"": {ID(1)}, access.Place(changed, ID(1)): {ID(2)}, access.Place(changed, ID(2)): nil} {
		got, err := organisations(t, store, scope, filter, access.Page{After: after, Limit: 1})
		Check(t, got, err, want)
	}
}
