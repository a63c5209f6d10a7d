package sevenrungs

import (
	"context"
	"math/rand/v2"
	"net/http"
	"strings"
	"time"
)

// Client calls the service at one address with one key, or none. It can be used
// by many goroutines at once.
type Client struct {
	url     string
	key     string
	http    *http.Client
	retries int
	wait    func(context.Context, time.Duration) error
	random  func() float64 // from 0 to 1
}

// Setting is what can be set of a [Client].
type Setting func(*Client)

// New makes a client of the service at an address, such as
// https://rungs.example.org. It sends nothing yet.
func New(url string, settings ...Setting) *Client {
	c := &Client{url: strings.TrimRight(url, "/"), http: http.DefaultClient, retries: 4, wait: sleep, random: rand.Float64}
	for _, set := range settings {
		set(c)
	}
	return c
}

// WithKey says whose calls they are.
func WithKey(key string) Setting { return func(c *Client) { c.key = key } }

// WithHTTPClient says what sends requests: [http.DefaultClient] unless said.
func WithHTTPClient(client *http.Client) Setting { return func(c *Client) { c.http = client } }

// WithRetries says how often a call is tried again at most: 4 times unless said.
func WithRetries(most int) Setting { return func(c *Client) { c.retries = most } }

// WithWaiting says how the client waits between two tries, and where it takes a
// number from 0 to 1 from, so that many clients do not come back at the same
// moment. It is for tests: by itself the client waits until then or the context
// ends.
func WithWaiting(wait func(context.Context, time.Duration) error, random func() float64) Setting {
	return func(c *Client) { c.wait, c.random = wait, random }
}

// As is the same client with another key; with "" it is nobody's.
func (c *Client) As(key string) *Client {
	other := *c
	other.key = key
	return &other
}

// Option is what can be said of one call.
type Option func(*request)

// WithLanguage asks for texts in a language, as Accept-Language does.
func WithLanguage(tags string) Option { return header("Accept-Language", tags) }

// WithIfChanged asks for nothing when this ETag is still the present one. The
// reply's status is then 304, and its Data is empty.
func WithIfChanged(etag string) Option { return header("If-None-Match", etag) }

// WithIdempotencyKey gives a call that makes something a key of your own, so that
// your program can send it again after it was started anew. Otherwise each call
// has a fresh one.
func WithIdempotencyKey(key string) Option { return header(idempotencyKey, key) }

func header(name, value string) Option {
	return func(r *request) { r.header.Set(name, value) }
}

// WithNull empties members of what a call changes, by their names in JSON. Members
// of a patch that are nil stay as they are.
func WithNull(members ...string) Option {
	return func(r *request) { r.null = append(r.null, members...) }
}

func sleep(ctx context.Context, pause time.Duration) error {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}
