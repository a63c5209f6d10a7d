package edge

import (
	"fmt"
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

// Allowance is how often one caller may do something. A nil one is without end.
type Allowance struct {
	name    string
	most    int
	window  time.Duration
	advice  string
	limiter *throttled.GCRARateLimiterCtx
}

// newAllowances returns what there is for so many requests a minute; 0 is for no
// limit at all.
func newAllowances(perMinute int, now func() time.Time) (requests, registrations *Allowance, err error) {
	if perMinute == 0 {
		return nil, nil, nil
	}
	requests, err = newAllowance("default", perMinute, time.Minute, now)
	if err != nil {
		return nil, nil, err
	}
	requests.advice = fmt.Sprintf("You sent more than %d requests in a minute. Wait, then try again.", perMinute)
	registrations, err = newAllowance("registration", maxRegistrations, time.Hour, now)
	if err != nil {
		return nil, nil, err
	}
	registrations.advice = fmt.Sprintf("Somebody tried to register more than %d times in an hour from where you are. Wait, then try again.", maxRegistrations)
	return requests, registrations, nil
}

func newAllowance(name string, most int, window time.Duration, now func() time.Time) (*Allowance, error) {
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
	return &Allowance{name: name, most: most, window: window, limiter: limiter}, nil
}

// Count counts something against a caller, and says in the RateLimit headers
// (IETF draft-ietf-httpapi-ratelimit-headers) what is left. Where two limits
// hold, each has its line.
func (a *Allowance) Count(c *gin.Context, caller string) error {
	if a == nil {
		return nil
	}
	limited, state, err := a.limiter.RateLimitCtx(c.Request.Context(), caller, 1)
	if err != nil {
		return fmt.Errorf("count the request: %w", err)
	}
	name := strconv.Quote(a.name)
	header := c.Writer.Header()
	header.Add("RateLimit-Policy", name+";q="+strconv.Itoa(a.most)+";w="+strconv.Itoa(int(a.window.Seconds())))
	header.Add("RateLimit", name+";r="+strconv.Itoa(state.Remaining)+";t="+strconv.Itoa(int(state.ResetAfter.Round(time.Second).Seconds())))
	if limited {
		return TooMany.Problem(a.advice).After(state.RetryAfter)
	}
	return nil
}
