package edge

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"sync"
	"time"

	"github.com/gin-gonic/gin"
)

// DefaultBodyRoom is how many bytes the bodies of all requests under way may hold
// together. LeastBodyRoom is the least that can be set: one caller needs room to
// send what is largest.
const (
	DefaultBodyRoom = 64 << 20
	LeastBodyRoom   = 32 << 20
)

const (
	// firstBuffer is the most that is set aside for a body before a byte of it has
	// come: memory is for those who send, not for those who say they will.
	firstBuffer = 4 << 10
	// smallBuffer is the largest that a small body needs.
	smallBuffer = 64 << 10
	// leastBuffer is set aside where nobody says how much will come.
	leastBuffer = 512
	// bytesPerRequest is how much may be sent for the cost of one request. It is
	// about a thousand answers.
	bytesPerRequest = 32 << 10
)

// room is the memory that bodies of requests under way hold together. One caller
// gets a part of it only, so that others can send when somebody fills theirs. So
// does one address, since a stranger can be many callers. A part is kept for small
// bodies, so that people can still answer when many send what is large.
type room struct {
	mu    sync.Mutex
	left  int64
	each  int64            // the most that one caller may hold
	near  int64            // the most that all at one address may
	small int64            // kept for buffers up to smallBuffer
	held  map[sender]int64 // none is 0
}

// sender is who sends a body: a caller, or all who do so from one address.
type sender struct {
	who       string
	isAddress bool
}

func newRoom(size int64) *room {
	if size == 0 {
		size = DefaultBodyRoom
	}
	return &room{left: size, each: max(size/4, LeastBodyRoom/2), near: size / 2, small: size / 8, held: map[sender]int64{}}
}

// take takes some of the room for a caller at an address, or says why there is none.
func (r *room) take(whom, from string, size int64) *Problem {
	r.mu.Lock()
	defer r.mu.Unlock()
	caller, address := sender{whom, false}, sender{from, true}
	switch {
	case r.held[caller]+size > r.each, r.held[address]+size > r.near:
		return TooMany.Problem("You are sending too much at the same time. Wait until some of it has arrived, then send this again.").After(time.Second)
	case size > r.left, size > smallBuffer && size > r.left-r.small:
		return Unavailable.Problem("Too much is being sent here at the same time. Wait a little, then send this again.").After(time.Second)
	}
	r.left -= size
	r.held[caller] += size
	r.held[address] += size
	return nil
}

func (r *room) giveBack(whom, from string, size int64) {
	if size == 0 {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.left += size
	for _, by := range []sender{{whom, false}, {from, true}} {
		if r.held[by] -= size; r.held[by] == 0 {
			delete(r.held, by)
		}
	}
}

// holding is what one request holds of the room.
type holding struct {
	edge *Edge
	from string // the address
	size int64
}

const holdingKey = "holding"

// hold gives the room of a request back when the request is done.
func (e *Edge) hold(c *gin.Context) {
	held := &holding{edge: e, from: Address(c)}
	c.Set(holdingKey, held)
	defer func() { e.room.giveBack(whomOf(c), held.from, held.size) }()
	c.Next()
}

// grow returns a buffer of so many bytes with what is in the old one. Both are
// held for a moment.
func (h *holding) grow(whom string, old []byte, size int) ([]byte, error) {
	if full := h.edge.room.take(whom, h.from, int64(size)); full != nil {
		return nil, full
	}
	grown := append(make([]byte, 0, size), old...)
	h.edge.room.giveBack(whom, h.from, int64(cap(old)))
	h.size += int64(size - cap(old))
	return grown, nil
}

// Hold counts a reply in the room for bodies until the request is done: who reads it
// slowly has it held for long. A small one is not counted, and neither is one that
// tells what was done: it could not be told again.
func Hold(c *gin.Context, reply int) error {
	value, found := c.Get(holdingKey)
	if !found || reply <= smallBuffer || c.Request.Method != http.MethodGet {
		return nil
	}
	held := value.(*holding)
	if full := held.edge.room.take(whomOf(c), held.from, int64(reply)); full != nil {
		return full
	}
	held.size += int64(reply)
	return nil
}

// ReadBody reads a body of at most limit bytes. What it holds is counted in the
// room for all bodies until the request is done, and what it costs against the
// caller, before anybody reads what is in it.
func ReadBody(c *gin.Context, limit int64) ([]byte, error) {
	value, _ := c.Get(holdingKey)
	held := value.(*holding)
	if c.Request.ContentLength > limit {
		return nil, tooBig(limit)
	}
	body, err := held.read(c, http.MaxBytesReader(c.Writer, c.Request.Body, limit), limit)
	var over *http.MaxBytesError
	var full *Problem
	switch {
	case errors.As(err, &full):
		return nil, full
	case errors.As(err, &over):
		return nil, tooBig(limit)
	case errors.Is(err, os.ErrDeadlineExceeded):
		return nil, TooSlow.Problem("The body took too long to arrive. Send it again, or send less at once.")
	case err != nil:
		return nil, Malformed.Problem("The body broke off before its end. Send it again.")
	}
	return body, held.edge.Charge(c, len(body)/bytesPerRequest)
}

func tooBig(limit int64) error {
	return TooLarge.Problem(fmt.Sprintf("The body is larger than %d bytes. Send less at once.", limit))
}

// read reads all of a body. The buffer grows with what has come, up to what was
// said to come, and one byte more to see the end.
func (h *holding) read(c *gin.Context, from io.Reader, limit int64) (body []byte, err error) {
	said, first := int(c.Request.ContentLength), leastBuffer
	if said >= 0 {
		first = firstBuffer
	}
	for err == nil {
		if len(body) == cap(body) {
			whole := int(limit)
			if said >= cap(body) {
				whole = said
			}
			size := max(first, 2*cap(body))
			if size >= whole {
				size = whole + 1
			}
			if body, err = h.grow(whomOf(c), body, size); err != nil {
				return nil, err
			}
		}
		var n int
		n, err = from.Read(body[len(body):cap(body)])
		body = body[:len(body)+n]
	}
	if errors.Is(err, io.EOF) {
		return body, nil
	}
	return nil, err
}
