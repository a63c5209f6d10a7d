package databasetest

import (
	"net"
	"net/url"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// A Line leads to a PostgreSQL server, and can be cut: then no byte passes, and
// nobody is told so, as when somebody pulls a plug. Or it can be closed: then all
// are told so, as when the server has stopped.
type Line struct {
	Address string // of the database, over this line

	mu       sync.RWMutex // held while it is cut, shared to pass bytes
	isCut    bool
	isClosed atomic.Bool
	passing  sync.Map // the connections, each by itself
	listener net.Listener
	from     string // the kind of network that the server is on, and its address there
	address  string
}

// NewLine lays a line to the database at an address. It goes when t ends.
func NewLine(t testing.TB, address string) *Line {
	t.Helper()
	config, err := pgx.ParseConfig(address)
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	l := &Line{}
	l.from, l.address = pgconn.NetworkAddress(config.Host, config.Port)
	if l.listener, err = new(net.ListenConfig).Listen(t.Context(), "unix", filepath.Join(folder, ".s.PGSQL."+strconv.Itoa(int(config.Port)))); err != nil {
		t.Fatal(err)
	}
	settings := u.Query()
	settings.Set("host", folder)
	settings.Set("port", strconv.Itoa(int(config.Port)))
	u.Host, u.RawQuery = "", settings.Encode()
	l.Address = u.String()
	var ends sync.WaitGroup
	ends.Go(func() { l.accept(&ends) })
	t.Cleanup(func() {
		l.Mend()
		_ = l.listener.Close()
		l.Close()
		ends.Wait()
	})
	return l
}

func (l *Line) accept(ends *sync.WaitGroup) {
	for {
		near, err := l.listener.Accept()
		if err != nil {
			return
		}
		far, err := net.Dial(l.from, l.address) //nolint:noctx // it is on this machine
		if err != nil {
			_ = near.Close()
			continue
		}
		l.passing.Store(near, far)
		ends.Go(func() { l.pass(near, far) })
		ends.Go(func() { l.pass(far, near) })
		if l.isClosed.Load() {
			l.Close()
		}
	}
}

// Close ends all connections, and each new one at once.
func (l *Line) Close() {
	l.isClosed.Store(true)
	l.passing.Range(func(near, far any) bool {
		_, _ = near.(net.Conn).Close(), far.(net.Conn).Close()
		return true
	})
}

// Open lets new connections through again.
func (l *Line) Open() { l.isClosed.Store(false) }

// pass passes bytes on, while the line is whole.
func (l *Line) pass(from, to net.Conn) {
	defer func() { _, _ = from.Close(), to.Close() }()
	buffer := make([]byte, 16<<10)
	for {
		n, err := from.Read(buffer)
		l.mu.RLock()
		if n > 0 {
			_, _ = to.Write(buffer[:n]) // who has gone is told by the next read
		}
		l.mu.RUnlock()
		if err != nil {
			return
		}
	}
}

// Cut lets nothing through until [Line.Mend].
func (l *Line) Cut() {
	l.mu.Lock()
	l.isCut = true
}

// Mend lets through what was sent, and what is sent from now on.
func (l *Line) Mend() {
	if l.isCut {
		l.isCut = false
		l.mu.Unlock()
	}
}
