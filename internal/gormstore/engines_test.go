package gormstore

import (
	"database/sql"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"

	"gorm.io/gorm"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/assessmentstest"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// asEngine has a PostgreSQL server say that it is another engine, and refuse what
// that does not know. It is as near as we get to one here.
func asEngine(t *testing.T, version string) (address string) {
	t.Helper()
	address = databasetest.EmptyPostgres(t)
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	databasetest.Alter(t, address,
		"CREATE SCHEMA another",
		"CREATE FUNCTION another.version() RETURNS text LANGUAGE sql AS $$ SELECT '"+version+"' $$",
		"CREATE FUNCTION another.pg_advisory_xact_lock(bigint) RETURNS void LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no advisory locks'; END $$",
		"CREATE FUNCTION another.pg_try_advisory_lock(bigint) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no advisory locks'; END $$",
		"ALTER DATABASE "+strings.Trim(u.Path, "/")+" SET search_path = public, another, pg_catalog",
	)
	return address
}

const (
	cockroach = "CockroachDB CCL v23.1.11 (x86_64-pc-linux-gnu, built 2023/09/27, go1.19.10)"
	yugabyte  = "PostgreSQL 15.2-YB-2025.1.0.0-b0 on x86_64-pc-linux-gnu"
)

func TestWhichEnginesSpreadRows(t *testing.T) {
	t.Parallel()
	for version, want := range map[string]bool{
		cockroach: true, yugabyte: true, "": false,
		"PostgreSQL 15.14 (Debian 15.14-0+deb12u1) on x86_64-pc-linux-gnu": false,
	} {
		if spreads(version) != want {
			t.Errorf("%s: %v, want %v", version, !want, want)
		}
	}
}

// Whoever runs the service is told before anybody answers.
func TestAnEngineThatKeepsOldVersionsIsRefused(t *testing.T) {
	t.Parallel()
	openBad(t, asEngine(t, cockroach), "keeps old versions")
	openBad(t, asEngine(t, yugabyte)+"&old_versions=perhaps", "keeps old versions")
}

func openAccepting(t *testing.T, address string) *Store {
	t.Helper()
	return openAt(t, address+"&old_versions=accept")
}

func TestTheLayoutNeedsNothingThatEnginesDoNotKnow(t *testing.T) {
	t.Parallel()
	address := asEngine(t, yugabyte)
	store := openAccepting(t, address)
	var statements, unlogged int64
	err := store.read().Raw("SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal AND (tgtype & 1 = 0 OR tgtype & 32 > 0)").Scan(&statements).Error
	if err == nil {
		err = store.read().Raw("SELECT count(*) FROM pg_class WHERE relpersistence <> 'p' AND relnamespace = 'public'::regnamespace").Scan(&unlogged).Error
	}
	if err != nil || statements > 0 || unlogged > 0 {
		t.Errorf("%d triggers for a statement or TRUNCATE, and %d tables that are not kept (%v)", statements, unlogged, err)
	}
	openAccepting(t, address) // again, and beside it
}

// An assessment is closed there as anywhere, and nothing says that its answers are
// gone for good.
func TestOnSuchAnEngineNothingIsSaidToBeWiped(t *testing.T) {
	t.Parallel()
	store := openAccepting(t, asEngine(t, yugabyte))
	service := assessmentstest.Service(t, store, 1)
	a := assessmentstest.OpenAssessment(t, service)
	for range 5 {
		assessmentstest.Enter(t, service, a, scoring.Lived, assessments.Submitted, assessmentstest.Answers(service, a, "2"))
	}
	closed, err := service.CloseAssessment(t.Context(), assessmentstest.Owner(a.Organisation), a.ID)
	if err != nil || !closed.WipingOwed() {
		t.Errorf("closed: %+v (%v), want it owed that it is wiped", closed, err)
	}
	checkClosed(t, service, a, 5)
	if owed, err := howMany[owedWipe](t.Context(), store.read(), "true"); err != nil || owed != 1 {
		t.Errorf("%d wipes are owed (%v), want one", owed, err)
	}
}

// What was published never changes there, either. TRUNCATE is nobody's there but
// the owner's of the tables.
func TestWhatStandsStandsOnSuchAnEngine(t *testing.T) {
	t.Parallel()
	store := openAccepting(t, asEngine(t, yugabyte))
	releasePeriod(t, store)
	for table, column := range unchanging {
		for _, statement := range changeColumn("postgres", table, column) {
			if strings.HasPrefix(statement, "TRUNCATE") {
				continue
			}
			if err := store.write(t.Context(), func(tx *gorm.DB) error { return tx.Exec(statement).Error }); err == nil {
				t.Errorf("%s went through", statement)
			}
		}
	}
}

// Two that tell at once come one after the other, without advisory locks.
func TestOnSuchAnEngineThoseWhoTellTakeTurns(t *testing.T) {
	t.Parallel()
	address := asEngine(t, yugabyte)
	one, other := openAccepting(t, address), openAccepting(t, address)
	turns := make(chan *Store, 2)
	turns <- one
	turns <- other
	var inside atomic.Int64
	runAtOnce(t, 2, func() error {
		store := <-turns
		for range 20 {
			err := store.writeAt(t.Context(), sql.LevelRepeatableRead, func(tx *gorm.DB) error {
				if err := store.takeTurn(tx, nil); err != nil {
					return err
				}
				if inside.Add(1) != 1 {
					t.Error("two have their turn")
				}
				err := tx.Exec("SELECT 1").Error
				inside.Add(-1)
				return err
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
}
