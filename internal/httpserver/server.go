// Package httpserver runs an [http.Handler] on a listener until it is told to
// stop, and then stops politely: it goes on for a while, so that a load balancer
// can send people elsewhere, then takes no new connections, lets the requests
// that are under way finish, and gives up on those that take too long.
//
// Every step of a request has a time limit, so that a client that sends or
// reads one byte at a time cannot hold a connection for ever.
package httpserver

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"golang.org/x/net/netutil"
)

// defaultDrain is shorter than the 10 seconds that container engines wait before
// they kill, so that there is time to close the database.
const defaultDrain = 8 * time.Second

// Options changes how [Run] serves. The zero value of each field stands for
// what is named beside it.
type Options struct {
	OnDrain func() // called once, when told to stop; nothing

	Grace time.Duration                        // from being told to stop to the end of the listener; none
	After func(time.Duration) <-chan time.Time // tells that Grace is over; [time.After]

	MostConns int // open at once; as many as the system lets us, and 4,096 at most

	DrainLimit        time.Duration // for requests to finish once told to stop; 8 s
	ReadHeaderTimeout time.Duration // to read a request's header; 5 s
	ReadTimeout       time.Duration // to read a whole request; 30 s
	WriteTimeout      time.Duration // from the end of the header to the end of the reply; 60 s
	IdleTimeout       time.Duration // between two requests on one connection; 120 s
}

// maxHeaderBytes is how much header a request may have, in bytes. net/http adds
// 4 KiB of its own and answers 431 to more.
const maxHeaderBytes = 64 << 10

// Run serves h on ln until ctx is done, then drains, and closes ln in any case.
// It returns nil when every request had its reply. When the drain limit ran
// out it cuts the connections that are left and says so in the error; their
// handlers, told by their request's context, may still be running.
//
// Whoever holds a connection open is told with each reply during the grace that
// it ends with that reply. So nobody is about to use one when it is closed, but
// those who sent nothing all the while.
//
// What net/http has to say about single connections goes to log as warnings.
func Run(ctx context.Context, ln net.Listener, h http.Handler, log *slog.Logger, o Options) error {
	var draining atomic.Bool
	conns := &crowd{most: cmp.Or(o.MostConns, connsOf(files()))}
	ln = netutil.LimitListener(ln, conns.most)
	server := &http.Server{
		Handler:           partingFrom(h, func() bool { return draining.Load() || conns.isDense() }),
		ConnState:         conns.watch,
		ReadHeaderTimeout: cmp.Or(o.ReadHeaderTimeout, 5*time.Second),
		ReadTimeout:       cmp.Or(o.ReadTimeout, 30*time.Second),
		WriteTimeout:      cmp.Or(o.WriteTimeout, 60*time.Second),
		IdleTimeout:       cmp.Or(o.IdleTimeout, 120*time.Second),
		MaxHeaderBytes:    maxHeaderBytes,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
	served := make(chan error, 1)
	go func() { served <- server.Serve(ln) }()

	select {
	case err := <-served:
		return fmt.Errorf("serve on %s: %w", ln.Addr(), err)
	case <-ctx.Done():
	}
	draining.Store(true)
	if o.OnDrain != nil {
		o.OnDrain()
	}
	if err := o.wait(served); err != nil {
		return fmt.Errorf("serve on %s: %w", ln.Addr(), err)
	}
	err := drain(ctx, server, cmp.Or(o.DrainLimit, defaultDrain))
	// Serve closes ln, even when it was told to stop before it began.
	if ended := <-served; !errors.Is(ended, http.ErrServerClosed) {
		err = errors.Join(err, ended)
	}
	return err
}

// partingFrom is h, with replies that end their connection while it is time to part.
func partingFrom(h http.Handler, isTime func() bool) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if isTime() {
			w.Header().Set("Connection", "close")
		}
		h.ServeHTTP(w, r)
	})
}

// wait lets the grace pass, or returns why serving ended before.
func (o Options) wait(served <-chan error) error {
	if o.Grace <= 0 {
		return nil
	}
	after := o.After
	if after == nil {
		after = time.After
	}
	select {
	case <-after(o.Grace):
		return nil
	case err := <-served:
		return err
	}
}

func drain(ctx context.Context, server *http.Server, limit time.Duration) error {
	// The work under way outlives ctx, which is done already.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), limit)
	defer cancel()
	err := server.Shutdown(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		err = fmt.Errorf("requests were still under way after %g seconds and have been cut off", limit.Seconds())
		return errors.Join(err, server.Close())
	}
	return err
}
