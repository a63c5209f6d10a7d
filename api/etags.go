package api

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"regexp"
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
	given := edge.Header(c, "If-None-Match")
	for given != "" {
		var have string
		var sound bool
		have, given, sound = nextTag(given)
		if sound && (have == "*" || codedAs.ReplaceAllString(have, `"`) == etag) {
			c.Status(http.StatusNotModified)
			c.Writer.WriteHeaderNow()
			return true
		}
	}
	return false
}

// codedAs is what proxies that compress add to a tag of ours.
var codedAs = regexp.MustCompile(`[-+:;]+(?:gzip|gz|br|zstd|deflate)[;]*"$`)

// oneTag is an entity tag (RFC 9110, 8.8.3), or * for any, up to the next one.
var oneTag = regexp.MustCompile(`^[ \t]*(?:W/)?(\*|"[\x21\x23-\x7e\x80-\xff]*")[ \t]*(?:$|,)`)

// nextTag takes the first entity tag off a list, with its quotes; weak ones
// without their mark. One that is none is passed over up to the next comma.
func nextTag(list string) (tag, rest string, sound bool) {
	if found := oneTag.FindStringSubmatch(list); found != nil && !strings.HasPrefix(strings.TrimLeft(list, " \t"), "W/*") {
		return found[1], list[len(found[0]):], true
	}
	_, rest, _ = strings.Cut(list, ",")
	return "", rest, false
}

// etagOf is the strong entity tag of a body.
func etagOf(body []byte) string {
	sum := sha256.Sum256(body)
	return quoted(hex.EncodeToString(sum[:16]))
}

// quoted writes a tag as an ETag.
func quoted(tag string) string { return `"` + tag + `"` }

// matchOf reads If-Match, which every edit needs. Proxies that compress weaken tags
// and add to them. Ours name a revision, not bytes, so a weak one says as much: see
// [access.Match].
func matchOf(c *gin.Context) (access.Match, error) {
	given := edge.Header(c, "If-Match")
	if given == "" {
		return nil, edge.Preconditionless.Problem("Say in If-Match which state you want to change: the ETag you got when you last read this.")
	}
	var match access.Match
	for more := true; more; {
		tag, rest, sound := nextTag(given)
		if !sound {
			return nil, edge.Malformed.Problem("If-Match must hold an ETag as you got it, with its quotes, or *.")
		}
		if tag != `"*"` {
			match = append(match, strings.Trim(tag, `"`))
		}
		more = strings.HasSuffix(strings.TrimSuffix(given, rest), ",")
		given = rest
	}
	return match, nil
}

// showEditable replies with something that can change.
func showEditable(c *gin.Context, tag string, body any) error {
	return showEditableAs(c, http.StatusOK, tag, body)
}

// showEditableAs replies with something that can change, and a status that is not 200.
func showEditableAs(c *gin.Context, status int, tag string, body any) error {
	c.Header("Cache-Control", privately)
	if notModified(c, quoted(tag)) {
		return nil
	}
	return writeStatus(c, status, body)
}

// changeOf reads what a change needs: which state it is for, and what changes.
func changeOf(c *gin.Context) (access.Match, []byte, error) {
	match, err := matchOf(c)
	if err != nil {
		return nil, nil, err
	}
	body, err := readBody(c, MaxBody)
	return match, body, err
}
