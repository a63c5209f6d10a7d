package httpserver

import (
	"bufio"
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"testing"
)

func TestOnlySoManyConnectionsAreOpen(t *testing.T) {
	t.Parallel()
	const most = 8
	ln, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		ended <- Run(ctx, ln, http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}), slog.New(slog.DiscardHandler), Options{MostConns: most})
	}()
	defer func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	}()
	ask := func(conn net.Conn) (stays bool) {
		t.Helper()
		if _, err := fmt.Fprint(conn, "GET / HTTP/1.1\r\nHost: a\r\n\r\n"); err != nil {
			t.Fatal(err)
		}
		answer, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		if answer.StatusCode != http.StatusOK {
			t.Errorf("status %d", answer.StatusCode)
		}
		return !answer.Close
	}
	dial := func() net.Conn {
		t.Helper()
		conn, err := net.Dial("tcp", ln.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		return conn
	}
	var kept []net.Conn
	for n := range 3 * most { // those that come when there is little room do not stay
		conn := dial()
		defer conn.Close()
		if ask(conn) {
			kept = append(kept, conn)
		} else if n < most/2 {
			t.Errorf("connection %d is ended with its reply", n)
		}
	}
	if len(kept) > most*3/4 {
		t.Errorf("%d connections are kept, want %d at most", len(kept), most*3/4)
	}
	for _, conn := range kept {
		ask(conn)
	}
}

func TestHowManyConnectionsThereMayBe(t *testing.T) {
	t.Parallel()
	for files, want := range map[uint64]int{0: mostConns, 1: 1, 64: 32, 256: 128, 1024: 896, 20_000: mostConns, ^uint64(0): mostConns} {
		if got := connsOf(files); got != want {
			t.Errorf("with %d files: %d connections, want %d", files, got, want)
		}
	}
}
