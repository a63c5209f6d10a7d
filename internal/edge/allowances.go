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

	"github.com/sevenrungs/sevenrungs/assessments/access"
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
	requests  *Allowance // of one holder of keys, or one address without a key
	people    *Allowance // of one person who answers or reads a result
	addresses *Allowance // of all who answer or read a result from one address
}

// newAllowances makes those for so many requests a minute; 0 is for no limit at
// all. How much one person has used no ledger is told: it would be known there who
// answers when. Their address is.
func (e *Edge) newAllowances(perMinute int) (err error) {
	if perMinute == 0 {
		return nil
	}
	advice := fmt.Sprintf("You sent more than %d requests in a minute, or what you sent was so large that it counts as many. Wait, then try again.", perMinute)
	if e.requests, err = e.Allow("default", perMinute, time.Minute, advice); err != nil {
		return err
	}
	if e.people, err = e.allow("default", perMinute, time.Minute, advice, nil); err != nil {
		return err
	}
	if e.addresses, err = e.Allow("address", perAddress*perMinute, time.Minute,
		fmt.Sprintf("More than %d requests came in a minute from where you are. Wait, then try again.", perAddress*perMinute)); err != nil {
		return err
	}
	e.Registrations, err = e.Allow("registration", maxRegistrations, time.Hour,
		fmt.Sprintf("Somebody tried to register more than %d times in an hour from where you are. Wait, then try again.", maxRegistrations))
	return err
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
	return e.allowanceOf(CallerOf(c)).count(c, whomOf(c), min(more, max(e.requests.most/10-1, 0)))
}

// allowanceOf returns what the requests of a caller are counted against.
func (e *Edge) allowanceOf(who access.Caller) *Allowance {
	if who.Is(access.People...) {
		return e.people
	}
	return e.requests
}
