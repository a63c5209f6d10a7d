package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/valyala/fasthttp"
)

const connections = 64

// A rate is how fast calls were answered.
type rate struct {
	second float64 // how many in one
	slow   float64 // what one in a hundred took at least, in milliseconds
	cost   float64 // the service's processor time for one, in microseconds
}

// measure calls over all connections, after a warm-up.
func (c *contender) measure(ctx context.Context, span time.Duration) (rate, error) {
	send, err := c.prepare()
	if err != nil {
		return rate{}, err
	}
	if _, err := hammer(ctx, send, span/8); err != nil {
		return rate{}, err
	}
	start, before := time.Now(), c.spent()
	took, err := hammer(ctx, send, span)
	if err != nil || len(took) == 0 {
		return rate{}, errors.Join(err, errors.New("nothing was answered"))
	}
	slices.Sort(took)
	n := float64(len(took))
	return rate{
		second: n / time.Since(start).Seconds(), slow: took[len(took)*99/100].Seconds() * 1e3, cost: 1e6 * (c.spent() - before) / n,
	}, nil
}

// hammer calls for a while and returns what each call took, or the first error.
func hammer(ctx context.Context, send send, span time.Duration) ([]time.Duration, error) {
	ctx, fail := context.WithCancelCause(ctx)
	defer fail(nil)
	took := make([][]time.Duration, connections)
	var senders sync.WaitGroup
	until := time.Now().Add(span)
	for i := range connections {
		senders.Go(func() {
			for start := time.Now(); start.Before(until) && ctx.Err() == nil; {
				if err := send(); err != nil {
					fail(err)
					return
				}
				end := time.Now()
				took[i] = append(took[i], end.Sub(start))
				start = end
			}
		})
	}
	senders.Wait()
	return slices.Concat(took...), context.Cause(ctx)
}

// A service is asked at its address over as many connections as there are
// senders, which are kept. Who asks runs on the same cores and takes its share of
// them, so it asks by a client that takes little.
type service struct {
	*process
	url    string
	client fasthttp.Client
}

func newService(p *process, url string) *service {
	return &service{p, url, fasthttp.Client{MaxConnsPerHost: connections, ReadTimeout: time.Minute}}
}

// A request is what is asked, and what the answer must be.
type request struct {
	method, path string
	key          string // "" for none
	match        string // for If-Match; "" for none
	body         []byte
	status       int
}

// ask sends a request, reads the answer into the value that into points to,
// unless that is nil, and returns its ETag.
func (s *service) ask(r request, into any) (tag string, err error) {
	sent, answer := fasthttp.AcquireRequest(), fasthttp.AcquireResponse()
	defer fasthttp.ReleaseRequest(sent)
	defer fasthttp.ReleaseResponse(answer)
	sent.Header.SetMethod(r.method)
	sent.SetRequestURI(s.url + r.path)
	if len(r.body) > 0 {
		sent.Header.SetContentType("application/json")
		sent.SetBodyRaw(r.body)
	}
	if r.key != "" {
		sent.Header.Set("Authorization", "Bearer "+r.key)
	}
	if r.match != "" {
		sent.Header.Set("If-Match", r.match)
	}
	if err := s.client.Do(sent, answer); err != nil {
		return "", err
	}
	if answer.StatusCode() != r.status {
		return "", fmt.Errorf("%s %s: status %d, not %d: %s", r.method, r.path, answer.StatusCode(), r.status, answer.Body())
	}
	if into != nil {
		err = json.Unmarshal(answer.Body(), into)
	}
	return string(answer.Header.Peek("ETag")), err
}

// object is JSON to send.
type object map[string]any

func (o object) bytes() []byte {
	text, err := json.Marshal(o)
	if err != nil {
		panic(err) // of texts and numbers: it cannot fail
	}
	return text
}

// answers are one person's, to all 16 questions of the instrument.
func answers() map[string]string {
	all := map[string]string{}
	for _, principle := range []string{"equality", "diversity", "accessibility", "reciprocity"} {
		for at, area := range []string{"culture", "structure", "practice", "review"} {
			all[principle+"-"+area] = fmt.Sprint(at + 3)
		}
	}
	return all
}
