package gormstore

import (
	"context"
	"errors"
	"fmt"
	"math/bits"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/logger"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/assessmentstest"
	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/events"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
)

// A plannedList is a call of a store, and the index that its page must come from, in
// order: a part of its name. "" is for the primary key.
type plannedList struct {
	name  string
	index string
	few   string // why what it finds may be put in order after it was found; "" where it may not
	list  func() error
}

const ofReferences = "few share an identifier or a reference"

// Each list, however it is narrowed and whoever asks, is read from an index that has it in
// order: so a page costs the same wherever it is, and however much there is.
func TestEveryListIsReadFromAnIndexInItsOrder(t *testing.T) {
	t.Parallel()
	forBoth(t, func(t *testing.T, store *Store) {
		t.Helper()
		store, said := listening(store)
		planned := slices.Concat(
			plannedOrganisations(t, store), plannedAssessments(t, store), plannedOfOne(t, store), plannedEvents(t, store), plannedStanding(t, store))
		for _, l := range planned {
			for _, query := range said.during(t, l.list) {
				plan := explained(t, store, query)
				if through.MatchString(plan) {
					t.Errorf("%s goes through a table:\n%s\n%s", l.name, query, plan)
				}
				if !strings.Contains(query, "LIMIT") || strings.HasSuffix(query, "LIMIT 1") {
					continue // what hangs on it, or one thing to begin at
				}
				if l.few == "" && sorts.MatchString(plan) {
					t.Errorf("%s is sorted:\n%s\n%s", l.name, query, plan)
				}
				if store.read().Name() == "sqlite" && !uses(plan, l.index) {
					t.Errorf("%s is not read from %q:\n%s\n%s", l.name, l.index, query, plan)
				}
			}
		}
		holdEveryListIsNamed(t, planned)
	})
}

// through is in a plan that goes through a table, sorts in one that puts rows in order.
var (
	through = regexp.MustCompile(`SCAN |Seq Scan on`)
	sorts   = regexp.MustCompile(`TEMP B-TREE|Sort`)
)

// uses tells whether a plan searches an index; for the primary key, whether it begins so.
func uses(plan, index string) bool {
	if index == "" {
		first, _, _ := strings.Cut(plan, "\n")
		return strings.Contains(first, "PRIMARY KEY")
	}
	return regexp.MustCompile(`USING (COVERING )?INDEX ` + index + `\b`).MatchString(plan)
}

// notLists take a page, or how many are wanted, and are no lists of theirs.
var notLists = map[string]string{
	"VerifiedLike":       "TestAlikeOnesAreFoundInIndexes",
	"SubmittedResponses": "are read for closing, all of them, in the order of their primary key",
	"SubmittedNotes":     "are read for closing, all of them, in the order of their primary key",
	"DueWebhooks":        "goes through all webhooks, of which everybody has a few",
}

// holdEveryListIsNamed fails for a method of a store that returns a page and is neither
// tried nor known to be none.
func holdEveryListIsNamed(t *testing.T, planned []plannedList) {
	t.Helper()
	tried := func(method string) bool {
		return slices.ContainsFunc(planned, func(l plannedList) bool { return strings.HasPrefix(l.name, method+" ") || l.name == method })
	}
	for _, of := range []any{(*assessments.Reader)(nil), (*comparisons.Reader)(nil), (*events.Reader)(nil), (*events.WebhookReader)(nil)} {
		reader := reflect.TypeOf(of).Elem()
		for method := range reader.Methods() {
			if isList(method.Type) && !tried(method.Name) && notLists[method.Name] == "" {
				t.Errorf("%s.%s is a list that is not held to an index", reader, method.Name)
			}
		}
	}
}

// isList tells whether a method takes a page, or a number, and returns things.
func isList(method reflect.Type) bool {
	if method.NumOut() == 0 || method.Out(0).Kind() != reflect.Slice {
		return false
	}
	for in := range method.Ins() {
		if in == reflect.TypeFor[access.Page]() || in.Kind() == reflect.Int {
			return true
		}
	}
	return false
}

