package gormstore

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/assessmentstest"
	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/comparisons/comparisonstest"
	"github.com/sevenrungs/sevenrungs/assessments/events"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// workPath names the variable that has [TestWorkUntilKilled] do something.
const workPath = "GORMSTORE_TEST_WORK"

// TestWorkUntilKilled is a process of those that the test below kills. It does what
// a service does by itself, and says what it sent.
func TestWorkUntilKilled(t *testing.T) {
	t.Parallel()
	address := os.Getenv(workPath)
	if address == "" {
		return
	}
	store := openAt(t, address)
	comparing := comparisonstest.Service(t, store.Comparisons(), 1)
	hooks := events.Webhooks{
		Store: store.Webhooks(), Sender: toParent{}, Now: time.Now, NewID: uuid.NewString,
		Render: func(*events.Event, events.Feed) []byte { return nil }, Tell: func(*events.Webhook) {},
	}
	for rounds := time.Tick(lookEvery); ; <-rounds { // as a service does, which asks less often
		err := retry(func() error { return comparing.FreezeDue(t.Context()) })
		if err == nil {
			err = hooks.DeliverDue(t.Context())
		}
		if err != nil {
			t.Fatal(err)
		}
		hooks.Wait()
	}
}

// toParent is a receiver that the parent of the process reads.
type toParent struct{}

func (toParent) Check(context.Context, string) error { return nil }

func (toParent) Send(_ context.Context, m events.Message) (status int, err error) {
	_, err = fmt.Fprintln(os.Stdout, "sent", m.ID)
	return 204, err
}

// working are processes that do that. What all of them sent comes through one pipe,
// and so in its order.
type working struct {
	start func()
	all   []*exec.Cmd
	sent  *bufio.Scanner
}

func startWorking(t *testing.T, n int, address string) *working {
	t.Helper()
	out, in, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	w := &working{sent: bufio.NewScanner(out)}
	w.start = func() {
		process := anotherProcess(t, "TestWorkUntilKilled", workPath+"="+address)
		process.Stdout = in
		if err := process.Start(); err != nil {
			t.Fatal(err)
		}
		w.all = append(w.all, process)
	}
	for range n {
		w.start()
	}
	t.Cleanup(func() {
		w.killAll()
		_ = in.Close()
		_ = out.Close()
	})
	return w
}

// next is the next event that was sent.
func (w *working) next(t *testing.T) string {
	t.Helper()
	for w.sent.Scan() {
		if id, is := strings.CutPrefix(w.sent.Text(), "sent "); is {
			return id
		}
	}
	t.Fatalf("nothing is sent any more: %v", w.sent.Err())
	return ""
}

// killOne kills the one that has been there longest, and starts another.
func (w *working) killOne(t *testing.T) {
	t.Helper()
	if err := w.all[0].Process.Kill(); err != nil {
		t.Error(err)
	}
	_ = w.all[0].Wait() // it says that it was killed
	w.all = w.all[1:]
	w.start()
}

// killAll kills those that are there.
func (w *working) killAll() {
	for _, process := range w.all {
		_ = process.Process.Kill()
		_ = process.Wait()
	}
	w.all = nil
}

// Three processes freeze and send beside each other, and are killed while they do.
// A period is frozen once, and all that happened is sent, in its order.
func TestOfProcessesThatAreKilledOneFreezesAndAllIsSent(t *testing.T) {
	t.Parallel()
	address := databasetest.Postgres(t, migrateAt)
	store := openAt(t, address)
	comparisonstest.AddCompared(t, bothWays(store), 60, 2)
	err := store.Webhooks().Write(t.Context(), func(tx events.WebhookTx) error {
		return tx.AddWebhook(t.Context(), events.Webhook{
			ID: assessmentstest.ID(1), Feed: events.Feed{Role: access.OperatorRole}, URL: "https://example.org/", Secret: "x",
			CreatedAt: assessmentstest.Noon, UpdatedAt: assessmentstest.Noon, Revision: 1,
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	const kills, between = 4, 30
	tellMany(t, store, (kills+1)*between)
	three := startWorking(t, 3, address)
	var first []string // what was sent, the first time
	for n := 1; n <= kills+1; n++ {
		for len(first) < n*between {
			if id := three.next(t); !slices.Contains(first, id) {
				first = append(first, id)
			}
		}
		if n <= kills {
			three.killOne(t)
			// A minute passes, in which the one that was killed does not come back.
			databasetest.Alter(t, address, "UPDATE webhooks SET leased_until = NULL")
		}
	}
	three.killAll() // so that they are not in the way of what looks
	all := reader{store: store.Events()}
	for all.readOn(t) {
	}
	if want := all.seen[:len(first)]; !slices.Equal(first, want) {
		t.Errorf("sent was %d, not in the order of what happened, or not all", len(first))
	}
	checkFrozenOnce(t, store)
}

func checkFrozenOnce(t *testing.T, store *Store) {
	t.Helper()
	comparing := comparisonstest.Service(t, store.Comparisons(), 2)
	if err := retry(func() error { return comparing.FreezeDue(t.Context()) }); err != nil {
		t.Fatal(err)
	}
	froze, err := howMany[trail](t.Context(), store.read(), "event = ? AND subject = ?", string(comparisons.PeriodFroze), comparisonstest.ComparedPeriod)
	if err != nil || froze != 1 {
		t.Errorf("it was frozen %d times (%v)", froze, err)
	}
	if audit, err := comparing.Audit(t.Context()); err != nil || len(audit.Faults) > 0 || audit.Releases == 0 {
		t.Errorf("the audit: %+v, %v", audit, err)
	}
}
