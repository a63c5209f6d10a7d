package api_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/register"
	"github.com/sevenrungs/sevenrungs/assessments/release"
)

// overseer is a store and a source of random bytes that write down in which order
// a freeze charges ε and draws noise.
type overseer struct {
	comparisons.Store
	io.Reader

	notes []string
}

const drawing = "draw"

func (w *overseer) Read(p []byte) (int, error) {
	if len(w.notes) > 0 && w.notes[len(w.notes)-1] != drawing {
		w.notes = append(w.notes, drawing)
	}
	return w.Reader.Read(p)
}

func (w *overseer) Write(ctx context.Context, fn func(comparisons.Tx) error) error {
	return w.Store.Write(ctx, func(tx comparisons.Tx) error { return fn(overseerTx{tx, w}) })
}

type overseerTx struct {
	comparisons.Tx

	by *overseer
}

func (tx overseerTx) FreezePeriod(ctx context.Context, name string, at time.Time, scoring string) error {
	tx.by.notes = []string{"freeze " + name}
	return tx.Tx.FreezePeriod(ctx, name, at, scoring)
}

func (tx overseerTx) Charge(ctx context.Context, c comparisons.Charge) error {
	tx.by.notes = append(tx.by.notes, fmt.Sprint("charge ", c.Period, " ", c.Sector, " ", c.Thousandths))
	return tx.Tx.Charge(ctx, c)
}

// spent returns what each sector has spent of a period's ε, in thousandths.
func (tn *population) spent(t *testing.T, period string) map[string]int {
	t.Helper()
	charges, err := tn.comparing.Store.ChargesSince(t.Context(), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	all := spentBy(0)
	for _, c := range charges {
		if c.Period == period {
			all[c.Sector] += c.Thousandths
		}
	}
	return all
}

// spentBy is what was spent in a period, by sector.
func spentBy(each int) map[string]int {
	all := map[string]int{}
	for _, sector := range register.Sectors {
		all[string(sector)] = each
	}
	return all
}

// Property 8, through the router and the store: 0.8 for the rungs and four times
// 0.3 for the means, charged for every sector before its noise is drawn, once a
// period.
func TestProperty8EpsilonIsChargedBeforeTheDrawAndOnce(t *testing.T) {
	t.Parallel()
	tn := newPopulation(t, 1)
	tn.notice(t, 0)
	w := &overseer{Store: tn.comparing.Store, Reader: tn.comparing.Random}
	tn.comparing.Store, tn.comparing.Random = w, w
	tn.freeze(t, 0)
	want := []string{"freeze " + periods[0], drawing} // of the programmes, which have no ε
	for _, sector := range register.Sectors {
		want = append(want, fmt.Sprint("charge ", periods[0], " ", sector, " 2000"))
		if sector == "C" || sector == "L" { // somebody is in C and in D, and the others are merged into these
			want = append(want, drawing)
		}
	}
	if diff := cmp.Diff(want, w.notes); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	requireProblem(t, tn.as(t, operator).Post("/v1/periods/"+periods[0]+"/freeze", nil), http.StatusConflict)
	if diff := cmp.Diff(spentBy(2000), tn.spent(t, periods[0])); diff != "" {
		t.Errorf("after a second freeze (-want +got):\n%s", diff)
	}
	tn.again(t)
	for i, period := range periods {
		if diff := cmp.Diff(spentBy(2000), tn.spent(t, period)); diff != "" {
			t.Errorf("period %d (-want +got):\n%s", i, diff)
		}
	}
}

// A budget that is spent refuses the cohort as anything else does, without a word
// of why. It was spent in an earlier period, in a sector that somebody may have
// left since.
func TestProperty8ASpentBudgetRefusesTheCohortInSilence(t *testing.T) {
	t.Parallel()
	tn := newPopulation(t, 1)
	tn.notice(t, 0)
	tn.freeze(t, 0)
	tn.write(t, tn.assessAll)
	tn.notice(t, 1)
	tn.writeCompared(t, func(ctx context.Context, tx comparisons.Tx) error {
		return tx.Charge(ctx, comparisons.Charge{Period: periods[0], Sector: "A", Thousandths: 1, At: tn.service.Now()})
	})
	tn.freeze(t, 1)
	for period, want := range map[string]map[string]int{periods[0]: spentBy(2000), periods[1]: spentBy(0)} {
		if period == periods[0] {
			want["A"] = 2001
		}
		if diff := cmp.Diff(want, tn.spent(t, period)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", period, diff)
		}
	}
	seen := tn.crawl(t)
	for _, path := range []string{"", "/sectors/C", "/sectors/D"} {
		if _, err := release.Parse([]byte(seen["anybody /v1/benchmarks/"+periods[0]+path].Body)); err != nil {
			t.Errorf("the first period: %v", err)
		}
		got := seen["anybody /v1/benchmarks/"+periods[1]+path]
		if _, err := release.Parse([]byte(got.Body)); got.Status != http.StatusOK || !errors.Is(err, release.ErrNotReleased) {
			t.Errorf("the second period: %d %s", got.Status, got.Body)
		}
	}
	if got := tn.releases(t, seen); got["near "+periods[1]].Release == nil {
		t.Error("programmes have no ε, and are not released either")
	}
}
