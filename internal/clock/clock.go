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

	// nap is how far it may move between two looks without a reason that is looked for.
	nap = time.Second

	// longestPause is how long a service may have been off without its clock being
	// doubted at the start.
	longestPause = 30 * 24 * time.Hour

	// A clock that jumped is believed once it has been steady for as long as it
	// jumped, but for an hour at least, and a day at most: so that somebody sees it, and so
	// that nobody has to.
	leastSteady = time.Hour
	mostSteady  = 24 * time.Hour
)

// Machine is the clocks of a machine.
type Machine struct {
	// Read returns what time it says it is, and how long it ran since some moment by a
	// clock that nobody sets.
	Read func() (wall time.Time, ran time.Duration)
	// Slept returns for how long it was asleep since that moment, which is not counted
	// there; nil for never.
	Slept func() time.Duration
}

// Clock tells the time. It is safe for concurrent use.
type Clock struct {
	machine Machine
	log     *slog.Logger

	mu     sync.Mutex
	began  time.Time     // when the machine had run for no time yet, as is believed
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
	wall, ran := machine.Read()
	return &Clock{machine: machine, log: log, began: wall.Add(-ran), ahead: Jump}
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
	_, ran := c.read()
	c.began, c.ahead = earlier.Add(-ran), longestPause
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
func (c *Clock) Running() time.Time {
	_, ran := c.machine.Read()
	return time.Unix(0, 0).Add(ran)
}

// Unsteady says whether the machine's clock was set and has not been steady for long
// enough since: nothing should end by itself.
func (c *Clock) Unsteady() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.look()
	return c.jumped != nil
}

// Warnings says so in one word, that of /readyz; nil for nothing.
func (c *Clock) Warnings() []string {
	if c.Unsteady() {
		return []string{"clock_stepped"}
	}
	return nil
}

// read reads the machine's clocks, and counts its sleep as far as that is known.
func (c *Clock) read() (wall time.Time, ran time.Duration) {
	wall, ran = c.machine.Read()
	return wall, ran + c.slept
}

// look compares both clocks, and returns the time.
func (c *Clock) look() time.Time {
	wall, ran := c.read()
	by := wall.Sub(c.began.Add(ran))              // by how much the machine is ahead of what is believed
	if by.Abs() > nap && c.machine.Slept != nil { // it may have been asleep; that is asked only now, because it takes long
		c.slept = c.machine.Slept()
		wall, ran = c.read()
		by = wall.Sub(c.began.Add(ran))
	}
	switch {
	case c.fits(by):
		if c.jumped != nil {
			c.log.Info("the clock is where it was: what ends by itself ends again", slog.Time("time", wall))
		}
		c.believe(wall, ran)
	case c.jumped == nil || (by-c.jumped.by).Abs() > Jump:
		c.jumped = &jump{by, ran}
		c.log.Warn("the clock jumped: nothing closes or freezes by itself until it is steady, or back where it was",
			slog.Time("clock", wall), slog.Time("expected", wall.Add(-by)), slog.String("steady_for", c.jumped.lasts().String()))
	case ran-c.jumped.after >= c.jumped.lasts():
		c.log.Warn("the clock has been steady since it jumped, and is believed: what ends by itself ends again",
			slog.Time("clock", wall), slog.Time("expected", wall.Add(-by)))
		c.believe(wall, ran)
	}
	if c.jumped == nil || c.justStarted() && by > 0 {
		return wall
	}
	return wall.Add(-by)
}

func (c *Clock) fits(by time.Duration) bool { return by >= -Jump && by <= c.ahead }

func (c *Clock) believe(wall time.Time, ran time.Duration) {
	c.began, c.ahead, c.jumped = wall.Add(-ran), Jump, nil
}

// justStarted says whether the clock was not believed since the start.
func (c *Clock) justStarted() bool { return c.ahead > Jump }

// lasts is for how long a clock has to be steady.
func (j *jump) lasts() time.Duration { return min(max(j.by.Abs(), leastSteady), mostSteady) }
