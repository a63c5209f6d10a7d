package clock

import (
	"time"

	"golang.org/x/sys/unix"
)

// sleep returns for how long the machine was asleep since it was started: of two
// clocks that nobody can set, one goes on meanwhile.
func sleep() time.Duration {
	var awake, always unix.Timespec
	if unix.ClockGettime(unix.CLOCK_MONOTONIC, &awake) != nil || unix.ClockGettime(unix.CLOCK_BOOTTIME, &always) != nil {
		return 0
	}
	return time.Duration(always.Nano() - awake.Nano())
}
