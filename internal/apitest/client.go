// Package apitest is how the tests talk to the service: a client through the
// real router that trusts neither side. Every exchange is held against the
// published OpenAPI document, and more strictly than a partner's client would:
// a status, a media type or a field that the document does not name fails the
// test that met it, and so does a reply of 2xx to a request that the document
// calls invalid. A test that uses the client for anything at all thereby checks
// that the document tells the truth.
package apitest

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
)

// Client sends requests to a handler and checks each exchange. It is for the
// test that made it and its goroutine.
type Client struct {
	t        testing.TB
	handler  http.Handler
	contract *contract
	key      string // "" for none
}

// Response is a reply, its body read to the end.
type Response struct {
	Status int
	Header http.Header
	Body   []byte

	t testing.TB
}

// NextPage is the address of the next page of a list; "" on the last.
func (r *Response) NextPage() string {
	return strings.TrimSuffix(strings.TrimPrefix(r.Header.Get("Link"), "<"), `>; rel="next"`)
}

// New returns a client for the handler. A document that is not valid OpenAPI
// 3.1, or describes no Problem, ends the test.
func New(t testing.TB, handler http.Handler, document []byte) *Client {
	t.Helper()
	contract, err := contractOf(document)
	if err != nil {
		t.Fatalf("apitest: %v", err)
	}
	return &Client{t, handler, contract, ""}
}

// As returns a client that sends a key with each request, unless the request
// has one of its own. "" is for none.
func (c *Client) As(key string) *Client {
	other := *c
	other.key = key
	return &other
}

// In returns a client for another test, such as a subtest.
func (c *Client) In(t testing.TB) *Client {
	t.Helper()
	other := *c
	other.t = t
	return &other
}

// Do sends the request and returns the reply. It fails the test, and goes on,
// when the exchange is not as documented.
func (c *Client) Do(req *http.Request) *Response {
	c.t.Helper()
	var sent []byte
	if req.Body != nil {
		var err error
		if sent, err = io.ReadAll(req.Body); err != nil {
			c.t.Fatalf("apitest: reading the request: %v", err)
		}
		req.Body = io.NopCloser(bytes.NewReader(sent))
	}
	if c.key != "" && req.Header.Get("Authorization") == "" {
		req.Header.Set("Authorization", "Bearer "+c.key)
	}
	recorder := httptest.NewRecorder()
	c.handler.ServeHTTP(recorder, req)

	response := &Response{recorder.Code, recorder.Result().Header, recorder.Body.Bytes(), c.t}
	if req.Method == http.MethodHead {
		response.Body = nil // as net/http would send it
	}
	if err := c.contract.check(req, sent, response); err != nil {
		c.t.Errorf("%s %s answered %d, not as documented: %v\n%s",
			req.Method, req.URL, response.Status, err, excerpt(response.Body))
	}
	return response
}

// Get sends a GET. Headers are written as "Name: value".
func (c *Client) Get(path string, headers ...string) *Response {
	c.t.Helper()
	return c.Do(c.Request(http.MethodGet, path, nil, headers...))
}

// Post sends a POST with a JSON body, unless a header says it is something
// else. Headers are written as "Name: value"; "Name:" leaves one out.
func (c *Client) Post(path string, body []byte, headers ...string) *Response {
	c.t.Helper()
	return c.Send(http.MethodPost, path, body, append([]string{jsonHeader}, headers...)...)
}

// Put sends a PUT, otherwise as [Client.Post].
func (c *Client) Put(path string, body []byte, headers ...string) *Response {
	c.t.Helper()
	return c.Send(http.MethodPut, path, body, headers...)
}

// Patch sends a PATCH, otherwise as [Client.Post].
func (c *Client) Patch(path string, body []byte, headers ...string) *Response {
	c.t.Helper()
	return c.Send(http.MethodPatch, path, body, headers...)
}

// Delete sends a DELETE. Headers are written as "Name: value".
func (c *Client) Delete(path string, headers ...string) *Response {
	c.t.Helper()
	return c.Send(http.MethodDelete, path, nil, headers...)
}

const jsonHeader = "Content-Type: application/json"

// Send sends a request with any method, and a JSON body unless there is none or
// a header says it is something else. Headers are as in [Client.Post].
func (c *Client) Send(method, path string, body []byte, headers ...string) *Response {
	c.t.Helper()
	if len(body) > 0 {
		headers = append([]string{jsonHeader}, headers...)
	}
	return c.Do(c.Request(method, path, body, headers...))
}

// Request makes a request for [Client.Do], with headers as in [Client.Post].
func (c *Client) Request(method, path string, body []byte, headers ...string) *http.Request {
	c.t.Helper()
	req := httptest.NewRequestWithContext(c.t.Context(), method, path, bytes.NewReader(body))
	for _, header := range headers {
		name, value, ok := strings.Cut(header, ":")
		switch value = strings.TrimSpace(value); {
		case !ok:
			c.t.Fatalf(`apitest: the header %q is not "Name: value"`, header)
		case value == "":
			req.Header.Del(name)
		default:
			req.Header.Set(name, value)
		}
	}
	return req
}

// Decode reads the body into a value. A member the value has no place for, one
// sent twice, or data after the end fails the test.
func (r *Response) Decode(into any) {
	r.t.Helper()
	if err := json.Unmarshal(r.Body, into, json.RejectUnknownMembers(true)); err != nil {
		r.t.Fatalf("apitest: reading the reply: %v\n%s", err, excerpt(r.Body))
	}
}

// excerpt keeps a failure message readable when the body is large.
func excerpt(body []byte) []byte {
	const most = 2000
	if len(body) > most {
		return append(body[:most:most], "…"...)
	}
	return body
}
