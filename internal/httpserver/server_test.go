package httpserver

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"
	"time"
)

// running is a server under test.
type running struct {
	addr string
	stop context.CancelFunc
	done <-chan error // what Run returned
	log  *lockedBuffer
}

// start runs h on a free port of this machine and stops it when the test ends.
func start(t *testing.T, h http.Handler, o Options) running {
	t.Helper()
	ln, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	log := &lockedBuffer{}
	go func() {
		done <- Run(ctx, ln, h, slog.New(slog.NewJSONHandler(log, nil)), o)
		close(done)
	}()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Errorf("Run returned %v when the test ended", err)
		}
	})
	return running{addr: ln.Addr().String(), stop: stop, done: done, log: log}
}

// patience is how long a test waits for what must happen. It is no measure of
// anything: only a test that fails waits as long.
const patience = time.Minute

// dial opens a connection that closes with the test.
func (r running) dial(t *testing.T) net.Conn {
	t.Helper()
	conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", r.addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	if err := conn.SetDeadline(time.Now().Add(patience)); err != nil {
		t.Fatal(err)
	}
	return conn
}

// send writes text as it stands.
func send(t *testing.T, conn net.Conn, text string) {
	t.Helper()
	if _, err := io.WriteString(conn, text); err != nil {
		t.Fatal(err)
	}
}

// receive reads one answer and returns its status.
func receive(t *testing.T, conn net.Conn) int {
	t.Helper()
	status, _ := receiveLast(t, conn)
	return status
}

// receiveLast is as receive, and says whether the answer ends its connection.
func receiveLast(t *testing.T, conn net.Conn) (status int, ends bool) {
	t.Helper()
	answer, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	return answer.StatusCode, answer.Close
}

const get = "GET / HTTP/1.1\r\nHost: test\r\n\r\n"

// held is a handler that waits until it is released.
type held struct {
	arrived, release chan struct{}
}

func newHeld() held { return held{make(chan struct{}), make(chan struct{})} }

func (h held) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	close(h.arrived)
	<-h.release
	if r.Context().Err() == nil {
		w.WriteHeader(http.StatusTeapot)
	}
}

func TestRequestUnderWayGetsItsAnswer(t *testing.T) {
	t.Parallel()
	handler := newHeld()
	draining := make(chan struct{})
	server := start(t, handler, Options{OnDrain: func() { close(draining) }})
	conn := server.dial(t)
	send(t, conn, get)
	<-handler.arrived
	server.stop()
	<-draining
	waitUntilRefused(t, server.addr)
	select {
	case err := <-server.done:
		t.Fatalf("stopped with a request under way: %v", err)
	default:
	}

	close(handler.release)
	if status := receive(t, conn); status != http.StatusTeapot {
		t.Errorf("the answer is %d, want %d", status, http.StatusTeapot)
	}
	if err := <-server.done; err != nil {
		t.Errorf("Run returned %v, want nil", err)
	}
}

// waitUntilRefused waits until addr takes no connection, which happens shortly
// after OnDrain has returned.
func waitUntilRefused(t *testing.T, addr string) {
	t.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); {
		conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", addr)
		if err != nil {
			return
		}
		conn.Close()
		time.Sleep(time.Millisecond)
	}
	t.Fatal("new connections are still taken while draining")
}

func TestStopWithNothingUnderWayIsClean(t *testing.T) {
	t.Parallel()
	server := start(t, http.NotFoundHandler(), Options{})
	conn := server.dial(t)
	send(t, conn, get)
	receive(t, conn)
	server.stop() // the connection is kept open by its client, but idle
	if err := <-server.done; err != nil {
		t.Errorf("Run returned %v, want nil", err)
	}
}

