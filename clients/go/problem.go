package sevenrungs

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
)

// Error is a reply that is a failure. Programs look at Family or the status;
// Detail is for people.
type Error struct {
	// Problem is what the service said. Of what a proxy says in its place only
	// the status is known.
	Problem
	// Header is that of the reply.
	Header http.Header
}

// Error says it in a line.
func (e *Error) Error() string {
	return fmt.Sprintf("%d %s: %s", e.Status, e.Title, e.Detail)
}

// Family is a short name of what went wrong, such as "not-found" or "invalid":
// docs/problems.md lists them. It is empty where a proxy answered.
func (e *Error) Family() string {
	_, family, _ := strings.Cut(e.Type, "#")
	return family
}

// At is what is wrong at a place in the body, such as "/title"; "" for nothing.
func (e *Error) At(pointer string) string {
	for _, one := range e.Errors {
		if one.Pointer == pointer {
			return one.Detail
		}
	}
	return ""
}

func errorOf(reply *http.Response, body []byte) *Error {
	failure := &Error{Header: reply.Header}
	if json.Unmarshal(body, &failure.Problem) != nil || failure.Title == "" {
		failure.Problem = Problem{Title: http.StatusText(reply.StatusCode), Detail: "no reason came with it"}
	}
	failure.Status = reply.StatusCode
	return failure
}