var (
	byID    = access.Page{After: assessmentstest.ID(1), Limit: 20}
	byTime  = access.Page{After: access.Place(noon, assessmentstest.ID(1)), Limit: 20}
	byNew   = access.Page{After: assessmentstest.ID(1), Limit: 20, Newest: true}
	asOwner = assessments.Scope{Organisation: assessmentstest.ID(1), At: noon}
	asActor = assessments.Scope{Partner: assessmentstest.ID(8), At: noon}
	asAll   = assessments.Scope{All: true}
)

// combined are all ways to combine so many conditions, each a bit. PostgreSQL, which says
// much less of an index, plans every pair and all of them together.
func combined(store *Store, conditions int) (ways []int) {
	for all, way := 1<<conditions, 0; way < all; way++ {
		if onSQLite(store.read()) || bits.OnesCount(uint(way)) <= 2 || way == all-1 {
			ways = append(ways, way)
		}
	}
	return ways
}

// plannedOrganisations are all ways to narrow a list of organisations.
func plannedOrganisations(t *testing.T, store *Store) (planned []plannedList) {
	t.Helper()
	for who, scope := range map[string]assessments.Scope{"the operator's": asAll, "a partner's": asActor, "an organisation's": asOwner} {
		for _, ways := range combined(store, 5) {
			var f assessments.OrganisationFilter
			has := func(way int) bool { return ways&(1<<way) != 0 }
			index, prefix, page, few := "", "organisations", byID, ""
			if scope.Partner != "" {
				prefix = "partner_organisations"
			}
			if has(0) {
				f.Named = "river"
			}
			if has(1) {
				f.UpdatedSince, page, index = noon, byTime, prefix+"_updated"
			}
			if has(2) {
				f.Verification = assessments.Rejected
				index = map[bool]string{true: prefix + "_verification_updated", false: prefix + "_verification"}[has(1)]
			}
			if has(3) {
				f.ExternalID, index, few = "our-1", prefix+"_external_id", ofReferences
			}
			if has(4) {
				f.Identifier, index, few = "GB-COH-00000003", "identifiers_by_canonical", ofReferences
			}
			if scope.Organisation != "" {
				few = "it is one"
				if !has(4) {
					index = ""
				}
			}
			planned = append(planned, plannedList{fmt.Sprintf("Organisations %s, %+v", who, f), index, few, func() error {
				_, err := store.Organisations(t.Context(), scope, f, page)
				return err
			}})
		}
	}
	return planned
}

// plannedAssessments are all ways to narrow a list of assessments.
func plannedAssessments(t *testing.T, store *Store) (planned []plannedList) {
	t.Helper()
	for who, scope := range map[string]assessments.Scope{"a partner's": asActor, "an organisation's": asOwner, "of one, a partner's": asActor} {
		for _, ways := range combined(store, 8) {
			var f assessments.AssessmentFilter
			has := func(way int) bool { return ways&(1<<way) != 0 }
			index, prefix, page, few := "", "assessments", byID, ""
			switch {
			case strings.HasPrefix(who, "of one"):
				f.Organisation = assessmentstest.ID(1)
				index = "assessments_of_organisation"
			case scope.Partner != "":
				prefix = "partner_assessments"
			default:
				index = "assessments_of_organisation"
			}
			if has(7) {
				page = byNew
			}
			if has(0) {
				f.States, index = []assessments.AssessmentState{assessments.Open}, prefix+"_state"
			}
			if has(1) {
				f.States, index = []assessments.AssessmentState{assessments.Closed, assessments.Cancelled}, prefix+"_state"
			}
			if has(2) {
				f.Scope = instrument.ServiceScope
			}
			if has(3) {
				f.Instrument = "coproduction-ladder"
			}
			if has(4) {
				f.UpdatedSince, page = noon, byTime
				index = map[bool]string{true: prefix + "_state_updated", false: prefix + "_updated"}[len(f.States) > 0]
			}
			if has(5) {
				if len(f.States) == 1 {
					continue // what is open was not closed since
				}
				f.ClosedSince, page, index = noon, byTime, prefix+"_closed"
			}
			if has(6) {
				f.ExternalID, index, few = "our-1", prefix+"_external_id", ofReferences
			}
			planned = append(planned, plannedList{fmt.Sprintf("Assessments %s, %+v, newest first: %t", who, f, page.Newest), index, few, func() error {
				_, err := store.Assessments(t.Context(), scope, f, page)
				return err
			}})
		}
	}
	return planned
}

