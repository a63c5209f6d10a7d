package clock_test

import (
	"bytes"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/sevenrungs/sevenrungs/internal/clock"
)

var noon = time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)

const day = 24 * time.Hour

// machine is one whose clock the test sets.
type machine struct {
	wall       time.Time
	ran, slept time.Duration
	asked      int // how often it was asked for how long it slept
	log        bytes.Buffer
}

func (m *machine) clocks() clock.Machine {
	return clock.Machine{
		Read:  func() (time.Time, time.Duration) { return m.wall, m.ran },
		Slept: func() time.Duration { m.asked++; return m.slept },
	}
}

// start returns a clock on the machine, at noon.
func (m *machine) start() *clock.Clock {
	m.wall = noon
	return clock.New(m.clocks(), slog.New(slog.NewTextHandler(&m.log, nil)))
}

// pass lets time go by.
func (m *machine) pass(d time.Duration) { m.wall, m.ran = m.wall.Add(d), m.ran+d }

// set sets the machine's clock.
func (m *machine) set(by time.Duration) { m.wall = m.wall.Add(by) }

func want(t *testing.T, c *clock.Clock, at time.Time, unsteady bool) {
	t.Helper()
	if got := c.Now(); !got.Equal(at) {
		t.Errorf("it is %v, want %v", got, at)
	}
	if c.Unsteady() != unsteady || slices.Contains(c.Warnings(), "clock_stepped") != unsteady {
		t.Errorf("unsteady: %v, %v, want %v", c.Unsteady(), c.Warnings(), unsteady)
	}
}

// says asks whether the log holds a text, once.
func (m *machine) says(t *testing.T, text string) {
	t.Helper()
	if got := strings.Count(m.log.String(), text); got != 1 {
		t.Errorf("the log says %q %d times:\n%s", text, got, m.log.String())
	}
}

func TestASteadyClockIsFollowedWhereItDrifts(t *testing.T) {
	t.Parallel()
	var m machine
	c := m.start()
	for range 1000 {
		m.pass(time.Hour)
		m.set(time.Second)
		want(t, c, m.wall, false)
	}
	if m.asked > 0 {
		t.Errorf("it was asked %d times for how long it slept", m.asked)
	}
	for range 1000 { // each time by less than a jump, and a day and a half in all
		m.pass(time.Hour)
		m.set(2 * time.Minute)
		want(t, c, m.wall, false)
	}
	m.set(-clock.Jump)
	want(t, c, m.wall, false)
	if m.log.Len() > 0 {
		t.Errorf("the log says:\n%s", m.log.String())
	}
}

func TestAClockThatJumpsIsNotBelievedUntilItHasBeenSteady(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct{ by, steadyFor time.Duration }{
		"a little":        {clock.Jump + time.Millisecond, time.Hour},
		"back an hour":    {-time.Hour, time.Hour},
		"on three hours":  {3 * time.Hour, 3 * time.Hour},
		"on 400 days":     {400 * day, day},
		"back to the 70s": {-56 * 365 * day, day},
		"on 246 years":    {90_000 * day, day},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var m machine
			c := m.start()
			m.pass(time.Minute)
			want(t, c, m.wall, false)
			m.set(tc.by)
			for range 3 {
				m.pass(time.Second)
				want(t, c, m.wall.Add(-tc.by), true)
			}
			m.pass(tc.steadyFor - 3*time.Second)
			want(t, c, m.wall.Add(-tc.by), true)
			m.says(t, "the clock jumped")
			m.says(t, "clock="+noon.Add(time.Minute+time.Second+tc.by).Format("2006-01-02T15:04"))
			m.says(t, "expected=2026-03-04T12:01")
			m.pass(time.Second)
			want(t, c, m.wall, false)
			m.says(t, "is believed")
		})
	}
}

func TestAClockThatIsSetBackWhereItWasIsBelievedAtOnce(t *testing.T) {
	t.Parallel()
	var m machine
	c := m.start()
	m.set(400 * day)
	want(t, c, noon, true)
	m.pass(time.Hour)
	m.set(-400 * day)
	want(t, c, noon.Add(time.Hour), false)
	m.says(t, "the clock jumped")
	m.says(t, "is where it was")
}

