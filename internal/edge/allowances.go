package edge

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/throttled/throttled/v2"
	"github.com/throttled/throttled/v2/store/memstore"
)

const (
	maxCallers  = 100_000 // how many callers are remembered; the longest silent are forgotten
	maxAttempts = 1000    // to count a request while others of the same caller are counted

	// perAddress is how many people's allowances one address has for all who answer,
	// or read a result, from there: a whole office or day centre.
	perAddress = 10

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

// allowances are those that every request is counted against. They are nil where
// there is no limit.
type allowances struct {
	requests  *Allowance // of one holder of keys, one person who answers, or one address without a key
	addresses *Allowance // of all who answer or read a result from one address
}

// newAllowances returns what there is for so many requests a minute; 0 is for no
// limit at all.
func newAllowances(perMinute int, now func() time.Time) (all allowances, registrations *Allowance, err error) {
	if perMinute == 0 {
		return allowances{}, nil, nil
	}
	all.requests, err = newAllowance("default", perMinute, time.Minute, now)
	if err != nil {
		return allowances{}, nil, err
	}
	all.requests.advice = fmt.Sprintf("You sent more than %d requests in a minute, or what you sent was so large that it counts as many. Wait, then try again.", perMinute)
	all.addresses, err = newAllowance("address", perAddress*perMinute, time.Minute, now)
	if err != nil {
		return allowances{}, nil, err
	}
	all.addresses.advice = fmt.Sprintf("More than %d requests came in a minute from where you are. Wait, then try again.", perAddress*perMinute)
	registrations, err = newAllowance("registration", maxRegistrations, time.Hour, now)
	if err != nil {
		return allowances{}, nil, err
	}
	registrations.advice = fmt.Sprintf("Somebody tried to register more than %d times in an hour from where you are. Wait, then try again.", maxRegistrations)
	return all, registrations, nil
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

// Count counts something against whoever does it, and says in the RateLimit
// headers (IETF draft-ietf-httpapi-ratelimit-headers) what is left. Where two
// allowances hold, each has its line.
func (a *Allowance) Count(c *gin.Context, whom string) error { return a.count(c, whom, 1) }

func (a *Allowance) count(c *gin.Context, whom string, cost int) error {
	if a == nil || cost == 0 {
		return nil
	}
	limited, state, err := a.limiter.RateLimitCtx(c.Request.Context(), whom, cost)
	if err != nil {
		return fmt.Errorf("count the request: %w", err)
	}
	a.say(c, "RateLimit-Policy", ";q="+strconv.Itoa(a.most)+";w="+strconv.Itoa(int(a.window.Seconds())))
	a.say(c, "RateLimit", ";r="+strconv.Itoa(state.Remaining)+";t="+strconv.Itoa(int(state.ResetAfter.Round(time.Second).Seconds())))
	if limited {
		return TooMany.Problem(a.advice).After(state.RetryAfter)
	}
	return nil
}

// say sets the line of this allowance in a header.
func (a *Allowance) say(c *gin.Context, header, text string) {
	name, all := strconv.Quote(a.name), c.Writer.Header()
	others := slices.DeleteFunc(all[http.CanonicalHeaderKey(header)], func(line string) bool { return strings.HasPrefix(line, name+";") })
	all[http.CanonicalHeaderKey(header)] = append(others, name+text)
}

// Charge counts what a request costs beside the one that every request costs. It
// never is more than a tenth of the allowance, so that what is dear can still be
// done ten times a minute.
func (e *Edge) Charge(c *gin.Context, more int) error {
	if e.requests == nil {
		return nil
	}
	return e.requests.count(c, whomOf(c), min(more, max(e.requests.most/10-1, 0)))
}
