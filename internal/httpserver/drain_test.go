package httpserver

import (
	"context"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// client asks as a browser or a load balancer does: on a connection that it keeps.
func (r running) client(t *testing.T) func(path string) int {
	t.Helper()
	transport := &http.Transport{}
	t.Cleanup(transport.CloseIdleConnections)
	return func(path string) int {
		ctx, cancel := context.WithTimeout(t.Context(), patience)
		defer cancel()
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+r.addr+path, http.NoBody)
		if err != nil {
			t.Error(err)
			return 0
		}
		answer, err := transport.RoundTrip(request)
		if err != nil {
			t.Errorf("a request was cut: %v", err)
			return 0
		}
		answer.Body.Close()
		return answer.StatusCode
	}
}

// A load balancer is told first. Until the grace is over all is served, and none
// of many clients that keep their connections loses a request, the last included.
func TestNobodyIsCutWhileItDrains(t *testing.T) {
	t.Parallel()
	const clients = 40
	var draining atomic.Bool
	told, over, release := make(chan struct{}), make(chan time.Time), make(chan struct{})
	var last sync.WaitGroup
	last.Add(clients)
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/readyz" && draining.Load():
			w.WriteHeader(http.StatusServiceUnavailable)
		case r.URL.Path == "/last":
			last.Done()
			<-release
		}
	})
	server := start(t, handler, Options{
		Grace:   5 * time.Second,
		After:   func(time.Duration) <-chan time.Time { return over },
		OnDrain: func() { draining.Store(true); close(told) },
	})
	var all sync.WaitGroup
	for range clients {
		ask := server.client(t)
		all.Go(func() {
			for stopped := false; !stopped; {
				select {
				case <-told:
					stopped = true
				default:
				}
				ask("/")
			}
			if got := ask("/readyz"); got != http.StatusServiceUnavailable {
				t.Errorf("/readyz while it drains is %d", got)
			}
			for _, path := range []string{"/", "/", "/last"} {
				if got := ask(path); got != http.StatusOK {
					t.Errorf("%s while it drains is %d", path, got)
				}
			}
		})
	}
	server.stop()
	last.Wait() // all are let in, long after it was told to stop
	over <- time.Time{}
	waitUntilRefused(t, server.addr)
	close(release)
	all.Wait()
	if err := <-server.done; err != nil {
		t.Errorf("Run returned %v, want nil", err)
	}
}

// Whoever keeps a connection is told that it ends, before it does.
func TestRepliesWhileItDrainsEndTheirConnection(t *testing.T) {
	t.Parallel()
	told, over := make(chan struct{}), make(chan time.Time)
	server := start(t, http.NotFoundHandler(), Options{
		Grace:   5 * time.Second,
		After:   func(time.Duration) <-chan time.Time { return over },
		OnDrain: func() { close(told) },
	})
	conn := server.dial(t)
	send(t, conn, get)
	if _, ends := receiveLast(t, conn); ends {
		t.Error("a reply ends its connection before anybody said stop")
	}
	server.stop()
	<-told
	send(t, conn, get)
	if _, ends := receiveLast(t, conn); !ends {
		t.Error("a reply while it drains leaves its connection open")
	}
	close(over)
}

// A listener that fails while it drains ends the run, not the grace.
func TestListenerThatFailsWhileItDrainsEndsTheRun(t *testing.T) {
	t.Parallel()
	ln, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	err = Run(ctx, ln, http.NotFoundHandler(), slog.New(slog.DiscardHandler), Options{
		Grace:   5 * time.Second,
		After:   func(time.Duration) <-chan time.Time { return nil },
		OnDrain: func() { ln.Close() },
	})
	if err == nil {
		t.Error("Run returned nil for a listener that failed")
	}
}
