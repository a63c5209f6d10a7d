package clock

import "time"

// ThisMachine is the clocks of the machine that the program runs on.
func ThisMachine() Machine {
	start := time.Now()
	asleep := sleep()
	return Machine{
		Wall:  func() time.Time { return time.Now().Round(0) },
		Ran:   func() time.Duration { return time.Since(start) },
		Slept: func() time.Duration { return sleep() - asleep },
	}
}
