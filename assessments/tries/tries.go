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
	"sync"

	"pgregory.net/rapid"
)

// every is how many tries one stands for, unless all are made. It is odd, so that what
// tests do in every other try is still done.
const every = 3

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

// Check holds a property against a third of what [rapid.Check] would hold it against, or
// against all. If -rapid.checks says how many, it is that many.
func Check(t rapid.TB, property func(*rapid.T)) {
	t.Helper()
	setChecks()
	rapid.Check(t, property)
}

var setChecks = sync.OnceFunc(func() {
	checks := flag.Lookup("rapid.checks")
	all, err := strconv.Atoi(checks.DefValue)
	if err == nil && checks.Value.String() == checks.DefValue {
		err = checks.Value.Set(strconv.Itoa((all + step() - 1) / step()))
	}
	if err != nil {
		panic("rapid has another flag than before: " + err.Error())
	}
})
