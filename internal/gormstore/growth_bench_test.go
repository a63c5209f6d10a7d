package gormstore

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/assessmentstest"
	"github.com/sevenrungs/sevenrungs/assessments/events"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// What BenchmarkGrowth fills a database with: so many organisations, each with an
// identifier, a grant to one partner, an assessment, and an event that the partner is told.
// @n is the number of one, @d the same in 12 digits, and @id makes an id of it.
var grown = []string{
	`INSERT INTO organisations (id, name, name_folded, name_compared, country, region, sector, external_id, verification, verification_note, controller_id, created_at, updated_at, revision, contact)
		SELECT @id, 'Club ' || @d, 'club ' || @d, 'club ' || @d, '', '', '', 'crm-' || @d, CASE @n % 3 WHEN 0 THEN 'rejected' ELSE 'unverified' END, '', @id, 0, 1000 * @n, 1, '' @from`,
	`INSERT INTO organisation_identifiers (organisation_id, position, given, canonical, list, verified) SELECT @id, 0, 'GB-COH-' || @d, 'GB-COH-' || @d, 'GB-COH', @no @from`,
	`INSERT INTO grants (id, organisation_id, partner_id, created_at, made_by) SELECT @id, @id, '` + actingPartner + `', 0, 'organisation' @from`,
	`INSERT INTO partner_organisations SELECT '` + actingPartner + `', id, 9223372036854775807, updated_at, verification, external_id FROM organisations WHERE id <> '` + firstOne + `'`,
	`INSERT INTO assessments (` + assessmentColumns + `) SELECT @id, @id, a.instrument, a.version, a.title, a.scope, a.target, a.answering_lived, a.answering_learnt,
		a.minimum_lived, a.minimum_learnt, 'crm-' || @d, CASE @n % 3 WHEN 0 THEN 'closed' ELSE 'open' END, NULL,
		CASE @n % 3 WHEN 0 THEN 1000 * @n END, CASE @n % 3 WHEN 0 THEN 1000 * @n END, @no, 0, 1000 * @n, 1,
		a.made_by, a.partner_id, a.partner_name, a.grant_id @from, (SELECT * FROM assessments WHERE id = '` + firstOne + `') AS a`,
	`INSERT INTO partner_assessments SELECT '` + actingPartner + `', id, organisation_id, 9223372036854775807, updated_at, closed_at, state, scope, instrument, external_id
		FROM assessments WHERE id <> '` + firstOne + `'`,
	`INSERT INTO events (reader_role, reader_id, id, type, happened_at, organisation_id, subject_kind, subject_id, subject_of)
		SELECT 'partner', '` + actingPartner + `', @id, 'organisation.changed', 1000 * @n, @id, 'organisation', @id, '' @from`,
}

const (
	actingPartner = "01900000-0000-7000-8000-999999999998"
	firstOne      = "01900000-0000-7000-8000-999999999999" // is there before, to copy from
)

// sayings are how each database says what differs between them.
var sayings = map[string]*strings.Replacer{
	"sqlite": strings.NewReplacer("@id", "'01900000-0000-7000-8000-' || printf('%012d', value)", "@d", "printf('%012d', value)", "@no", "0", "@n", "value",
		"@from", "FROM (WITH RECURSIVE s (value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM s WHERE value < @many) SELECT value FROM s) AS numbers"),
	"postgres": strings.NewReplacer("@id", "'01900000-0000-7000-8000-' || lpad(value::text, 12, '0')", "@d", "lpad(value::text, 12, '0')", "@no", "FALSE", "@n", "value",
		"@from", "FROM generate_series(1, @many) AS value"),
}

// A grownList is a list, narrowed in some way.
type grownList struct {
	name  string
	each  int // of how many things it has one
	one   bool
	walks bool // it goes through all, and is only measured
	read  func(ctx context.Context, store *Store, page access.Page, n int) (found int, err error)
	time  bool // it goes by times
}

// after is where a list goes on behind the nth thing.
func (l *grownList) after(n int) string {
	switch {
	case n == 0:
		return ""
	case l.time:
		return access.Place(time.UnixMilli(1000*int64(n)), assessmentstest.ID(n))
	}
	return assessmentstest.ID(n)
}