// plannedOfOne are lists of what belongs to one of something.
func plannedOfOne(t *testing.T, store *Store) (planned []plannedList) {
	t.Helper()
	ctx, id := t.Context(), assessmentstest.ID(1)
	add := func(name, index string, list func() error) {
		planned = append(planned, plannedList{name, index, "", list})
	}
	add("Accounts", "parties_by_role", func() error { _, err := store.Accounts(ctx, access.PartnerRole, byID); return err })
	for role, index := range map[access.Role]string{
		access.OrganisationRole: "keys_of_organisation", access.PartnerRole: "keys_of_party", access.FunderRole: "keys_of_party", access.OperatorRole: "keys_of_operator",
	} {
		principal := assessments.Principal{Role: role, ID: id}
		add("Keys of "+string(role), index, func() error { _, err := store.Keys(ctx, principal, byID); return err })
	}
	add("Grants", "grants_of_organisation", func() error { _, err := store.Grants(ctx, id, byID); return err })
	add("Invitations", "invitations_of_assessment", func() error { _, err := store.Invitations(ctx, id, byID); return err })
	add("Links", "result_links_of_assessment", func() error { _, err := store.Links(ctx, id, byID); return err })
	add("Notes", "", func() error { _, err := store.Notes(ctx, id, byID); return err })
	compared := store.Comparisons()
	add("Periods", "", func() error { _, err := compared.Periods(ctx, byID); return err })
	add("Programmes of a funder", "programmes_of_funder", func() error { _, err := compared.Programmes(ctx, id, byID); return err })
	add("Programmes of all", "", func() error { _, err := compared.Programmes(ctx, "", byID); return err })
	add("Shares", "shares_of_organisation", func() error { _, err := compared.Shares(ctx, id, byID); return err })
	add("NamedShares", "shares_with_programme", func() error { _, err := compared.NamedShares(ctx, id, noon, byID); return err })
	add("Entries", "", func() error { _, err := compared.Entries(ctx, 1, 20); return err })
	hooks := store.Webhooks()
	add("Webhooks", "webhooks_by_reader", func() error { _, err := hooks.Webhooks(ctx, aFeed, byID); return err })
	add("Deliveries", "", func() error { _, err := hooks.Deliveries(ctx, id, byID); return err })
	return planned
}

var aFeed = events.Feed{Role: access.PartnerRole, ID: assessmentstest.ID(8)}

func plannedEvents(t *testing.T, store *Store) (planned []plannedList) {
	t.Helper()
	for name, after := range map[string]events.Place{"from the beginning": {}, "after one": {ID: assessmentstest.ID(1)}, "since a time": {At: noon}} {
		planned = append(planned, plannedList{"Events " + name, "events_by_reader", "", func() error {
			_, err := store.Events().Events(t.Context(), aFeed, after, 20)
			return err
		}})
	}
	return append(planned, plannedList{"Waiting", "events_by_reader", "", func() error {
		_, err := store.Webhooks().Waiting(t.Context(), aFeed, 3, 20)
		return err
	}})
}

