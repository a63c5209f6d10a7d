package api

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"net/netip"
	"strconv"
	"sync"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/go-json-experiment/json"
	"github.com/rs/cors"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
)

// Options is what the edge needs from outside. All fields are needed, but for
// those that say so.
type Options struct {
	Catalogue   *instrument.Catalogue
	Service     *assessments.Service
	Comparisons *comparisons.Service
	Ready       func(context.Context) error // nil when requests can be served
	About       Version                     // what is running
	Log         *slog.Logger
	Now         func() time.Time
	NewID       func() string

	RateLimit      int            // requests a minute from one address; 0 for no limit
	PublicURL      string         // where people reach the service, without a final slash; "" for the host of each request
	OpenToAll      bool           // whether organisations may register themselves
	CORSOrigins    []string       // may be empty
	TrustedProxies []netip.Prefix // whose X-Forwarded-For is believed; may be empty
}

// server holds what handlers share. It never changes after New.
type server struct {
	Options
	limits      limits
	running     *sync.Map // the ids of requests under way that may be sent again
	instruments instrumentPages
	files       files
}

// New returns the handler of the whole HTTP edge.
func New(o Options) (http.Handler, error) {
	engine, err := newEngine(o)
	if err != nil {
		return nil, err
	}
	return crossOrigin(o.CORSOrigins).Handler(engine), nil
}

func newEngine(o Options) (*gin.Engine, error) {
	limits, err := newLimits(o.RateLimit, o.Now)
	if err != nil {
		return nil, fmt.Errorf("rate limit: %w", err)
	}
	s := &server{Options: o, limits: limits, running: new(sync.Map), instruments: newInstrumentPages(o.Catalogue), files: newDocs()}
	maps.Copy(s.files, newPages())
	gin.SetMode(gin.ReleaseMode)
	engine := gin.New()
	engine.RedirectTrailingSlash = false
	engine.HandleMethodNotAllowed = true
	engine.UseRawPath = true // an encoded slash is part of a name, not of the path
	engine.RemoteIPHeaders = []string{"X-Forwarded-For"}
	proxies := make([]string, len(o.TrustedProxies))
	for i, network := range o.TrustedProxies {
		proxies[i] = network.String()
	}
	if err := engine.SetTrustedProxies(proxies); err != nil {
		return nil, fmt.Errorf("trusted proxies: %w", err)
	}
	engine.Use(s.identify, s.logAccess, s.recoverPanic, secure, s.handle(s.admit))
	engine.NoRoute(s.handle(noRoute))
	engine.NoMethod(s.handle(noMethod))
	s.routes(engine)
	return engine, nil
}

// handler replies to a request, or returns why it could not.
type handler func(*gin.Context) error

func (s *server) handle(h handler) gin.HandlerFunc {
	return func(c *gin.Context) {
		if err := h(c); err != nil {
			s.fail(c, err)
		}
	}
}

func noRoute(*gin.Context) error {
	return notFound.problem("There is nothing at this address. The addresses there are stand in /docs/.")
}

func noMethod(c *gin.Context) error {
	return methodNotAllowed.problem("This address does not take this method. It takes: " + c.Writer.Header().Get("Allow") + ".")
}

// crossOrigin lets pages of the given origins call the API from a browser. No
// cookies are used, so none are allowed.
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

// encode writes JSON. What is encoded here is made of plain fields, so it
// cannot fail; if it ever does, the recovery turns it into a 500.
func encode(value any) []byte {
	body, err := json.Marshal(value)
	if err != nil {
		panic(fmt.Sprintf("encode %T: %v", value, err))
	}
	return append(body, '\n')
}

// buffers are used again, because a reply is larger than all that is needed
// to work it out.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// writeJSON replies 200 with a value. The same value is the same bytes.
func writeJSON(c *gin.Context, value any) error { return writeStatus(c, http.StatusOK, value) }

func writeStatus(c *gin.Context, status int, value any) error {
	body := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(body)
	body.Reset()
	if err := json.MarshalWrite(body, value, json.Deterministic(true)); err != nil {
		return fmt.Errorf("encode %T: %w", value, err)
	}
	body.WriteByte('\n')
	c.Header("Content-Length", strconv.Itoa(body.Len()))
	c.Data(status, jsonType, body.Bytes())
	return nil
}

// privately is the caching of what is for the caller alone, who asks each time
// whether it has changed.
const privately = "private, no-cache"

// writePrivately replies 200 with what is for the caller alone.
func writePrivately(c *gin.Context, value any) error {
	c.Header("Cache-Control", privately)
	return writeJSON(c, value)
}

// send replies with a body, or with 304 when the caller has it.
func send(c *gin.Context, caching, mediaType string, body []byte) error {
	c.Header("Cache-Control", caching)
	if !notModified(c, etagOf(body)) {
		c.Data(http.StatusOK, mediaType, body)
	}
	return nil
}

const jsonType = "application/json"
