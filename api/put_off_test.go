package api_test

import (
	"net/http"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/internal/apitest"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// requirePutOff holds that somebody is told to try again, and when.
func requirePutOff(t *testing.T, what string, got *apitest.Response) {
	t.Helper()
	if got.Status != http.StatusServiceUnavailable {
		t.Errorf("%s: %d, want 503: %s", what, got.Status, got.Body)
		return
	}
	requireProblem(t, got, http.StatusServiceUnavailable)
	if seconds, err := strconv.Atoi(got.Header.Get("Retry-After")); err != nil || seconds < 1 {
		t.Errorf("%s: Retry-After is %q", what, got.Header.Get("Retry-After"))
	}
}

// asksItsStore has /readyz ask the store.
func asksItsStore(o *served) { o.Ready = o.Service.Store.Ready }

// requests makes the request of every row, for somebody who may.
func (w *world) requests(t *testing.T) []*http.Request {
	t.Helper()
	all := make([]*http.Request, len(matrix))
	for i, r := range matrix {
		all[i] = w.request(t, r, r.somebody(t))
	}
	return all
}

func TestEveryCallIsPutOffWhileThereIsNoServer(t *testing.T) {
	t.Parallel()
	line := databasetest.NewLine(t, newServed(t))
	w := newWorld(t, line.Address, asksItsStore)
	requests := w.requests(t)
	line.Close()
	for i, r := range matrix {
		who := r.somebody(t)
		got := w.as(t, who).Do(requests[i])
		if who != anybody && r.path() != "/livez" || r.path() == "/readyz" || got.Status >= http.StatusInternalServerError {
			requirePutOff(t, r.route, got)
		}
	}
	line.Open()
	w.wait(time.Second) // for another trial
	for _, r := range matrix {
		if who := r.somebody(t); r.method() == http.MethodGet {
			if got := w.as(t, who).Do(w.request(t, r, who)); got.Status != r.status(t, who) {
				t.Errorf("with the server back: %s: %d: %s", r.route, got.Status, got.Body)
			}
		}
	}
}

// The others only read, and go on.
func TestEveryWriteIsPutOffWhileAnotherProgramHoldsTheFile(t *testing.T) {
	t.Parallel()
	address := newFile(t)
	w := newWorld(t, address, asksItsStore)
	requests := w.requests(t)
	letGo := databasetest.Hold(t, address)
	defer letGo()
	reading := []string{"POST /v1/scores", "POST /v1/invitations/look"}
	told := []string{"/v1/programmes/{id}/named", "/v1/programmes/{id}/releases/{period}"} // that somebody read it is written down
	for i, r := range matrix {
		who := r.somebody(t)
		got := w.as(t, who).Do(requests[i])
		writes := r.method() != http.MethodGet && !slices.Contains(reading, r.route) || slices.Contains(told, r.path())
		switch {
		case writes || r.path() == "/readyz":
			requirePutOff(t, r.route, got)
		case got.Status != r.status(t, who):
			t.Errorf("%s: %d, want %d: %s", r.route, got.Status, r.status(t, who), got.Body)
		}
	}
}

// passing are the conditions of PostgreSQL that end by themselves, or when whoever
// runs it has done something, one of each kind and those that are met most. See
// https://www.postgresql.org/docs/current/errcodes-appendix.html
var passing = []string{
	"08000", "08003", "08006", // the connection
	"25006",          // it only reads, after a failover
	"25P03",          // idle for too long
	"40001", "40P01", // in each other's way
	"53000", "53100", "53200", "53300", "53400", // no room, no memory, no places
	"55006", "55P03", // in use, locked
	"57014",                            // cancelled, or too long
	"57P01", "57P02", "57P03", "57P05", // it stops, has crashed, starts
	"58000", "58030", // its system
}

// raising has the server fail with a condition, whenever somebody registers or
// shows a key.
var raising = []string{
	"CREATE TABLE condition (code text)",
	`CREATE FUNCTION fails() RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$ DECLARE found text; BEGIN
		SELECT code INTO found FROM condition;
		IF found IS NOT NULL THEN RAISE EXCEPTION 'made for a test' USING ERRCODE = found; END IF;
		RETURN false;
	END $$`,
	"CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM fails(); RETURN NEW; END $$",
	"CREATE TRIGGER failing BEFORE INSERT ON organisations FOR EACH ROW EXECUTE FUNCTION fail()",
	"ALTER TABLE keys RENAME TO kept_keys",
	"CREATE VIEW keys AS SELECT * FROM kept_keys WHERE NOT fails()",
}

func TestEveryPassingConditionOfAServerIsPutOff(t *testing.T) {
	t.Parallel()
	address := newServed(t)
	w := newWorld(t, address)
	databasetest.Alter(t, address, raising...)
	register := []byte(`{"name":"Hilltop Club"}`)
	for _, code := range passing {
		databasetest.Alter(t, address, "DELETE FROM condition", "INSERT INTO condition VALUES ('"+code+"')")
		requirePutOff(t, "a write on "+code, w.as(t, anybody).Post("/v1/organisations", register))
		requirePutOff(t, "a read on "+code, w.as(t, owner).Get("/v1/me"))
	}
	databasetest.Alter(t, address, "DELETE FROM condition", "INSERT INTO condition VALUES ('22012')") // a mistake of ours
	requireProblem(t, w.as(t, anybody).Post("/v1/organisations", register), http.StatusInternalServerError)
	databasetest.Alter(t, address, "DELETE FROM condition")
	requireStatus(t, w.as(t, anybody).Post("/v1/organisations", register), http.StatusCreated)
	requireStatus(t, w.as(t, owner).Get("/v1/me"), http.StatusOK)
}
