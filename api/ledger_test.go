package api_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/register"
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

func (tx overseerTx) Charge(ctx context.Context, period, sector string, thousandths int, at time.Time) error {
	tx.by.notes = append(tx.by.notes, fmt.Sprint("charge ", period, " ", sector, " ", thousandths))
	return tx.Tx.Charge(ctx, period, sector, thousandths, at)
}

// spent returns what each sector has spent of a period's ε, in thousandths.
func (tn *population) spent(t *testing.T, period string) map[string]int {
	t.Helper()
	all := map[string]int{}
	tn.writeCompared(t, func(ctx context.Context, tx comparisons.Tx) error {
		for _, sector := range register.Sectors {
			spent, err := tx.Spent(ctx, period, string(sector))
			if err != nil {
				return err
			}
			all[string(sector)] = spent
		}
		return nil
	})
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

func TestProperty8ASpentBudgetRefusesTheFreezeAndNothingIsPublished(t *testing.T) {
	t.Parallel()
	tn := newPopulation(t, 1)
	tn.notice(t, 0)
	tn.writeCompared(t, func(ctx context.Context, tx comparisons.Tx) error {
		return tx.Charge(ctx, periods[0], "D", 1, tn.service.Now())
	})
	tn.past.Store(int64(tn.made.Add(compared).Sub(start)))
	w := &overseer{Store: tn.comparing.Store, Reader: tn.comparing.Random}
	tn.comparing.Store, tn.comparing.Random = w, w
	requireProblem(t, tn.as(t, operator).Post("/v1/periods/"+periods[0]+"/freeze", nil), http.StatusInternalServerError)
	if last := slices.Index(w.notes, "charge "+periods[0]+" C 2000"); last < 0 || !slices.Equal(w.notes[last+1:], []string{drawing}) {
		t.Errorf("D has spent too much, and yet: %v", w.notes)
	}
	want := spentBy(0)
	want["D"] = 1
	if diff := cmp.Diff(want, tn.spent(t, periods[0])); diff != "" {
		t.Errorf("of a freeze that was refused (-want +got):\n%s", diff)
	}
	seen := tn.crawl(t)
	if releases := tn.releases(t, seen); len(releases) > 0 {
		t.Errorf("there are %d releases", len(releases))
	}
	if got := seen["anybody /v1/benchmarks/"+periods[0]]; got.Status != http.StatusNotFound {
		t.Errorf("the benchmark: %d %s", got.Status, got.Body)
	}
}
