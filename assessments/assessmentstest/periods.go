package assessmentstest

import (
	"fmt"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

var ofPeriods = tests{
	"periods read back, by name and by when they freeze":         periodsReadBack,
	"a period is frozen once":                                    frozenOnce,
	"programmes read back, each funder its own, open or not":     programmesReadBack,
	"a programme needs a funder, periods and a code of its own":  programmeRefused,
	"readiness is worked out once, for the programmes there are": foreseenOnce,
}

// Period returns a period that waits for its freeze n hours after noon.
func Period(name string, n int) assessments.Period {
	return assessments.Period{Name: name, OpensAt: Noon, ClosesAt: Noon.Add(time.Minute), FreezeAt: Noon.Add(time.Duration(n) * time.Hour)}
}

// Programme returns a programme of a funder's that says as little as may be, with the
// nth id and code.
func Programme(n int, funder string, periods ...string) assessments.Programme {
	return assessments.Programme{
		ID: ID(n), Funder: funder, Name: fmt.Sprintf("Programme %d", n), Scope: assessments.ServiceScope, Instrument: instrumentID, Major: 1,
		Periods: periods, JoinCode: fmt.Sprintf("0000-0000-%04d", n), DeclaredAt: Noon, Open: true,
	}
}

// freeze freezes a period n hours after noon.
func freeze(t *testing.T, store assessments.Store, name string, n int) {
	t.Helper()
	write(t, store, func(tx assessments.Tx) error {
		return tx.FreezePeriod(t.Context(), name, Noon.Add(time.Duration(n)*time.Hour))
	})
}

func periodsReadBack(t *testing.T, store assessments.Store) {
	first, second, third := Period("2026", 9), Period("2025", 5), Period("2027", 1)
	Add(t, store, first, second, third)
	freeze(t, store, "2025", 6)
	second.FrozenAt = Noon.Add(6 * time.Hour)
	for _, want := range []assessments.Period{first, second, third} {
		got, err := store.Period(t.Context(), want.Name)
		check(t, got, err, want)
	}
	got, err := store.Periods(t.Context(), page)
	check(t, got, err, []assessments.Period{second, first, third})
	got, err = store.Periods(t.Context(), access.Page{After: "2025", Limit: 1})
	check(t, got, err, []assessments.Period{first})
	got, err = store.UnfrozenPeriods(t.Context())
	check(t, got, err, []assessments.Period{third, first})
}

func frozenOnce(t *testing.T, store assessments.Store) {
	Add(t, store, Period("2026", 1))
	freeze(t, store, "2026", 1)
	for _, name := range []string{"2026", "2027", ""} {
		if err := store.Write(t.Context(), func(tx assessments.Tx) error { return tx.FreezePeriod(t.Context(), name, Noon.Add(time.Hour*2)) }); err == nil {
			t.Errorf("%q was frozen again, or is not there", name)
		}
	}
	got, err := store.Period(t.Context(), "2026")
	want := Period("2026", 1)
	want.FrozenAt = Noon.Add(time.Hour)
	check(t, got, err, want)
}

func programmesReadBack(t *testing.T, store assessments.Store) {
	ctx := t.Context()
	one, both, other := Programme(3, ID(1), "2025"), Programme(4, ID(1), "2026", "2025"), Programme(5, ID(2), "2026")
	both.Related = []string{ID(9), ID(8)}
	Add(t, store, Funder(1), Funder(2), Period("2025", 1), Period("2026", 2), one, both, other)
	freeze(t, store, "2025", 1)
	one.Open = false
	for _, want := range []assessments.Programme{one, both, other} {
		got, err := store.Programme(ctx, want.ID)
		check(t, got, err, want)
		got, err = store.ProgrammeByCode(ctx, want.JoinCode)
		check(t, got, err, want)
	}
	for funder, want := range map[string][]assessments.Programme{ID(1): {one, both}, ID(2): {other}, ID(3): nil, "": {one, both, other}} {
		got, err := store.Programmes(ctx, funder, page)
		check(t, got, err, want)
	}
	got, err := store.Programmes(ctx, "", access.Page{After: ID(3), Limit: 1})
	check(t, got, err, []assessments.Programme{both})
	for period, want := range map[string][]assessments.Programme{"2025": {one, both}, "2026": {both, other}, "2027": nil, "\x00\xff": nil} {
		got, err := store.ProgrammesOf(ctx, period)
		check(t, got, err, want)
	}
	write(t, store, func(tx assessments.Tx) error { return tx.DeleteAccount(ctx, ID(1)) })
	got, err = store.Programmes(ctx, "", page)
	check(t, got, err, []assessments.Programme{other})
}

func programmeRefused(t *testing.T, store assessments.Store) {
	Add(t, store, Funder(1), Period("2026", 1), Programme(3, ID(1), "2026"))
	sameCode := Programme(4, ID(1), "2026")
	sameCode.JoinCode = Programme(3, "").JoinCode
	for name, p := range map[string]assessments.Programme{
		"its id": Programme(3, ID(1)), "its code": sameCode, "no funder": Programme(4, ID(2), "2026"), "no period": Programme(4, ID(1), "2027"),
		"a period twice": Programme(4, ID(1), "2026", "2026"),
	} {
		if err := store.Write(t.Context(), func(tx assessments.Tx) error { return tx.AddProgramme(t.Context(), p) }); err == nil {
			t.Errorf("%s: was kept", name)
		}
	}
	got, err := store.Programmes(t.Context(), "", page)
	check(t, got, err, []assessments.Programme{Programme(3, ID(1), "2026")})
}

func foreseenOnce(t *testing.T, store assessments.Store) {
	ctx := t.Context()
	Add(t, store, Period("2025", 1), Period("2026", 1))
	ready := map[string]bool{ID(3): true, ID(4): false}
	forecast := func(tx assessments.Tx) error { return tx.KeepForecast(ctx, "2026", ready, Noon) }
	write(t, store, forecast)
	if err := store.Write(ctx, forecast); err == nil {
		t.Error("it was worked out again")
	}
	for period, want := range map[string]bool{"2025": false, "2026": true, "": false} {
		got, err := store.HasForecast(ctx, period)
		check(t, got, err, want)
	}
	for programme, want := range ready {
		got, err := store.Readiness(ctx, "2026", programme)
		check(t, got, err, want)
		_, err = store.Readiness(ctx, "2025", programme)
		checkKind(t, err, fault.NotFound)
	}
}
