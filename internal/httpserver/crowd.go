package httpserver

import (
	"net"
	"net/http"
	"sync/atomic"
)

const (
	// mostConns is how many connections are open at once, where the system lets us
	// open that many. Those that come then wait until one ends. An open one takes
	// some 20 KiB.
	mostConns = 4096

	// sparedFiles is how many files are left for all else: the database's, those of
	// its server, the receivers of webhooks.
	sparedFiles = 128
)

// connsOf returns how many connections may be open for a process that may have so
// many files open.
func connsOf(files uint64) int {
	return int(min(mostConns, max(files, 2*sparedFiles)-sparedFiles)) //nolint:gosec // G115: it is no more than mostConns
}

// A crowd counts the connections that are open.
type crowd struct {
	most int
	open atomic.Int64
}

// watch is a hook of [http.Server].
func (c *crowd) watch(_ net.Conn, state http.ConnState) {
	switch state {
	case http.StateNew:
		c.open.Add(1)
	case http.StateClosed, http.StateHijacked:
		c.open.Add(-1)
	}
}

// isDense tells whether there is little room left: then nobody keeps a connection
// that they do not use.
func (c *crowd) isDense() bool { return c.open.Load() > int64(c.most)*3/4 }
