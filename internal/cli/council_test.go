package cli_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"
)

// caller is an organisation that calls a service over the network.
type caller struct {
	service *service
	id, key string
	last    string // the body of the last answer
}

// register makes an organisation.
func register(t *testing.T, s *service) *caller {
	t.Helper()
	c := &caller{service: s}
	created := c.call(t, http.MethodPost, "/v1/organisations", `{"name":"Riverside Council"}`)
	c.id, c.key = created["id"].(string), created["key"].(string)
	return c
}

// call sends a request with the caller's key, if it has one, and returns the
// answer, which must be a success.
func (c *caller) call(t *testing.T, method, path, body string) map[string]any {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, c.service.url+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	if c.key != "" {
		req.Header.Set("Authorization", "Bearer "+c.key)
	}
	status, text := untilAnswered(t, req)
	if status >= http.StatusBadRequest {
		t.Fatalf("%s %s: %d %s", method, path, status, text)
	}
	c.last = string(text)
	var answer map[string]any
	if err := json.Unmarshal(text, &answer); err != nil {
		t.Fatal(err)
	}
	return answer
}

// untilAnswered sends a request, and again while it is put off and told when to come back,
// as a good caller does.
func untilAnswered(t *testing.T, req *http.Request) (status int, text []byte) {
	t.Helper()
	for begun := time.Now(); ; {
		got, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(got.Body)
		got.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		after, err := strconv.Atoi(got.Header.Get("Retry-After"))
		if err != nil || got.StatusCode != http.StatusServiceUnavailable || time.Since(begun) > time.Minute {
			return got.StatusCode, text
		}
		time.Sleep(time.Duration(after) * time.Second)
		if req.GetBody == nil { // it has none
			continue
		}
		if req.Body, err = req.GetBody(); err != nil {
			t.Fatal(err)
		}
	}
}

// open opens an assessment and returns its address. more is further members of
// the request.
func (c *caller) open(t *testing.T, more string) string {
	t.Helper()
	created := c.call(t, http.MethodPost, "/v1/assessments", `{"organisation_id":"`+c.id+`","instrument":"coproduction-ladder","scope":"service",`+more+`}`)
	return "/v1/assessments/" + created["id"].(string)
}

// list returns how many assessments in a state there are.
func (c *caller) list(t *testing.T, state string) int {
	t.Helper()
	items, _ := c.call(t, http.MethodGet, "/v1/assessments?state="+state, "")["items"].([]any)
	return len(items)
}
