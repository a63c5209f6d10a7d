package api_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/api"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/release"
	"github.com/sevenrungs/sevenrungs/internal/apitest"
)

const aDay = 24 * time.Hour

// askForPeriod asks for a period by days from now.
func (w *world) askForPeriod(t testing.TB, name string, opens, closes, freeze int) *apitest.Response {
	t.Helper()
	at := func(days int) time.Time { return w.service.Now().Add(time.Duration(days) * aDay) }
	body, err := json.Marshal(api.PeriodRequest{Period: name, OpensAt: at(opens), ClosesAt: at(closes), FreezeAt: at(freeze)})
	if err != nil {
		t.Fatal(err)
	}
	return w.as(t, operator).Post("/v1/periods", body)
}

// Property 13: three periods that overlap spent ε three times within a minute.
func TestProperty13PeriodsThatOverlapOrFreezeTooSoonAreRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	w.settle(t)
	requireStatus(t, w.askForPeriod(t, "first", 0, 365, 370), http.StatusCreated)
	for _, tc := range []struct {
		name                  string
		opens, closes, freeze int
		pointers              string
	}{
		{"the same", 0, 365, 370, "/opens_at /freeze_at"},
		{"within", 100, 200, 700, "/opens_at"},
		{"around", -10, 400, 700, "/opens_at /opens_at"}, // the scene has a period before
		{"into its end", 364, 600, 700, "/opens_at"},
		{"into its beginning", -20, 1, 29, "/opens_at /freeze_at /opens_at"},
		{"frozen a day later", 365, 366, 371, "/freeze_at"},
		{"frozen a day too soon", 365, 600, 699, "/freeze_at"},
	} {
		got := requireProblem(t, w.askForPeriod(t, "second", tc.opens, tc.closes, tc.freeze), http.StatusUnprocessableEntity)
		var pointers []string
		for _, e := range got.Errors {
			pointers = append(pointers, e.Pointer)
		}
		if strings.Join(pointers, " ") != tc.pointers {
			t.Errorf("%s: %+v", tc.name, got.Errors)
		}
	}
	requireStatus(t, w.askForPeriod(t, "second", 365, 600, 700), http.StatusCreated)
}

// A late freeze moves the next one, and is all that the ledger allows for 330 days.
func TestProperty13ALateFreezeMovesTheNext(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	w.settle(t)
	began := w.service.Now()
	for i, name := range []string{"first", "second", "third", "later"} {
		opens := 365 * i
		if name == "later" {
			opens = 3000
		}
		requireStatus(t, w.askForPeriod(t, name, opens, opens+365, opens+365), http.StatusCreated)
	}
	w.wait((365 + 300) * aDay)
	freeze := func(name string) *apitest.Response {
		return w.as(t, operator).Post("/v1/periods/"+name+"/freeze", nil)
	}
	requireStatus(t, freeze("first"), http.StatusOK) // 300 days late
	for name, want := range map[string]int{"second": 365 + 300 + 330, "third": 365 + 300 + 2*330, "later": 3365} {
		var p api.Period
		requireStatus(t, w.as(t, operator).Get("/v1/periods/"+name), http.StatusOK).Decode(&p)
		if got := p.FreezeAt.Sub(began); got != time.Duration(want)*aDay {
			t.Errorf("%s is to be frozen after %v, want %d days", name, got, want)
		}
	}
	w.wait(329 * aDay)
	w.settle(t)
	requireProblem(t, freeze("second"), http.StatusConflict)
	w.wait(aDay)
	requireStatus(t, freeze("second"), http.StatusOK)
	audit, err := w.comparing.Audit(t.Context())
	if err != nil || len(audit.Faults) > 0 {
		t.Errorf("the audit finds %v %v", audit.Faults, err)
	}
}

