package api_test

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/internal/apitest"
	"github.com/sevenrungs/sevenrungs/internal/clock"
)

// machine has clocks of which one can be set. Time goes by as it does in the world.
type machine struct {
	set   atomic.Int64
	log   bytes.Buffer
	clock *clock.Clock
	start func() *clock.Clock
}

// serve has a world go by the clocks of this machine.
func (m *machine) serve(o *served) {
	passing := o.Now
	m.start = func() *clock.Clock {
		return clock.New(clock.Machine{
			Read: func() (time.Time, time.Duration) {
				now := passing()
				return now.Add(time.Duration(m.set.Load())), now.Sub(start)
			},
		}, slog.New(slog.NewTextHandler(&m.log, nil)))
	}
	m.clock = m.start()
	now := func() time.Time { return m.clock.Now() }
	o.Now, o.Service.Now, o.Comparisons.Now = now, now, now
	o.Running = func() time.Time { return m.clock.Running() }
	o.Service.Unsteady = func() bool { return m.clock.Unsteady() }
	o.Warnings = func() []string { return m.clock.Warnings() }
}

// step sets the clock.
func (m *machine) step(by time.Duration) { m.set.Add(int64(by)) }

// warned says whether /readyz warns of the clock.
func (w *world) warned(t *testing.T) bool {
	t.Helper()
	var ready struct{ Warnings []string }
	got := requireStatus(t, w.as(t, anybody).Get("/readyz"), http.StatusOK)
	if err := json.Unmarshal(got.Body, &ready); err != nil {
		t.Fatal(err)
	}
	return slices.Contains(ready.Warnings, "clock_stepped")
}

func TestAClockThatIsSetBackKeepsNobodyOut(t *testing.T) {
	t.Parallel()
	var m machine
	w := newWorld(t, newFile(t), m.serve, limitRate(3))
	ask := func() *apitest.Response { return w.as(t, anybody).Get("/version", forwardedFrom("203.0.113.1")) }
	requireStatus(t, ask(), http.StatusOK)
	for _, by := range []time.Duration{-time.Hour, 400 * aDay, -400 * aDay} {
		m.step(by)
		w.wait(20 * time.Second)
		requireStatus(t, ask(), http.StatusOK)
	}
	for range 2 {
		requireStatus(t, ask(), http.StatusOK)
	}
	requireProblem(t, ask(), http.StatusTooManyRequests) // there still is a limit
	w.wait(20 * time.Second)
	requireStatus(t, ask(), http.StatusOK)
}

func TestNothingEndsByItselfWhileTheClockIsUnsteady(t *testing.T) {
	t.Parallel()
	var m machine
	w := newWorld(t, newFile(t), m.serve)
	path := w.fill(t, "/v1/assessments/{id}")
	last := w.service.Now().Add(10 * aDay).Format(time.RFC3339)
	requireStatus(t, w.as(t, owner).Patch(path, []byte(`{"closes_at":"`+last+`"}`), "If-Match: *"), http.StatusOK)
	invite := func(status int) *apitest.Response {
		return requireStatus(t, w.as(t, owner).Post(path+"/invitations", []byte(`{"voice":"lived","uses":2}`), "Idempotency-Key: the-same"), status)
	}
	invite(http.StatusCreated)
	later := comparisons.Period{Name: "later", OpensAt: start.AddDate(1, 0, 0), ClosesAt: start.AddDate(1, 0, 1), FreezeAt: start.AddDate(1, 0, 2)}
	if err := w.comparing.Store.Write(t.Context(), func(tx comparisons.Tx) error { return tx.AddPeriod(t.Context(), later) }); err != nil {
		t.Fatal(err)
	}
	frozen := w.frozenPeriods(t)

	m.step(400 * aDay)
	w.round(t)
	w.isIn(t, path, "open")
	if !replayed(invite(http.StatusCreated)) {
		t.Error("what was kept for a request that is sent again is gone")
	}
	if got := w.frozenPeriods(t); !slices.Equal(got, frozen) {
		t.Errorf("frozen: %v, want %v", got, frozen)
	}
	if !w.warned(t) || strings.Count(m.log.String(), "the clock jumped") != 1 {
		t.Errorf("nobody is told, or more than once: %s", m.log.String())
	}
	requireStatus(t, w.as(t, author).Get(path+"/responses/"+w.ids["assessments/responses"]), http.StatusOK)

	m.step(-400 * aDay)
	w.round(t)
	w.isIn(t, path, "open")
	if w.warned(t) || slices.Contains(w.frozenPeriods(t), later.Name) {
		t.Errorf("the clock is where it was. Warned: %v, frozen: %v", w.warned(t), w.frozenPeriods(t))
	}
	w.wait(10 * aDay)
	w.round(t)
	w.isIn(t, path, "closed")
}