func TestEachJumpBeginsTheWaitAnew(t *testing.T) {
	t.Parallel()
	var m machine
	c := m.start()
	m.set(time.Hour)
	want(t, c, noon, true)
	for range 5 { // it never is steady for an hour
		m.pass(50 * time.Minute)
		m.set(10 * time.Minute)
		if !c.Unsteady() {
			t.Fatal("it is believed while it goes on jumping")
		}
	}
	want(t, c, noon.Add(250*time.Minute), true)
}

func TestAMachineThatSleptHasNoClockThatJumped(t *testing.T) {
	t.Parallel()
	var m machine
	c := m.start()
	for _, d := range []time.Duration{8 * time.Hour, 4 * time.Minute, 4 * time.Minute, 4 * time.Minute, 30 * day, 2 * time.Second, time.Hour} {
		m.set(d)
		m.slept += d
		m.pass(time.Minute)
		want(t, c, m.wall, false)
	}
	m.set(time.Hour) // and then it does
	want(t, c, m.wall.Add(-time.Hour), true)
}

func TestAtTheStartTheClockIsHeldAgainstAnEarlierTime(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		earlier  time.Time
		at       time.Time
		unsteady bool
	}{
		"the first start":         {time.Time{}, noon, false},
		"just restarted":          {noon.Add(-time.Second), noon, false},
		"a little before it":      {noon.Add(4 * time.Minute), noon, false},
		"off for a month":         {noon.Add(-30 * day), noon, false},
		"off for a year, perhaps": {noon.Add(-365 * day), noon, true},
		"an hour before it":       {noon.Add(time.Hour), noon.Add(time.Hour), true},
		"a dead battery":          {noon.Add(20_000 * day), noon.Add(20_000 * day), true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var m machine
			c := m.start()
			c.HoldAgainst(tc.earlier)
			want(t, c, tc.at, tc.unsteady)
			m.pass(day)
			want(t, c, m.wall, false)
		})
	}
}

// A small computer without a battery starts with the time it last wrote down, and is
// set when it has reached somebody who knows.
func TestAClockThatIsSetRightAfterTheStartIsBelieved(t *testing.T) {
	t.Parallel()
	for _, before := range []time.Duration{-time.Hour, -20_000 * day, 400 * day} {
		var m machine
		c := m.start()
		m.set(before)
		c.HoldAgainst(noon.Add(-time.Minute))
		if !c.Unsteady() {
			t.Errorf("by %v: it is believed", before)
		}
		m.pass(time.Minute)
		m.set(-before + 5*day) // it was off for five days
		want(t, c, m.wall, false)
	}
}

func TestWhatIsMeasuredGoesByTheClockThatNobodySets(t *testing.T) {
	t.Parallel()
	var m machine
	c := m.start()
	began := c.Running()
	m.set(-400 * day)
	m.pass(time.Minute)
	m.set(time.Hour)
	if got := c.Running().Sub(began); got != time.Minute {
		t.Errorf("%v went by, want a minute", got)
	}
}

func TestIDsComeInTheOrderInWhichTheyWereMade(t *testing.T) {
	t.Parallel()
	var m machine
	c := m.start()
	var made []string
	for i := range 20_000 {
		switch {
		case i%5000 == 4000:
			m.set(-2 * time.Hour)
		case i%7 == 0:
			m.pass(time.Duration(i%3) * time.Millisecond / 2)
		case i%11 == 0:
			m.set(-time.Second)
		}
		made = append(made, c.NewID())
	}
	if !slices.IsSorted(made) || len(slices.Compact(made)) != 20_000 {
		t.Error("they do not grow")
	}
	id := uuid.MustParse(made[0])
	if seconds, _ := id.Time().UnixTime(); id.Version() != 7 || id.Variant() != uuid.RFC4122 || seconds != noon.Unix() {
		t.Errorf("%s is of version %d and of %d, want 7 and %d", id, id.Version(), seconds, noon.Unix())
	}
}

func TestThisMachineIsBelieved(t *testing.T) {
	t.Parallel()
	c := clock.New(clock.ThisMachine(), slog.New(slog.DiscardHandler))
	if off := time.Since(c.Now()).Abs(); c.Unsteady() || off > time.Second {
		t.Errorf("unsteady: %v, off by %v", c.Unsteady(), off)
	}
	if slept := clock.ThisMachine().Slept().Abs(); slept > time.Second {
		t.Errorf("it slept for %v while it started", slept)
	}
}

func BenchmarkNow(b *testing.B) {
	c := clock.New(clock.ThisMachine(), slog.New(slog.DiscardHandler))
	for b.Loop() {
		_ = c.Now()
	}
}
