package sevenrungs

import (
	"bytes"
	"cmp"
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
)

const idempotencyKey = "Idempotency-Key"

// patience is the longest that a client waits because it was told to.
const patience = 2 * time.Minute

// Reply is what came of a call that went well.
type Reply[T any] struct {
	Data   T
	ETag   string // what to send when you change what you have read
	Status int
	Header http.Header
}

// request is one call, before it is sent.
type request struct {
	method, path string
	query        url.Values
	etag         string // of what is changed
	accept       string
	body         any
	mediaType    string   // of a body that is a file
	null         []string // members of the body that are to be emptied
	creates      bool     // may be sent twice and makes one thing
	header       http.Header
}

// call sends a request, again where that is safe, and reads what comes.
func call[T any](ctx context.Context, c *Client, r request, options []Option) (*Reply[T], error) {
	r.header = http.Header{"Accept": {"application/json"}}
	if r.accept != "" {
		r.header.Set("Accept", r.accept)
	}
	if r.creates {
		r.header.Set(idempotencyKey, rand.Text())
	}
	for _, option := range options {
		option(&r)
	}
	body, err := r.encode()
	if err != nil {
		return nil, err
	}
	reply, said, err := c.persist(ctx, &r, body)
	if err != nil {
		return nil, err
	}
	if reply.StatusCode >= http.StatusBadRequest {
		return nil, errorOf(reply, said)
	}
	result := &Reply[T]{ETag: reply.Header.Get("ETag"), Status: reply.StatusCode, Header: reply.Header}
	if raw, ok := any(&result.Data).(*[]byte); ok {
		*raw = said
	} else if len(said) > 0 {
		if err := json.Unmarshal(said, &result.Data); err != nil {
			return nil, fmt.Errorf("reading the reply to %s %s: %w", r.method, r.path, err)
		}
	}
	return result, nil
}

// encode writes the body, with null for the members that are to be emptied.
func (r *request) encode() ([]byte, error) {
	if r.body == nil {
		return nil, nil
	}
	if file, ok := r.body.([]byte); ok {
		return file, nil
	}
	body, err := json.Marshal(r.body)
	if err != nil || len(r.null) == 0 {
		return body, err
	}
	members := make(map[string]json.RawMessage)
	if err := json.Unmarshal(body, &members); err != nil {
		return nil, err
	}
	for _, name := range r.null {
		members[name] = json.RawMessage("null")
	}
	return json.Marshal(members)
}

// persist sends a request until it is done or there is no more to be hoped for.
func (c *Client) persist(ctx context.Context, r *request, body []byte) (*http.Response, []byte, error) {
	for tried := 0; ; tried++ {
		backoff := time.Duration(float64(min(30*time.Second, 500*time.Millisecond<<tried)) * (0.5 + c.random()/2))
		reply, said, err := c.send(ctx, r, body)
		pause, again := backoff, r.repeatable()
		if err == nil {
			pause, again = r.pauseAfter(reply, backoff)
		}
		if !again || tried >= c.retries || ctx.Err() != nil {
			return reply, said, err
		}
		if err := c.wait(ctx, pause); err != nil {
			return nil, nil, err
		}
	}
}

// pauseAfter is how long to wait until the same is sent again, if at all. When
// the service says when to come back (Retry-After), it has done nothing. When a
// proxy answers for it, nobody knows.
func (r *request) pauseAfter(reply *http.Response, backoff time.Duration) (time.Duration, bool) {
	if told := reply.Header.Get("Retry-After"); told != "" && reply.StatusCode >= http.StatusBadRequest {
		if seconds, err := strconv.Atoi(told); err == nil {
			pause := time.Duration(seconds) * time.Second
			return pause, pause <= patience
		}
	}
	unknown := []int{http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout}
	return backoff, slices.Contains(unknown, reply.StatusCode) && r.repeatable()
}

// repeatable says whether it does no harm to send it twice.
func (r *request) repeatable() bool {
	return r.method == http.MethodGet || r.header.Get(idempotencyKey) != ""
}

func (c *Client) send(ctx context.Context, r *request, body []byte) (*http.Response, []byte, error) {
	address := c.url + r.path
	if len(r.query) > 0 {
		address += "?" + r.query.Encode()
	}
	sent, err := http.NewRequestWithContext(ctx, r.method, address, bytes.NewReader(body))
	if err != nil {
		return nil, nil, err
	}
	sent.Header = r.header.Clone()
	if c.key != "" {
		sent.Header.Set("Authorization", "Bearer "+c.key)
	}
	if r.etag != "" {
		sent.Header.Set("If-Match", r.etag)
	}
	if body != nil {
		sent.Header.Set("Content-Type", cmp.Or(r.mediaType, "application/json"))
	}
	reply, err := c.http.Do(sent)
	if err != nil {
		return nil, nil, err
	}
	defer reply.Body.Close()
	said, err := io.ReadAll(reply.Body)
	return reply, said, err
}

// path fills in the names of an address, in their order.
func path(address string, names ...string) string {
	for _, name := range names {
		before, rest, _ := strings.Cut(address, "{")
		_, after, _ := strings.Cut(rest, "}")
		address = before + url.PathEscape(name) + after
	}
	return address
}

// put adds what is asked for, unless it was left out. A list has commas between.
func put(values url.Values, name string, value any) {
	given := reflect.ValueOf(value)
	switch {
	case given.IsZero():
	case given.Kind() == reflect.Slice:
		var each []string
		for i := range given.Len() {
			each = append(each, fmt.Sprint(given.Index(i)))
		}
		values.Set(name, strings.Join(each, ","))
	case given.Type() == reflect.TypeFor[time.Time]():
		values.Set(name, value.(time.Time).UTC().Format(time.RFC3339Nano))
	default:
		values.Set(name, fmt.Sprint(value))
	}
}
