package api

import (
	"fmt"
	"net"
	"net/netip"
	"slices"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/throttled/throttled/v2"
	"github.com/throttled/throttled/v2/store/memstore"
)

const (
	maxCallers  = 100_000 // how many callers are remembered; the longest silent are forgotten
	maxAttempts = 1000    // to count a request while others of the same caller are counted

	// maxRegistrations is how often somebody may try to register from one
	// address in an hour. A club registers once.
	maxRegistrations = 10
)

// limit is how often one caller may do something.
type limit struct {
	name    string
	most    int
	window  time.Duration
	advice  string
	limiter *throttled.GCRARateLimiterCtx
}

// limits are the limits on callers. A nil one is none.
type limits struct{ requests, registrations *limit }

// newLimits returns the limits for so many requests a minute; 0 is for none at
// all.
func newLimits(perMinute int, now func() time.Time) (limits, error) {
	if perMinute == 0 {
		return limits{}, nil
	}
	requests, err := newLimit("default", perMinute, time.Minute, now)
	if err != nil {
		return limits{}, err
	}
	requests.advice = fmt.Sprintf("You sent more than %d requests in a minute. Wait, then try again.", perMinute)
	registrations, err := newLimit("registration", maxRegistrations, time.Hour, now)
	if err != nil {
		return limits{}, err
	}
	registrations.advice = fmt.Sprintf("Somebody tried to register more than %d times in an hour from where you are. Wait, then try again.", maxRegistrations)
	return limits{requests, registrations}, nil
}

func newLimit(name string, most int, window time.Duration, now func() time.Time) (*limit, error) {
	store, err := memstore.New(maxCallers)
	if err != nil {
		return nil, err
	}
	store.SetTimeNow(now)
	limiter, err := throttled.NewGCRARateLimiterCtx(throttled.WrapStoreWithContext(store), throttled.RateQuota{
		MaxRate:  throttled.PerDuration(most, window),
		MaxBurst: most - 1,
	})
	if err != nil {
		return nil, err
	}
	limiter.SetMaxCASAttemptsLimit(maxAttempts)
	return &limit{name: name, most: most, window: window, limiter: limiter}, nil
}

// count counts something against a caller, and says in the RateLimit headers
// (IETF draft-ietf-httpapi-ratelimit-headers) what is left. Where two limits
// hold, each has its line.
func (l *limit) count(c *gin.Context, caller string) error {
	if l == nil {
		return nil
	}
	limited, state, err := l.limiter.RateLimitCtx(c.Request.Context(), caller, 1)
	if err != nil {
		return fmt.Errorf("count the request: %w", err)
	}
	name := strconv.Quote(l.name)
	header := c.Writer.Header()
	header.Add("RateLimit-Policy", name+";q="+strconv.Itoa(l.most)+";w="+strconv.Itoa(int(l.window.Seconds())))
	header.Add("RateLimit", name+";r="+strconv.Itoa(state.Remaining)+";t="+strconv.Itoa(int(state.ResetAfter.Round(time.Second).Seconds())))
	if limited {
		return tooMany.problem(l.advice).after(state.RetryAfter)
	}
	return nil
}

// uncounted are the addresses that health checks ask.
var uncounted = []string{"/livez", "/readyz"}

// admit finds out who asks, and counts the request against them: against the
// key, or against the address where there is none that works.
func (s *server) admit(c *gin.Context) error {
	if slices.Contains(uncounted, c.FullPath()) {
		return nil
	}
	who, err := s.authenticate(c)
	if _, known := problemFor(err); err != nil && !known {
		return err
	}
	counted := who.KeyID
	if counted == "" {
		counted = address(c)
	}
	if over := s.limits.requests.count(c, counted); over != nil {
		return over
	}
	if err != nil {
		return err
	}
	c.Set(callerKey, who)
	return nil
}

// address is where a request comes from: an address, or the /64 network of an
// IPv6 address, since one household has all of it.
func address(c *gin.Context) string {
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
