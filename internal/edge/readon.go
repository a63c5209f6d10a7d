package edge

import (
	"io"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
)

// Ordinary clients, such as Python's urllib and nginx, send a whole body before
// they read a word. Where a request is refused early and the connection closed,
// they learn of a broken connection and never of the reason. So the reply is sent
// at once, and what still comes is read and thrown away.
const (
	readOnAtMost = 16 << 20 // bytes
	readOnFor    = 10 * time.Second

	// readOnItself is how much net/http reads by itself to keep a connection.
	readOnItself = 256 << 10
)

// A countedBody knows how much of it has come.
type countedBody struct {
	io.ReadCloser
	read int64
	done bool // no more comes: it ended, or broke off
	left bool // the reply is sent before the rest is read
}

// Read implements [io.Reader].
func (b *countedBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	b.read += int64(n)
	b.done = b.done || err != nil
	return n, err
}

// readOn reads what is left of a body, once the request is refused.
func readOn(c *gin.Context) {
	body := &countedBody{ReadCloser: c.Request.Body, done: c.Request.Body == nil || c.Request.Body == http.NoBody}
	if !body.done {
		c.Request.Body = body
	}
	c.Next()
	if !body.left {
		return
	}
	c.Writer.Flush()
	if err := http.NewResponseController(c.Writer).SetReadDeadline(time.Now().Add(readOnFor)); err == nil {
		_, _ = io.CopyN(io.Discard, body, readOnAtMost) // how it ends is the client's business
	}
}

// refuseEarly prepares for a refusal before all of the body has come.
func refuseEarly(c *gin.Context) {
	body, counted := c.Request.Body.(*countedBody)
	length := c.Request.ContentLength
	switch {
	case !counted || body.done || length >= 0 && length-body.read <= readOnItself:
		return
	}
	// Else net/http would read first, and reply then.
	if http.NewResponseController(c.Writer).EnableFullDuplex() == nil {
		c.Header("Connection", "close")
		body.left = body.read > 0 || c.GetHeader("Expect") == "" // which sends nothing before we ask for it
	}
}
