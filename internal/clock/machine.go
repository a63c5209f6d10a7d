package clock

import "time"

// ThisMachine is the clocks of the machine that the program runs on.
func ThisMachine() Machine {
	start := time.Now()
	asleep := sleep()
	return Machine{
		Read: func() (wall time.Time, ran time.Duration) {
			now := time.Now() // which has both
			return now.Round(0), now.Sub(start)
		},
		Slept: func() time.Duration { return sleep() - asleep },
	}
}