// plannedStanding is what a snapshot lists.
func plannedStanding(t *testing.T, store *Store) (planned []plannedList) {
	t.Helper()
	for role, kinds := range whatStands {
		for kind := range kinds {
			if kind == events.ARelease || kind == events.TheBenchmark {
				continue // there are a few for each programme and period
			}
			index, few := map[string]string{
				"operator organisation": "", "organisation organisation": "", "organisation grant": "grants_of_organisation", "organisation share": "shares_of_organisation",
				"organisation assessment": "assessments_of_organisation", "partner organisation": "", "partner assessment": "", "partner grant": "grants_by_partner",
				"funder named_result": "shares_with_programme",
			}[string(role)+" "+string(kind)], ""
			planned = append(planned, plannedList{fmt.Sprintf("Standing %s of %s", kind, role), index, few, func() error {
				_, err := store.Standing(t.Context(), events.Feed{Role: role, ID: assessmentstest.ID(1)}, kind, noon, access.Page{After: " " + assessmentstest.ID(1), Limit: 20})
				return err
			}})
		}
	}
	return planned
}

// Others that may be the same are found in indexes, in whatever name and however many
// are verified.
func TestAlikeOnesAreFoundInIndexes(t *testing.T) {
	t.Parallel()
	forBoth(t, func(t *testing.T, store *Store) {
		t.Helper()
		plans := ""
		store, said := listening(store)
		for _, query := range said.during(t, func() error {
			_, err := store.VerifiedLike(t.Context(), assessmentstest.FullOrganisation(1), []string{"GB-COH-00000003"}, 100)
			return err
		}) {
			plans += explained(t, store, query)
		}
		if through.MatchString(plans) || !strings.Contains(plans, "organisations_compared") || !regexp.MustCompile("identifiers_verified_once|identifiers_by_canonical").MatchString(plans) {
			t.Errorf("they are looked for so:\n%s", plans)
		}
	})
}

// listening is a view of the same database that says what it asks.
func listening(store *Store) (*Store, *heardQueries) {
	said := &heardQueries{Interface: logger.Discard}
	return &Store{database: store.database, view: view{db: store.db.Session(&gorm.Session{Logger: said})}}, said
}

// heardQueries are what was asked of a database.
type heardQueries struct {
	logger.Interface
	queries []string
}

// Trace implements [logger.Interface].
func (h *heardQueries) Trace(_ context.Context, _ time.Time, query func() (string, int64), _ error) {
	text, _ := query()
	h.queries = append(h.queries, text)
}

// during returns what a list asks.
func (h *heardQueries) during(t *testing.T, list func() error) []string {
	t.Helper()
	h.queries = nil
	if err := list(); err != nil {
		t.Fatal(err)
	}
	if len(h.queries) == 0 {
		t.Fatal("nothing was asked")
	}
	return h.queries
}

// indexesOnly has PostgreSQL do without an index and in no order only what it cannot do
// otherwise: of a few rows it would read all.
var indexesOnly = []string{"seqscan", "sort", "incremental_sort", "bitmapscan", "hashjoin", "mergejoin", "material", "hashagg"}

// explained returns how a database does what it is asked.
func explained(t *testing.T, store *Store, query string) (plan string) {
	t.Helper()
	err := store.read().WithContext(t.Context()).Transaction(func(db *gorm.DB) error {
		explain := "EXPLAIN QUERY PLAN "
		if db.Name() == "postgres" {
			explain = "EXPLAIN (COSTS off) "
			for _, way := range indexesOnly {
				if err := db.Exec("SET LOCAL enable_" + way + " = off").Error; err != nil {
					return err
				}
			}
		}
		rows, err := db.Raw(explain + query).Rows()
		if err != nil {
			return err
		}
		defer rows.Close()
		columns, err := rows.Columns()
		for rows.Next() && err == nil {
			cells := make([]any, len(columns))
			for i := range cells {
				cells[i] = new(any)
			}
			err = rows.Scan(cells...)
			plan += fmt.Sprintln(*cells[len(cells)-1].(*any))
		}
		return errors.Join(err, rows.Err())
	})
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

// analyse has a database count what there is, for its plans.
const analyse = "ANALYZE" //nolint:misspell // the databases spell it so
