package gormstore

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/assessmentstest"
)

// What narrows a list is found in an index, however much there is: no plan goes through
// a whole table. A part of a name is in no index. The list then goes through what the
// caller may see, until its page is full.
func TestWhatNarrowsAListIsFoundInAnIndex(t *testing.T) {
	t.Parallel()
	all, page := assessments.Scope{All: true}, access.Page{Limit: 20}
	own := assessments.Scope{Organisation: assessmentstest.ID(1), At: noon}
	late := access.Page{After: access.Place(noon, assessmentstest.ID(1)), Limit: 20}
	forBoth(t, func(t *testing.T, store *Store) {
		t.Helper()
		fillForPlans(t, store)
		lists := map[string]func() error{}
		ofOrganisations := func(index string, filter assessments.OrganisationFilter, page access.Page) {
			lists[index] = func() error { _, err := store.Organisations(t.Context(), all, filter, page); return err }
		}
		ofOrganisations("organisations_external_id", assessments.OrganisationFilter{ExternalID: "our-3"}, page)
		ofOrganisations("identifiers_by_canonical", assessments.OrganisationFilter{Identifier: "GB-COH-00000003"}, page)
		ofOrganisations("organisations_by_verification", assessments.OrganisationFilter{Verification: assessments.Rejected}, page)
		ofOrganisations("organisations_updated", assessments.OrganisationFilter{UpdatedSince: noon.Add(time.Hour)}, late)
		ofAssessments := func(index string, scope assessments.Scope, filter assessments.AssessmentFilter, page access.Page) {
			lists[index] = func() error { _, err := store.Assessments(t.Context(), scope, filter, page); return err }
		}
		ofAssessments("assessments_closed", own, assessments.AssessmentFilter{ClosedSince: noon, States: []assessments.AssessmentState{assessments.Closed}}, late)
		ofAssessments("assessments_updated", own, assessments.AssessmentFilter{UpdatedSince: noon.Add(time.Hour)}, late)
		for index, list := range lists {
			if plan := planOf(t, store, list); !strings.Contains(plan, index) || scansAll.MatchString(plan) {
				t.Errorf("%s is not what is used:\n%s", index, plan)
			}
		}
	})
}

// scansAll is in a plan that goes through a table.
var scansAll = regexp.MustCompile(`SCAN (organisations|assessments|organisation_identifiers)\b|Seq Scan on`)

// planOf returns how a database does what a list asks it.
func planOf(t *testing.T, store *Store, list func() error) (plan string) {
	t.Helper()
	var asked []string
	db := store.db
	name := "plans"
	seen := func(tx *gorm.DB) {
		asked = append(asked, tx.Explain(tx.Statement.SQL.String(), tx.Statement.Vars...))
	}
	if err := db.Callback().Query().After("gorm:query").Register(name, seen); err != nil {
		t.Fatal(err)
	}
	err := list()
	if removed := db.Callback().Query().Remove(name); err != nil || removed != nil {
		t.Fatal(err, removed)
	}
	for _, query := range asked[:1] { // the list itself, before what hangs on it
		explain := "EXPLAIN QUERY PLAN "
		if db.Name() == "postgres" {
			explain = "EXPLAIN "
		}
		rows, err := db.Raw(explain + query).Rows()
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		columns, err := rows.Columns()
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			cells := make([]any, len(columns))
			for i := range cells {
				cells[i] = new(any)
			}
			if err := rows.Scan(cells...); err != nil {
				t.Fatal(err)
			}
			plan += fmt.Sprintln(*cells[len(cells)-1].(*any))
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
	}
	return plan
}

// analyse has a database count what there is, for its plans.
const analyse = "ANALYZE" //nolint:misspell // the databases spell it so

// fillForPlans adds so much that it is worth an index.
func fillForPlans(t *testing.T, store *Store) {
	t.Helper()
	err := store.Write(t.Context(), func(tx assessments.Tx) error {
		for n := 1; n <= 400; n++ {
			o := assessmentstest.FullOrganisation(n)
			o.Verification.State, o.UpdatedAt = assessments.Unverified, noon.Add(time.Duration(n)*time.Minute)
			if err := tx.AddOrganisation(t.Context(), o); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	service := assessmentstest.Service(t, store, 1)
	first := assessmentstest.OpenAssessment(t, service)
	err = store.Write(t.Context(), func(tx assessments.Tx) error {
		for n := 1; n <= 3000; n++ {
			a := first
			a.ID, a.Organisation, a.ExternalID = assessmentstest.ID(10_000+n), assessmentstest.ID(1+n%4), fmt.Sprintf("our-%d", n)
			a.State, a.ClosedAt, a.UpdatedAt = assessments.Closed, noon.Add(time.Duration(n)*time.Minute), noon.Add(time.Duration(n)*time.Minute)
			if err := tx.AddAssessment(t.Context(), a); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if store.read().Name() == "postgres" {
		gather := func(tx *gorm.DB) error {
			return tx.Exec(analyse + " organisations, assessments, organisation_identifiers").Error
		}
		if err := store.write(t.Context(), gather); err != nil {
			t.Fatal(err)
		}
	}
}
