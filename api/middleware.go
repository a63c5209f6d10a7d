package api

import (
	"fmt"
	"log/slog"
	"maps"
	"net"
	"net/http"
	"net/netip"
	"regexp"
	"runtime/debug"
	"slices"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/throttled/throttled/v2"
	"github.com/throttled/throttled/v2/store/memstore"
)

const requestIDKey = "request_id"

// acceptedID is what a caller may send as X-Request-Id.
var acceptedID = regexp.MustCompile(`^[A-Za-z0-9._~-]{1,128}$`)

// identify gives the request an id: the caller's own when it is a sound one.
func (s *server) identify(c *gin.Context) {
	id := c.GetHeader("X-Request-Id")
	if !acceptedID.MatchString(id) {
		id = s.NewID()
	}
	c.Set(requestIDKey, id)
	c.Header("X-Request-Id", id)
}

func requestID(c *gin.Context) string { return c.GetString(requestIDKey) }

// logAccess writes one line for each request: the route's pattern, never the
// address, a body, a key or who asked.
func (s *server) logAccess(c *gin.Context) {
	start := s.Now()
	c.Next()
	s.Log.LogAttrs(c.Request.Context(), slog.LevelInfo, "request",
		slog.String("request_id", requestID(c)),
		slog.String("method", knownMethod(c.Request.Method)),
		slog.String("route", c.FullPath()),
		slog.Int("status", c.Writer.Status()),
		slog.Int("bytes", max(0, c.Writer.Size())),
		slog.Float64("milliseconds", float64(s.Now().Sub(start))/float64(time.Millisecond)),
	)
}

// knownMethod keeps what a caller makes up out of the log.
func knownMethod(method string) string {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return method
	}
	return "other"
}

// recoverPanic turns a panic into a 500. A client that went away is not one.
func (s *server) recoverPanic(c *gin.Context) {
	defer func() {
		switch cause := recover(); cause {
		case nil:
		case http.ErrAbortHandler:
			panic(cause)
		default:
			err := fmt.Errorf("panic: %v\n%s", cause, debug.Stack())
			if c.Writer.Written() {
				s.Log.ErrorContext(c.Request.Context(), "panic after the answer began", slog.String("request_id", requestID(c)), slog.String("error", err.Error()))
				panic(http.ErrAbortHandler)
			}
			s.fail(c, err)
		}
	}()
	c.Next()
}

// careful are the headers that keep browsers careful. Pages that need more,
// such as the docs, set their own policy. All answers share these values: set a
// header anew, never change one in place.
var careful = http.Header{
	"Content-Security-Policy":    {"default-src 'none'; frame-ancestors 'none'"},
	"Cross-Origin-Opener-Policy": {"same-origin"},
	"Permissions-Policy":         {"camera=(), geolocation=(), microphone=()"},
	"Referrer-Policy":            {"no-referrer"},
	"X-Content-Type-Options":     {"nosniff"},
	"X-Frame-Options":            {"DENY"},
}

func secure(c *gin.Context) { maps.Copy(c.Writer.Header(), careful) }

const (
	rateWindow  = time.Minute
	maxCallers  = 100_000 // how many callers are remembered; the longest silent are forgotten
	maxAttempts = 1000    // to count a request while others of the same caller are counted
)

// newLimiter returns a limiter of so many requests a minute, or nil for none.
func newLimiter(perMinute int, now func() time.Time) (*throttled.GCRARateLimiterCtx, error) {
	if perMinute == 0 {
		return nil, nil //nolint:nilnil // no limiter is the honest answer to no limit
	}
	store, err := memstore.New(maxCallers)
	if err != nil {
		return nil, err
	}
	store.SetTimeNow(now)
	limiter, err := throttled.NewGCRARateLimiterCtx(throttled.WrapStoreWithContext(store), throttled.RateQuota{
		MaxRate:  throttled.PerDuration(perMinute, rateWindow),
		MaxBurst: perMinute - 1,
	})
	if err != nil {
		return nil, err
	}
	limiter.SetMaxCASAttemptsLimit(maxAttempts)
	return limiter, nil
}

// uncounted are the addresses that health checks ask.
var uncounted = []string{"/livez", "/readyz"}

// limitRate counts the request against its caller, and says in the RateLimit
// headers (IETF draft-ietf-httpapi-ratelimit-headers) what is left.
func (s *server) limitRate(c *gin.Context) error {
	if s.limiter == nil || slices.Contains(uncounted, c.FullPath()) {
		return nil
	}
	limited, state, err := s.limiter.RateLimitCtx(c.Request.Context(), caller(c), 1)
	if err != nil {
		return fmt.Errorf("count the request: %w", err)
	}
	c.Header("RateLimit-Policy", `"default";q=`+strconv.Itoa(s.RateLimit)+`;w=`+strconv.Itoa(int(rateWindow.Seconds())))
	c.Header("RateLimit", `"default";r=`+strconv.Itoa(state.Remaining)+`;t=`+strconv.Itoa(int(state.ResetAfter.Round(time.Second).Seconds())))
	if limited {
		return tooMany.problem(fmt.Sprintf("You sent more than %d requests in a minute. Wait, then try again.", s.RateLimit)).after(state.RetryAfter)
	}
	return nil
}

// caller is whom a request counts against: the address, or the /64 network of
// an IPv6 address, since one household has all of it.
func caller(c *gin.Context) string {
	address, err := netip.ParseAddr(c.ClientIP())
	if err != nil {
		host, _, _ := net.SplitHostPort(c.Request.RemoteAddr)
		return host
	}
	if address.Is6() && !address.Is4In6() {
		network, _ := address.WithZone("").Prefix(64)
		return network.String()
	}
	return address.Unmap().String()
}
