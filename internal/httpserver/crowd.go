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
// many files open; 0 is for as many as it likes.
func connsOf(files uint64) int {
	switch {
	case files == 0 || files >= mostConns+sparedFiles:
		return mostConns
	case files < 2*sparedFiles:
		return int(max(1, files/2))
	}
	return int(files - sparedFiles)
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
	case http.StateActive, http.StateIdle: // it stays open
	}
}

// isDense tells whether there is little room left: then nobody keeps a connection
// that they do not use.
func (c *crowd) isDense() bool { return c.open.Load() > int64(c.most)*3/4 }
