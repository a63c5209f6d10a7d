package edge

import (
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"regexp"
	"runtime/debug"

	"github.com/gin-gonic/gin"
)

const requestIDKey = "request_id"

// acceptedID is what a caller may send as X-Request-Id.
var acceptedID = regexp.MustCompile(`^[A-Za-z0-9._~-]{1,128}$`)

// identify gives the request an id: the caller's own when it is a sound one.
func (e *Edge) identify(c *gin.Context) {
	id := c.GetHeader("X-Request-Id")
	if !acceptedID.MatchString(id) {
		id = e.NewID()
	}
	c.Set(requestIDKey, id)
	c.Header("X-Request-Id", id)
}

// RequestID returns the id of a request.
func RequestID(c *gin.Context) string { return c.GetString(requestIDKey) }

// knownMethod keeps what a caller makes up out of the log.
func knownMethod(method string) string {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return method
	}
	return "other"
}

// recoverPanic turns a panic into a 500. A client that went away is not one.
func (e *Edge) recoverPanic(c *gin.Context) {
	defer func() {
		switch cause := recover(); cause {
		case nil:
		case http.ErrAbortHandler:
			panic(cause)
		default:
			err := fmt.Errorf("panic: %v\n%s", cause, debug.Stack())
			if c.Writer.Written() {
				e.Log.ErrorContext(c.Request.Context(), "panic after the reply began", slog.String("request_id", RequestID(c)), slog.String("error", err.Error()))
				panic(http.ErrAbortHandler)
			}
			e.fail(c, err)
		}
	}()
	c.Next()
}

// careful are the headers that keep browsers careful. Pages that need more,
// such as the docs, set their own policy. All answers share these values: set a
// header anew, never change one in place.
var careful = http.Header{
	"Content-Security-Policy":    {"default-src 'none'; frame-ancestors 'none'"},
	"Cross-Origin-Opener-Policy": {"same-origin"},
	"Permissions-Policy":         {"camera=(), geolocation=(), microphone=()"},
	"Referrer-Policy":            {"no-referrer"},
	"X-Content-Type-Options":     {"nosniff"},
	"X-Frame-Options":            {"DENY"},
}

func secure(c *gin.Context) { maps.Copy(c.Writer.Header(), careful) }
