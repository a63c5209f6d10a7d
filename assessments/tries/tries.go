// Package tries says how often a test tries what it leaves to chance: when a process is
// killed, or what a property is held against. While somebody works, a third of the tries
// is enough. With TEST_TRIES=all they are all made, as they are before a change lands.
//
// A test that must have met something by chance makes all its tries, always.
package tries

import (
	"flag"
	"iter"
	"os"
	"strconv"

	"pgregory.net/rapid"
)

// every is how many tries one stands for, unless all are made. It is odd, so that what
// tests do in every other try is still done.
const every = 3

// checks is how many tries rapid makes, unless it is told.
const checks = 100

// init has rapid make fewer, in all of the process, unless -rapid.checks says how many.
// Later there would be tests that read the number.
func init() { //nolint:gochecknoinits // as above
	if err := flag.Set("rapid.checks", strconv.Itoa((checks+step()-1)/step())); err != nil {
		panic("rapid is not told how often to try: " + err.Error())
	}
}

func step() int {
	if os.Getenv("TEST_TRIES") == "all" {
		return 1
	}
	return every
}

// Among goes through numbers from 0 on that are below all: every third, or each.
func Among(all int) iter.Seq[int] { return among(all, step()) }

func among(all, step int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for n := 0; n < all && yield(n); n += step {
		}
	}
}

// Check holds a property against a third of what rapid makes of itself, or against all.
func Check(t rapid.TB, property func(*rapid.T)) {
	t.Helper()
	rapid.Check(t, property)
}

// CheckAll holds a property against all of it, always.
func CheckAll(t rapid.TB, property func(*rapid.T)) {
	t.Helper()
	for range step() {
		rapid.Check(t, property)
	}
}
