package comparisonstest

import (
	"fmt"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/assessmentstest"
	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

var ofPeriods = tests{
	"periods read back, by name and by when they freeze":         periodsReadBack,
	"a period is frozen once":                                    frozenOnce,
	"a freeze is put off, until it was":                          movedUntilFrozen,
	"programmes read back, each funder its own, open or not":     programmesReadBack,
	"a programme needs a funder, periods and a code of its own":  programmeRefused,
	"readiness is worked out once, for the programmes there are": forecastOnce,
}

// Period returns a period that waits for its freeze n hours after noon.
func Period(name string, n int) comparisons.Period {
	return comparisons.Period{Name: name, OpensAt: noon, ClosesAt: noon.Add(time.Minute), FreezeAt: noon.Add(time.Duration(n) * time.Hour)}
}

// Programme returns a programme of a funder's that says as little as may be, with the
// nth id and code.
func Programme(n int, funder string, periods ...string) comparisons.Programme {
	return comparisons.Programme{
		ID: nth(n), Funder: funder, Name: fmt.Sprintf("Programme %d", n), Scope: instrument.ServiceScope, Instrument: instrumentID, Series: "coproduction-ladder-1",
		Periods: periods, JoinCode: fmt.Sprintf("0000-0000-%04d", n), DeclaredAt: noon, Open: true,
	}
}

// freeze freezes a period n hours after noon.
func freeze(t *testing.T, store Stores, name string, n int) {
	t.Helper()
	write(t, store, func(tx comparisons.Tx) error {
		return tx.FreezePeriod(t.Context(), name, noon.Add(time.Duration(n)*time.Hour), scoring.Version)
	})
}

func periodsReadBack(t *testing.T, store Stores) {
	first, second, third := Period("2026", 9), Period("2025", 5), Period("2027", 1)
	Add(t, store, first, second, third)
	freeze(t, store, "2025", 6)
	second.FrozenAt, second.Scoring = noon.Add(6*time.Hour), scoring.Version
	for _, want := range []comparisons.Period{first, second, third} {
		got, err := store.Period(t.Context(), want.Name)
		assessmentstest.Check(t, got, err, want)
	}
	got, err := store.Periods(t.Context(), page)
	assessmentstest.Check(t, got, err, []comparisons.Period{second, first, third})
	got, err = store.Periods(t.Context(), access.Page{After: "2025", Limit: 1})
	assessmentstest.Check(t, got, err, []comparisons.Period{first})
	got, err = store.AllPeriods(t.Context())
	assessmentstest.Check(t, got, err, []comparisons.Period{third, second, first})
}

func movedUntilFrozen(t *testing.T, store Stores) {
	want := Period("2026", 1)
	Add(t, store, want, Period("2025", 1))
	move := func(name string, n int) error {
		return store.Write(t.Context(), func(tx comparisons.Tx) error {
			return tx.MovePeriod(t.Context(), name, noon.Add(time.Duration(n)*time.Hour))
		})
	}
	if err := move("2026", 7); err != nil {
		t.Fatal(err)
	}
	want.FreezeAt = noon.Add(7 * time.Hour)
	got, err := store.Period(t.Context(), "2026")
	assessmentstest.Check(t, got, err, want)
	freeze(t, store, "2025", 1)
	for _, name := range []string{"2025", "2024", ""} {
		if move(name, 8) == nil {
			t.Errorf("%q was moved, though it is frozen or not there", name)
		}
	}
}

func frozenOnce(t *testing.T, store Stores) {
	Add(t, store, Period("2026", 1))
	freeze(t, store, "2026", 1)
	for _, name := range []string{"2026", "2027", ""} {
		if err := store.Write(t.Context(), func(tx comparisons.Tx) error {
			return tx.FreezePeriod(t.Context(), name, noon.Add(time.Hour*2), scoring.Version)
		}); err == nil {
			t.Errorf("%q was frozen again, or is not there", name)
		}
	}
	got, err := store.Period(t.Context(), "2026")
	want := Period("2026", 1)
	want.FrozenAt, want.Scoring = noon.Add(time.Hour), scoring.Version
	assessmentstest.Check(t, got, err, want)
}

func programmesReadBack(t *testing.T, store Stores) {
	ctx := t.Context()
	one, both, other := Programme(3, nth(1), "2025"), Programme(4, nth(1), "2026", "2025"), Programme(5, nth(2), "2026")
	both.Related = []string{nth(9), nth(8)}
	Add(t, store, assessmentstest.Funder(1), assessmentstest.Funder(2), Period("2025", 1), Period("2026", 2), one, both, other)
	freeze(t, store, "2025", 1)
	one.Open = false
	for _, want := range []comparisons.Programme{one, both, other} {
		got, err := store.Programme(ctx, want.ID)
		assessmentstest.Check(t, got, err, want)
		got, err = store.ProgrammeByCode(ctx, want.JoinCode)
		assessmentstest.Check(t, got, err, want)
	}
	for funder, want := range map[string][]comparisons.Programme{nth(1): {one, both}, nth(2): {other}, nth(3): nil, "": {one, both, other}} {
		got, err := store.Programmes(ctx, funder, page)
		assessmentstest.Check(t, got, err, want)
	}
	got, err := store.Programmes(ctx, "", access.Page{After: nth(3), Limit: 1})
	assessmentstest.Check(t, got, err, []comparisons.Programme{both})
	for period, want := range map[string][]comparisons.Programme{"2025": {one, both}, "2026": {both, other}, "2027": nil, "\x00\xff": nil} {
		got, err := store.ProgrammesOf(ctx, period)
		assessmentstest.Check(t, got, err, want)
	}
	writeBeneath(t, store, func(tx assessments.Tx) error { return tx.DeleteAccount(ctx, nth(1)) })
	got, err = store.Programmes(ctx, "", page)
	assessmentstest.Check(t, got, err, []comparisons.Programme{other})
}

func programmeRefused(t *testing.T, store Stores) {
	Add(t, store, assessmentstest.Funder(1), Period("2026", 1), Programme(3, nth(1), "2026"))
	sameCode := Programme(4, nth(1), "2026")
	sameCode.JoinCode = Programme(3, "").JoinCode
	for name, p := range map[string]comparisons.Programme{
		"its id": Programme(3, nth(1)), "its code": sameCode, "no funder": Programme(4, nth(2), "2026"), "no period": Programme(4, nth(1), "2027"),
		"a period twice": Programme(4, nth(1), "2026", "2026"),
	} {
		if err := store.Write(t.Context(), func(tx comparisons.Tx) error { return tx.AddProgramme(t.Context(), p) }); err == nil {
			t.Errorf("%s: was kept", name)
		}
	}
	got, err := store.Programmes(t.Context(), "", page)
	assessmentstest.Check(t, got, err, []comparisons.Programme{Programme(3, nth(1), "2026")})
}

func forecastOnce(t *testing.T, store Stores) {
	ctx := t.Context()
	Add(t, store, Period("2025", 1), Period("2026", 1))
	ready := map[string]bool{nth(3): true, nth(4): false}
	forecast := func(tx comparisons.Tx) error { return tx.KeepForecast(ctx, "2026", ready, noon) }
	write(t, store, forecast)
	if err := store.Write(ctx, forecast); err == nil {
		t.Error("it was worked out again")
	}
	for period, want := range map[string]bool{"2025": false, "2026": true, "": false} {
		got, err := store.HasForecast(ctx, period)
		assessmentstest.Check(t, got, err, want)
	}
	for programme, want := range ready {
		got, err := store.Readiness(ctx, "2026", programme)
		assessmentstest.Check(t, got, err, want)
		_, err = store.Readiness(ctx, "2025", programme)
		assessmentstest.CheckKind(t, err, fault.NotFound)
	}
}
