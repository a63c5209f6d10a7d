package api

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/internal/edge"
)

// notModified replies 304 when the caller asks for what it already has: what
// the tag names. After a change there is always something to show.
func notModified(c *gin.Context, etag string) bool {
	c.Header("ETag", etag)
	if c.Request.Method != http.MethodGet && c.Request.Method != http.MethodHead {
		return false
	}
	for have := range strings.SplitSeq(edge.Header(c, "If-None-Match"), ",") {
		have = strings.TrimPrefix(strings.TrimSpace(have), "W/")
		if have == etag || have == "*" {
			c.Status(http.StatusNotModified)
			c.Writer.WriteHeaderNow()
			return true
		}
	}
	return false
}

// etagOf is the strong entity tag of a body.
func etagOf(body []byte) string {
	sum := sha256.Sum256(body)
	return quoted(hex.EncodeToString(sum[:16]))
}

// quoted writes a tag as an ETag.
func quoted(tag string) string { return `"` + tag + `"` }

// matchOf reads If-Match, which every edit needs.
func matchOf(c *gin.Context) (access.Match, error) {
	given := edge.Header(c, "If-Match")
	if given == "" {
		return nil, edge.Preconditionless.Problem("Say in If-Match which state you want to change: the ETag you got when you last read this.")
	}
	var match access.Match
	for tag := range strings.SplitSeq(given, ",") {
		tag = strings.TrimSpace(tag)
		bare, weak := strings.CutPrefix(tag, "W/")
		inner, opened := strings.CutPrefix(bare, `"`)
		inner, closed := strings.CutSuffix(inner, `"`)
		switch {
		case tag == "*":
			match = append(match, tag)
		case !opened || !closed:
			return nil, edge.Malformed.Problem("If-Match must hold an ETag as you got it, with its quotes, or *.")
		case !weak && inner != "*": // a weak tag never matches (RFC 9110, 13.1.1)
			match = append(match, inner)
		}
	}
	return match, nil
}

// showEditable replies with something that can change.
func showEditable(c *gin.Context, tag string, body any) error {
	c.Header("Cache-Control", privately)
	if notModified(c, quoted(tag)) {
		return nil
	}
	return writeJSON(c, body)
}

// changeOf reads what a change needs: which state it is for, and what changes.
func changeOf(c *gin.Context) (access.Match, []byte, error) {
	match, err := matchOf(c)
	if err != nil {
		return nil, nil, err
	}
	body, err := readBody(c.Writer, c.Request, MaxBody)
	return match, body, err
}
