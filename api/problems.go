package api

import (
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

// problemDocs is where each family of problems is explained, under its name.
const problemDocs = "https://github.com/sevenrungs/sevenrungs/blob/main/docs/problems.md#"

// Problem is what every failure looks like (RFC 9457).
type Problem struct {
	// Where this family of problems is explained
	Type string `json:"type" format:"uri" example:"https://github.com/sevenrungs/sevenrungs/blob/main/docs/problems.md#invalid"`
	// The family in a few words
	Title string `json:"title" example:"Needs to be put right"`
	// The status code of the reply
	Status int `json:"status" minimum:"400" maximum:"599" example:"422"`
	// What went wrong this time and what to do
	Detail string `json:"detail" example:"One thing needs to be put right. Nothing was kept."`
	// The request id, as in X-Request-Id
	Instance string `json:"instance" example:"0198f1d2-6f7e-7c3a-9b1e-0f6f3f1c2a11"`
	// Each thing that is wrong with what was sent
	Errors []ProblemError `json:"errors,omitempty"`

	header http.Header
}

// ProblemError is one thing wrong with what was sent.
type ProblemError struct {
	// Where: a JSON Pointer (RFC 6901) into the body
	Pointer string `json:"pointer" example:"/responses/0/voice"`
	// What is wrong and what to do
	Detail string `json:"detail" example:"There is no voice \"staff\". Use lived or learnt."`
}

// Error makes a problem an error, so that handlers can return it.
func (p *Problem) Error() string { return fmt.Sprintf("%d %s: %s", p.Status, p.Title, p.Detail) }

// family is a kind of problem: one status, one title, one page of explanation.
type family struct {
	status int
	name   string
	title  string
}

// The families. Every status code of a failure stands here and nowhere else.
var (
	malformed        = family{http.StatusBadRequest, "malformed", "Could not be read"}
	unauthenticated  = family{http.StatusUnauthorized, "key-needed", "Needs a key that works"}
	forbidden        = family{http.StatusForbidden, "not-for-this-key", "Not for this key"}
	notFound         = family{http.StatusNotFound, "not-found", "Not found"}
	methodNotAllowed = family{http.StatusMethodNotAllowed, "method-not-allowed", "Not possible here"}
	notAcceptable    = family{http.StatusNotAcceptable, "not-acceptable", "No such format"}
	tooSlow          = family{http.StatusRequestTimeout, "too-slow", "Took too long"}
	conflict         = family{http.StatusConflict, "conflict", "Not possible now"}
	stale            = family{http.StatusPreconditionFailed, "changed-meanwhile", "Changed meanwhile"}
	tooLarge         = family{http.StatusRequestEntityTooLarge, "too-large", "Too large"}
	unsupported      = family{http.StatusUnsupportedMediaType, "unsupported-media-type", "Sent in the wrong format"}
	invalid          = family{http.StatusUnprocessableEntity, "invalid", "Needs to be put right"}
	preconditionless = family{http.StatusPreconditionRequired, "if-match-needed", "Needs If-Match"}
	tooMany          = family{http.StatusTooManyRequests, "too-many-requests", "Too many requests"}
	internal         = family{http.StatusInternalServerError, "internal", "Something went wrong here"}
	unavailable      = family{http.StatusServiceUnavailable, "unavailable", "Not ready"}
)

// ofKind maps what the domain says to what HTTP says.
var ofKind = map[fault.Kind]family{
	fault.Malformed: malformed,
	fault.Invalid:   invalid,
	fault.NotFound:  notFound,
	fault.Conflict:  conflict,
	fault.Stale:     stale,
	fault.Forbidden: forbidden,

	fault.Unauthenticated: unauthenticated,

	fault.Unavailable: unavailable,
	fault.Unfinished:  unavailable,
}

// problem makes a problem of this family.
func (f family) problem(detail string) *Problem {
	return &Problem{Type: problemDocs + f.name, Title: f.title, Status: f.status, Detail: detail}
}

// after says how long to wait before trying again.
func (p *Problem) after(wait time.Duration) *Problem {
	seconds := int64((wait + time.Second - 1) / time.Second)
	p.header = http.Header{"Retry-After": {strconv.FormatInt(max(1, seconds), 10)}}
	return p
}

// problemFor turns any error into a problem. What is not known here is a bland
// 500, and known is false.
func problemFor(err error) (p *Problem, known bool) {
	if errors.As(err, &p) {
		return p, true
	}
	if e, ok := errors.AsType[*fault.Error](err); ok {
		p = ofKind[e.Kind].problem(e.Detail)
		for _, fault := range e.Faults {
			p.Errors = append(p.Errors, ProblemError(fault))
		}
		if p.Status == http.StatusServiceUnavailable {
			p = p.after(time.Second)
		}
		if e.Kind == fault.Unauthenticated {
			p.header = http.Header{"Www-Authenticate": {`Bearer realm="Seven Rungs", error="invalid_token"`}}
		}
		return p, true
	}
	return internal.problem("This is our mistake, not yours. Try again. If it stays, tell whoever runs this service and name the instance."), false
}

// fail replies with the problem that an error stands for, and logs what nobody
// outside should read.
func (s *server) fail(c *gin.Context, err error) {
	p, known := problemFor(err)
	if !known {
		s.Log.ErrorContext(c.Request.Context(), "request failed",
			slog.String("request_id", requestID(c)), slog.String("route", c.FullPath()), slog.String("error", err.Error()))
	}
	s.writeProblem(c, p)
}

// writeProblem sends a copy of the problem that names this request.
func (s *server) writeProblem(c *gin.Context, p *Problem) {
	own := *p
	own.Instance = requestID(c)
	maps.Copy(c.Writer.Header(), p.header)
	c.Header("Cache-Control", "no-store")
	c.Header("Content-Language", "en")
	c.Writer.Header().Del("ETag")
	c.Data(own.Status, "application/problem+json", encode(&own))
	c.Abort()
}
