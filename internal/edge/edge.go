package edge

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/rs/cors"

	"github.com/sevenrungs/sevenrungs/assessments/access"
)

// Options is what the edge needs from outside. All fields are needed, but for
// those that say so.
type Options struct {
	Log *slog.Logger
	Now func() time.Time
	// Running is a time that nobody can set, by which requests are measured and counted;
	// nil for Now.
	Running func() time.Time
	NewID   func() string
	// Who finds out who asks. The error is of kind Unauthenticated when the key
	// that came with the request opens nothing.
	Who func(*http.Request) (access.Caller, error)

	RateLimit      int            // requests a minute from one caller; 0 for no limit
	Ledger         Ledger         // where several processes count together; nil for one that counts alone
	BodyRoom       int64          // bytes that the bodies of all requests under way may hold together; 0 for [DefaultBodyRoom]
	PublicURL      string         // where people reach the service, without a final slash; may be empty
	Hosts          []string       // names, perhaps with a port, by which they may reach it where PublicURL is empty
	CORSOrigins    []string       // may be empty
	TrustedProxies []netip.Prefix // whose X-Forwarded-For is believed; may be empty

	Watch Watcher // told of requests; may be nil
}

// Edge is the engine that what is served adds its addresses to. It counts every
// request against its caller, but for those of Uncounted.
type Edge struct {
	*gin.Engine
	Options
	Registrations *Allowance // to be counted where strangers make something that stays

	// Page replies with a problem to a person in a browser. Where it is nil, they
	// get what a program gets.
	Page func(*gin.Context, *Problem)
	// Uncounted are the addresses that health checks ask.
	Uncounted []string

	allowances
	shared []*shared // those allowances that are told the ledger
	rounds int       // how often that was done
	room   *room
	told   map[string]bool // the addresses where requests may be told at once
}

// New returns an edge without addresses.
func New(o Options) (*Edge, error) {
	if o.Running == nil {
		o.Running = o.Now
	}
	gin.SetMode(gin.ReleaseMode)
	e := &Edge{Engine: gin.New(), Options: o, room: newRoom(o.BodyRoom), told: map[string]bool{}}
	if err := e.newAllowances(o.RateLimit); err != nil {
		return nil, fmt.Errorf("rate limit: %w", err)
	}
	e.RedirectTrailingSlash = false
	e.HandleMethodNotAllowed = true
	e.UseRawPath = true // an encoded slash is part of a name, not of the path
	e.RemoteIPHeaders = []string{"X-Forwarded-For"}
	proxies := make([]string, len(o.TrustedProxies))
	for i, network := range o.TrustedProxies {
		proxies[i] = network.String()
	}
	if err := e.SetTrustedProxies(proxies); err != nil {
		return nil, fmt.Errorf("trusted proxies: %w", err)
	}
	e.Use(readOn, plainAddresses, e.identify, e.watch, e.recoverPanic, secure, e.Handle(e.admit), e.hold)
	e.NoRoute(e.Handle(NoRoute))
	e.NoMethod(e.Handle(noMethod))
	return e, nil
}

// Handler returns the handler of everything that was added.
func (e *Edge) Handler() http.Handler { return crossOrigin(e.CORSOrigins).Handler(e.Engine) }

// Handler replies to a request, or returns why it could not.
type Handler func(*gin.Context) error

// Handle makes a handler of gin's, which replies with the problem when there is
// one.
func (e *Edge) Handle(h Handler) gin.HandlerFunc {
	return func(c *gin.Context) {
		if err := h(c); err != nil {
			e.fail(c, err)
		}
	}
}

// NoRoute refuses an address where there is nothing.
func NoRoute(*gin.Context) error {
	return NotFound.Problem("There is nothing at this address. The addresses there are stand in /docs/.")
}

func noMethod(c *gin.Context) error {
	return MethodNotAllowed.Problem("This address does not take this method. It takes: " + c.Writer.Header().Get("Allow") + ".")
}

// crossOrigin lets pages of the given origins call the API from a browser. No
// cookies are allowed along.
func crossOrigin(origins []string) *cors.Cors {
	allow := func(string) bool { return false } // the library takes no origins for all of them
	options := cors.Options{
		AllowedMethods: []string{"GET", "POST", "PUT", "PATCH", "DELETE"},
		AllowedHeaders: []string{"Authorization", "Content-Type", "Accept-Language", "Idempotency-Key", "If-Match", "If-None-Match", "X-Request-Id"},
		ExposedHeaders: []string{"Content-Language", "ETag", "Idempotency-Replayed", "Link", "Location", "RateLimit", "RateLimit-Policy", "Retry-After", "X-Request-Id"},
		MaxAge:         600,
	}
	if len(origins) == 0 {
		options.AllowOriginFunc = allow
	}
	options.AllowedOrigins = origins
	return cors.New(options)
}