func TestDrainLimitCutsWhatIsLeft(t *testing.T) {
	t.Parallel()
	told := make(chan struct{})
	arrived := make(chan struct{})
	handler := http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		close(arrived)
		<-r.Context().Done()
		close(told)
	})
	server := start(t, handler, Options{DrainLimit: 50 * time.Millisecond})
	conn := server.dial(t)
	send(t, conn, get)
	<-arrived
	server.stop()
	err := <-server.done
	const want = "requests were still under way after 0.05 seconds and have been cut off"
	if err == nil || err.Error() != want {
		t.Errorf("Run returned %v, want %q", err, want)
	}
	<-told
	if n, err := conn.Read(make([]byte, 1)); err == nil {
		t.Errorf("the connection still gave %d bytes", n)
	}
}

func TestSlowHeaderIsCut(t *testing.T) {
	t.Parallel()
	server := start(t, http.NotFoundHandler(), Options{ReadHeaderTimeout: 30 * time.Millisecond})
	conn := server.dial(t)
	_, _ = io.WriteString(conn, "GET / HTTP/1.1\r\nHost: te") // fails when the end came first
	if got, err := io.ReadAll(conn); errors.Is(err, os.ErrDeadlineExceeded) || len(got) > 0 {
		t.Errorf("half a header got %q (%v), want the end of the connection", got, err)
	}
}

func TestSlowBodyIsCut(t *testing.T) {
	t.Parallel()
	result := make(chan error, 1)
	handler := http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, err := io.ReadAll(r.Body)
		result <- err
	})
	// On a busy machine the time may be up before the header is read. Then it was
	// too short to try this with.
	for limit := 30 * time.Millisecond; limit < patience; limit *= 2 {
		conn := start(t, handler, Options{ReadTimeout: limit}).dial(t)
		_, _ = io.WriteString(conn, "POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 10\r\n\r\nhalf")
		_, _ = io.ReadAll(conn) // until the end
		select {
		case err := <-result:
			if err == nil || !strings.Contains(err.Error(), "timeout") {
				t.Errorf("reading half a body gave %v, want a timeout", err)
			}
			return
		default:
		}
	}
	t.Error("no handler ever had half a body to read")
}

func TestLargeHeaderIsRefused(t *testing.T) {
	t.Parallel()
	server := start(t, http.NotFoundHandler(), Options{})
	for _, test := range []struct{ size, want int }{
		{60 << 10, http.StatusNotFound},
		{70 << 10, http.StatusRequestHeaderFieldsTooLarge},
	} {
		conn := server.dial(t)
		send(t, conn, "GET / HTTP/1.1\r\nHost: test\r\nX-Large: "+strings.Repeat("a", test.size)+"\r\n\r\n")
		if status := receive(t, conn); status != test.want {
			t.Errorf("a header of %d bytes got %d, want %d", test.size, status, test.want)
		}
	}
}

func TestWhatNetHTTPReportsGoesToTheLog(t *testing.T) {
	t.Parallel()
	handler := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusOK)
		w.WriteHeader(http.StatusTeapot)
	})
	server := start(t, handler, Options{})
	conn := server.dial(t)
	send(t, conn, get)
	receive(t, conn)
	server.stop()
	if err := <-server.done; err != nil {
		t.Error(err)
	}
	if log := server.log.String(); !strings.Contains(log, `"level":"WARN"`) || !strings.Contains(log, "superfluous") {
		t.Errorf("the log is %q, want a warning of net/http's", log)
	}
}

func TestStopBeforeTheStartClosesTheListener(t *testing.T) {
	t.Parallel()
	ln, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := Run(ctx, ln, http.NotFoundHandler(), slog.New(slog.DiscardHandler), Options{}); err != nil {
		t.Errorf("Run returned %v, want nil", err)
	}
	if _, err := ln.Accept(); !errors.Is(err, net.ErrClosed) {
		t.Errorf("accepting gave %v, want a closed listener", err)
	}
}

func TestListenerThatFailsEndsTheRun(t *testing.T) {
	t.Parallel()
	ln, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ln.Close()
	err = Run(t.Context(), ln, http.NotFoundHandler(), slog.New(slog.DiscardHandler), Options{})
	if !errors.Is(err, net.ErrClosed) {
		t.Errorf("Run returned %v, want %v", err, net.ErrClosed)
	}
}

// lockedBuffer is a buffer that a test may read while a server writes to it.
type lockedBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}
