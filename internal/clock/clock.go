// Package clock tells the time, and notices when somebody sets it.
//
// A machine has two clocks. One says what time it is, and can be set: by hand, by a
// program that asks others, by a battery that has run down. The other only counts,
// and nobody can set it. While both agree, the time is what the first one says.
// When the first one jumps, the time goes on by the other, as if nothing had
// happened, and nothing should end by itself. Only when the new time has stood for
// long enough is it believed.
package clock

import (
	"log/slog"
	"sync"
	"time"
)

const (
	// Jump is how far the machine's clock may move against the one that only counts
	// before it counts as set. Programs that keep clocks right move them by less.
	Jump = 5 * time.Minute

	// LongestPause is how long a service may have been off without its clock being
	// doubted at the start.
	LongestPause = 30 * 24 * time.Hour

	// A clock that jumped is believed once it has been steady for as long as it
	// jumped, but for an hour at least, and a day at most: so that somebody sees it, and so
	// that nobody has to.
	leastSteady = time.Hour
	mostSteady  = 24 * time.Hour
)

// Machine is the clocks of a machine.
type Machine struct {
	Wall  func() time.Time     // what time it says it is
	Ran   func() time.Duration // how long it ran since some moment, by a clock that nobody sets
	Slept func() time.Duration // for how long it was asleep since then, which Ran does not count; nil for never
}

// Clock tells the time. It is safe for concurrent use.
type Clock struct {
	machine Machine
	log     *slog.Logger

	mu     sync.Mutex
	began  time.Time     // when Ran was at zero, as is believed
	slept  time.Duration // as was last asked
	ahead  time.Duration // how far the machine may be ahead of what is believed: more at the start
	jumped *jump         // nil while the clock is steady
	lastID int64         // see [Clock.NewID]
}

// jump is a clock that was set, and has not been steady for long enough.
type jump struct {
	by    time.Duration
	after time.Duration // how long the machine had run
}

// New returns a clock that believes the machine, until that jumps. It says so in the
// log then.
func New(machine Machine, log *slog.Logger) *Clock {
	return &Clock{machine: machine, log: log, began: machine.Wall().Add(-machine.Ran()), ahead: Jump}
}

// HoldAgainst holds the clock against a time that was right in an earlier run; zero
// for none. It may be called once, at the start. A clock that is before that time is not
// believed for now. One that is long after it is, since the service may have been
// off; but it counts as not steady.
func (c *Clock) HoldAgainst(earlier time.Time) {
	if earlier.IsZero() {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.began, c.ahead = earlier.Add(-c.ran()), LongestPause
	c.look()
}

// Now is the time as it is kept: in UTC, in whole milliseconds.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.look().UTC().Truncate(time.Millisecond)
}

// Running is a time that nobody can set, for what is measured and counted. It is not
// the time of day, and stands still while the machine sleeps.
func (c *Clock) Running() time.Time { return time.Unix(0, 0).Add(c.machine.Ran()) }

// Unsteady says whether the machine's clock was set and has not been steady for long
// enough since: nothing should end by itself.
func (c *Clock) Unsteady() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.look()
	return c.jumped != nil
}

// Stepped is what is said of a clock that is not steady; see [Clock.Warnings].
const Stepped = "clock_stepped"

// Warnings says so in one word; nil for nothing.
func (c *Clock) Warnings() []string {
	if c.Unsteady() {
		return []string{Stepped}
	}
	return nil
}

func (c *Clock) ran() time.Duration { return c.machine.Ran() + c.slept }

// look compares both clocks, and returns the time.
func (c *Clock) look() time.Time {
	wall, by := c.compare()
	if !c.fits(by) && c.machine.Slept != nil { // it may have been asleep; that is asked only now, because it takes long
		c.slept = c.machine.Slept()
		wall, by = c.compare()
	}
	switch {
	case c.fits(by):
		if c.jumped != nil {
			c.log.Info("the clock is where it was: what ends by itself ends again", slog.Time("time", wall))
		}
		c.believe(wall)
	case c.jumped == nil || (by-c.jumped.by).Abs() > Jump:
		c.jumped = &jump{by, c.ran()}
		c.log.Warn("the clock jumped: nothing closes or freezes by itself until it is steady, or back where it was",
			slog.Time("clock", wall), slog.Time("expected", wall.Add(-by)), slog.String("steady_for", c.jumped.lasts().String()))
	case c.ran()-c.jumped.after >= c.jumped.lasts():
		c.log.Warn("the clock has been steady since it jumped, and is believed: what ends by itself ends again",
			slog.Time("clock", wall), slog.Time("expected", wall.Add(-by)))
		c.believe(wall)
	}
	if c.jumped == nil || c.justStarted() && by > 0 {
		return wall
	}
	return wall.Add(-by)
}

// compare returns the machine's time, and by how much that is ahead of what is
// believed.
func (c *Clock) compare() (wall time.Time, by time.Duration) {
	wall = c.machine.Wall()
	return wall, wall.Sub(c.began.Add(c.ran()))
}

func (c *Clock) fits(by time.Duration) bool { return by >= -Jump && by <= c.ahead }

func (c *Clock) believe(wall time.Time) {
	c.began, c.ahead, c.jumped = wall.Add(-c.ran()), Jump, nil
}

// justStarted says whether the clock was not believed since the start.
func (c *Clock) justStarted() bool { return c.ahead > Jump }

// lasts is for how long a clock has to be steady.
func (j *jump) lasts() time.Duration { return min(max(j.by.Abs(), leastSteady), mostSteady) }
