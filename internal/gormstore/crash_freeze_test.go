package gormstore

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/comparisons/comparisonstest"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// freezePath names the variable that has [TestFreezeUntilKilled] do something.
const freezePath = "GORMSTORE_TEST_FREEZE"

// TestFreezeUntilKilled is the process that the test below kills. It begins a
// freeze, says so after some entries in the trail, and goes no further.
func TestFreezeUntilKilled(t *testing.T) {
	t.Parallel()
	address := os.Getenv(freezePath)
	if address == "" {
		return
	}
	entries, err := strconv.Atoi(os.Getenv(crashRound))
	if err != nil {
		t.Fatal(err)
	}
	service := comparisonstest.Service(t, openAt(t, address).Comparisons(), 1)
	service.Store = &halfWay{service.Store, entries}
	_, err = service.Freeze(t.Context(), access.Caller{Role: access.OperatorRole}, comparisonstest.ComparedPeriod)
	t.Errorf("the freeze came to an end: %v", err)
}

// halfWay is a store in which a freeze waits after some entries, to be killed.
type halfWay struct {
	comparisons.Store

	entries int
}

func (h *halfWay) Write(ctx context.Context, fn func(comparisons.Tx) error) error {
	return h.Store.Write(ctx, func(tx comparisons.Tx) error { return fn(halfWayTx{tx, h.entries}) })
}

type halfWayTx struct {
	comparisons.Tx

	entries int
}

func (h halfWayTx) AddEntry(ctx context.Context, e comparisons.Entry) error {
	if err := h.Tx.AddEntry(ctx, e); err != nil || e.Number < h.entries {
		return err
	}
	fmt.Fprintln(os.Stdout, "half-way")
	<-ctx.Done()
	return ctx.Err()
}

func TestAFreezeThatIsKilledLeavesNothingAndTheNextCompletes(t *testing.T) {
	t.Parallel()
	databasetest.OnBoth(t, migrateAt, func(t *testing.T, address string) {
		t.Helper()
		store := openAt(t, address)
		service := comparisonstest.Service(t, store.Comparisons(), 2)
		comparisonstest.AddCompared(t, bothWays(store), 120, 3)
		var nothing comparisons.Audit
		for _, entries := range []int{1, 2, 5} { // the period is frozen, a programme published, and all of them
			killAfter(t, anotherProcess(t, "TestFreezeUntilKilled", freezePath+"="+address, crashRound+"="+strconv.Itoa(entries)), 1)
			checkAudit(t, service, nothing)
			period, err := store.Period(t.Context(), comparisonstest.ComparedPeriod)
			if charges, chargesErr := store.ChargesSince(t.Context(), time.Time{}); err != nil || chargesErr != nil || len(charges) > 0 || !period.FrozenAt.IsZero() {
				t.Errorf("killed after %d entries, %+v and %v are left (%v, %v)", entries, period, charges, err, chargesErr)
			}
		}
		operator := access.Caller{Role: access.OperatorRole}
		if _, err := service.Freeze(t.Context(), operator, comparisonstest.ComparedPeriod); err != nil {
			t.Fatal(err)
		}
		after, err := service.Audit(t.Context())
		if err != nil || after.Releases < 5 || len(after.Faults) > 0 {
			t.Errorf("the next freeze: %+v, %v", after, err)
		}
		_, err = service.Freeze(t.Context(), operator, comparisonstest.ComparedPeriod)
		if fault.KindOf(err) != fault.Conflict {
			t.Errorf("frozen again: %v", err)
		}
		checkAudit(t, service, after)
	})
}

func checkAudit(t *testing.T, service *comparisons.Service, want comparisons.Audit) {
	t.Helper()
	got, err := service.Audit(t.Context())
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("the audit: %v (-want +got):\n%s", err, diff)
	}
}
