package edge

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/sevenrungs/sevenrungs/assessments/access"
)

const (
	callerKey = "caller"
	whomKey   = "whom"
)

// CallerOf returns who asks.
func CallerOf(c *gin.Context) access.Caller {
	who, _ := c.Get(callerKey)
	caller, _ := who.(access.Caller)
	return caller
}

// whomOf returns against whom a request is counted.
func whomOf(c *gin.Context) string { return c.GetString(whomKey) }

// admit finds out who asks, and counts the request against them. All keys of an
// organisation, a partner or a funder count as one, since they can have as many
// as they like. A key that a person answers or reads with counts alone, and
// against the address too, since whoever invites can start many. Where there is
// no key that works, the address counts.
func (e *Edge) admit(c *gin.Context) error {
	if slices.Contains(e.Uncounted, c.FullPath()) {
		e.tell(c)
		return nil
	}
	who, err := e.Who(c.Request)
	if _, known := problemFor(err); err != nil && !known {
		return err
	}
	e.account(c, who)
	whom := who.Holder()
	if whom == "" {
		whom = Address(c)
	}
	c.Set(whomKey, whom)
	if over := e.allowanceOf(who).Count(c, whom); over != nil {
		return over
	}
	if who.Is(access.People...) {
		if over := e.addresses.Count(c, Address(c)); over != nil {
			return over
		}
	}
	if err != nil {
		return err
	}
	c.Set(callerKey, who)
	return nil
}

// CountAddress counts a request against the address as well, whose key turned out to open
// nothing.
func (e *Edge) CountAddress(c *gin.Context) error { return e.requests.Count(c, Address(c)) }

// plainAddresses takes the ports off the addresses that proxies name, and the
// brackets with which some tell them apart: gin takes an address with a port for
// none, and all callers of a proxy for one. What is no address stays as it is.
func plainAddresses(c *gin.Context) {
	const name = "X-Forwarded-For"
	if c.GetHeader(name) == "" {
		return
	}
	named := strings.Split(Header(c, name), ",")
	for i, one := range named {
		one = strings.TrimSpace(one)
		if both, err := netip.ParseAddrPort(one); err == nil {
			one = both.Addr().WithZone("").String()
		} else if inner, found := strings.CutPrefix(one, "["); found {
			one = strings.TrimSuffix(inner, "]")
		}
		named[i] = one
	}
	c.Request.Header.Set(name, strings.Join(named, ", "))
}