func grownLists() []grownList {
	var (
		operator = assessments.Scope{All: true}
		partner  = assessments.Scope{Partner: actingPartner, At: noon}
		ever     = time.UnixMilli(1)
		feed     = events.Feed{Role: access.PartnerRole, ID: actingPartner}
	)
	ofOrganisations := func(scope assessments.Scope, filter func(n int) assessments.OrganisationFilter) func(context.Context, *Store, access.Page, int) (int, error) {
		return func(ctx context.Context, store *Store, page access.Page, n int) (int, error) {
			found, err := store.Organisations(ctx, scope, filter(n), page)
			return len(found), err
		}
	}
	ofAssessments := func(filter assessments.AssessmentFilter) func(context.Context, *Store, access.Page, int) (int, error) {
		return func(ctx context.Context, store *Store, page access.Page, _ int) (int, error) {
			found, err := store.Assessments(ctx, partner, filter, page)
			return len(found), err
		}
	}
	digits := func(n int) string { return assessmentstest.ID(n)[24:] }
	var lists []grownList
	for who, scope := range map[string]assessments.Scope{"operator": operator, "partner": partner} {
		for name, l := range map[string]grownList{
			"organisations": {each: 1, read: ofOrganisations(scope, func(int) (f assessments.OrganisationFilter) { return f })},
			"organisations, updated_since": {each: 1, time: true, read: ofOrganisations(scope, func(int) assessments.OrganisationFilter {
				return assessments.OrganisationFilter{UpdatedSince: ever}
			})},
			"organisations, verification": {each: 3, read: ofOrganisations(scope, func(int) assessments.OrganisationFilter {
				return assessments.OrganisationFilter{Verification: assessments.Rejected}
			})},
			"organisations, verification and updated_since": {each: 3, time: true, read: ofOrganisations(scope, func(int) assessments.OrganisationFilter {
				return assessments.OrganisationFilter{Verification: assessments.Rejected, UpdatedSince: ever}
			})},
			"organisations, external_id": {each: 1, one: true, read: ofOrganisations(scope, func(n int) assessments.OrganisationFilter {
				return assessments.OrganisationFilter{ExternalID: "crm-" + digits(n)}
			})},
			"organisations, identifier": {each: 1, one: true, read: ofOrganisations(scope, func(n int) assessments.OrganisationFilter {
				return assessments.OrganisationFilter{Identifier: "GB-COH-" + digits(n)}
			})},
			"organisations, a name that many have": {each: 1, read: ofOrganisations(scope, func(int) assessments.OrganisationFilter {
				return assessments.OrganisationFilter{Named: "club"}
			})},
			"organisations, a name that one has": {each: 1, one: true, walks: true, read: ofOrganisations(scope, func(n int) assessments.OrganisationFilter {
				return assessments.OrganisationFilter{Named: digits(n)}
			})},
		} {
			l.name = who + ": " + name
			lists = append(lists, l)
		}
	}
	return append(lists,
		grownList{name: "partner: assessments", each: 1, read: ofAssessments(assessments.AssessmentFilter{})},
		grownList{name: "partner: assessments, state", each: 3, read: ofAssessments(assessments.AssessmentFilter{States: []assessments.AssessmentState{assessments.Closed}})},
		grownList{name: "partner: assessments, two states", each: 1, read: ofAssessments(assessments.AssessmentFilter{States: []assessments.AssessmentState{assessments.Closed, assessments.Open}})},
		grownList{name: "partner: assessments, updated_since", each: 1, time: true, read: ofAssessments(assessments.AssessmentFilter{UpdatedSince: ever})},
		grownList{name: "partner: assessments, state and updated_since", each: 3, time: true, read: ofAssessments(assessments.AssessmentFilter{
			UpdatedSince: ever, States: []assessments.AssessmentState{assessments.Closed},
		})},
		grownList{name: "partner: results, closed_since", each: 3, time: true, read: ofAssessments(assessments.AssessmentFilter{ClosedSince: ever})},
		grownList{name: "partner: events", each: 1, read: func(ctx context.Context, store *Store, page access.Page, _ int) (int, error) {
			found, err := store.Events().Events(ctx, feed, events.Place{ID: page.After}, page.Limit)
			return len(found), err
		}},
	)
}

