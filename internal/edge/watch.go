package edge

import (
	"context"
	"log/slog"
	"net/http"
	"slices"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/sevenrungs/sevenrungs/assessments/access"
)

// Watcher is told of requests, to count and to trace them.
type Watcher interface {
	// Began is told of a request that may be told at once, and of nothing in it but
	// the pattern of its address. It returns the context to serve it in, and what is
	// called when it was replied to.
	Began(ctx context.Context, method, route string) (context.Context, func(status int, took time.Duration))
	// Passed is told of any other request, once it was replied to. It failed when
	// the service was at fault.
	Passed(took time.Duration, failed bool)
}

// Nobody is to learn when people answer, or read what came of it. So a request is
// told as it happens, to a [Watcher] and to the log, only where none but accounts
// may come, and only of an account: the rest is what people may have done. Health
// checks are told too.

const endedKey = "ended"

// Opens notes who may come to an address, by any method. An address that nobody
// noted is not told as it happens.
func (e *Edge) Opens(path string, roles []access.Role) {
	closed := len(roles) > 0 && !slices.ContainsFunc(roles, func(r access.Role) bool { return !slices.Contains(access.Accounts, r) })
	if told, known := e.told[path]; known {
		closed = closed && told
	}
	e.told[path] = closed
}

// tell marks a request as one that may be told at once.
func (e *Edge) tell(c *gin.Context) {
	ended := func(int, time.Duration) {}
	if e.Watch != nil {
		var ctx context.Context
		ctx, ended = e.Watch.Began(c.Request.Context(), knownMethod(c.Request.Method), c.FullPath())
		c.Request = c.Request.WithContext(ctx)
	}
	c.Set(endedKey, ended)
}

// account sees one of its requests told, where that may be.
func (e *Edge) account(c *gin.Context, who access.Caller) {
	if e.told[c.FullPath()] && who.Is(access.Accounts...) {
		e.tell(c)
	}
}

// watch writes one line in the log for each request: the route's pattern, never the
// address, a body, a key or who asked. What may not be told at once is there only
// where the service was at fault, or for who looks closely.
func (e *Edge) watch(c *gin.Context) {
	start := e.Running()
	c.Next()
	took, status, level := e.Running().Sub(start), c.Writer.Status(), slog.LevelInfo
	failed := status >= http.StatusInternalServerError
	if ended, told := c.Get(endedKey); told {
		ended.(func(int, time.Duration))(status, took)
	} else {
		if e.Watch != nil {
			e.Watch.Passed(took, failed)
		}
		if !failed {
			level = slog.LevelDebug
		}
	}
	e.Log.LogAttrs(c.Request.Context(), level, "request",
		slog.String("request_id", RequestID(c)),
		slog.String("method", knownMethod(c.Request.Method)),
		slog.String("route", c.FullPath()),
		slog.Int("status", status),
		slog.Int("bytes", max(0, c.Writer.Size())),
		slog.Float64("milliseconds", float64(took)/float64(time.Millisecond)),
	)
}
