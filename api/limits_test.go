package api_test

import (
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/internal/apitest"
)

// limitRate lets so many requests a minute, and believes where they come from.
func limitRate(perMinute int) func(*served) {
	return func(o *served) {
		o.RateLimit = perMinute
		o.TrustedProxies = []netip.Prefix{netip.MustParsePrefix("192.0.2.1/32")} // where test requests come from
	}
}

func forwardedFrom(address string) string { return "X-Forwarded-For: " + address }

func TestTheRateLimitCountsEachKeyWhereverItIsUsed(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t), limitRate(3))
	ask := func(who, address string) *apitest.Response {
		return w.as(t, who).Get("/version", forwardedFrom(address))
	}
	for range 3 {
		if got := ask(owner, "203.0.113.1"); got.Status != http.StatusOK {
			t.Fatalf("within the limit: %d", got.Status)
		}
	}
	requireProblem(t, ask(owner, "203.0.113.2"), http.StatusTooManyRequests)
	for _, who := range []string{stranger, operator, anybody} {
		if got := ask(who, "203.0.113.1"); got.Status != http.StatusOK {
			t.Errorf("%s at the same address pays for another key: %d", who, got.Status)
		}
	}
	w.wait(20 * time.Second)
	if got := ask(owner, "203.0.113.1"); got.Status != http.StatusOK {
		t.Errorf("after Retry-After: %d", got.Status)
	}
}

func TestKeysThatOpenNothingCountAgainstTheAddress(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t), limitRate(len(badKeys)))
	for _, who := range badKeys {
		requireProblem(t, w.as(t, who).Get("/version", forwardedFrom("203.0.113.1")), http.StatusUnauthorized)
	}
	for _, who := range append(slices.Clone(badKeys), anybody) {
		requireProblem(t, w.as(t, who).Get("/version", forwardedFrom("203.0.113.1")), http.StatusTooManyRequests)
	}
	if got := w.as(t, owner).Get("/version", forwardedFrom("203.0.113.1")); got.Status != http.StatusOK {
		t.Errorf("a sound key at that address: %d", got.Status)
	}
	requireProblem(t, w.as(t, mistyped).Get("/version", forwardedFrom("203.0.113.2")), http.StatusUnauthorized)
}

func TestFewRegisterFromOneAddress(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t), limitRate(1000))
	register := func(who, address, body string) *apitest.Response {
		return w.as(t, who).Post("/v1/organisations", []byte(body), forwardedFrom(address))
	}
	const body = `{"name":"Club"}`
	for range 20 { // what cannot be read is no try
		requireProblem(t, register(anybody, "203.0.113.1", "{"), http.StatusBadRequest)
	}
	for range 10 {
		got := register(anybody, "203.0.113.1", body)
		if got.Status != http.StatusCreated || !strings.Contains(strings.Join(got.Header.Values("RateLimit-Policy"), ","), `"registration";q=10;w=3600`) {
			t.Fatalf("%d %s, RateLimit-Policy %v", got.Status, got.Body, got.Header.Values("RateLimit-Policy"))
		}
	}
	over := register(anybody, "203.0.113.1", body)
	requireProblem(t, over, http.StatusTooManyRequests)
	if over.Header.Get("Retry-After") != "360" || len(over.Header.Values("RateLimit")) != 2 {
		t.Errorf("over the limit: %v", over.Header)
	}
	for _, who := range []string{operator, partner} {
		if got := register(who, "203.0.113.1", body); got.Status != http.StatusCreated {
			t.Errorf("%s is limited: %d", who, got.Status)
		}
	}
	if got := register(anybody, "203.0.113.2", body); got.Status != http.StatusCreated {
		t.Errorf("another address: %d", got.Status)
	}
	if got := w.client.Get("/v1/instruments", forwardedFrom("203.0.113.1")); got.Status != http.StatusOK {
		t.Errorf("who may not register may still read: %d", got.Status)
	}
	w.wait(6 * time.Minute)
	if got := register(anybody, "203.0.113.1", body); got.Status != http.StatusCreated {
		t.Errorf("after Retry-After: %d", got.Status)
	}
}

// Some proxies name the port as well. Everybody behind one of those is still
// somebody.
func TestProxiesThatNamePortsTellCallersApart(t *testing.T) {
	t.Parallel()
	for _, same := range [][]string{
		{"203.0.113.10:12341", "203.0.113.10", "203.0.113.10:80", " 203.0.113.10:65535 ", "198.51.100.1:99, 203.0.113.10:1"},
		{"[2001:db8::1]:443", "[2001:db8::1]", "2001:db8::1", "[2001:db8::2]:8443", "[2001:db8::1%eth0]:443"},
		{"[::ffff:203.0.113.11]:443", "203.0.113.11", "::ffff:203.0.113.11", "203.0.113.11:1"},
	} {
		w := newWorld(t, newFile(t), limitRate(len(same)))
		for _, address := range same {
			if got := w.client.Get("/version", forwardedFrom(address)); got.Status != http.StatusOK {
				t.Errorf("%s: %d", address, got.Status)
			}
		}
		for _, address := range same {
			requireProblem(t, w.client.Get("/version", forwardedFrom(address)), http.StatusTooManyRequests)
		}
		for _, other := range []string{"203.0.113.99:12341", "[2001:db8:1::1]:443"} {
			if got := w.client.Get("/version", forwardedFrom(other)); got.Status != http.StatusOK {
				t.Errorf("%s pays for %s: %d", other, same[0], got.Status)
			}
		}
	}
}

func TestWithoutALimitNobodyIsCounted(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	for range 12 {
		got := w.client.Post("/v1/organisations", []byte(`{"name":"Club"}`))
		if got.Status != http.StatusCreated || got.Header.Get("RateLimit") != "" {
			t.Fatalf("%d, RateLimit %q", got.Status, got.Header.Get("RateLimit"))
		}
	}
}