func TestWhatAPersonAsksForIsDoneWhileTheClockIsUnsteady(t *testing.T) {
	t.Parallel()
	var m machine
	w := newWorld(t, newFile(t), m.serve)
	before := w.service.Now()
	m.step(400 * aDay)
	closed := requireStatus(t, w.as(t, owner).Post(w.fill(t, "/v1/assessments/{id}/close"), nil), http.StatusOK)
	var got struct {
		ClosedAt time.Time `json:"closed_at"`
	}
	if err := json.Unmarshal(closed.Body, &got); err != nil || !got.ClosedAt.Equal(before) {
		t.Errorf("closed at %v, want %v: %v", got.ClosedAt, before, err)
	}
}

// What is believed of a clock that nobody sets right ends what is over by then.
func TestAClockThatStaysSetIsBelievedAfterADay(t *testing.T) {
	t.Parallel()
	var m machine
	w := newWorld(t, newFile(t), m.serve)
	path := w.fill(t, "/v1/assessments/{id}")
	last := w.service.Now().Add(10 * aDay).Format(time.RFC3339)
	requireStatus(t, w.as(t, owner).Patch(path, []byte(`{"closes_at":"`+last+`"}`), "If-Match: *"), http.StatusOK)
	m.step(400 * aDay)
	w.isIn(t, path, "open")
	w.wait(aDay - time.Second)
	w.round(t)
	w.isIn(t, path, "open")
	w.wait(time.Second)
	w.round(t)
	if w.warned(t) {
		t.Error("the clock is believed, and /readyz warns of it")
	}
	if state := w.stateOf(t, path); state != "closed" {
		t.Errorf("it is %s", state)
	}
}

// What is kept of the time is the same by whatever the clock is off.
func TestAtTheStartNothingEndsWhenTheClockDoesNotFit(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) { startUnfit(t, address, 400*aDay) })
	for name, by := range map[string]time.Duration{"behind": -400 * aDay, "an hour behind": -time.Hour} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			startUnfit(t, newFile(t), by)
		})
	}
}

// startUnfit starts the service while the clock is off, and sets it right.
func startUnfit(t *testing.T, address string, by time.Duration) {
	t.Helper()
	var m machine
	w := newWorld(t, address, m.serve)
	w.round(t) // which keeps what time it is
	path := w.fill(t, "/v1/assessments/{id}")
	before := w.service.Now()
	last := before.Add(10 * aDay).Format(time.RFC3339)
	requireStatus(t, w.as(t, owner).Patch(path, []byte(`{"closes_at":"`+last+`"}`), "If-Match: *"), http.StatusOK)

	m.step(by)
	m.clock = m.start()
	kept, err := w.service.Store.LastTime(t.Context())
	if err != nil || before.Sub(kept).Abs() > time.Hour {
		t.Fatalf("kept is %v at %v: %v", kept, before, err)
	}
	m.clock.HoldAgainst(kept)
	w.round(t)
	if state := w.stateOf(t, path); state != "open" || !w.warned(t) {
		t.Errorf("it is %s, warned: %v", state, w.warned(t))
	}
	if by < 0 && w.service.Now().Before(kept) {
		t.Errorf("it is %v, before what was", w.service.Now())
	}
	m.step(-by)
	w.round(t)
	w.isIn(t, path, "open")
	if w.warned(t) {
		t.Error("the clock was set right, and /readyz warns of it")
	}
}

// round does what is done from time to time.
func (w *world) round(t *testing.T) {
	t.Helper()
	if err := w.service.Maintain(t.Context(), w.comparing.TellExpired, w.comparing.FreezeDue); err != nil {
		t.Fatal(err)
	}
}

// isIn asks whether an assessment is in a state, for all that read and list it.
func (w *world) isIn(t *testing.T, path, state string) {
	t.Helper()
	if got := w.stateOf(t, path); got != state {
		t.Errorf("it is %s, want %s", got, state)
	}
	list := requireStatus(t, w.as(t, owner).Get("/v1/assessments?state="+state), http.StatusOK)
	if id := path[strings.LastIndex(path, "/")+1:]; !strings.Contains(string(list.Body), id) {
		t.Errorf("it is not among those that are %s", state)
	}
}

func (w *world) stateOf(t *testing.T, path string) string {
	t.Helper()
	var got struct{ State string }
	if err := json.Unmarshal(requireStatus(t, w.as(t, owner).Get(path), http.StatusOK).Body, &got); err != nil {
		t.Fatal(err)
	}
	return got.State
}

// frozenPeriods returns the names of the periods that are frozen.
func (w *world) frozenPeriods(t *testing.T) (frozen []string) {
	t.Helper()
	periods, err := w.comparing.Store.AllPeriods(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range periods {
		if !p.FrozenAt.IsZero() {
			frozen = append(frozen, p.Name)
		}
	}
	return frozen
}
