package api

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"regexp"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/internal/edge"
)

// creation is how something that was created is shown.
type creation struct {
	location string // where it is read: an address of its own, or that of what it is in
	tag      string // "" for what cannot change
	body     any
}

// create replies to a request that creates something: 201 with what was created, and
// the same again for a request that is sent again, without its secrets. show
// writes a creation, with its secrets or without. do does it.
func create[T any](s *server, c *gin.Context, body []byte, show func(created *T, secrets bool) creation, do func(*access.IdempotencyKey[T]) (T, error)) error {
	once, release, err := idempotencyKeyOf[T](s, c, body, digestOf(string(body)))
	if err != nil {
		return err
	}
	defer release()
	return replyWithCreation(c, once, show, do)
}

// createUntraced replies to a request that creates a response: 201 with what was
// created, and the same again for a request that is sent again. Of who sent what
// nothing is kept but the hash of who, where and which Idempotency-Key.
func createUntraced[T any](s *server, c *gin.Context, body []byte, show func(created *T, secrets bool) creation, do func(*access.IdempotencyKey[T]) (T, error)) error {
	once, release, err := idempotencyKeyOf[T](s, c, body, "")
	if err != nil {
		return err
	}
	defer release()
	return replyWithCreation(c, once, show, do)
}

// replyWithCreation creates something, or replays the reply of when it was created.
func replyWithCreation[T any](c *gin.Context, once *access.IdempotencyKey[T], show func(created *T, secrets bool) creation, do func(*access.IdempotencyKey[T]) (T, error)) error {
	if once != nil {
		once.Render = func(created *T) access.Replay {
			again := show(created, false)
			return access.Replay{Location: again.location, Tag: again.tag, Body: encode(again.body)}
		}
	}
	created, err := do(once)
	if err != nil {
		return err
	}
	c.Header("Cache-Control", "no-store")
	if once != nil && once.Replay != nil {
		c.Header("Idempotency-Replayed", "true")
		lead(c, once.Replay.Location, once.Replay.Tag)
		c.Data(http.StatusCreated, jsonType, once.Replay.Body)
		return nil
	}
	shown := show(&created, true)
	lead(c, shown.location, shown.tag)
	return writeStatus(c, http.StatusCreated, shown.body)
}

// lead says where something is read, and the tag by which it is changed.
func lead(c *gin.Context, location, tag string) {
	c.Header("Location", location)
	if tag != "" {
		c.Header("ETag", quoted(tag))
	}
}

// acceptedIdempotencyKey is what may be sent as Idempotency-Key: characters that
// can be seen.
var acceptedIdempotencyKey = regexp.MustCompile(`^[\x21-\x7E]{1,255}$`)

// idempotencyKeyOf reads Idempotency-Key. Without one it returns nil. The same key from
// somebody else, or elsewhere, is another. There are many strangers: of them,
// another body is from somebody else. digest is kept, to tell when a key is used
// for another body; "" where nothing may be. release must be called when the
// request is done.
func idempotencyKeyOf[T any](s *server, c *gin.Context, body []byte, digest string) (once *access.IdempotencyKey[T], release func(), err error) {
	release = func() {}
	lines := c.Request.Header.Values("Idempotency-Key")
	if len(lines) == 0 {
		return nil, release, nil
	}
	if len(lines) > 1 || !acceptedIdempotencyKey.MatchString(lines[0]) {
		return nil, release, edge.Malformed.Problem("Idempotency-Key must be 1 to 255 letters, digits or signs, without spaces. A fresh UUID for each new thing is best.")
	}
	once = &access.IdempotencyKey[T]{ID: digestOf(whoSent(c, body), c.Request.URL.Path, lines[0]), Digest: digest}
	if _, running := s.running.LoadOrStore(once.ID, true); running {
		return nil, release, edge.Conflict.Problem("The same request is still under way. Wait a moment, then send it again.").After(time.Second)
	}
	return once, func() { s.running.Delete(once.ID) }, nil
}

// whoSent tells callers apart: by who holds their keys, and strangers by what
// they sent.
func whoSent(c *gin.Context, body []byte) string {
	if holder := edge.CallerOf(c).Holder(); holder != "" {
		return holder
	}
	return digestOf(string(body))
}

// digestOf is the SHA-256 of some texts, told apart, in hexadecimal.
func digestOf(texts ...string) string {
	sum := sha256.New()
	for _, text := range texts {
		fmt.Fprintf(sum, "%d:%s", len(text), text)
	}
	return hex.EncodeToString(sum.Sum(nil))
}
