package edge

import (
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/go-json-experiment/json"

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
	// Of not-yet: when the period is frozen, at the earliest
	FreezeAt *time.Time `json:"freeze_at,omitempty"`

	// What the domain refused, for a page to say in the words of its reader; nil where it was something else
	Refused *fault.Error `json:"-"`

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

// Because says to the log, and to nobody else, what led to a problem. What led to others
// as well is then told once.
func (p *Problem) Because(cause error) error { return caused{cause, p} }

type caused struct {
	error
	problem *Problem
}

func (c caused) Unwrap() []error { return []error{c.problem, c.error} }

// Family is a kind of problem: one status, one title, one page of explanation.
type Family struct {
	Status int
	Name   string // the section of docs/problems.md that explains it
	Title  string
}

// The families. Every status code of a failure stands here and nowhere else.
var (
	Malformed        = Family{http.StatusBadRequest, "malformed", "Could not be read"}
	Unauthenticated  = Family{http.StatusUnauthorized, "key-needed", "Needs a key that works"}
	Forbidden        = Family{http.StatusForbidden, "not-for-this-key", "Not for this key"}
	NotFound         = Family{http.StatusNotFound, "not-found", "Not found"}
	NotYet           = Family{http.StatusNotFound, "not-yet", "Not there yet"}
	Gone             = Family{http.StatusGone, "too-old", "Too old"}
	MethodNotAllowed = Family{http.StatusMethodNotAllowed, "method-not-allowed", "Not possible here"}
	NotAcceptable    = Family{http.StatusNotAcceptable, "not-acceptable", "No such format"}
	TooSlow          = Family{http.StatusRequestTimeout, "too-slow", "Took too long"}
	Conflict         = Family{http.StatusConflict, "conflict", "Not possible now"}
	Stale            = Family{http.StatusPreconditionFailed, "changed-meanwhile", "Changed meanwhile"}
	TooLarge         = Family{http.StatusRequestEntityTooLarge, "too-large", "Too large"}
	Unsupported      = Family{http.StatusUnsupportedMediaType, "unsupported-media-type", "Sent in the wrong format"}
	Invalid          = Family{http.StatusUnprocessableEntity, "invalid", "Needs to be put right"}
	Preconditionless = Family{http.StatusPreconditionRequired, "if-match-needed", "Needs If-Match"}
	TooMany          = Family{http.StatusTooManyRequests, "too-many-requests", "Too many requests"}
	Internal         = Family{http.StatusInternalServerError, "internal", "Something went wrong here"}
	Unavailable      = Family{http.StatusServiceUnavailable, "unavailable", "Not ready"}
)

// ofKind maps what the domain says to what HTTP says.
var ofKind = map[fault.Kind]Family{
	fault.Malformed: Malformed,
	fault.Invalid:   Invalid,
	fault.NotFound:  NotFound,
	fault.NotYet:    NotYet,
	fault.Gone:      Gone,
	fault.Conflict:  Conflict,
	fault.Stale:     Stale,
	fault.Forbidden: Forbidden,

	fault.Unauthenticated: Unauthenticated,

	fault.Unavailable: Unavailable,
	fault.Unfinished:  Unavailable,
}

// Problem makes a problem of this family.
func (f Family) Problem(detail string) *Problem {
	return &Problem{Type: problemDocs + f.Name, Title: f.Title, Status: f.Status, Detail: detail}
}

// With sends a header along.
func (p *Problem) With(name, value string) *Problem {
	p.header = http.Header{name: {value}}
	return p
}

// After says how long to wait before trying again.
func (p *Problem) After(wait time.Duration) *Problem {
	seconds := int64((wait + time.Second - 1) / time.Second)
	return p.With("Retry-After", strconv.FormatInt(max(1, seconds), 10))
}

// problemFor turns any error into a problem. What is not known here is a bland
// 500, and known is false.
func problemFor(err error) (p *Problem, known bool) {
	if errors.As(err, &p) {
		return p, true
	}
	if e, ok := errors.AsType[*fault.Error](err); ok {
		p = ofKind[e.Kind].Problem(e.Detail)
		p.Refused = e
		for _, fault := range e.Faults {
			p.Errors = append(p.Errors, ProblemError{fault.Pointer, fault.Detail})
		}
		if e.Kind == fault.NotYet {
			p.FreezeAt = &e.At
		}
		if p.Status == http.StatusServiceUnavailable {
			p = p.After(time.Second)
		}
		if e.Kind == fault.Unauthenticated {
			p = p.With("Www-Authenticate", `Bearer realm="Seven Rungs", error="invalid_token"`)
		}
		return p, true
	}
	return Internal.Problem("This is our mistake, not yours. Try again. If it stays, tell whoever runs this service and name the instance."), false
}

// fail replies with the problem that an error stands for, and logs what nobody
// outside should read.
func (e *Edge) fail(c *gin.Context, err error) {
	p, known := problemFor(err)
	if _, plain := err.(*fault.Error); known && !plain && p.Status == http.StatusServiceUnavailable { //nolint:errorlint // whether there is more to it than what people are told
		e.Log.WarnContext(c.Request.Context(), "request put off",
			slog.String("request_id", RequestID(c)), slog.String("route", c.FullPath()), slog.String("error", err.Error()))
	}
	if !known {
		e.Log.ErrorContext(c.Request.Context(), "request failed",
			slog.String("request_id", RequestID(c)), slog.String("route", c.FullPath()), slog.String("error", err.Error()))
	}
	own := *p // a copy, that names this request
	own.Instance = RequestID(c)
	maps.Copy(c.Writer.Header(), p.header)
	c.Header("Cache-Control", "no-store")
	c.Header("Content-Language", "en")
	c.Writer.Header().Del("ETag")
	refuseEarly(c)
	if e.Page != nil && wantsPage(c) {
		e.Page(c, &own)
	} else {
		c.Data(own.Status, "application/problem+json", encode(&own))
	}
	c.Abort()
}

// encode writes a problem. It is made of plain fields, so it cannot fail; if it
// ever does, the recovery turns it into a 500.
func encode(p *Problem) []byte {
	body, err := json.Marshal(p)
	if err != nil {
		panic(fmt.Sprintf("encode a problem: %v", err))
	}
	return append(body, '\n')
}