// BenchmarkGrowth reads the first and the thousandth page of each list, with 1,000
// organisations and with 1,000,000. All take turns, and the fastest turn of each counts. It
// prints a table, and fails when a thousandth page takes more than 1.3 times as long as the
// first, or a page among 1,000,000 more than 1.5 times as long as one among 1,000.
//
//	go test -run '^$' -bench Growth -benchtime 1x -timeout 30m ./internal/gormstore
func BenchmarkGrowth(b *testing.B) {
	const few, many = 1000, 1_000_000
	for kind, database := range map[string]func(testing.TB, databasetest.Migrate) string{"SQLite": databasetest.SQLite, "PostgreSQL": databasetest.Postgres} {
		b.Run(kind, func(b *testing.B) {
			small, large := grownTo(b, database(b, migrateAt), few), grownTo(b, database(b, migrateAt), many)
			fmt.Fprintln(os.Stdout, "\n| on "+kind+" | first page among 1,000 (µs) | first among 1,000,000 | thousandth | 1,000,000 : 1,000 | thousandth : first |\n|---|---:|---:|---:|---:|---:|")
			for b.Loop() {
				for _, l := range grownLists() {
					l.compare(b, small, large)
				}
			}
			b.ReportMetric(0, "ns/op")
		})
	}
}

// compare prints a line of the table. The log of a benchmark is cut off after a few.
func (l *grownList) compare(b *testing.B, small, large *Store) {
	b.Helper()
	const mostSlower, mostGrown = 1.3, 1.5
	thousandth := 999 * access.MaxPage * l.each
	turns := 60
	if l.walks {
		turns = 3
	}
	var fastest [3]time.Duration
	for range turns {
		for i, page := range []struct {
			store    *Store
			after, n int
		}{{small, 0, 500}, {large, 0, 500_000}, {large, thousandth, 999_000}} {
			took := l.reads(b, page.store, page.after, page.n)
			if fastest[i] == 0 || took < fastest[i] {
				fastest[i] = took
			}
		}
	}
	grew := float64(max(fastest[1], fastest[2])) / float64(fastest[0])
	further := float64(fastest[2]) / float64(fastest[1])
	fmt.Fprintf(os.Stdout, "| %s | %d | %d | %d | %.2f | %.2f |\n", l.name, fastest[0].Microseconds(), fastest[1].Microseconds(), fastest[2].Microseconds(), grew, further)
	if !l.walks && (grew > mostGrown || further > mostSlower) {
		b.Errorf("%s grows by %.2f and by %.2f, want %.1f and %.1f at most", l.name, grew, further, mostGrown, mostSlower)
	}
}

// reads returns what the page behind some takes. A list of one thing asks for the nth.
func (l *grownList) reads(b testing.TB, store *Store, behind, n int) time.Duration {
	b.Helper()
	page, want := access.Page{After: l.after(behind), Limit: access.MaxPage}, access.MaxPage
	if l.one {
		page.After, want = "", 1
	}
	start := time.Now()
	found, err := l.read(b.Context(), store, page, n)
	took := time.Since(start)
	if err != nil || found != want {
		b.Fatalf("%s: %d found, want %d (%v)", l.name, found, want, err)
	}
	return took
}

// What is measured can be read, also while nobody measures.
func TestTheListsThatAreMeasured(t *testing.T) {
	t.Parallel()
	databasetest.OnBoth(t, migrateAt, func(t *testing.T, address string) {
		store := grownTo(t, address, 1000)
		for _, l := range grownLists() {
			l.reads(t, store, 500, 500)
		}
	})
}

// grownTo fills a database. SQLite gets no counts for its plans: the service never has it
// gather any.
func grownTo(b testing.TB, address string, many int) *Store {
	b.Helper()
	store, err := Open(b.Context(), address, slog.New(slog.DiscardHandler))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := store.Close(); err != nil {
			b.Error(err)
		}
	})
	organisation := assessmentstest.Organisation(1)
	organisation.ID, organisation.Verification.Controller = firstOne, firstOne
	a, partner := assessmentstest.Assessment(1, firstOne), assessmentstest.Partner(1)
	a.ID, partner.ID = firstOne, actingPartner
	assessmentstest.Add(b, store, organisation, a, partner)
	says := sayings[store.read().Name()]
	for _, statement := range grown {
		databasetest.Alter(b, address, strings.ReplaceAll(says.Replace(statement), "@many", strconv.Itoa(many)))
	}
	if store.read().Name() == "postgres" {
		databasetest.Alter(b, address, analyse)
	}
	return store
}