// Periods of a database from before may overlap, or be due at once. Only one of
// them is ever frozen, by request or by itself, and the audit says what is wrong.
func TestProperty13PeriodsFromBeforeAreNotFrozenTogether(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		w := newWorld(t, address)
		w.settle(t)
		w.wait(compared)
		first, second, third := w.overPeriod(t), w.overPeriod(t), w.overPeriod(t)
		requireStatus(t, w.as(t, operator).Post("/v1/periods/"+first+"/freeze", nil), http.StatusOK)
		requireProblem(t, w.as(t, operator).Post("/v1/periods/"+second+"/freeze", nil), http.StatusConflict)
		w.settle(t)
		w.wait(3 * compared)
		w.settle(t)
		if got := requireProblem(t, w.as(t, operator).Post("/v1/periods/"+second+"/freeze", nil), http.StatusConflict); !strings.Contains(got.Detail, "overlaps") {
			t.Errorf("a second one, years later: %s", got.Detail)
		}
		for _, name := range []string{second, third} {
			if p, err := w.comparing.Period(t.Context(), name); err != nil || !p.FrozenAt.IsZero() {
				t.Errorf("%s: %+v, %v", name, p, err)
			}
		}
		audit, err := w.comparing.Audit(t.Context())
		if err != nil || len(audit.Faults) != 3 { // three pairs
			t.Errorf("the audit finds %v %v", audit.Faults, err)
		}
	})
}

// Three programmes of one funder around one member brought its index within 5
// points 62% of the time.
func TestOneFunderHasOneProgrammeAroundAnOrganisation(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	w.settle(t)
	requireStatus(t, w.askForPeriod(t, period, 0, 365, 365), http.StatusCreated)
	requireStatus(t, w.askForPeriod(t, next, 365, 730, 730), http.StatusCreated)
	home := w.createOrganisation(t)
	own := w.client.In(t).As(home.Key.Secret.Reveal())
	var funders []string
	for range 3 {
		_, id := w.createAccount(t, access.FunderRole)
		funders = append(funders, id)
	}
	join := func(funder string, periods ...string) (int, string) {
		programme := w.programme(t, funder, periods...)
		got := askToShare(own, home.ID, release.InProgramme, programme.JoinCode)
		return got.Status, string(got.Body)
	}
	for i, tc := range []struct {
		funder  string
		periods []string
		want    int
		says    string
	}{
		{funders[0], []string{period}, http.StatusCreated, ""},
		{funders[0], []string{period}, http.StatusConflict, "another programme of this funder in 2026"},
		{funders[0], []string{next, period}, http.StatusConflict, "another programme of this funder in 2026"},
		{funders[0], []string{next}, http.StatusCreated, ""},
		{funders[1], []string{period}, http.StatusCreated, ""},
		{funders[2], []string{period}, http.StatusConflict, "2 programmes in 2026, which is the most"},
		{funders[2], []string{next}, http.StatusCreated, ""},
	} {
		if status, body := join(tc.funder, tc.periods...); status != tc.want || !strings.Contains(body, tc.says) {
			t.Errorf("%d: %d %s", i, status, body)
		}
	}
}

// What was agreed to before the rule counts in the first declared of a funder's
// programmes alone, whatever order it was joined in.
func TestAMemberOfTwoProgrammesOfAFunderCountsInOne(t *testing.T) {
	t.Parallel()
	f := newField(t, newFile(t))
	f.agreeToAll(t, f.programmes[nobodyIn])
	f.agreeToAll(t, f.programmes[single])
	f.freeze(t)
	var released []string
	for _, name := range []string{whole, nobodyIn, single} {
		if _, err := release.Parse(f.release(t, name).Body); err == nil {
			released = append(released, name)
		}
	}
	if len(released) != 1 {
		t.Errorf("the same 20 count in %v", released)
	}
}

// agreeToAll lets those in the whole into another programme of its funder, as no
// call would.
func (f *field) agreeToAll(t *testing.T, p comparisons.Programme) {
	t.Helper()
	err := f.comparing.Store.Write(t.Context(), func(tx comparisons.Tx) error {
		for i := range f.members[:20] {
			share := comparisons.Share{
				ID: f.service.NewID(), Organisation: f.members[i].id, Purpose: release.InProgramme, Programme: p.ID, Funder: p.Funder,
				TextVersion: comparisons.ConsentVersion, GrantedAt: f.service.Now(),
			}
			if err := tx.AddShare(t.Context(), share); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
