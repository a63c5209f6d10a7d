package cli

import (
	"runtime/debug"
	"slices"
	"strings"
)

// collectAt is how far the heap may grow, in percent of what is in use, before
// garbage is collected. An answer leaves much garbage and nothing behind, and
// little is in use, so that at Go's 100 a busy service collects all the time.
const collectAt = 400

// heldAtMost is how many bytes Go may hold before it collects more often, and gives
// back what it does not need: five times as much as a busy service has in use. It
// can hold more, if so much is in use. SQLite's own memory is beside it.
const heldAtMost = 80 << 20

// easeCollector sets both, unless whoever runs the service has set GOGC or
// GOMEMLIMIT. What starting has left behind is given back first.
func (p Process) easeCollector() {
	debug.FreeOSMemory()
	if !p.isSet("GOGC") {
		debug.SetGCPercent(collectAt)
	}
	if !p.isSet("GOMEMLIMIT") {
		debug.SetMemoryLimit(heldAtMost)
	}
}

func (p Process) isSet(name string) bool {
	return slices.ContainsFunc(p.Environ, func(entry string) bool { return strings.HasPrefix(entry, name+"=") })
}
